// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IPDPVerifier} from "../../../src/interfaces/IPDPVerifier.sol";
import {PieceCids} from "../../utils/PieceCids.sol";
import {PDPVerifierTest} from "./PDPVerifierTest.sol";

contract DataSetViewsTest is PDPVerifierTest {
    function test_ProtocolValues() public view {
        assertEq(verifier.getChallengeFinality(), FINALITY);
        assertEq(verifier.MAX_PIECE_SIZE_LOG2(), 50);
        assertEq(verifier.MAX_ENQUEUED_REMOVALS(), 2000);
        assertEq(verifier.FIL_CLEANUP_DEPOSIT(), DEPOSIT);
        assertEq(verifier.INACTIVITY_WINDOW(), WINDOW);
        assertEq(verifier.LEGACY_ACTIVITY_EPOCH(), block.number);
        assertEq(verifier.feePerTiB(), 0.000_23 ether);
        assertEq(verifier.VERSION(), "3.4.0");
    }

    function testFuzz_RandomnessDiffersByEpoch(uint256 a, uint256 b) public view {
        assertEq(verifier.getRandomness(a) == verifier.getRandomness(b), a == b);
    }

    /// @dev Every view of a data set says so, before its creation, in cleanup and after it.
    function test_RevertGiven_DataSetNotLive() public {
        _checkNotLive(1);
        _checkNotFound(1);
        uint256 setId = _dataSet(2);
        _delete(setId);
        _checkNotLive(setId);
        _cleanUp(setId, 1);
        _checkNotLive(setId);
        _cleanUp(setId, 1);
        _checkNotLive(setId);
        _checkNotFound(setId);
    }

    function test_ViewsInCleanup() public {
        uint256 setId = _dataSet(3);
        _delete(setId);
        assertEq(verifier.getNextChallengeEpoch(setId), type(uint256).max);
        assertEq(verifier.getNextPieceId(setId), 3);
        _cleanUp(setId, 2);
        assertEq(verifier.getNextChallengeEpoch(setId), type(uint256).max);
        assertEq(verifier.getNextPieceId(setId), 1);
    }

    function _checkNotFound(uint256 setId) private {
        vm.expectRevert(IPDPVerifier.DataSetNotFound.selector);
        verifier.getNextChallengeEpoch(setId);
        vm.expectRevert(IPDPVerifier.DataSetNotFound.selector);
        verifier.getNextPieceId(setId);
    }

    function _checkNotLive(uint256 setId) private {
        assertFalse(verifier.dataSetLive(setId));
        assertFalse(verifier.pieceLive(setId, 0));
        _expectNotLive();
        verifier.getDataSetListener(setId);
        _expectNotLive();
        verifier.getDataSetStorageProvider(setId);
        _expectNotLive();
        verifier.getDataSetLeafCount(setId);
        _expectNotLive();
        verifier.getDataSetLastProvenEpoch(setId);
        _expectNotLive();
        verifier.getChallengeRange(setId);
        _expectNotLive();
        verifier.pieceChallengable(setId, 0);
        _expectNotLive();
        verifier.getPieceCid(setId, 0);
        _expectNotLive();
        verifier.getPieceLeafCount(setId, 0);
        _expectNotLive();
        verifier.getScheduledRemovals(setId);
        _expectNotLive();
        verifier.getActivePieceCount(setId);
        _expectNotLive();
        verifier.getActivePieces(setId, 0, 1);
        _expectNotLive();
        verifier.getActivePiecesByCursor(setId, 0, 1);
        _expectNotLive();
        verifier.findPieceIdsByCid(setId, PieceCids.ofSize(SIZE, 0), 0, 1);
        _expectNotLive();
        verifier.findPieceIds(setId, _ids(0));
        _expectNotLive();
        verifier.calculateProofFee(setId);
    }
}
