// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Vm} from "forge-std/Test.sol";
import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {IFilecoinWarmStorageService} from "src/interfaces/IFilecoinWarmStorageService.sol";
import {IFilecoinWarmStorageServiceStateView} from "src/interfaces/IFilecoinWarmStorageServiceStateView.sol";
import {IValidator} from "src/interfaces/IValidator.sol";
import {BillingBase} from "test/unit/FilecoinWarmStorageService/BillingBase.sol";

/// @notice Proving periods, proofs, faults, and which epochs are paid.
contract FwssProofsTest is BillingBase {
    uint256 internal dataSetId;

    uint256 internal constant M = PROVING_PERIOD;
    uint256 internal constant W = CHALLENGE_WINDOW;

    function setUp() public override {
        super.setUp();
        dataSetId = createAndAdd(root, root.addr, 7, 1000, piece(RAW_GIB, 0));
    }

    /// @dev As PDPVerifier says it.
    function next(uint256 challengeEpoch) internal {
        vm.prank(address(pdpVerifier));
        fwss.nextProvingPeriod(dataSetId, challengeEpoch, 2 ** 25, "");
    }

    function proven(uint256 challengeCount) internal {
        vm.prank(address(pdpVerifier));
        fwss.possessionProven(dataSetId, 2 ** 25, 0, challengeCount);
    }

    function expectChallengeEpoch(uint256 min, uint256 max, uint256 actual) internal {
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.InvalidChallengeEpoch.selector, dataSetId, min, max, actual
            )
        );
    }

    function expectFault(uint256 periods, uint256 deadline) internal {
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.FaultRecord(dataSetId, periods, deadline);
    }

    function assertNoFault() internal {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; i++) {
            assertNotEq(logs[i].topics[0], IFilecoinWarmStorageService.FaultRecord.selector);
        }
    }

    /* ACTIVATION */

    function test_FirstPeriod() public {
        assertEq(fwssView.getDataSetStatus(dataSetId), 0);
        assertEq(fwssView.provingActivationEpoch(dataSetId), 0);
        assertEq(fwssView.provingDeadline(dataSetId), 0);
        assertEq(fwss.getProvingPeriodForEpoch(dataSetId, START + 1), type(uint256).max);
        vm.expectRevert(
            abi.encodeWithSelector(IFilecoinWarmStorageServiceStateView.ProvingPeriodNotInitialized.selector, dataSetId)
        );
        fwssView.nextPDPChallengeWindowStart(dataSetId);

        vm.recordLogs();
        next(START + M - W);
        assertNoFault();
        assertEq(fwssView.getDataSetStatus(dataSetId), 1);
        assertEq(fwssView.provingActivationEpoch(dataSetId), START);
        assertEq(fwssView.provingDeadline(dataSetId), START + M);
        assertFalse(fwssView.provenThisPeriod(dataSetId));
        assertEq(fwssView.nextPDPChallengeWindowStart(dataSetId), START + 2 * M - W);
        assertEq(fwss.getProvingPeriodForEpoch(dataSetId, START), type(uint256).max);
        assertEq(fwss.getProvingPeriodForEpoch(dataSetId, START + 1), 0);
        assertEq(fwss.getProvingPeriodForEpoch(dataSetId, START + M), 0);
        assertEq(fwss.getProvingPeriodForEpoch(dataSetId, START + M + 1), 1);
        assertEq(fwss.getProvingPeriodForEpoch(dataSetId, START + 2 * M + 1), 2);
    }

    function test_FirstPeriod_InTheLastEpochOfTheWindow() public {
        next(START + M);
        assertEq(fwssView.provingDeadline(dataSetId), START + M);
    }

    function test_RevertWhen_FirstChallengeIsOutsideTheWindow() public {
        uint256[3] memory wrong = [START + M - W - 1, START + M + 1, 0];
        for (uint256 i = 0; i < wrong.length; i++) {
            expectChallengeEpoch(START + M - W, START + M, wrong[i]);
            next(wrong[i]);
        }
    }

    /* NEXT PERIOD */

    function test_NextPeriod_Proven() public {
        next(START + M);
        goTo(START + M - W);
        proven(5);
        assertTrue(fwssView.provenThisPeriod(dataSetId));
        assertTrue(fwssView.provenPeriods(dataSetId, 0));
        assertFalse(fwssView.provenPeriods(dataSetId, 1));
        vm.recordLogs();
        next(START + 2 * M);
        assertNoFault();
        assertFalse(fwssView.provenThisPeriod(dataSetId));
        assertTrue(fwssView.provenPeriods(dataSetId, 0));
        assertEq(fwssView.provingDeadline(dataSetId), START + 2 * M);
    }

    /// @dev In an open period, too: who begins the next one has given this one up.
    function test_NextPeriod_BeforeProving() public {
        next(START + M);
        goTo(START + 1);
        expectFault(1, START + M);
        next(START + 2 * M);
        goTo(START + M);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.ChallengeWindowTooEarly.selector, dataSetId, START + 2 * M - W, START + M
            )
        );
        proven(5);
    }

    function test_NextPeriod_AfterOthersWentBy() public {
        next(START + M);
        // In the last epoch of the period after it, none is skipped.
        goTo(START + 2 * M);
        uint256 snapshot = vm.snapshotState();
        expectFault(1, START + M);
        next(START + 2 * M);
        assertEq(fwssView.provingDeadline(dataSetId), START + 2 * M);
        vm.revertToState(snapshot);

        pass(1);
        assertEq(fwssView.nextPDPChallengeWindowStart(dataSetId), START + 3 * M - W);
        expectFault(2, START + M);
        next(START + 3 * M - W);
        assertEq(fwssView.provingDeadline(dataSetId), START + 3 * M);
    }

    function test_NextPeriod_ProvenAndThenSkipped() public {
        next(START + M);
        goTo(START + M);
        proven(5);
        goTo(START + 4 * M + 1);
        expectFault(3, START + M);
        next(START + 5 * M);
    }

    function test_RevertGiven_PeriodHasNotBegun() public {
        next(START + M);
        bytes memory reason = abi.encodeWithSelector(
            IFilecoinWarmStorageService.NextProvingPeriodAlreadyCalled.selector, dataSetId, START, START
        );
        vm.expectRevert(reason);
        next(START + 2 * M);
        goTo(START + 1);
        next(START + 2 * M);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.NextProvingPeriodAlreadyCalled.selector, dataSetId, START + M, START + 1
            )
        );
        next(START + 3 * M);
    }

    function test_RevertWhen_ChallengeIsOutsideTheWindow() public {
        next(START + M);
        goTo(START + 1);
        uint256[2] memory wrong = [START + 2 * M - W - 1, START + 2 * M + 1];
        for (uint256 i = 0; i < wrong.length; i++) {
            expectChallengeEpoch(START + 2 * M - W, START + 2 * M, wrong[i]);
            next(wrong[i]);
        }
    }

    /* EMPTIED, AND FILLED AGAIN */

    function empty() private {
        nextPeriod(dataSetId);
        proveAtDeadline(dataSetId);
        remove(dataSetId, 0);
        nextPeriod(dataSetId);
    }

    function test_EmptiedDataSetHasNoPeriod() public {
        empty();
        assertEq(fwssView.provingDeadline(dataSetId), 0);
        assertEq(fwssView.provingActivationEpoch(dataSetId), START);
        assertEq(fwssView.getDataSetStatus(dataSetId), 1);
        assertEq(railOf(dataSetId).paymentRate, 0);
        vm.expectRevert(abi.encodeWithSelector(IFilecoinWarmStorageService.ProvingNotStarted.selector, dataSetId));
        proven(5);
    }

    /// @dev Its periods go on from the first one, and what was proven stays so.
    function test_EmptiedDataSetStartsAgain() public {
        empty();
        goTo(START + 5 * M + 100);
        add(dataSetId, RAW_GIB, 1);
        assertEq(fwssView.nextPDPChallengeWindowStart(dataSetId), START + 7 * M - W);
        expectChallengeEpoch(START + 1, START + M, START);
        next(START);
        expectChallengeEpoch(START + 7 * M - W, START + 7 * M, START + 6 * M);
        next(START + 6 * M);
        vm.recordLogs();
        nextPeriod(dataSetId);
        assertNoFault();
        assertEq(fwssView.provingDeadline(dataSetId), START + 7 * M);
        assertEq(fwssView.provingActivationEpoch(dataSetId), START);
        assertTrue(fwssView.provenPeriods(dataSetId, 0));

        proveAtDeadline(dataSetId);
        assertTrue(fwssView.provenPeriods(dataSetId, 6));
        (uint256 amount,,) = settle(dataSetId);
        // The first period and the seventh, but not the time between, whether with a piece in it or not.
        assertEq(amount, 2 * M * RATE_1_GIB);
    }

    /* PROOF */

    function test_RevertGiven_ProvenAlready() public {
        next(START + M);
        goTo(START + M - W);
        proven(6);
        vm.expectRevert(abi.encodeWithSelector(IFilecoinWarmStorageService.ProofAlreadySubmitted.selector, dataSetId));
        proven(0);
    }

    function test_RevertWhen_ChallengesAreTooFew() public {
        vm.expectRevert(
            abi.encodeWithSelector(IFilecoinWarmStorageService.InvalidChallengeCount.selector, dataSetId, 5, 4)
        );
        proven(4);
    }

    function test_RevertGiven_ProvingHasNotStarted() public {
        vm.expectRevert(abi.encodeWithSelector(IFilecoinWarmStorageService.ProvingNotStarted.selector, dataSetId));
        proven(5);
    }

    function test_RevertGiven_WindowIsNotOpen() public {
        next(START + M);
        goTo(START + M - W - 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.ChallengeWindowTooEarly.selector,
                dataSetId,
                START + M - W,
                START + M - W - 1
            )
        );
        proven(5);
    }

    function test_RevertGiven_DeadlineIsOver() public {
        next(START + M);
        goTo(START + M + 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.ProvingPeriodPassed.selector, dataSetId, START + M, START + M + 1
            )
        );
        proven(5);
    }

    /// @dev Through PDPVerifier, with its randomness and its fee.
    function test_ProofThroughPDPVerifier() public {
        nextPeriod(dataSetId);
        goTo(START + M - W);
        prove(dataSetId);
        assertTrue(fwssView.provenPeriods(dataSetId, 0));
        assertEq(pdpVerifier.getDataSetLastProvenEpoch(dataSetId), START + M - W);
    }

    /* PAYMENT */

    function validate(uint256 from, uint256 to) internal view returns (IValidator.ValidationResult memory) {
        return fwss.validatePayment(1, 10 * (to - from), from, to, 10);
    }

    function assertValid(uint256 from, uint256 to, uint256 epochs, uint256 upTo, string memory note) internal view {
        IValidator.ValidationResult memory result = validate(from, to);
        assertEq(result.modifiedAmount, 10 * epochs, "amount");
        assertEq(result.settleUpto, upTo, "settled up to");
        assertEq(result.note, note);
    }

    string private constant NOTHING = "No proven epochs in the requested range";

    function test_PaymentOfARailOfNobody() public view {
        IValidator.ValidationResult memory result = fwss.validatePayment(99, 5, 7, 3, 1);
        assertEq(result.modifiedAmount, 0);
        assertEq(result.settleUpto, 3);
        assertEq(result.note, "Rail not associated with a data set");
    }

    function test_RevertWhen_EpochsAreOutOfOrder() public {
        vm.expectRevert(abi.encodeWithSelector(IFilecoinWarmStorageService.InvalidEpochRange.selector, 8, 8));
        fwss.validatePayment(1, 0, 8, 8, 1);
        vm.expectRevert(abi.encodeWithSelector(IFilecoinWarmStorageService.InvalidEpochRange.selector, 9, 8));
        fwss.validatePayment(1, 0, 9, 8, 1);
    }

    function test_RevertWhen_EpochsAreInTheFuture() public {
        next(START + M);
        vm.expectRevert(
            abi.encodeWithSelector(IFilecoinWarmStorageService.InvalidEpochRange.selector, START, START + 1)
        );
        fwss.validatePayment(1, 0, START, START + 1, 1);
    }

    function test_PaymentBeforeTheActivation() public {
        pass(10);
        assertValid(START, START + 10, 0, START + 10, "No proving activity");
        next(START + 10 + M);
        assertValid(START, START + 10, 0, START + 10, "No proving activity");
        // Across it: what is before is passed over, what is after may be proven still.
        pass(5);
        assertValid(START, START + 15, 0, START + 10, NOTHING);
        goTo(START + 10 + M);
        proven(5);
        assertValid(START, START + 10 + M, M, START + 10 + M, "");
    }

    function test_PaymentOfAnOpenPeriod() public {
        next(START + M);
        goTo(START + M);
        assertValid(START, START + M, 0, START, NOTHING);
        proven(5);
        assertValid(START, START + 7, 7, START + 7, "");
        assertValid(START + 7, START + M, M - 7, START + M, "");
    }

    function test_PaymentOfAFaultedPeriod() public {
        next(START + M);
        goTo(START + M + 1);
        assertValid(START, START + M, 0, START + M, NOTHING);
        assertValid(START + 3, START + 9, 0, START + 9, NOTHING);
        assertValid(START, START + M + 1, 0, START + M, NOTHING);
    }

    /// @dev Proven, faulted, proven, open.
    function test_PaymentAcrossPeriods() public {
        keepProving(dataSetId, START + M);
        goTo(START + 2 * M + 1);
        nextPeriod(dataSetId);
        proveAtDeadline(dataSetId);
        pass(1);
        nextPeriod(dataSetId);
        pass(99);
        assertValid(START + 80, START + 3 * M + 100, 2 * M - 80, START + 3 * M, "");
        assertValid(START + M, START + 2 * M + 5, 5, START + 2 * M + 5, "");
        assertValid(START + M - 5, START + 2 * M - 5, 5, START + 2 * M - 5, "");
    }

    /// @dev FilecoinPay says so when nothing moves.
    function test_RevertGiven_OpenPeriod_OnSettlement() public {
        nextPeriod(dataSetId);
        pass(100);
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.NoProgressInSettlement.selector, 1, START + 1, START));
        filecoinPay.settleRail(1, block.number);
    }

    /// @dev What is not proven is unlocked for the payer.
    function test_FaultGivesTheMoneyBack() public {
        nextPeriod(dataSetId);
        goTo(START + M + 1);
        (uint256 amount,,) = settle(dataSetId);
        assertEq(amount, 0);
        assertAccount(root.addr, FUNDS - 0.0258e18, 0.0742e18 + LOCKUP_1_GIB + RATE_1_GIB, RATE_1_GIB, START + M + 1);
    }

    /// @dev Any periods, proven or not, in any steps: what is paid are the proven epochs, each once.
    function testFuzz_PaymentIsTheProvenEpochs(uint256 seed) public {
        nextPeriod(dataSetId);
        uint256 expected;
        uint256 paid;
        for (uint256 i = 0; i < 8; i++) {
            uint256 roll = uint256(keccak256(abi.encode(seed, i)));
            uint256 deadline = fwssView.provingDeadline(dataSetId);
            if (roll % 3 != 0) {
                goTo(deadline - roll % (W + 1));
                prove(dataSetId);
                expected += M * RATE_1_GIB;
            }
            goTo(deadline + 1 + (roll >> 8) % (2 * M));
            if ((roll >> 64) % 2 == 0) paid += settleIfAny();
            // PDPVerifier starts no challenge that is nearer than two epochs: then the period after it.
            if (nextChallenge(dataSetId) < block.number + 2) pass(W + 2);
            nextPeriod(dataSetId);
        }
        goTo(fwssView.provingDeadline(dataSetId) + 1);
        paid += settleIfAny();
        assertEq(paid, expected);
    }

    function settleIfAny() private returns (uint256 amount) {
        try filecoinPay.settleRail(1, block.number) returns (
            uint256 total, uint256, uint256, uint256, uint256, string memory
        ) {
            amount = total;
        } catch (bytes memory reason) {
            // forge-lint: disable-next-line(unsafe-typecast): the rest are arguments
            assertEq(bytes4(reason), IFilecoinPay.NoProgressInSettlement.selector);
        }
    }

    /* CONFIGURATION */

    function configure(uint64 period, uint256 window) internal {
        vm.prank(fwss.owner());
        fwss.configureProvingPeriod(period, window);
    }

    /// @dev The owner cannot make what is over proven or faulted: a data set keeps the periods that it began with.
    function test_ConfigurationHoldsForDataSetsToCome() public {
        next(START + M);
        configure(100, 10);
        (uint64 period, uint256 window, uint256 challenges, uint256 first) = fwssView.getPDPConfig();
        assertEq(period, 100);
        assertEq(window, 10);
        assertEq(challenges, 5);
        assertEq(first, block.number + 90);
        assertEq(fwssView.nextPDPChallengeWindowStart(dataSetId), START + 2 * M - W);
        goTo(START + M);
        proven(5);
        assertValid(START, START + M, M, START + M, "");

        uint256 other = createAndAdd(root, root.addr, 8, 1001, piece(RAW_GIB, 1));
        vm.prank(address(pdpVerifier));
        fwss.nextProvingPeriod(other, block.number + 90, 2 ** 25, "");
        assertEq(fwssView.provingDeadline(other), block.number + 100);
    }

    function test_RevertWhen_ConfigurationIsImpossible() public {
        vm.startPrank(fwss.owner());
        vm.expectRevert(IFilecoinWarmStorageService.MaxProvingPeriodZero.selector);
        fwss.configureProvingPeriod(0, 1);
        uint256[2] memory windows = [uint256(0), 100];
        for (uint256 i = 0; i < windows.length; i++) {
            vm.expectRevert(
                abi.encodeWithSelector(IFilecoinWarmStorageService.InvalidChallengeWindowSize.selector, 100, windows[i])
            );
            fwss.configureProvingPeriod(100, windows[i]);
        }
        fwss.configureProvingPeriod(100, 99);
    }
}
