// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Cid} from "../types/Cid.sol";
import {DynamicArrayLib} from "solady/utils/DynamicArrayLib.sol";
import {EfficientHashLib} from "solady/utils/EfficientHashLib.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {LibBit} from "solady/utils/LibBit.sol";

/// @title PieceSet
/// @notice The pieces of one data set of the local stand-in for PDPVerifier: numbered from 0, appended, removed in any
/// order, listed page by page at a cost that follows the page and not the set.
library PieceSet {
    using DynamicArrayLib for uint256[];

    /// @param data PieceCID v2.
    /// @param leafCount Leaves that hold data; 0 unless the piece is live.
    struct Piece {
        bytes data;
        uint256 leafCount;
    }

    /// @notice 256 pieces with consecutive ids, so that one read passes over all of them.
    /// @param live Bit i is set while the i-th piece is live.
    /// @param leafCount Leaves of the live ones.
    struct Group {
        uint256 live;
        uint256 leafCount;
    }

    /// @param nextId Id of the next piece.
    /// @param count Live pieces.
    /// @param leafCount Leaves of live pieces.
    /// @param idsByCid Ids in rising order of all pieces, live or not, by the hash of their PieceCID.
    struct Pieces {
        uint256 nextId;
        uint256 count;
        uint256 leafCount;
        mapping(uint256 id => Piece) byId;
        mapping(uint256 index => Group) groups;
        mapping(bytes32 cidHash => uint256[]) idsByCid;
    }

    /// @notice Appends a piece with `leafCount` leaves, never 0.
    function add(Pieces storage self, bytes calldata data, uint256 leafCount) internal returns (uint256 id) {
        id = self.nextId++;
        self.count++;
        self.leafCount += leafCount;
        self.byId[id] = Piece({data: data, leafCount: leafCount});
        self.idsByCid[EfficientHashLib.hashCalldata(data)].push(id);
        Group storage group = self.groups[id / 256];
        group.live ^= 2 ** (id % 256);
        group.leafCount += leafCount;
    }

    /// @notice Removes a live piece.
    function remove(Pieces storage self, uint256 id) internal {
        uint256 leafCount = self.byId[id].leafCount;
        delete self.byId[id];
        self.count--;
        self.leafCount -= leafCount;
        Group storage group = self.groups[id / 256];
        group.live ^= 2 ** (id % 256);
        group.leafCount -= leafCount;
    }

    /// @notice Takes up to `count` ids off the end, with whatever is left there, to empty a data set for good: leaf counts
    /// and the way from PieceCIDs to ids are left behind.
    function cut(Pieces storage self, uint256 count) internal {
        uint256 end = self.nextId;
        uint256 start = FixedPointMathLib.zeroFloorSub(end, count);
        for (uint256 id = start; id < end; id++) {
            delete self.byId[id];
        }
        self.nextId = start;
    }

    /// @notice Whether `id` was added and not removed since.
    function isLive(Pieces storage self, uint256 id) internal view returns (bool) {
        return self.byId[id].leafCount != 0;
    }

    /// @notice Up to `limit` live pieces from id `start` on, inclusive, after passing over `skip` of them.
    function page(Pieces storage self, uint256 start, uint256 skip, uint256 limit)
        internal
        view
        returns (Cid[] memory cids, uint256[] memory ids, bool hasMore)
    {
        ids = new uint256[](FixedPointMathLib.min(limit, self.count));
        uint256 end = self.nextId;
        uint256 found = 0;
        uint256 id = _seek(self, start, skip);
        while (id < end && found < ids.length) {
            ids[found++] = id;
            id = _seek(self, id + 1, 0);
        }
        hasMore = id < end;
        ids = ids.truncate(found);

        cids = new Cid[](found);
        for (uint256 i = 0; i < found; i++) {
            cids[i].data = self.byId[ids[i]].data;
        }
    }

    /// @dev Id of the live piece that comes after `skip` others from id `start` on; `nextId` or above for none.
    function _seek(Pieces storage self, uint256 start, uint256 skip) private view returns (uint256 id) {
        uint256 end = self.nextId;
        for (id = start; id < end; id = (id | 255) + 1) {
            uint256 live = self.groups[id / 256].live >> (id % 256);
            uint256 count = LibBit.popCount(live);
            if (skip < count) {
                for (; skip != 0; skip--) {
                    live &= live - 1; // clears the lowest bit
                }
                return id + LibBit.ffs(live);
            }
            skip -= count;
        }
    }

    /// @notice Up to `limit` live pieces with the PieceCID `data`, from id `start` on, inclusive.
    function find(Pieces storage self, bytes calldata data, uint256 start, uint256 limit)
        internal
        view
        returns (uint256[] memory ids)
    {
        uint256[] storage candidates = self.idsByCid[EfficientHashLib.hashCalldata(data)];
        uint256 length = candidates.length;
        ids = new uint256[](FixedPointMathLib.min(limit, length));
        uint256 found = 0;
        for (uint256 i = 0; i < length && found < ids.length; i++) {
            uint256 id = candidates[i];
            if (id >= start && isLive(self, id)) ids[found++] = id;
        }
        return ids.truncate(found);
    }

    /// @notice Where leaf number `offset` of all live pieces is; below `leafCount`.
    /// @return id Piece that contains it.
    /// @return Its index within the piece.
    function locate(Pieces storage self, uint256 offset) internal view returns (uint256 id, uint256) {
        for (uint256 count = self.groups[0].leafCount; offset >= count; count = self.groups[id / 256].leafCount) {
            offset -= count;
            id += 256;
        }
        for (uint256 count = self.byId[id].leafCount; offset >= count; count = self.byId[id].leafCount) {
            offset -= count;
            id++;
        }
        return (id, offset);
    }
}
