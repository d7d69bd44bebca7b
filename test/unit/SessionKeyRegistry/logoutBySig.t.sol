// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ISessionKeyRegistry} from "../../../src/interfaces/ISessionKeyRegistry.sol";
import {SignedBase} from "../../SignedBase.t.sol";
import {Envelopes, Key} from "../../utils/Envelopes.sol";

/// forge-config: default.evm_version = "osaka"
contract LogoutBySigTest is SignedBase, Envelopes {
    function submit(ISessionKeyRegistry.Logout memory message, bytes memory signature) private {
        vm.prank(stranger.addr);
        registry.logoutBySig(message, signature);
    }

    function test_LogoutBySig() public {
        loginAll(identity.addr, signer.addr);
        uint256 elsewhere = loginAll(stranger.addr, signer.addr);
        ISessionKeyRegistry.Logout memory message = logoutMessage();
        bytes memory signature = sign(signer, digestOf(message));

        expectDropped(identity.addr, signer.addr, 1);
        submit(message, signature);

        assertNothingHeld(identity.addr, signer.addr);
        assertExpiry(stranger.addr, signer.addr, CUSTOM, elsewhere);
    }

    /// @dev What gives the key up stays good through a renewal: only dropping everything uses it up.
    function test_LogoutBySigAfterRenewal() public {
        ISessionKeyRegistry.Logout memory message = logoutMessage();
        bytes memory signature = sign(signer, digestOf(message));
        loginAll(identity.addr, signer.addr);
        submit(message, signature);
        assertNothingHeld(identity.addr, signer.addr);
    }

    function test_RevertGiven_AlreadySubmitted() public {
        ISessionKeyRegistry.Logout memory message = logoutMessage();
        bytes memory signature = sign(signer, digestOf(message));
        submit(message, signature);
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyRegistry.StaleGeneration.selector, signer.addr, 0, 1));
        submit(message, signature);
    }

    function test_RevertGiven_GenerationIsAhead() public {
        ISessionKeyRegistry.Logout memory message = logoutMessage();
        message.generation = 1;
        bytes memory signature = sign(signer, digestOf(message));
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyRegistry.StaleGeneration.selector, signer.addr, 1, 0));
        submit(message, signature);
    }

    function test_RevertGiven_DeadlineOver() public {
        ISessionKeyRegistry.Logout memory message = logoutMessage();
        bytes memory signature = sign(signer, digestOf(message));
        vm.warp(message.deadline + 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                ISessionKeyRegistry.SignatureExpired.selector, message.deadline, message.deadline + 1
            )
        );
        submit(message, signature);
    }

    function test_RevertWhen_SignedByIdentity() public {
        ISessionKeyRegistry.Logout memory message = logoutMessage();
        bytes memory signature = sign(identity, digestOf(message));
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyRegistry.InvalidSignature.selector, signer.addr));
        submit(message, signature);
    }

    function testFuzz_RevertWhen_FieldIsAltered(uint256 field) public {
        ISessionKeyRegistry.Logout memory message = logoutMessage();
        bytes memory signature = sign(signer, digestOf(message));
        field = bound(field, 0, 4);
        if (field == 0) message.identity = stranger.addr;
        if (field == 1) message.signer = stranger.addr;
        if (field == 2) message.origin = "altered";
        if (field == 3) message.generation += 1;
        if (field == 4) message.deadline += 1;
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyRegistry.InvalidSignature.selector, message.signer));
        submit(message, signature);
    }

    /* P-256 */

    function p256Logout() private returns (ISessionKeyRegistry.Logout memory message, Key memory key) {
        key = p256Key("P-256 session key");
        loginAll(identity.addr, key.addr);
        message = logoutMessage();
        message.signer = key.addr;
    }

    function test_LogoutBySigOfP256Key() public {
        for (uint256 i = 0; i < 2; i++) {
            (ISessionKeyRegistry.Logout memory message, Key memory key) = p256Logout();
            message.generation = i;
            submit(message, p256SignatureOf(key, digestOf(message), i == 1));
            assertNothingHeld(identity.addr, key.addr);
        }
    }

    function test_RevertGiven_SubmittedWithTheOtherSOfP256() public {
        (ISessionKeyRegistry.Logout memory message, Key memory key) = p256Logout();
        submit(message, p256SignatureOf(key, digestOf(message), false));
        bytes memory other = p256SignatureOf(key, digestOf(message), true);
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyRegistry.StaleGeneration.selector, key.addr, 0, 1));
        submit(message, other);
    }

    function testFuzz_RevertWhen_AnotherP256KeySigned(uint256 how) public {
        (ISessionKeyRegistry.Logout memory message, Key memory key) = p256Logout();
        bytes memory signature = p256SignatureOf(key, digestOf(message), false);
        if (how % 4 == 0) signature = p256SignatureOf(p256Key("another"), digestOf(message), false);
        if (how % 4 == 1) message.deadline++;
        if (how % 4 == 2) signature[how % 64] ^= 0x01;
        // Nobody signs for nobody.
        if (how % 4 == 3) (message.signer, signature) = (address(0), new bytes(128));
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyRegistry.InvalidSignature.selector, message.signer));
        submit(message, signature);
    }
}
