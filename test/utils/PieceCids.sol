// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {PieceCid} from "../../src/libraries/PieceCid.sol";
import {Cid} from "../../src/types/Cid.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";

/// @title PieceCids
/// @notice Writes the PieceCIDs that `PieceCid` reads.
library PieceCids {
    using SafeCastLib for uint256;

    /// @notice PieceCID of a tree; `height` below 256, `padding` as wide as it takes.
    function encode(bytes32 root, uint256 padding, uint256 height) internal pure returns (bytes memory) {
        bytes memory tail = abi.encodePacked(uvarint(padding), bytes1(height.toUint8()), root);
        return abi.encodePacked(PieceCid.PREFIX, uvarint(tail.length), tail);
    }

    /// @notice PieceCID of a piece of `rawSize` bytes, with the smallest tree; different for every `seed`.
    function ofSize(uint256 rawSize, uint256 seed) internal pure returns (Cid memory) {
        uint256 height = 2;
        while (127 * 2 ** (height - 2) < rawSize) {
            height++;
        }
        return Cid({data: encode(keccak256(abi.encode(seed)), 127 * 2 ** (height - 2) - rawSize, height)});
    }

    /// @notice `count` pieces of `rawSize` bytes, seeds from `seed` on.
    function many(uint256 count, uint256 rawSize, uint256 seed) internal pure returns (Cid[] memory cids) {
        cids = new Cid[](count);
        for (uint256 i = 0; i < count; i++) {
            cids[i] = ofSize(rawSize, seed + i);
        }
    }

    function uvarint(uint256 value) internal pure returns (bytes memory out) {
        for (; value > 0x7f; value >>= 7) {
            out = abi.encodePacked(out, bytes1((0x80 | (value & 0x7f)).toUint8()));
        }
        return abi.encodePacked(out, bytes1(value.toUint8()));
    }
}
