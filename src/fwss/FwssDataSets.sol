// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Metadata, MetadataStore} from "../libraries/MetadataStore.sol";
import {Cid} from "../types/Cid.sol";
import {FwssContracts} from "./FwssContracts.sol";
import {FwssStorage} from "./FwssStorage.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";

/// @title FwssDataSets
/// @notice Which data sets there are, whose they are, and what their clients say about them and their pieces.
abstract contract FwssDataSets is FwssStorage, FwssContracts {
    using MetadataStore for Metadata;
    using SafeCastLib for uint256;

    uint256 private constant MAX_DATA_SET_KEYS = 10;
    uint256 private constant MAX_PIECE_KEYS = 3;

    /* REGISTER */

    function _register(uint256 dataSetId, address serviceProvider, address payer, uint256 clientDataSetId)
        internal
        returns (DataSet storage dataSet)
    {
        if (payer == address(0)) revert ZeroAddress(AddressField.Payer);
        uint256 providerId = PROVIDERS.getProviderIdByAddress(serviceProvider);
        if (providerId == 0) revert ProviderNotRegistered(serviceProvider);

        dataSet = _dataSets[dataSetId];
        dataSet.payer = payer;
        dataSet.payee = PROVIDERS.getProviderPayee(providerId);
        dataSet.serviceProvider = serviceProvider;
        dataSet.providerId = providerId.toUint48();
        dataSet.clientDataSetId = clientDataSetId;
        dataSet.position = _clientDataSets[payer].length.toUint96();
        _clientDataSets[payer].push(dataSetId);
    }

    /// @dev The last in the payer's list takes its place.
    function _unregister(uint256 dataSetId, DataSet storage dataSet) internal {
        uint256[] storage list = _clientDataSets[dataSet.payer];
        uint256 last = list[list.length - 1];
        list[dataSet.position] = last;
        _dataSets[last].position = dataSet.position;
        list.pop();
        delete _railToDataSet[dataSet.railId];
        delete _dataSets[dataSetId];
        delete _proving[dataSetId];
        delete _metadata[dataSetId];
        delete _leavingMetadata[dataSetId];
        delete _authorizers[dataSetId];
    }

    /* FIND */

    function _registeredDataSet(uint256 dataSetId) internal view returns (DataSet storage dataSet) {
        dataSet = _dataSets[dataSetId];
        if (dataSet.payer == address(0)) revert DataSetNotRegistered(dataSetId);
    }

    /// @dev Up to and in its last epoch.
    function _paidDataSet(uint256 dataSetId) internal view returns (DataSet storage dataSet) {
        dataSet = _registeredDataSet(dataSetId);
        uint256 endEpoch = dataSet.endEpoch;
        if (endEpoch != 0 && block.number > endEpoch) {
            revert DataSetPaymentBeyondEndEpoch(dataSetId, endEpoch, block.number);
        }
    }

    function _existingDataSet(uint256 dataSetId) internal view returns (DataSet storage dataSet) {
        dataSet = _dataSets[dataSetId];
        if (dataSet.payer == address(0)) revert InvalidDataSetId(dataSetId);
    }

    function _activeDataSet(uint256 dataSetId) internal view returns (DataSet storage dataSet) {
        dataSet = _existingDataSet(dataSetId);
        if (dataSet.endEpoch != 0) revert DataSetPaymentAlreadyTerminated(dataSetId);
    }

    /* METADATA */

    function _describe(uint256 dataSetId, string[] memory keys, string[] memory values) internal {
        for (uint256 i = 0; i < keys.length; i++) {
            if (MetadataStore.equal(keys[i], "withCDN")) revert ContentDeliveryNotSold(dataSetId);
        }
        _metadata[dataSetId].store(dataSetId, keys, values, MAX_DATA_SET_KEYS);
    }

    /// @dev So that they can be hashed.
    function _requirePairs(uint256 pieceCount, string[][] memory keys, string[][] memory values) internal pure {
        if (keys.length != pieceCount) revert MetadataArrayCountMismatch(keys.length, pieceCount);
        if (values.length != pieceCount) revert MetadataArrayCountMismatch(values.length, pieceCount);
        for (uint256 i = 0; i < pieceCount; i++) {
            MetadataStore.requirePairs(keys[i], values[i]);
        }
    }

    function _describePieces(
        uint256 dataSetId,
        uint256 firstAdded,
        Cid[] calldata pieceData,
        string[][] memory keys,
        string[][] memory values
    ) internal {
        for (uint256 i = 0; i < pieceData.length; i++) {
            uint256 pieceId = firstAdded + i;
            _pieceMetadata[dataSetId][pieceId].store(dataSetId, keys[i], values[i], MAX_PIECE_KEYS);
            emit PieceAdded(dataSetId, pieceId, pieceData[i], keys[i], values[i]);
        }
    }

    function _markLeaving(uint256 dataSetId, uint256[] calldata pieceIds) internal {
        for (uint256 i = 0; i < pieceIds.length; i++) {
            if (_pieceMetadata[dataSetId][pieceIds[i]].keys.length != 0) _leavingMetadata[dataSetId].push(pieceIds[i]);
        }
    }

    function _dropLeaving(uint256 dataSetId) internal {
        uint256[] storage leaving = _leavingMetadata[dataSetId];
        for (uint256 i = 0; i < leaving.length; i++) {
            delete _pieceMetadata[dataSetId][leaving[i]];
        }
        delete _leavingMetadata[dataSetId];
    }
}
