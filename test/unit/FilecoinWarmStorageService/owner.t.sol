// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {FilecoinWarmStorageService} from "../../../src/FilecoinWarmStorageService.sol";
import {SessionKeyAuthorizer} from "../../../src/SessionKeyAuthorizer.sol";
import {SessionKeyRegistry} from "../../../src/SessionKeyRegistry.sol";
import {IFilecoinWarmStorageService} from "../../../src/interfaces/IFilecoinWarmStorageService.sol";
import {IOwned} from "../../../src/interfaces/IOwned.sol";
import {FwssBase} from "../../FwssBase.t.sol";

/// @notice What is there from the start, and what the owner alone can change.
contract FwssOwnerTest is FwssBase {
    /// @dev The view is there with the service, at an address that is known before.
    function test_ViewComesWithTheService() public {
        address owner = makeAddr("owner");
        address expected = vm.computeCreateAddress(address(this), vm.getNonce(address(this)));
        address view_ = vm.computeCreateAddress(expected, 1);
        vm.expectEmit(expected);
        emit IOwned.OwnershipTransferred(address(0), owner);
        vm.expectEmit(expected);
        emit IFilecoinWarmStorageService.ViewContractSet(view_);
        vm.expectEmit(expected);
        emit IFilecoinWarmStorageService.FilecoinServiceDeployed(fwss.name(), fwss.description());
        FilecoinWarmStorageService service = new FilecoinWarmStorageService(
            pdpVerifier, filecoinPay, address(usdfc), providers, registry, authorizer, owner, 2880, 60
        );
        assertEq(service.viewContractAddress(), view_);
        assertEq(service.owner(), owner);
        assertGt(view_.code.length, 0);
    }

    function test_RevertWhen_AuthorizerIsOfAnotherRegistry() public {
        SessionKeyAuthorizer other = new SessionKeyAuthorizer(new SessionKeyRegistry());
        address owner = fwss.owner();
        vm.expectRevert(
            abi.encodeWithSelector(IFilecoinWarmStorageService.AuthorizerOfAnotherRegistry.selector, address(other))
        );
        new FilecoinWarmStorageService(
            pdpVerifier, filecoinPay, address(usdfc), providers, registry, other, owner, 2880, 60
        );
    }

    function test_SetViewContract() public {
        vm.startPrank(fwss.owner());
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.ViewContractSet(stranger.addr);
        fwss.setViewContract(stranger.addr);
        assertEq(fwss.viewContractAddress(), stranger.addr);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.ZeroAddress.selector, IFilecoinWarmStorageService.AddressField.View
            )
        );
        fwss.setViewContract(address(0));
    }

    function test_Ownership() public {
        vm.startPrank(fwss.owner());
        vm.expectRevert(abi.encodeWithSelector(IOwned.OwnableInvalidOwner.selector, address(0)));
        fwss.transferOwnership(address(0));
        fwss.transferOwnership(stranger.addr);
        assertEq(fwss.owner(), stranger.addr);
        vm.startPrank(stranger.addr);
        fwss.renounceOwnership();
        assertEq(fwss.owner(), address(0));
    }

    function test_RevertWhen_CallerIsNotOwner() public {
        address[3] memory callers = [root.addr, provider, stranger.addr];
        for (uint256 i = 0; i < callers.length; i++) {
            bytes memory reason = abi.encodeWithSelector(IOwned.OwnableUnauthorizedAccount.selector, callers[i]);
            vm.startPrank(callers[i]);
            vm.expectRevert(reason);
            fwss.configureProvingPeriod(100, 10);
            vm.expectRevert(reason);
            fwss.setViewContract(callers[i]);
            vm.expectRevert(reason);
            fwss.addApprovedProvider(9);
            vm.expectRevert(reason);
            fwss.removeApprovedProvider(1, 0);
            vm.expectRevert(reason);
            fwss.transferOwnership(callers[i]);
            vm.expectRevert(reason);
            fwss.renounceOwnership();
            vm.stopPrank();
        }
    }
}
