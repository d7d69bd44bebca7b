// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ISessionKeyRegistry} from "../../../src/interfaces/ISessionKeyRegistry.sol";
import {FwssPermissions} from "../../../src/libraries/FwssPermissions.sol";
import {SessionKeyAuth} from "../../../src/libraries/SessionKeyAuth.sol";
import {Cid} from "../../../src/types/Cid.sol";
import {PieceCids} from "../../utils/PieceCids.sol";
import {SharedWallet} from "../../utils/SharedWallet.sol";
import {SmartWallet} from "../../utils/SmartWallet.sol";
import {OperationBase} from "./OperationBase.sol";
import {Vm} from "forge-std/Test.sol";

/// @notice Who may sign: each operation, signed by everybody it can be signed by.
contract AuthorizationTest is OperationBase {
    Vm.Wallet private walletOwner = vm.createWallet("wallet owner");

    function grantUntil(Operation operation, uint256 expiry) private {
        grant(root.addr, sessionKey.addr, permissionOf(operation), expiry);
    }

    /* ACCEPTED */

    function test_PayerSigns() public {
        forEach(payerSigns);
    }

    function payerSigns(Operation operation) private {
        accepted(operation, root.addr, signed(root, operation));
    }

    function test_SessionKeySigns() public {
        forEach(sessionKeySigns);
    }

    function sessionKeySigns(Operation operation) private {
        grantUntil(operation, block.timestamp + 1 hours);
        accepted(operation, sessionKey.addr, signed(sessionKey, operation));
    }

    function test_SessionKeySignsCompactly() public {
        forEach(sessionKeySignsCompactly);
    }

    function sessionKeySignsCompactly(Operation operation) private {
        grantUntil(operation, block.timestamp + 1 hours);
        (bytes32 r, bytes32 vs) = vm.signCompact(sessionKey, digestOf(operation, dataSetId));
        accepted(operation, sessionKey.addr, abi.encodePacked(r, vs));
    }

    function test_ScopedSessionKeySigns() public {
        forEach(scopedSessionKeySigns);
    }

    /// @dev What is yet to be created has an id that can be foretold: who grants a creation for it has granted that one.
    function scopedSessionKeySigns(Operation operation) private {
        uint256 id = operation == Operation.Create ? pdpVerifier.getNextDataSetId() : dataSetId;
        bytes32 scoped = FwssPermissions.scoped(permissionOf(operation), id);
        grant(root.addr, sessionKey.addr, scoped, block.timestamp + 1 hours);
        accepted(operation, sessionKey.addr, signed(sessionKey, operation));
    }

    function test_RevertGiven_CreationWasGrantedForAnotherDataSet() public {
        uint256 next = pdpVerifier.getNextDataSetId();
        for (uint256 id = next - 2; id <= next + 1; id++) {
            if (id == next) continue;
            bytes32 scoped = FwssPermissions.scoped(permissionOf(Operation.Create), id);
            grant(root.addr, sessionKey.addr, scoped, block.timestamp + 1 hours);
        }
        bytes memory signature = signed(sessionKey, Operation.Create);
        expectNotAuthorized(root.addr, sessionKey.addr, Operation.Create);
        submit(Operation.Create, signature);
    }

    function test_SmartWalletPays() public {
        forEach(smartWalletPays);
    }

    function smartWalletPays(Operation operation) private {
        (address wallet, uint256 id) = smartWalletWithDataSet();
        accepted(operation, wallet, id, wallet, sign(walletOwner, ofWallet(wallet, digestOf(operation, id))));
    }

    function test_SessionKeySignsForSmartWallet() public {
        forEach(sessionKeySignsForSmartWallet);
    }

    function sessionKeySignsForSmartWallet(Operation operation) private {
        (address wallet, uint256 id) = smartWalletWithDataSet();
        grant(wallet, sessionKey.addr, permissionOf(operation), block.timestamp + 1 hours);
        accepted(operation, wallet, id, sessionKey.addr, sign(sessionKey, digestOf(operation, id)));
    }

    function test_RevertWhen_SmartWalletRefuses() public {
        forEach(smartWalletRefuses);
    }

    function smartWalletRefuses(Operation operation) private {
        (address wallet, uint256 id) = smartWalletWithDataSet();
        bytes32 digest = digestOf(operation, id);
        bytes memory signature = sign(stranger, ofWallet(wallet, digest));
        expectNotAuthorized(wallet, recover(digest, signature), operation);
        submit(operation, wallet, id, signature);
    }

    /// @dev What a wallet's owner signs counts for that wallet, on this chain, at this contract.
    function test_RevertWhen_WalletIsAskedAboutSomethingElse() public {
        forEach(walletIsAskedAboutSomethingElse);
    }

    function walletIsAskedAboutSomethingElse(Operation operation) private {
        (address wallet, uint256 id) = smartWalletWithDataSet();
        bytes32 digest = digestOf(operation, id);
        bytes32[4] memory others = [
            digest,
            ofWallet(walletOwner.addr, digest),
            ofWallet(wallet, digest, block.chainid + 1, address(fwss)),
            ofWallet(wallet, digest, block.chainid, address(registry))
        ];
        for (uint256 i = 0; i < others.length; i++) {
            bytes memory signature = sign(walletOwner, others[i]);
            expectNotAuthorized(wallet, recover(digest, signature), operation);
            submit(operation, wallet, id, signature);
        }
    }

    /// @dev As with EIP-7702: the payer's key signs, and its code knows nothing of signatures.
    function test_PayerWithCodeSigns() public {
        vm.etch(root.addr, address(usdfc).code);
        forEach(payerSigns);
    }

    /// @dev As with EIP-7702: the payer's code accepts somebody else's signature.
    function test_CodeOfPayerAccepts() public {
        vm.etch(root.addr, address(new SmartWallet(stranger.addr)).code);
        forEach(codeOfPayerAccepts);
    }

    function codeOfPayerAccepts(Operation operation) private {
        bytes32 digest = digestOf(operation, dataSetId);
        accepted(operation, root.addr, sign(stranger, ofWallet(root.addr, digest)));
    }

    function smartWalletWithDataSet() private returns (address wallet, uint256 id) {
        wallet = address(new SmartWallet(walletOwner.addr));
        fund(wallet, FUNDS);
        bytes32 digest = typedData(createHash(CLIENT_ID));
        id = submitCreate(createData(wallet, CLIENT_ID, sign(walletOwner, ofWallet(wallet, digest))));
        digest = typedData(addHash(CLIENT_ID, 100, piece(1000, 1)));
        submitAdd(id, piece(1000, 1), addData(100, 1, sign(walletOwner, ofWallet(wallet, digest))));
    }

    /// @dev Three owners, or a passkey: no operation is out of reach for a wallet whose signatures are long.
    function test_LongSignatureOfWallet() public {
        forEach(longSignatureOfWallet);
    }

    function longSignatureOfWallet(Operation operation) private {
        Vm.Wallet[] memory owners = new Vm.Wallet[](3);
        address[] memory addresses = new address[](3);
        for (uint256 i = 0; i < 3; i++) {
            owners[i] = vm.createWallet(string.concat("owner ", vm.toString(i)));
            addresses[i] = owners[i].addr;
        }
        address wallet = address(new SharedWallet(addresses));
        fund(wallet, FUNDS);
        bytes32 digest = ofWallet(wallet, typedData(createHash(CLIENT_ID)));
        uint256 id = submitCreate(createData(wallet, CLIENT_ID, signAll(owners, digest)));
        digest = ofWallet(wallet, typedData(addHash(CLIENT_ID, 100, piece(1000, 1))));
        submitAdd(id, piece(1000, 1), addData(100, 1, signAll(owners, digest)));

        bytes memory signature = signAll(owners, ofWallet(wallet, digestOf(operation, id)));
        assertEq(signature.length, 195);
        uint256 snapshot = vm.snapshotState();
        accepted(operation, wallet, id, wallet, signature);
        vm.revertToState(snapshot);
        // With which extraData has 1024 bytes.
        accepted(operation, wallet, id, wallet, abi.encodePacked(signature, new bytes(960 - 195)));
    }

    function signAll(Vm.Wallet[] memory owners, bytes32 digest) private returns (bytes memory signature) {
        for (uint256 i = 0; i < owners.length; i++) {
            signature = abi.encodePacked(signature, sign(owners[i], digest));
        }
    }

    /* TIME */

    function test_GrantHoldsUpToAndInItsLastSecond() public {
        forEach(holdsUpToItsLastSecond);
    }

    function holdsUpToItsLastSecond(Operation operation) private {
        uint256 expiry = block.timestamp + 1 hours;
        grantUntil(operation, expiry);
        holdsUpTo(operation, expiry);
    }

    function test_ScopedGrantHoldsUpToAndInItsLastSecond() public {
        for (uint256 i = 1; i < OPERATIONS; i++) {
            uint256 snapshot = vm.snapshotState();
            uint256 expiry = block.timestamp + 1 hours;
            bytes32 scoped = FwssPermissions.scoped(permissionOf(Operation(i)), dataSetId);
            grant(root.addr, sessionKey.addr, scoped, expiry);
            holdsUpTo(Operation(i), expiry);
            vm.revertToState(snapshot);
        }
    }

    function holdsUpTo(Operation operation, uint256 expiry) private {
        bytes memory signature = signed(sessionKey, operation);
        vm.warp(expiry + 1);
        expectExpired(operation, expiry);
        submit(operation, signature);
        vm.warp(expiry);
        accepted(operation, sessionKey.addr, signature);
    }

    /// @dev Of two grants that are over, the error names the one that was good for longer.
    function test_RevertGiven_BothGrantsExpired() public {
        for (uint256 i = 1; i < OPERATIONS; i++) {
            for (uint256 longer = 0; longer < 2; longer++) {
                uint256 snapshot = vm.snapshotState();
                Operation operation = Operation(i);
                uint256 expiry = block.timestamp + 1 hours;
                grantUntil(operation, longer == 0 ? expiry : expiry - 1);
                bytes32 scoped = FwssPermissions.scoped(permissionOf(operation), dataSetId);
                grant(root.addr, sessionKey.addr, scoped, longer == 0 ? expiry - 1 : expiry);
                bytes memory signature = signed(sessionKey, operation);
                vm.warp(expiry + 1);
                expectExpired(operation, expiry);
                submit(operation, signature);
                vm.revertToState(snapshot);
            }
        }
    }

    function test_RevertGiven_Revoked() public {
        forEach(revoked);
    }

    function revoked(Operation operation) private {
        grantUntil(operation, block.timestamp + 1 hours);
        revoke(root.addr, sessionKey.addr, permissionOf(operation));
        bytes memory signature = signed(sessionKey, operation);
        expectNotAuthorized(root.addr, sessionKey.addr, operation);
        submit(operation, signature);
    }

    /* REFUSED */

    /// @dev Every grant but the one that is needed.
    function test_RevertWhen_GrantedOtherOperations() public {
        forEach(grantedOtherOperations);
    }

    function grantedOtherOperations(Operation operation) private {
        for (uint256 i = 0; i < OPERATIONS; i++) {
            if (i == uint256(operation)) continue;
            grantUntil(Operation(i), block.timestamp + 1 hours);
            bytes32 scoped = FwssPermissions.scoped(permissionOf(Operation(i)), dataSetId);
            grant(root.addr, sessionKey.addr, scoped, block.timestamp + 1 hours);
        }
        bytes memory signature = signed(sessionKey, operation);
        expectNotAuthorized(root.addr, sessionKey.addr, operation);
        submit(operation, signature);
    }

    function test_RevertWhen_ScopedToAnotherDataSet() public {
        forEach(scopedToAnotherDataSet);
    }

    function scopedToAnotherDataSet(Operation operation) private {
        bytes32 scoped = FwssPermissions.scoped(permissionOf(operation), secondDataSetId);
        grant(root.addr, sessionKey.addr, scoped, block.timestamp + 1 hours);
        bytes memory signature = signed(sessionKey, operation);
        expectNotAuthorized(root.addr, sessionKey.addr, operation);
        submit(operation, signature);
    }

    function test_RevertWhen_GrantedByAnotherRoot() public {
        forEach(grantedByAnotherRoot);
    }

    function grantedByAnotherRoot(Operation operation) private {
        grant(secondRoot.addr, sessionKey.addr, permissionOf(operation), block.timestamp + 1 hours);
        bytes memory signature = signed(sessionKey, operation);
        expectNotAuthorized(root.addr, sessionKey.addr, operation);
        submit(operation, signature);
    }

    function test_RevertWhen_StrangerSigns() public {
        forEach(strangerSigns);
    }

    function strangerSigns(Operation operation) private {
        bytes memory signature = signed(stranger, operation);
        expectNotAuthorized(root.addr, stranger.addr, operation);
        submit(operation, signature);
    }

    /// @dev What recovers to nobody, and what has another length than a signature.
    function test_RevertWhen_SignatureIsMalformed() public {
        forEach(signatureIsMalformed);
    }

    function signatureIsMalformed(Operation operation) private {
        grantUntil(operation, block.timestamp + 1 hours);
        bytes memory whole = signed(sessionKey, operation);
        bytes[5] memory malformed = [
            new bytes(65),
            new bytes(0),
            abi.encodePacked(whole, hex"00"),
            abi.encodePacked(bytes32(0), bytes31(0)),
            abi.encodePacked(type(uint256).max, type(uint256).max, uint8(27))
        ];
        for (uint256 i = 0; i < malformed.length; i++) {
            expectNotAuthorized(root.addr, address(0), operation);
            submit(operation, malformed[i]);
        }
    }

    /// @dev A registry that takes zero for a session key, as the live one does, must not make a key of what recovers to nobody.
    function test_RevertGiven_ZeroAddressHasAGrant() public {
        bytes4 selector = ISessionKeyRegistry.authorizationExpiry.selector;
        bytes memory call = abi.encodeWithSelector(selector, root.addr, address(0));
        vm.mockCall(address(registry), call, abi.encode(block.timestamp + 1 hours));
        forEach(zeroAddressHasAGrant);
    }

    function zeroAddressHasAGrant(Operation operation) private {
        expectNotAuthorized(root.addr, address(0), operation);
        submit(operation, new bytes(65));
    }

    function test_RevertWhen_SignedForAnotherChain() public {
        forEach(signedForAnotherChain);
    }

    function signedForAnotherChain(Operation operation) private {
        refusedAsUnknown(operation, typedData(structHashOf(operation, dataSetId), block.chainid + 1, address(fwss)));
    }

    function test_RevertWhen_SignedForAnotherContract() public {
        forEach(signedForAnotherContract);
    }

    function signedForAnotherContract(Operation operation) private {
        refusedAsUnknown(operation, typedData(structHashOf(operation, dataSetId), block.chainid, address(registry)));
    }

    /// @dev Each field of each message.
    function test_RevertWhen_FieldIsAltered() public {
        refusedAsUnknown(Operation.Create, typedData(createHash(NEW_CLIENT_ID + 1)));
        refusedAsUnknown(Operation.Create, typedData(createHashFor(stranger.addr, "")));
        refusedAsUnknown(Operation.Create, typedData(createHashFor(provider, "value")));
        refusedAsUnknown(Operation.Add, typedData(addHash(CLIENT_ID + 1, NONCE, piece(1000, 2))));
        refusedAsUnknown(Operation.Add, typedData(addHash(CLIENT_ID, NONCE + 1, piece(1000, 2))));
        refusedAsUnknown(Operation.Add, typedData(addHash(CLIENT_ID, NONCE, piece(1000, 3))));
        refusedAsUnknown(Operation.Add, typedData(addHashWithMetadata()));
        refusedAsUnknown(Operation.Add, typedData(addHash(CLIENT_ID, NONCE, PieceCids.many(2, 1000, 2))));
        refusedAsUnknown(Operation.Remove, typedData(this.hashRemovals(CLIENT_ID, pair(0, 1))));
        refusedAsUnknown(Operation.Remove, typedData(this.hashRemovals(CLIENT_ID + 1, ids(0))));
        refusedAsUnknown(Operation.Remove, typedData(this.hashRemovals(CLIENT_ID, ids(1))));
        refusedAsUnknown(Operation.Terminate, digestOf(Operation.Terminate, secondDataSetId));
    }

    /// @dev Each item of each list, the later ones too.
    function test_RevertWhen_LaterItemIsAltered() public {
        addAsPayer(root, dataSetId, 101, piece(1000, 3));
        addAsPayer(root, dataSetId, 102, piece(1000, 4));
        grantUntil(Operation.Create, block.timestamp + 1 hours);
        grantUntil(Operation.Add, block.timestamp + 1 hours);
        grantUntil(Operation.Remove, block.timestamp + 1 hours);

        bytes memory signature = sign(sessionKey, typedData(this.hashRemovals(CLIENT_ID, pair(0, 1))));
        bytes32 digest = typedData(this.hashRemovals(CLIENT_ID, pair(0, 2)));
        expectNotAuthorized(root.addr, recover(digest, signature), Operation.Remove);
        submitRemovals(dataSetId, pair(0, 2), abi.encode(signature));

        Cid[] memory pieces = PieceCids.many(2, 1000, 9);
        signature = sign(sessionKey, typedData(addHash(CLIENT_ID, NONCE, pieces)));
        pieces[1] = piece(1000, 99)[0];
        digest = typedData(addHash(CLIENT_ID, NONCE, pieces));
        expectNotAuthorized(root.addr, recover(digest, signature), Operation.Add);
        submitAdd(dataSetId, pieces, addData(NONCE, 2, signature));

        laterMetadataIsAltered(pieces);
    }

    function laterMetadataIsAltered(Cid[] memory pieces) private {
        (string[] memory keys, string[] memory values) = (new string[](2), new string[](2));
        (keys[0], keys[1]) = ("a", "b");
        bytes memory signature = sign(sessionKey, typedData(this.hashCreate(NEW_CLIENT_ID, provider, keys, values)));
        values[1] = "altered";
        bytes32 digest = typedData(this.hashCreate(NEW_CLIENT_ID, provider, keys, values));
        expectNotAuthorized(root.addr, recover(digest, signature), Operation.Create);
        submitCreate(abi.encode(root.addr, NEW_CLIENT_ID, keys, values, signature));

        (string[][] memory manyKeys, string[][] memory manyValues) = (none(2), none(2));
        signature = sign(sessionKey, typedData(this.hashAddPieces(CLIENT_ID, NONCE, pieces, manyKeys, manyValues)));
        (manyKeys[1], manyValues[1]) = (keys, values);
        digest = typedData(this.hashAddPieces(CLIENT_ID, NONCE, pieces, manyKeys, manyValues));
        expectNotAuthorized(root.addr, recover(digest, signature), Operation.Add);
        submitAdd(dataSetId, pieces, abi.encode(NONCE, manyKeys, manyValues, signature));
    }

    function pair(uint256 first, uint256 second) private pure returns (uint256[] memory pieceIds) {
        pieceIds = new uint256[](2);
        (pieceIds[0], pieceIds[1]) = (first, second);
    }

    function createHashFor(address payee, string memory value) private view returns (bytes32) {
        string[] memory one = new string[](1);
        one[0] = value;
        return payee == provider
            ? this.hashCreate(NEW_CLIENT_ID, payee, one, one)
            : this.hashCreate(NEW_CLIENT_ID, payee, none(), none());
    }

    function addHashWithMetadata() private view returns (bytes32) {
        string[][] memory one = new string[][](1);
        one[0] = new string[](1);
        return this.hashAddPieces(CLIENT_ID, NONCE, piece(1000, 2), one, one);
    }

    /// @dev The session key signs another message than the one that is submitted.
    function refusedAsUnknown(Operation operation, bytes32 signedDigest) private {
        grantUntil(operation, block.timestamp + 1 hours);
        bytes memory signature = sign(sessionKey, signedDigest);
        expectNotAuthorized(root.addr, recover(digestOf(operation, dataSetId), signature), operation);
        submit(operation, signature);
    }

    /* CREATE AND ADD */

    function createAndAdd() private {
        bytes memory create =
            createData(root.addr, NEW_CLIENT_ID, sign(sessionKey, typedData(createHash(NEW_CLIENT_ID))));
        bytes32 addDigest = typedData(addHash(NEW_CLIENT_ID, NONCE, piece(1000, 2)));
        bytes memory add = addData(NONCE, 1, sign(sessionKey, addDigest));
        vm.prank(provider);
        pdpVerifier.addPieces{value: CLEANUP_DEPOSIT}(0, address(fwss), piece(1000, 2), abi.encode(create, add));
    }

    function test_CreateAndAddTakesBothGrants() public {
        grantUntil(Operation.Create, block.timestamp + 1 hours);
        grantUntil(Operation.Add, block.timestamp + 1 hours);
        createAndAdd();
        assertEq(fwssView.getClientDataSetsLength(root.addr), 2);
    }

    function test_RevertWhen_CreateAndAddWithCreateOnly() public {
        grantUntil(Operation.Create, block.timestamp + 1 hours);
        this.expectRevertOfCreateAndAdd(uint256(Operation.Add));
    }

    function test_RevertWhen_CreateAndAddWithAddOnly() public {
        grantUntil(Operation.Add, block.timestamp + 1 hours);
        this.expectRevertOfCreateAndAdd(uint256(Operation.Create));
    }

    function expectRevertOfCreateAndAdd(uint256 missing) external {
        try this.tryCreateAndAdd() {
            fail();
        } catch (bytes memory reason) {
            assertEq(
                reason,
                abi.encodeWithSelector(
                    SessionKeyAuth.NotAuthorized.selector, root.addr, sessionKey.addr, permissionOf(Operation(missing))
                )
            );
        }
    }

    function tryCreateAndAdd() external {
        createAndAdd();
    }

    /// @dev The service finds by itself whose plain signature it is: the authorizer is not asked.
    function test_PlainSignaturesNeedNoAuthorizer() public {
        vm.expectCall(address(authorizer), "", 0);
        forEach(acceptPlain);
    }

    function acceptPlain(Operation operation) private {
        accepted(operation, root.addr, signed(root, operation));
    }
}
