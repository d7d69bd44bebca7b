// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IPDPListener} from "../../../src/interfaces/IPDPListener.sol";
import {IPDPVerifier} from "../../../src/interfaces/IPDPVerifier.sol";
import {PieceCid} from "../../../src/libraries/PieceCid.sol";
import {Cid} from "../../../src/types/Cid.sol";
import {PieceCids} from "../../utils/PieceCids.sol";
import {PDPVerifierTest} from "./PDPVerifierTest.sol";

contract AddPiecesTest is PDPVerifierTest {
    /* CREATE AND ADD */

    function test_CreateAndAdd() public {
        Cid[] memory cids = PieceCids.many(2, SIZE, 0);
        _expectCall(abi.encodeCall(IPDPListener.dataSetCreated, (1, sp, "create")), true, 0, sp);
        vm.expectEmit(address(verifier));
        emit IPDPVerifier.DataSetCreated(1, sp);
        vm.expectEmit(address(verifier));
        emit IPDPVerifier.PiecesAdded(1, _ids(0, 1), cids);
        _expectCall(abi.encodeCall(IPDPListener.piecesAdded, (1, 0, cids, "add")), true, 2 * LEAVES, sp);
        vm.prank(sp);
        assertEq(verifier.addPieces{value: DEPOSIT}(0, address(listener), cids, abi.encode("create", "add")), 1);

        assertEq(verifier.getDataSetListener(1), address(listener));
        assertEq(verifier.getActivePieceCount(1), 2);
    }

    function test_CreateAndAddNothing() public {
        vm.expectCall(address(listener), abi.encodeCall(IPDPListener.dataSetCreated, (1, sp, "create")));
        vm.expectCall(address(listener), abi.encodeWithSelector(IPDPListener.piecesAdded.selector), 0);
        vm.prank(sp);
        assertEq(verifier.addPieces{value: DEPOSIT}(0, address(listener), new Cid[](0), abi.encode("create", "add")), 1);
        assertEq(verifier.getActivePieceCount(1), 0);
    }

    function testFuzz_CreateAndAddTakesDeposit(uint96 excess) public {
        vm.deal(sp, DEPOSIT + excess);
        vm.prank(sp);
        verifier.addPieces{value: DEPOSIT + excess}(
            0, address(listener), PieceCids.many(1, SIZE, 0), abi.encode("", "")
        );
        assertEq(sp.balance, excess);
        assertEq(address(verifier).balance, DEPOSIT);
    }

    function testFuzz_RevertWhen_DepositTooLow(uint256 value) public {
        value = bound(value, 0, DEPOSIT - 1);
        vm.expectRevert(IPDPVerifier.CleanupDepositRequired.selector);
        vm.prank(sp);
        verifier.addPieces{value: value}(0, address(listener), PieceCids.many(1, SIZE, 0), abi.encode("", ""));
    }

    /// @dev Both calls of the listener come before the deposit is looked at.
    function test_RevertGiven_ListenerRefusesAndDepositTooLow() public {
        _expectRefusal(IPDPListener.piecesAdded.selector);
        verifier.addPieces(0, address(listener), PieceCids.many(1, SIZE, 0), abi.encode("", ""));
    }

    function test_RevertWhen_CreateWithoutListener() public {
        vm.expectRevert(IPDPVerifier.ListenerRequired.selector);
        verifier.addPieces(0, address(0), PieceCids.many(1, SIZE, 0), abi.encode("", ""));
    }

    function test_RevertWhen_CreateWithoutTwoPayloads() public {
        vm.expectRevert(bytes(""));
        verifier.addPieces(0, address(listener), PieceCids.many(1, SIZE, 0), "create");
    }

    function test_RevertGiven_ListenerRefusesToCreate() public {
        _expectRefusal(IPDPListener.dataSetCreated.selector);
        verifier.addPieces(0, address(listener), PieceCids.many(1, SIZE, 0), abi.encode("", ""));
    }

    function test_RevertGiven_ListenerRefusesToAddToNew() public {
        _expectRefusal(IPDPListener.piecesAdded.selector);
        verifier.addPieces(0, address(listener), PieceCids.many(1, SIZE, 0), abi.encode("", ""));
        assertEq(verifier.getNextDataSetId(), 1);
    }

    /* ADD */

    function test_Add() public {
        uint256 setId = _dataSet(2);
        Cid[] memory cids = PieceCids.many(2, SIZE, 2);
        vm.expectEmit(address(verifier));
        emit IPDPVerifier.PiecesAdded(setId, _ids(2, 3), cids);
        _expectCall(abi.encodeCall(IPDPListener.piecesAdded, (setId, 2, cids, "add")), true, 4 * LEAVES, sp);
        vm.prank(sp);
        assertEq(verifier.addPieces(setId, address(0), cids, "add"), 2);

        assertEq(verifier.getNextPieceId(setId), 4);
        assertEq(verifier.getActivePieceCount(setId), 4);
        assertEq(verifier.getDataSetLeafCount(setId), 4 * LEAVES);
        assertEq(verifier.getPieceCid(setId, 3).data, cids[1].data);
        assertEq(verifier.getPieceLeafCount(setId, 3), LEAVES);
        assertTrue(verifier.pieceLive(setId, 3));
        assertFalse(verifier.pieceLive(setId, 4));
    }

    function testFuzz_AddCountsLeaves(uint256 sizeA, uint256 sizeB) public {
        sizeA = bound(sizeA, 1, 127 * 2 ** 48);
        sizeB = bound(sizeB, 1, 127 * 2 ** 48);
        uint256 leavesA = (sizeA * 4 + 126) / 127;
        uint256 leavesB = (sizeB * 4 + 126) / 127;
        uint256 setId = _dataSet(0);
        Cid[] memory cids = new Cid[](2);
        (cids[0], cids[1]) = (PieceCids.ofSize(sizeA, 0), PieceCids.ofSize(sizeB, 1));
        _add(setId, cids);
        assertEq(verifier.getPieceLeafCount(setId, 0), leavesA);
        assertEq(verifier.getPieceLeafCount(setId, 1), leavesB);
        assertEq(verifier.getDataSetLeafCount(setId), leavesA + leavesB);
    }

    function test_AddDoesNotReuseIds() public {
        uint256 setId = _dataSet(3);
        _remove(setId, _ids(1, 2));
        assertEq(_add(setId, PieceCids.many(1, SIZE, 9)), 3);
    }

    function test_AddToOneSetLeavesOthersAlone() public {
        uint256 a = _dataSet(1);
        uint256 b = _dataSet(1);
        assertEq(_add(a, PieceCids.many(5, SIZE, 9)), 1);
        assertEq(verifier.getActivePieceCount(b), 1);
        assertEq(_add(b, PieceCids.many(1, SIZE, 9)), 1);
    }

    function test_AddWithoutListener() public {
        uint256 setId = _unwatched();
        _add(setId, PieceCids.many(1, SIZE, 0));
        assertEq(verifier.getActivePieceCount(setId), 1);
    }

    function test_RevertWhen_ListenerForExistingDataSet() public {
        uint256 setId = _dataSet(1);
        vm.expectRevert(abi.encodeWithSelector(IPDPVerifier.ListenerNotAllowed.selector, setId, address(listener)));
        vm.prank(sp);
        verifier.addPieces(setId, address(listener), PieceCids.many(1, SIZE, 0), "");
    }

    function test_RevertWhen_ValueForExistingDataSet() public {
        uint256 setId = _dataSet(1);
        vm.deal(sp, 1);
        vm.expectRevert(abi.encodeWithSelector(IPDPVerifier.UnexpectedValue.selector, 1));
        vm.prank(sp);
        verifier.addPieces{value: 1}(setId, address(0), PieceCids.many(1, SIZE, 0), "");
    }

    function test_RevertWhen_NothingToAdd() public {
        uint256 setId = _dataSet(1);
        vm.expectRevert(abi.encodeWithSelector(IPDPVerifier.NoPieces.selector, setId));
        vm.prank(sp);
        verifier.addPieces(setId, address(0), new Cid[](0), "");
    }

    function test_RevertWhen_CallerIsNotStorageProvider() public {
        uint256 setId = _dataSet(1);
        _expectNotStorageProvider(setId);
        verifier.addPieces(setId, address(0), PieceCids.many(1, SIZE, 0), "");
    }

    function test_RevertGiven_DataSetNotLive() public {
        _expectNotLive();
        verifier.addPieces(1, address(0), PieceCids.many(1, SIZE, 0), "");
        uint256 setId = _dataSet(1);
        _delete(setId);
        _expectNotLive();
        vm.prank(sp);
        verifier.addPieces(setId, address(0), PieceCids.many(1, SIZE, 0), "");
    }

    function test_RevertGiven_ListenerRefuses() public {
        uint256 setId = _dataSet(1);
        _expectRefusal(IPDPListener.piecesAdded.selector);
        vm.prank(sp);
        verifier.addPieces(setId, address(0), PieceCids.many(1, SIZE, 0), "");
        assertEq(verifier.getNextPieceId(setId), 1);
    }

    /* PIECES THAT ARE NONE */

    function test_RevertWhen_NotPieceCid() public {
        uint256 setId = _dataSet(1);
        Cid[] memory cids = PieceCids.many(2, SIZE, 0);
        cids[1].data = "bafk";
        vm.expectRevert(abi.encodeWithSelector(PieceCid.NotPieceCid.selector, cids[1].data));
        vm.prank(sp);
        verifier.addPieces(setId, address(0), cids, "");
    }

    function test_RevertWhen_PaddingTooLarge() public {
        uint256 setId = _dataSet(1);
        Cid[] memory cids = PieceCids.many(2, SIZE, 0);
        cids[1].data = PieceCids.encode(bytes32(0), 127, 2);
        vm.expectRevert(abi.encodeWithSelector(IPDPVerifier.IndexedError.selector, 1, "Padding is too large"));
        vm.prank(sp);
        verifier.addPieces(setId, address(0), cids, "");
    }

    function test_AddTallestPiece() public {
        uint256 setId = _dataSet(0);
        Cid[] memory cids = new Cid[](1);
        cids[0].data = PieceCids.encode(bytes32(0), 0, verifier.MAX_PIECE_SIZE_LOG2());
        _add(setId, cids);
        assertEq(verifier.getDataSetLeafCount(setId), 2 ** 50);
    }

    function test_RevertWhen_PieceTooTall() public {
        uint256 setId = _dataSet(1);
        Cid[] memory cids = new Cid[](1);
        cids[0].data = PieceCids.encode(bytes32(0), 0, verifier.MAX_PIECE_SIZE_LOG2() + 1);
        vm.expectRevert(
            abi.encodeWithSelector(IPDPVerifier.IndexedError.selector, 0, "Piece size must be less than 2^50")
        );
        vm.prank(sp);
        verifier.addPieces(setId, address(0), cids, "");
    }
}
