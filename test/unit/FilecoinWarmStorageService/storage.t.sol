// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {FilecoinWarmStorageServiceStateView} from "../../../src/FilecoinWarmStorageServiceStateView.sol";
import {FwssStorage} from "../../../src/fwss/FwssStorage.sol";
import {IFilecoinWarmStorageServiceStateView} from "../../../src/interfaces/IFilecoinWarmStorageServiceStateView.sol";
import {Metadata} from "../../../src/libraries/MetadataStore.sol";
import {StoredFwss} from "../../utils/StoredFwss.sol";
import {Test} from "forge-std/Test.sol";

/// @notice The view reads each slot, and each part of a slot, as the compiler writes it: with any values, all parts different.
contract FwssStorageTest is Test {
    StoredFwss private stored = new StoredFwss();
    FilecoinWarmStorageServiceStateView private stateView = new FilecoinWarmStorageServiceStateView(address(stored));

    function testFuzz_DataSet(uint256 id, FwssStorage.DataSet calldata dataSet) public {
        vm.assume(dataSet.payer != address(0));
        stored.setDataSet(id, dataSet);
        IFilecoinWarmStorageServiceStateView.DataSetInfoView memory info = stateView.getDataSet(id);
        assertEq(info.pdpRailId, dataSet.railId);
        assertEq(info.cacheMissRailId, 0);
        assertEq(info.cdnRailId, 0);
        assertEq(info.payer, dataSet.payer);
        assertEq(info.payee, dataSet.payee);
        assertEq(info.serviceProvider, dataSet.serviceProvider);
        assertEq(info.commissionBps, 0);
        assertEq(info.clientDataSetId, dataSet.clientDataSetId);
        assertEq(info.pdpEndEpoch, dataSet.endEpoch);
        assertEq(info.providerId, dataSet.providerId);
        assertEq(info.pendingOneTimePayments, dataSet.pending);
        assertEq(info.lifecycleReserveBalance, dataSet.reserve);
        assertEq(info.dataSetId, id);
        assertEq(stateView.railToDataSet(dataSet.railId), id);
        assertEq(stateView.clientDataSets(dataSet.payer)[0], id);
        assertEq(abi.encode(stateView.getClientDataSets(dataSet.payer)[0]), abi.encode(info));

        // Thirteen words in the order of the live struct.
        uint256[13] memory words;
        (words[0], words[3], words[4]) =
        (dataSet.railId, uint256(uint160(dataSet.payer)), uint256(uint160(dataSet.payee)));
        (words[5], words[7]) = (uint256(uint160(dataSet.serviceProvider)), dataSet.clientDataSetId);
        (words[8], words[9]) = (dataSet.endEpoch, dataSet.providerId);
        (words[10], words[11], words[12]) = (dataSet.pending, dataSet.reserve, id);
        assertEq(abi.encode(info), abi.encode(words));
    }

    function testFuzz_Proving(uint256 id, FwssStorage.Proving calldata proving, uint256 period) public {
        stored.setProving(id, proving, period);
        assertEq(stateView.provingActivationEpoch(id), proving.activation);
        assertEq(stateView.provingDeadline(id), proving.deadline);
        assertEq(stateView.provenThisPeriod(id), proving.proven);
        assertEq(stateView.getDataSetStatus(id), proving.activation == 0 ? 0 : 1);
        assertTrue(stateView.provenPeriods(id, period));
        assertFalse(stateView.provenPeriods(id, period ^ 1));
        assertFalse(stateView.provenPeriods(id ^ 1, period));
    }

    /// @dev Period and window of the data set, not of the configuration.
    function testFuzz_ProvingTerms(uint256 id, FwssStorage.Proving memory proving) public {
        proving.activation = uint48(bound(proving.activation, 1, 2 ** 40));
        proving.deadline = uint48(bound(proving.deadline, 2 ** 41, 2 ** 46));
        proving.period = uint48(bound(proving.period, 1, 2 ** 40));
        proving.window = uint48(bound(proving.window, 0, proving.period));
        vm.roll(proving.deadline);
        stored.setProving(id, proving, 0);
        assertEq(stateView.nextPDPChallengeWindowStart(id), uint256(proving.deadline) + proving.period - proving.window);
    }

    function testFuzz_Configuration(uint48 period, uint48 window, address viewContract) public {
        window = uint48(bound(window, 0, period));
        stored.setConfiguration(period, window, viewContract);
        (uint64 maxProvingPeriod, uint256 challengeWindowSize, uint256 challenges, uint256 first) =
            stateView.getPDPConfig();
        assertEq(maxProvingPeriod, period);
        assertEq(challengeWindowSize, window);
        assertEq(challenges, 5);
        assertEq(first, block.number + period - window);
    }

    function testFuzz_Metadata(uint256 id, uint256 pieceId, string[3] calldata texts) public {
        Metadata memory metadata = Metadata({keys: new string[](2), values: new string[](2)});
        (metadata.keys[0], metadata.values[0]) = ("a", texts[0]);
        (metadata.keys[1], metadata.values[1]) = ("b", texts[1]);
        Metadata memory ofPiece = Metadata({keys: new string[](1), values: new string[](1)});
        (ofPiece.keys[0], ofPiece.values[0]) = (texts[2], texts[0]);
        stored.setMetadata(id, pieceId, metadata, ofPiece);

        (string[] memory keys, string[] memory values) = stateView.getAllDataSetMetadata(id);
        assertEq(abi.encode(keys, values), abi.encode(metadata.keys, metadata.values));
        (bool exists, string memory value) = stateView.getDataSetMetadata(id, "b");
        assertTrue(exists);
        assertEq(value, texts[1]);
        (keys, values) = stateView.getAllPieceMetadata(id, pieceId);
        assertEq(abi.encode(keys, values), abi.encode(ofPiece.keys, ofPiece.values));
        (exists, value) = stateView.getPieceMetadata(id, pieceId, texts[2]);
        assertTrue(exists);
        assertEq(value, texts[0]);
        (exists,) = stateView.getPieceMetadata(id, pieceId ^ 1, texts[2]);
        assertFalse(exists);
    }

    function testFuzz_Lists(uint64[5] calldata ids, uint8 offset, uint8 limit) public {
        for (uint256 i = 0; i < ids.length; i++) {
            stored.setProvider(ids[i]);
            assertTrue(stateView.isProviderApproved(ids[i]));
        }
        assertEq(stateView.getApprovedProvidersLength(), 5);
        uint256[] memory page = stateView.getApprovedProviders(offset, limit);
        uint256 rest = offset < 5 ? 5 - uint256(offset) : 0;
        assertEq(page.length, limit == 0 || limit > rest ? rest : limit);
        for (uint256 i = 0; i < page.length; i++) {
            assertEq(page[i], ids[offset + i]);
        }
    }

    function testFuzz_Nonces(address account, uint256 nonce, uint256 creation, uint256 addition) public {
        stored.setNonces(account, nonce, creation, addition);
        bool free = creation == 0 || creation == type(uint256).max;
        assertEq(stateView.clientNonces(account, nonce), free ? addition : creation);
        stored.setNonces(account, nonce, 0, addition);
        assertEq(stateView.clientNonces(account, nonce), addition);
        stored.setNonces(account, nonce, type(uint256).max, addition);
        assertEq(stateView.clientNonces(account, nonce), addition);
    }
}
