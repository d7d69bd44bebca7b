// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinWarmStorageService} from "../../../src/interfaces/IFilecoinWarmStorageService.sol";
import {OperationBase} from "./OperationBase.sol";

/// @notice Taking back what was signed and not yet submitted: by the root, or by a session key, for its own signatures.
contract UseUpTest is OperationBase {
    function setUp() public override {
        super.setUp();
        for (uint256 i = 0; i < OPERATIONS; i++) {
            grant(root.addr, sessionKey.addr, permissionOf(Operation(i)), block.timestamp + 1 days);
        }
    }

    function useUp(address account, uint256 nonce) private {
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.NoncesUsedUp(account, ids(nonce));
        vm.prank(account);
        fwss.useUp(ids(nonce));
    }

    function nonceOf(Operation operation) private view returns (uint256) {
        if (operation == Operation.Create) return NEW_CLIENT_ID;
        if (operation == Operation.Add) return NONCE;
        return uint256(digestOf(operation, dataSetId));
    }

    function expectUsed(Operation operation, address signer) private {
        vm.expectRevert(
            operation == Operation.Create || operation == Operation.Add
                ? abi.encodeWithSelector(
                    IFilecoinWarmStorageService.ClientDataSetAlreadyRegistered.selector, nonceOf(operation)
                )
                : abi.encodeWithSelector(
                    IFilecoinWarmStorageService.NonceAlreadyUsed.selector, signer, nonceOf(operation)
                )
        );
    }

    function test_RevertGiven_UsedUpByRoot() public {
        forEach(usedUpByRoot);
    }

    function usedUpByRoot(Operation operation) private {
        bytes memory signature = signed(root, operation);
        useUp(root.addr, nonceOf(operation));
        expectUsed(operation, root.addr);
        submit(operation, signature);
    }

    /// @dev For good, so that a new grant to the same key, half a year later, brings nothing back.
    function test_RevertGiven_UsedUpByKeyBeforeANewGrant() public {
        forEach(usedUpByKeyBeforeANewGrant);
    }

    function usedUpByKeyBeforeANewGrant(Operation operation) private {
        bytes memory signature = signed(sessionKey, operation);
        revoke(root.addr, sessionKey.addr, permissionOf(operation));
        useUp(sessionKey.addr, nonceOf(operation));
        vm.warp(block.timestamp + 200 days);
        grant(root.addr, sessionKey.addr, permissionOf(operation), block.timestamp);
        expectUsed(operation, sessionKey.addr);
        submit(operation, signature);
    }

    /// @dev No more than the caller's own: what keys and roots sign is theirs. But a data set's name is the root's.
    function test_UseUpLeavesOthersMessages() public {
        forEach(leavesOthersMessages);
    }

    function leavesOthersMessages(Operation operation) private {
        uint256 nonce = nonceOf(operation);
        uint256 snapshot = vm.snapshotState();
        useUp(stranger.addr, nonce);
        useUp(sessionKey.addr, nonce);
        accepted(operation, root.addr, signed(root, operation));
        vm.revertToState(snapshot);

        useUp(stranger.addr, nonce);
        useUp(root.addr, nonce);
        bytes memory signature = signed(sessionKey, operation);
        if (operation == Operation.Create) {
            expectUsed(operation, sessionKey.addr);
            submit(operation, signature);
        } else {
            accepted(operation, sessionKey.addr, signature);
        }
    }

    function test_UseUpSeveral() public {
        uint256[] memory nonces = new uint256[](3);
        (nonces[0], nonces[1], nonces[2]) = (NEW_CLIENT_ID, NONCE, NONCE);
        vm.prank(root.addr);
        fwss.useUp(nonces);
        assertEq(fwssView.clientNonces(root.addr, NEW_CLIENT_ID), type(uint256).max);
        assertEq(fwssView.clientNonces(root.addr, NONCE), type(uint256).max);
        bytes memory signature = signed(root, Operation.Create);
        expectUsed(Operation.Create, root.addr);
        submit(Operation.Create, signature);
        signature = signed(root, Operation.Add);
        expectUsed(Operation.Add, root.addr);
        submit(Operation.Add, signature);
    }

    /// @dev What was used before keeps what it was used for.
    function test_UseUpWhatIsUsed() public {
        submit(Operation.Add, signed(root, Operation.Add));
        useUp(root.addr, CLIENT_ID);
        useUp(root.addr, NONCE);
        assertEq(fwssView.clientNonces(root.addr, CLIENT_ID), dataSetId);
        assertEq(fwssView.clientNonces(root.addr, NONCE), 2 << 128 | dataSetId);
        bytes memory signature = signed(root, Operation.Add);
        expectUsed(Operation.Add, root.addr);
        submit(Operation.Add, signature);
    }
}
