// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity 0.8.30;

import {IPDPListener} from "../interfaces/IPDPListener.sol";
import {IPDPVerifier} from "../interfaces/IPDPVerifier.sol";
import {PieceCid} from "../libraries/PieceCid.sol";
import {Cid} from "../types/Cid.sol";
import {PieceSet} from "./PieceSet.sol";
import {EfficientHashLib} from "solady/utils/EfficientHashLib.sol";
import {LibBitmap} from "solady/utils/LibBitmap.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

/// @title PDPVerifier
/// @notice Local stand-in for the PDPVerifier that lives on Filecoin: same calls, callbacks, events and data sets, but it
/// believes every proof, its randomness is known in advance, and nothing costs a fee. Not for a public network.
/// @dev No owner, no upgrade. Proofs are counted, never checked.
contract PDPVerifier is IPDPVerifier {
    using LibBitmap for LibBitmap.Bitmap;
    using PieceCid for PieceCid.Piece;
    using PieceSet for PieceSet.Pieces;

    /// @param storageProvider Zero unless the data set is live.
    /// @param isScheduled The pieces that ever were in `scheduledRemovals`: one that was removed never comes back.
    struct DataSet {
        address storageProvider;
        address proposedStorageProvider;
        address listener;
        uint256 challengeRange;
        uint256 nextChallengeEpoch;
        uint256 lastProvenEpoch;
        uint256[] scheduledRemovals;
        LibBitmap.Bitmap isScheduled;
        PieceSet.Pieces pieces;
    }

    /* CONSTANTS */

    /// @inheritdoc IPDPVerifier
    string public constant VERSION = "3.4.0-local";

    /// @inheritdoc IPDPVerifier
    uint256 public constant MAX_PIECE_SIZE_LOG2 = 50;

    /// @inheritdoc IPDPVerifier
    uint256 public constant MAX_ENQUEUED_REMOVALS = 2000;

    /// @inheritdoc IPDPVerifier
    uint256 public constant NO_CHALLENGE_SCHEDULED = 0;

    /// @inheritdoc IPDPVerifier
    uint256 public constant FIL_SYBIL_FEE = 0;

    /// @inheritdoc IPDPVerifier
    uint256 public constant USDFC_SYBIL_FEE = 0;

    uint256 private constant _MAX_CHALLENGE_DELAY = 43_200;

    uint256 private immutable _CHALLENGE_FINALITY;

    /* STORAGE */

    uint64 private _nextDataSetId = 1;

    /// @dev What is left of a deleted data set stays, out of reach: ids are never reused.
    mapping(uint256 setId => DataSet) private _dataSets;

    /// @param challengeFinality Least number of blocks between the start of a proving period and its challenge.
    constructor(uint256 challengeFinality) {
        _CHALLENGE_FINALITY = challengeFinality;
    }

    /* DATA SETS */

    /// @inheritdoc IPDPVerifier
    function createDataSet(address listenerAddr, bytes calldata extraData) external payable returns (uint256) {
        uint256 setId = _createDataSet(listenerAddr, extraData);
        _returnValue();
        return setId;
    }

    function _createDataSet(address listener, bytes memory extraData) private returns (uint256 setId) {
        setId = _nextDataSetId++;
        DataSet storage set = _dataSets[setId];
        set.storageProvider = msg.sender;
        set.listener = listener;
        set.lastProvenEpoch = block.number;
        if (listener != address(0)) IPDPListener(listener).dataSetCreated(setId, msg.sender, extraData);
        emit DataSetCreated(setId, msg.sender);
    }

    /// @inheritdoc IPDPVerifier
    function deleteDataSet(uint256 setId, bytes calldata extraData) external {
        DataSet storage set = _ownDataSet(setId);
        uint256 leafCount = set.pieces.leafCount;
        address listener = set.listener;
        set.storageProvider = address(0);
        if (listener != address(0)) IPDPListener(listener).dataSetDeleted(setId, leafCount, extraData);
        emit DataSetDeleted(setId, leafCount);
    }

    /// @inheritdoc IPDPVerifier
    function proposeDataSetStorageProvider(uint256 setId, address newStorageProvider) external {
        DataSet storage set = _ownDataSet(setId);
        set.proposedStorageProvider = newStorageProvider == msg.sender ? address(0) : newStorageProvider;
    }

    /// @inheritdoc IPDPVerifier
    function claimDataSetStorageProvider(uint256 setId, bytes calldata extraData) external {
        DataSet storage set = _liveDataSet(setId);
        address proposed = set.proposedStorageProvider;
        if (msg.sender != proposed) revert CallerNotProposedStorageProvider(setId, proposed, msg.sender);
        address previous = set.storageProvider;
        address listener = set.listener;
        set.storageProvider = msg.sender;
        set.proposedStorageProvider = address(0);
        emit StorageProviderChanged(setId, previous, msg.sender);
        if (listener != address(0)) {
            IPDPListener(listener).storageProviderChanged(setId, previous, msg.sender, extraData);
        }
    }

    /* PIECES */

    /// @inheritdoc IPDPVerifier
    function addPieces(uint256 setId, address listenerAddr, Cid[] calldata pieceData, bytes calldata extraData)
        external
        payable
        returns (uint256)
    {
        if (setId != 0) {
            if (listenerAddr != address(0)) revert ListenerNotAllowed(setId, listenerAddr);
            if (msg.value != 0) revert UnexpectedValue(msg.value);
            return _addPieces(setId, pieceData, extraData);
        }

        if (listenerAddr == address(0)) revert ListenerRequired();
        (bytes memory create, bytes memory add) = abi.decode(extraData, (bytes, bytes));
        setId = _createDataSet(listenerAddr, create);
        if (pieceData.length != 0) _addPieces(setId, pieceData, add);
        _returnValue();
        return setId;
    }

    function _addPieces(uint256 setId, Cid[] calldata pieceData, bytes memory extraData)
        private
        returns (uint256 firstAdded)
    {
        DataSet storage set = _ownDataSet(setId);
        if (pieceData.length == 0) revert NoPieces(setId);

        firstAdded = set.pieces.nextId;
        uint256[] memory pieceIds = new uint256[](pieceData.length);
        for (uint256 i = 0; i < pieceData.length; i++) {
            pieceIds[i] = set.pieces.add(pieceData[i].data, _leafCount(pieceData[i].data, i));
        }

        emit PiecesAdded(setId, pieceIds, pieceData);
        address listener = set.listener;
        if (listener != address(0)) IPDPListener(listener).piecesAdded(setId, firstAdded, pieceData, extraData);
    }

    function _leafCount(bytes calldata data, uint256 index) private pure returns (uint256) {
        PieceCid.Piece memory piece = PieceCid.decode(data);
        if (piece.padding >= piece.capacity()) revert IndexedError(index, "Padding is too large");
        if (piece.height > MAX_PIECE_SIZE_LOG2) revert IndexedError(index, "Piece size must be less than 2^50");
        return piece.leafCount();
    }

    /// @inheritdoc IPDPVerifier
    function schedulePieceDeletions(uint256 setId, uint256[] calldata pieceIds, bytes calldata extraData) external {
        DataSet storage set = _ownDataSet(setId);
        uint256 queued = set.scheduledRemovals.length + pieceIds.length;
        if (queued > MAX_ENQUEUED_REMOVALS) revert TooManyRemovals(setId, queued, MAX_ENQUEUED_REMOVALS);
        for (uint256 i = 0; i < pieceIds.length; i++) {
            uint256 pieceId = pieceIds[i];
            if (!set.pieces.isLive(pieceId)) revert PieceNotLive(setId, pieceId);
            // `toggle` answers the new value: false when the piece was in the queue before.
            if (!set.isScheduled.toggle(pieceId)) revert RemovalAlreadyScheduled(setId, pieceId);
            set.scheduledRemovals.push(pieceId);
        }

        address listener = set.listener;
        if (listener != address(0)) IPDPListener(listener).piecesScheduledRemove(setId, pieceIds, extraData);
    }

    /* PROVING */

    /// @inheritdoc IPDPVerifier
    function nextProvingPeriod(uint256 setId, uint256 challengeEpoch, bytes calldata extraData) external {
        DataSet storage set = _ownDataSet(setId);
        if (set.pieces.leafCount == 0) revert NoLeaves(setId);
        uint256 delay = challengeEpoch > block.number ? challengeEpoch - block.number : 0;
        if (delay < _CHALLENGE_FINALITY) revert InsufficientChallengeDelay(delay, _CHALLENGE_FINALITY);
        if (delay > _MAX_CHALLENGE_DELAY) revert ExcessiveChallengeDelay(delay, _MAX_CHALLENGE_DELAY);

        _removeScheduled(set, setId);
        uint256 leafCount = set.pieces.leafCount;
        uint256 scheduled = leafCount == 0 ? NO_CHALLENGE_SCHEDULED : challengeEpoch;
        set.challengeRange = leafCount;
        set.nextChallengeEpoch = scheduled;
        if (leafCount == 0) {
            set.lastProvenEpoch = block.number;
            emit DataSetEmpty(setId);
        }

        address listener = set.listener;
        if (listener != address(0)) {
            IPDPListener(listener).nextProvingPeriod(setId, scheduled, leafCount, extraData);
        }
        emit NextProvingPeriod(setId, challengeEpoch, leafCount);
    }

    function _removeScheduled(DataSet storage set, uint256 setId) private {
        uint256[] memory pieceIds = set.scheduledRemovals;
        if (pieceIds.length == 0) return;
        delete set.scheduledRemovals;

        for (uint256 i = 0; i < pieceIds.length; i++) {
            set.pieces.remove(pieceIds[i]);
        }
        emit PiecesRemoved(setId, pieceIds);
    }

    /// @inheritdoc IPDPVerifier
    /// @dev Stand-in: draws the challenges and takes every answer for right.
    function provePossession(uint256 setId, Proof[] calldata proofs) external payable {
        DataSet storage set = _ownDataSet(setId);
        if (proofs.length == 0) revert NoProofs(setId);
        uint256 challengeEpoch = set.nextChallengeEpoch;
        if (challengeEpoch == NO_CHALLENGE_SCHEDULED) revert NoChallengeScheduled(setId);
        if (block.number < challengeEpoch) revert PrematureProof(setId, challengeEpoch, block.number);

        uint256 seed = getRandomness(challengeEpoch);
        PieceIdAndOffset[] memory challenges = new PieceIdAndOffset[](proofs.length);
        for (uint256 i = 0; i < proofs.length; i++) {
            uint256 leafIndex = uint256(EfficientHashLib.hash(seed, setId, i)) % set.challengeRange;
            challenges[i] = _locate(set, leafIndex);
        }

        set.lastProvenEpoch = block.number;
        address listener = set.listener;
        if (listener != address(0)) {
            IPDPListener(listener).possessionProven(setId, set.pieces.leafCount, seed, proofs.length);
        }
        emit PossessionProven(setId, challenges);
        _returnValue();
    }

    function _returnValue() private {
        if (msg.value != 0) SafeTransferLib.safeTransferETH(msg.sender, msg.value);
    }

    /* DATA SET VIEWS */

    /// @inheritdoc IPDPVerifier
    function dataSetLive(uint256 setId) public view returns (bool) {
        return _dataSets[setId].storageProvider != address(0);
    }

    function _liveDataSet(uint256 setId) private view returns (DataSet storage) {
        // A string, not a custom error: Synapse reads it as "this data set is gone" instead of failing.
        // forge-lint: disable-next-line(custom-errors)
        require(dataSetLive(setId), "Data set not live");
        return _dataSets[setId];
    }

    function _ownDataSet(uint256 setId) private view returns (DataSet storage set) {
        set = _liveDataSet(setId);
        if (msg.sender != set.storageProvider) revert CallerNotStorageProvider(setId, set.storageProvider, msg.sender);
    }

    /// @inheritdoc IPDPVerifier
    function getDataSetListener(uint256 setId) external view returns (address) {
        return _liveDataSet(setId).listener;
    }

    /// @inheritdoc IPDPVerifier
    function getDataSetStorageProvider(uint256 setId) external view returns (address, address) {
        DataSet storage set = _liveDataSet(setId);
        return (set.storageProvider, set.proposedStorageProvider);
    }

    /// @inheritdoc IPDPVerifier
    function getDataSetLeafCount(uint256 setId) external view returns (uint256) {
        return _liveDataSet(setId).pieces.leafCount;
    }

    /// @inheritdoc IPDPVerifier
    function getDataSetLastProvenEpoch(uint256 setId) external view returns (uint256) {
        return _liveDataSet(setId).lastProvenEpoch;
    }

    /// @inheritdoc IPDPVerifier
    function getNextChallengeEpoch(uint256 setId) external view returns (uint256) {
        return _liveDataSet(setId).nextChallengeEpoch;
    }

    /// @inheritdoc IPDPVerifier
    function getChallengeRange(uint256 setId) external view returns (uint256) {
        return _liveDataSet(setId).challengeRange;
    }

    /// @inheritdoc IPDPVerifier
    function getNextDataSetId() external view returns (uint64) {
        return _nextDataSetId;
    }

    /* PIECE VIEWS */

    /// @inheritdoc IPDPVerifier
    function pieceLive(uint256 setId, uint256 pieceId) external view returns (bool) {
        return dataSetLive(setId) && _dataSets[setId].pieces.isLive(pieceId);
    }

    /// @inheritdoc IPDPVerifier
    function pieceChallengable(uint256 setId, uint256 pieceId) external view returns (bool) {
        DataSet storage set = _liveDataSet(setId);
        uint256 range = set.challengeRange;
        if (range == 0 || !set.pieces.isLive(pieceId)) return false;
        return pieceId <= _locate(set, range - 1).pieceId;
    }

    /// @inheritdoc IPDPVerifier
    function getPieceCid(uint256 setId, uint256 pieceId) external view returns (Cid memory) {
        return Cid({data: _liveDataSet(setId).pieces.byId[pieceId].data});
    }

    /// @inheritdoc IPDPVerifier
    function getPieceLeafCount(uint256 setId, uint256 pieceId) external view returns (uint256) {
        return _liveDataSet(setId).pieces.byId[pieceId].leafCount;
    }

    /// @inheritdoc IPDPVerifier
    function getNextPieceId(uint256 setId) external view returns (uint256) {
        return _liveDataSet(setId).pieces.nextId;
    }

    /// @inheritdoc IPDPVerifier
    function getScheduledRemovals(uint256 setId) external view returns (uint256[] memory) {
        return _liveDataSet(setId).scheduledRemovals;
    }

    /// @inheritdoc IPDPVerifier
    function getActivePieceCount(uint256 setId) external view returns (uint256 activeCount) {
        return _liveDataSet(setId).pieces.count;
    }

    /// @inheritdoc IPDPVerifier
    function getActivePieces(uint256 setId, uint256 offset, uint256 limit)
        external
        view
        returns (Cid[] memory pieces, uint256[] memory pieceIds, bool hasMore)
    {
        return _page(setId, 0, offset, limit);
    }

    /// @inheritdoc IPDPVerifier
    function getActivePiecesByCursor(uint256 setId, uint256 startPieceId, uint256 limit)
        external
        view
        returns (Cid[] memory pieces, uint256[] memory pieceIds, bool hasMore)
    {
        return _page(setId, startPieceId, 0, limit);
    }

    function _page(uint256 setId, uint256 start, uint256 skip, uint256 limit)
        private
        view
        returns (Cid[] memory, uint256[] memory, bool)
    {
        DataSet storage set = _liveDataSet(setId);
        if (limit == 0) revert ZeroLimit();
        return set.pieces.page(start, skip, limit);
    }

    /// @inheritdoc IPDPVerifier
    function findPieceIdsByCid(uint256 setId, Cid calldata pieceCid, uint256 startPieceId, uint256 limit)
        external
        view
        returns (uint256[] memory pieceIds)
    {
        DataSet storage set = _liveDataSet(setId);
        if (limit == 0) revert ZeroLimit();
        return set.pieces.find(pieceCid.data, startPieceId, limit);
    }

    /// @inheritdoc IPDPVerifier
    function findPieceIds(uint256 setId, uint256[] calldata leafIndexs)
        external
        view
        returns (PieceIdAndOffset[] memory)
    {
        DataSet storage set = _liveDataSet(setId);
        PieceIdAndOffset[] memory found = new PieceIdAndOffset[](leafIndexs.length);
        for (uint256 i = 0; i < leafIndexs.length; i++) {
            if (leafIndexs[i] >= set.pieces.leafCount) {
                revert LeafOutOfRange(setId, leafIndexs[i], set.pieces.leafCount);
            }
            found[i] = _locate(set, leafIndexs[i]);
        }
        return found;
    }

    function _locate(DataSet storage set, uint256 leafIndex) private view returns (PieceIdAndOffset memory leaf) {
        (leaf.pieceId, leaf.offset) = set.pieces.locate(leafIndex);
    }

    /* PROTOCOL VIEWS */

    /// @inheritdoc IPDPVerifier
    function getChallengeFinality() external view returns (uint256) {
        return _CHALLENGE_FINALITY;
    }

    /// @inheritdoc IPDPVerifier
    /// @dev Stand-in: anyone can compute it ahead of time.
    function getRandomness(uint256 epoch) public pure returns (uint256) {
        return uint256(EfficientHashLib.hash(epoch));
    }

    /// @inheritdoc IPDPVerifier
    function calculateProofFee(uint256 setId) external view returns (uint256) {
        _liveDataSet(setId);
        return 0;
    }
}
