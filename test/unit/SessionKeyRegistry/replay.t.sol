// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ISessionKeyRegistry} from "../../../src/interfaces/ISessionKeyRegistry.sol";
import {SignedBase} from "../../SignedBase.t.sol";
import {SmartWallet} from "../../utils/SmartWallet.sol";
import {WrappingWallet} from "../../utils/WrappingWallet.sol";
import {Vm} from "forge-std/Test.sol";

/// @notice Each message of the registry does once what it says, for the wallet or key that signed it.
contract RegistryReplayTest is SignedBase {
    enum Message {
        Login,
        RevokeAll,
        Logout
    }

    uint256 private constant MESSAGES = 3;

    ISessionKeyRegistry.Login private grant;
    ISessionKeyRegistry.RevokeAll private revocation;
    ISessionKeyRegistry.Logout private renunciation;

    function setUp() public override {
        super.setUp();
        loginAll(identity.addr, signer.addr);
    }

    function forEach(function(Message) internal test) private {
        for (uint256 i = 0; i < MESSAGES; i++) {
            uint256 snapshot = vm.snapshotState();
            grant = loginMessage();
            // A list of structs has to be copied to storage by hand.
            ISessionKeyRegistry.RevokeAll memory revokeAll = revokeAllMessage(signers());
            revocation.identity = revokeAll.identity;
            revocation.revocations.push(revokeAll.revocations[0]);
            revocation.origin = revokeAll.origin;
            revocation.deadline = revokeAll.deadline;
            renunciation = logoutMessage();
            test(Message(i));
            vm.revertToState(snapshot);
        }
    }

    function signers() private view returns (address[] memory list) {
        list = new address[](1);
        list[0] = signer.addr;
    }

    function hashOf(Message message) private view returns (bytes32) {
        if (message == Message.Login) return this.hashLogin(grant);
        return message == Message.RevokeAll ? this.hashRevokeAll(revocation) : this.hashLogout(renunciation);
    }

    function signerOf(Message message) private view returns (Vm.Wallet memory) {
        return message == Message.Logout ? signer : identity;
    }

    function signed(Message message) private returns (bytes memory) {
        return sign(signerOf(message), typedData(hashOf(message)));
    }

    function submit(Message message, bytes memory signature) private {
        if (message == Message.Login) registry.loginBySig(grant, signature);
        if (message == Message.RevokeAll) registry.revokeAllBySig(revocation, signature);
        if (message == Message.Logout) registry.logoutBySig(renunciation, signature);
    }

    function expectStale(Message message, uint256 nonce, uint256 generation) private {
        vm.expectRevert(
            message == Message.Login
                ? abi.encodeWithSelector(ISessionKeyRegistry.StaleNonce.selector, nonce, nonce + 1)
                : abi.encodeWithSelector(
                        ISessionKeyRegistry.StaleGeneration.selector, signer.addr, generation, generation + 1
                    )
        );
    }

    function expectInvalid(address account) private {
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyRegistry.InvalidSignature.selector, account));
    }

    function test_RevertGiven_RegistryMessageSubmitted() public {
        forEach(submitted);
    }

    function submitted(Message message) private {
        bytes memory signature = signed(message);
        submit(message, signature);
        expectStale(message, 1, 0);
        submit(message, signature);
    }

    function test_RevertGiven_RegistryMessageForAnotherIdentity() public {
        forEach(forAnotherIdentity);
    }

    /// @dev To which the key holds a session of its own, with the same counters.
    function forAnotherIdentity(Message message) private {
        bytes memory signature = signed(message);
        loginAll(stranger.addr, signer.addr);
        grant.identity = revocation.identity = renunciation.identity = stranger.addr;
        expectInvalid(message == Message.Logout ? signer.addr : stranger.addr);
        submit(message, signature);
    }

    function test_RevertGiven_RegistryMessageForAnotherSigner() public {
        forEach(forAnotherSigner);
    }

    function forAnotherSigner(Message message) private {
        bytes memory signature = signed(message);
        loginAll(identity.addr, stranger.addr);
        grant.signer = revocation.revocations[0].signer = renunciation.signer = stranger.addr;
        expectInvalid(message == Message.Logout ? stranger.addr : identity.addr);
        submit(message, signature);
    }

    function test_RevertGiven_RegistryMessageForAnotherChainOrContract() public {
        forEach(forAnotherChainOrContract);
    }

    function forAnotherChainOrContract(Message message) private {
        bytes32 structHash = hashOf(message);
        bytes32[2] memory digests = [
            typedData(structHash, block.chainid + 1, address(registry)),
            typedData(structHash, block.chainid, address(this))
        ];
        for (uint256 i = 0; i < digests.length; i++) {
            bytes memory signature = sign(signerOf(message), digests[i]);
            expectInvalid(signerOf(message).addr);
            submit(message, signature);
        }
    }

    /// @dev The struct names who signs, so a wallet is asked about another one than its owner signed.
    function test_RevertGiven_RegistryMessageForWalletOfTheSigner() public {
        forEach(forWalletOfTheSigner);
    }

    function forWalletOfTheSigner(Message message) private {
        Vm.Wallet memory owner = signerOf(message);
        bytes memory signature = signed(message);
        address[2] memory wallets = [address(new SmartWallet(owner.addr)), address(new WrappingWallet(owner.addr))];
        for (uint256 i = 0; i < wallets.length; i++) {
            // So that its counters, too, are those that were signed.
            loginAll(wallets[i], signer.addr);
            if (message == Message.Logout) renunciation.signer = wallets[i];
            else grant.identity = revocation.identity = wallets[i];
            bytes memory submission = i == 0 ? signature : bytes.concat(hex"01", signature);
            expectInvalid(wallets[i]);
            submit(message, submission);
            // What it signs for the wallet counts for the wallet.
            signature = signed(message);
            submit(message, i == 0 ? signature : bytes.concat(hex"01", signature));
        }
    }

    function test_RevertGiven_RevokedSinceRegistryMessageWasSigned() public {
        forEach(revokedSince);
    }

    function revokedSince(Message message) private {
        bytes memory signature = signed(message);
        vm.prank(identity.addr);
        registry.revokeAll(signers(), ORIGIN);
        expectStale(message, 1, 0);
        submit(message, signature);
    }

    function test_RevertGiven_GrantedAgainSinceRegistryMessageWasSigned() public {
        forEach(grantedAgainSince);
    }

    function grantedAgainSince(Message message) private {
        bytes memory signature = signed(message);
        vm.prank(identity.addr);
        registry.revokeAll(signers(), ORIGIN);
        uint256 expiry = loginAll(identity.addr, signer.addr);
        vm.expectRevert(
            message == Message.Login
                ? abi.encodeWithSelector(ISessionKeyRegistry.StaleNonce.selector, 1, 3)
                : abi.encodeWithSelector(ISessionKeyRegistry.StaleGeneration.selector, signer.addr, 0, 1)
        );
        submit(message, signature);
        assertExpiry(identity.addr, signer.addr, CUSTOM, expiry);
    }
}
