// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {IFilecoinWarmStorageService} from "src/interfaces/IFilecoinWarmStorageService.sol";
import {IPDPVerifier} from "src/interfaces/IPDPVerifier.sol";
import {BillingBase} from "test/unit/FilecoinWarmStorageService/BillingBase.sol";

/// @notice Ways for a provider, a session key or a stranger to move more of a payer's money than the price list and the proofs
/// say, and for a payer to keep what is a provider's: each tried, none works.
contract FwssAttacksTest is BillingBase {
    uint256 internal dataSetId;
    uint256 internal before;

    uint256 internal constant M = PROVING_PERIOD;

    function setUp() public override {
        super.setUp();
        dataSetId = createAndAdd(root, root.addr, 7, 1000, piece(RAW_GIB, 0));
        before = fundsOf(root.addr);
    }

    /* A PROVIDER */

    /// @dev A schedule of nothing costs the fee as any other; it counts once, however often the provider sends it.
    function test_ProviderRepeatsAScheduleOfNothing() public {
        uint256[] memory nothing = new uint256[](0);
        bytes memory message = abi.encode(sign(root, typedData(this.hashRemovals(7, nothing))));
        submitRemovals(dataSetId, nothing, message);
        bytes32 digest = typedData(this.hashRemovals(7, nothing));
        for (uint256 i = 0; i < 3; i++) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    IFilecoinWarmStorageService.NonceAlreadyUsed.selector, root.addr, uint256(digest)
                )
            );
            submitRemovals(dataSetId, nothing, message);
        }
        nextPeriod(dataSetId);
        assertEq(fundsOf(root.addr), before - REMOVAL_FEE);
    }

    /// @dev One proof is for one period, even if the next one has begun already.
    function test_ProviderProvesOnceForTwoPeriods() public {
        nextPeriod(dataSetId);
        proveAtDeadline(dataSetId);
        nextPeriod(dataSetId);
        vm.expectRevert(
            abi.encodeWithSelector(IPDPVerifier.PrematureProof.selector, dataSetId, START + 2 * M - 60, START + M)
        );
        this.proveNow();
        goTo(START + 2 * M + 1);
        (uint256 amount,,) = settle(dataSetId);
        assertEq(amount, M * RATE_1_GIB);
    }

    function proveNow() external {
        vm.prank(provider);
        pdpVerifier.provePossession{value: 1 ether}(dataSetId, new IPDPVerifier.Proof[](5));
    }

    /// @dev A challenge far away, to prove at leisure, or one at once, is none of a period.
    function test_ProviderChoosesItsOwnChallenge() public {
        uint256[3] memory challenges = [block.number + 2, START + M + 1, START + 10 * M];
        for (uint256 i = 0; i < challenges.length; i++) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    IFilecoinWarmStorageService.InvalidChallengeEpoch.selector,
                    dataSetId,
                    START + M - 60,
                    START + M,
                    challenges[i]
                )
            );
            vm.prank(provider);
            pdpVerifier.nextProvingPeriod(dataSetId, challenges[i], "");
        }
    }

    /// @dev To begin late is not to be paid from the beginning.
    function test_ProviderStartsAMonthLate() public {
        pass(PERIOD);
        nextPeriod(dataSetId);
        proveAtDeadline(dataSetId);
        (uint256 amount,,) = settle(dataSetId);
        assertEq(amount, M * RATE_1_GIB);
    }

    /// @dev A rate that rises at the end of a period holds from then on, not for all of it.
    function test_ProviderLetsTheRateRiseBeforeItProves() public {
        nextPeriod(dataSetId);
        goTo(START + M - 1);
        add(dataSetId, RAW_TIB, 1);
        proveAtDeadline(dataSetId);
        (uint256 amount,,) = settle(dataSetId);
        assertEq(amount, (M - 1) * RATE_1_GIB + 29_014_943_087_541);
    }

    /// @dev Settled often, or once: no epoch is paid twice.
    function test_ProviderSettlesAgainAndAgain() public {
        nextPeriod(dataSetId);
        goTo(START + M - 30);
        prove(dataSetId);
        uint256 total;
        for (uint256 i = 0; i < 5; i++) {
            (uint256 amount,,) = settle(dataSetId);
            total += amount;
            (amount,,) = settle(dataSetId);
            assertEq(amount, 0);
            pass(6);
        }
        (uint256 rest,,) = settle(dataSetId);
        assertEq(total + rest, M * RATE_1_GIB);
    }

    /// @dev With the signature of a termination, the provider ends it once, for one fee.
    function test_ProviderTerminatesTwice() public {
        bytes memory message = terminateMessage(root, dataSetId);
        vm.prank(provider);
        fwss.terminateService(dataSetId, message);
        bytes memory reason =
            abi.encodeWithSelector(IFilecoinWarmStorageService.DataSetPaymentAlreadyTerminated.selector, dataSetId);
        vm.startPrank(provider);
        vm.expectRevert(reason);
        fwss.terminateService(dataSetId, message);
        vm.expectRevert(reason);
        fwss.terminateService(dataSetId);
        assertEq(fundsOf(root.addr), before - TERMINATE_FEE);
    }

    /// @dev Once it is terminated, the reserve is not filled up from the payer's funds, whatever is scheduled.
    function test_ProviderDrainsTheReserveAfterTheEnd() public {
        for (uint256 i = 1; i < 60; i++) {
            add(dataSetId, 1, i);
        }
        terminate(dataSetId);
        uint256 reserve = fwssView.getDataSet(dataSetId).lifecycleReserveBalance;
        uint256 funds = fundsOf(root.addr);
        for (uint256 i = 0; i < 59; i++) {
            remove(dataSetId, i);
        }
        nextPeriod(dataSetId);
        assertEq(funds - fundsOf(root.addr), reserve);
    }

    /// @dev Nor does one data set pay what another one owes.
    function test_ProviderOfOneDataSetTouchesNoOther() public {
        uint256 other = createAndAdd(root, root.addr, 8, 1001, piece(RAW_GIB, 1));
        uint256 reserve = fwssView.getDataSet(other).lifecycleReserveBalance;
        for (uint256 i = 2; i < 30; i++) {
            add(dataSetId, 1, i);
        }
        terminate(dataSetId);
        assertFees(other, 0, reserve);
        assertEq(fwssView.getDataSet(other).pdpEndEpoch, 0);
    }

    /// @dev Whoever deletes cannot choose, by the gas that it leaves, that what was proven is not paid.
    function testFuzz_DeleterLeavesLittleGas(uint256 gas) public {
        nextPeriod(dataSetId);
        proveAtDeadline(dataSetId);
        pass(PERIOD + 1);
        gas = bound(gas, 50_000, 1_500_000);
        vm.prank(stranger.addr);
        (bool done,) = address(pdpVerifier).call{gas: gas}(abi.encodeCall(pdpVerifier.deleteDataSet, (dataSetId, "")));
        assertEq(before - fundsOf(root.addr), done ? M * RATE_1_GIB : 0);
    }

    /// @dev Nor that a rail that is not settled passes for one that is gone.
    function testFuzz_DeleterOfATerminatedDataSetLeavesLittleGas(uint256 gas) public {
        terminate(dataSetId);
        goTo(START + PERIOD);
        gas = bound(gas, 30_000, 400_000);
        vm.prank(provider);
        (bool done,) = address(pdpVerifier).call{gas: gas}(abi.encodeCall(pdpVerifier.deleteDataSet, (dataSetId, "")));
        assertFalse(done);
    }

    /* A SESSION KEY */

    /// @dev It moves what the price list says of what it may do; money that goes elsewhere, it cannot.
    function test_SessionKeyCallsEverythingItself() public {
        grantAll(root.addr, sessionKey.addr, block.timestamp + 30 days);
        vm.startPrank(sessionKey.addr);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.CallerNotPayer.selector, dataSetId, root.addr, sessionKey.addr
            )
        );
        fwss.topUpLifecycleReserve(dataSetId, 1e18);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.CallerNotPayerOrPayee.selector,
                dataSetId,
                root.addr,
                provider,
                sessionKey.addr
            )
        );
        fwss.terminateService(dataSetId);
        bytes memory message = terminateMessage(sessionKey, dataSetId);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.CallerNotServiceProvider.selector, dataSetId, provider, sessionKey.addr
            )
        );
        fwss.terminateService(dataSetId, message);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.OnlyPDPVerifierAllowed.selector, address(pdpVerifier), sessionKey.addr
            )
        );
        fwss.nextProvingPeriod(dataSetId, 0, 0, "");
        assertEq(fundsOf(root.addr), before);
    }

    /// @dev Of a data set that is not its root's.
    function test_SessionKeyOfAnotherRootTerminates() public {
        fund(stranger.addr, FUNDS);
        grantAll(stranger.addr, sessionKey.addr, block.timestamp + 30 days);
        bytes memory message = terminateMessage(sessionKey, dataSetId);
        vm.expectRevert();
        vm.prank(provider);
        fwss.terminateService(dataSetId, message);
        assertEq(fwssView.getDataSet(dataSetId).pdpEndEpoch, 0);
    }

    /* A STRANGER */

    /// @dev A rail of its own that names the service as validator, and the data set's payer as nothing: it pays nobody.
    function test_StrangerMakesTheServiceValidateItsRail() public {
        vm.prank(stranger.addr);
        filecoinPay.setOperatorApproval(address(usdfc), stranger.addr, true, 1e18, 1e18, 100);
        fundOnly(stranger.addr, 1e18);
        vm.startPrank(stranger.addr);
        uint256 rail =
            filecoinPay.createRail(address(usdfc), stranger.addr, sessionKey.addr, address(fwss), 0, address(0));
        filecoinPay.modifyRailPayment(rail, 1000, 0);
        vm.stopPrank();
        pass(100);
        (uint256 amount,,,,, string memory note) = filecoinPay.settleRail(rail, block.number);
        assertEq(amount, 0);
        assertEq(note, "Rail not associated with a data set");
        vm.expectRevert(IFilecoinWarmStorageService.ServiceContractMustTerminateRail.selector);
        vm.prank(stranger.addr);
        filecoinPay.terminateRail(rail);
    }

    function fundOnly(address owner, uint256 amount) private {
        usdfc.mint(address(this), amount);
        usdfc.approve(address(filecoinPay), amount);
        filecoinPay.deposit(address(usdfc), owner, amount);
    }

    /// @dev A service provider that is registered, with a data set that the payer never signed for.
    function test_StrangerTakesAPayersDataSetOver() public {
        address other = vm.addr(devnet.keyOf(devnet.FIRST_PROVIDER() + 1));
        vm.prank(provider);
        pdpVerifier.proposeDataSetStorageProvider(dataSetId, other);
        vm.expectRevert(IFilecoinWarmStorageService.StorageProviderChangesNotSupported.selector);
        vm.prank(other);
        pdpVerifier.claimDataSetStorageProvider(dataSetId, "");
    }

    /* A PAYER */

    /// @dev It ends nothing behind the provider's back, and takes nothing that is locked.
    function test_PayerKeepsWhatIsProven() public {
        nextPeriod(dataSetId);
        proveAtDeadline(dataSetId);
        vm.startPrank(root.addr);
        vm.expectRevert(IFilecoinWarmStorageService.ServiceContractMustTerminateRail.selector);
        filecoinPay.terminateRail(1);
        filecoinPay.setOperatorApproval(address(usdfc), address(fwss), false, 0, 0, 0);
        fwss.terminateService(dataSetId);
        (,, uint256 available,) = filecoinPay.getAccountInfoIfSettled(address(usdfc), root.addr);
        vm.expectRevert(
            abi.encodeWithSelector(IFilecoinPay.InsufficientUnlockedFunds.selector, available, available + 1)
        );
        filecoinPay.withdraw(address(usdfc), available + 1);
        filecoinPay.withdraw(address(usdfc), available);
        vm.stopPrank();
        (uint256 amount,,) = settle(dataSetId);
        assertEq(amount, M * RATE_1_GIB);
    }

    /// @dev Without an approval any more, proving goes on, and so does the end.
    function test_PayerTakesItsApprovalBack() public {
        nextPeriod(dataSetId);
        remove(dataSetId, 0);
        vm.prank(root.addr);
        filecoinPay.setOperatorApproval(address(usdfc), address(fwss), false, 0, 0, 0);
        proveAtDeadline(dataSetId);
        pass(1);
        nextPeriod(dataSetId);
        assertEq(railOf(dataSetId).paymentRate, 0);
        assertEq(fundsOf(root.addr), before - REMOVAL_FEE);
        (uint256 amount,,) = settle(dataSetId);
        assertEq(amount, M * RATE_1_GIB);
        terminateSigned(root, dataSetId);
        assertEq(fundsOf(root.addr), before - REMOVAL_FEE - TERMINATE_FEE - M * RATE_1_GIB);
    }
}
