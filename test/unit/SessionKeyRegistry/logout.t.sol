// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Base} from "../../Base.t.sol";

contract LogoutTest is Base {
    function test_Logout() public {
        loginAll(identity.addr, signer.addr);
        uint256 elsewhere = loginAll(stranger.addr, signer.addr);
        uint256 another = loginAll(identity.addr, stranger.addr);

        expectDropped(identity.addr, signer.addr, 1);
        vm.prank(signer.addr);
        registry.logout(identity.addr, ORIGIN);

        assertNothingHeld(identity.addr, signer.addr);
        assertExpiry(stranger.addr, signer.addr, CUSTOM, elsewhere);
        assertExpiry(identity.addr, stranger.addr, CUSTOM, another);
        assertEq(registry.nonceOf(identity.addr, signer.addr), 2);
        assertEq(registry.generationOf(identity.addr, signer.addr), 1);
    }

    function test_LogoutByStrangerChangesNobodyElse() public {
        uint256 expiry = loginAll(identity.addr, signer.addr);
        vm.prank(stranger.addr);
        registry.logout(identity.addr, ORIGIN);
        assertExpiry(identity.addr, signer.addr, CUSTOM, expiry);
        assertNothingHeld(identity.addr, stranger.addr);
    }

    function test_LogoutByIdentityChangesNobodyElse() public {
        uint256 expiry = loginAll(identity.addr, signer.addr);
        vm.prank(identity.addr);
        registry.logout(signer.addr, ORIGIN);
        assertExpiry(identity.addr, signer.addr, CUSTOM, expiry);
    }
}
