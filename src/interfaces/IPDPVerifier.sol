// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Cid} from "../types/Cid.sol";

/// @title IPDPVerifier
/// @notice Data sets, the pieces in them, and the proofs that a storage provider still has them.
/// @dev Epochs are block numbers. A leaf is 32 bytes. Data set ids count from 1, piece ids from 0 within their data set;
/// neither is ever reused. A function that takes a data set reverts with `DataSetNotLive` unless it is live, if it says
/// nothing else. A deleted data set is *in cleanup* until the last of its pieces is removed, and unknown from then on.
interface IPDPVerifier {
    /* TYPES */

    /// @notice Answer to one challenge.
    /// @param leaf The challenged leaf.
    /// @param proof Siblings on the way from the leaf to the root of its piece.
    struct Proof {
        bytes32 leaf;
        bytes32[] proof;
    }

    /// @notice A leaf of a data set.
    /// @param pieceId Piece that contains the leaf.
    /// @param offset Index of the leaf within the piece, from 0.
    struct PieceIdAndOffset {
        uint256 pieceId;
        uint256 offset;
    }

    /* EVENTS */

    /// @notice Data set `setId` was created by its first storage provider.
    event DataSetCreated(uint256 indexed setId, address indexed storageProvider);

    /// @notice Data set `setId` moved to another storage provider.
    event StorageProviderChanged(
        uint256 indexed setId, address indexed oldStorageProvider, address indexed newStorageProvider
    );

    /// @notice Data set `setId` was deleted, with `deletedLeafCount` leaves in it.
    event DataSetDeleted(uint256 indexed setId, uint256 deletedLeafCount);

    /// @notice A proving period of `setId` started without a single piece.
    event DataSetEmpty(uint256 indexed setId);

    /// @notice Pieces were added to `setId`; both lists have the same order.
    event PiecesAdded(uint256 indexed setId, uint256[] pieceIds, Cid[] pieceCids);

    /// @notice Queued pieces were removed from `setId`, in the order they were queued.
    event PiecesRemoved(uint256 indexed setId, uint256[] pieceIds);

    /// @notice A proof of `setId` cost `fee` attoFIL, which are burnt.
    event ProofFeePaid(uint256 indexed setId, uint256 fee);

    /// @notice The storage provider answered `challenges` for `setId`.
    event PossessionProven(uint256 indexed setId, PieceIdAndOffset[] challenges);

    /// @notice A proving period of `setId` started. `challengeEpoch` is the epoch asked for, `leafCount` counts after removals.
    event NextProvingPeriod(uint256 indexed setId, uint256 challengeEpoch, uint256 leafCount);

    /* ERRORS */

    /// @notice Piece number `idx` of the call, from 0, is unacceptable; `msg` says why.
    error IndexedError(uint256 idx, string msg);

    /// @notice Less than `FIL_CLEANUP_DEPOSIT` came with the creation of a data set.
    error CleanupDepositRequired();

    /// @notice The data set was never created, or is deleted and cleaned up.
    error DataSetNotFound();

    /// @notice The data set was never created, or is deleted.
    error DataSetNotLive();

    /// @notice The data set is deleted already, and waits for `cleanupPieces`.
    error DataSetAlreadyInCleanup();

    /// @notice Until `INACTIVITY_WINDOW` has passed since the last proof, nobody else may delete the data set.
    error OnlyStorageProviderCanDelete();

    /// @notice A cleanup of nothing was asked for.
    error MaxPiecesMustBePositive();

    /// @notice The data set is not deleted, or cleaned up already.
    error DataSetNotInCleanupMode();

    /// @notice Until `INACTIVITY_WINDOW` has passed since the deletion, nobody else may clean the data set up.
    error OnlyStorageProviderCanCleanupPieces();

    /// @notice The caller does not take what it sent in excess.
    error TransferFailed();

    /// @notice The caller does not take the deposit of the data set.
    error DepositTransferFailed();

