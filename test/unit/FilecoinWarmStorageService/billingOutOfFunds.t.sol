// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Vm} from "forge-std/Test.sol";
import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {IFilecoinWarmStorageService} from "src/interfaces/IFilecoinWarmStorageService.sol";
import {IPDPVerifier} from "src/interfaces/IPDPVerifier.sol";
import {BillingBase} from "test/unit/FilecoinWarmStorageService/BillingBase.sol";

/// @notice A root whose funds last for ten epochs: what works after them, and what does not.
contract FwssBillingOutOfFundsTest is BillingBase {
    Vm.Wallet internal poor;
    uint256 internal dataSetId;

    uint256 internal constant LOCKUP_2_GIB = 28_882_812_499_948_800;

    /// @dev Not enough for an eleventh epoch.
    uint256 internal constant LEFT_OVER = 7;

    function setUp() public override {
        super.setUp();
        poor = vm.createWallet("poor");
        fund(poor.addr, LOCKUP_2_GIB + 10 * RATE_2_GIB + LEFT_OVER);
        dataSetId = createAndAdd(poor, poor.addr, 7, 1000, piece(RAW_GIB, 0));
        addAsPayer(poor, dataSetId, 1001, piece(RAW_GIB, 1));
        assertAccount(poor.addr, LOCKUP_2_GIB + 10 * RATE_2_GIB + LEFT_OVER, LOCKUP_2_GIB, RATE_2_GIB, START);
    }

    function refuseAdd(uint256 rawSize, uint256 required) internal {
        bytes memory message = addMessage(poor, dataSetId, 1002, piece(rawSize, 2));
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.InsufficientLockupFunds.selector, poor.addr, required, LEFT_OVER
            )
        );
        submitAdd(dataSetId, piece(rawSize, 2), message);
    }

    function runOut() internal {
        pass(15);
    }

    /* SETTLE */

    function test_OutOfFunds_SettlesWhatWasCovered() public {
        runOut();
        (uint256 amount, uint256 net, uint256 fee) = settle(dataSetId);
        assertEq(amount, 3_342_918_113_420);
        // A 200th is 16 714 590 567.1.
        assertEq(fee, 16_714_590_568);
        assertEq(net, 3_326_203_522_852);
        // The 30 days that are locked are not touched by time.
        assertAccount(poor.addr, LOCKUP_2_GIB + LEFT_OVER, LOCKUP_2_GIB, RATE_2_GIB, START + 10);
        (amount,,) = settle(dataSetId);
        assertEq(amount, 0);
    }

    /* ADD AND CREATE */

    /// @dev 1 GiB more costs 2 441 406 250 051 200 for 30 days; five epochs at 334 291 811 342 were missed.
    function test_RevertGiven_OutOfFunds_OnAdd() public {
        runOut();
        uint256 required = 2_441_406_250_051_200 + 1_671_459_056_710;
        refuseAdd(RAW_GIB, required);
        fund(poor.addr, required - LEFT_OVER - 1);
        bytes memory message = addMessage(poor, dataSetId, 1002, piece(RAW_GIB, 2));
        // Now it is not behind any more: what was missed is paid.
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.InsufficientLockupFunds.selector,
                poor.addr,
                2_441_406_250_051_200,
                2_441_406_250_051_199
            )
        );
        submitAdd(dataSetId, piece(RAW_GIB, 2), message);
        fund(poor.addr, 1);
        submitAdd(dataSetId, piece(RAW_GIB, 2), message);
    }

    function test_RevertGiven_OutOfFunds_OnCreate() public {
        runOut();
        bytes memory message = createMessage(poor, poor.addr, 8);
        uint256 required = LOCKUP_EMPTY + 1_671_459_056_710;
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.InsufficientLockupFunds.selector, poor.addr, required, LEFT_OVER
            )
        );
        submitCreate(message);
        fund(poor.addr, required - LEFT_OVER);
        submitCreate(message);
    }

    /// @dev In the last epoch that is covered, what is missing is the price of the add alone.
    function test_RevertGiven_FundsGoneInThisEpoch() public {
        pass(10);
        refuseAdd(RAW_GIB, 2_441_406_250_051_200);
    }

    /* NEXT PERIOD */

    function test_OutOfFunds_NextPeriodLeavesTheRate() public {
        runOut();
        removeAsPayer(poor, dataSetId, ids(0));
        vm.recordLogs();
        nextPeriod(dataSetId);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; i++) {
            assertNotEq(logs[i].emitter, address(fwss));
        }
        assertEq(pdpVerifier.getActivePieceCount(dataSetId), 1);
        assertEq(railOf(dataSetId).paymentRate, RATE_2_GIB);
        pass(5);
        nextPeriod(dataSetId);
        assertEq(railOf(dataSetId).paymentRate, RATE_2_GIB);
    }

    /// @dev In the last epoch that is covered the rate still falls.
    function test_OutOfFunds_NextPeriodInTheLastEpoch() public {
        removeAsPayer(poor, dataSetId, ids(0));
        pass(10);
        nextPeriod(dataSetId);
        assertEq(railOf(dataSetId).paymentRate, RATE_1_GIB);
        // What the lower rate frees pays for epochs to come.
        assertAccount(
            poor.addr,
            LOCKUP_2_GIB + 10 * RATE_2_GIB + LEFT_OVER,
            LOCKUP_1_GIB + 10 * RATE_2_GIB,
            RATE_1_GIB,
            START + 10
        );
    }

    function test_OutOfFunds_RateFallsInAPeriodAfterADeposit() public {
        runOut();
        removeAsPayer(poor, dataSetId, ids(0));
        nextPeriod(dataSetId);
        fund(poor.addr, 5 * RATE_2_GIB - LEFT_OVER);
        assertEq(railOf(dataSetId).paymentRate, RATE_2_GIB);
        nextPeriod(dataSetId);
        assertEq(railOf(dataSetId).paymentRate, RATE_1_GIB);
        pass(20);
        (uint256 amount,,) = settle(dataSetId);
        // 15 epochs at the rate of 2 GiB, though one was removed before, and 20 at that of 1 GiB.
        assertEq(amount, 5_014_377_170_130 + 6_120_695_891_200);
    }

    function test_OutOfFunds_ADepositThatIsOneUnitShort() public {
        runOut();
        removeAsPayer(poor, dataSetId, ids(0));
        fund(poor.addr, 5 * RATE_2_GIB - LEFT_OVER - 1);
        nextPeriod(dataSetId);
        assertEq(railOf(dataSetId).paymentRate, RATE_2_GIB);
    }

    /// @dev The rate is still that of 2 GiB: a second one would not raise it, and yet nothing is taken on credit.
    function test_RevertGiven_OutOfFunds_OnAddUnderAnOldRate() public {
        runOut();
        removeAsPayer(poor, dataSetId, ids(0));
        nextPeriod(dataSetId);
        refuseAdd(RAW_GIB, 1_671_459_056_710);
        refuseAdd(1, 1_671_459_056_710);
    }

    /// @dev With funds, an add right after it brings the rate to what the data set costs now, be it lower.
    function test_OutOfFunds_AddAfterADepositBringsTheOldRateDown() public {
        runOut();
        removeAsPayer(poor, dataSetId, ids(0));
        nextPeriod(dataSetId);
        fund(poor.addr, 5 * RATE_2_GIB - LEFT_OVER);
        addAsPayer(poor, dataSetId, 1002, piece(1, 2));
        // 2^30 + 32 bytes.
        assertEq(railOf(dataSetId).paymentRate, 306_034_795_402);
    }

    /// @dev PDPVerifier has no proving periods for a data set that is empty, so anyone may lower its rate once funds are back.
    function test_OutOfFunds_EmptiedDataSetIsRepricedByAnyone() public {
        runOut();
        uint256[] memory both = new uint256[](2);
        both[1] = 1;
        removeAsPayer(poor, dataSetId, both);
        nextPeriod(dataSetId);
        assertEq(pdpVerifier.getDataSetLeafCount(dataSetId), 0);
        fwss.updateRate(dataSetId);
        assertEq(railOf(dataSetId).paymentRate, RATE_2_GIB);

        fund(poor.addr, 10e18);
        vm.expectRevert(abi.encodeWithSelector(IPDPVerifier.NoLeaves.selector, dataSetId));
        nextPeriod(dataSetId);
        fwss.updateRate(dataSetId);
        assertEq(railOf(dataSetId).paymentRate, 277_777_777_777);
        fwss.updateRate(dataSetId);
        assertEq(railOf(dataSetId).paymentRate, 277_777_777_777);
    }

    /// @dev What is scheduled for removal is stored, and paid, until the next proving period.
    function test_UpdateRateDoesNotRunAheadOfRemovals() public {
        uint256 rate = railOf(dataSetId).paymentRate;
        removeAsPayer(poor, dataSetId, ids(0));
        fwss.updateRate(dataSetId);
        assertEq(railOf(dataSetId).paymentRate, rate);
    }

    /* TERMINATE */

    /// @dev Paid for 30 days after the last epoch that was covered, not after the termination.
    function test_OutOfFunds_Terminate() public {
        runOut();
        vm.prank(poor.addr);
        fwss.terminateService(dataSetId);
        assertEq(fwssView.getDataSet(dataSetId).pdpEndEpoch, 1_086_410);
        assertEq(railOf(dataSetId).endEpoch, 1_086_410);
        vm.roll(1_086_410);
        (uint256 amount, uint256 net, uint256 fee) = settle(dataSetId);
        assertEq(amount, 28_886_155_418_062_220);
        assertEq(fee, 144_430_777_090_312);
        assertEq(net, 28_741_724_640_971_908);
        assertEq(fundsOf(poor.addr), LEFT_OVER);
        assertGone(1);
        withdraw(poor, LEFT_OVER);
    }

    /// @dev A month after the funds ran out there is nothing left to wait for.
    function test_OutOfFunds_TerminateAMonthLater() public {
        pass(10 + PERIOD);
        vm.prank(provider);
        fwss.terminateService(dataSetId);
        assertEq(fwssView.getDataSet(dataSetId).pdpEndEpoch, block.number);
        pass(1);
        deleteDataSet(dataSetId);
        (uint256 amount,,,,,) = filecoinPay.settleRail(1, block.number);
        assertEq(amount, 28_886_155_418_062_220);
    }

    function test_RevertGiven_OutOfFunds_Withdraw() public {
        runOut();
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinPay.LockupExceedsFundsInvariant.selector,
                address(usdfc),
                poor.addr,
                LOCKUP_2_GIB + 15 * RATE_2_GIB,
                LOCKUP_2_GIB + 10 * RATE_2_GIB + LEFT_OVER
            )
        );
        withdraw(poor, 1);
    }
}
