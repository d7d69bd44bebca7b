// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

/// @notice A content identifier in binary form.
/// @param data A PieceCID v2 wherever a piece is meant; see `PieceCid` for the layout.
struct Cid {
    bytes data;
}
