// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IOwned} from "src/interfaces/IOwned.sol";
import {FilecoinWarmStorageService} from "../../src/FilecoinWarmStorageService.sol";
import {SessionKeyRegistry} from "../../src/SessionKeyRegistry.sol";
import {IFilecoinPay} from "../../src/interfaces/IFilecoinPay.sol";
import {IFilecoinWarmStorageService} from "../../src/interfaces/IFilecoinWarmStorageService.sol";
import {IPDPListener} from "../../src/interfaces/IPDPListener.sol";
import {IPDPVerifier} from "../../src/interfaces/IPDPVerifier.sol";
import {IProviderIdSet} from "../../src/interfaces/IProviderIdSet.sol";
import {IServiceProviderRegistry} from "../../src/interfaces/IServiceProviderRegistry.sol";
import {ISessionKeyRegistry} from "../../src/interfaces/ISessionKeyRegistry.sol";
import {IValidator} from "../../src/interfaces/IValidator.sol";
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
        assertEq(IProviderIdSet.owner.selector, bytes4(0x8da5cb5b));
        assertEq(IProviderIdSet.removeProviderId.selector, bytes4(0xdd328bf9));
        assertEq(IProviderIdSet.renounceOwnership.selector, bytes4(0x715018a6));
        assertEq(IProviderIdSet.transferOwnership.selector, bytes4(0xf2fde38b));
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

    function test_FilecoinWarmStorageServiceFunctions() public pure {
        assertEq(IFilecoinWarmStorageService.addApprovedProvider.selector, bytes4(0xa71f9fec));
        assertEq(IFilecoinWarmStorageService.calculateRatePerEpoch.selector, bytes4(0x22b23c1d));
        assertEq(IFilecoinWarmStorageService.clientNonces.selector, bytes4(0x35b0e3f4));
        assertEq(IFilecoinWarmStorageService.filBeamBeneficiaryAddress.selector, bytes4(0xdd6979bf));
        assertEq(IFilecoinWarmStorageService.getAllDataSetMetadata.selector, bytes4(0xf417c13f));
        assertEq(IFilecoinWarmStorageService.getAllPieceMetadata.selector, bytes4(0x3c0bd253));
        assertEq(IFilecoinWarmStorageService.getApprovedProviders.selector, bytes4(0x7709a7f7));
        assertEq(IFilecoinWarmStorageService.getApprovedProvidersLength.selector, bytes4(0x4d745000));
        assertEq(IFilecoinWarmStorageService.getClientDataSetsLength.selector, bytes4(0x98a0b04e));
        assertEq(IFilecoinWarmStorageService.getDataSet.selector, bytes4(0xbdaac056));
        assertEq(IFilecoinWarmStorageService.getDataSetMetadata.selector, bytes4(0x4dc17df1));
        assertEq(IFilecoinWarmStorageService.getPDPConfig.selector, bytes4(0xea0f9354));
        assertEq(IFilecoinWarmStorageService.getPieceMetadata.selector, bytes4(0x837a7f49));
        assertEq(IFilecoinWarmStorageService.getServicePrice.selector, bytes4(0x5482bdf9));
        assertEq(IFilecoinWarmStorageService.isProviderApproved.selector, bytes4(0xb6133b7a));
        assertEq(IFilecoinWarmStorageService.paymentsContractAddress.selector, bytes4(0xbc471469));
        assertEq(IFilecoinWarmStorageService.pdpVerifierAddress.selector, bytes4(0xde4b6b71));
        assertEq(IFilecoinWarmStorageService.removeApprovedProvider.selector, bytes4(0x5840b83d));
        assertEq(IFilecoinWarmStorageService.serviceProviderRegistry.selector, bytes4(0x05f892ec));
        assertEq(IFilecoinWarmStorageService.sessionKeyRegistry.selector, bytes4(0x9f6aa572));
        assertEq(IFilecoinWarmStorageService.usdfcTokenAddress.selector, bytes4(0xd39b33ab));
        assertEq(IFilecoinWarmStorageService.viewContractAddress.selector, bytes4(0x7a9ebc15));
        assertEq(IValidator.railTerminated.selector, bytes4(0xc5153f70));
        assertEq(IValidator.validatePayment.selector, bytes4(0x1a7bf46f));
    }

    /// @dev What there is with several lists of arguments, the selector of Solidity cannot tell apart.
    function test_FilecoinWarmStorageServiceOverloads() public {
        FilecoinWarmStorageService fwss = new FilecoinWarmStorageService(
            IPDPVerifier(address(0)),
            IFilecoinPay(address(0)),
            address(0),
            IServiceProviderRegistry(address(0)),
            ISessionKeyRegistry(address(0)),
            address(this)
        );
        bytes memory none = abi.encode(new uint256[](0));
        assertAnswer(address(fwss), abi.encodeWithSelector(0x1047717c, this, 0, 0), none);
        assertAnswer(address(fwss), abi.encodeWithSelector(0x7dab7c40, this), none);
        assertAnswer(address(fwss), abi.encodeWithSelector(0x3208aa1f, this, 0, 0), none);
        assertAnswer(address(fwss), abi.encodeWithSelector(0x967c6f21, this), none);
        (bool ok, bytes memory reason) = address(fwss).call(abi.encodeWithSelector(0xb997a71e, 9));
        assertFalse(ok);
        assertEq(reason, abi.encodeWithSelector(IFilecoinWarmStorageService.InvalidDataSetId.selector, 9));
    }

    function assertAnswer(address at, bytes memory data, bytes memory expected) private view {
        (bool ok, bytes memory answer) = at.staticcall(data);
        assertTrue(ok);
        assertEq(answer, expected);
    }

    function test_FilecoinWarmStorageServiceEvents() public pure {
        assertEq(
            IFilecoinWarmStorageService.DataSetCreated.selector,
            bytes32(0xc90cb3863281dc6e2e16e74064ed2e0ab91144ccfe5c3492b8c33f58fe90d0db)
        );
        assertEq(
            IFilecoinWarmStorageService.PDPPaymentTerminated.selector,
            bytes32(0x15371708a8f4745aad266e85741738fc10741627fcc63fd79f29843c59bb3eaf)
        );
        assertEq(
            IFilecoinWarmStorageService.PieceAdded.selector,
            bytes32(0xe919e037e2ba38e953115496aafcfc43555ef39f79c2f5f996608a78628eabd7)
        );
        assertEq(
            IFilecoinWarmStorageService.ProviderApproved.selector,
            bytes32(0xa58a9113199b8ca6ab27dcb19489338356a3870ca0467736c7dff7769d9d0e4b)
        );
        assertEq(
            IFilecoinWarmStorageService.ProviderUnapproved.selector,
            bytes32(0xba4e32ee0678ec258ee0a93a97d502407f44c84993025385cd10a7f565c82b24)
        );
        assertEq(
            IFilecoinWarmStorageService.RailRateUpdated.selector,
            bytes32(0xe48d2ac923afa407ac53fd133176c8ba21d06ab27a0a79391ce837609fe19a63)
        );
        assertEq(
            IFilecoinWarmStorageService.ServiceTerminated.selector,
            bytes32(0x10c867634d8e51bbfd5ddd2e06b4f4a97a91274488ee3afbe1e146aa79e85293)
        );
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
