// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {SessionKeyRegistry} from "../src/SessionKeyRegistry.sol";
import {FwssPermissions} from "../src/libraries/FwssPermissions.sol";
import {Test, Vm} from "forge-std/Test.sol";

/// @notice What every test of the registry starts from: a registry, three wallets with keys, and one signer for them all.
abstract contract Base is Test {
    SessionKeyRegistry internal registry;

    Vm.Wallet internal identity;
    Vm.Wallet internal signer;
    Vm.Wallet internal stranger;

    string internal constant ORIGIN = "test";
    bytes32 internal constant CUSTOM = keccak256("Custom(uint256 id)");

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        registry = new SessionKeyRegistry();
        identity = vm.createWallet("identity");
        signer = vm.createWallet("signer");
        stranger = vm.createWallet("stranger");
    }

    /* ACTIONS */

    function login(address who, address key, uint256 expiry, bytes32[] memory permissions) internal {
        vm.prank(who);
        registry.login(key, expiry, permissions, ORIGIN);
    }

    /// @dev The four FWSS permissions and a custom one, for an hour.
    function loginAll(address who, address key) internal returns (uint256 expiry) {
        expiry = block.timestamp + 1 hours;
        login(who, key, expiry, everyPermission());
    }

    function sign(Vm.Wallet memory wallet, bytes32 digest) internal returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(wallet, digest);
        return abi.encodePacked(r, s, v);
    }

    /* PERMISSIONS */

    function only(bytes32 permission) internal pure returns (bytes32[] memory permissions) {
        permissions = new bytes32[](1);
        permissions[0] = permission;
    }

    function everyPermission() internal pure returns (bytes32[] memory permissions) {
        permissions = new bytes32[](5);
        for (uint256 i = 0; i < 4; i++) {
            permissions[i] = FwssPermissions.all()[i];
        }
        permissions[4] = CUSTOM;
    }

    /// @dev A list of 1 to 8 known and custom permissions, repeats included.
    function permissionsFrom(uint256 seed) internal pure returns (bytes32[] memory permissions) {
        permissions = new bytes32[](1 + seed % 8);
        for (uint256 i = 0; i < permissions.length; i++) {
            permissions[i] = permissionFrom(uint256(keccak256(abi.encode(seed, i))));
        }
    }

    function permissionFrom(uint256 seed) internal pure returns (bytes32) {
        uint256 choice = seed % 8;
        return choice < 4 ? FwssPermissions.all()[choice] : keccak256(abi.encode("custom", choice));
    }

    /// @dev Any expiry that `login` takes.
    function expiryFrom(uint256 seed) internal view returns (uint256) {
        return bound(seed, block.timestamp, type(uint40).max);
    }

    /* EXPECTATIONS */

    function expectUpdate(address who, address key, uint256 expiry, bytes32[] memory permissions) internal {
        vm.expectEmit(address(registry));
        emit SessionKeyRegistry.AuthorizationsUpdated(who, key, expiry, permissions, ORIGIN);
        vm.expectEmit(address(registry));
        emit SessionKeyRegistry.SessionUpdated(key, who);
    }

    /// @dev Everything of a session, for the `generation`th time.
    function expectDropped(address who, address key, uint256 generation) internal {
        expectUpdate(who, key, 0, FwssPermissions.all());
        vm.expectEmit(address(registry));
        emit SessionKeyRegistry.SessionDropped(who, key, generation);
    }

    function assertExpiry(address who, address key, bytes32 permission, uint256 expiry) internal view {
        assertEq(registry.authorizationExpiry(who, key, permission), expiry);
        assertEq(registry.authorizationExpiries(who, key, only(permission))[0], expiry);
        assertEq(registry.isAuthorized(who, key, permission), block.timestamp <= expiry);
    }

    function assertNothingHeld(address who, address key) internal view {
        for (uint256 i = 0; i < 8; i++) {
            assertExpiry(who, key, permissionFrom(i), 0);
        }
        assertExpiry(who, key, CUSTOM, 0);
    }
}
