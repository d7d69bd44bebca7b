// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

/// @title IDataSetAuthorizer
/// @notice A contract that decides, in place of the service, what is authorized on a data set whose payer chose it.
interface IDataSetAuthorizer {
    /// @notice Whether `signature` lets `operation` be done. The service is the caller; it has checked neither key nor grant.
    /// May change its own state; a revert goes through to whoever submitted.
    /// @param dataSetId The data set.
    /// @param payer Who pays for it.
    /// @param operation EIP-712 type hash of the operation.
    /// @param digest What is signed, by EIP-712.
    /// @param signature As it was submitted.
    /// @param operationData What is asked for. `AddPieces`: `abi.encode(uint256 clientDataSetId, uint256 nonce, Cid[] pieceData,
    /// string[][] keys, string[][] values)`; `SchedulePieceRemovals`: `abi.encode(uint256 clientDataSetId, uint256[] pieceIds)`;
    /// `TerminateService`: empty.
    function isAuthorized(
        uint256 dataSetId,
        address payer,
        bytes32 operation,
        bytes32 digest,
        bytes calldata signature,
        bytes calldata operationData
    ) external returns (bool authorized);
}
