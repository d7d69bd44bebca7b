// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinWarmStorageService} from "../../../src/interfaces/IFilecoinWarmStorageService.sol";
import {IPDPVerifier} from "../../../src/interfaces/IPDPVerifier.sol";
import {SmartWallet} from "../../utils/SmartWallet.sol";
import {WrappingWallet} from "../../utils/WrappingWallet.sol";
import {OperationBase} from "./OperationBase.sol";
import {Vm} from "forge-std/Test.sol";

/// @notice A message does once what it says: for one payer, on one data set, whoever submits it, and whatever was granted since.
contract ReplayTest is OperationBase {
    function setUp() public override {
        super.setUp();
        for (uint256 i = 0; i < OPERATIONS; i++) {
            grant(root.addr, sessionKey.addr, permissionOf(Operation(i)), block.timestamp + 1 days);
            grant(secondRoot.addr, sessionKey.addr, permissionOf(Operation(i)), block.timestamp + 1 days);
        }
    }

    function expectNonceUsed(uint256 nonce) private {
        vm.expectRevert(
            abi.encodeWithSelector(IFilecoinWarmStorageService.NonceAlreadyUsed.selector, sessionKey.addr, nonce)
        );
    }

    function expectClientIdUsed(uint256 clientDataSetId) private {
        vm.expectRevert(
            abi.encodeWithSelector(IFilecoinWarmStorageService.ClientDataSetAlreadyRegistered.selector, clientDataSetId)
        );
    }

    function removalNonce() private view returns (uint256) {
        return uint256(digestOf(Operation.Remove, dataSetId));
    }

    /* THE SAME ONCE MORE */

    function test_RevertGiven_Submitted() public {
        forEach(submitted);
    }

    function submitted(Operation operation) private {
        bytes memory signature = signed(sessionKey, operation);
        accepted(operation, sessionKey.addr, signature);
        if (operation == Operation.Create) expectClientIdUsed(NEW_CLIENT_ID);
        if (operation == Operation.Add) expectClientIdUsed(NONCE);
        if (operation == Operation.Remove) {
            vm.expectRevert(abi.encodeWithSelector(IPDPVerifier.RemovalAlreadyScheduled.selector, dataSetId, 0));
        }
        if (operation == Operation.Terminate) {
            vm.expectRevert(
                abi.encodeWithSelector(IFilecoinWarmStorageService.DataSetPaymentAlreadyTerminated.selector, dataSetId)
            );
        }
        submit(operation, signature);
    }

    /// @dev What PDPVerifier checks first does not hide that FWSS checks, too.
    function test_RevertGiven_RemovalSubmitted() public {
        bytes memory signature = signed(sessionKey, Operation.Remove);
        accepted(Operation.Remove, sessionKey.addr, signature);
        expectNonceUsed(removalNonce());
        vm.prank(address(pdpVerifier));
        fwss.piecesScheduledRemove(dataSetId, ids(0), abi.encode(signature));
    }

    /// @dev Every ECDSA signature has a second form; it is the same message by the same signer.
    function test_RevertGiven_SubmittedWithTheOtherS() public {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(sessionKey, digestOf(Operation.Add, dataSetId));
        submit(Operation.Add, abi.encodePacked(r, s, v));
        uint256 order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
        bytes memory other = abi.encodePacked(r, bytes32(order - uint256(s)), v == 27 ? uint8(28) : uint8(27));
        expectClientIdUsed(NONCE);
        submit(Operation.Add, other);
    }

    /// @dev As clients of the live FWSS read it: the data set below, and the id of the next piece above.
    function test_NonceIsUsedUpForItsSignerOnly() public {
        submit(Operation.Add, signed(sessionKey, Operation.Add));
        assertEq(fwssView.clientNonces(sessionKey.addr, NONCE), 2 << 128 | dataSetId);
        assertEq(fwssView.clientNonces(root.addr, NONCE), 0);
        submit(Operation.Add, signed(root, Operation.Add));
        assertEq(fwssView.clientNonces(root.addr, NONCE), 3 << 128 | dataSetId);
        assertEq(fwssView.clientNonces(root.addr, CLIENT_ID), dataSetId);
    }

    /// @dev A message that was refused can be submitted once it may.
    function test_RefusedMessageIsNotUsedUp() public {
        revoke(root.addr, sessionKey.addr, permissionOf(Operation.Add));
        bytes memory signature = signed(sessionKey, Operation.Add);
        expectNotAuthorized(root.addr, sessionKey.addr, Operation.Add);
        submit(Operation.Add, signature);
        grant(root.addr, sessionKey.addr, permissionOf(Operation.Add), block.timestamp);
        accepted(Operation.Add, sessionKey.addr, signature);
    }

    /* FOR ANOTHER DATA SET OF THE SAME ROOT */

    function test_RevertGiven_SubmittedForAnotherDataSet() public {
        forEach(submittedForAnotherDataSet);
    }

    function submittedForAnotherDataSet(Operation operation) private {
        uint256 other = createAsPayer(root, 9);
        addAsPayer(root, other, 101, piece(1000, 1));
        bytes memory signature = signed(sessionKey, operation);
        if (operation == Operation.Create) {
            // There is no data set in it but the one that it makes, and it makes one only.
            accepted(operation, sessionKey.addr, signature);
            expectClientIdUsed(NEW_CLIENT_ID);
        } else {
            bytes32 digest = digestOf(operation, other);
            if (operation == Operation.Add) digest = typedData(addHash(9, NONCE, piece(1000, 2)));
            if (operation == Operation.Remove) digest = typedData(this.hashRemovals(9, ids(0)));
            expectNotAuthorized(root.addr, recover(digest, signature), operation);
        }
        submit(operation, root.addr, other, signature);
    }

    /* FOR ANOTHER ROOT THAT GRANTED THE SAME KEY */

    function test_RevertGiven_SubmittedForAnotherRoot() public {
        forEach(submittedForAnotherRoot);
    }

    function submittedForAnotherRoot(Operation operation) private {
        if (operation == Operation.Remove) return;
        bytes memory signature = signed(sessionKey, operation);
        accepted(operation, sessionKey.addr, signature);
        if (operation == Operation.Create) expectClientIdUsed(NEW_CLIENT_ID);
        if (operation == Operation.Add) expectClientIdUsed(NONCE);
        if (operation == Operation.Terminate) {
            // The message names the data set, so for another one it is by nobody known.
            address unknown = recover(digestOf(operation, secondDataSetId), signature);
            expectNotAuthorized(secondRoot.addr, unknown, operation);
        }
        submit(operation, secondRoot.addr, secondDataSetId, signature);
    }

    /// @dev A removal is used up for the data set. In another root's it counts, once, if that root granted it to the same key
    /// and gave its data set the same name: what a root does not do by chance, and nobody can do for it.
    function test_RemovalForAnotherRootTakesItsGrantAndItsName() public {
        bytes memory signature = signed(sessionKey, Operation.Remove);
        accepted(Operation.Remove, sessionKey.addr, signature);

        uint256 snapshot = vm.snapshotState();
        revoke(secondRoot.addr, sessionKey.addr, permissionOf(Operation.Remove));
        expectNotAuthorized(secondRoot.addr, sessionKey.addr, Operation.Remove);
        submit(Operation.Remove, secondRoot.addr, secondDataSetId, signature);
        vm.revertToState(snapshot);

        uint256 other = createAsPayer(secondRoot, 9);
        addAsPayer(secondRoot, other, 101, piece(1000, 1));
        address unknown = recover(typedData(this.hashRemovals(9, ids(0))), signature);
        expectNotAuthorized(secondRoot.addr, unknown, Operation.Remove);
        submit(Operation.Remove, secondRoot.addr, other, signature);

        accepted(Operation.Remove, secondRoot.addr, secondDataSetId, sessionKey.addr, signature);
        expectNonceUsed(removalNonce());
        vm.prank(address(pdpVerifier));
        fwss.piecesScheduledRemove(secondDataSetId, ids(0), abi.encode(signature));
    }

    /// @dev A rival with a data set of the same name, which is no secret, grants to the same key, and is faster.
    function test_RivalUsesUpNoRemovalOfAnotherDataSet() public {
        Vm.Wallet memory rival = vm.createWallet("rival");
        fund(rival.addr, FUNDS);
        address rivals = vm.addr(devnet.keyOf(devnet.FIRST_PROVIDER() + 1));
        bytes memory ofRival = sign(rival, typedData(this.hashCreate(CLIENT_ID, rivals, none(), none())));
        vm.startPrank(rivals);
        uint256 id = pdpVerifier.createDataSet{value: CLEANUP_DEPOSIT}(
            address(fwss), createData(rival.addr, CLIENT_ID, ofRival)
        );
        ofRival = sign(rival, typedData(addHash(CLIENT_ID, NONCE, piece(1, 1))));
        pdpVerifier.addPieces(id, address(0), piece(1, 1), addData(NONCE, 1, ofRival));
        vm.stopPrank();
        grant(rival.addr, sessionKey.addr, permissionOf(Operation.Remove), block.timestamp);
        grant(rival.addr, root.addr, permissionOf(Operation.Remove), block.timestamp);

        uint256 snapshot = vm.snapshotState();
        Vm.Wallet[2] memory signers = [sessionKey, root];
        for (uint256 i = 0; i < 2; i++) {
            bytes memory signature = signed(signers[i], Operation.Remove);
            vm.prank(rivals);
            pdpVerifier.schedulePieceDeletions(id, ids(0), abi.encode(signature));
            accepted(Operation.Remove, signers[i].addr, signature);
            vm.revertToState(snapshot);
        }
    }

    /* FOR A WALLET OF THE SIGNER */

    /// @dev Nothing that an owner signed as itself counts for its wallets, whether they take its signatures bare or wrapped and
    /// whatever was spent before.
    function test_RevertGiven_SubmittedForWalletOfTheSigner() public {
        forEach(submittedForWalletOfTheSigner);
    }

    function submittedForWalletOfTheSigner(Operation operation) private {
        (address bare, address wrapping) = (address(new SmartWallet(root.addr)), address(new WrappingWallet(root.addr)));
        (uint256 bareId, uint256 wrappingId) = (0, 0);
        if (operation == Operation.Create) {
            fund(bare, FUNDS);
            fund(wrapping, FUNDS);
        } else {
            (, bareId) = walletWithDataSet(bare, "");
            (, wrappingId) = walletWithDataSet(wrapping, hex"01");
        }
        for (uint256 i = 0; i < 2; i++) {
            bytes memory signature = sign(root, digestOf(operation, bareId));
            expectNotAuthorized(bare, root.addr, operation);
            submit(operation, bare, bareId, signature);
            signature = bytes.concat(hex"01", sign(root, digestOf(operation, wrappingId)));
            expectNotAuthorized(wrapping, address(0), operation);
            submit(operation, wrapping, wrappingId, signature);
            if (i == 0) accepted(operation, root.addr, signed(root, operation));
        }
    }

    /// @dev Nor what it signed for one wallet, for another one, or for itself.
    function test_RevertGiven_SignedForAWallet() public {
        forEach(signedForAWallet);
    }

    function signedForAWallet(Operation operation) private {
        (address first, uint256 firstId) = walletWithDataSet(address(new WrappingWallet(root.addr)), hex"01");
        (address second, uint256 secondId) = walletWithDataSet(address(new WrappingWallet(root.addr)), hex"01");
        bytes32 digest = digestOf(operation, firstId);
        bytes memory raw = sign(root, ofWallet(first, digest));
        accepted(operation, first, firstId, first, bytes.concat(hex"01", raw));

        expectNotAuthorized(second, address(0), operation);
        submit(operation, second, secondId, bytes.concat(hex"01", raw));
        expectNotAuthorized(root.addr, recover(digestOf(operation, dataSetId), raw), operation);
        submit(operation, raw);
    }

    /// @dev A session key's own wallet pays for nothing that the key signs for its root.
    function test_RevertGiven_SubmittedForWalletOfTheSessionKey() public {
        (address wallet,) = walletWithDataSet(address(new SmartWallet(sessionKey.addr)), sessionKey, "");
        bytes memory signature = signed(sessionKey, Operation.Create);
        expectNotAuthorized(wallet, sessionKey.addr, Operation.Create);
        submit(Operation.Create, wallet, 0, signature);
        accepted(Operation.Create, sessionKey.addr, signature);
    }

    /// @dev The wallet's nonce is used up, too: its code may accept the same message under another signature.
    function test_RevertGiven_SubmittedForWalletByAnotherOwner() public {
        (address wallet,) = walletWithDataSet(address(new SmartWallet(root.addr)), "");
        bytes32 digest = ofWallet(wallet, digestOf(Operation.Create, 0));
        submit(Operation.Create, wallet, 0, sign(root, digest));
        vm.etch(wallet, address(new SmartWallet(stranger.addr)).code);
        bytes memory signature = sign(stranger, digest);
        expectClientIdUsed(NEW_CLIENT_ID);
        submit(Operation.Create, wallet, 0, signature);
    }

    function walletWithDataSet(address wallet, bytes memory prefix) private returns (address, uint256) {
        return walletWithDataSet(wallet, root, prefix);
    }

    /// @dev Of the same name, and with the same piece, as everybody's.
    function walletWithDataSet(address wallet, Vm.Wallet memory owner, bytes memory prefix)
        private
        returns (address, uint256 id)
    {
        fund(wallet, FUNDS);
        bytes32 digest = typedData(createHash(CLIENT_ID));
        bytes memory signature = bytes.concat(prefix, sign(owner, ofWallet(wallet, digest)));
        id = submitCreate(createData(wallet, CLIENT_ID, signature));
        digest = typedData(addHash(CLIENT_ID, 100, piece(1000, 1)));
        signature = bytes.concat(prefix, sign(owner, ofWallet(wallet, digest)));
        submitAdd(id, piece(1000, 1), addData(100, 1, signature));
        return (wallet, id);
    }

    /* AFTER A REVOCATION, AND AFTER A NEW GRANT TO THE SAME KEY */

    function revokeAll() private {
        address[] memory keys = new address[](1);
        keys[0] = sessionKey.addr;
        vm.prank(root.addr);
        registry.revokeAll(keys, "test");
    }

    function test_RevertGiven_RevokedSinceItWasSigned() public {
        forEach(revokedSinceItWasSigned);
    }

    function revokedSinceItWasSigned(Operation operation) private {
        bytes memory signature = signed(sessionKey, operation);
        revokeAll();
        expectNotAuthorized(root.addr, sessionKey.addr, operation);
        submit(operation, signature);
    }

    /// @dev Messages have no deadline: a grant is all that makes them count, and a new one does again.
    function test_MessageCountsAgainWithANewGrant() public {
        forEach(countsAgainWithANewGrant);
    }

    function countsAgainWithANewGrant(Operation operation) private {
        bytes memory signature = signed(sessionKey, operation);
        revokeAll();
        vm.warp(block.timestamp + 200 days);
        grant(root.addr, sessionKey.addr, permissionOf(operation), block.timestamp);
        accepted(operation, sessionKey.addr, signature);
    }

    /// @dev Unless it was submitted before: then no grant makes it count again.
    function test_RevertGiven_SubmittedBeforeANewGrant() public {
        forEach(submittedBeforeANewGrant);
    }

    function submittedBeforeANewGrant(Operation operation) private {
        nextPeriod(dataSetId);
        pass(1);
        bytes memory signature = signed(sessionKey, operation);
        accepted(operation, sessionKey.addr, signature);
        revokeAll();
        grant(root.addr, sessionKey.addr, permissionOf(operation), block.timestamp);
        if (operation == Operation.Create) expectClientIdUsed(NEW_CLIENT_ID);
        if (operation == Operation.Add) expectClientIdUsed(NONCE);
        if (operation == Operation.Remove) {
            // In the next period the piece is gone, and its id does not come again.
            nextPeriod(dataSetId);
            vm.expectRevert(abi.encodeWithSelector(IPDPVerifier.PieceNotLive.selector, dataSetId, 0));
        }
        if (operation == Operation.Terminate) {
            vm.expectRevert(
                abi.encodeWithSelector(IFilecoinWarmStorageService.DataSetPaymentAlreadyTerminated.selector, dataSetId)
            );
        }
        submit(operation, signature);
    }

    /* NONCES OF ONE KIND USE UP NONE OF ANOTHER */

    /// @dev A key that may create chooses the id. It must not thereby take from the root what revoking does not give back.
    function test_KeyThatCreatesBlocksNothingElse() public {
        uint256[2] memory names = [removalNonce(), NONCE];
        for (uint256 i = 0; i < 2; i++) {
            submitCreate(createData(root.addr, names[i], sign(sessionKey, typedData(createHash(names[i])))));
        }
        revokeAll();
        accepted(Operation.Remove, root.addr, signed(root, Operation.Remove));
        accepted(Operation.Add, root.addr, signed(root, Operation.Add));
        assertEq(fwssView.clientNonces(root.addr, NONCE), 5, "the data set counts");
    }

    /// @dev Nor does one that may add, for its root or for itself.
    function test_KeyThatAddsBlocksNothingElse() public {
        uint256[2] memory nonces = [removalNonce(), NEW_CLIENT_ID];
        for (uint256 i = 0; i < 2; i++) {
            bytes memory signature = sign(sessionKey, typedData(addHash(CLIENT_ID, nonces[i], piece(1000, 3 + i))));
            submitAdd(dataSetId, piece(1000, 3 + i), addData(nonces[i], 1, signature));
        }
        uint256 snapshot = vm.snapshotState();
        Vm.Wallet[2] memory signers = [sessionKey, root];
        for (uint256 i = 0; i < 2; i++) {
            accepted(Operation.Remove, signers[i].addr, signed(signers[i], Operation.Remove));
            accepted(Operation.Create, signers[i].addr, signed(signers[i], Operation.Create));
            vm.revertToState(snapshot);
        }
    }

    /* ONE NAME A PAYER */

    /// @dev Messages name a data set by its client id, so a payer must not have two of the same, whoever signed for them.
    function test_RevertGiven_ClientIdIsTakenByAnotherSigner() public {
        submit(Operation.Create, signed(sessionKey, Operation.Create));
        bytes memory signature = signed(root, Operation.Create);
        expectClientIdUsed(NEW_CLIENT_ID);
        submit(Operation.Create, signature);
    }

    function test_RevertGiven_ClientIdIsTakenByPayer() public {
        submit(Operation.Create, signed(root, Operation.Create));
        bytes memory signature = signed(sessionKey, Operation.Create);
        expectClientIdUsed(NEW_CLIENT_ID);
        submit(Operation.Create, signature);
    }
}
