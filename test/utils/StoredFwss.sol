// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Extsload} from "../../src/fwss/Extsload.sol";
import {FwssStorage} from "../../src/fwss/FwssStorage.sol";
import {Metadata} from "../../src/libraries/MetadataStore.sol";
import {LibBitmap} from "solady/utils/LibBitmap.sol";

/// @notice A service that has the layout, is written to by the compiler, and is read by slot.
contract StoredFwss is FwssStorage, Extsload {
    using LibBitmap for LibBitmap.Bitmap;

    address public usdfcTokenAddress;

    function setDataSet(uint256 id, DataSet calldata dataSet) external {
        _dataSets[id] = dataSet;
        _clientDataSets[dataSet.payer].push(id);
        _railToDataSet[dataSet.railId] = id;
    }

    function setProving(uint256 id, Proving calldata proving, uint256 provenPeriod) external {
        _proving[id] = proving;
        _provenPeriods[id].set(provenPeriod);
    }

    function setConfiguration(uint48 period, uint48 window, address viewContract) external {
        (_provingPeriod, _challengeWindow, _viewContract) = (period, window, viewContract);
    }

    function setMetadata(uint256 id, uint256 pieceId, Metadata calldata metadata, Metadata calldata ofPiece) external {
        _metadata[id] = metadata;
        _pieceMetadata[id][pieceId] = ofPiece;
    }

    function leavingSlot(uint256 id) external view returns (bytes32 slot) {
        uint256[] storage leaving = _leavingMetadata[id];
        assembly ("memory-safe") {
            slot := leaving.slot
        }
    }

    function setProvider(uint256 providerId) external {
        _approvedProviders.push(providerId);
        _isApproved[providerId] = true;
    }

    function setNonces(address account, uint256 nonce, uint256 creation, uint256 addition) external {
        (_creations[account][nonce], _additions[account][nonce]) = (creation, addition);
    }
}
