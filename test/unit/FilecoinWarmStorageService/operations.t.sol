// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinWarmStorageService} from "../../../src/interfaces/IFilecoinWarmStorageService.sol";
import {MetadataStore} from "../../../src/libraries/MetadataStore.sol";
import {Cid} from "../../../src/types/Cid.sol";
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

    function test_TerminateByPayer() public {
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.ServiceTerminated(root.addr, dataSetId, 1, 0, 0);
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.PDPPaymentTerminated(dataSetId, block.number + 86_400, 1);
        vm.prank(root.addr);
        fwss.terminateService(dataSetId);
        assertGt(fwssView.getDataSet(dataSetId).pdpEndEpoch, block.number);
    }

    function test_TerminateByProvider() public {
        vm.prank(provider);
        fwss.terminateService(dataSetId);
        assertGt(fwssView.getDataSet(dataSetId).pdpEndEpoch, block.number);
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

    /// @dev FilecoinPay lets a payer end its rail; it would leave a data set that nobody pays for.
    function test_RevertWhen_PayerTerminatesTheRailItself() public {
        uint256 railId = fwssView.getDataSet(dataSetId).pdpRailId;
        expectError(abi.encodeWithSelector(IFilecoinWarmStorageService.ServiceContractMustTerminateRail.selector));
        vm.prank(root.addr);
        filecoinPay.terminateRail(railId);
        assertEq(railOf(dataSetId).endEpoch, 0);
    }

    function test_RevertWhen_CallerIsNotPayments() public {
        expectError(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.CallerNotPayments.selector, address(filecoinPay), address(this)
            )
        );
        fwss.railTerminated(1, address(fwss), block.number);
    }

    function test_RevertWhen_StorageProviderChanges() public {
        vm.prank(address(pdpVerifier));
        expectError(abi.encodeWithSelector(IFilecoinWarmStorageService.StorageProviderChangesNotSupported.selector));
        fwss.storageProviderChanged(dataSetId, provider, stranger.addr, "");
    }

    function test_ProofsChangeNothing() public {
        IFilecoinWarmStorageService.DataSetInfoView memory before = fwssView.getDataSet(dataSetId);
        vm.prank(address(pdpVerifier));
        fwss.possessionProven(dataSetId, 1, 2, 3);
        assertEq(abi.encode(fwssView.getDataSet(dataSetId)), abi.encode(before));
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
        terminated();
        vm.startPrank(fwss.owner());
        fwss.removeApprovedProvider(1, 0);
        fwss.addApprovedProvider(1);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(topicsOf(logs, IFilecoinWarmStorageService.DataSetCreated.selector), 2);
        assertEq(topicsOf(logs, IFilecoinWarmStorageService.PieceAdded.selector), 2);
        assertEq(topicsOf(logs, IFilecoinWarmStorageService.RailRateUpdated.selector), 1);
        assertEq(topicsOf(logs, IFilecoinWarmStorageService.ServiceTerminated.selector), 2);
        assertEq(topicsOf(logs, IFilecoinWarmStorageService.PDPPaymentTerminated.selector), 1);
        assertEq(topicsOf(logs, IFilecoinWarmStorageService.ProviderApproved.selector), 1);
        assertEq(topicsOf(logs, IFilecoinWarmStorageService.ProviderUnapproved.selector), 1);
        assertEq(topicsOf(logs, IFilecoinWarmStorageService.OperationAuthorized.selector), 3);
    }

    /* WHICH DATA SET */

    function test_RevertGiven_UnknownDataSet() public {
        bytes memory reason = abi.encodeWithSelector(IFilecoinWarmStorageService.InvalidDataSetId.selector, 999);
        vm.startPrank(address(pdpVerifier));
        expectError(reason);
        fwss.piecesAdded(999, 0, piece(1000, 1), "");
        expectError(reason);
        fwss.piecesScheduledRemove(999, ids(0), "");
        expectError(reason);
        fwss.nextProvingPeriod(999, 0, 0, "");
        expectError(reason);
        fwss.dataSetDeleted(999, 0, "");
        vm.stopPrank();
        expectError(reason);
        fwss.terminateService(999);
        expectError(reason);
        fwss.terminateService(999, "");
        expectError(reason);
        fwss.updateRate(999);
    }

    function test_RevertGiven_Terminated() public {
        vm.prank(root.addr);
        fwss.terminateService(dataSetId);
        bytes memory reason =
            abi.encodeWithSelector(IFilecoinWarmStorageService.DataSetPaymentAlreadyTerminated.selector, dataSetId);
        for (uint256 i = 1; i < OPERATIONS; i++) {
            bytes memory signature = signed(root, Operation(i));
            expectError(reason);
            submit(Operation(i), signature);
        }
        expectError(reason);
        fwss.updateRate(dataSetId);
        vm.prank(root.addr);
        expectError(reason);
        fwss.terminateService(dataSetId);
    }

    /* DELETE */

    function terminated() private returns (uint256 endEpoch) {
        vm.prank(root.addr);
        fwss.terminateService(dataSetId);
        return fwssView.getDataSet(dataSetId).pdpEndEpoch;
    }

    function submitDeletion() private {
        vm.prank(provider);
        pdpVerifier.deleteDataSet(dataSetId, "");
    }

    function test_Delete() public {
        uint256 other = createAsPayer(root, NEW_CLIENT_ID);
        vm.roll(terminated() + 1);
        submitDeletion();

        assertEq(fwssView.getDataSet(dataSetId).payer, address(0));
        assertEq(fwssView.clientDataSets(root.addr), ids(other));
        assertEq(fwssView.getClientDataSets(root.addr)[0].dataSetId, other);
    }

    function test_DeleteForgetsTheMetadata() public {
        (string[] memory keys, string[] memory values) = entries(1, 32, 128);
        bytes32 digest = typedData(this.hashCreate(NEW_CLIENT_ID, provider, keys, values));
        dataSetId = createWith(keys, values, sign(root, digest));
        vm.roll(terminated() + 1);
        submitDeletion();

        (keys, values) = fwssView.getAllDataSetMetadata(dataSetId);
        assertEq(keys.length + values.length, 0);
    }

    /// @dev Messages for the old data set must not find a new one.
    function test_RevertGiven_ClientIdWasDeleted() public {
        vm.roll(terminated() + 1);
        submitDeletion();
        bytes memory signature = sign(root, typedData(createHash(CLIENT_ID)));
        expectError(
            abi.encodeWithSelector(IFilecoinWarmStorageService.ClientDataSetAlreadyRegistered.selector, CLIENT_ID)
        );
        submitCreate(createData(root.addr, CLIENT_ID, signature));
    }

    function expectNotFinalized(uint256 endEpoch) private {
        expectError(
            abi.encodeWithSelector(IFilecoinWarmStorageService.PaymentRailsNotFinalized.selector, dataSetId, endEpoch)
        );
    }

    function test_RevertGiven_NotTerminated() public {
        expectNotFinalized(0);
        submitDeletion();
    }

    function test_RevertGiven_LastPaidEpochIsNotOver() public {
        uint256 endEpoch = terminated();
        vm.roll(endEpoch);
        expectNotFinalized(endEpoch);
        submitDeletion();
    }

    /// @dev FilecoinPay lets the rate of an ended rail change no more; proving goes on until the data set is deleted.
    function test_NextProvingPeriodAfterTheLastPaidEpoch() public {
        addAsPayer(root, dataSetId, 101, piece(2000, 2));
        removeAsPayer(root, dataSetId, ids(0));
        vm.roll(terminated() + 1);
        nextPeriod(dataSetId);
        assertEq(pdpVerifier.getActivePieceCount(dataSetId), 1);
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
        submitAdd(dataSetId, piece(1000, 2), padded(data, 8192));
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
        vm.prank(provider);
        expectError(reason);
        fwss.terminateService(dataSetId, "");
    }

    function tooLarge(uint256 max) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IFilecoinWarmStorageService.ExtraDataTooLarge.selector, max + 1, max);
    }

    function test_RevertWhen_ExtraDataIsTooLarge() public {
        expectError(tooLarge(4096));
        submitCreate(new bytes(4097));
        expectError(tooLarge(8192));
        submitAdd(dataSetId, piece(1000, 2), new bytes(8193));
        expectError(tooLarge(1024));
        submitRemovals(dataSetId, ids(0), new bytes(1025));
        vm.prank(provider);
        expectError(tooLarge(1024));
        fwss.terminateService(dataSetId, new bytes(1025));
    }

    function test_RevertWhen_PayerIsZero() public {
        expectError(abi.encodeWithSelector(IFilecoinWarmStorageService.ZeroAddressPayer.selector));
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

    /// @dev Metadata is checked before the signature, which therefore does not matter.
    function expectBoth(bytes memory reason, string[] memory keys, string[] memory values) private {
        expectError(reason);
        createWith(keys, values, new bytes(65));
        expectError(reason);
        addWith(keys, values, new bytes(65));
    }

    function test_DataSetMetadata() public {
        (string[] memory keys, string[] memory values) = entries(10, 32, 128);
        bytes32 digest = typedData(this.hashCreate(NEW_CLIENT_ID, provider, keys, values));
        uint256 id = createWith(keys, values, sign(root, digest));
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
        (string[] memory keys, string[] memory values) = entries(5, 32, 128);
        (string[][] memory allKeys, string[][] memory allValues) = (new string[][](1), new string[][](1));
        (allKeys[0], allValues[0]) = (keys, values);
        bytes32 digest = typedData(this.hashAddPieces(CLIENT_ID, NONCE, piece(1000, 2), allKeys, allValues));
        bytes memory signature = sign(root, digest);
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.PieceAdded(dataSetId, 1, piece(1000, 2)[0], keys, values);
        addWith(keys, values, signature);
        (string[] memory storedKeys, string[] memory storedValues) = fwssView.getAllPieceMetadata(dataSetId, 1);
        assertEq(abi.encode(storedKeys, storedValues), abi.encode(keys, values));
        (bool exists, string memory value) = fwssView.getPieceMetadata(dataSetId, 1, keys[4]);
        assertTrue(exists);
        assertEq(value, values[4]);
        (exists,) = fwssView.getPieceMetadata(dataSetId, 0, keys[4]);
        assertFalse(exists);
    }

    function test_RevertWhen_MetadataHasTooManyKeys() public {
        (string[] memory keys, string[] memory values) = entries(11, 32, 128);
        expectError(abi.encodeWithSelector(MetadataStore.TooManyMetadataKeys.selector, 10, 11));
        createWith(keys, values, new bytes(65));
        (keys, values) = entries(6, 32, 128);
        expectError(abi.encodeWithSelector(MetadataStore.TooManyMetadataKeys.selector, 5, 6));
        addWith(keys, values, new bytes(65));
    }

    function test_RevertWhen_MetadataIsTooLong() public {
        (string[] memory keys, string[] memory values) = entries(2, 33, 128);
        expectBoth(abi.encodeWithSelector(MetadataStore.MetadataKeyExceedsMaxLength.selector, 0, 32, 33), keys, values);

        (keys, values) = entries(2, 32, 129);
        expectBoth(
            abi.encodeWithSelector(MetadataStore.MetadataValueExceedsMaxLength.selector, 0, 128, 129), keys, values
        );
    }

    function test_RevertWhen_MetadataListsDiffer() public {
        (string[] memory keys,) = entries(2, 32, 128);
        (, string[] memory values) = entries(1, 32, 128);
        expectBoth(abi.encodeWithSelector(MetadataStore.MetadataKeyAndValueLengthMismatch.selector, 2, 1), keys, values);
    }

    function test_RevertWhen_MetadataKeyIsRepeated() public {
        (string[] memory keys, string[] memory values) = entries(2, 1, 1);
        keys[1] = keys[0];
        expectError(
            abi.encodeWithSelector(MetadataStore.DuplicateMetadataKey.selector, pdpVerifier.getNextDataSetId(), keys[0])
        );
        createWith(keys, values, new bytes(65));
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
