// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IPDPListener} from "../../../src/interfaces/IPDPListener.sol";
import {IPDPVerifier} from "../../../src/interfaces/IPDPVerifier.sol";
import {PDPVerifierTest} from "./PDPVerifierTest.sol";

contract SchedulePieceDeletionsTest is PDPVerifierTest {
    function test_SchedulePieceDeletions() public {
        uint256 setId = _dataSet(3);
        _expectCall(
            abi.encodeCall(IPDPListener.piecesScheduledRemove, (setId, _ids(2, 0), "remove")), true, 3 * LEAVES, sp
        );
        vm.prank(sp);
        verifier.schedulePieceDeletions(setId, _ids(2, 0), "remove");
        assertEq(verifier.getScheduledRemovals(setId), _ids(2, 0));
        assertTrue(verifier.pieceLive(setId, 2));
        assertEq(verifier.getActivePieceCount(setId), 3);
    }

    function test_ScheduleMore() public {
        uint256 setId = _dataSet(3);
        _schedule(setId, _ids(1));
        _schedule(setId, _ids(0));
        assertEq(verifier.getScheduledRemovals(setId), _ids(1, 0));
    }

    function test_ScheduleNothing() public {
        uint256 setId = _dataSet(1);
        vm.expectCall(
            address(listener), abi.encodeCall(IPDPListener.piecesScheduledRemove, (setId, new uint256[](0), ""))
        );
        _schedule(setId, new uint256[](0));
    }

    function test_ScheduleWithoutListener() public {
        uint256 setId = _unwatched();
        _schedule(setId, new uint256[](0));
        assertEq(verifier.getScheduledRemovals(setId).length, 0);
    }

    function test_ScheduleAsManyAsMayWait() public {
        uint256 setId = _dataSet(2001);
        _schedule(setId, _range(0, 1999));
        _schedule(setId, _ids(1999));
        assertEq(verifier.getScheduledRemovals(setId).length, verifier.MAX_ENQUEUED_REMOVALS());

        vm.expectRevert(abi.encodeWithSelector(IPDPVerifier.TooManyRemovals.selector, setId, 2001, 2000));
        vm.prank(sp);
        verifier.schedulePieceDeletions(setId, _ids(2000), "");

        _nextPeriod(setId);
        assertEq(verifier.getActivePieceCount(setId), 1);
        _schedule(setId, _ids(2000));
    }

    function test_RevertWhen_PieceIsNotLive() public {
        uint256 setId = _dataSet(2);
        vm.expectRevert(abi.encodeWithSelector(IPDPVerifier.PieceNotLive.selector, setId, 2));
        vm.prank(sp);
        verifier.schedulePieceDeletions(setId, _ids(0, 2), "");
    }

    function test_RevertGiven_PieceIsRemoved() public {
        uint256 setId = _dataSet(2);
        _remove(setId, _ids(1));
        vm.expectRevert(abi.encodeWithSelector(IPDPVerifier.PieceNotLive.selector, setId, 1));
        vm.prank(sp);
        verifier.schedulePieceDeletions(setId, _ids(1), "");
    }

    function test_RevertWhen_PieceComesTwice() public {
        uint256 setId = _dataSet(2);
        vm.expectRevert(abi.encodeWithSelector(IPDPVerifier.RemovalAlreadyScheduled.selector, setId, 1));
        vm.prank(sp);
        verifier.schedulePieceDeletions(setId, _ids(1, 1), "");
    }

    function test_RevertGiven_PieceIsInTheQueue() public {
        uint256 setId = _dataSet(2);
        _schedule(setId, _ids(0));
        vm.expectRevert(abi.encodeWithSelector(IPDPVerifier.RemovalAlreadyScheduled.selector, setId, 0));
        vm.prank(sp);
        verifier.schedulePieceDeletions(setId, _ids(1, 0), "");
    }

    function test_RevertWhen_CallerIsNotStorageProvider() public {
        uint256 setId = _dataSet(1);
        _expectNotStorageProvider(setId);
        verifier.schedulePieceDeletions(setId, _ids(0), "");
    }

    function test_RevertGiven_DataSetNotLive() public {
        uint256 setId = _dataSet(1);
        _delete(setId);
        _expectNotLive();
        vm.prank(sp);
        verifier.schedulePieceDeletions(setId, _ids(0), "");
    }

    function test_RevertGiven_ListenerRefuses() public {
        uint256 setId = _dataSet(1);
        _expectRefusal(IPDPListener.piecesScheduledRemove.selector);
        vm.prank(sp);
        verifier.schedulePieceDeletions(setId, _ids(0), "");
        assertEq(verifier.getScheduledRemovals(setId).length, 0);
    }
}
