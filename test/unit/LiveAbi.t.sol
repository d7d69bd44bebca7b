// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {FilecoinWarmStorageService} from "../../src/FilecoinWarmStorageService.sol";
import {SessionKeyRegistry} from "../../src/SessionKeyRegistry.sol";
import {IFilecoinPay} from "../../src/interfaces/IFilecoinPay.sol";
import {IFilecoinWarmStorageService} from "../../src/interfaces/IFilecoinWarmStorageService.sol";
import {IFilecoinWarmStorageServiceStateView} from "../../src/interfaces/IFilecoinWarmStorageServiceStateView.sol";
import {IOwned} from "../../src/interfaces/IOwned.sol";
import {IPDPListener} from "../../src/interfaces/IPDPListener.sol";
import {IPDPVerifier} from "../../src/interfaces/IPDPVerifier.sol";
import {IProviderIdSet} from "../../src/interfaces/IProviderIdSet.sol";
import {IServiceProviderRegistry} from "../../src/interfaces/IServiceProviderRegistry.sol";
import {ISessionKeyAuthorizer} from "../../src/interfaces/ISessionKeyAuthorizer.sol";
import {ISessionKeyRegistry} from "../../src/interfaces/ISessionKeyRegistry.sol";
import {MetadataStore} from "../../src/libraries/MetadataStore.sol";
import {Test, Vm} from "forge-std/Test.sol";

