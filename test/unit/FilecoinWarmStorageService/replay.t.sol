// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinWarmStorageService} from "../../../src/interfaces/IFilecoinWarmStorageService.sol";
import {IPDPVerifier} from "../../../src/interfaces/IPDPVerifier.sol";
import {SmartWallet} from "../../utils/SmartWallet.sol";
import {OperationBase} from "./OperationBase.sol";

/// @notice A message counts once: for its signer, whoever the payer is.
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
        if (operation == Operation.Add) expectNonceUsed(NONCE);
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
        expectNonceUsed(NONCE);
        submit(Operation.Add, other);
    }

    function test_NonceIsUsedUpForItsSignerOnly() public {
        submit(Operation.Add, signed(sessionKey, Operation.Add));
        assertEq(fwss.clientNonces(sessionKey.addr, NONCE), dataSetId);
        assertEq(fwss.clientNonces(root.addr, NONCE), 0);
        submit(Operation.Add, signed(root, Operation.Add));
        assertEq(fwss.clientNonces(root.addr, NONCE), dataSetId);
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

    /* FOR ANOTHER ROOT THAT GRANTED THE SAME KEY */

    function test_RevertGiven_SubmittedForAnotherRoot() public {
        forEach(submittedForAnotherRoot);
    }

    function submittedForAnotherRoot(Operation operation) private {
        bytes memory signature = signed(sessionKey, operation);
        accepted(operation, sessionKey.addr, signature);
        if (operation == Operation.Create) expectClientIdUsed(NEW_CLIENT_ID);
        if (operation == Operation.Add) expectNonceUsed(NONCE);
        if (operation == Operation.Remove) expectNonceUsed(removalNonce());
        if (operation == Operation.Terminate) {
            // The message names the data set, so for another one it is by nobody known.
            address unknown = recover(digestOf(operation, secondDataSetId), signature);
            expectNotAuthorized(secondRoot.addr, unknown, operation);
        }
        submit(operation, secondRoot.addr, secondDataSetId, signature);
    }

    /* FOR A PAYER WHOSE CODE ACCEPTS THE SAME KEY */

    /// @dev A wallet that takes its owner's bare signature takes any that the owner made for itself or for another wallet.
    function test_RevertGiven_SubmittedForOwnerOfWallet() public {
        address wallet = address(new SmartWallet(root.addr));
        fund(wallet, FUNDS);
        uint256 walletDataSetId = submitCreate(createData(wallet, 9, sign(root, typedData(createHash(9)))));

        bytes memory signature = signed(root, Operation.Create);
        submit(Operation.Create, signature);
        expectClientIdUsed(NEW_CLIENT_ID);
        submit(Operation.Create, wallet, 0, signature);

        signature = sign(root, typedData(addHash(9, NONCE, piece(1000, 2))));
        submit(Operation.Add, wallet, walletDataSetId, signature);
        assertEq(fwss.clientNonces(wallet, NONCE), walletDataSetId);
        assertEq(fwss.clientNonces(root.addr, NONCE), walletDataSetId);
    }

    function test_RevertGiven_SubmittedForWallet() public {
        address wallet = address(new SmartWallet(sessionKey.addr));
        fund(wallet, FUNDS);
        bytes memory signature = signed(sessionKey, Operation.Create);
        submit(Operation.Create, wallet, 0, signature);
        expectClientIdUsed(NEW_CLIENT_ID);
        submit(Operation.Create, signature);
    }

    /// @dev The wallet's nonce is used up, too: its code may accept the same message under another signature.
    function test_RevertGiven_SubmittedForWalletByAnotherOwner() public {
        address wallet = address(new SmartWallet(root.addr));
        fund(wallet, FUNDS);
        submit(Operation.Create, wallet, 0, signed(root, Operation.Create));
        vm.etch(wallet, address(new SmartWallet(stranger.addr)).code);
        bytes memory signature = signed(stranger, Operation.Create);
        expectClientIdUsed(NEW_CLIENT_ID);
        submit(Operation.Create, wallet, 0, signature);
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
