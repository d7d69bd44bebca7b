// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {PieceCid} from "../../src/libraries/PieceCid.sol";
import {PieceCids} from "../utils/PieceCids.sol";
import {Test} from "forge-std/Test.sol";

contract PieceCidTest is Test {
    using PieceCid for PieceCid.Piece;

    bytes32 internal constant ROOT = 0x0c494f347c283554f141f4cf32dbb886137a478ceeb575de1cabee6674ddc11d;

    /// @dev External, so that a revert can be expected.
    function parse(bytes memory data) external pure returns (PieceCid.Piece memory) {
        return PieceCid.parse(data);
    }

    function decode(bytes memory data) external pure returns (PieceCid.Piece memory) {
        return PieceCid.decode(data);
    }

    /* VECTORS: `calculate` and `getSize` of @filoz/synapse-core/piece for n bytes, byte i being 7i + 3 modulo 256 */

    function test_Parse65Bytes() public pure {
        _check(
            hex"01559120223e02a5f99ca572e01c971cd1c6851ee26b6005b6ee9ea7748c58216a470760625332",
            65,
            2,
            3,
            0xa5f99ca572e01c971cd1c6851ee26b6005b6ee9ea7748c58216a470760625332
        );
    }

    function test_Parse127Bytes() public pure {
        _check(hex"015591202200020c494f347c283554f141f4cf32dbb886137a478ceeb575de1cabee6674ddc11d", 127, 2, 4, ROOT);
    }

    function test_Parse128Bytes() public pure {
        _check(
            hex"01559120227e0335556248ba7f088d060cd985ccce55ff134abf304808d273758c97a1ba980627",
            128,
            3,
            5,
            0x35556248ba7f088d060cd985ccce55ff134abf304808d273758c97a1ba980627
        );
    }

    function test_Parse255Bytes() public pure {
        _check(
            hex"0155912023fd01043ee4914c416268e8a15ce2af85bc5002756324a458d1d57b3543dd373158c409",
            255,
            4,
            9,
            0x3ee4914c416268e8a15ce2af85bc5002756324a458d1d57b3543dd373158c409
        );
    }

    function test_Parse1000Bytes() public pure {
        _check(
            hex"01559120221005eb69d339663240b21384e86ff5b1e302023ae9cbbfe04cfb48be45a9ce7bb819",
            1000,
            5,
            32,
            0xeb69d339663240b21384e86ff5b1e302023ae9cbbfe04cfb48be45a9ce7bb819
        );
    }

    function test_Parse10000Bytes() public pure {
        _check(
            hex"0155912023f030098f0b4783fbd38e0434d0a083ee7a4339f39e7546225e4f444d2dd3f0829d2423",
            10_000,
            9,
            315,
            0x8f0b4783fbd38e0434d0a083ee7a4339f39e7546225e4f444d2dd3f0829d2423
        );
    }

    function test_Parse65025Bytes() public pure {
        _check(
            hex"0155912024fffb030c83fc795a8c81f83bcff0b1300196e0a9416a304f7fb68adfbeec443bc6a1ab13",
            65_025,
            12,
            2049,
            0x83fc795a8c81f83bcff0b1300196e0a9416a304f7fb68adfbeec443bc6a1ab13
        );
    }

    function test_Parse2000000Bytes() public pure {
        _check(
            hex"015591202480f7041056fb5176e4b98a79a54ce8958f927a60f6ae41eea6fb8a816454334f0ca37d31",
            2_000_000,
            16,
            62_993,
            0x56fb5176e4b98a79a54ce8958f927a60f6ae41eea6fb8a816454334f0ca37d31
        );
    }

    function _check(bytes memory data, uint256 rawSize, uint256 height, uint256 leafCount, bytes32 root) private pure {
        PieceCid.Piece memory piece = PieceCid.parse(data);
        assertEq(piece.rawSize(), rawSize, "raw size");
        assertEq(piece.height, height, "height");
        assertEq(piece.leafCount(), leafCount, "leaf count");
        assertEq(piece.root, root, "root");
        assertEq(piece.rawSize() + piece.padding, piece.capacity(), "capacity");
        assertEq(PieceCids.encode(piece.root, piece.padding, piece.height), data, "encoding");
    }

    /* PROPERTIES */

    function testFuzz_ParseWhatWasEncoded(bytes32 root, uint256 padding, uint256 height) public pure {
        height = bound(height, PieceCid.MIN_HEIGHT, PieceCid.MAX_HEIGHT);
        padding = bound(padding, 0, _min(127 * 2 ** (height - 2), 2 ** 63) - 1);
        PieceCid.Piece memory piece = PieceCid.parse(PieceCids.encode(root, padding, height));
        assertEq(piece.root, root);
        assertEq(piece.padding, padding);
        assertEq(piece.height, height);
    }

    function test_ParseTheShortestAndTheTallestTree() public pure {
        uint256[2] memory heights = [uint256(2), 63];
        for (uint256 i = 0; i < heights.length; i++) {
            assertEq(PieceCid.parse(PieceCids.encode(ROOT, 0, heights[i])).height, heights[i]);
        }
    }

    /// @dev The data and the padding share the room, and data spread 128 for 127 touches exactly the leaves counted.
    function testFuzz_SizesAgree(uint256 padding, uint256 height) public pure {
        height = bound(height, PieceCid.MIN_HEIGHT, PieceCid.MAX_HEIGHT);
        uint256 room = 127 * 2 ** (height - 2);
        padding = bound(padding, 0, room - 1);
        PieceCid.Piece memory piece = PieceCid.Piece({root: 0, padding: padding, height: height});
        assertEq(piece.rawSize(), room - padding);
        assertEq(piece.leafCount(), (piece.rawSize() * 4 + 126) / 127);
        assertGe(piece.leafCount(), 1);
        assertLe(piece.leafCount(), 2 ** height);
    }

    /// @dev Whatever parses is what encoding its parts gives: no second spelling is accepted.
    function testFuzz_OneEncoding(uint256 seed, uint256 index, bytes1 value) public view {
        bytes memory data = PieceCids.ofSize(bound(seed, 1, 2 ** 56), seed).data;
        data[bound(index, 0, data.length - 1)] = value;
        _checkEncoding(data);
    }

    function testFuzz_OneEncodingOfArbitraryBytes(bytes memory data) public view {
        _checkEncoding(data);
    }

    function _checkEncoding(bytes memory data) private view {
        try this.parse(data) returns (PieceCid.Piece memory piece) {
            assertEq(PieceCids.encode(piece.root, piece.padding, piece.height), data);
        } catch {}
    }

    /* MALFORMED */

    function testFuzz_RevertWhen_Truncated(uint256 length) public {
        bytes memory whole = PieceCids.encode(ROOT, 0, 2);
        length = bound(length, 0, whole.length - 1);
        bytes memory data = new bytes(length);
        for (uint256 i = 0; i < length; i++) {
            data[i] = whole[i];
        }
        vm.expectRevert(abi.encodeWithSelector(PieceCid.NotPieceCid.selector, data));
        this.parse(data);
    }

    function test_RevertWhen_WrongPrefix() public {
        for (uint256 i = 0; i < 4; i++) {
            bytes memory data = PieceCids.encode(ROOT, 0, 2);
            data[i] ^= 0x01;
            vm.expectRevert(abi.encodeWithSelector(PieceCid.NotPieceCid.selector, data));
            this.parse(data);
        }
    }

    function test_RevertWhen_TrailingByte() public {
        bytes memory data = abi.encodePacked(PieceCids.encode(ROOT, 0, 2), bytes1(0));
        vm.expectRevert(abi.encodeWithSelector(PieceCid.DigestLengthMismatch.selector, 34, 35));
        this.parse(data);
    }

    function test_RevertWhen_TrailingByteWithinDigest() public {
        bytes memory data = abi.encodePacked(PieceCid.PREFIX, hex"230002", ROOT, bytes1(0));
        vm.expectRevert(abi.encodeWithSelector(PieceCid.InvalidPaddingEncoding.selector, data));
        this.parse(data);
    }

    function test_RevertWhen_LengthIsNotMinimal() public {
        bytes memory data = abi.encodePacked(PieceCid.PREFIX, hex"a2000002", ROOT);
        vm.expectRevert(abi.encodeWithSelector(PieceCid.DigestLengthMismatch.selector, 0xa2, 35));
        this.parse(data);
    }

    function test_RevertWhen_PaddingIsNotMinimal() public {
        bytes memory data = abi.encodePacked(PieceCid.PREFIX, hex"23fe0003", ROOT);
        vm.expectRevert(abi.encodeWithSelector(PieceCid.InvalidPaddingEncoding.selector, data));
        this.parse(data);
    }

    function test_RevertWhen_PaddingDoesNotEnd() public {
        bytes memory data = abi.encodePacked(PieceCid.PREFIX, hex"22fe03", ROOT);
        vm.expectRevert(abi.encodeWithSelector(PieceCid.InvalidPaddingEncoding.selector, data));
        this.parse(data);
    }

    function test_RevertWhen_PaddingHasTenBytes() public {
        bytes memory data = PieceCids.encode(ROOT, 2 ** 63, 63);
        vm.expectRevert(abi.encodeWithSelector(PieceCid.DigestLengthMismatch.selector, 43, 43));
        this.parse(data);
    }

    function test_RevertWhen_HeightOutOfRange() public {
        uint256[4] memory heights = [uint256(0), 1, 64, 255];
        for (uint256 i = 0; i < heights.length; i++) {
            vm.expectRevert(abi.encodeWithSelector(PieceCid.HeightOutOfRange.selector, heights[i]));
            this.parse(PieceCids.encode(ROOT, 0, heights[i]));
        }
    }

    function test_RevertWhen_NothingButPadding() public {
        vm.expectRevert(abi.encodeWithSelector(PieceCid.PaddingTooLarge.selector, 127, 127));
        this.parse(PieceCids.encode(ROOT, 127, 2));
    }

    function test_ParseOneByte() public pure {
        PieceCid.Piece memory piece = PieceCid.parse(PieceCids.encode(ROOT, 126, 2));
        assertEq(piece.rawSize(), 1);
        assertEq(piece.leafCount(), 1);
    }

    function testFuzz_RevertWhen_PaddingTooLarge(uint256 padding, uint256 height) public {
        height = bound(height, PieceCid.MIN_HEIGHT, 57);
        uint256 room = 127 * 2 ** (height - 2);
        padding = bound(padding, room, 2 ** 63 - 1);
        vm.expectRevert(abi.encodeWithSelector(PieceCid.PaddingTooLarge.selector, padding, room));
        this.parse(PieceCids.encode(ROOT, padding, height));
    }

    function test_DecodeLeavesPaddingToTheCaller() public view {
        PieceCid.Piece memory piece = this.decode(PieceCids.encode(ROOT, 127, 2));
        assertEq(piece.padding, piece.capacity());
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}