/// @dev The literals are those of the contracts on Filecoin: the ABIs of @filoz/synapse-core 0.5.2, and what PDPVerifier 3.4
/// has that those lack.
contract LiveAbiTest is Test {
    function test_PDPListenerFunctions() public pure {
        assertEq(IPDPListener.dataSetCreated.selector, bytes4(0x101c1eab));
        assertEq(IPDPListener.piecesAdded.selector, bytes4(0xf6814d79));
        assertEq(IPDPListener.piecesScheduledRemove.selector, bytes4(0xe7954aa7));
        assertEq(IPDPListener.possessionProven.selector, bytes4(0x356de02b));
        assertEq(IPDPListener.nextProvingPeriod.selector, bytes4(0xaa27ebcc));
        assertEq(IPDPListener.dataSetDeleted.selector, bytes4(0x2abd465c));
        assertEq(IPDPListener.storageProviderChanged.selector, bytes4(0x4059b6d7));
    }

    function test_PDPVerifierFunctions() public pure {
        assertEq(IPDPVerifier.FIL_CLEANUP_DEPOSIT.selector, bytes4(0x56cba7ea));
        assertEq(IPDPVerifier.INACTIVITY_WINDOW.selector, bytes4(0x03ac08f6));
        assertEq(IPDPVerifier.LEGACY_ACTIVITY_EPOCH.selector, bytes4(0x482c1628));
        assertEq(IPDPVerifier.cleanupPieces.selector, bytes4(0xb24b2241));
        assertEq(IPDPVerifier.feePerTiB.selector, bytes4(0x22ef3f73));
        assertEq(IPDPVerifier.MAX_ENQUEUED_REMOVALS.selector, bytes4(0x9f8cb3bd));
        assertEq(IPDPVerifier.MAX_PIECE_SIZE_LOG2.selector, bytes4(0xf8eb8276));
        assertEq(IPDPVerifier.VERSION.selector, bytes4(0xffa1ad74));
        assertEq(IPDPVerifier.addPieces.selector, bytes4(0x9afd37f2));
        assertEq(IPDPVerifier.calculateProofFee.selector, bytes4(0x86981308));
        assertEq(IPDPVerifier.claimDataSetStorageProvider.selector, bytes4(0xdf0f3248));
        assertEq(IPDPVerifier.createDataSet.selector, bytes4(0xbbae41cb));
        assertEq(IPDPVerifier.dataSetLive.selector, bytes4(0xca759f27));
        assertEq(IPDPVerifier.deleteDataSet.selector, bytes4(0x7a1e2990));
        assertEq(IPDPVerifier.findPieceIds.selector, bytes4(0x349c9179));
        assertEq(IPDPVerifier.findPieceIdsByCid.selector, bytes4(0x6a4991a1));
        assertEq(IPDPVerifier.getActivePieceCount.selector, bytes4(0x5353bdfd));
        assertEq(IPDPVerifier.getActivePieces.selector, bytes4(0x39f51544));
        assertEq(IPDPVerifier.getActivePiecesByCursor.selector, bytes4(0x9fbc9f1b));
        assertEq(IPDPVerifier.getChallengeFinality.selector, bytes4(0xf83758fe));
        assertEq(IPDPVerifier.getChallengeRange.selector, bytes4(0x89208ba9));
        assertEq(IPDPVerifier.getDataSetLastProvenEpoch.selector, bytes4(0x04595c1a));
        assertEq(IPDPVerifier.getDataSetLeafCount.selector, bytes4(0xa531998c));
        assertEq(IPDPVerifier.getDataSetListener.selector, bytes4(0x2b3129bb));
        assertEq(IPDPVerifier.getDataSetStorageProvider.selector, bytes4(0x21b7cd1c));
        assertEq(IPDPVerifier.getNextChallengeEpoch.selector, bytes4(0x6ba4608f));
        assertEq(IPDPVerifier.getNextDataSetId.selector, bytes4(0x442cded3));
        assertEq(IPDPVerifier.getNextPieceId.selector, bytes4(0x1c5ae80f));
        assertEq(IPDPVerifier.getPieceCid.selector, bytes4(0x25bbbedf));
        assertEq(IPDPVerifier.getPieceLeafCount.selector, bytes4(0x0cd7b880));
        assertEq(IPDPVerifier.getRandomness.selector, bytes4(0x453f4f62));
        assertEq(IPDPVerifier.getScheduledRemovals.selector, bytes4(0x6fa44692));
        assertEq(IPDPVerifier.nextProvingPeriod.selector, bytes4(0x45c0b92d));
        assertEq(IPDPVerifier.pieceChallengable.selector, bytes4(0xdc635266));
        assertEq(IPDPVerifier.pieceLive.selector, bytes4(0x1a271225));
        assertEq(IPDPVerifier.proposeDataSetStorageProvider.selector, bytes4(0x43186080));
        assertEq(IPDPVerifier.provePossession.selector, bytes4(0xf58f952b));
        assertEq(IPDPVerifier.schedulePieceDeletions.selector, bytes4(0x0c292024));
    }

    function test_PDPVerifierEvents() public pure {
        assertEq(
            IPDPVerifier.DataSetCreated.selector,
            bytes32(0x11369440e1b7135015c16acb9bc14b55b0f4b23b02010c363d34aec2e5b96281)
        );
        assertEq(
            IPDPVerifier.DataSetDeleted.selector,
            bytes32(0x14eeeef7679fcb051c6572811f61c07bedccd0f1cfc1f9b79b23e47c5c52aeb7)
        );
        assertEq(
            IPDPVerifier.DataSetEmpty.selector,
            bytes32(0x02a8400fc343f45098cb00c3a6ea694174771939a5503f663e0ff6f4eb7c2842)
        );
        assertEq(
            IPDPVerifier.NextProvingPeriod.selector,
            bytes32(0xc099ffec4e3e773644a4d1dda368c46af853a0eeb15babde217f53a657396e1e)
        );
        assertEq(
            IPDPVerifier.PiecesAdded.selector,
            bytes32(0x396df50222a87662e94bb7d173792d5e61fe0b193b6ccf791f7ce433f0b28207)
        );
        assertEq(
            IPDPVerifier.PiecesRemoved.selector,
            bytes32(0x6e87df804629ac17804b57ba7abbdfac8bdc36bab504fb8a8801eb313a8ce7b1)
        );
        assertEq(
            IPDPVerifier.PossessionProven.selector,
            bytes32(0x1acf7df9f0c1b0208c23be6178950c0273f89b766805a2c0bd1e53d25c700e50)
        );
        assertEq(
            IPDPVerifier.ProofFeePaid.selector,
            bytes32(0x58b7742b13c8873fc0ba58f695b33ca0044b2db7ff9c5208181dbaec2a5b291e)
        );
        assertEq(
            IPDPVerifier.StorageProviderChanged.selector,
            bytes32(0x686146a80f2bf4dc855942926481871515b39b508826d7982a2e0212d20552c9)
        );
    }

    function test_PDPVerifierErrors() public pure {
        assertEq(IPDPVerifier.IndexedError.selector, bytes4(0xc7b67cf3));
        assertEq(IPDPVerifier.CleanupDepositRequired.selector, bytes4(0x6cd8170b));
        assertEq(IPDPVerifier.DataSetNotFound.selector, bytes4(0x9a83803e));
        assertEq(IPDPVerifier.DataSetNotLive.selector, bytes4(0x5d946944));
        assertEq(IPDPVerifier.DataSetAlreadyInCleanup.selector, bytes4(0xf8adeb0f));
        assertEq(IPDPVerifier.OnlyStorageProviderCanDelete.selector, bytes4(0xf028d094));
        assertEq(IPDPVerifier.MaxPiecesMustBePositive.selector, bytes4(0x98bfb606));
        assertEq(IPDPVerifier.DataSetNotInCleanupMode.selector, bytes4(0xff68acb3));
        assertEq(IPDPVerifier.OnlyStorageProviderCanCleanupPieces.selector, bytes4(0xf2e3a80d));
        assertEq(IPDPVerifier.DepositTransferFailed.selector, bytes4(0x94f8ae62));
        assertEq(IPDPVerifier.TransferFailed.selector, bytes4(0x90b8ec18));
        assertEq(IPDPVerifier.InsufficientChallengeDelay.selector, bytes4(0x85a3808f));
        assertEq(IPDPVerifier.ExcessiveChallengeDelay.selector, bytes4(0x3e9308a1));
    }

    function test_ServiceProviderRegistryFunctions() public pure {
        assertEq(IServiceProviderRegistry.MAX_CAPABILITIES.selector, bytes4(0x6e36e974));
        assertEq(IServiceProviderRegistry.MAX_CAPABILITY_KEY_LENGTH.selector, bytes4(0x7f657567));
        assertEq(IServiceProviderRegistry.MAX_CAPABILITY_VALUE_LENGTH.selector, bytes4(0xdcea1c6f));
        assertEq(IServiceProviderRegistry.REGISTRATION_FEE.selector, bytes4(0x64b4f751));
        assertEq(IServiceProviderRegistry.VERSION.selector, bytes4(0xffa1ad74));
        assertEq(IServiceProviderRegistry.activeProductTypeProviderCount.selector, bytes4(0x8bdc7747));
        assertEq(IServiceProviderRegistry.activeProviderCount.selector, bytes4(0xf08bbda0));
        assertEq(IServiceProviderRegistry.addProduct.selector, bytes4(0x360cc6ac));
        assertEq(IServiceProviderRegistry.addressToProviderId.selector, bytes4(0xe835440e));
        assertEq(IServiceProviderRegistry.getAllActiveProviders.selector, bytes4(0x2f67c065));
        assertEq(IServiceProviderRegistry.getAllProductCapabilities.selector, bytes4(0xa6771f8b));
        assertEq(IServiceProviderRegistry.getNextProviderId.selector, bytes4(0xd1329d4e));
        assertEq(IServiceProviderRegistry.getProductCapabilities.selector, bytes4(0xa6433240));
        assertEq(IServiceProviderRegistry.getProvider.selector, bytes4(0x5c42d079));
        assertEq(IServiceProviderRegistry.getProviderByAddress.selector, bytes4(0x2335bde0));
        assertEq(IServiceProviderRegistry.getProviderCount.selector, bytes4(0x46ce4175));
        assertEq(IServiceProviderRegistry.getProviderIdByAddress.selector, bytes4(0x93ecb91e));
        assertEq(IServiceProviderRegistry.getProviderPayee.selector, bytes4(0x60f4d53a));
        assertEq(IServiceProviderRegistry.getProviderWithProduct.selector, bytes4(0xadd33358));
        assertEq(IServiceProviderRegistry.getProvidersByIds.selector, bytes4(0x5bfe9146));
        assertEq(IServiceProviderRegistry.getProvidersByProductType.selector, bytes4(0x6ba44226));
        assertEq(IServiceProviderRegistry.isProviderActive.selector, bytes4(0x83df54a5));
        assertEq(IServiceProviderRegistry.isRegisteredProvider.selector, bytes4(0x51ca236f));
        assertEq(IServiceProviderRegistry.productTypeProviderCount.selector, bytes4(0xe459382f));
        assertEq(IServiceProviderRegistry.providerHasProduct.selector, bytes4(0xcde24beb));
        assertEq(IServiceProviderRegistry.registerProvider.selector, bytes4(0x90d270c2));
        assertEq(IServiceProviderRegistry.removeProduct.selector, bytes4(0xa9d239b6));
        assertEq(IServiceProviderRegistry.removeProvider.selector, bytes4(0xb6363b99));
        assertEq(IServiceProviderRegistry.updateProduct.selector, bytes4(0xa128c005));
        assertEq(IServiceProviderRegistry.updateProviderInfo.selector, bytes4(0xd1c21b5b));
    }

    function test_ServiceProviderRegistryEvents() public pure {
        assertEq(
            IServiceProviderRegistry.ProductAdded.selector,
            bytes32(0xf736f1c7fa0eb68f0384383abc0d4dcc8208127acfb5c87f03f965f2a8a69686)
        );
        assertEq(
            IServiceProviderRegistry.ProductRemoved.selector,
            bytes32(0x4c363c6cd3d80189ef501b26de41894b3ed5e7b4a85b096be6cbcaa8a13e5e4d)
        );
        assertEq(
            IServiceProviderRegistry.ProductUpdated.selector,
            bytes32(0x19305e69de03c2e3298427ad2c225fef7bc07a55c9a1a6b930f5d21ad6f22148)
        );
        assertEq(
            IServiceProviderRegistry.ProviderInfoUpdated.selector,
            bytes32(0xae10af73bdb200f240b1ea85ef806346fb24c82388af00414f4c5fcfeef68f76)
        );
        assertEq(
            IServiceProviderRegistry.ProviderRegistered.selector,
            bytes32(0xaff7a33d237d3d600a92c556cda34cb73cf7cccc667e163c90b1d2d392b031a5)
        );
        assertEq(
            IServiceProviderRegistry.ProviderRemoved.selector,
            bytes32(0x452148878c72ebab44f2761cb8b0b79c50628a437350aee5f3aab66625addcc4)
        );
    }

    function test_ServiceProviderRegistryErrors() public pure {
        assertEq(IServiceProviderRegistry.InsufficientCapabilitiesForProduct.selector, bytes4(0xdd978c4f));
    }

    function test_ProviderIdSetFunctions() public pure {
        assertEq(IProviderIdSet.addProviderId.selector, bytes4(0xafa0cfd5));
        assertEq(IProviderIdSet.containsProviderId.selector, bytes4(0x131d6f8c));
        assertEq(IProviderIdSet.getProviderIds.selector, bytes4(0x0a9cb4a7));
        assertEq(IOwned.owner.selector, bytes4(0x8da5cb5b));
        assertEq(IProviderIdSet.removeProviderId.selector, bytes4(0xdd328bf9));
        assertEq(IOwned.renounceOwnership.selector, bytes4(0x715018a6));
        assertEq(IOwned.transferOwnership.selector, bytes4(0xf2fde38b));
    }

    function test_ProviderIdSetEvents() public pure {
        assertEq(
            IOwned.OwnershipTransferred.selector,
            bytes32(0x8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e0)
        );
    }

    function test_ProviderIdSetErrors() public pure {
        assertEq(IOwned.OwnableInvalidOwner.selector, bytes4(0x1e4fbdf7));
        assertEq(IOwned.OwnableUnauthorizedAccount.selector, bytes4(0x118cdaa7));
        assertEq(IProviderIdSet.ProviderIdNotFound.selector, bytes4(0xc626b1f8));
        assertEq(IProviderIdSet.ProviderIdTooLarge.selector, bytes4(0x1925da3f));
    }

    /* FWSS 1.3.1: signatures, since Solidity's names cannot tell overloads apart. */

    /// @dev Each is there when a call is not answered as one without such a function is: by nothing at all.
    function assertAnswers(address at, string memory signature) private {
        bytes4 selector = bytes4(keccak256(bytes(signature)));
        // Enough words for any of the arguments; the lists and strings among them are empty.
        (bool ok, bytes memory answer) = at.call(abi.encodePacked(selector, new bytes(8 * 32)));
        assertTrue(ok || answer.length >= 4, signature);
    }

    function service() private returns (FilecoinWarmStorageService) {
        return new FilecoinWarmStorageService(
            IPDPVerifier(address(this)),
            IFilecoinPay(address(this)),
            address(this),
            IServiceProviderRegistry(address(this)),
            ISessionKeyRegistry(address(this)),
            ISessionKeyAuthorizer(address(this)),
            address(this),
            2880,
            60
        );
    }

    /// @dev What FWSS asks its authorizer when it is deployed.
    function sessionKeyRegistry() external view returns (address) {
        return address(this);
    }

    /// @dev The other side of what FWSS asks in `assertAnswers`.
    fallback() external {
        revert("asked");
    }

    function test_FilecoinWarmStorageServiceFunctions() public {
        string[36] memory signatures = [
            "terminateService(uint256)",
            "terminateService(uint256,bytes)",
            "topUpLifecycleReserve(uint256,uint256)",
            "getServicePrice()",
            "getEffectiveRates()",
            "getProvingPeriodForEpoch(uint256,uint256)",
            "extsload(bytes32)",
            "extsloadStruct(bytes32,uint256)",
            "validatePayment(uint256,uint256,uint256,uint256,uint256)",
            "railTerminated(uint256,address,uint256)",
            "dataSetCreated(uint256,address,bytes)",
            "piecesAdded(uint256,uint256,(bytes)[],bytes)",
            "piecesScheduledRemove(uint256,uint256[],bytes)",
            "possessionProven(uint256,uint256,uint256,uint256)",
            "nextProvingPeriod(uint256,uint256,uint256,bytes)",
            "dataSetDeleted(uint256,uint256,bytes)",
            "storageProviderChanged(uint256,address,address,bytes)",
            "addApprovedProvider(uint256)",
            "removeApprovedProvider(uint256,uint256)",
            "pdpVerifierAddress()",
            "paymentsContractAddress()",
            "usdfcTokenAddress()",
            "serviceProviderRegistry()",
            "sessionKeyRegistry()",
            "filBeamBeneficiaryAddress()",
            "viewContractAddress()",
            "VERSION()",
            "name()",
            "description()",
            "homepage()",
            "eip712Domain()",
            "configureProvingPeriod(uint64,uint256)",
            "setViewContract(address)",
            "owner()",
            "transferOwnership(address)",
            "renounceOwnership()"
        ];
        address fwss = address(service());
        for (uint256 i = 0; i < signatures.length; i++) {
            assertAnswers(fwss, signatures[i]);
        }
        (bool ok, bytes memory answer) = fwss.call(abi.encodeWithSignature("noSuchFunction()"));
        assertTrue(!ok && answer.length == 0, "there is a fallback");
    }

    function test_FilecoinWarmStorageServiceStateViewFunctions() public {
        string[29] memory signatures = [
            "service()",
            "getDataSet(uint256)",
            "getClientDataSets(address)",
            "getClientDataSets(address,uint256,uint256)",
            "clientDataSets(address)",
            "clientDataSets(address,uint256,uint256)",
            "getClientDataSetsLength(address)",
            "clientNonces(address,uint256)",
            "getAllDataSetMetadata(uint256)",
            "getDataSetMetadata(uint256,string)",
            "getAllPieceMetadata(uint256,uint256)",
            "getPieceMetadata(uint256,uint256,string)",
            "getApprovedProviders(uint256,uint256)",
            "getApprovedProvidersLength()",
            "isProviderApproved(uint256)",
            "getPDPConfig()",
            "getPriceList()",
            "getDataSetStatus(uint256)",
            "provingActivationEpoch(uint256)",
            "provingDeadline(uint256)",
            "provenThisPeriod(uint256)",
            "provenPeriods(uint256,uint256)",
            "nextPDPChallengeWindowStart(uint256)",
            "railToDataSet(uint256)",
            "getCurrentPricingRates()",
            "serviceCommissionBps()",
            "getDataSetSizeInBytes(uint256)",
            "filBeamControllerAddress()",
            "nextUpgrade()"
        ];
        address view_ = service().viewContractAddress();
        for (uint256 i = 0; i < signatures.length; i++) {
            assertAnswers(view_, signatures[i]);
        }
    }

    function test_FilecoinWarmStorageServiceEvents() public pure {
        bytes32[13] memory events = [
            IFilecoinWarmStorageService.DataSetCreated.selector,
            IFilecoinWarmStorageService.PieceAdded.selector,
            IFilecoinWarmStorageService.ProviderApproved.selector,
            IFilecoinWarmStorageService.ProviderUnapproved.selector,
            IFilecoinWarmStorageService.RailRateUpdated.selector,
            IFilecoinWarmStorageService.FaultRecord.selector,
            IFilecoinWarmStorageService.ServiceTerminated.selector,
            IFilecoinWarmStorageService.PDPPaymentTerminated.selector,
            IFilecoinWarmStorageService.DataSetAbandoned.selector,
            IFilecoinWarmStorageService.ViewContractSet.selector,
            IFilecoinWarmStorageService.FilecoinServiceDeployed.selector,
            IFilecoinWarmStorageService.DataSetServiceProviderChanged.selector,
            IOwned.OwnershipTransferred.selector
        ];
        string[13] memory signatures = [
            "DataSetCreated(uint256,uint256,uint256,uint256,uint256,address,address,address,string[],string[])",
            "PieceAdded(uint256,uint256,(bytes),string[],string[])",
            "ProviderApproved(uint256)",
            "ProviderUnapproved(uint256)",
            "RailRateUpdated(uint256,uint256,uint256)",
            "FaultRecord(uint256,uint256,uint256)",
            "ServiceTerminated(address,uint256,uint256,uint256,uint256)",
            "PDPPaymentTerminated(uint256,uint256,uint256)",
            "DataSetAbandoned(uint256,uint256,uint256,uint256)",
            "ViewContractSet(address)",
            "FilecoinServiceDeployed(string,string)",
            "DataSetServiceProviderChanged(uint256,address,address)",
            "OwnershipTransferred(address,address)"
        ];
        for (uint256 i = 0; i < events.length; i++) {
            assertEq(events[i], keccak256(bytes(signatures[i])), signatures[i]);
        }
    }

    function assertSame(bytes4 selector, string memory signature) private pure {
        assertEq(selector, bytes4(keccak256(bytes(signature))), signature);
    }

    function test_FilecoinWarmStorageServiceErrors() public pure {
        assertSame(
            IFilecoinWarmStorageService.OnlyPDPVerifierAllowed.selector, "OnlyPDPVerifierAllowed(address,address)"
        );
        assertSame(IFilecoinWarmStorageService.CallerNotPayments.selector, "CallerNotPayments(address,address)");
        assertSame(IFilecoinWarmStorageService.CallerNotPayer.selector, "CallerNotPayer(uint256,address,address)");
        assertSame(
            IFilecoinWarmStorageService.CallerNotPayerOrPayee.selector,
            "CallerNotPayerOrPayee(uint256,address,address,address)"
        );
        assertSame(
            IFilecoinWarmStorageService.CallerNotServiceProvider.selector,
            "CallerNotServiceProvider(uint256,address,address)"
        );
        assertSame(IFilecoinWarmStorageService.ZeroAddress.selector, "ZeroAddress(uint8)");
        assertSame(IFilecoinWarmStorageService.MaxProvingPeriodZero.selector, "MaxProvingPeriodZero()");
        assertSame(
            IFilecoinWarmStorageService.InvalidChallengeWindowSize.selector,
            "InvalidChallengeWindowSize(uint256,uint256)"
        );
        assertSame(IFilecoinWarmStorageService.ProviderAlreadyApproved.selector, "ProviderAlreadyApproved(uint256)");
        assertSame(
            IFilecoinWarmStorageService.ProviderIdMismatchAtIndex.selector, "ProviderIdMismatchAtIndex(uint256,uint256)"
        );
        assertSame(IFilecoinWarmStorageService.ProviderNotRegistered.selector, "ProviderNotRegistered(address)");
        assertSame(IFilecoinWarmStorageService.InvalidDataSetId.selector, "InvalidDataSetId(uint256)");
        assertSame(IFilecoinWarmStorageService.DataSetNotRegistered.selector, "DataSetNotRegistered(uint256)");
        assertSame(IFilecoinWarmStorageService.DataSetNotFoundForRail.selector, "DataSetNotFoundForRail(uint256)");
        assertSame(
            IFilecoinWarmStorageService.ClientDataSetAlreadyRegistered.selector,
            "ClientDataSetAlreadyRegistered(uint256)"
        );
        assertSame(IFilecoinWarmStorageService.ExtraDataRequired.selector, "ExtraDataRequired()");
        assertSame(IFilecoinWarmStorageService.ExtraDataTooLarge.selector, "ExtraDataTooLarge(uint256,uint256)");
        assertSame(
            IFilecoinWarmStorageService.MetadataArrayCountMismatch.selector,
            "MetadataArrayCountMismatch(uint256,uint256)"
        );
        assertSame(
            IFilecoinWarmStorageService.StorageProviderChangesNotSupported.selector,
            "StorageProviderChangesNotSupported()"
        );
        assertSame(
            IFilecoinWarmStorageService.DataSetPaymentAlreadyTerminated.selector,
            "DataSetPaymentAlreadyTerminated(uint256)"
        );
        assertSame(
            IFilecoinWarmStorageService.DataSetPaymentBeyondEndEpoch.selector,
            "DataSetPaymentBeyondEndEpoch(uint256,uint256,uint256)"
        );
        assertSame(
            IFilecoinWarmStorageService.PaymentRailsNotFinalized.selector, "PaymentRailsNotFinalized(uint256,uint256)"
        );
        assertSame(
            IFilecoinWarmStorageService.RailNotFullySettled.selector, "RailNotFullySettled(uint256,uint256,uint256)"
        );
        assertSame(
            IFilecoinWarmStorageService.DataSetNotAbandoned.selector, "DataSetNotAbandoned(uint256,uint256,uint256)"
        );
        assertSame(
            IFilecoinWarmStorageService.ServiceContractMustTerminateRail.selector, "ServiceContractMustTerminateRail()"
        );
        assertSame(
            IFilecoinWarmStorageService.InvalidChallengeEpoch.selector,
            "InvalidChallengeEpoch(uint256,uint256,uint256,uint256)"
        );
        assertSame(
            IFilecoinWarmStorageService.NextProvingPeriodAlreadyCalled.selector,
            "NextProvingPeriodAlreadyCalled(uint256,uint256,uint256)"
        );
        assertSame(IFilecoinWarmStorageService.ProofAlreadySubmitted.selector, "ProofAlreadySubmitted(uint256)");
        assertSame(
            IFilecoinWarmStorageService.InvalidChallengeCount.selector, "InvalidChallengeCount(uint256,uint256,uint256)"
        );
        assertSame(IFilecoinWarmStorageService.ProvingNotStarted.selector, "ProvingNotStarted(uint256)");
        assertSame(
            IFilecoinWarmStorageService.ProvingPeriodPassed.selector, "ProvingPeriodPassed(uint256,uint256,uint256)"
        );
        assertSame(
            IFilecoinWarmStorageService.ChallengeWindowTooEarly.selector,
            "ChallengeWindowTooEarly(uint256,uint256,uint256)"
        );
        assertSame(IFilecoinWarmStorageService.InvalidEpochRange.selector, "InvalidEpochRange(uint256,uint256)");
        assertSame(
            IFilecoinWarmStorageService.InsufficientLockupFunds.selector,
            "InsufficientLockupFunds(address,uint256,uint256)"
        );
        assertSame(IFilecoinWarmStorageService.OperatorNotApproved.selector, "OperatorNotApproved(address,address)");
        assertSame(
            IFilecoinWarmStorageService.InsufficientRateAllowance.selector,
            "InsufficientRateAllowance(address,address,uint256,uint256,uint256)"
        );
        assertSame(
            IFilecoinWarmStorageService.InsufficientLockupAllowance.selector,
            "InsufficientLockupAllowance(address,address,uint256,uint256,uint256)"
        );
        assertSame(
            IFilecoinWarmStorageService.InsufficientMaxLockupPeriod.selector,
            "InsufficientMaxLockupPeriod(address,address,uint256,uint256)"
        );
        assertSame(
            MetadataStore.MetadataKeyAndValueLengthMismatch.selector,
            "MetadataKeyAndValueLengthMismatch(uint256,uint256)"
        );
        assertSame(MetadataStore.TooManyMetadataKeys.selector, "TooManyMetadataKeys(uint256,uint256)");
        assertSame(
            MetadataStore.MetadataKeyExceedsMaxLength.selector, "MetadataKeyExceedsMaxLength(uint256,uint256,uint256)"
        );
        assertSame(
            MetadataStore.MetadataValueExceedsMaxLength.selector,
            "MetadataValueExceedsMaxLength(uint256,uint256,uint256)"
        );
        assertSame(MetadataStore.DuplicateMetadataKey.selector, "DuplicateMetadataKey(uint256,string)");
        assertSame(
            IFilecoinWarmStorageServiceStateView.ProvingPeriodNotInitialized.selector,
            "ProvingPeriodNotInitialized(uint256)"
        );
        assertSame(IOwned.OwnableUnauthorizedAccount.selector, "OwnableUnauthorizedAccount(address)");
        assertSame(IOwned.OwnableInvalidOwner.selector, "OwnableInvalidOwner(address)");
    }

    function test_SessionKeyRegistryFunctions() public pure {
        assertEq(ISessionKeyRegistry.authorizationExpiry.selector, bytes4(0x9501b2cc));
        assertEq(ISessionKeyRegistry.login.selector, bytes4(0x0848f33f));
        assertEq(ISessionKeyRegistry.loginAndFund.selector, bytes4(0xb318f2e2));
        assertEq(ISessionKeyRegistry.revoke.selector, bytes4(0xfd89202e));
    }

    /// @dev Only the identity is a topic there. Tests of the live registry name the event as that of the contract.
    function test_SessionKeyRegistryEvents() public {
        bytes32 topic = 0x12b32aa5a9f9ab940b704a81602a4d1ba5066d82c4e4a5cbf13fce29771b675f;
        assertEq(SessionKeyRegistry.AuthorizationsUpdated.selector, topic);

        SessionKeyRegistry registry = new SessionKeyRegistry();
        bytes32[] memory permissions = new bytes32[](1);
        vm.recordLogs();
        registry.login(address(1), block.timestamp, permissions, "origin");
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 2);
        assertEq(logs[0].topics.length, 2);
        assertEq(logs[0].topics[0], topic);
        assertEq(logs[0].topics[1], bytes32(uint256(uint160(address(this)))));
        assertEq(logs[0].data, abi.encode(address(1), block.timestamp, permissions, "origin"));
        assertEq(logs[1].topics.length, 3);
        assertEq(logs[1].topics[1], bytes32(uint256(1)));
    }
}