    /// @notice A proof of `setId` costs `fee` attoFIL; `value` came with it.
    error ProofFeeRequired(uint256 setId, uint256 fee, uint256 value);

    /// @notice A new data set needs a listener.
    error ListenerRequired();

    /// @notice `setId` exists already; its listener cannot be set to `listener`.
    error ListenerNotAllowed(uint256 setId, address listener);

    /// @notice Adding to an existing data set is free, yet `value` attoFIL came with the call.
    error UnexpectedValue(uint256 value);

    /// @notice `caller` is not `storageProvider` of `setId`.
    error CallerNotStorageProvider(uint256 setId, address storageProvider, address caller);

    /// @notice `caller` is not the storage provider that was proposed for `setId`; zero stands for no proposal.
    error CallerNotProposedStorageProvider(uint256 setId, address proposed, address caller);

    /// @notice Nothing to add to `setId`.
    error NoPieces(uint256 setId);

    /// @notice With this call `queued` removals would wait for the next proving period of `setId`, more than `max`.
    error TooManyRemovals(uint256 setId, uint256 queued, uint256 max);

    /// @notice `pieceId` was never added to `setId`, or is removed.
    error PieceNotLive(uint256 setId, uint256 pieceId);

    /// @notice `pieceId` is in the queue of `setId` already.
    error RemovalAlreadyScheduled(uint256 setId, uint256 pieceId);

    /// @notice `setId` has no leaves to prove.
    error NoLeaves(uint256 setId);

    /// @notice The challenge would come `epochs` after the current block, sooner than `minDelay`; 0 also for the past.
    error InsufficientChallengeDelay(uint256 epochs, uint256 minDelay);

    /// @notice The challenge would come `epochs` after the current block, later than `maxDelay`.
    error ExcessiveChallengeDelay(uint256 epochs, uint256 maxDelay);

    /// @notice A proof for `setId` without an answer.
    error NoProofs(uint256 setId);

    /// @notice `setId` has no challenge to answer: no proving period has started since it was created or emptied.
    error NoChallengeScheduled(uint256 setId);

    /// @notice The challenge of `setId` is due at `challengeEpoch`, after the current `epoch`.
    error PrematureProof(uint256 setId, uint256 challengeEpoch, uint256 epoch);

    /// @notice Leaf `leafIndex` is outside `setId`, which has `leafCount` leaves.
    error LeafOutOfRange(uint256 setId, uint256 leafIndex, uint256 leafCount);

    /// @notice A page of nothing was asked for.
    error ZeroLimit();

    /* DATA SETS */

    /// @notice Creates an empty data set; the caller becomes its storage provider. Takes `FIL_CLEANUP_DEPOSIT`, once the
    /// listener agreed, and returns what came on top.
    /// @param listenerAddr Contract to notify, or zero for none.
    /// @param extraData Passed on to `dataSetCreated`.
    /// @return Id of the new data set.
    function createDataSet(address listenerAddr, bytes calldata extraData) external payable returns (uint256);

    /// @notice Deletes a data set. A set that never had a piece is gone at once, and its deposit goes to the caller; any
    /// other is in cleanup. Storage provider only, up to and in block `getDataSetLastProvenEpoch` + `INACTIVITY_WINDOW`.
    /// @param extraData Passed on to `dataSetDeleted`, which finds the set live, without leaves.
    function deleteDataSet(uint256 setId, bytes calldata extraData) external;

    /// @notice Removes pieces of a data set in cleanup, the last ones first, and pays its deposit to the caller who removes
    /// piece 0. Storage provider only, up to and in the block `INACTIVITY_WINDOW` after that of the deletion.
    /// @param maxPieces How many piece ids to give up at most; not 0. Ids of pieces that were removed before count.
    /// @return done Whether nothing is left.
    function cleanupPieces(uint256 setId, uint256 maxPieces) external returns (bool done);

    /// @notice Offers the data set to another storage provider, in place of an earlier offer. Storage provider only.
    /// @param newStorageProvider Who may claim the data set; the current storage provider or zero to take the offer back.
    function proposeDataSetStorageProvider(uint256 setId, address newStorageProvider) external;

