// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinWarmStorageService} from "../../../src/interfaces/IFilecoinWarmStorageService.sol";
import {FwssBase} from "../../FwssBase.t.sol";
import {Ownable} from "solady/auth/Ownable.sol";

/// @notice The owner approves providers, and that is all it can do.
contract ProvidersTest is FwssBase {
    function asOwner() private {
        vm.prank(fwss.owner());
    }

    function test_DevnetApprovesItsProviders() public view {
        uint256[] memory approved = fwss.getApprovedProviders(0, 0);
        assertEq(approved.length, 2);
        assertEq(approved[0], 1);
        assertEq(approved[1], 2);
        assertEq(fwss.getApprovedProvidersLength(), 2);
        assertTrue(fwss.isProviderApproved(1));
        assertFalse(fwss.isProviderApproved(3));
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

        assertFalse(fwss.isProviderApproved(1));
        uint256[] memory approved = fwss.getApprovedProviders(0, 10);
        assertEq(approved.length, 2);
        assertEq(approved[0] + approved[1], 2 + 3);
    }

    function test_Pages() public view {
        assertEq(fwss.getApprovedProviders(1, 1).length, 1);
        assertEq(fwss.getApprovedProviders(1, 1)[0], 2);
        assertEq(fwss.getApprovedProviders(0, 1)[0], 1);
        assertEq(fwss.getApprovedProviders(2, 0).length, 0);
        assertEq(fwss.getApprovedProviders(9, 9).length, 0);
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
        vm.expectRevert(Ownable.Unauthorized.selector);
        fwss.addApprovedProvider(3);
        vm.expectRevert(Ownable.Unauthorized.selector);
        fwss.removeApprovedProvider(1, 0);
    }

    function test_RevertGiven_ProviderIsNotApproved() public {
        asOwner();
        fwss.removeApprovedProvider(1, 0);
        bytes memory data = createData(root.addr, 1, sign(root, typedData(createHash(1))));
        vm.expectRevert(abi.encodeWithSelector(IFilecoinWarmStorageService.ProviderNotApproved.selector, 1));
        submitCreate(data);
    }

    /// @dev What a provider has, it keeps.
    function test_ProviderThatIsNoLongerApprovedGoesOn() public {
        uint256 dataSetId = createAsPayer(root, 1);
        asOwner();
        fwss.removeApprovedProvider(1, 0);
        addAsPayer(root, dataSetId, 100, piece(1000, 1));
        assertEq(pdpVerifier.getActivePieceCount(dataSetId), 1);
    }

    function test_RevertGiven_ProviderIsNotRegistered() public {
        bytes memory data = createData(root.addr, 1, sign(root, typedData(createHash(1))));
        vm.expectRevert(
            abi.encodeWithSelector(IFilecoinWarmStorageService.ProviderNotRegistered.selector, stranger.addr)
        );
        vm.prank(stranger.addr);
        pdpVerifier.createDataSet(address(fwss), data);
    }
}
