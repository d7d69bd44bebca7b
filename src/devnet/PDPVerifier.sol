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
/// @notice Local stand-in for the PDPVerifier that lives on Filecoin: same calls, callbacks, events, deposits and data sets,
/// but it believes every proof, and its randomness is known in advance. Not for a public network.
/// @dev No owner, no upgrade, no other fee than the first. Proofs are counted, never checked.
contract PDPVerifier is IPDPVerifier {
    using LibBitmap for LibBitmap.Bitmap;
    using PieceCid for PieceCid.Piece;
    using PieceSet for PieceSet.Pieces;

    /// @param storageProvider Zero before the data set is created, and once it is deleted and cleaned up.
    /// @param nextChallengeEpoch 0 for none, `_IN_CLEANUP` from the deletion on.
    /// @param deletedAt Block of the deletion, 0 before.
    /// @param deposit What is paid to whoever finishes the cleanup, in attoFIL.
    /// @param isScheduled The pieces that ever were in `scheduledRemovals`: one that was removed never comes back.
    struct DataSet {
        address storageProvider;
        address proposedStorageProvider;
        address listener;
        uint256 challengeRange;
        uint256 nextChallengeEpoch;
        uint256 lastProvenEpoch;
        uint256 deletedAt;
        uint256 deposit;
        uint256[] scheduledRemovals;
        LibBitmap.Bitmap isScheduled;
        PieceSet.Pieces pieces;
    }

    /* CONSTANTS */

    /// @inheritdoc IPDPVerifier
    string public constant VERSION = "3.4.0";

    /// @inheritdoc IPDPVerifier
    uint256 public constant MAX_PIECE_SIZE_LOG2 = 50;

    /// @inheritdoc IPDPVerifier
    uint256 public constant MAX_ENQUEUED_REMOVALS = 2000;

    /// @inheritdoc IPDPVerifier
    uint256 public constant FIL_CLEANUP_DEPOSIT = 0.1 ether;

    /// @inheritdoc IPDPVerifier
    uint256 public constant INACTIVITY_WINDOW = 86_400;

    /// @inheritdoc IPDPVerifier
    // forge-lint: disable-next-line(screaming-snake-case-const)
    uint96 public constant feePerTiB = 0.000_23 ether;

    uint256 private constant _MAX_CHALLENGE_DELAY = INACTIVITY_WINDOW / 2;

    uint256 private constant _NO_CHALLENGE = 0;

    uint256 private constant _IN_CLEANUP = type(uint256).max;

    /// @dev Filecoin's actor f099, whose balance is out of reach.
    address private constant _BURNT_FUNDS = 0xff00000000000000000000000000000000000063;

    /// @inheritdoc IPDPVerifier
    uint256 public immutable LEGACY_ACTIVITY_EPOCH = block.number;

    uint256 private immutable _CHALLENGE_FINALITY;

    /* STORAGE */

    uint64 private _nextDataSetId = 1;

    /// @dev What is left of a data set after its cleanup stays, out of reach: ids are never reused.
    mapping(uint256 setId => DataSet) private _dataSets;

    /// @param challengeFinality Least number of blocks between the start of a proving period and its challenge.
    constructor(uint256 challengeFinality) {
        _CHALLENGE_FINALITY = challengeFinality;
    }

    /* DATA SETS */

    /// @inheritdoc IPDPVerifier
    function createDataSet(address listenerAddr, bytes calldata extraData) external payable returns (uint256) {
        uint256 setId = _createDataSet(listenerAddr, extraData);
        _takeDeposit(setId);
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

    function _takeDeposit(uint256 setId) private {
        if (msg.value < FIL_CLEANUP_DEPOSIT) revert CleanupDepositRequired();
        _dataSets[setId].deposit = FIL_CLEANUP_DEPOSIT;
        _return(msg.value - FIL_CLEANUP_DEPOSIT);
    }

    function _return(uint256 excess) private {
        if (!_pay(excess)) revert TransferFailed();
    }

    function _pay(uint256 amount) private returns (bool) {
        return amount == 0 || SafeTransferLib.trySafeTransferETH(msg.sender, amount, gasleft());
    }

    /// @inheritdoc IPDPVerifier
    function deleteDataSet(uint256 setId, bytes calldata extraData) external {
        DataSet storage set = _dataSets[setId];
        if (_isInCleanup(set)) revert DataSetAlreadyInCleanup();
        _requireLive(setId);
        if (!_isOpenToAnyone(set.lastProvenEpoch) && msg.sender != set.storageProvider) {
            revert OnlyStorageProviderCanDelete();
        }

        uint256 leafCount = set.pieces.leafCount;
        set.pieces.leafCount = 0;
        address listener = set.listener;
        if (listener != address(0)) IPDPListener(listener).dataSetDeleted(setId, leafCount, extraData);
        emit DataSetDeleted(setId, leafCount);

        set.nextChallengeEpoch = _IN_CLEANUP;
        set.deletedAt = block.number;
        if (set.pieces.nextId == 0) _finishCleanup(set);
    }

    /// @dev What is the storage provider's alone at first is open to anyone once this much time has passed.
    function _isOpenToAnyone(uint256 since) private view returns (bool) {
        return block.number > since + INACTIVITY_WINDOW;
    }

    /// @inheritdoc IPDPVerifier
    function cleanupPieces(uint256 setId, uint256 maxPieces) external returns (bool done) {
        if (maxPieces == 0) revert MaxPiecesMustBePositive();
        DataSet storage set = _dataSets[setId];
        if (!_isInCleanup(set)) revert DataSetNotInCleanupMode();
        if (!_isOpenToAnyone(set.deletedAt) && msg.sender != set.storageProvider) {
            revert OnlyStorageProviderCanCleanupPieces();
        }

        set.pieces.cut(maxPieces);
        done = set.pieces.nextId == 0;
        if (done) _finishCleanup(set);
    }

    function _finishCleanup(DataSet storage set) private {
        uint256 deposit = set.deposit;
        set.storageProvider = address(0);
        set.deposit = 0;
        if (!_pay(deposit)) revert DepositTransferFailed();
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
        _takeDeposit(setId);
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
        uint256 scheduled = leafCount == 0 ? _NO_CHALLENGE : challengeEpoch;
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
        if (challengeEpoch == _NO_CHALLENGE) revert NoChallengeScheduled(setId);
        if (block.number < challengeEpoch) revert PrematureProof(setId, challengeEpoch, block.number);

        uint256 seed = getRandomness(challengeEpoch);
        PieceIdAndOffset[] memory challenges = new PieceIdAndOffset[](proofs.length);
        for (uint256 i = 0; i < proofs.length; i++) {
            uint256 leafIndex = uint256(EfficientHashLib.hash(seed, setId, i)) % set.challengeRange;
            challenges[i] = _locate(set, leafIndex);
        }

        uint256 fee = _proofFee(set);
        if (msg.value < fee) revert ProofFeeRequired(setId, fee, msg.value);
        SafeTransferLib.safeTransferETH(_BURNT_FUNDS, fee);
        emit ProofFeePaid(setId, fee);

        set.lastProvenEpoch = block.number;
        address listener = set.listener;
        if (listener != address(0)) {
            IPDPListener(listener).possessionProven(setId, set.pieces.leafCount, seed, proofs.length);
        }
        emit PossessionProven(setId, challenges);
        _return(msg.value - fee);
    }

    /* DATA SET VIEWS */

    /// @inheritdoc IPDPVerifier
    function dataSetLive(uint256 setId) public view returns (bool) {
        DataSet storage set = _dataSets[setId];
        return set.storageProvider != address(0) && set.nextChallengeEpoch != _IN_CLEANUP;
    }

    function _isInCleanup(DataSet storage set) private view returns (bool) {
        return set.storageProvider != address(0) && set.nextChallengeEpoch == _IN_CLEANUP;
    }

    function _requireLive(uint256 setId) private view {
        if (!dataSetLive(setId)) revert DataSetNotLive();
    }

    function _liveDataSet(uint256 setId) private view returns (DataSet storage) {
        _requireLive(setId);
        return _dataSets[setId];
    }

    function _knownDataSet(uint256 setId) private view returns (DataSet storage set) {
        set = _dataSets[setId];
        if (set.storageProvider == address(0)) revert DataSetNotFound();
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
        return _knownDataSet(setId).nextChallengeEpoch;
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
        return _knownDataSet(setId).pieces.nextId;
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
        return _proofFee(_liveDataSet(setId));
    }

    function _proofFee(DataSet storage set) private view returns (uint256) {
        return set.challengeRange * 32 * feePerTiB / 2 ** 40;
    }
}
