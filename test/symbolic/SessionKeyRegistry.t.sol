// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {SessionKeyRegistry} from "../../src/SessionKeyRegistry.sol";
import {Test} from "forge-std/Test.sol";

/// @notice What the registry promises, one property a function, for symbolic testers; `testFuzz_…` has forge try them.
contract SessionKeyRegistrySymbolicTest is Test {
    SessionKeyRegistry private registry;

    function setUp() public {
        registry = new SessionKeyRegistry();
    }

    /* PROPERTIES */

    // Halmos and hevm take functions by that beginning.
    // forge-lint: disable-start(mixed-case-function)

    function check_GrantHoldsUpToItsExpiry(address signer, uint40 expiry, bytes32 permission, uint40 time) public {
        vm.assume(signer != address(0));
        _login(signer, expiry, permission);
        vm.warp(time);
        assertEq(registry.isAuthorized(address(this), signer, permission), time <= expiry);
    }

    function check_LoginChangesItsOwnPermissionAlone(
        address signer,
        uint40 expiry,
        bytes32 permission,
        address identity,
        address other,
        bytes32 looked
    ) public {
        vm.assume(signer != address(0));
        vm.assume(identity != address(this) || other != signer || looked != permission);
        uint256 before = registry.authorizationExpiry(identity, other, looked);
        _login(signer, expiry, permission);
        assertEq(registry.authorizationExpiry(identity, other, looked), before);
    }

    function check_RevokeAllDropsEveryPermission(address signer, uint40 expiry, bytes32 permission) public {
        vm.assume(signer != address(0));
        _login(signer, expiry, permission);
        _revokeAll(signer);
        assertEq(registry.authorizationExpiry(address(this), signer, permission), 0);
    }

    function check_CountersGoUpByOne(address signer, uint40 expiry, bytes32 permission) public {
        vm.assume(signer != address(0));
        _login(signer, expiry, permission);
        assertEq(registry.nonceOf(address(this), signer), 1);
        assertEq(registry.generationOf(address(this), signer), 0);
        _revokeAll(signer);
        assertEq(registry.nonceOf(address(this), signer), 2);
        assertEq(registry.generationOf(address(this), signer), 1);
    }

    function check_StrangerCannotLogOutASigner(address signer, address stranger, uint40 expiry, bytes32 permission)
        public
    {
        vm.assume(signer != address(0) && stranger != signer);
        _login(signer, expiry, permission);
        vm.prank(stranger);
        registry.logout(address(this), "");
        assertEq(registry.authorizationExpiry(address(this), signer, permission), expiry);
    }

    // forge-lint: disable-end(mixed-case-function)

    /* THE SAME, BY FORGE */

    function testFuzz_GrantHoldsUpToItsExpiry(address signer, uint40 expiry, bytes32 permission, uint40 time) public {
        check_GrantHoldsUpToItsExpiry(signer, expiry, permission, time);
    }

    /// @param alike Which of the three are those of the grant: by chance none ever is.
    function testFuzz_LoginChangesItsOwnPermissionAlone(
        address signer,
        uint40 expiry,
        bytes32 permission,
        address identity,
        address other,
        bytes32 looked,
        uint8 alike
    ) public {
        if (alike & 1 != 0) identity = address(this);
        if (alike & 2 != 0) other = signer;
        if (alike & 4 != 0) looked = permission;
        check_LoginChangesItsOwnPermissionAlone(signer, expiry, permission, identity, other, looked);
    }

    function testFuzz_RevokeAllDropsEveryPermission(address signer, uint40 expiry, bytes32 permission) public {
        check_RevokeAllDropsEveryPermission(signer, expiry, permission);
    }

    function testFuzz_CountersGoUpByOne(address signer, uint40 expiry, bytes32 permission) public {
        check_CountersGoUpByOne(signer, expiry, permission);
    }

    function testFuzz_StrangerCannotLogOutASigner(address signer, address stranger, uint40 expiry, bytes32 permission)
        public
    {
        check_StrangerCannotLogOutASigner(signer, stranger, expiry, permission);
    }

    /* ACTIONS */

    function _login(address signer, uint40 expiry, bytes32 permission) private {
        vm.warp(0);
        bytes32[] memory permissions = new bytes32[](1);
        permissions[0] = permission;
        registry.login(signer, expiry, permissions, "");
    }

    function _revokeAll(address signer) private {
        address[] memory signers = new address[](1);
        signers[0] = signer;
        registry.revokeAll(signers, "");
    }
}
