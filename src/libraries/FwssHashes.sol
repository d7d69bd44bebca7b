// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Cid} from "../types/Cid.sol";
import {FwssPermissions} from "./FwssPermissions.sol";

/// @title FwssHashes
/// @notice EIP-712 struct hashes of what is signed for the Filecoin Warm Storage Service.
/// @dev Metadata comes as two lists of the same length: the keys, and the values in the same order.
library FwssHashes {
    bytes32 internal constant METADATA_ENTRY_TYPEHASH = keccak256("MetadataEntry(string key,string value)");

    bytes32 internal constant CID_TYPEHASH = keccak256("Cid(bytes data)");

    bytes32 internal constant PIECE_METADATA_TYPEHASH =
        keccak256("PieceMetadata(uint256 pieceIndex,MetadataEntry[] metadata)MetadataEntry(string key,string value)");

    function createDataSet(uint256 clientDataSetId, address payee, string[] memory keys, string[] memory values)
        internal
        pure
        returns (bytes32)
    {
        return
            keccak256(abi.encode(FwssPermissions.CREATE_DATA_SET, clientDataSetId, payee, hashMetadata(keys, values)));
    }

    function addPieces(
        uint256 clientDataSetId,
        uint256 nonce,
        Cid[] calldata pieces,
        string[][] memory keys,
        string[][] memory values
    ) internal pure returns (bytes32) {
        bytes32[] memory cids = new bytes32[](pieces.length);
        bytes32[] memory metadata = new bytes32[](pieces.length);
        for (uint256 i = 0; i < pieces.length; i++) {
            cids[i] = keccak256(abi.encode(CID_TYPEHASH, keccak256(pieces[i].data)));
            metadata[i] = keccak256(abi.encode(PIECE_METADATA_TYPEHASH, i, hashMetadata(keys[i], values[i])));
        }
        return
            keccak256(
                abi.encode(FwssPermissions.ADD_PIECES, clientDataSetId, nonce, hashList(cids), hashList(metadata))
            );
    }

    function schedulePieceRemovals(uint256 clientDataSetId, uint256[] calldata pieceIds)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(
            abi.encode(FwssPermissions.SCHEDULE_PIECE_REMOVALS, clientDataSetId, keccak256(abi.encodePacked(pieceIds)))
        );
    }

    function terminateService(uint256 dataSetId) internal pure returns (bytes32) {
        return keccak256(abi.encode(FwssPermissions.TERMINATE_SERVICE, dataSetId));
    }

    function hashMetadata(string[] memory keys, string[] memory values) private pure returns (bytes32) {
        bytes32[] memory entries = new bytes32[](keys.length);
        for (uint256 i = 0; i < keys.length; i++) {
            entries[i] =
                keccak256(abi.encode(METADATA_ENTRY_TYPEHASH, keccak256(bytes(keys[i])), keccak256(bytes(values[i]))));
        }
        return hashList(entries);
    }

    function hashList(bytes32[] memory hashes) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(hashes));
    }
}
