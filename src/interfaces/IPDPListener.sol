// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Cid} from "../types/Cid.sol";

/// @title IPDPListener
/// @notice What a service implements to follow its data sets. PDPVerifier calls these functions within the transaction of
/// the storage provider, after its own state has changed; a revert undoes that change, which is how a service refuses.
interface IPDPListener {
    /// @notice A data set was created.
    /// @param dataSetId The new data set.
    /// @param creator The caller, now storage provider of the data set.
    /// @param extraData Whatever the storage provider passed on for the service.
    function dataSetCreated(uint256 dataSetId, address creator, bytes calldata extraData) external;

    /// @notice Pieces were added.
    /// @param dataSetId The data set.
    /// @param firstAdded Id of the first new piece; the others follow without a gap.
    /// @param pieceData The PieceCIDs, in the order of their ids; at least one.
    /// @param extraData Whatever the storage provider passed on for the service.
    function piecesAdded(uint256 dataSetId, uint256 firstAdded, Cid[] calldata pieceData, bytes calldata extraData)
        external;

    /// @notice Pieces were queued for removal at the start of the next proving period.
    /// @param dataSetId The data set.
    /// @param pieceIds The pieces added to the queue by this call; may be empty.
    /// @param extraData Whatever the storage provider passed on for the service.
    function piecesScheduledRemove(uint256 dataSetId, uint256[] calldata pieceIds, bytes calldata extraData) external;

    /// @notice The storage provider answered a challenge. Without extra data: only the storage provider is ever involved.
    /// @param dataSetId The data set.
    /// @param challengedLeafCount Leaves of 32 bytes in the data set, including those not yet challenged.
    /// @param seed Randomness the challenges were drawn from.
    /// @param challengeCount How many leaves were challenged.
    function possessionProven(uint256 dataSetId, uint256 challengedLeafCount, uint256 seed, uint256 challengeCount)
        external;

    /// @notice A proving period has started; queued pieces are gone.
    /// @param dataSetId The data set.
    /// @param challengeEpoch Block number from which on, inclusive, the next proof is due; 0 when the set is empty.
    /// @param leafCount Leaves of 32 bytes in the data set, after removals.
    /// @param extraData Whatever the storage provider passed on for the service.
    function nextProvingPeriod(uint256 dataSetId, uint256 challengeEpoch, uint256 leafCount, bytes calldata extraData)
        external;

    /// @notice A data set is being deleted.
    /// @param dataSetId The data set, still live, without leaves.
    /// @param deletedLeafCount Leaves of 32 bytes it had.
    /// @param extraData Whatever the storage provider passed on for the service.
    function dataSetDeleted(uint256 dataSetId, uint256 deletedLeafCount, bytes calldata extraData) external;

    /// @notice A data set moved to another storage provider.
    /// @param dataSetId The data set.
    /// @param oldStorageProvider Who proposed the move.
    /// @param newStorageProvider Who accepted it, and the caller.
    /// @param extraData Whatever the new storage provider passed on for the service.
    function storageProviderChanged(
        uint256 dataSetId,
        address oldStorageProvider,
        address newStorageProvider,
        bytes calldata extraData
    ) external;
}
