// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IPDPVerifier} from "../../../src/interfaces/IPDPVerifier.sol";
import {Cid} from "../../../src/types/Cid.sol";
import {PieceCids} from "../../utils/PieceCids.sol";
import {PDPVerifierTest} from "./PDPVerifierTest.sol";

contract PieceViewsTest is PDPVerifierTest {
    /// @dev Two groups of 256 pieces and a bit of a third.
    uint256 internal constant MANY = 520;
    uint256 internal large;

    function setUp() public override {
        super.setUp();
        large = _dataSet(MANY);
    }

    function test_GetActivePieces() public {
        uint256 setId = _dataSet(5);
        _remove(setId, _ids(0, 3));
        _checkPage(setId, 0, 100, _three(1, 2, 4), false);
        _checkPage(setId, 0, 3, _three(1, 2, 4), false);
        _checkPage(setId, 0, 2, _ids(1, 2), true);
        _checkPage(setId, 1, 1, _ids(2), true);
        _checkPage(setId, 2, 1, _ids(4), false);
        _checkPage(setId, 3, 1, new uint256[](0), false);
        _checkPage(setId, type(uint256).max, type(uint256).max, new uint256[](0), false);
    }

    function test_GetActivePiecesByCursor() public {
        uint256 setId = _dataSet(5);
        _remove(setId, _ids(0, 3));
        _checkCursor(setId, 0, 100, _three(1, 2, 4), false);
        _checkCursor(setId, 2, 1, _ids(2), true);
        _checkCursor(setId, 3, 1, _ids(4), false);
        _checkCursor(setId, 5, 1, new uint256[](0), false);
        _checkCursor(setId, type(uint256).max, type(uint256).max, new uint256[](0), false);
    }

    function test_GetActivePiecesOfEmptyDataSet() public {
        uint256 setId = _dataSet(0);
        _checkPage(setId, 0, 1, new uint256[](0), false);
        _checkCursor(setId, 0, 1, new uint256[](0), false);
    }

    /// @dev Against a plain walk over all ids: removals anywhere, several groups of 256, any page.
    /// forge-config: ci.fuzz.runs = 256
    function testFuzz_PagesAgreeWithWalk(uint256 seed) public {
        uint256[] memory gone = _pick(seed);
        if (gone.length != 0) _remove(large, gone);
        uint256[] memory live = _live();
        assertEq(verifier.getActivePieceCount(large), live.length);
        assertEq(verifier.getDataSetLeafCount(large), live.length * LEAVES);

        uint256 offset = bound(uint256(keccak256(abi.encode(seed, "offset"))), 0, live.length + 1);
        uint256 limit = bound(uint256(keccak256(abi.encode(seed, "limit"))), 1, 300);
        _checkPage(large, offset, limit, _cut(live, offset, limit), offset + limit < live.length);

        uint256 start = bound(uint256(keccak256(abi.encode(seed, "start"))), 0, MANY + 1);
        uint256 skipped = 0;
        while (skipped < live.length && live[skipped] < start) {
            skipped++;
        }
        _checkCursor(large, start, limit, _cut(live, skipped, limit), skipped + limit < live.length);
    }

    /// @dev Consecutive leaf indices walk through the live pieces leaf by leaf.
    /// forge-config: ci.fuzz.runs = 256
    function testFuzz_FindPieceIds(uint256 seed, uint256 leafIndex) public {
        uint256[] memory gone = _pick(seed);
        if (gone.length == MANY) return;
        if (gone.length != 0) _remove(large, gone);
        uint256[] memory live = _live();
        leafIndex = bound(leafIndex, 0, live.length * LEAVES - 1);
        IPDPVerifier.PieceIdAndOffset[] memory found = verifier.findPieceIds(large, _ids(leafIndex));
        assertEq(found[0].pieceId, live[leafIndex / LEAVES]);
        assertEq(found[0].offset, leafIndex % LEAVES);
    }

    function test_FindPieceIdsAtTheEnds() public {
        uint256 setId = _dataSet(300);
        _remove(setId, _range(0, 258));
        IPDPVerifier.PieceIdAndOffset[] memory found = verifier.findPieceIds(setId, _ids(0, 42 * LEAVES - 1));
        assertEq(found[0].pieceId, 258);
        assertEq(found[0].offset, 0);
        assertEq(found[1].pieceId, 299);
        assertEq(found[1].offset, LEAVES - 1);
    }

    /// @dev A removal in the first group moves the leaves of the groups behind it.
    function test_FindPieceIdsBehindRemoval() public {
        _remove(large, _ids(0));
        IPDPVerifier.PieceIdAndOffset[] memory found = verifier.findPieceIds(large, _ids((MANY - 1) * LEAVES - 1));
        assertEq(found[0].pieceId, MANY - 1);
        assertEq(found[0].offset, LEAVES - 1);
    }

    function test_RevertWhen_LeafOutOfRange() public {
        uint256 setId = _dataSet(1);
        vm.expectRevert(abi.encodeWithSelector(IPDPVerifier.LeafOutOfRange.selector, setId, LEAVES, LEAVES));
        verifier.findPieceIds(setId, _ids(LEAVES));
    }

    function test_FindPieceIdsByCid() public {
        uint256 setId = _dataSet(2);
        Cid memory cid = PieceCids.ofSize(SIZE, 1);
        _add(setId, PieceCids.many(2, SIZE, 0));
        _add(setId, PieceCids.many(2, SIZE, 0));
        assertEq(verifier.findPieceIdsByCid(setId, cid, 0, 10), _three(1, 3, 5));
        assertEq(verifier.findPieceIdsByCid(setId, cid, 0, 1), _ids(1));
        assertEq(verifier.findPieceIdsByCid(setId, cid, 1, 2), _ids(1, 3));
        assertEq(verifier.findPieceIdsByCid(setId, cid, 2, 2), _ids(3, 5));
        assertEq(verifier.findPieceIdsByCid(setId, cid, 6, type(uint256).max).length, 0);
        assertEq(verifier.findPieceIdsByCid(setId, PieceCids.ofSize(SIZE, 2), 0, 10).length, 0);

        _remove(setId, _ids(3));
        assertEq(verifier.findPieceIdsByCid(setId, cid, 0, 10), _ids(1, 5));
        assertEq(verifier.findPieceIdsByCid(setId, cid, 2, 1), _ids(5));
    }

    function test_FindPieceIdsByCidStaysWithinDataSet() public {
        _dataSet(1);
        uint256 other = _dataSet(0);
        assertEq(verifier.findPieceIdsByCid(other, PieceCids.ofSize(SIZE, 0), 0, 1).length, 0);
    }

    function test_RevertWhen_LimitIsZero() public {
        uint256 setId = _dataSet(1);
        vm.expectRevert(IPDPVerifier.ZeroLimit.selector);
        verifier.getActivePieces(setId, 0, 0);
        vm.expectRevert(IPDPVerifier.ZeroLimit.selector);
        verifier.getActivePiecesByCursor(setId, 0, 0);
        vm.expectRevert(IPDPVerifier.ZeroLimit.selector);
        verifier.findPieceIdsByCid(setId, PieceCids.ofSize(SIZE, 0), 0, 0);
    }

    function test_PieceChallengable() public {
        uint256 setId = _dataSet(2);
        assertFalse(verifier.pieceChallengable(setId, 0));
        _nextPeriod(setId);
        _add(setId, PieceCids.many(1, SIZE, 2));
        assertTrue(verifier.pieceChallengable(setId, 0));
        assertTrue(verifier.pieceChallengable(setId, 1));
        assertFalse(verifier.pieceChallengable(setId, 2));
        assertFalse(verifier.pieceChallengable(setId, 3));
        _remove(setId, _ids(0));
        assertFalse(verifier.pieceChallengable(setId, 0));
        assertTrue(verifier.pieceChallengable(setId, 2));
    }

    /* HELPERS */

    function _three(uint256 a, uint256 b, uint256 c) private pure returns (uint256[] memory ids) {
        ids = new uint256[](3);
        (ids[0], ids[1], ids[2]) = (a, b, c);
    }

    /// @dev A pseudorandom part of the pieces of `large`: none, few, many or all of them.
    function _pick(uint256 seed) private pure returns (uint256[] memory picked) {
        uint256 share = seed % 5;
        uint256[] memory buffer = new uint256[](MANY);
        uint256 found = 0;
        for (uint256 id = 0; id < MANY; id++) {
            if (uint256(keccak256(abi.encode(seed, id))) % 4 < share) buffer[found++] = id;
        }
        return _cut(buffer, 0, found);
    }

    function _live() private view returns (uint256[] memory) {
        uint256[] memory buffer = new uint256[](MANY);
        uint256 found = 0;
        for (uint256 id = 0; id < MANY; id++) {
            if (verifier.pieceLive(large, id)) buffer[found++] = id;
        }
        return _cut(buffer, 0, found);
    }

    function _cut(uint256[] memory ids, uint256 offset, uint256 limit) private pure returns (uint256[] memory part) {
        uint256 left = offset < ids.length ? ids.length - offset : 0;
        part = new uint256[](left < limit ? left : limit);
        for (uint256 i = 0; i < part.length; i++) {
            part[i] = ids[offset + i];
        }
    }

    function _checkPage(uint256 setId, uint256 offset, uint256 limit, uint256[] memory expected, bool more)
        private
        view
    {
        (Cid[] memory cids, uint256[] memory ids, bool hasMore) = verifier.getActivePieces(setId, offset, limit);
        _check(setId, cids, ids, expected);
        assertEq(hasMore, more, "more");
    }

    function _checkCursor(uint256 setId, uint256 start, uint256 limit, uint256[] memory expected, bool more)
        private
        view
    {
        (Cid[] memory cids, uint256[] memory ids, bool hasMore) = verifier.getActivePiecesByCursor(setId, start, limit);
        _check(setId, cids, ids, expected);
        assertEq(hasMore, more, "more");
    }

    function _check(uint256 setId, Cid[] memory cids, uint256[] memory ids, uint256[] memory expected) private view {
        assertEq(ids, expected, "ids");
        assertEq(cids.length, ids.length, "length");
        for (uint256 i = 0; i < ids.length; i++) {
            assertEq(cids[i].data, verifier.getPieceCid(setId, ids[i]).data, "cid");
        }
    }
}
