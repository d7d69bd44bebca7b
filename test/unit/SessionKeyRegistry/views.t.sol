// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {FwssPermissions} from "../../../src/libraries/FwssPermissions.sol";
import {Base} from "../../Base.t.sol";

contract ViewsTest is Base {
    function testFuzz_AuthorizationExpiries(uint256 seed) public {
        for (uint256 i = 0; i < 8; i++) {
            login(identity.addr, signer.addr, block.timestamp + i, only(permissionFrom(i)));
        }
        bytes32[] memory permissions = permissionsFrom(seed);
        uint256[] memory expiries = registry.authorizationExpiries(identity.addr, signer.addr, permissions);

        assertEq(expiries.length, permissions.length);
        for (uint256 i = 0; i < permissions.length; i++) {
            assertEq(expiries[i], registry.authorizationExpiry(identity.addr, signer.addr, permissions[i]));
            assertGt(expiries[i], 0);
        }
    }

    function test_AuthorizationExpiriesOfNothing() public view {
        assertEq(registry.authorizationExpiries(identity.addr, signer.addr, new bytes32[](0)).length, 0);
    }

    function test_IsAuthorizedUpToAndInTheExpiry() public {
        uint256 expiry = loginAll(identity.addr, signer.addr);
        for (uint256 i = 0; i < everyPermission().length; i++) {
            vm.warp(expiry);
            assertTrue(registry.isAuthorized(identity.addr, signer.addr, everyPermission()[i]));
            vm.warp(expiry + 1);
            assertFalse(registry.isAuthorized(identity.addr, signer.addr, everyPermission()[i]));
            vm.warp(expiry - 1);
        }
    }

    /// @dev Zero is "no grant" at any time, also at the beginning of all time.
    function test_IsAuthorizedGivenNoGrant() public {
        assertFalse(registry.isAuthorized(identity.addr, signer.addr, FwssPermissions.ADD_PIECES));
        vm.warp(1);
        assertFalse(registry.isAuthorized(identity.addr, signer.addr, FwssPermissions.ADD_PIECES));
    }

    function test_Eip712Domain() public view {
        (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        ) = registry.eip712Domain();
        assertEq(fields, hex"0f");
        assertEq(name, "SessionKeyRegistry");
        assertEq(version, "1");
        assertEq(chainId, block.chainid);
        assertEq(verifyingContract, address(registry));
        assertEq(salt, 0);
        assertEq(extensions.length, 0);
    }

    /// @dev Identity and signer are not interchangeable, and no other pair shares their state.
    function testFuzz_SessionsAreApart(address who, address key) public {
        loginAll(identity.addr, signer.addr);
        vm.assume(who != identity.addr || key != signer.addr);
        assertNothingHeld(who, key);
    }

    /// @dev Nor a pair that has one of the two.
    function testFuzz_SessionsOfOneIdentityOrSignerAreApart(address other) public {
        vm.assume(other != identity.addr && other != signer.addr);
        loginAll(identity.addr, signer.addr);
        address[2][4] memory pairs =
            [[identity.addr, other], [other, signer.addr], [identity.addr, identity.addr], [signer.addr, signer.addr]];
        for (uint256 i = 0; i < pairs.length; i++) {
            assertNothingHeld(pairs[i][0], pairs[i][1]);
            assertEq(registry.nonceOf(pairs[i][0], pairs[i][1]), 0);
        }

        // A custom expiry is out of reach of a generation, too: others' counters must not be what hides it.
        address[] memory one = new address[](1);
        one[0] = signer.addr;
        vm.prank(identity.addr);
        registry.revokeAll(one, ORIGIN);
        loginAll(identity.addr, signer.addr);
        for (uint256 i = 0; i < pairs.length; i++) {
            assertEq(registry.generationOf(pairs[i][0], pairs[i][1]), 0);
        }
        vm.prank(other);
        registry.revokeAll(one, ORIGIN);
        assertNothingHeld(other, signer.addr);
    }
}
