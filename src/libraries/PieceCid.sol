// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {LibBytes} from "solady/utils/LibBytes.sol";

/// @title PieceCid
/// @notice Reads a PieceCID v2 (FRC-0069): which tree commits to a piece, and how much data the piece holds.
///
/// ```
///  0        4        5                       length - 33   length - 32      length
///  ┌────────┬────────┬───────────────────────┬─────────────┬────────────────┐
///  │01559120│ length │ padding               │ height      │ root           │
///  │ prefix │ 1 byte │ uvarint, 1 to 9 bytes │ 1 byte      │ 32 bytes       │
///  └────────┴────────┴───────────────────────┴─────────────┴────────────────┘
/// ```
///
/// The length is a uvarint as well, and counts what follows it; 34 to 42 always fit one byte. A tree of height h has 2^h
/// leaves of 32 bytes. Data is spread to 128 bytes of tree for every 127 bytes, so the tree has room for 127 * 2^(h-2)
/// bytes; the last `padding` of them are not data. Every piece has exactly one encoding: whatever else decodes to the
/// same numbers is refused.
library PieceCid {
    /// @notice What a PieceCID v2 says.
    /// @param root Root of the tree.
    /// @param padding Bytes of room at the end of the tree that hold no data, counted like the data, before spreading.
    /// @param height Levels above the leaves, `MIN_HEIGHT` to `MAX_HEIGHT`, both inclusive.
    struct Piece {
        bytes32 root;
        uint256 padding;
        uint256 height;
    }

    /// @notice `data` is shorter than any PieceCID v2 or does not start with its prefix.
    error NotPieceCid(bytes data);

    /// @notice The length byte says `declared`, in bytes, but `actual` bytes follow, or more than a piece can need.
    error DigestLengthMismatch(uint256 declared, uint256 actual);

    /// @notice The padding in `data` is not a minimal uvarint that ends right before the height.
    error InvalidPaddingEncoding(bytes data);

    /// @notice `height` is not within `MIN_HEIGHT` and `MAX_HEIGHT`, both inclusive.
    error HeightOutOfRange(uint256 height);

    /// @notice `padding` leaves no data in a tree with room for `capacity`, both in bytes.
    error PaddingTooLarge(uint256 padding, uint256 capacity);

    /// @notice CID version 1, codec raw, multihash fr32-sha2-256-trunc254-padded-binary-tree.
    bytes4 internal constant PREFIX = 0x01559120;

    /// @notice Four leaves are the least that data is spread to.
    uint256 internal constant MIN_HEIGHT = 2;

    /// @notice The tallest tree whose leaves a `uint64` counts.
    uint256 internal constant MAX_HEIGHT = 63;

    uint256 private constant _HEADER_LENGTH = 5;
    uint256 private constant _TAIL_LENGTH = 33;
    uint256 private constant _MAX_PADDING_LENGTH = 9;

    /// @notice Reads `data` and checks that the piece holds at least one byte.
    function parse(bytes memory data) internal pure returns (Piece memory piece) {
        piece = decode(data);
        uint256 room = capacity(piece);
        if (piece.padding >= room) revert PaddingTooLarge(piece.padding, room);
    }

    /// @notice Reads `data` without comparing the padding with the tree, for a caller with an error of its own for that:
    /// `rawSize` and `leafCount` are meant for pieces whose padding is below the `capacity`.
    function decode(bytes memory data) internal pure returns (Piece memory piece) {
        // Casting to `bytes4` is safe: the prefix is what the first four bytes are compared with.
        // forge-lint: disable-next-line(unsafe-typecast)
        if (data.length <= _HEADER_LENGTH + _TAIL_LENGTH || bytes4(data) != PREFIX) revert NotPieceCid(data);

        uint256 declared = uint8(data[4]);
        uint256 actual = data.length - _HEADER_LENGTH;
        if (declared != actual || actual > _MAX_PADDING_LENGTH + _TAIL_LENGTH) {
            revert DigestLengthMismatch(declared, actual);
        }

        piece.padding = _padding(data, actual - _TAIL_LENGTH);
        piece.height = uint8(data[data.length - _TAIL_LENGTH]);
        if (piece.height < MIN_HEIGHT || piece.height > MAX_HEIGHT) revert HeightOutOfRange(piece.height);
        piece.root = LibBytes.load(data, data.length - 32);
    }

    /// @dev Seven bits a byte, the lowest first; every byte but the last has its high bit set.
    function _padding(bytes memory data, uint256 length) private pure returns (uint256 padding) {
        uint256 last = length - 1;
        for (uint256 i = 0; i <= last; i++) {
            uint256 octet = uint8(data[_HEADER_LENGTH + i]);
            bool continues = octet > 0x7f;
            if (continues != (i < last) || (octet == 0 && i != 0)) revert InvalidPaddingEncoding(data);
            padding |= (octet & 0x7f) << (7 * i);
        }
    }

    /// @notice How many bytes of data a tree of that height has room for.
    function capacity(Piece memory piece) internal pure returns (uint256) {
        // forge-lint: disable-next-line(incorrect-shift): so many times 127
        return 127 << (piece.height - MIN_HEIGHT);
    }

    /// @notice How many bytes of data the piece holds.
    function rawSize(Piece memory piece) internal pure returns (uint256) {
        return capacity(piece) - piece.padding;
    }

    /// @notice How many leaves hold data, be it one bit. The others are padding only.
    function leafCount(Piece memory piece) internal pure returns (uint256) {
        // forge-lint: disable-next-line(incorrect-shift): a power of two
        return (1 << piece.height) - piece.padding * 4 / 127;
    }
}
