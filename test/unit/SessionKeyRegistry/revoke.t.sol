// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ISessionKeyRegistry} from "../../../src/interfaces/ISessionKeyRegistry.sol";
import {FwssPermissions} from "../../../src/libraries/FwssPermissions.sol";
import {SignedBase} from "../../SignedBase.t.sol";

contract RevokeTest is SignedBase {
    function revoke(address key, bytes32[] memory permissions) private {
        vm.prank(identity.addr);
        registry.revoke(key, permissions, ORIGIN);
    }

    function testFuzz_Revoke(uint256 seed) public {
        uint256 expiry = loginAll(identity.addr, signer.addr);
        loginAll(identity.addr, stranger.addr);
        loginAll(stranger.addr, signer.addr);
        bytes32[] memory permissions = permissionsFrom(seed);

        expectUpdate(identity.addr, signer.addr, 0, permissions);
        revoke(signer.addr, permissions);

        for (uint256 i = 0; i < everyPermission().length; i++) {
            bytes32 permission = everyPermission()[i];
            bool revoked = false;
            for (uint256 j = 0; j < permissions.length; j++) {
                revoked = revoked || permissions[j] == permission;
            }
            assertExpiry(identity.addr, signer.addr, permission, revoked ? 0 : expiry);
            assertExpiry(identity.addr, stranger.addr, permission, expiry);
            assertExpiry(stranger.addr, signer.addr, permission, expiry);
        }
        assertEq(registry.nonceOf(identity.addr, signer.addr), 2);
    }

    /// @dev Who takes back some, overtaken by an older signed grant, has taken back just those.
    function test_RevokeOfSomeLeavesTheRestOfAnOlderGrant() public {
        ISessionKeyRegistry.Login memory grant = loginMessage();
        registry.loginBySig(grant, sign(identity, digestOf(grant)));
        revoke(signer.addr, only(FwssPermissions.ADD_PIECES));
        assertExpiry(identity.addr, signer.addr, FwssPermissions.ADD_PIECES, 0);
        assertExpiry(identity.addr, signer.addr, FwssPermissions.CREATE_DATA_SET, grant.expiry);
    }

    function test_RevokeUnknownGrant() public {
        expectUpdate(identity.addr, stranger.addr, 0, everyPermission());
        revoke(stranger.addr, everyPermission());
        assertNothingHeld(identity.addr, stranger.addr);
        assertEq(registry.nonceOf(identity.addr, stranger.addr), 1);
    }

    function test_RevokeExpiredGrant() public {
        vm.warp(loginAll(identity.addr, signer.addr) + 1);
        revoke(signer.addr, everyPermission());
        assertNothingHeld(identity.addr, signer.addr);
    }

    function test_RevokeTwice() public {
        loginAll(identity.addr, signer.addr);
        revoke(signer.addr, everyPermission());
        revoke(signer.addr, everyPermission());
        assertNothingHeld(identity.addr, signer.addr);
    }

    function test_LoginAfterRevokeRevivesOnlyWhatItNames() public {
        uint256 expiry = loginAll(identity.addr, signer.addr);
        revoke(signer.addr, everyPermission());
        login(identity.addr, signer.addr, expiry, only(FwssPermissions.ADD_PIECES));

        for (uint256 i = 0; i < everyPermission().length; i++) {
            bytes32 permission = everyPermission()[i];
            assertExpiry(identity.addr, signer.addr, permission, permission == FwssPermissions.ADD_PIECES ? expiry : 0);
        }
    }

    function test_RevertWhen_NoPermissions() public {
        vm.expectRevert(ISessionKeyRegistry.NoPermissions.selector);
        revoke(signer.addr, new bytes32[](0));
    }
}
