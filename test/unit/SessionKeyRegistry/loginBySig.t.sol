// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ISessionKeyRegistry} from "../../../src/interfaces/ISessionKeyRegistry.sol";
import {SignedBase} from "../../SignedBase.t.sol";
import {SmartWallet} from "../../utils/SmartWallet.sol";

contract LoginBySigTest is SignedBase {
    function submit(ISessionKeyRegistry.Login memory message, bytes memory signature) private {
        vm.prank(stranger.addr);
        registry.loginBySig(message, signature);
    }

    function expectInvalid(address account) private {
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyRegistry.InvalidSignature.selector, account));
    }

    function testFuzz_LoginBySig(uint256 seed, uint256 expirySeed) public {
        ISessionKeyRegistry.Login memory message = loginMessage();
        message.permissions = permissionsFrom(seed);
        message.expiry = expiryFrom(expirySeed);
        bytes memory signature = sign(identity, digestOf(message));

        expectUpdate(identity.addr, signer.addr, message.expiry, message.permissions);
        submit(message, signature);

        assertExpiry(identity.addr, signer.addr, message.permissions[0], message.expiry);
        assertNothingHeld(stranger.addr, signer.addr);
    }

    function test_LoginBySigWithCompactSignature() public {
        ISessionKeyRegistry.Login memory message = loginMessage();
        (bytes32 r, bytes32 vs) = vm.signCompact(identity, digestOf(message));
        submit(message, abi.encodePacked(r, vs));
        assertExpiry(identity.addr, signer.addr, CUSTOM, message.expiry);
    }

    function test_LoginBySigOfSmartWallet() public {
        ISessionKeyRegistry.Login memory message = loginMessage();
        message.identity = address(new SmartWallet(identity.addr));
        submit(message, sign(identity, digestOf(message)));
        assertExpiry(message.identity, signer.addr, CUSTOM, message.expiry);
        assertNothingHeld(identity.addr, signer.addr);
    }

    /// @dev Code at the identity's address that is no ERC-1271 wallet, as an EIP-7702 delegation may be.
    function test_LoginBySigOfKeyWithCode() public {
        vm.etch(identity.addr, address(registry).code);
        ISessionKeyRegistry.Login memory message = loginMessage();
        submit(message, sign(identity, digestOf(message)));
        assertExpiry(identity.addr, signer.addr, CUSTOM, message.expiry);
    }

    function test_LoginBySigInTheLastSecond() public {
        ISessionKeyRegistry.Login memory message = loginMessage();
        message.expiry = message.deadline;
        bytes memory signature = sign(identity, digestOf(message));
        vm.warp(message.deadline);
        submit(message, signature);
        assertExpiry(identity.addr, signer.addr, CUSTOM, message.expiry);
    }

    function test_RevertGiven_DeadlineOver() public {
        ISessionKeyRegistry.Login memory message = loginMessage();
        message.expiry = message.deadline + 1;
        bytes memory signature = sign(identity, digestOf(message));
        vm.warp(message.deadline + 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                ISessionKeyRegistry.SignatureExpired.selector, message.deadline, message.deadline + 1
            )
        );
        submit(message, signature);
    }

    function test_RevertGiven_AlreadySubmitted() public {
        ISessionKeyRegistry.Login memory message = loginMessage();
        bytes memory signature = sign(identity, digestOf(message));
        submit(message, signature);
        expectStale(0, 1);
        submit(message, signature);
    }

    /// @dev The second signature that every ECDSA signature has is good for nothing once the first was used.
    function test_RevertGiven_AlreadySubmittedWithTheOtherS() public {
        ISessionKeyRegistry.Login memory message = loginMessage();
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(identity, digestOf(message));
        submit(message, abi.encodePacked(r, s, v));
        uint256 order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
        expectStale(0, 1);
        submit(message, abi.encodePacked(r, bytes32(order - uint256(s)), v == 27 ? uint8(28) : uint8(27)));
    }

    /// @dev Whatever the owner did since signing makes the signed grant void.
    function testFuzz_RevertGiven_SessionChangedSince(uint256 seed) public {
        ISessionKeyRegistry.Login memory message = loginMessage();
        bytes memory signature = sign(identity, digestOf(message));
        change(seed % 4);
        expectStale(0, 1);
        submit(message, signature);
    }

    function change(uint256 how) private {
        address[] memory signers = new address[](1);
        signers[0] = signer.addr;
        vm.prank(how == 3 ? signer.addr : identity.addr);
        if (how == 0) registry.login(signer.addr, block.timestamp, only(CUSTOM), ORIGIN);
        if (how == 1) registry.revoke(signer.addr, only(CUSTOM), ORIGIN);
        if (how == 2) registry.revokeAll(signers, ORIGIN);
        if (how == 3) registry.logout(identity.addr, ORIGIN);
    }

    function expectStale(uint256 nonce, uint256 current) private {
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyRegistry.StaleNonce.selector, nonce, current));
    }

    function test_RevertWhen_NonceIsAhead() public {
        ISessionKeyRegistry.Login memory message = loginMessage();
        message.nonce = 1;
        bytes memory signature = sign(identity, digestOf(message));
        expectStale(1, 0);
        submit(message, signature);
    }

    function test_RevertWhen_SignedByAnother() public {
        ISessionKeyRegistry.Login memory message = loginMessage();
        bytes memory bySigner = sign(signer, digestOf(message));
        bytes memory byStranger = sign(stranger, digestOf(message));
        expectInvalid(identity.addr);
        submit(message, bySigner);
        expectInvalid(identity.addr);
        submit(message, byStranger);
    }

    /// @dev Each field is bound by the signature.
    function testFuzz_RevertWhen_FieldIsAltered(uint256 field) public {
        ISessionKeyRegistry.Login memory message = loginMessage();
        bytes memory signature = sign(identity, digestOf(message));
        field = bound(field, 0, 8);
        if (field == 0) message.identity = stranger.addr;
        if (field == 1) message.signer = stranger.addr;
        if (field == 2) message.expiry += 1;
        if (field == 3) message.permissions[0] = CUSTOM;
        if (field == 4) message.origin = "altered";
        if (field == 5) message.nonce += 1;
        if (field == 6) message.deadline += 1;
        if (field == 7) message.permissions[4] = keccak256("another");
        if (field == 8) message.permissions = permissionsFrom(0);
        expectInvalid(message.identity);
        submit(message, signature);
    }

    /// @dev What `ecrecover` answers for a signature of nobody is no identity.
    function test_RevertWhen_IdentityIsZero() public {
        ISessionKeyRegistry.Login memory message = loginMessage();
        message.identity = address(0);
        expectInvalid(address(0));
        submit(message, new bytes(65));
    }

    function testFuzz_RevertWhen_SignatureHasAnotherLength(uint256 length) public {
        ISessionKeyRegistry.Login memory message = loginMessage();
        bytes memory whole = abi.encodePacked(sign(identity, digestOf(message)), new bytes(32));
        length = bound(length, 0, whole.length);
        vm.assume(length != 64 && length != 65);
        assembly ("memory-safe") {
            mstore(whole, length)
        }
        expectInvalid(identity.addr);
        submit(message, whole);
    }

    function test_RevertWhen_SignedForAnotherChainOrContract() public {
        ISessionKeyRegistry.Login memory message = loginMessage();
        bytes memory otherChain =
            sign(identity, typedData(this.hashLogin(message), block.chainid + 1, address(registry)));
        bytes memory otherContract = sign(identity, typedData(this.hashLogin(message), block.chainid, address(this)));
        expectInvalid(identity.addr);
        submit(message, otherChain);
        expectInvalid(identity.addr);
        submit(message, otherContract);
    }

    /// @dev After a fork the signature must not count on the other side.
    function test_RevertGiven_ChainIdChanged() public {
        ISessionKeyRegistry.Login memory message = loginMessage();
        bytes memory signature = sign(identity, digestOf(message));
        vm.chainId(block.chainid + 1);
        expectInvalid(identity.addr);
        submit(message, signature);
        submit(message, sign(identity, digestOf(message)));
        assertExpiry(identity.addr, signer.addr, CUSTOM, message.expiry);
    }

    function test_RevertWhen_SmartWalletRefuses() public {
        ISessionKeyRegistry.Login memory message = loginMessage();
        message.identity = address(new SmartWallet(identity.addr));
        bytes memory signature = sign(stranger, digestOf(message));
        expectInvalid(message.identity);
        submit(message, signature);
    }

    /// @dev The rules of `login` hold for a signed one.
    function test_RevertWhen_LoginWouldRevert() public {
        ISessionKeyRegistry.Login memory message = loginMessage();
        message.expiry = block.timestamp - 1;
        bytes memory signature = sign(identity, digestOf(message));
        vm.expectRevert(
            abi.encodeWithSelector(ISessionKeyRegistry.ExpiryInPast.selector, message.expiry, block.timestamp)
        );
        submit(message, signature);
    }
}
