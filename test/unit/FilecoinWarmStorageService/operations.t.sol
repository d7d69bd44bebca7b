// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinWarmStorageService} from "../../../src/interfaces/IFilecoinWarmStorageService.sol";
import {IPDPVerifier} from "../../../src/interfaces/IPDPVerifier.sol";
import {MetadataStore} from "../../../src/libraries/MetadataStore.sol";
import {Cid} from "../../../src/types/Cid.sol";
import {StoredFwss} from "../../utils/StoredFwss.sol";
import {OperationBase} from "./OperationBase.sol";
import {Vm} from "forge-std/Test.sol";

/// @notice What an operation needs beside a signature, and what it leaves behind.
contract OperationsTest is OperationBase {
    function expectError(bytes memory reason) private {
        vm.expectRevert(reason);
    }

    /* WHO CALLS */

    function test_RevertWhen_CallerIsNotPDPVerifier() public {
        bytes memory reason = abi.encodeWithSelector(
            IFilecoinWarmStorageService.OnlyPDPVerifierAllowed.selector, address(pdpVerifier), address(this)
        );
        expectError(reason);
        fwss.dataSetCreated(9, provider, "");
        expectError(reason);
        fwss.piecesAdded(dataSetId, 0, piece(1000, 1), "");
        expectError(reason);
        fwss.piecesScheduledRemove(dataSetId, ids(0), "");
        expectError(reason);
        fwss.nextProvingPeriod(dataSetId, 0, 0, "");
        expectError(reason);
        fwss.possessionProven(dataSetId, 0, 0, 0);
        expectError(reason);
        fwss.dataSetDeleted(dataSetId, 0, "");
        expectError(reason);
        fwss.storageProviderChanged(dataSetId, provider, stranger.addr, "");
    }

    /// @dev A session key signs; it does not call.
    function test_RevertWhen_TerminateByAnotherCaller() public {
        grant(root.addr, sessionKey.addr, permissionOf(Operation.Terminate), block.timestamp + 1);
        address[3] memory callers = [sessionKey.addr, stranger.addr, fwss.owner()];
        bytes memory signature = signed(sessionKey, Operation.Terminate);
        for (uint256 i = 0; i < callers.length; i++) {
            vm.prank(callers[i]);
            expectError(
                abi.encodeWithSelector(
                    IFilecoinWarmStorageService.CallerNotPayerOrPayee.selector,
                    dataSetId,
                    root.addr,
                    provider,
                    callers[i]
                )
            );
            fwss.terminateService(dataSetId);
            vm.prank(callers[i]);
            expectError(
                abi.encodeWithSelector(
                    IFilecoinWarmStorageService.CallerNotServiceProvider.selector, dataSetId, provider, callers[i]
                )
            );
            fwss.terminateService(dataSetId, abi.encode(signature));
        }
    }

    function test_RevertWhen_StorageProviderChanges() public {
        vm.prank(address(pdpVerifier));
        expectError(abi.encodeWithSelector(IFilecoinWarmStorageService.StorageProviderChangesNotSupported.selector));
        fwss.storageProviderChanged(dataSetId, provider, stranger.addr, "");
    }

    /* EVENTS */

    /// @dev How many arguments are topics decides what can be filtered by, and is no part of an event's hash.
    function topicsOf(Vm.Log[] memory logs, bytes32 event_) private view returns (uint256) {
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].emitter == address(fwss) && logs[i].topics[0] == event_) return logs[i].topics.length - 1;
        }
        revert("not emitted");
    }

    function test_EventsAreIndexedAsOnFilecoin() public {
        vm.recordLogs();
        submit(Operation.Create, signed(root, Operation.Create));
        submit(Operation.Add, signed(root, Operation.Add));
        nextPeriod(dataSetId);
        pass(PROVING_PERIOD + 1);
        nextPeriod(dataSetId);
        submit(Operation.Terminate, signed(root, Operation.Terminate));
        vm.prank(provider);
        pdpVerifier.deleteDataSet(3, "");
        vm.startPrank(fwss.owner());
        fwss.removeApprovedProvider(1, 0);
        fwss.addApprovedProvider(1);
        fwss.setViewContract(address(fwssView));
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(topicsOf(logs, IFilecoinWarmStorageService.DataSetCreated.selector), 2);
        assertEq(topicsOf(logs, IFilecoinWarmStorageService.PieceAdded.selector), 2);
        assertEq(topicsOf(logs, IFilecoinWarmStorageService.RailRateUpdated.selector), 1);
        assertEq(topicsOf(logs, IFilecoinWarmStorageService.FaultRecord.selector), 1);
        assertEq(topicsOf(logs, IFilecoinWarmStorageService.ServiceTerminated.selector), 2);
        assertEq(topicsOf(logs, IFilecoinWarmStorageService.PDPPaymentTerminated.selector), 1);
        assertEq(topicsOf(logs, IFilecoinWarmStorageService.DataSetAbandoned.selector), 1);
        assertEq(topicsOf(logs, IFilecoinWarmStorageService.ProviderApproved.selector), 1);
        assertEq(topicsOf(logs, IFilecoinWarmStorageService.ProviderUnapproved.selector), 1);
        assertEq(topicsOf(logs, IFilecoinWarmStorageService.ViewContractSet.selector), 1);
        assertEq(topicsOf(logs, IFilecoinWarmStorageService.OperationAuthorized.selector), 3);
    }

    /* WHICH DATA SET */

    function test_RevertGiven_UnknownDataSet() public {
        bytes memory reason = abi.encodeWithSelector(IFilecoinWarmStorageService.DataSetNotRegistered.selector, 999);
        vm.startPrank(address(pdpVerifier));
        expectError(reason);
        fwss.piecesScheduledRemove(999, ids(0), "");
        expectError(reason);
        fwss.nextProvingPeriod(999, 0, 0, "");
        expectError(reason);
        fwss.possessionProven(999, 0, 0, 5);
        expectError(reason);
        fwss.dataSetDeleted(999, 0, "");

        reason = abi.encodeWithSelector(IFilecoinWarmStorageService.InvalidDataSetId.selector, 999);
        expectError(reason);
        fwss.piecesAdded(999, 0, piece(1000, 1), "");
        vm.stopPrank();
        expectError(reason);
        fwss.terminateService(999);
        expectError(reason);
        fwss.terminateService(999, "");
        expectError(reason);
        fwss.terminateService(999, new bytes(65));
        expectError(reason);
        fwss.topUpLifecycleReserve(999, 1);
    }

    function test_RevertGiven_Terminated() public {
        vm.prank(root.addr);
        fwss.terminateService(dataSetId);
        bytes memory reason =
            abi.encodeWithSelector(IFilecoinWarmStorageService.DataSetPaymentAlreadyTerminated.selector, dataSetId);
        Operation[2] memory refused = [Operation.Add, Operation.Terminate];
        for (uint256 i = 0; i < refused.length; i++) {
            bytes memory signature = signed(root, refused[i]);
            expectError(reason);
            submit(refused[i], signature);
        }
        vm.startPrank(root.addr);
        expectError(reason);
        fwss.terminateService(dataSetId);
        expectError(reason);
        fwss.terminateService(dataSetId, "");
        expectError(reason);
        fwss.topUpLifecycleReserve(dataSetId, 1);
    }

    /// @dev Up to and in its last epoch, what was added can be removed and proven.
    function test_RevertGiven_LastPaidEpochIsOver() public {
        vm.prank(root.addr);
        fwss.terminateService(dataSetId);
        uint256 endEpoch = fwssView.getDataSet(dataSetId).pdpEndEpoch;
        nextPeriod(dataSetId);
        goTo(endEpoch + 1);
        bytes memory reason = abi.encodeWithSelector(
            IFilecoinWarmStorageService.DataSetPaymentBeyondEndEpoch.selector, dataSetId, endEpoch, endEpoch + 1
        );
        bytes memory signature = signed(root, Operation.Remove);
        expectError(reason);
        submit(Operation.Remove, signature);
        uint256 challengeEpoch = nextChallenge(dataSetId);
        vm.prank(provider);
        expectError(reason);
        pdpVerifier.nextProvingPeriod(dataSetId, challengeEpoch, "");
        vm.prank(provider);
        expectError(reason);
        pdpVerifier.provePossession{value: 1 ether}(dataSetId, new IPDPVerifier.Proof[](5));

        vm.roll(endEpoch);
        submit(Operation.Remove, signature);
    }

    /* EXTRA DATA */

    /// @dev What follows the encoding is no part of it.
    function padded(bytes memory data, uint256 length) private pure returns (bytes memory) {
        return bytes.concat(data, new bytes(length - data.length));
    }

    function test_ExtraDataOfTheGreatestLength() public {
        bytes memory data = createData(root.addr, NEW_CLIENT_ID, signed(root, Operation.Create));
        submitCreate(padded(data, 4096));
        data = addData(NONCE, 1, signed(root, Operation.Add));
        // An addition has no greatest length.
        submitAdd(dataSetId, piece(1000, 2), padded(data, 100_000));
        data = abi.encode(signed(root, Operation.Remove));
        submitRemovals(dataSetId, ids(0), padded(data, 1024));
        data = abi.encode(signed(root, Operation.Terminate));
        vm.prank(provider);
        fwss.terminateService(dataSetId, padded(data, 1024));
        assertGt(fwssView.getDataSet(dataSetId).pdpEndEpoch, 0);
    }

    function test_RevertWhen_ExtraDataIsMissing() public {
        bytes memory reason = abi.encodeWithSelector(IFilecoinWarmStorageService.ExtraDataRequired.selector);
        expectError(reason);
        submitCreate("");
        expectError(reason);
        submitAdd(dataSetId, piece(1000, 2), "");
        expectError(reason);
        submitRemovals(dataSetId, ids(0), "");
    }

    function tooLarge(uint256 max) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IFilecoinWarmStorageService.ExtraDataTooLarge.selector, max + 1, max);
    }

    function test_RevertWhen_ExtraDataIsTooLarge() public {
        expectError(tooLarge(4096));
        submitCreate(new bytes(4097));
        expectError(tooLarge(1024));
        submitRemovals(dataSetId, ids(0), new bytes(1025));
        vm.prank(provider);
        expectError(tooLarge(1024));
        fwss.terminateService(dataSetId, new bytes(1025));
    }

    function test_RevertWhen_PayerIsZero() public {
        expectError(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.ZeroAddress.selector, IFilecoinWarmStorageService.AddressField.Payer
            )
        );
        submitCreate(createData(address(0), NEW_CLIENT_ID, new bytes(65)));
    }

    /* METADATA */

    function entries(uint256 count, uint256 keyLength, uint256 valueLength)
        private
        pure
        returns (string[] memory keys, string[] memory values)
    {
        keys = new string[](count);
        values = new string[](count);
        for (uint256 i = 0; i < count; i++) {
            bytes memory key = new bytes(keyLength);
            key[0] = bytes32(97 + i)[31];
            (keys[i], values[i]) = (string(key), string(new bytes(valueLength)));
        }
    }

    function signedCreate(string[] memory keys, string[] memory values) private returns (bytes memory) {
        return sign(root, typedData(this.hashCreate(NEW_CLIENT_ID, provider, keys, values)));
    }

    function signedAdd(string[] memory keys, string[] memory values) private returns (bytes memory) {
        (string[][] memory allKeys, string[][] memory allValues) = (new string[][](1), new string[][](1));
        (allKeys[0], allValues[0]) = (keys, values);
        return sign(root, typedData(this.hashAddPieces(CLIENT_ID, NONCE, piece(1000, 2), allKeys, allValues)));
    }

    function createWith(string[] memory keys, string[] memory values, bytes memory signature)
        private
        returns (uint256)
    {
        return submitCreate(abi.encode(root.addr, NEW_CLIENT_ID, keys, values, signature));
    }

    function addWith(string[] memory keys, string[] memory values, bytes memory signature) private {
        (string[][] memory allKeys, string[][] memory allValues) = (new string[][](1), new string[][](1));
        (allKeys[0], allValues[0]) = (keys, values);
        submitAdd(dataSetId, piece(1000, 2), abi.encode(NONCE, allKeys, allValues, signature));
    }

    function expectBoth(bytes memory reason, string[] memory keys, string[] memory values) private {
        bytes memory signature = signedCreate(keys, values);
        expectError(reason);
        createWith(keys, values, signature);
        signature = signedAdd(keys, values);
        expectError(reason);
        addWith(keys, values, signature);
    }

    function test_DataSetMetadata() public {
        (string[] memory keys, string[] memory values) = entries(10, 32, 96);
        uint256 id = createWith(keys, values, signedCreate(keys, values));
        (string[] memory storedKeys, string[] memory storedValues) = fwssView.getAllDataSetMetadata(id);
        assertEq(abi.encode(storedKeys, storedValues), abi.encode(keys, values));
        (bool exists, string memory value) = fwssView.getDataSetMetadata(id, keys[9]);
        assertTrue(exists);
        assertEq(value, values[9]);
        (exists, value) = fwssView.getDataSetMetadata(id, "no such key");
        assertFalse(exists);
        assertEq(value, "");
    }

    function test_PieceMetadata() public {
        (string[] memory keys, string[] memory values) = entries(3, 32, 96);
        bytes memory signature = signedAdd(keys, values);
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.PieceAdded(dataSetId, 1, piece(1000, 2)[0], keys, values);
        addWith(keys, values, signature);
        (string[] memory storedKeys, string[] memory storedValues) = fwssView.getAllPieceMetadata(dataSetId, 1);
        assertEq(abi.encode(storedKeys, storedValues), abi.encode(keys, values));
        (bool exists, string memory value) = fwssView.getPieceMetadata(dataSetId, 1, keys[2]);
        assertTrue(exists);
        assertEq(value, values[2]);
        (exists,) = fwssView.getPieceMetadata(dataSetId, 0, keys[2]);
        assertFalse(exists);
    }

    /// @dev Up to 31 bytes are stored in another way than more, and so read in another way.
    function testFuzz_MetadataOfAnyLength(uint256 keyLength, uint256 valueLength) public {
        (string[] memory keys, string[] memory values) = entries(2, bound(keyLength, 1, 32), bound(valueLength, 0, 96));
        uint256 id = createWith(keys, values, signedCreate(keys, values));
        (string[] memory storedKeys, string[] memory storedValues) = fwssView.getAllDataSetMetadata(id);
        assertEq(abi.encode(storedKeys, storedValues), abi.encode(keys, values));
    }

    function test_MetadataGoesWithThePiece() public {
        (string[] memory keys, string[] memory values) = entries(3, 32, 96);
        addWith(keys, values, signedAdd(keys, values));
        nextPeriod(dataSetId);
        pass(1);
        uint256[] memory both = new uint256[](2);
        both[1] = 1;
        removeAsPayer(root, dataSetId, both);
        (string[] memory stored,) = fwssView.getAllPieceMetadata(dataSetId, 1);
        assertEq(stored.length, 3, "until the next period");
        nextPeriod(dataSetId);
        (keys, values) = fwssView.getAllPieceMetadata(dataSetId, 1);
        assertEq(keys.length + values.length, 0);
        assertEq(fwss.extsload(new StoredFwss().leavingSlot(dataSetId)), 0);
    }

    function test_MetadataGoesWithTheDataSet() public {
        (string[] memory keys, string[] memory values) = entries(1, 32, 96);
        uint256 id = createWith(keys, values, signedCreate(keys, values));
        vm.prank(provider);
        pdpVerifier.deleteDataSet(id, "");
        (keys, values) = fwssView.getAllDataSetMetadata(id);
        assertEq(keys.length + values.length, 0);
    }

    /// @dev Whatever its value.
    function test_RevertWhen_ContentDeliveryIsAskedFor() public {
        for (uint256 i = 0; i < 2; i++) {
            (string[] memory keys, string[] memory values) = entries(2, 1, 1);
            keys[i] = "withCDN";
            bytes memory signature = signedCreate(keys, values);
            uint256 next = pdpVerifier.getNextDataSetId();
            expectError(abi.encodeWithSelector(IFilecoinWarmStorageService.ContentDeliveryNotSold.selector, next));
            createWith(keys, values, signature);
            uint256 snapshot = vm.snapshotState();
            // Of a piece it says nothing, as on Filecoin.
            addWith(keys, values, signedAdd(keys, values));
            vm.revertToState(snapshot);
        }
    }

    function test_RevertWhen_MetadataHasTooManyKeys() public {
        (string[] memory keys, string[] memory values) = entries(11, 32, 96);
        bytes memory signature = signedCreate(keys, values);
        expectError(abi.encodeWithSelector(MetadataStore.TooManyMetadataKeys.selector, 10, 11));
        createWith(keys, values, signature);
        (keys, values) = entries(4, 32, 96);
        signature = signedAdd(keys, values);
        expectError(abi.encodeWithSelector(MetadataStore.TooManyMetadataKeys.selector, 3, 4));
        addWith(keys, values, signature);
    }

    function test_RevertWhen_MetadataIsTooLong() public {
        (string[] memory keys, string[] memory values) = entries(2, 33, 96);
        expectBoth(abi.encodeWithSelector(MetadataStore.MetadataKeyExceedsMaxLength.selector, 0, 32, 33), keys, values);

        (keys, values) = entries(2, 32, 97);
        expectBoth(
            abi.encodeWithSelector(MetadataStore.MetadataValueExceedsMaxLength.selector, 0, 96, 97), keys, values
        );
    }

    function test_RevertWhen_MetadataListsDiffer() public {
        (string[] memory keys,) = entries(2, 32, 96);
        (, string[] memory values) = entries(1, 32, 96);
        // Before the signature, which therefore does not matter: such lists have no hash.
        bytes memory reason = abi.encodeWithSelector(MetadataStore.MetadataKeyAndValueLengthMismatch.selector, 2, 1);
        expectError(reason);
        createWith(keys, values, new bytes(65));
        expectError(reason);
        addWith(keys, values, new bytes(65));
    }

    function test_RevertWhen_MetadataKeyIsRepeated() public {
        (string[] memory keys, string[] memory values) = entries(2, 1, 1);
        keys[1] = keys[0];
        bytes memory signature = signedCreate(keys, values);
        expectError(
            abi.encodeWithSelector(MetadataStore.DuplicateMetadataKey.selector, pdpVerifier.getNextDataSetId(), keys[0])
        );
        createWith(keys, values, signature);
        signature = signedAdd(keys, values);
        expectError(abi.encodeWithSelector(MetadataStore.DuplicateMetadataKey.selector, dataSetId, keys[0]));
        addWith(keys, values, signature);
    }

    function test_RevertWhen_MetadataIsNotOnePerPiece() public {
        Cid[] memory pieces = piece(1000, 2);
        bytes memory reason =
            abi.encodeWithSelector(IFilecoinWarmStorageService.MetadataArrayCountMismatch.selector, 2, 1);
        expectError(reason);
        submitAdd(dataSetId, pieces, abi.encode(NONCE, none(2), none(1), new bytes(65)));
        expectError(reason);
        submitAdd(dataSetId, pieces, abi.encode(NONCE, none(1), none(2), new bytes(65)));

        reason = abi.encodeWithSelector(IFilecoinWarmStorageService.MetadataArrayCountMismatch.selector, 0, 1);
        expectError(reason);
        submitAdd(dataSetId, pieces, abi.encode(NONCE, none(1), none(0), new bytes(65)));
        expectError(reason);
        submitAdd(dataSetId, pieces, abi.encode(NONCE, none(0), none(1), new bytes(65)));
    }
}
