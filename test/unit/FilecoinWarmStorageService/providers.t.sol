// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinWarmStorageService} from "../../../src/interfaces/IFilecoinWarmStorageService.sol";
import {IOwned} from "../../../src/interfaces/IOwned.sol";
import {IServiceProviderRegistry} from "../../../src/interfaces/IServiceProviderRegistry.sol";
import {FwssHashes} from "../../../src/libraries/FwssHashes.sol";
import {FwssPermissions} from "../../../src/libraries/FwssPermissions.sol";
import {SessionKeyAuth} from "../../../src/libraries/SessionKeyAuth.sol";
import {FwssBase} from "../../FwssBase.t.sol";
import {ECDSA} from "solady/utils/ECDSA.sol";

/// @notice The owner lists providers, for clients that ask; the service takes any that is registered.
contract ProvidersTest is FwssBase {
    function asOwner() private {
        vm.prank(fwss.owner());
    }

    function test_DevnetApprovesItsProviders() public view {
        uint256[] memory approved = fwssView.getApprovedProviders(0, 0);
        assertEq(approved.length, 2);
        assertEq(approved[0], 1);
        assertEq(approved[1], 2);
        assertEq(fwssView.getApprovedProvidersLength(), 2);
        assertTrue(fwssView.isProviderApproved(1));
        assertFalse(fwssView.isProviderApproved(3));
    }

    function test_AddAndRemove() public {
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.ProviderApproved(3);
        asOwner();
        fwss.addApprovedProvider(3);
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.ProviderUnapproved(1);
        asOwner();
        fwss.removeApprovedProvider(1, 0);

        assertFalse(fwssView.isProviderApproved(1));
        uint256[] memory approved = fwssView.getApprovedProviders(0, 10);
        assertEq(approved.length, 2);
        assertEq(approved[0] + approved[1], 2 + 3);
    }

    function test_Pages() public view {
        assertEq(fwssView.getApprovedProviders(1, 1).length, 1);
        assertEq(fwssView.getApprovedProviders(1, 1)[0], 2);
        assertEq(fwssView.getApprovedProviders(0, 1)[0], 1);
        assertEq(fwssView.getApprovedProviders(2, 0).length, 0);
        assertEq(fwssView.getApprovedProviders(9, 9).length, 0);
    }

    function test_RevertGiven_ApprovedAlready() public {
        asOwner();
        vm.expectRevert(abi.encodeWithSelector(IFilecoinWarmStorageService.ProviderAlreadyApproved.selector, 1));
        fwss.addApprovedProvider(1);
    }

    function test_RevertWhen_IndexIsAnother() public {
        address owner = fwss.owner();
        uint256[2] memory wrong = [uint256(1), 2];
        for (uint256 i = 0; i < wrong.length; i++) {
            vm.prank(owner);
            vm.expectRevert(
                abi.encodeWithSelector(IFilecoinWarmStorageService.ProviderIdMismatchAtIndex.selector, wrong[i], 1)
            );
            fwss.removeApprovedProvider(1, wrong[i]);
        }
    }

    function test_RevertWhen_CallerIsNotOwner() public {
        vm.startPrank(root.addr);
        vm.expectRevert(abi.encodeWithSelector(IOwned.OwnableUnauthorizedAccount.selector, root.addr));
        fwss.addApprovedProvider(3);
        vm.expectRevert(abi.encodeWithSelector(IOwned.OwnableUnauthorizedAccount.selector, root.addr));
        fwss.removeApprovedProvider(1, 0);
    }

    function test_ProviderThatIsNotListedTakesDataSets() public {
        asOwner();
        fwss.removeApprovedProvider(1, 0);
        assertEq(fwssView.getApprovedProviders(0, 0)[0], 2);
        uint256 dataSetId = createAsPayer(root, 1);
        addAsPayer(root, dataSetId, 100, piece(1000, 1));
        assertEq(pdpVerifier.getActivePieceCount(dataSetId), 1);
    }

    function test_RevertGiven_ProviderIsNotRegistered() public {
        bytes memory data = createData(root.addr, 1, sign(root, typedData(createHash(1))));
        vm.expectRevert(
            abi.encodeWithSelector(IFilecoinWarmStorageService.ProviderNotRegistered.selector, stranger.addr)
        );
        vm.deal(stranger.addr, CLEANUP_DEPOSIT);
        vm.prank(stranger.addr);
        pdpVerifier.createDataSet{value: CLEANUP_DEPOSIT}(address(fwss), data);
    }

    /* A PAYEE OF ITS OWN */

    /// @dev A data set of a provider that is paid at another address. The message names that address.
    function dataSetPaidTo(address serviceProvider, address payee) private returns (uint256 dataSetId) {
        IServiceProviderRegistry.ProviderWithProduct memory first =
            providers.getProviderWithProduct(1, IServiceProviderRegistry.ProductType.PDP);
        vm.deal(serviceProvider, 5 ether + 2 * CLEANUP_DEPOSIT);
        vm.prank(serviceProvider);
        uint256 id = providers.registerProvider{value: 5 ether}(
            payee,
            "name",
            "text",
            IServiceProviderRegistry.ProductType.PDP,
            first.product.capabilityKeys,
            first.productCapabilityValues
        );
        assertEq(id, 3);
        bytes memory signature = sign(root, typedData(this.hashCreate(1, payee, none(), none())));
        vm.prank(serviceProvider);
        return pdpVerifier.createDataSet{value: CLEANUP_DEPOSIT}(address(fwss), createData(root.addr, 1, signature));
    }

    function test_PayeeIsPaidAndProviderActs() public {
        (address serviceProvider, address payee) = (makeAddr("service provider"), makeAddr("payee"));
        uint256 dataSetId = dataSetPaidTo(serviceProvider, payee);
        assertEq(fwssView.getDataSet(dataSetId).serviceProvider, serviceProvider);
        assertEq(fwssView.getDataSet(dataSetId).payee, payee);
        assertEq(fwssView.getDataSet(dataSetId).providerId, 3);
        assertEq(railOf(dataSetId).to, payee);

        bytes memory signature = sign(root, typedData(FwssHashes.terminateService(dataSetId)));
        vm.prank(payee);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.CallerNotPayerOrPayee.selector, dataSetId, root.addr, serviceProvider, payee
            )
        );
        fwss.terminateService(dataSetId);
        vm.prank(payee);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.CallerNotServiceProvider.selector, dataSetId, serviceProvider, payee
            )
        );
        fwss.terminateService(dataSetId, abi.encode(signature));

        uint256 snapshot = vm.snapshotState();
        vm.prank(serviceProvider);
        fwss.terminateService(dataSetId);
        vm.revertToState(snapshot);
        vm.prank(serviceProvider);
        fwss.terminateService(dataSetId, abi.encode(signature));
        assertGt(fwssView.getDataSet(dataSetId).pdpEndEpoch, 0);
    }

    /// @dev With another number for each, and another text.
    function test_CreationNamesEverybody() public {
        (address serviceProvider, address payee) = (makeAddr("service provider"), makeAddr("payee"));
        dataSetPaidTo(serviceProvider, payee);
        (string[] memory keys, string[] memory values) = (new string[](1), new string[](1));
        (keys[0], values[0]) = ("key", "value");
        bytes memory signature = sign(root, typedData(this.hashCreate(2, payee, keys, values)));
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.DataSetCreated(2, 3, 2, 0, 0, root.addr, serviceProvider, payee, keys, values);
        vm.prank(serviceProvider);
        pdpVerifier.createDataSet{value: CLEANUP_DEPOSIT}(
            address(fwss), abi.encode(root.addr, 2, keys, values, signature)
        );
    }

    /// @dev A message that names the provider's own address is none for a provider that is paid elsewhere.
    function test_RevertWhen_MessageNamesTheProviderForThePayee() public {
        (address serviceProvider, address payee) = (makeAddr("service provider"), makeAddr("payee"));
        dataSetPaidTo(serviceProvider, payee);
        bytes memory signature = sign(root, typedData(this.hashCreate(2, serviceProvider, none(), none())));
        bytes32 digest = typedData(this.hashCreate(2, payee, none(), none()));
        vm.expectRevert(
            abi.encodeWithSelector(
                SessionKeyAuth.NotAuthorized.selector,
                root.addr,
                ECDSA.tryRecover(digest, signature),
                FwssPermissions.CREATE_DATA_SET
            )
        );
        vm.prank(serviceProvider);
        pdpVerifier.createDataSet{value: CLEANUP_DEPOSIT}(address(fwss), createData(root.addr, 2, signature));
    }
}
