// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinWarmStorageService} from "../../../src/interfaces/IFilecoinWarmStorageService.sol";
import {FwssHashes} from "../../../src/libraries/FwssHashes.sol";
import {FwssPermissions} from "../../../src/libraries/FwssPermissions.sol";
import {SessionKeyAuth} from "../../../src/libraries/SessionKeyAuth.sol";
import {FwssBase} from "../../FwssBase.t.sol";
import {Vm} from "forge-std/Test.sol";

/// @notice The four operations that are signed, each with one message that a test signs and submits in its own way.
abstract contract OperationBase is FwssBase {
    enum Operation {
        Create,
        Add,
        Remove,
        Terminate
    }

    uint256 internal constant OPERATIONS = 4;

    /// @dev What the payer of every test calls the data set that it has, and the one that it creates.
    uint256 internal constant CLIENT_ID = 1;
    uint256 internal constant NEW_CLIENT_ID = 2;
    uint256 internal constant NONCE = 77;

    uint256 internal dataSetId;
    Vm.Wallet internal secondRoot;
    uint256 internal secondDataSetId;

    function setUp() public virtual override {
        super.setUp();
        createDataSetOfNobody();
        secondRoot = vm.createWallet("second root");
        fund(secondRoot.addr, FUNDS);
        dataSetId = dataSetOf(root);
        secondDataSetId = dataSetOf(secondRoot);
    }

    /// @dev A data set with one piece.
    function dataSetOf(Vm.Wallet memory payer) internal returns (uint256 id) {
        id = createAsPayer(payer, CLIENT_ID);
        addAsPayer(payer, id, 100, piece(1000, 1));
    }

    /// @dev Runs a test for each operation, from the same state.
    function forEach(function(Operation) internal test) internal {
        for (uint256 i = 0; i < OPERATIONS; i++) {
            uint256 snapshot = vm.snapshotState();
            test(Operation(i));
            vm.revertToState(snapshot);
        }
    }

    function permissionOf(Operation operation) internal pure returns (bytes32) {
        return FwssPermissions.all()[uint256(operation)];
    }

    function structHashOf(Operation operation, uint256 id) internal view returns (bytes32) {
        if (operation == Operation.Create) return createHash(NEW_CLIENT_ID);
        if (operation == Operation.Add) return addHash(CLIENT_ID, NONCE, piece(1000, 2));
        if (operation == Operation.Remove) return this.hashRemovals(CLIENT_ID, ids(0));
        return FwssHashes.terminateService(id);
    }

    function digestOf(Operation operation, uint256 id) internal view returns (bytes32) {
        return typedData(structHashOf(operation, id));
    }

    function signed(Vm.Wallet memory by, Operation operation) internal returns (bytes memory) {
        return sign(by, digestOf(operation, dataSetId));
    }

    function submit(Operation operation, bytes memory signature) internal {
        submit(operation, root.addr, dataSetId, signature);
    }

    function submit(Operation operation, address payer, uint256 id, bytes memory signature) internal {
        if (operation == Operation.Create) {
            submitCreate(createData(payer, NEW_CLIENT_ID, signature));
        } else if (operation == Operation.Add) {
            submitAdd(id, piece(1000, 2), addData(NONCE, 1, signature));
        } else if (operation == Operation.Remove) {
            submitRemovals(id, ids(0), abi.encode(signature));
        } else {
            vm.prank(provider);
            fwss.terminateService(id, abi.encode(signature));
        }
    }

    /// @dev Submits, and sees that FWSS names `signer` and that what was asked for happened.
    function accepted(Operation operation, address payer, uint256 id, address signer, bytes memory signature) internal {
        uint256 created = fwssView.getClientDataSetsLength(payer);
        vm.expectEmit(true, true, true, true, address(fwss));
        emit IFilecoinWarmStorageService.OperationAuthorized(
            operation == Operation.Create ? pdpVerifier.getNextDataSetId() : id, permissionOf(operation), signer
        );
        submit(operation, payer, id, signature);
        if (operation == Operation.Create) assertEq(fwssView.getClientDataSetsLength(payer), created + 1);
        if (operation == Operation.Add) assertEq(pdpVerifier.getActivePieceCount(id), 2);
        if (operation == Operation.Remove) assertEq(pdpVerifier.getScheduledRemovals(id), ids(0));
        if (operation == Operation.Terminate) assertGt(fwssView.getDataSet(id).pdpEndEpoch, 0);
    }

    function accepted(Operation operation, address signer, bytes memory signature) internal {
        accepted(operation, root.addr, dataSetId, signer, signature);
    }

    function expectNotAuthorized(address payer, address signer, Operation operation) internal {
        vm.expectRevert(
            abi.encodeWithSelector(SessionKeyAuth.NotAuthorized.selector, payer, signer, permissionOf(operation))
        );
    }

    function expectExpired(Operation operation, uint256 expiry) internal {
        vm.expectRevert(
            abi.encodeWithSelector(
                SessionKeyAuth.AuthorizationExpired.selector,
                root.addr,
                sessionKey.addr,
                permissionOf(operation),
                expiry
            )
        );
    }

    /// @dev Whom a signature over another message seems to be by.
    function recover(bytes32 digest, bytes memory signature) internal pure returns (address) {
        (bytes32 r, bytes32 s) = abi.decode(signature, (bytes32, bytes32));
        return ecrecover(digest, uint8(signature[64]), r, s);
    }
}
