// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ProviderIdSet} from "../../../src/devnet/ProviderIdSet.sol";
import {IOwned} from "../../../src/interfaces/IOwned.sol";
import {ProviderIdSetTest} from "./ProviderIdSetTest.sol";

contract OwnershipTest is ProviderIdSetTest {
    function test_DeployerOwns() public {
        vm.expectEmit();
        emit IOwned.OwnershipTransferred(address(0), stranger);
        vm.prank(stranger);
        assertEq(new ProviderIdSet().owner(), stranger);
    }

    function test_TransferOwnership() public {
        vm.expectEmit(address(set));
        emit IOwned.OwnershipTransferred(address(this), stranger);
        set.transferOwnership(stranger);
        assertEq(set.owner(), stranger);
        vm.prank(stranger);
        set.addProviderId(1);
        vm.expectRevert(abi.encodeWithSelector(IOwned.OwnableUnauthorizedAccount.selector, address(this)));
        set.addProviderId(2);
    }

    function test_RenounceOwnership() public {
        vm.expectEmit(address(set));
        emit IOwned.OwnershipTransferred(address(this), address(0));
        set.renounceOwnership();
        assertEq(set.owner(), address(0));
        vm.expectRevert(abi.encodeWithSelector(IOwned.OwnableUnauthorizedAccount.selector, address(this)));
        set.addProviderId(1);
    }

    function test_RevertWhen_NewOwnerIsZero() public {
        vm.expectRevert(abi.encodeWithSelector(IOwned.OwnableInvalidOwner.selector, address(0)));
        set.transferOwnership(address(0));
    }

    function test_RevertWhen_CallerIsNotOwner() public {
        _expectUnauthorized();
        set.transferOwnership(stranger);
        _expectUnauthorized();
        set.renounceOwnership();
    }
}
