// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ISessionKeyRegistry} from "../../../src/interfaces/ISessionKeyRegistry.sol";
import {SignedBase} from "../../SignedBase.t.sol";
import {SmartWallet} from "../../utils/SmartWallet.sol";

contract RevokeAllBySigTest is SignedBase {
    function submit(ISessionKeyRegistry.RevokeAll memory message, bytes memory signature) private {
        vm.prank(stranger.addr);
        registry.revokeAllBySig(message, signature);
    }

    function both() private view returns (address[] memory signers) {
        signers = new address[](2);
        signers[0] = signer.addr;
        signers[1] = stranger.addr;
    }

    function one() private view returns (address[] memory signers) {
        signers = new address[](1);
        signers[0] = signer.addr;
    }

    function test_RevokeAllBySig() public {
        loginAll(identity.addr, signer.addr);
        loginAll(identity.addr, stranger.addr);
        uint256 expiry = loginAll(stranger.addr, signer.addr);
        ISessionKeyRegistry.RevokeAll memory message = revokeAllMessage(both());
        bytes memory signature = sign(identity, digestOf(message));

        expectDropped(identity.addr, signer.addr, 1);
        expectDropped(identity.addr, stranger.addr, 1);
        submit(message, signature);

        assertNothingHeld(identity.addr, signer.addr);
        assertNothingHeld(identity.addr, stranger.addr);
        assertExpiry(stranger.addr, signer.addr, CUSTOM, expiry);
    }

    function test_RevokeAllBySigOfSmartWallet() public {
        address wallet = address(new SmartWallet(identity.addr));
        loginAll(wallet, signer.addr);
        ISessionKeyRegistry.RevokeAll memory message = revokeAllMessage(both());
        message.identity = wallet;
        submit(message, sign(identity, digestOf(message)));
        assertNothingHeld(wallet, signer.addr);
    }

    /// @dev A grant that was signed before and is submitted in front of the revocation must not save the key.
    function test_RevokeAllBySigAfterAnOlderGrantWasSubmitted() public {
        ISessionKeyRegistry.Login memory grant = loginMessage();
        ISessionKeyRegistry.RevokeAll memory message = revokeAllMessage(both());
        bytes memory signature = sign(identity, digestOf(message));

        registry.loginBySig(grant, sign(identity, digestOf(grant)));
        submit(message, signature);
        assertNothingHeld(identity.addr, signer.addr);
    }

    /// @dev One key that logs itself out in front of the revocation must not save the others.
    function test_RevokeAllBySigAfterOneLoggedOut() public {
        loginAll(identity.addr, signer.addr);
        loginAll(identity.addr, stranger.addr);
        ISessionKeyRegistry.RevokeAll memory message = revokeAllMessage(both());
        bytes memory signature = sign(identity, digestOf(message));

        vm.prank(signer.addr);
        registry.logout(identity.addr, ORIGIN);
        submit(message, signature);
        assertNothingHeld(identity.addr, stranger.addr);
        assertEq(registry.generationOf(identity.addr, signer.addr), 1);
    }

    function test_RevertGiven_AlreadySubmitted() public {
        ISessionKeyRegistry.RevokeAll memory message = revokeAllMessage(both());
        bytes memory signature = sign(identity, digestOf(message));
        submit(message, signature);
        uint256 expiry = loginAll(identity.addr, signer.addr);

        vm.expectRevert(abi.encodeWithSelector(ISessionKeyRegistry.StaleGeneration.selector, signer.addr, 0, 1));
        submit(message, signature);
        assertExpiry(identity.addr, signer.addr, CUSTOM, expiry);
    }

    /// @dev What was signed for a generation to come is good once it came, and not before.
    function test_RevertGiven_GenerationIsAhead() public {
        uint256 expiry = loginAll(identity.addr, signer.addr);
        ISessionKeyRegistry.RevokeAll memory message = revokeAllMessage(both());
        (message.revocations[0].generation, message.revocations[1].generation) = (1, 2);
        bytes memory signature = sign(identity, digestOf(message));
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyRegistry.StaleGeneration.selector, signer.addr, 1, 0));
        submit(message, signature);
        assertExpiry(identity.addr, signer.addr, CUSTOM, expiry);
    }

    function test_RevokeAllBySigInTheLastSecond() public {
        loginAll(identity.addr, signer.addr);
        ISessionKeyRegistry.RevokeAll memory message = revokeAllMessage(both());
        bytes memory signature = sign(identity, digestOf(message));
        vm.warp(message.deadline);
        submit(message, signature);
        assertEq(registry.authorizationExpiry(identity.addr, signer.addr, CUSTOM), 0);
    }

    function test_RevertGiven_DeadlineOver() public {
        ISessionKeyRegistry.RevokeAll memory message = revokeAllMessage(both());
        bytes memory signature = sign(identity, digestOf(message));
        vm.warp(message.deadline + 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                ISessionKeyRegistry.SignatureExpired.selector, message.deadline, message.deadline + 1
            )
        );
        submit(message, signature);
    }

    function test_RevertWhen_NoSigners() public {
        ISessionKeyRegistry.RevokeAll memory message = revokeAllMessage(new address[](0));
        bytes memory signature = sign(identity, digestOf(message));
        vm.expectRevert(ISessionKeyRegistry.NoSigners.selector);
        submit(message, signature);
    }

    function test_RevertWhen_SignedBySigner() public {
        ISessionKeyRegistry.RevokeAll memory message = revokeAllMessage(both());
        bytes memory signature = sign(signer, digestOf(message));
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyRegistry.InvalidSignature.selector, identity.addr));
        submit(message, signature);
    }

    function testFuzz_RevertWhen_FieldIsAltered(uint256 field) public {
        ISessionKeyRegistry.RevokeAll memory message = revokeAllMessage(both());
        bytes memory signature = sign(identity, digestOf(message));
        field = bound(field, 0, 7);
        if (field == 0) message.identity = stranger.addr;
        if (field == 1) message.revocations[1].signer = identity.addr;
        if (field == 2) message.revocations[1].generation += 1;
        if (field == 3) message.origin = "altered";
        if (field == 4) message.deadline += 1;
        if (field == 5) message.revocations[0].signer = stranger.addr;
        if (field == 6) message.revocations[0].generation += 1;
        if (field == 7) message.revocations = revokeAllMessage(one()).revocations;
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyRegistry.InvalidSignature.selector, message.identity));
        submit(message, signature);
    }
}
