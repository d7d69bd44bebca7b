// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {IFilecoinWarmStorageService} from "src/interfaces/IFilecoinWarmStorageService.sol";
import {IFilecoinWarmStorageServiceStateView} from "src/interfaces/IFilecoinWarmStorageServiceStateView.sol";
import {FwssPermissions} from "src/libraries/FwssPermissions.sol";
import {BillingBase} from "test/unit/FilecoinWarmStorageService/BillingBase.sol";
import {StoredFwss} from "test/utils/StoredFwss.sol";

/// @notice What is paid after a termination, when a data set can be deleted, and who cannot touch the money.
contract FwssBillingEndTest is BillingBase {
    uint256 internal dataSetId;

    /// @dev Of the reserve, after the creation and an addition.
    uint256 internal constant HELD = 0.0742e18;
    uint256 internal constant END = START + 100 + PERIOD;

    function setUp() public override {
        super.setUp();
        dataSetId = createAndAdd(root, root.addr, 7, 1000, piece(RAW_GIB, 0));
        nextPeriod(dataSetId);
        pass(100);
    }

    /* TERMINATE */

    function test_TerminateByPayer() public {
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.PDPPaymentTerminated(dataSetId, END, 1);
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.ServiceTerminated(root.addr, dataSetId, 1, 0, 0);
        // Nothing is due.
        vm.expectCall(address(filecoinPay), abi.encodePacked(IFilecoinPay.modifyRailPayment.selector), 0);
        terminate(dataSetId);
        assertTerminated();
    }

    function test_TerminateByProvider() public {
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.ServiceTerminated(provider, dataSetId, 1, 0, 0);
        vm.prank(provider);
        fwss.terminateService(dataSetId, "");
        assertTerminated();
    }

    /// @dev Nothing is locked on top: 30 days and the reserve were all along, and 100 epochs have streamed since.
    function assertTerminated() internal view {
        assertEq(fwssView.getDataSet(dataSetId).pdpEndEpoch, END);
        assertEq(railOf(dataSetId).endEpoch, END);
        assertFees(dataSetId, 0, HELD);
        assertAccount(root.addr, FUNDS - 0.0258e18, HELD + LOCKUP_1_GIB + 100 * RATE_1_GIB, 0, START + 100);
        assertUsage(root.addr, 0, HELD + LOCKUP_1_GIB);
    }

    /// @dev Fees that are due are paid at once.
    function test_Terminate_PaysWhatIsDue() public {
        remove(dataSetId, 0);
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.RailRateUpdated(dataSetId, 1, RATE_1_GIB);
        terminate(dataSetId);
        assertFees(dataSetId, 0, HELD - REMOVAL_FEE);
    }

    function test_Terminate_PaysProvenDaysOf30More() public {
        terminate(dataSetId);
        keepProving(dataSetId, END);
        goTo(fwssView.provingDeadline(dataSetId) + 1);
        (uint256 amount, uint256 net, uint256 fee) = settle(dataSetId);
        // 30 periods; the last 100 epochs are in a period whose window opens after the end.
        assertEq(amount, 26_422_332_763_536_000);
        assertEq(fee, 132_111_663_817_680);
        assertEq(net, 26_290_221_099_718_320);
        assertGone(1);
        assertAccount(root.addr, FUNDS - 0.0258e18 - 26_422_332_763_536_000, 0, 0, block.number);
        assertUsage(root.addr, 0, 0);
        withdraw(root, FUNDS - 0.0258e18 - 26_422_332_763_536_000);
    }

    /// @dev A provider that goes away costs nothing more.
    function test_Terminate_PaysNothingThatIsNotProven() public {
        terminate(dataSetId);
        goTo(END + PROVING_PERIOD);
        (uint256 amount,,) = settle(dataSetId);
        assertEq(amount, 0);
        assertGone(1);
        assertEq(fundsOf(root.addr), FUNDS - 0.0258e18);
    }

    /// @dev What is removed afterwards is not paid any more; its fee comes out of the reserve that is left, which is not filled up.
    function test_Terminate_RateFallsWithRemovals() public {
        add(dataSetId, RAW_GIB, 1);
        terminate(dataSetId);
        remove(dataSetId, 0);
        assertFees(dataSetId, REMOVAL_FEE, HELD - ADD_1_FEE);
        pass(1);
        nextPeriod(dataSetId);
        assertEq(railOf(dataSetId).paymentRate, RATE_1_GIB);
        assertFees(dataSetId, 0, HELD - ADD_1_FEE - REMOVAL_FEE);
    }

    /// @dev Beyond the reserve, fees are forgiven.
    function test_Terminate_ReservePaysAsFarAsItGoes() public {
        for (uint256 i = 1; i < 86; i++) {
            add(dataSetId, 1, i);
        }
        assertFees(dataSetId, 0, 0.0062e18);
        terminate(dataSetId);
        uint256 paid = FUNDS - fundsOf(root.addr);
        for (uint256 i = 0; i < 4; i++) {
            remove(dataSetId, i);
        }
        assertFees(dataSetId, 0.008e18, 0.0062e18);
        nextPeriod(dataSetId);
        assertFees(dataSetId, 0, 0);
        assertEq(FUNDS - fundsOf(root.addr), paid + 0.0062e18);
    }

    /// @dev At the end itself, a period that changes the bill comes too late.
    function test_RevertGiven_LastEpoch_OnNextPeriodWithRemovals() public {
        terminate(dataSetId);
        remove(dataSetId, 0);
        goTo(END);
        vm.expectRevert(
            abi.encodeWithSelector(IFilecoinPay.CannotModifyTerminatedRailBeyondEndEpoch.selector, 1, END, END)
        );
        vm.prank(address(pdpVerifier));
        fwss.nextProvingPeriod(dataSetId, 0, 0, "");
    }

    /* TERMINATE WITH A SIGNATURE */

    function test_TerminateSigned() public {
        grant(root.addr, sessionKey.addr, FwssPermissions.TERMINATE_SERVICE, block.timestamp);
        bytes memory message = terminateMessage(sessionKey, dataSetId);
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.RailRateUpdated(dataSetId, 1, RATE_1_GIB);
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.PDPPaymentTerminated(dataSetId, START + 100, 1);
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.ServiceTerminated(sessionKey.addr, dataSetId, 1, 0, 0);
        vm.prank(provider);
        fwss.terminateService(dataSetId, message);
        assertEq(fwssView.getDataSet(dataSetId).pdpEndEpoch, START + 100);
        assertFees(dataSetId, 0, 0);
        // All but what has streamed and can be proven still is free.
        assertAccount(root.addr, FUNDS - 0.0258e18 - TERMINATE_FEE, 100 * RATE_1_GIB, 0, START + 100);
    }

    function test_TerminateSigned_ByPayer() public {
        bytes memory message = terminateMessage(root, dataSetId);
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.ServiceTerminated(root.addr, dataSetId, 1, 0, 0);
        vm.prank(provider);
        fwss.terminateService(dataSetId, message);
    }

    /// @dev What is due besides is paid, too.
    function test_TerminateSigned_PaysWhatIsDue() public {
        remove(dataSetId, 0);
        terminateSigned(root, dataSetId);
        assertEq(fundsOf(root.addr), FUNDS - 0.0258e18 - REMOVAL_FEE - TERMINATE_FEE);
    }

    /// @dev In a period that is proven, all of the end fits into one block.
    function test_TerminateSigned_SettledAndDeletedAtOnce() public {
        proveAtDeadline(dataSetId);
        terminateSigned(root, dataSetId);
        (uint256 amount,,) = settle(dataSetId);
        assertEq(amount, 880_744_425_451_200);
        deleteDataSet(dataSetId);
        withdraw(root, FUNDS - 0.0258e18 - TERMINATE_FEE - 880_744_425_451_200);
    }

    /// @dev What was settled before the end is, also where nobody settled the end itself.
    function test_TerminateSigned_SettledBefore() public {
        uint256 empty = create(8);
        pass(1);
        filecoinPay.settleRail(2, block.number);
        terminateSigned(root, empty);
        assertEq(filecoinPay.getRail(2).settledUpTo, fwssView.getDataSet(empty).pdpEndEpoch);
        deleteDataSet(empty);
        assertEq(fwssView.getDataSet(empty).payer, address(0));
    }

    /* DELETE */

    /// @dev Only what FilecoinPay is known to answer is passed over.
    function test_RevertGiven_FilecoinPayFailsOtherwise_OnDelete() public {
        terminate(dataSetId);
        goTo(END + 1);
        settle(dataSetId);
        vm.mockCallRevert(address(filecoinPay), abi.encodeCall(IFilecoinPay.getRail, (1)), "otherwise");
        vm.expectRevert("otherwise");
        deleteDataSet(dataSetId);
    }

    function test_RevertGiven_FilecoinPayFailsOtherwise_OnAbandon() public {
        goTo(START + PERIOD + 1);
        bytes memory settlement = abi.encodeCall(IFilecoinPay.settleRail, (1, block.number));
        vm.mockCallRevert(address(filecoinPay), settlement, "otherwise");
        vm.expectRevert("otherwise");
        deleteDataSet(dataSetId);
    }

    /// @dev Of the removals that were to come, nothing is left either.
    function test_Delete_WithRemovalsToCome() public {
        string[] memory words = new string[](1);
        words[0] = "word";
        (string[][] memory keys, string[][] memory values) = (new string[][](1), new string[][](1));
        (keys[0], values[0]) = (words, words);
        bytes32 digest = typedData(this.hashAddPieces(7, 1001, piece(1000, 5), keys, values));
        submitAdd(dataSetId, piece(1000, 5), abi.encode(1001, keys, values, sign(root, digest)));
        remove(dataSetId, 1);
        bytes32 slot = new StoredFwss().leavingSlot(dataSetId);
        assertEq(fwss.extsload(slot), bytes32(uint256(1)));
        terminateSigned(root, dataSetId);
        goTo(START + 2 * PROVING_PERIOD + 101);
        settle(dataSetId);
        deleteDataSet(dataSetId);
        assertEq(fwss.extsload(slot), 0);
    }

    function test_RevertGiven_NotEnded_OnDelete() public {
        terminate(dataSetId);
        goTo(END - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IFilecoinWarmStorageService.PaymentRailsNotFinalized.selector, dataSetId, END)
        );
        deleteDataSet(dataSetId);
        goTo(END);
        vm.expectRevert(abi.encodeWithSelector(IFilecoinWarmStorageService.RailNotFullySettled.selector, 1, START, END));
        deleteDataSet(dataSetId);
    }

    /// @dev The provider gets what it earned before the proofs are forgotten.
    function test_RevertGiven_NotFullySettled_OnDelete() public {
        terminate(dataSetId);
        goTo(END);
        settle(dataSetId);
        // The last period can be proven still.
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.RailNotFullySettled.selector, 1, START + 30 * PROVING_PERIOD, END
            )
        );
        deleteDataSet(dataSetId);
    }

    function test_Delete() public {
        uint256 other = create(8);
        uint256 third = create(9);
        terminate(dataSetId);
        goTo(END + PROVING_PERIOD);
        settle(dataSetId);
        deleteDataSet(dataSetId);

        IFilecoinWarmStorageServiceStateView.DataSetInfoView memory none;
        none.dataSetId = dataSetId;
        assertEq(abi.encode(fwssView.getDataSet(dataSetId)), abi.encode(none));
        // The last takes its place.
        uint256[] memory left = fwssView.clientDataSets(root.addr);
        assertEq(left.length, 2);
        assertEq(left[0], third);
        assertEq(left[1], other);
        assertEq(fwssView.getClientDataSets(root.addr)[0].dataSetId, third);
        assertEq(fwssView.railToDataSet(1), 0);
        assertEq(fwssView.provingActivationEpoch(dataSetId), 0);
        assertEq(fwssView.provingDeadline(dataSetId), 0);
        assertEq(fwssView.getDataSetStatus(dataSetId), 0);
        vm.expectRevert(abi.encodeWithSelector(IFilecoinWarmStorageService.InvalidDataSetId.selector, dataSetId));
        terminate(dataSetId);

        // And the one that moved can be deleted from where it is now.
        deleteDataSet(third);
        assertEq(fwssView.clientDataSets(root.addr), ids(other));
        deleteDataSet(other);
        assertEq(fwssView.getClientDataSetsLength(root.addr), 0);
    }

    /// @dev The creation that was signed once cannot bring the data set back, nor can another one of that name.
    function test_RevertGiven_Deleted_OnCreateAgain() public {
        terminate(dataSetId);
        goTo(END + PROVING_PERIOD);
        settle(dataSetId);
        deleteDataSet(dataSetId);
        assertEq(fwssView.clientNonces(root.addr, 7), dataSetId);
        bytes memory message = createMessage(root, root.addr, 7);
        vm.expectRevert(abi.encodeWithSelector(IFilecoinWarmStorageService.ClientDataSetAlreadyRegistered.selector, 7));
        submitCreate(message);
    }

    /* ABANDON */

    /// @dev Never proven: at once, and the fees that are due with it.
    function test_Abandon_BeforeItsFirstPeriod() public {
        uint256 other = create(8);
        uint256 before = fundsOf(root.addr);
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.DataSetAbandoned(other, 2, 0, 0);
        deleteDataSet(other);
        assertEq(fundsOf(root.addr), before);
        assertUsage(root.addr, RATE_1_GIB, HELD + LOCKUP_1_GIB);
        assertGone(2);
    }

    function test_RevertGiven_NotAbandoned_OnDelete() public {
        // PDPVerifier counts from the creation.
        uint256 last = START + PERIOD;
        for (uint256 epoch = last - 1; epoch <= last; epoch++) {
            goTo(epoch);
            vm.expectRevert(
                abi.encodeWithSelector(IFilecoinWarmStorageService.DataSetNotAbandoned.selector, dataSetId, last, epoch)
            );
            deleteDataSet(dataSetId);
        }
        pass(1);
        deleteDataSet(dataSetId);
    }

    /// @dev Where PDPVerifier knows of no proof, from the activation on.
    function test_RevertGiven_NeverProven_OnDelete() public {
        vm.mockCall(
            address(pdpVerifier),
            abi.encodeCall(pdpVerifier.getDataSetLastProvenEpoch, (dataSetId)),
            abi.encode(uint256(0))
        );
        goTo(START + PERIOD);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.DataSetNotAbandoned.selector, dataSetId, START + PERIOD, START + PERIOD
            )
        );
        deleteDataSet(dataSetId);
    }

    /// @dev Proven epochs are paid, the rest and the reserve are the payer's; and anybody may do it.
    function test_Abandon() public {
        proveAtDeadline(dataSetId);
        remove(dataSetId, 0);
        pass(PERIOD + 1);
        uint256 before = fundsOf(provider);
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.PDPPaymentTerminated(dataSetId, block.number, 1);
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.DataSetAbandoned(dataSetId, 1, 0, 0);
        vm.prank(stranger.addr);
        pdpVerifier.deleteDataSet(dataSetId, "");
        assertGone(1);
        // 2880 epochs, and not the removal.
        assertEq(fundsOf(root.addr), FUNDS - 0.0258e18 - 880_744_425_451_200);
        assertEq(fundsOf(provider), before + 876_340_703_323_944);
        assertAccount(root.addr, fundsOf(root.addr), 0, 0, block.number);
        assertUsage(root.addr, 0, 0);
    }

    /// @dev Somebody who settles just before leaves nothing to settle: that does not keep the data set alive.
    function test_Abandon_AfterASettlement() public {
        pass(PERIOD + 1);
        settle(dataSetId);
        deleteDataSet(dataSetId);
        assertGone(1);
    }

    /* WHO CANNOT TOUCH THE MONEY */

    function test_RevertWhen_PayerEndsTheRailItself() public {
        vm.prank(root.addr);
        vm.expectRevert(IFilecoinWarmStorageService.ServiceContractMustTerminateRail.selector);
        filecoinPay.terminateRail(1);
        assertEq(railOf(dataSetId).endEpoch, 0);
    }

    function test_RevertWhen_OthersTouchTheRail() public {
        address[4] memory others = [fwss.owner(), stranger.addr, provider, root.addr];
        for (uint256 i = 0; i < others.length; i++) {
            bytes memory notOperator =
                abi.encodeWithSelector(IFilecoinPay.OnlyRailOperatorAllowed.selector, address(fwss), others[i]);
            vm.startPrank(others[i]);
            vm.expectRevert(notOperator);
            filecoinPay.modifyRailPayment(1, 0, 0);
            vm.expectRevert(notOperator);
            filecoinPay.modifyRailLockup(1, 0, 0);
            if (others[i] != root.addr) {
                vm.expectRevert(
                    abi.encodeWithSelector(
                        IFilecoinPay.NotAuthorizedToTerminateRail.selector, 1, root.addr, address(fwss), others[i]
                    )
                );
                filecoinPay.terminateRail(1);
            }
            vm.stopPrank();
        }
    }

    function test_RevertWhen_OthersTerminate() public {
        address[3] memory others = [fwss.owner(), stranger.addr, sessionKey.addr];
        grantAll(root.addr, sessionKey.addr, block.timestamp);
        for (uint256 i = 0; i < others.length; i++) {
            vm.prank(others[i]);
            vm.expectRevert(
                abi.encodeWithSelector(
                    IFilecoinWarmStorageService.CallerNotPayerOrPayee.selector,
                    dataSetId,
                    root.addr,
                    provider,
                    others[i]
                )
            );
            fwss.terminateService(dataSetId);
        }
    }

    function test_RevertWhen_OthersReportATermination() public {
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.CallerNotPayments.selector, address(filecoinPay), address(this)
            )
        );
        fwss.railTerminated(1, address(fwss), END);
    }

    function test_RevertWhen_RailIsUnknown() public {
        vm.prank(address(filecoinPay));
        vm.expectRevert(abi.encodeWithSelector(IFilecoinWarmStorageService.DataSetNotFoundForRail.selector, 99));
        fwss.railTerminated(99, address(fwss), END);
    }

    /// @dev A provider that is not listed any more is paid all the same.
    function test_ProviderUnapproved_IsPaidOn() public {
        vm.prank(fwss.owner());
        fwss.removeApprovedProvider(1, 0);
        add(dataSetId, RAW_GIB, 1);
        assertEq(railOf(dataSetId).paymentRate, RATE_2_GIB);
    }

    /// @dev Passing over the service after the end makes a payer pay for what was not proven: it is free to.
    function test_SettleWithoutValidation_IsThePayersChoice() public {
        terminate(dataSetId);
        goTo(END + 1);
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.OnlyRailClientAllowed.selector, root.addr, provider));
        filecoinPay.settleTerminatedRailWithoutValidation(1);
        vm.prank(root.addr);
        (uint256 amount,,,,,) = filecoinPay.settleTerminatedRailWithoutValidation(1);
        assertEq(amount, 86_500 * RATE_1_GIB);
    }
}
