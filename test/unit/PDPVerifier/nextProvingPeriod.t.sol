// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IPDPListener} from "../../../src/interfaces/IPDPListener.sol";
import {IPDPVerifier} from "../../../src/interfaces/IPDPVerifier.sol";
import {PieceCids} from "../../utils/PieceCids.sol";
import {PDPVerifierTest} from "./PDPVerifierTest.sol";

contract NextProvingPeriodTest is PDPVerifierTest {
    function test_NextProvingPeriod() public {
        uint256 setId = _dataSet(2);
        uint256 epoch = block.number + FINALITY;
        _expectCall(
            abi.encodeCall(IPDPListener.nextProvingPeriod, (setId, epoch, 2 * LEAVES, "next")), true, 2 * LEAVES, sp
        );
        vm.expectEmit(address(verifier));
        emit IPDPVerifier.NextProvingPeriod(setId, epoch, 2 * LEAVES);
        vm.prank(sp);
        verifier.nextProvingPeriod(setId, epoch, "next");

        assertEq(verifier.getNextChallengeEpoch(setId), epoch);
        assertEq(verifier.getChallengeRange(setId), 2 * LEAVES);
    }

    function test_NextProvingPeriodRemovesScheduledPieces() public {
        uint256 setId = _dataSet(4);
        _schedule(setId, _ids(2, 0));
        uint256 epoch = block.number + FINALITY;
        vm.expectEmit(address(verifier));
        emit IPDPVerifier.PiecesRemoved(setId, _ids(2, 0));
        _expectCall(
            abi.encodeCall(IPDPListener.nextProvingPeriod, (setId, epoch, 2 * LEAVES, "")), true, 2 * LEAVES, sp
        );
        vm.expectEmit(address(verifier));
        emit IPDPVerifier.NextProvingPeriod(setId, epoch, 2 * LEAVES);
        vm.prank(sp);
        verifier.nextProvingPeriod(setId, epoch, "");

        assertEq(verifier.getScheduledRemovals(setId).length, 0);
        assertEq(verifier.getActivePieceCount(setId), 2);
        assertEq(verifier.getDataSetLeafCount(setId), 2 * LEAVES);
        assertEq(verifier.getChallengeRange(setId), 2 * LEAVES);
        assertEq(verifier.getNextPieceId(setId), 4);
        assertFalse(verifier.pieceLive(setId, 0));
        assertTrue(verifier.pieceLive(setId, 1));
        assertFalse(verifier.pieceLive(setId, 2));
        assertEq(verifier.getPieceCid(setId, 0).data, "");
        assertEq(verifier.getPieceLeafCount(setId, 0), 0);
    }

    function test_NextProvingPeriodEmptiesDataSet() public {
        uint256 setId = _dataSet(1);
        _nextPeriod(setId);
        _schedule(setId, _ids(0));
        vm.roll(block.number + 100);
        uint256 epoch = block.number + FINALITY;
        vm.expectEmit(address(verifier));
        emit IPDPVerifier.PiecesRemoved(setId, _ids(0));
        vm.expectEmit(address(verifier));
        emit IPDPVerifier.DataSetEmpty(setId);
        _expectCall(abi.encodeCall(IPDPListener.nextProvingPeriod, (setId, 0, 0, "")), true, 0, sp);
        vm.expectEmit(address(verifier));
        emit IPDPVerifier.NextProvingPeriod(setId, epoch, 0);
        vm.prank(sp);
        verifier.nextProvingPeriod(setId, epoch, "");

        assertEq(verifier.getNextChallengeEpoch(setId), 0);
        assertEq(verifier.getChallengeRange(setId), 0);
        assertEq(verifier.getDataSetLastProvenEpoch(setId), block.number);
        assertTrue(verifier.dataSetLive(setId));
    }

    function test_NextProvingPeriodAfterEmptyDataSet() public {
        uint256 setId = _dataSet(1);
        _remove(setId, _ids(0));
        _add(setId, PieceCids.many(1, SIZE, 0));
        assertEq(verifier.getChallengeRange(setId), 0);
        _nextPeriod(setId);
        assertEq(verifier.getChallengeRange(setId), LEAVES);
        assertEq(verifier.getNextChallengeEpoch(setId), block.number + FINALITY);
    }

    function test_NextProvingPeriodWithoutListener() public {
        uint256 setId = _unwatched();
        _add(setId, PieceCids.many(1, SIZE, 0));
        _nextPeriod(setId);
        assertEq(verifier.getChallengeRange(setId), LEAVES);
    }

    function testFuzz_NextProvingPeriodWithinLimits(uint256 delay) public {
        uint256 setId = _dataSet(1);
        delay = bound(delay, FINALITY, MAX_DELAY);
        vm.prank(sp);
        verifier.nextProvingPeriod(setId, block.number + delay, "");
        assertEq(verifier.getNextChallengeEpoch(setId), block.number + delay);
    }

    function testFuzz_RevertWhen_ChallengeTooEarly(uint256 epoch) public {
        uint256 setId = _dataSet(1);
        epoch = bound(epoch, 0, block.number + FINALITY - 1);
        uint256 delay = epoch > block.number ? epoch - block.number : 0;
        vm.expectRevert(abi.encodeWithSelector(IPDPVerifier.InsufficientChallengeDelay.selector, delay, FINALITY));
        vm.prank(sp);
        verifier.nextProvingPeriod(setId, epoch, "");
    }

    function testFuzz_RevertWhen_ChallengeTooLate(uint256 epoch) public {
        uint256 setId = _dataSet(1);
        epoch = bound(epoch, block.number + MAX_DELAY + 1, type(uint256).max);
        vm.expectRevert(
            abi.encodeWithSelector(IPDPVerifier.ExcessiveChallengeDelay.selector, epoch - block.number, MAX_DELAY)
        );
        vm.prank(sp);
        verifier.nextProvingPeriod(setId, epoch, "");
    }

    function test_RevertGiven_NoLeaves() public {
        uint256 setId = _dataSet(0);
        vm.expectRevert(abi.encodeWithSelector(IPDPVerifier.NoLeaves.selector, setId));
        vm.prank(sp);
        verifier.nextProvingPeriod(setId, block.number + FINALITY, "");
    }

    function test_RevertWhen_CallerIsNotStorageProvider() public {
        uint256 setId = _dataSet(1);
        _expectNotStorageProvider(setId);
        verifier.nextProvingPeriod(setId, 1010, "");
    }

    function test_RevertGiven_DataSetNotLive() public {
        uint256 setId = _dataSet(1);
        _delete(setId);
        _expectNotLive();
        vm.prank(sp);
        verifier.nextProvingPeriod(setId, block.number + FINALITY, "");
    }

    function test_RevertGiven_ListenerRefuses() public {
        uint256 setId = _dataSet(1);
        _expectRefusal(IPDPListener.nextProvingPeriod.selector);
        vm.prank(sp);
        verifier.nextProvingPeriod(setId, block.number + FINALITY, "");
        assertEq(verifier.getChallengeRange(setId), 0);
    }
}
