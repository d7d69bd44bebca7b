// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {IFilecoinWarmStorageService} from "src/interfaces/IFilecoinWarmStorageService.sol";
import {IValidator} from "src/interfaces/IValidator.sol";
import {FwssPermissions} from "src/libraries/FwssPermissions.sol";
import {BillingBase} from "test/unit/FilecoinWarmStorageService/BillingBase.sol";

/// @notice What is paid after a termination, when a data set can be deleted, and who cannot touch the money.
contract FwssBillingEndTest is BillingBase {
    uint256 internal dataSetId;

    uint256 internal constant END = 1_086_500;

    function setUp() public override {
        super.setUp();
        dataSetId = createAndAdd(root, root.addr, 7, 1000, piece(RAW_GIB, 0));
        pass(100);
    }

    /* TERMINATE */

    function test_TerminateByPayer() public {
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.ServiceTerminated(root.addr, dataSetId, 1, 0, 0);
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.PDPPaymentTerminated(dataSetId, END, 1);
        terminate(dataSetId);
        assertTerminated();
    }

    function test_TerminateByProvider() public {
        vm.prank(provider);
        fwss.terminateService(dataSetId);
        assertTerminated();
    }

    function test_TerminateBySessionKey() public {
        grant(root.addr, sessionKey.addr, FwssPermissions.TERMINATE_SERVICE, block.timestamp);
        bytes memory message = terminateMessage(sessionKey, dataSetId);
        vm.prank(provider);
        fwss.terminateService(dataSetId, message);
        assertTerminated();
    }

    /// @dev Nothing is locked on top: 30 days were locked all along, and 100 epochs have streamed since.
    function assertTerminated() internal view {
        assertEq(fwssView.getDataSet(dataSetId).pdpEndEpoch, END);
        assertEq(railOf(dataSetId).endEpoch, END);
        assertAccount(root.addr, FUNDS, 26_472_009_729_440_000, 0, START + 100);
        assertUsage(root.addr, 0, LOCKUP_1_GIB);
    }

    function test_Terminate_Pays30DaysMore() public {
        terminate(dataSetId);
        pass(PERIOD);
        (uint256 amount, uint256 net, uint256 fee) = settle(dataSetId);
        // 100 + 86 400 epochs at 306 034 794 560
        assertEq(amount, 26_472_009_729_440_000);
        assertEq(fee, 132_360_048_647_200);
        assertEq(net, 26_339_649_680_792_800);
        assertAccount(root.addr, FUNDS - 26_472_009_729_440_000, 0, 0, END);
        assertUsage(root.addr, 0, 0);
        assertEq(fundsOf(provider), 26_339_649_680_792_800);
        assertEq(fundsOf(address(filecoinPay)), 132_360_048_647_200);
        assertGone(1);
        withdraw(root, FUNDS - 26_472_009_729_440_000);
        assertEq(fundsOf(root.addr), 0);
    }

    function test_Terminate_NothingIsPaidAfterTheEnd() public {
        terminate(dataSetId);
        pass(3 * PERIOD);
        (uint256 amount,,) = settle(dataSetId);
        assertEq(amount, 26_472_009_729_440_000);
    }

    /// @dev A proving period after it leaves the rate, for both what is removed and what is paid.
    function test_Terminate_RateStays() public {
        remove(dataSetId, 0);
        terminate(dataSetId);
        nextPeriod(dataSetId);
        assertEq(pdpVerifier.getActivePieceCount(dataSetId), 0);
        assertEq(railOf(dataSetId).paymentRate, RATE_1_GIB);
        pass(PERIOD);
        (uint256 amount,,) = settle(dataSetId);
        assertEq(amount, 26_472_009_729_440_000);
    }

    function test_Terminate_LeavesTheOtherDataSet() public {
        uint256 other = create(8);
        terminate(dataSetId);
        assertEq(railOf(other).endEpoch, 0);
        assertUsage(root.addr, RATE_EMPTY, LOCKUP_1_GIB + LOCKUP_EMPTY);
        vm.roll(END + 1);
        settle(dataSetId);
        deleteDataSet(dataSetId);
        assertEq(fwssView.getClientDataSetsLength(root.addr), 1);
        assertEq(fwssView.clientDataSets(root.addr)[0], other);
        (uint256 amount,,) = settle(other);
        assertEq(amount, 86_401 * RATE_EMPTY);
    }

    function test_RevertGiven_Terminated() public {
        terminate(dataSetId);
        bytes memory expected =
            abi.encodeWithSelector(IFilecoinWarmStorageService.DataSetPaymentAlreadyTerminated.selector, dataSetId);
        bytes memory message = addMessage(root, dataSetId, 1001, piece(RAW_GIB, 1));
        vm.expectRevert(expected);
        submitAdd(dataSetId, piece(RAW_GIB, 1), message);
        vm.expectRevert(expected);
        submitRemovals(dataSetId, ids(0), abi.encode(""));
        vm.prank(root.addr);
        vm.expectRevert(expected);
        fwss.terminateService(dataSetId);
        vm.prank(provider);
        vm.expectRevert(expected);
        fwss.terminateService(dataSetId, "");
    }

    /* DELETE */

    function test_RevertGiven_NotTerminated_OnDelete() public {
        vm.expectRevert(
            abi.encodeWithSelector(IFilecoinWarmStorageService.PaymentRailsNotFinalized.selector, dataSetId, 0)
        );
        deleteDataSet(dataSetId);
    }

    function test_RevertGiven_NotEnded_OnDelete() public {
        terminate(dataSetId);
        bytes memory expected =
            abi.encodeWithSelector(IFilecoinWarmStorageService.PaymentRailsNotFinalized.selector, dataSetId, END);
        vm.expectRevert(expected);
        deleteDataSet(dataSetId);
        vm.roll(END);
        vm.expectRevert(expected);
        deleteDataSet(dataSetId);
    }

    function test_Delete() public {
        terminate(dataSetId);
        vm.roll(END + 1);
        deleteDataSet(dataSetId);
        IFilecoinWarmStorageService.DataSetInfoView memory none;
        assertEq(abi.encode(fwssView.getDataSet(dataSetId)), abi.encode(none));
        assertEq(fwssView.getClientDataSetsLength(root.addr), 0);
        assertEq(fwssView.getClientDataSets(root.addr).length, 0);
        (string[] memory keys,) = fwssView.getAllDataSetMetadata(dataSetId);
        assertEq(keys.length, 0);
        vm.prank(root.addr);
        vm.expectRevert(abi.encodeWithSelector(IFilecoinWarmStorageService.InvalidDataSetId.selector, dataSetId));
        fwss.terminateService(dataSetId);
    }

    /// @dev The rail outlives the data set: the provider gets what it earned.
    function test_Delete_BeforeTheLastSettlement() public {
        terminate(dataSetId);
        vm.roll(END + 1);
        deleteDataSet(dataSetId);
        (uint256 amount,,,,,) = filecoinPay.settleRail(1, block.number);
        assertEq(amount, 26_472_009_729_440_000);
        assertGone(1);
    }

    /// @dev The creation that was signed once cannot bring the data set back, nor can another one of that name.
    function test_RevertGiven_Deleted_OnCreateAgain() public {
        terminate(dataSetId);
        vm.roll(END + 1);
        deleteDataSet(dataSetId);
        assertEq(fwssView.clientNonces(root.addr, 7), dataSetId);
        bytes memory message = createMessage(root, root.addr, 7);
        vm.expectRevert(abi.encodeWithSelector(IFilecoinWarmStorageService.ClientDataSetAlreadyRegistered.selector, 7));
        submitCreate(message);
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

    /// @dev A provider that the owner drops is paid all the same.
    function test_ProviderUnapproved_IsPaidOn() public {
        uint256 providerId = fwssView.getDataSet(dataSetId).providerId;
        uint256 index = fwssView.getApprovedProviders(0, 0)[0] == providerId ? 0 : 1;
        vm.prank(fwss.owner());
        fwss.removeApprovedProvider(providerId, index);
        add(dataSetId, RAW_GIB, 1);
        assertEq(railOf(dataSetId).paymentRate, RATE_2_GIB);
        (uint256 amount,,) = settle(dataSetId);
        assertEq(amount, 30_603_479_456_000);
    }

    function test_RevertWhen_OthersReportATermination() public {
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.CallerNotPayments.selector, address(filecoinPay), address(this)
            )
        );
        fwss.railTerminated(1, address(fwss), END);
    }

    /// @dev It says what FilecoinPay proposed, to whoever asks.
    function testFuzz_ValidatePayment(uint256 railId, uint256 amount, uint256 from, uint256 to, uint256 rate)
        public
        view
    {
        IValidator.ValidationResult memory result = fwss.validatePayment(railId, amount, from, to, rate);
        assertEq(result.modifiedAmount, amount);
        assertEq(result.settleUpto, to);
        assertEq(result.note, "");
    }

    /// @dev Passing over the service at the end of a rail gains a payer nothing.
    function test_SettleWithoutValidation_IsTheSame() public {
        terminate(dataSetId);
        vm.roll(END + 1);
        vm.prank(root.addr);
        (uint256 amount,,,,,) = filecoinPay.settleTerminatedRailWithoutValidation(1);
        assertEq(amount, 26_472_009_729_440_000);
    }
}
