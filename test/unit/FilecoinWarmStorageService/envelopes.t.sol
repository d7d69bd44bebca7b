// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinWarmStorageService} from "../../../src/interfaces/IFilecoinWarmStorageService.sol";
import {ISessionKeyAuthorizer} from "../../../src/interfaces/ISessionKeyAuthorizer.sol";
import {SessionKeyAuth} from "../../../src/libraries/SessionKeyAuth.sol";
import {Policy} from "../../../src/types/Policy.sol";
import {Envelopes, Key} from "../../utils/Envelopes.sol";
import {HostileWallet} from "../../utils/HostileWallet.sol";
import {MagicWallet} from "../../utils/MagicWallet.sol";
import {OperationBase} from "./OperationBase.sol";
import {P256} from "solady/utils/P256.sol";

/// @notice Each operation, signed by a P-256 key, by a key with a limit, and by a P-256 key with a limit.
/// forge-config: default.evm_version = "osaka"
contract EnvelopesTest is OperationBase, Envelopes {
    enum Kind {
        P256,
        Limited,
        Both
    }

    uint256 private constant KINDS = 3;

    /// @dev Runs a test for each operation and kind, from the same state.
    function forAll(function(Operation, Kind) internal test) private {
        for (uint256 i = 0; i < OPERATIONS * KINDS; i++) {
            uint256 snapshot = vm.snapshotState();
            test(Operation(i / KINDS), Kind(i % KINDS));
            vm.revertToState(snapshot);
        }
    }

    function keyOf(Kind kind) private returns (Key memory) {
        return kind == Kind.Limited ? secp256k1Key("limited session key") : p256Key("P-256 session key");
    }

    /// @dev What one message of the operation asks for, to the unit.
    function policyFor(Operation operation) private view returns (Policy memory) {
        return Policy({
            operation: permissionOf(operation),
            dataSetId: operation == Operation.Create ? 0 : dataSetId,
            provider: provider,
            limit: operation == Operation.Add ? 1000 : 1
        });
    }

    function permissionFor(Operation operation, Kind kind) private view returns (bytes32) {
        return kind == Kind.P256 ? permissionOf(operation) : permissionOf(policyFor(operation));
    }

    function sealedFor(Operation operation, Kind kind, address payer, uint256 id) private returns (bytes memory) {
        bytes32 digest = digestOf(operation, id);
        if (kind == Kind.P256) return sealedBy(keyOf(kind), payer, permissionOf(operation), digest);
        return sealedBy(keyOf(kind), payer, policyFor(operation), digest);
    }

    function sealedFor(Operation operation, Kind kind) private returns (bytes memory) {
        return sealedFor(operation, kind, root.addr, dataSetId);
    }

    function expectRefused(Operation operation, Kind kind, address payer) private {
        address signer = keyOf(kind).addr;
        if (kind == Kind.P256) {
            expectNotAuthorized(payer, signer, operation);
        } else {
            vm.expectRevert(
                abi.encodeWithSelector(
                    ISessionKeyAuthorizer.PolicyNotGranted.selector, payer, signer, policyFor(operation)
                )
            );
        }
    }

    function expectOver(Operation operation, Kind kind, uint256 expiry) private {
        vm.expectRevert(
            abi.encodeWithSelector(
                SessionKeyAuth.AuthorizationExpired.selector,
                root.addr,
                keyOf(kind).addr,
                permissionFor(operation, kind),
                expiry
            )
        );
    }

    /* ACCEPTED */

    function test_Accepted() public {
        forAll(accept);
    }

    function accept(Operation operation, Kind kind) private {
        grant(root.addr, keyOf(kind).addr, permissionFor(operation, kind), block.timestamp);
        accepted(operation, keyOf(kind).addr, sealedFor(operation, kind));
        (, uint256 used) =
            authorizer.usageOf(address(fwss), root.addr, keyOf(kind).addr, permissionFor(operation, kind));
        assertEq(used, kind == Kind.P256 ? 0 : policyFor(operation).limit);
    }

    function test_WithTheOtherS() public {
        Key memory key = keyOf(Kind.P256);
        grant(root.addr, key.addr, permissionOf(Operation.Add), block.timestamp);
        bytes32 digest = digestOf(Operation.Add, dataSetId);
        bytes32 message = messageOf(root.addr, permissionOf(Operation.Add), digest);
        submit(Operation.Add, abi.encodePacked(MAGIC, uint8(1), p256SignatureOf(key, message, false)));
        bytes memory other = abi.encodePacked(MAGIC, uint8(1), p256SignatureOf(key, message, true));
        vm.expectRevert(
            abi.encodeWithSelector(IFilecoinWarmStorageService.ClientDataSetAlreadyRegistered.selector, NONCE)
        );
        submit(Operation.Add, other);
    }

    /// @dev Providers take no more than 256 bytes with a removal or a termination.
    function test_FitsInExtraData() public {
        assertLe(abi.encode(sealedFor(Operation.Remove, Kind.Both)).length, 256);
        assertEq(abi.encode(sealedFor(Operation.Terminate, Kind.Both)).length, 224);
    }

    /* REFUSED */

    function test_RevertGiven_NeverGranted() public {
        forAll(refuseNeverGranted);
    }

    function refuseNeverGranted(Operation operation, Kind kind) private {
        // All the others are, and the operation itself is no policy.
        for (uint256 i = 0; i < OPERATIONS * KINDS; i++) {
            bytes32 permission = permissionFor(Operation(i / KINDS), Kind(i % KINDS));
            if (permission != permissionFor(operation, kind)) {
                grant(root.addr, keyOf(kind).addr, permission, block.timestamp);
            }
        }
        bytes memory envelope = sealedFor(operation, kind);
        expectRefused(operation, kind, root.addr);
        submit(operation, envelope);
    }

    function test_RevertGiven_Expired() public {
        forAll(refuseExpired);
    }

    function refuseExpired(Operation operation, Kind kind) private {
        uint256 expiry = block.timestamp + 10;
        grant(root.addr, keyOf(kind).addr, permissionFor(operation, kind), expiry);
        bytes memory envelope = sealedFor(operation, kind);
        vm.warp(expiry + 1);
        expectOver(operation, kind, expiry);
        submit(operation, envelope);
        vm.warp(expiry);
        accepted(operation, keyOf(kind).addr, envelope);
    }

    function test_RevertGiven_Revoked() public {
        forAll(refuseRevoked);
    }

    function refuseRevoked(Operation operation, Kind kind) private {
        grant(root.addr, keyOf(kind).addr, permissionFor(operation, kind), block.timestamp);
        revoke(root.addr, keyOf(kind).addr, permissionFor(operation, kind));
        bytes memory envelope = sealedFor(operation, kind);
        expectRefused(operation, kind, root.addr);
        submit(operation, envelope);
    }

    /// @dev Another generation: what was granted before it is out of reach.
    function test_RevertGiven_EverythingWasDropped() public {
        forAll(refuseDropped);
    }

    function refuseDropped(Operation operation, Kind kind) private {
        address[] memory keys = new address[](1);
        keys[0] = keyOf(kind).addr;
        grant(root.addr, keys[0], permissionFor(operation, kind), block.timestamp);
        bytes memory envelope = sealedFor(operation, kind);
        uint256 snapshot = vm.snapshotState();
        vm.prank(root.addr);
        registry.revokeAll(keys, "test");
        expectRefused(operation, kind, root.addr);
        submit(operation, envelope);
        vm.revertToState(snapshot);
        vm.prank(keys[0]);
        registry.logout(root.addr, "test");
        expectRefused(operation, kind, root.addr);
        submit(operation, envelope);
    }

    function test_RevertWhen_SignedForAnotherChainOrContract() public {
        forAll(refuseFromElsewhere);
    }

    function refuseFromElsewhere(Operation operation, Kind kind) private {
        grant(root.addr, keyOf(kind).addr, permissionFor(operation, kind), block.timestamp);
        bytes32 structHash = structHashOf(operation, dataSetId);
        bytes32[2] memory digests = [
            typedData(structHash, block.chainid + 1, address(fwss)),
            typedData(structHash, block.chainid, address(authorizer))
        ];
        bytes32 read = messageOf(root.addr, permissionFor(operation, kind), digestOf(operation, dataSetId));
        for (uint256 i = 0; i < digests.length; i++) {
            bytes32 signed_ = messageOf(root.addr, permissionFor(operation, kind), digests[i]);
            bytes memory envelope = packed(kind, policyFor(operation), signatureOf(keyOf(kind), signed_));
            expectTakenFor(operation, kind, policyFor(operation), mistakenFor(kind, signed_, read));
            submit(operation, envelope);
        }
    }

    /// @dev Both are granted: the policy, and the one with one more; and the operation itself.
    function test_RevertWhen_PolicyIsAltered() public {
        forAll(refuseAltered);
    }

    function refuseAltered(Operation operation, Kind kind) private {
        if (kind == Kind.P256) return;
        Key memory key = keyOf(kind);
        Policy memory policy = policyFor(operation);
        Policy memory more = policyFor(operation);
        more.limit++;
        grant(root.addr, key.addr, permissionOf(policy), block.timestamp);
        grant(root.addr, key.addr, permissionOf(more), block.timestamp);
        grant(root.addr, key.addr, permissionOf(operation), block.timestamp);
        bytes32 digest = digestOf(operation, dataSetId);
        bytes32 signed_ = messageOf(root.addr, permissionOf(policy), digest);
        bytes memory signature = signatureOf(key, signed_);

        bytes32 read = messageOf(root.addr, permissionOf(more), digest);
        expectTakenFor(operation, kind, more, mistakenFor(kind, signed_, read));
        submit(operation, packed(kind, more, signature));

        read = messageOf(root.addr, permissionOf(operation), digest);
        expectNotAuthorized(root.addr, mistakenFor(kind, signed_, read), operation);
        submit(operation, abi.encodePacked(MAGIC, key.p256 ? uint8(1) : uint8(0), signature));
        accepted(operation, key.addr, packed(kind, policy, signature));
    }

    /// @dev Scalars and points that are none: nobody's.
    function test_RevertWhen_P256SignatureIsOutOfRange() public {
        forAll(refuseOutOfRange);
    }

    function refuseOutOfRange(Operation operation, Kind kind) private {
        if (kind == Kind.Limited) return;
        Key memory key = keyOf(kind);
        grant(root.addr, key.addr, permissionFor(operation, kind), block.timestamp);
        bytes32 message = messageOf(root.addr, permissionFor(operation, kind), digestOf(operation, dataSetId));
        (uint256 r, uint256 s, uint256 x, uint256 y) =
            abi.decode(signatureOf(key, message), (uint256, uint256, uint256, uint256));
        uint256[4][10] memory all = [
            [0, s, x, y],
            [P256.N, s, x, y],
            [type(uint256).max, s, x, y],
            [r, 0, x, y],
            [r, P256.N, x, y],
            [r, s, 0, 0],
            [r, s, 0, y],
            [r, s, FIELD, y],
            [r, s, x, y + 1],
            [r, s, x, FIELD - y]
        ];
        for (uint256 i = 0; i < all.length; i++) {
            expectNotAuthorized(root.addr, address(0), operation);
            submit(operation, packed(kind, policyFor(operation), abi.encodePacked(all[i])));
        }
        accepted(operation, key.addr, packed(kind, policyFor(operation), abi.encode(r, s, x, y)));
    }

    /// @dev The prime of the field of P-256.
    uint256 private constant FIELD = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffff;

    function packed(Kind kind, Policy memory policy, bytes memory signature) private returns (bytes memory) {
        if (kind == Kind.P256) return abi.encodePacked(MAGIC, uint8(1), signature);
        return abi.encodePacked(MAGIC, flagsOf(keyOf(kind), policy), policy.limit, signature);
    }

    /// @dev Who a secp256k1 signature is by when another message is taken for the one that was signed: somebody; nobody of P-256.
    function mistakenFor(Kind kind, bytes32 signed_, bytes32 read) private returns (address) {
        if (kind != Kind.Limited) return address(0);
        return recover(read, signatureOf(keyOf(kind), signed_));
    }

    function expectTakenFor(Operation operation, Kind kind, Policy memory policy, address signer) private {
        if (kind != Kind.Limited) return expectNotAuthorized(root.addr, signer, operation);
        vm.expectRevert(
            abi.encodeWithSelector(ISessionKeyAuthorizer.PolicyNotGranted.selector, root.addr, signer, policy)
        );
    }

    /// @dev The message itself names neither payer, but for a termination: the envelope does.
    function test_RevertWhen_SubmittedForAnotherRoot() public {
        forAll(refuseForAnotherRoot);
    }

    function refuseForAnotherRoot(Operation operation, Kind kind) private {
        address key = keyOf(kind).addr;
        Policy memory policy = policyFor(operation);
        policy.dataSetId = operation == Operation.Create ? 0 : secondDataSetId;
        grant(root.addr, key, permissionFor(operation, kind), block.timestamp);
        grant(secondRoot.addr, key, permissionOf(operation), block.timestamp);
        grant(secondRoot.addr, key, permissionOf(policy), block.timestamp);
        bytes memory envelope = sealedFor(operation, kind);
        vm.expectRevert();
        submit(operation, secondRoot.addr, secondDataSetId, envelope);
        accepted(operation, key, envelope);
    }

    function test_RevertGiven_AnotherProvider() public {
        forEach(refuseAnotherProvider);
    }

    function refuseAnotherProvider(Operation operation) private {
        Key memory key = keyOf(Kind.Limited);
        Policy memory granted = policyFor(operation);
        granted.provider = stranger.addr;
        grant(root.addr, key.addr, permissionOf(granted), block.timestamp);
        bytes memory envelope = sealedFor(operation, Kind.Limited);
        expectRefused(operation, Kind.Limited, root.addr);
        submit(operation, envelope);
    }

    function test_RevertGiven_LimitIsUsedUp() public {
        forEach(refuseOverTheLimit);
    }

    function refuseOverTheLimit(Operation operation) private {
        Key memory key = keyOf(Kind.Both);
        Policy memory policy = policyFor(operation);
        // Of one operation none is left after one; of a piece of 1000 bytes, a byte is missing.
        policy.limit = operation == Operation.Add ? 999 : 1;
        uint256 expiry = block.timestamp + 1 hours;
        grant(root.addr, key.addr, permissionOf(policy), expiry);
        uint256 used = operation == Operation.Add ? 0 : 1;
        if (used == 1) setUsed(key.addr, permissionOf(policy), expiry, 1);
        bytes memory envelope = sealedBy(key, root.addr, policy, digestOf(operation, dataSetId));
        vm.expectRevert(
            abi.encodeWithSelector(
                ISessionKeyAuthorizer.LimitExceeded.selector,
                root.addr,
                key.addr,
                permissionOf(policy),
                policy.limit,
                used,
                operation == Operation.Add ? 1000 : 1
            )
        );
        submit(operation, envelope);
    }

    function setUsed(address key, bytes32 permission, uint256 expiry, uint256 used) private {
        bytes32 id = keccak256(abi.encode(address(fwss), root.addr, key, permission, expiry));
        vm.store(address(authorizer), keccak256(abi.encode(id, uint256(0))), bytes32(used));
    }

    function test_RevertGiven_AlreadySubmitted() public {
        forAll(refuseTwice);
    }

    function refuseTwice(Operation operation, Kind kind) private {
        Policy memory policy = policyFor(operation);
        policy.limit = 0;
        Key memory key = keyOf(kind);
        bytes32 digest = digestOf(operation, dataSetId);
        grant(root.addr, key.addr, permissionOf(operation), block.timestamp);
        grant(root.addr, key.addr, permissionOf(policy), block.timestamp);
        bytes memory envelope = kind == Kind.P256
            ? sealedBy(key, root.addr, permissionOf(operation), digest)
            : sealedBy(key, root.addr, policy, digest);
        submit(operation, envelope);
        // The same message in another form is no other message.
        if (kind == Kind.Both) envelope = sealedBy(key, root.addr, permissionOf(operation), digest);
        vm.expectRevert();
        submit(operation, envelope);
    }

    /// @dev What it signed plainly, and in an envelope, is the same message.
    function test_RevertGiven_SubmittedPlainly() public {
        Key memory key = keyOf(Kind.Limited);
        grant(root.addr, key.addr, permissionOf(Operation.Add), block.timestamp);
        grant(root.addr, key.addr, permissionOf(policyFor(Operation.Add)), block.timestamp);
        submit(Operation.Add, signatureOf(key, digestOf(Operation.Add, dataSetId)));
        bytes memory envelope = sealedFor(Operation.Add, Kind.Limited);
        vm.expectRevert(
            abi.encodeWithSelector(IFilecoinWarmStorageService.ClientDataSetAlreadyRegistered.selector, NONCE)
        );
        submit(Operation.Add, envelope);
        // And it was not counted.
        assertEq(authorizer.remaining(address(fwss), root.addr, key.addr, policyFor(Operation.Add)), 1000);
    }

    function test_RevertGiven_KeyUsedItUp() public {
        Key memory key = keyOf(Kind.Limited);
        grant(root.addr, key.addr, permissionOf(policyFor(Operation.Terminate)), block.timestamp);
        uint256[] memory nonces = new uint256[](1);
        nonces[0] = uint256(digestOf(Operation.Terminate, dataSetId));
        vm.prank(key.addr);
        fwss.useUp(nonces);
        bytes memory envelope = sealedFor(Operation.Terminate, Kind.Limited);
        vm.expectRevert(
            abi.encodeWithSelector(IFilecoinWarmStorageService.NonceAlreadyUsed.selector, key.addr, nonces[0])
        );
        submit(Operation.Terminate, envelope);
    }

    /// @dev In an envelope even the root is nobody without a grant.
    function test_RevertWhen_RootSignsInAnEnvelope() public {
        forEach(refuseRoot);
    }

    function refuseRoot(Operation operation) private {
        bytes memory envelope = sealedBy(
            Key({p256: false, secret: root.privateKey, addr: root.addr}),
            root.addr,
            permissionOf(operation),
            digestOf(operation, dataSetId)
        );
        expectNotAuthorized(root.addr, root.addr, operation);
        submit(operation, envelope);
    }

    function testFuzz_RevertWhen_Malformed(bytes memory junk, uint256 which) public {
        Operation operation = Operation(which % OPERATIONS);
        junk = abi.encodePacked(MAGIC, uint8(junk.length % 4), junk);
        vm.assume(junk.length < 800);
        (bool accepted_,) = address(this).call(abi.encodeCall(this.submitFor, (operation, junk)));
        assertFalse(accepted_);
    }

    function submitFor(Operation operation, bytes calldata signature) external {
        submit(operation, signature);
    }

    /// @dev A wallet whose signatures begin with the magic is asked in the end, in the service's domain.
    function test_CodeOfPayerAccepts() public {
        bytes memory signature = abi.encodePacked(MAGIC, uint8(3), new bytes(400));
        address payer = vm.computeCreateAddress(address(this), vm.getNonce(address(this)));
        new MagicWallet(ofWallet(payer, digestOf(Operation.Create, 0)), signature);
        fund(payer, FUNDS);
        submit(Operation.Create, payer, 0, signature);
        assertEq(fwssView.getClientDataSetsLength(payer), 1);
    }

    /// @dev What a P-256 key signed, nobody can make void: after a new grant it counts, and in a new budget.
    function test_EnvelopeCountsAgainWithANewGrant() public {
        Key memory key = p256Key("P-256 session key");
        Policy memory policy =
            Policy({operation: permissionOf(Operation.Add), dataSetId: 0, provider: address(0), limit: 1000});
        grant(root.addr, key.addr, permissionOf(policy), block.timestamp + 10);
        bytes memory held = sealedBy(key, root.addr, policy, digestOf(Operation.Add, dataSetId));
        revoke(root.addr, key.addr, permissionOf(policy));
        vm.prank(root.addr);
        fwss.useUp(ids(NONCE));
        vm.expectRevert(
            abi.encodeWithSelector(ISessionKeyAuthorizer.PolicyNotGranted.selector, root.addr, key.addr, policy)
        );
        submit(Operation.Add, held);
        grant(root.addr, key.addr, permissionOf(policy), block.timestamp + 20);
        accepted(Operation.Add, key.addr, held);
    }

    /// @dev Whatever the payer's code makes of an envelope without a grant, it is refused as any other, and nothing is done.
    function test_RevertGiven_WalletIsHostile() public {
        HostileWallet wallet = new HostileWallet();
        fund(address(wallet), FUNDS);
        for (uint256 i = 0; i < OPERATIONS; i++) {
            grant(address(wallet), sessionKey.addr, permissionOf(Operation(i)), block.timestamp);
        }
        dataSetId = submitCreate(createData(address(wallet), 3, sign(sessionKey, typedData(createHash(3)))));
        bytes memory signature = sign(sessionKey, typedData(addHash(3, 100, piece(1000, 1))));
        submitAdd(dataSetId, piece(1000, 1), addData(100, 1, signature));
        // What it calls back with would be accepted, were it not in a view.
        bytes memory data =
            abi.encodeWithSignature("setDataSetAuthorizer(uint256,address)", dataSetId, address(authorizer));
        for (uint256 i = 0; i < wallet.ANSWERS(); i++) {
            HostileWallet(wallet).answer(HostileWallet.Answer(i), address(fwss), data);
            for (uint256 j = 0; j < OPERATIONS * KINDS; j++) {
                refuseHostile(Operation(j / KINDS), Kind(j % KINDS), address(wallet));
            }
        }
        assertEq(fwssView.getDataSetAuthorizer(dataSetId), address(0));
    }

    function refuseHostile(Operation operation, Kind kind, address wallet) private {
        Policy memory policy = policyFor(operation);
        bytes32 digest = hostileDigestOf(operation);
        Key memory key = keyOf(kind);
        bytes memory envelope = kind == Kind.P256
            ? sealedBy(key, wallet, permissionOf(operation), digest)
            : sealedBy(key, wallet, policy, digest);
        expectRefused(operation, kind, wallet);
        if (operation == Operation.Add) submitAdd(dataSetId, piece(1000, 2), addData(NONCE, 1, envelope));
        else submit(operation, wallet, dataSetId, envelope);
    }

    /// @dev Of the data set that the wallet calls 3.
    function hostileDigestOf(Operation operation) private view returns (bytes32) {
        if (operation == Operation.Add) return typedData(addHash(3, NONCE, piece(1000, 2)));
        if (operation == Operation.Remove) return typedData(this.hashRemovals(3, ids(0)));
        return digestOf(operation, dataSetId);
    }
}
