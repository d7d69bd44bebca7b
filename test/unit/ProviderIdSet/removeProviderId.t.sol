// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IProviderIdSet} from "../../../src/interfaces/IProviderIdSet.sol";
import {ProviderIdSetTest} from "./ProviderIdSetTest.sol";

contract RemoveProviderIdTest is ProviderIdSetTest {
    function test_RemoveFirst() public {
        _fill();
        set.removeProviderId(1);
        assertEq(set.getProviderIds(), _ids(3, 2));
        assertFalse(set.containsProviderId(1));
    }

    function test_RemoveLast() public {
        _fill();
        set.removeProviderId(3);
        assertEq(set.getProviderIds(), _ids(1, 2));
        assertFalse(set.containsProviderId(3));
    }

    /// @dev In any order, what is left is what was not removed.
    function testFuzz_RemoveAll(uint256 seed) public {
        _fill();
        uint256[3] memory left = [uint256(1), 2, 3];
        for (uint256 count = 3; count > 0; count--) {
            uint256 picked = uint256(keccak256(abi.encode(seed, count))) % count;
            set.removeProviderId(left[picked]);
            assertFalse(set.containsProviderId(left[picked]));
            left[picked] = left[count - 1];
            assertEq(set.getProviderIds().length, count - 1);
            for (uint256 i = 0; i < count - 1; i++) {
                assertTrue(set.containsProviderId(left[i]));
            }
        }
    }

    function test_RemoveAndAddAgain() public {
        _fill();
        set.removeProviderId(2);
        set.removeProviderId(3);
        set.addProviderId(2);
        assertEq(set.getProviderIds(), _ids(1, 2));
    }

    function testFuzz_RevertGiven_ProviderIdNotFound(uint256 providerId) public {
        providerId = providerId == 0 ? 0 : bound(providerId, 4, type(uint256).max);
        _fill();
        vm.expectRevert(abi.encodeWithSelector(IProviderIdSet.ProviderIdNotFound.selector, providerId));
        set.removeProviderId(providerId);
    }

    function test_RevertGiven_ProviderIdRemoved() public {
        _fill();
        set.removeProviderId(2);
        vm.expectRevert(abi.encodeWithSelector(IProviderIdSet.ProviderIdNotFound.selector, 2));
        set.removeProviderId(2);
    }

    function test_RevertWhen_CallerIsNotOwner() public {
        _fill();
        _expectUnauthorized();
        set.removeProviderId(1);
    }

    function _fill() private {
        set.addProviderId(1);
        set.addProviderId(2);
        set.addProviderId(3);
    }
}
