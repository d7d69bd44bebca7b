// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IPDPListener} from "../../../src/interfaces/IPDPListener.sol";
import {IPDPVerifier} from "../../../src/interfaces/IPDPVerifier.sol";
import {GreedyProvider} from "../../utils/GreedyProvider.sol";
import {PDPVerifierTest} from "./PDPVerifierTest.sol";

contract DeleteDataSetTest is PDPVerifierTest {
    /// @dev The listener finds the data set live, without leaves.
    function test_DeleteDataSet() public {
        uint256 setId = _dataSet(2);
        _expectCall(abi.encodeCall(IPDPListener.dataSetDeleted, (setId, 2 * LEAVES, "delete")), true, 0, sp);
        vm.expectEmit(address(verifier));
        emit IPDPVerifier.DataSetDeleted(setId, 2 * LEAVES);
        vm.prank(sp);
        verifier.deleteDataSet(setId, "delete");
        assertFalse(verifier.dataSetLive(setId));
        assertFalse(verifier.pieceLive(setId, 0));
        assertEq(address(verifier).balance, DEPOSIT);
    }

    function test_DeleteDataSetWithoutListener() public {
        uint256 setId = _unwatched();
        _delete(setId);
        assertFalse(verifier.dataSetLive(setId));
    }

    function test_DeleteDataSetDoesNotReuseId() public {
        uint256 setId = _dataSet(1);
        _delete(setId);
        assertEq(_dataSet(1), setId + 1);
    }

    /// @dev Without a piece ever there is nothing to clean up: the deposit comes back at once.
    function test_DeleteDataSetThatNeverHadAPiece() public {
        uint256 before = sp.balance;
        uint256 setId = _dataSet(0);
        assertEq(sp.balance, before - DEPOSIT);
        _delete(setId);
        assertEq(sp.balance, before);
        vm.expectRevert(IPDPVerifier.DataSetNotFound.selector);
        verifier.getNextPieceId(setId);
    }

    function test_DeleteEmptiedDataSetNeedsCleanup() public {
        uint256 setId = _dataSet(1);
        _remove(setId, _ids(0));
        _delete(setId);
        assertEq(verifier.getNextPieceId(setId), 1);
        assertTrue(_cleanUp(setId, 1));
    }

    /* WHO MAY */

    function test_DeleteByAnyoneAfterInactivity() public {
        uint256 setId = _dataSet(0);
        uint256 before = stranger.balance;
        vm.roll(block.number + WINDOW + 1);
        vm.prank(stranger);
        verifier.deleteDataSet(setId, "");
        assertEq(stranger.balance, before + DEPOSIT);
    }

    function test_RevertWhen_CallerIsNotStorageProvider() public {
        uint256 setId = _dataSet(1);
        vm.roll(block.number + WINDOW);
        vm.expectRevert(IPDPVerifier.OnlyStorageProviderCanDelete.selector);
        vm.prank(stranger);
        verifier.deleteDataSet(setId, "");
    }

    /// @dev A proof begins the time anew.
    function test_RevertGiven_ProvenSince() public {
        uint256 setId = _dataSet(1);
        _nextPeriod(setId);
        vm.roll(block.number + FINALITY);
        vm.prank(sp);
        verifier.provePossession{value: 1 ether}(setId, new IPDPVerifier.Proof[](1));
        vm.roll(block.number + WINDOW);
        vm.expectRevert(IPDPVerifier.OnlyStorageProviderCanDelete.selector);
        vm.prank(stranger);
        verifier.deleteDataSet(setId, "");
        vm.roll(block.number + 1);
        vm.prank(stranger);
        verifier.deleteDataSet(setId, "");
    }

    /* REFUSED */

    function test_RevertGiven_InCleanup() public {
        uint256 setId = _dataSet(1);
        _delete(setId);
        vm.expectRevert(IPDPVerifier.DataSetAlreadyInCleanup.selector);
        _delete(setId);
    }

    function test_RevertGiven_CleanedUp() public {
        uint256 setId = _dataSet(1);
        _delete(setId);
        _cleanUp(setId, 1);
        _expectNotLive();
        _delete(setId);
    }

    function test_RevertWhen_DataSetNeverCreated() public {
        _expectNotLive();
        verifier.deleteDataSet(7, "");
    }

    function test_RevertGiven_ListenerRefuses() public {
        uint256 setId = _dataSet(1);
        _expectRefusal(IPDPListener.dataSetDeleted.selector);
        vm.prank(sp);
        verifier.deleteDataSet(setId, "");
        assertTrue(verifier.dataSetLive(setId));
        assertEq(verifier.getDataSetLeafCount(setId), LEAVES);
    }

    function test_RevertWhen_CallerTakesNoDeposit() public {
        vm.deal(address(listener), DEPOSIT);
        vm.startPrank(address(listener));
        uint256 setId = verifier.createDataSet{value: DEPOSIT}(address(0), "");
        vm.expectRevert(IPDPVerifier.DepositTransferFailed.selector);
        verifier.deleteDataSet(setId, "");
    }

    /// @dev Provider and listener in one, it deletes the data set once more while it is being deleted: one deposit.
    function test_DepositIsPaidOnce() public {
        _dataSet(0);
        GreedyProvider greedy = new GreedyProvider();
        vm.deal(address(greedy), DEPOSIT);
        greedy.take(verifier);
        assertEq(address(verifier).balance, DEPOSIT);
        assertEq(address(greedy).balance, DEPOSIT);
    }
}