    /// @notice Accepts the data set. Proposed storage provider only.
    /// @param extraData Passed on to `storageProviderChanged`.
    function claimDataSetStorageProvider(uint256 setId, bytes calldata extraData) external;

    /* PIECES */

    /// @notice Adds pieces to a data set, or creates one, as `createDataSet` does, and adds them at once.
    /// @param setId Data set of the caller; 0 to create one.
    /// @param listenerAddr Zero for an existing data set; the contract to notify for a new one, never zero.
    /// @param pieceData PieceCIDs of at most `MAX_PIECE_SIZE_LOG2` height. At least one, or none to just create.
    /// @param extraData Passed on to `piecesAdded`; for a new data set `abi.encode(bytes create, bytes add)`, of which
    /// `create` goes to `dataSetCreated`, and `add` to `piecesAdded` if there are pieces.
    /// @return Id of the first piece added; for a new data set its id.
    function addPieces(uint256 setId, address listenerAddr, Cid[] calldata pieceData, bytes calldata extraData)
        external
        payable
        returns (uint256);

    /// @notice Queues pieces for removal at the start of the next proving period. Storage provider only.
    /// @param pieceIds Live pieces that are not in the queue yet.
    /// @param extraData Passed on to `piecesScheduledRemove`.
    function schedulePieceDeletions(uint256 setId, uint256[] calldata pieceIds, bytes calldata extraData) external;

    /* PROVING */

    /// @notice Starts a proving period: queued pieces go, new pieces become subject to challenges. Storage provider only.
    /// @param challengeEpoch From which block on, inclusive, a proof is due; at least `getChallengeFinality()` blocks
    /// ahead, and at most 43 200. Must be so even if the data set is empty afterwards and gets no challenge.
    /// @param extraData Passed on to `nextProvingPeriod`.
    function nextProvingPeriod(uint256 setId, uint256 challengeEpoch, bytes calldata extraData) external;

    /// @notice Answers the challenge that is due. Storage provider only. Takes and burns `calculateProofFee`, and returns
    /// what came on top.
    /// @param proofs One answer per challenge, at least one.
    function provePossession(uint256 setId, Proof[] calldata proofs) external payable;

    /* DATA SET VIEWS */

    /// @notice Whether the data set was created and not deleted since. Never reverts.
    function dataSetLive(uint256 setId) external view returns (bool);

    /// @notice Contract that is notified of changes, zero for none.
    function getDataSetListener(uint256 setId) external view returns (address);

    /// @notice The storage provider, and the one proposed to follow, zero for none.
    function getDataSetStorageProvider(uint256 setId) external view returns (address, address);

    /// @notice Leaves in the data set, pieces queued for removal and pieces not yet challenged included.
    function getDataSetLeafCount(uint256 setId) external view returns (uint256);

    /// @notice Block of the last proof; until there is one, of the creation. Also that of the period that found the set empty.
    function getDataSetLastProvenEpoch(uint256 setId) external view returns (uint256);

    /// @notice Block from which on, inclusive, a proof is due; 0 for none, the highest number in cleanup. Reverts with
    /// `DataSetNotFound` for a set that is neither live nor in cleanup.
    function getNextChallengeEpoch(uint256 setId) external view returns (uint256);

    /// @notice Leaves subject to challenges in this proving period: those there were when it started.
    function getChallengeRange(uint256 setId) external view returns (uint256);

    /// @notice Id the next data set will get.
    function getNextDataSetId() external view returns (uint64);

    /* PIECE VIEWS */

    /// @notice Whether the data set is live and the piece in it, queued for removal or not. Never reverts.
    function pieceLive(uint256 setId, uint256 pieceId) external view returns (bool);

    /// @notice Whether the piece is live and was there when the proving period started.
    function pieceChallengable(uint256 setId, uint256 pieceId) external view returns (bool);

