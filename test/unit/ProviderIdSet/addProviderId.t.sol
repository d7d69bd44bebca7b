// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IProviderIdSet} from "../../../src/interfaces/IProviderIdSet.sol";
import {ProviderIdSetTest} from "./ProviderIdSetTest.sol";

contract AddProviderIdTest is ProviderIdSetTest {
    function test_AddProviderId() public {
        assertEq(set.getProviderIds().length, 0);
        set.addProviderId(7);
        set.addProviderId(type(uint32).max);
        assertEq(set.getProviderIds(), _ids(7, type(uint32).max));
        assertTrue(set.containsProviderId(7));
        assertTrue(set.containsProviderId(type(uint32).max));
        assertFalse(set.containsProviderId(8));
    }

    function test_AddProviderIdTwice() public {
        set.addProviderId(1);
        set.addProviderId(2);
        set.addProviderId(1);
        assertEq(set.getProviderIds(), _ids(1, 2));
    }

    function test_AddZero() public {
        set.addProviderId(0);
        assertEq(set.getProviderIds().length, 0);
        assertFalse(set.containsProviderId(0));
    }

    function testFuzz_RevertWhen_ProviderIdTooLarge(uint256 providerId) public {
        providerId = bound(providerId, 2 ** 32, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(IProviderIdSet.ProviderIdTooLarge.selector, providerId));
        set.addProviderId(providerId);
    }

    function test_RevertWhen_CallerIsNotOwner() public {
        _expectUnauthorized();
        set.addProviderId(1);
    }
}
