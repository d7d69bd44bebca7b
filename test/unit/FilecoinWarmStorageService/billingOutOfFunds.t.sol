// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Vm} from "forge-std/Test.sol";
import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {IFilecoinWarmStorageService} from "src/interfaces/IFilecoinWarmStorageService.sol";
import {BillingBase} from "test/unit/FilecoinWarmStorageService/BillingBase.sol";

/// @notice A root whose funds last for ten epochs: what works after them, and what does not.
contract FwssBillingOutOfFundsTest is BillingBase {
    Vm.Wallet internal poor;
    uint256 internal dataSetId;

    /// @dev Not enough for an eleventh epoch.
    uint256 internal constant LEFT_OVER = 7;

    /// @dev Of the reserve, after the creation and two additions.
    uint256 internal constant HELD = 0.0734e18;

    function setUp() public override {
        super.setUp();
        poor = vm.createWallet("poor");
        fund(poor.addr, RESERVE + LOCKUP_2_GIB + 10 * RATE_2_GIB + LEFT_OVER);
        dataSetId = createAndAdd(poor, poor.addr, 7, 1000, piece(RAW_GIB, 0));
        addAsPayer(poor, dataSetId, 1001, piece(RAW_GIB, 1));
        nextPeriod(dataSetId);
        assertAccount(
            poor.addr, HELD + LOCKUP_2_GIB + 10 * RATE_2_GIB + LEFT_OVER, HELD + LOCKUP_2_GIB, RATE_2_GIB, START
        );
    }

    function runOut() internal {
        pass(15);
    }

    function notSettled(uint256 rate) internal view returns (bytes memory) {
        return abi.encodeWithSelector(
            IFilecoinPay.LockupNotSettledRateChangeNotAllowed.selector, 1, poor.addr, false, RATE_2_GIB, rate
        );
    }

    /* CREATE AND ADD */

    function test_RevertGiven_OutOfFunds_OnAdd() public {
        runOut();
        bytes memory message = addMessage(poor, dataSetId, 1002, piece(RAW_GIB, 2));
        vm.expectRevert(notSettled(361_886_554_293));
        submitAdd(dataSetId, piece(RAW_GIB, 2), message);
        // 30 days of 1 GiB more, and the five epochs that were missed.
        fund(poor.addr, 28_036_258_839 * PERIOD + 5 * RATE_2_GIB - LEFT_OVER - 1);
        vm.expectRevert("invariant failure: insufficient funds to cover lockup after function execution");
        submitAdd(dataSetId, piece(RAW_GIB, 2), message);
        fund(poor.addr, 1);
        submitAdd(dataSetId, piece(RAW_GIB, 2), message);
    }

    function test_RevertGiven_OutOfFunds_OnCreate() public {
        runOut();
        bytes memory message = createMessage(poor, poor.addr, 8);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.InsufficientLockupFunds.selector, poor.addr, 0.124e18, LEFT_OVER
            )
        );
        submitCreate(message);
    }

    /* REMOVE AND PROVE */

    /// @dev Proofs count; and a period begins, while nothing of it is about money.
    function test_OutOfFunds_ProvingGoesOn() public {
        runOut();
        proveAtDeadline(dataSetId);
        pass(1);
        nextPeriod(dataSetId);
        proveAtDeadline(dataSetId);
        (uint256 amount,,) = settle(dataSetId);
        // What was covered.
        assertEq(amount, 3_338_502_954_540);
    }

    /// @dev As on Filecoin: the removal waits for a deposit.
    function test_RevertGiven_OutOfFunds_OnNextPeriodThatLowersTheRate() public {
        runOut();
        removeAsPayer(poor, dataSetId, ids(0));
        uint256 challengeEpoch = nextChallenge(dataSetId);
        vm.expectRevert(notSettled(RATE_1_GIB));
        vm.prank(provider);
        pdpVerifier.nextProvingPeriod(dataSetId, challengeEpoch, "");

        fund(poor.addr, 5 * RATE_2_GIB - LEFT_OVER);
        nextPeriod(dataSetId);
        assertEq(railOf(dataSetId).paymentRate, RATE_1_GIB);
        assertFees(dataSetId, 0, HELD - REMOVAL_FEE);
    }

    /// @dev The provider need not wait: it terminates, and in the same block begins the period. So nobody can keep it from
    /// proving what is locked for it.
    function test_OutOfFunds_ProviderTerminatesAndProvesOn() public {
        runOut();
        removeAsPayer(poor, dataSetId, ids(0));
        vm.prank(provider);
        fwss.terminateService(dataSetId);
        assertFees(dataSetId, 0, HELD - REMOVAL_FEE);
        nextPeriod(dataSetId);
        assertEq(railOf(dataSetId).paymentRate, RATE_1_GIB);
        assertEq(pdpVerifier.getActivePieceCount(dataSetId), 1);

        uint256 endEpoch = fwssView.getDataSet(dataSetId).pdpEndEpoch;
        assertEq(endEpoch, START + 10 + PERIOD);
        keepProving(dataSetId, endEpoch);
        goTo(fwssView.provingDeadline(dataSetId) + 1);
        (uint256 amount,,) = settle(dataSetId);
        // 15 epochs before, of a period that was not proven, and 10 after the last proven one are not paid.
        assertEq(amount, 29 * PROVING_PERIOD * RATE_1_GIB);
        assertGone(1);
    }

    /// @dev Removals are paid out of the reserve; and the reserve never holds too little to terminate.
    function test_RevertGiven_OutOfFunds_OnRemovalThatNeedsAReserve() public {
        for (uint256 i = 0; i < 75; i++) {
            vm.prank(poor.addr);
            (bool ok,) = address(this).call(abi.encodeCall(this.addTiny, (i)));
            if (!ok) break;
        }
        runOut();
        uint256 reserve = fwssView.getDataSet(dataSetId).lifecycleReserveBalance;
        uint256 pending;
        for (uint256 i = 0; reserve >= pending + REMOVAL_FEE + 0.005e18; i++) {
            removeAsPayer(poor, dataSetId, ids(i));
            pending += REMOVAL_FEE;
        }
        uint256 next = pending / REMOVAL_FEE;
        bytes memory message = abi.encode(sign(poor, typedData(this.hashRemovals(7, ids(next)))));
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinPay.LockupFixedIncreaseNotAllowedDueToInsufficientFunds.selector,
                address(usdfc),
                poor.addr,
                reserve,
                RESERVE + pending + REMOVAL_FEE
            )
        );
        submitRemovals(dataSetId, ids(next), message);
        vm.prank(provider);
        fwss.terminateService(dataSetId);
        assertFees(dataSetId, 0, reserve - pending);
    }

    function addTiny(uint256 i) external {
        addAsPayer(poor, dataSetId, 2000 + i, piece(1, 100 + i));
    }

    /* TERMINATE */

    /// @dev Paid for 30 days after the last epoch that was covered, not after the termination.
    function test_OutOfFunds_Terminate() public {
        runOut();
        vm.prank(poor.addr);
        fwss.terminateService(dataSetId);
        assertEq(fwssView.getDataSet(dataSetId).pdpEndEpoch, START + 10 + PERIOD);
        assertEq(railOf(dataSetId).endEpoch, START + 10 + PERIOD);
    }

    /// @dev A month after the funds ran out there is nothing left to wait for.
    function test_OutOfFunds_TerminateAMonthLater() public {
        pass(10 + PERIOD);
        vm.prank(provider);
        fwss.terminateService(dataSetId);
        assertEq(fwssView.getDataSet(dataSetId).pdpEndEpoch, block.number);
        // The period that holds its last epoch can be proven for so long.
        goTo(START + 31 * PROVING_PERIOD + 1);
        (uint256 amount,,) = settle(dataSetId);
        assertEq(amount, 0);
        deleteDataSet(dataSetId);
    }

    /// @dev FilecoinPay gives nothing that is locked ahead back to a root that is behind.
    function test_RevertGiven_OutOfFunds_OnSignedTermination() public {
        runOut();
        bytes memory message = terminateMessage(poor, dataSetId);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinPay.LockupPeriodChangeNotAllowedDueToInsufficientFunds.selector,
                address(usdfc),
                poor.addr,
                PERIOD,
                0
            )
        );
        vm.prank(provider);
        fwss.terminateService(dataSetId, message);
    }

    function test_RevertGiven_OutOfFunds_OnTopUp() public {
        runOut();
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinPay.LockupFixedIncreaseNotAllowedDueToInsufficientFunds.selector,
                address(usdfc),
                poor.addr,
                HELD,
                HELD + 1
            )
        );
        vm.prank(poor.addr);
        fwss.topUpLifecycleReserve(dataSetId, 1);
    }

    /* ABANDON */

    /// @dev The rail of a root that is behind runs for 30 days more, and pays nothing: proofs are over.
    function test_OutOfFunds_Abandon() public {
        runOut();
        pass(PERIOD);
        // What the ten epochs that were not proven give back covers the ten after them.
        uint256 endEpoch = START + 20 + PERIOD;
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.PDPPaymentTerminated(dataSetId, endEpoch, 1);
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.DataSetAbandoned(dataSetId, 1, 0, 0);
        deleteDataSet(dataSetId);
        assertEq(filecoinPay.getRail(1).lockupFixed, 0);
        goTo(endEpoch);
        (uint256 amount,,,,,) = filecoinPay.settleRail(1, block.number);
        assertEq(amount, 0);
        assertEq(fundsOf(poor.addr), HELD + LOCKUP_2_GIB + 10 * RATE_2_GIB + LEFT_OVER);
        assertGone(1);
        withdraw(poor, fundsOf(poor.addr));
    }

    /// @dev In the last epoch that the funds cover, it ends at once, as for anybody whose funds last.
    function test_Abandon_InTheLastEpochThatIsCovered() public {
        goTo(START + PERIOD + 1);
        fund(poor.addr, PERIOD * RATE_2_GIB);
        filecoinPay.settleRail(1, block.number);
        (,, uint256 available,) = filecoinPay.getAccountInfoIfSettled(address(usdfc), poor.addr);
        withdraw(poor, available);
        (uint256 fundedUntil,,,) = filecoinPay.getAccountInfoIfSettled(address(usdfc), poor.addr);
        assertEq(fundedUntil, block.number);
        deleteDataSet(dataSetId);
        assertGone(1);
        withdraw(poor, fundsOf(poor.addr));
    }
}
