// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IPDPVerifier} from "../../../src/interfaces/IPDPVerifier.sol";
import {PDPVerifierTest} from "./PDPVerifierTest.sol";

contract CleanupPiecesTest is PDPVerifierTest {
    uint256 internal setId;

    function setUp() public override {
        super.setUp();
        setId = _dataSet(3);
    }

    /// @dev Without a word: no event, no callback. Who finishes has the deposit.
    function test_CleanupPieces() public {
        _delete(setId);
        uint256 before = sp.balance;
        vm.recordLogs();
        assertFalse(_cleanUp(setId, 2));
        assertEq(verifier.getNextPieceId(setId), 1);
        assertEq(sp.balance, before);
        assertTrue(_cleanUp(setId, 2));
        assertEq(sp.balance, before + DEPOSIT);
        assertEq(address(verifier).balance, 0);
        assertEq(vm.getRecordedLogs().length, 0);
    }

    function test_CleanupPiecesAtOnce() public {
        _remove(setId, _ids(1));
        _delete(setId);
        assertTrue(_cleanUp(setId, type(uint256).max));
    }

    function test_CleanupPiecesLeavesOthersAlone() public {
        uint256 other = _dataSet(2);
        _delete(setId);
        _cleanUp(setId, 3);
        assertTrue(verifier.pieceLive(other, 1));
        assertEq(verifier.getDataSetLeafCount(other), 2 * LEAVES);
        assertEq(address(verifier).balance, DEPOSIT);
    }

    function test_CleanupByAnyoneLater() public {
        vm.roll(block.number + WINDOW);
        _delete(setId);
        uint256 before = stranger.balance;
        vm.roll(block.number + WINDOW);
        vm.expectRevert(IPDPVerifier.OnlyStorageProviderCanCleanupPieces.selector);
        vm.prank(stranger);
        verifier.cleanupPieces(setId, 3);
        vm.roll(block.number + 1);
        vm.prank(stranger);
        assertTrue(verifier.cleanupPieces(setId, 3));
        assertEq(stranger.balance, before + DEPOSIT);
    }

    function test_RevertWhen_MaxPiecesIsZero() public {
        _delete(setId);
        vm.expectRevert(IPDPVerifier.MaxPiecesMustBePositive.selector);
        _cleanUp(setId, 0);
    }

    function test_RevertGiven_NotInCleanup() public {
        vm.expectRevert(IPDPVerifier.DataSetNotInCleanupMode.selector);
        _cleanUp(setId, 1);
        vm.expectRevert(IPDPVerifier.DataSetNotInCleanupMode.selector);
        _cleanUp(7, 1);
        _delete(setId);
        _cleanUp(setId, 3);
        vm.expectRevert(IPDPVerifier.DataSetNotInCleanupMode.selector);
        _cleanUp(setId, 1);
    }

    function test_RevertWhen_CallerTakesNoDeposit() public {
        vm.prank(sp);
        verifier.proposeDataSetStorageProvider(setId, address(listener));
        vm.startPrank(address(listener));
        verifier.claimDataSetStorageProvider(setId, "");
        verifier.deleteDataSet(setId, "");
        vm.expectRevert(IPDPVerifier.DepositTransferFailed.selector);
        verifier.cleanupPieces(setId, 3);
        assertEq(verifier.getNextPieceId(setId), 3);
    }
}