    /// @notice PieceCID of a piece; empty for one that is not live.
    function getPieceCid(uint256 setId, uint256 pieceId) external view returns (Cid memory);

    /// @notice Leaves of a piece that hold data; 0 for one that is not live.
    function getPieceLeafCount(uint256 setId, uint256 pieceId) external view returns (uint256);

    /// @notice Id the next piece of the data set will get; in cleanup how many ids are left to give up. Reverts with
    /// `DataSetNotFound` for a set that is neither live nor in cleanup.
    function getNextPieceId(uint256 setId) external view returns (uint256);

    /// @notice Pieces queued for removal, in the order they were queued.
    function getScheduledRemovals(uint256 setId) external view returns (uint256[] memory);

    /// @notice How many pieces are live.
    function getActivePieceCount(uint256 setId) external view returns (uint256 activeCount);

    /// @notice Live pieces in the order of their ids.
    /// @param offset How many live pieces to skip.
    /// @param limit How many to return at most; not 0.
    /// @return pieces PieceCIDs.
    /// @return pieceIds Their ids, in the same order.
    /// @return hasMore Whether further live pieces follow.
    function getActivePieces(uint256 setId, uint256 offset, uint256 limit)
        external
        view
        returns (Cid[] memory pieces, uint256[] memory pieceIds, bool hasMore);

    /// @notice Live pieces in the order of their ids, from an id on.
    /// @param startPieceId Where to start, inclusive; to go on, the last id returned plus one.
    /// @param limit How many to return at most; not 0.
    /// @return pieces PieceCIDs.
    /// @return pieceIds Their ids, in the same order.
    /// @return hasMore Whether further live pieces follow.
    function getActivePiecesByCursor(uint256 setId, uint256 startPieceId, uint256 limit)
        external
        view
        returns (Cid[] memory pieces, uint256[] memory pieceIds, bool hasMore);

    /// @notice Live pieces with a PieceCID, in the order of their ids: the same piece may be added more than once.
    /// @param pieceCid What to look for.
    /// @param startPieceId Where to start, inclusive.
    /// @param limit How many to return at most; not 0.
    function findPieceIdsByCid(uint256 setId, Cid calldata pieceCid, uint256 startPieceId, uint256 limit)
        external
        view
        returns (uint256[] memory pieceIds);

    /// @notice Where leaves of the data set are.
    /// @param leafIndexs Indices among all leaves of live pieces in the order of their ids, from 0.
    function findPieceIds(uint256 setId, uint256[] calldata leafIndexs)
        external
        view
        returns (PieceIdAndOffset[] memory);

    /* PROTOCOL VIEWS */

    /// @notice Least number of blocks between the start of a proving period and its challenge.
    function getChallengeFinality() external view returns (uint256);

    /// @notice Randomness of an epoch.
    function getRandomness(uint256 epoch) external view returns (uint256);

    /// @notice Fee of a proof for the data set, in attoFIL: that of `feePerTiB` for 32 bytes a challenged leaf, rounded down.
    function calculateProofFee(uint256 setId) external view returns (uint256);

    /// @notice Fee of a proof over 2^40 bytes, in attoFIL.
    function feePerTiB() external view returns (uint96);

    /// @notice What a new data set takes from its storage provider until it is cleaned up, in attoFIL.
    function FIL_CLEANUP_DEPOSIT() external view returns (uint256);

    /// @notice For how many blocks nobody but the storage provider may delete a data set, or clean it up.
    function INACTIVITY_WINDOW() external view returns (uint256);

    /// @notice Block of this contract's deployment: what counts as last proof of data sets without one, from before 3.4.
    function LEGACY_ACTIVITY_EPOCH() external view returns (uint256);

    /// @notice How many removals may wait in the queue of a data set, inclusive.
    function MAX_ENQUEUED_REMOVALS() external view returns (uint256);

    /// @notice Height of the tallest tree a piece may have, inclusive.
    function MAX_PIECE_SIZE_LOG2() external view returns (uint256);

    /// @notice Version of the contract.
    function VERSION() external view returns (string memory);
}
