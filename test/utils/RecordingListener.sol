// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IPDPListener} from "../../src/interfaces/IPDPListener.sol";
import {IPDPVerifier} from "../../src/interfaces/IPDPVerifier.sol";
import {Cid} from "../../src/types/Cid.sol";

/// @title RecordingListener
/// @notice A listener that emits every callback as it came, along with the data set as it stood at that moment, and
/// refuses on demand.
contract RecordingListener is IPDPListener {
    /// @param data The callback with its arguments.
    /// @param live Whether the data set is live.
    /// @param leafCount Its leaves, 0 when it is not live.
    /// @param storageProvider Its storage provider, zero when it is not live.
    event Called(bytes data, bool live, uint256 leafCount, address storageProvider);

    error Refused(bytes4 callback);

    bytes4 public refused;

    function refuse(bytes4 callback) external {
        refused = callback;
    }

    function _record(uint256 dataSetId) private {
        if (msg.sig == refused) revert Refused(msg.sig);
        IPDPVerifier verifier = IPDPVerifier(msg.sender);
        if (!verifier.dataSetLive(dataSetId)) {
            emit Called(msg.data, false, 0, address(0));
            return;
        }
        (address storageProvider,) = verifier.getDataSetStorageProvider(dataSetId);
        emit Called(msg.data, true, verifier.getDataSetLeafCount(dataSetId), storageProvider);
    }

    function dataSetCreated(uint256 dataSetId, address, bytes calldata) external {
        _record(dataSetId);
    }

    function piecesAdded(uint256 dataSetId, uint256, Cid[] calldata, bytes calldata) external {
        _record(dataSetId);
    }

    function piecesScheduledRemove(uint256 dataSetId, uint256[] calldata, bytes calldata) external {
        _record(dataSetId);
    }

    function possessionProven(uint256 dataSetId, uint256, uint256, uint256) external {
        _record(dataSetId);
    }

    function nextProvingPeriod(uint256 dataSetId, uint256, uint256, bytes calldata) external {
        _record(dataSetId);
    }

    function dataSetDeleted(uint256 dataSetId, uint256, bytes calldata) external {
        _record(dataSetId);
    }

    function storageProviderChanged(uint256 dataSetId, address, address, bytes calldata) external {
        _record(dataSetId);
    }
}
