// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

/// @title FwssPermissions
/// @notice The permissions of the Filecoin Warm Storage Service. A permission is the EIP-712 type hash of the operation it allows.
library FwssPermissions {
    /// @notice Creating a data set.
    bytes32 internal constant CREATE_DATA_SET = keccak256(
        "CreateDataSet(uint256 clientDataSetId,address payee,MetadataEntry[] metadata)MetadataEntry(string key,string value)"
    );

    /// @notice Adding pieces to a data set.
    bytes32 internal constant ADD_PIECES = keccak256(
        "AddPieces(uint256 clientDataSetId,uint256 nonce,Cid[] pieceData,PieceMetadata[] pieceMetadata)Cid(bytes data)MetadataEntry(string key,string value)PieceMetadata(uint256 pieceIndex,MetadataEntry[] metadata)"
    );

    /// @notice Scheduling pieces for removal. Destructive.
    bytes32 internal constant SCHEDULE_PIECE_REMOVALS =
        keccak256("SchedulePieceRemovals(uint256 clientDataSetId,uint256[] pieceIds)");

    /// @notice Terminating the service of a data set. Destructive.
    bytes32 internal constant TERMINATE_SERVICE = keccak256("TerminateService(uint256 dataSetId)");

    /// @notice All four, in the order of the lanes of a `Session`.
    function all() internal pure returns (bytes32[] memory permissions) {
        permissions = new bytes32[](4);
        permissions[0] = CREATE_DATA_SET;
        permissions[1] = ADD_PIECES;
        permissions[2] = SCHEDULE_PIECE_REMOVALS;
        permissions[3] = TERMINATE_SERVICE;
    }

    /// @notice The permission for an operation on one data set only.
    function scoped(bytes32 operation, uint256 dataSetId) internal pure returns (bytes32) {
        return keccak256(abi.encode(operation, dataSetId));
    }
}
