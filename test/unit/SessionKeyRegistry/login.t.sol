// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ISessionKeyRegistry} from "../../../src/interfaces/ISessionKeyRegistry.sol";
import {FwssPermissions} from "../../../src/libraries/FwssPermissions.sol";
import {Base} from "../../Base.t.sol";

contract LoginTest is Base {
    function test_Login() public {
        uint256 expiry = block.timestamp + 1 hours;
        expectUpdate(identity.addr, signer.addr, expiry, everyPermission());
        login(identity.addr, signer.addr, expiry, everyPermission());

        for (uint256 i = 0; i < everyPermission().length; i++) {
            assertExpiry(identity.addr, signer.addr, everyPermission()[i], expiry);
        }
        assertEq(registry.nonceOf(identity.addr, signer.addr), 1);
        assertEq(registry.generationOf(identity.addr, signer.addr), 0);
    }

    function test_LoginUntilThisSecond() public {
        login(identity.addr, signer.addr, block.timestamp, only(CUSTOM));
        assertTrue(registry.isAuthorized(identity.addr, signer.addr, CUSTOM));
        vm.warp(block.timestamp + 1);
        assertFalse(registry.isAuthorized(identity.addr, signer.addr, CUSTOM));
    }

    function test_LoginUntilTheLastSecond() public {
        login(identity.addr, signer.addr, type(uint40).max, everyPermission());
        for (uint256 i = 0; i < everyPermission().length; i++) {
            assertExpiry(identity.addr, signer.addr, everyPermission()[i], type(uint40).max);
        }
        assertEq(registry.nonceOf(identity.addr, signer.addr), 1);
        assertEq(registry.generationOf(identity.addr, signer.addr), 0);
    }

    function test_LoginExtendsShortensAndAdds() public {
        uint256 expiry = loginAll(identity.addr, signer.addr);

        login(identity.addr, signer.addr, expiry + 1, only(FwssPermissions.ADD_PIECES));
        login(identity.addr, signer.addr, expiry - 1, only(FwssPermissions.CREATE_DATA_SET));
        login(identity.addr, signer.addr, expiry + 2, only(keccak256("another")));

        assertExpiry(identity.addr, signer.addr, FwssPermissions.ADD_PIECES, expiry + 1);
        assertExpiry(identity.addr, signer.addr, FwssPermissions.CREATE_DATA_SET, expiry - 1);
        assertExpiry(identity.addr, signer.addr, FwssPermissions.SCHEDULE_PIECE_REMOVALS, expiry);
        assertExpiry(identity.addr, signer.addr, FwssPermissions.TERMINATE_SERVICE, expiry);
        assertExpiry(identity.addr, signer.addr, CUSTOM, expiry);
        assertExpiry(identity.addr, signer.addr, keccak256("another"), expiry + 2);
    }

    function test_LoginWithRepeatedPermission() public {
        bytes32[] memory twice = new bytes32[](2);
        twice[0] = twice[1] = FwssPermissions.ADD_PIECES;
        login(identity.addr, signer.addr, block.timestamp + 1, twice);
        assertExpiry(identity.addr, signer.addr, FwssPermissions.ADD_PIECES, block.timestamp + 1);
        assertEq(registry.nonceOf(identity.addr, signer.addr), 1);
    }

    /// @dev A session key acts as an identity of its own: it reaches nothing of the wallet that granted to it.
    function test_LoginBySignerGrantsNothingOfTheIdentity() public {
        uint256 expiry = loginAll(identity.addr, signer.addr);
        login(signer.addr, signer.addr, expiry + 1 days, everyPermission());
        login(signer.addr, stranger.addr, expiry, everyPermission());

        assertExpiry(identity.addr, signer.addr, CUSTOM, expiry);
        assertNothingHeld(identity.addr, stranger.addr);
    }

    function testFuzz_Login(uint256 seed, uint256 expirySeed) public {
        bytes32[] memory permissions = permissionsFrom(seed);
        uint256 expiry = expiryFrom(expirySeed);
        expectUpdate(identity.addr, signer.addr, expiry, permissions);
        login(identity.addr, signer.addr, expiry, permissions);

        for (uint256 i = 0; i < 8; i++) {
            bool granted = false;
            for (uint256 j = 0; j < permissions.length; j++) {
                granted = granted || permissions[j] == permissionFrom(i);
            }
            assertExpiry(identity.addr, signer.addr, permissionFrom(i), granted ? expiry : 0);
        }
        assertNothingHeld(identity.addr, stranger.addr);
        assertNothingHeld(stranger.addr, signer.addr);
        assertNothingHeld(signer.addr, identity.addr);
    }

    function test_RevertWhen_SignerIsZero() public {
        vm.expectRevert(ISessionKeyRegistry.ZeroSigner.selector);
        login(identity.addr, address(0), block.timestamp, everyPermission());
    }

    function test_RevertWhen_NoPermissions() public {
        vm.expectRevert(ISessionKeyRegistry.NoPermissions.selector);
        login(identity.addr, signer.addr, block.timestamp, new bytes32[](0));
    }

    function testFuzz_RevertWhen_ExpiryInPast(uint256 seed) public {
        uint256 expiry = bound(seed, 0, block.timestamp - 1);
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyRegistry.ExpiryInPast.selector, expiry, block.timestamp));
        login(identity.addr, signer.addr, expiry, everyPermission());
    }

    function testFuzz_RevertWhen_ExpiryTooFar(uint256 seed) public {
        uint256 expiry = bound(seed, uint256(type(uint40).max) + 1, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyRegistry.ExpiryTooFar.selector, expiry));
        login(identity.addr, signer.addr, expiry, everyPermission());
    }

    function test_RevertWhen_ExpiryInMilliseconds() public {
        uint256 expiry = (block.timestamp + 1 hours) * 1000;
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyRegistry.ExpiryTooFar.selector, expiry));
        login(identity.addr, signer.addr, expiry, everyPermission());
    }
}
