// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {SessionKeyAuthorizer} from "../../../src/SessionKeyAuthorizer.sol";
import {ISessionKeyAuthorizer} from "../../../src/interfaces/ISessionKeyAuthorizer.sol";
import {ISessionKeyRegistry} from "../../../src/interfaces/ISessionKeyRegistry.sol";
import {FwssPermissions} from "../../../src/libraries/FwssPermissions.sol";
import {SessionKeyAuth} from "../../../src/libraries/SessionKeyAuth.sol";
import {Policy} from "../../../src/types/Policy.sol";
import {LiveRegistry} from "../../differential/LiveRegistry.sol";
import {Key} from "../../utils/Envelopes.sol";
import {MagicWallet} from "../../utils/MagicWallet.sol";
import {AuthorizerBase} from "./AuthorizerBase.sol";

/// @notice Each kind of key with each kind of policy, and all that can be wrong with one.
/// forge-config: default.evm_version = "osaka"
contract AuthorizeTest is AuthorizerBase {
    function expectNotAuthorized(address signer) private {
        vm.expectRevert(abi.encodeWithSelector(SessionKeyAuth.NotAuthorized.selector, root.addr, signer, OPERATION));
    }

    function expectNotGranted(address signer, Policy memory policy) private {
        vm.expectRevert(
            abi.encodeWithSelector(ISessionKeyAuthorizer.PolicyNotGranted.selector, root.addr, signer, policy)
        );
    }

    function expectExpired(address signer, bytes32 permission, uint256 expiry) private {
        vm.expectRevert(
            abi.encodeWithSelector(SessionKeyAuth.AuthorizationExpired.selector, root.addr, signer, permission, expiry)
        );
    }

    /// @dev Who a secp256k1 signature is by when another message is taken for the one that was signed: somebody; nobody of P-256.
    function mistakenFor(Key memory key, bytes32 signed, bytes32 taken) private pure returns (address) {
        if (key.p256) return address(0);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key.secret, signed);
        return ecrecover(taken, v, r, s);
    }

    /* ACCEPTED */

    function testFuzz_AuthorizePolicy(uint256 kind, uint256 seed) public {
        Key memory key = keyFrom(kind);
        Policy memory policy = policyFrom(seed);
        grant(key.addr, permissionOf(policy));
        assertEq(ask(sealedBy(key, root.addr, policy, DIGEST)), key.addr);
        assertEq(usedOf(address(this), key.addr, policy), policy.limit == 0 ? 0 : 1);
    }

    function testFuzz_AuthorizeOperation(uint256 kind) public {
        Key memory key = keyFrom(kind);
        grant(key.addr, OPERATION);
        assertEq(ask(sealedBy(key, root.addr, OPERATION, DIGEST)), key.addr);
    }

    /// @dev As a plain signature does.
    function testFuzz_AuthorizeOperationOnOneDataSet(uint256 kind) public {
        Key memory key = keyFrom(kind);
        grant(key.addr, FwssPermissions.scoped(OPERATION, DATA_SET));
        assertEq(ask(sealedBy(key, root.addr, OPERATION, DIGEST)), key.addr);
    }

    function test_AuthorizeWithCompactSignature() public {
        Key memory key = secp256k1Key("session key");
        Policy memory policy = policyFrom(7);
        grant(key.addr, permissionOf(policy));
        (bytes32 r, bytes32 vs) = vm.signCompact(key.secret, messageOf(root.addr, permissionOf(policy), DIGEST));
        assertEq(ask(abi.encodePacked(MAGIC, uint8(14), uint128(3), r, vs)), key.addr);
    }

    /// @dev Of 65 bytes it is plain, whatever it begins with.
    function test_AuthorizePlainSignatureThatBeginsWithTheMagic() public {
        uint256 r = uint256(bytes32(MAGIC));
        bytes memory signature;
        address key;
        // Of every other number there is a point, and so somebody whose signature it is.
        for (; key == address(0); r++) {
            signature = abi.encodePacked(r, uint256(1), uint8(27));
            key = ecrecover(DIGEST, 27, bytes32(r), bytes32(uint256(1)));
        }
        grant(key, OPERATION);
        assertEq(ask(signature), key);
    }

    function test_AuthorizeWithEitherS() public {
        Key memory key = p256Key("P-256 session key");
        grant(key.addr, OPERATION);
        bytes32 message = messageOf(root.addr, OPERATION, DIGEST);
        assertEq(ask(abi.encodePacked(MAGIC, uint8(1), p256SignatureOf(key, message, false))), key.addr);
        assertEq(ask(abi.encodePacked(MAGIC, uint8(1), p256SignatureOf(key, message, true))), key.addr);
    }

    function testFuzz_GrantOfPolicyHoldsUpToAndInItsLastSecond(uint256 kind, uint256 seed) public {
        Key memory key = keyFrom(kind);
        Policy memory policy = policyFrom(seed);
        uint256 expiry = block.timestamp + 1;
        grant(root.addr, key.addr, permissionOf(policy), expiry);
        bytes memory envelope = sealedBy(key, root.addr, policy, DIGEST);
        vm.warp(expiry);
        ask(envelope);
        vm.warp(expiry + 1);
        expectExpired(key.addr, permissionOf(policy), expiry);
        ask(envelope);
    }

    /* REFUSED: THE GRANT */

    function testFuzz_RevertGiven_PolicyWasNeverGranted(uint256 kind, uint256 seed) public {
        Key memory key = keyFrom(kind);
        Policy memory policy = policyFrom(seed);
        // The operation itself is another permission, and so is each other policy.
        grant(key.addr, OPERATION);
        for (uint256 i = 0; i < 8; i++) {
            if (i != seed % 8) grant(key.addr, permissionOf(policyFrom(i)));
        }
        bytes memory envelope = sealedBy(key, root.addr, policy, DIGEST);
        expectNotGranted(key.addr, policy);
        ask(envelope);
    }

    function testFuzz_RevertGiven_OperationWasNeverGranted(uint256 kind) public {
        Key memory key = keyFrom(kind);
        for (uint256 i = 0; i < 8; i++) {
            grant(key.addr, permissionOf(policyFrom(i)));
        }
        grant(key.addr, FwssPermissions.scoped(OPERATION, DATA_SET + 1));
        bytes memory envelope = sealedBy(key, root.addr, OPERATION, DIGEST);
        expectNotAuthorized(key.addr);
        ask(envelope);
    }

    /// @dev Of two grants that are over, the error tells when the longer one was.
    /// @dev A policy that is over is over, whatever else the key is granted: what was signed says which grant it is by.
    function testFuzz_RevertGiven_PolicyExpiredAndDataSetGranted(uint256 kind) public {
        Key memory key = keyFrom(kind);
        uint256 expiry = block.timestamp + 10;
        Policy memory policy = policyFrom(7);
        grant(root.addr, key.addr, permissionOf(policy), expiry);
        grant(root.addr, key.addr, FwssPermissions.scoped(OPERATION, DATA_SET), expiry + 10);
        bytes memory envelope = sealedBy(key, root.addr, policy, DIGEST);
        vm.warp(expiry + 1);
        expectExpired(key.addr, permissionOf(policy), expiry);
        ask(envelope);
    }

    function testFuzz_RevertGiven_OperationExpired(uint256 kind) public {
        Key memory key = keyFrom(kind);
        uint256 expiry = block.timestamp + 10;
        grant(root.addr, key.addr, OPERATION, expiry);
        grant(root.addr, key.addr, FwssPermissions.scoped(OPERATION, DATA_SET), expiry - 1);
        bytes memory envelope = sealedBy(key, root.addr, OPERATION, DIGEST);
        vm.warp(expiry + 1);
        expectExpired(key.addr, OPERATION, expiry);
        ask(envelope);
        grant(root.addr, key.addr, OPERATION, expiry + 1);
        grant(root.addr, key.addr, FwssPermissions.scoped(OPERATION, DATA_SET), expiry + 2);
        vm.warp(expiry + 3);
        expectExpired(key.addr, OPERATION, expiry + 2);
        ask(envelope);
    }

    function testFuzz_RevertGiven_PolicyWasRevoked(uint256 kind, uint256 seed) public {
        Key memory key = keyFrom(kind);
        Policy memory policy = policyFrom(seed);
        grant(key.addr, permissionOf(policy));
        revoke(key.addr, permissionOf(policy));
        bytes memory envelope = sealedBy(key, root.addr, policy, DIGEST);
        expectNotGranted(key.addr, policy);
        ask(envelope);
    }

    function testFuzz_RevertWhen_AnotherDataSetOrProvider(uint256 kind, uint256 which) public {
        Key memory key = keyFrom(kind);
        Policy memory policy = policyFrom(7);
        if (which % 2 == 0) policy.dataSetId++;
        else policy.provider = address(0xBAD);
        grant(key.addr, permissionOf(policy));
        bytes memory envelope = sealedBy(key, root.addr, policy, DIGEST);
        // What it presents is the policy for what is asked, and that is not what it signed.
        Policy memory presented = policyFrom(7);
        address signer = mistakenFor(
            key,
            messageOf(root.addr, permissionOf(policy), DIGEST),
            messageOf(root.addr, permissionOf(presented), DIGEST)
        );
        if (key.p256) expectNotAuthorized(signer);
        else expectNotGranted(signer, presented);
        ask(envelope);
    }

    /// @dev The other way round: it signs what is asked, and was granted something else.
    function testFuzz_RevertGiven_PolicyForAnotherDataSetOrProvider(uint256 kind, uint256 which) public {
        Key memory key = keyFrom(kind);
        Policy memory policy = policyFrom(7);
        Policy memory other = policyFrom(7);
        if (which % 2 == 0) other.dataSetId++;
        else other.provider = address(0xBAD);
        grant(key.addr, permissionOf(other));
        bytes memory envelope = sealedBy(key, root.addr, policy, DIGEST);
        expectNotGranted(key.addr, policy);
        ask(envelope);
    }

    /* REFUSED: WHAT A SUBMITTER MAKES OF IT */

    /// @dev Both are granted, and the one that was signed has the lower limit.
    function testFuzz_RevertWhen_PolicyIsSwapped(uint256 kind, uint128 limit) public {
        Key memory key = keyFrom(kind);
        Policy memory signed = limitOf(OPERATION, 1);
        Policy memory taken = limitOf(OPERATION, limit == 1 ? 0 : limit);
        grant(key.addr, permissionOf(signed));
        grant(key.addr, permissionOf(taken));
        bytes32 message = messageOf(root.addr, permissionOf(signed), DIGEST);
        bytes memory swapped =
            abi.encodePacked(MAGIC, key.p256 ? uint8(3) : uint8(2), taken.limit, signatureOf(key, message));
        address signer = mistakenFor(key, message, messageOf(root.addr, permissionOf(taken), DIGEST));
        if (key.p256) expectNotAuthorized(signer);
        else expectNotGranted(signer, taken);
        ask(swapped);
    }

    function testFuzz_RevertWhen_PolicyIsTakenOut(uint256 kind, uint256 seed) public {
        Key memory key = keyFrom(kind);
        Policy memory policy = policyFrom(seed);
        grant(key.addr, permissionOf(policy));
        grant(key.addr, OPERATION);
        bytes32 message = messageOf(root.addr, permissionOf(policy), DIGEST);
        bytes memory stripped = abi.encodePacked(MAGIC, key.p256 ? uint8(1) : uint8(0), signatureOf(key, message));
        expectNotAuthorized(mistakenFor(key, message, messageOf(root.addr, OPERATION, DIGEST)));
        ask(stripped);
    }

    function testFuzz_RevertWhen_FlagIsTakenOut(uint256 kind, uint256 which) public {
        Key memory key = keyFrom(kind);
        Policy memory signed = policyFrom(7);
        Policy memory taken = policyFrom(which % 2 == 0 ? 6 : 5);
        grant(key.addr, permissionOf(signed));
        grant(key.addr, permissionOf(taken));
        bytes32 message = messageOf(root.addr, permissionOf(signed), DIGEST);
        address signer = mistakenFor(key, message, messageOf(root.addr, permissionOf(taken), DIGEST));
        bytes memory swapped = abi.encodePacked(MAGIC, flagsOf(key, taken), taken.limit, signatureOf(key, message));
        if (key.p256) expectNotAuthorized(signer);
        else expectNotGranted(signer, taken);
        ask(swapped);
    }

    function testFuzz_RevertWhen_SpentForAnotherPayer(uint256 kind, uint256 seed) public {
        Key memory key = keyFrom(kind);
        Policy memory policy = policyFrom(seed);
        grant(key.addr, permissionOf(policy));
        grant(stranger.addr, key.addr, permissionOf(policy), block.timestamp);
        bytes memory envelope = sealedBy(key, root.addr, policy, DIGEST);
        vm.expectPartialRevert(
            key.p256 ? SessionKeyAuth.NotAuthorized.selector : ISessionKeyAuthorizer.PolicyNotGranted.selector
        );
        ask(stranger.addr, DIGEST, envelope);
        ask(envelope);
    }

    function testFuzz_RevertWhen_SpentForAnotherMessage(uint256 kind, uint256 seed, bytes32 digest) public {
        vm.assume(digest != DIGEST);
        Key memory key = keyFrom(kind);
        Policy memory policy = policyFrom(seed);
        grant(key.addr, permissionOf(policy));
        bytes memory envelope = sealedBy(key, root.addr, policy, DIGEST);
        vm.expectPartialRevert(
            key.p256 ? SessionKeyAuth.NotAuthorized.selector : ISessionKeyAuthorizer.PolicyNotGranted.selector
        );
        ask(root.addr, digest, envelope);
    }

    /// @dev A P-256 signature names its key: another name is another key's.
    function test_RevertWhen_AnotherKeyIsNamed() public {
        Key memory key = p256Key("P-256 session key");
        Key memory other = p256Key("another");
        grant(key.addr, OPERATION);
        bytes memory envelope = sealedBy(other, root.addr, OPERATION, DIGEST);
        expectNotAuthorized(other.addr);
        ask(envelope);
        (uint256 x, uint256 y) = vm.publicKeyP256(key.secret);
        for (uint256 i = 0; i < 32; i++) {
            envelope[69 + i] = bytes32(x)[i];
            envelope[101 + i] = bytes32(y)[i];
        }
        expectNotAuthorized(address(0));
        ask(envelope);
    }

    /* THE PAYER */

    /// @dev A payer that signs in an envelope needs a grant like anybody.
    function test_RevertWhen_PayerSignsInAnEnvelope() public {
        Key memory key = Key({p256: false, secret: root.privateKey, addr: root.addr});
        bytes memory envelope = sealedBy(key, root.addr, OPERATION, DIGEST);
        expectNotAuthorized(root.addr);
        ask(envelope);
        envelope = sealedBy(key, root.addr, policyFrom(0), DIGEST);
        expectNotGranted(root.addr, policyFrom(0));
        ask(envelope);
        grant(root.addr, permissionOf(policyFrom(0)));
        assertEq(ask(envelope), root.addr);
    }

    /// @dev Code is asked last, about what a service asks of it, whatever the bytes look like; and it has no limit.
    function testFuzz_CodeOfPayerAccepts(bytes memory format) public {
        bytes memory signature = abi.encodePacked(MAGIC, format, new bytes(65));
        // Its address is needed before what it takes.
        address payer = vm.computeCreateAddress(address(this), vm.getNonce(address(this)));
        bytes32 question = SessionKeyAuth.digestForCode(payer, DIGEST);
        assertEq(address(new MagicWallet(question, signature)), payer);
        assertEq(ask(payer, DIGEST, signature), payer);
        vm.expectRevert(abi.encodeWithSelector(SessionKeyAuth.NotAuthorized.selector, payer, address(0), OPERATION));
        ask(payer, keccak256("something else"), signature);
    }

    /// @dev What is in the place of a limit does not count for what the code itself accepts.
    function test_CodeOfPayerHasNoLimit() public {
        bytes memory signature = abi.encodePacked(MAGIC, uint8(2), uint128(1), new bytes(65));
        address payer = vm.computeCreateAddress(address(this), vm.getNonce(address(this)));
        new MagicWallet(SessionKeyAuth.digestForCode(payer, DIGEST), signature);
        for (uint256 i = 0; i < 3; i++) {
            assertEq(ask(payer, DIGEST, signature), payer);
        }
    }

    function test_SessionKeyOfAWalletWithCode() public {
        Key memory key = p256Key("P-256 session key");
        address payer = address(new MagicWallet(0, ""));
        Policy memory policy = policyFrom(7);
        grant(payer, key.addr, permissionOf(policy), block.timestamp);
        assertEq(ask(payer, DIGEST, sealedBy(key, payer, policy, DIGEST)), key.addr);
    }

    /* MALFORMED */

    function expectNobodys(bytes memory envelope) private {
        expectNotAuthorized(address(0));
        ask(envelope);
    }

    function testFuzz_RevertWhen_JunkFollowsTheMagic(bytes memory junk) public {
        junk = abi.encodePacked(MAGIC, junk);
        (bool accepted, bytes memory reason) = address(authorizer)
            .call(
                abi.encodeCall(
                    authorizer.authorize,
                    (root.addr, OPERATION, DATA_SET, PROVIDER, DIGEST, junk, abi.encodePacked(this.setUp.selector))
                )
            );
        assertFalse(accepted);
        // forge-lint: disable-next-line(unsafe-typecast): the selector is what is compared
        bytes4 selector = bytes4(reason);
        // Some bytes are somebody's signature; nothing else may happen.
        assertTrue(
            selector == SessionKeyAuth.NotAuthorized.selector
                || selector == ISessionKeyAuthorizer.PolicyNotGranted.selector
        );
    }

    function testFuzz_RevertWhen_FlagsAreUnknown(uint256 kind, uint8 flags) public {
        Key memory key = keyFrom(kind);
        if (flags < 16 && (flags < 2 || flags & 2 != 0)) flags |= 16;
        grant(key.addr, OPERATION);
        grant(key.addr, permissionOf(policyFrom(0)));
        bytes memory whole = sealedBy(key, root.addr, OPERATION, DIGEST);
        whole[4] = bytes1(flags);
        expectNobodys(whole);
        whole = sealedBy(key, root.addr, policyFrom(0), DIGEST);
        whole[4] = bytes1(flags);
        expectNobodys(whole);
    }

    function testFuzz_RevertWhen_SignatureHasAnotherLength(uint256 kind, uint256 length) public {
        Key memory key = keyFrom(kind);
        Policy memory policy = policyFrom(4);
        grant(key.addr, permissionOf(policy));
        bytes memory whole = sealedBy(key, root.addr, policy, DIGEST);
        uint256 right = whole.length;
        whole = abi.encodePacked(whole, new bytes(80));
        length = bound(length, 0, whole.length);
        vm.assume(length != right && (key.p256 || length != right - 1));
        // Then it is no envelope, but a plain signature by somebody.
        vm.assume(length != 64 && length != 65);
        assembly ("memory-safe") {
            mstore(whole, length)
        }
        expectNobodys(whole);
    }

    function test_RevertWhen_TheMagicIsAnother() public {
        Key memory key = secp256k1Key("session key");
        grant(key.addr, OPERATION);
        bytes memory whole = sealedBy(key, root.addr, OPERATION, DIGEST);
        whole[3] ^= 0x01;
        expectNobodys(whole);
    }

    /// @dev A live registry may have a grant for zero.
    function test_RevertGiven_ZeroAddressHasAGrant() public {
        LiveRegistry live = new LiveRegistry();
        authorizer = new SessionKeyAuthorizer(ISessionKeyRegistry(address(live)));
        bytes32[] memory permissions = new bytes32[](2);
        (permissions[0], permissions[1]) = (OPERATION, permissionOf(policyFrom(4)));
        vm.prank(root.addr);
        live.login(address(0), block.timestamp, permissions, "test");
        expectNobodys(abi.encodePacked(MAGIC, uint8(0), new bytes(65)));
        expectNobodys(abi.encodePacked(MAGIC, uint8(1), new bytes(128)));
        expectNobodys(abi.encodePacked(MAGIC, uint8(3), uint128(3), new bytes(128)));
        expectNobodys(new bytes(65));
    }

    /// @dev A registry that has only what the live ones have does.
    function test_AuthorizeOverALiveRegistry() public {
        LiveRegistry live = new LiveRegistry();
        authorizer = new SessionKeyAuthorizer(ISessionKeyRegistry(address(live)));
        Key memory key = p256Key("P-256 session key");
        bytes32[] memory permissions = new bytes32[](1);
        permissions[0] = permissionOf(policyFrom(7));
        vm.prank(root.addr);
        live.login(key.addr, block.timestamp, permissions, "test");
        assertEq(ask(sealedBy(key, root.addr, policyFrom(7), DIGEST)), key.addr);
    }
}
