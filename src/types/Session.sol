// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {FwssPermissions} from "../libraries/FwssPermissions.sol";

/// @notice All that a session needs for the four FWSS permissions, in one storage slot.
/// @dev
///   bit 255            208 207            160 159     120 119      80 79       40 39        0
///   ┌───────────────────┬───────────────────┬───────────┬───────────┬───────────┬───────────┐
///   │ nonce      uint48 │ generation uint48 │ Terminate │ Schedule  │ AddPieces │ Create    │  4 × uint40 expiry
///   └───────────────────┴───────────────────┴───────────┴───────────┴───────────┴───────────┘
/// Expiries are Unix seconds, inclusive; 0 is no grant. The two counters cannot run over: each step of either costs a
/// storage write, and 2^48 of them are out of reach.
type Session is uint256;

using SessionLibrary for Session global;

/// @title SessionLibrary
/// @notice Reading and changing a `Session` in memory.
library SessionLibrary {
    /// @notice The answer of `laneOf` for a permission that has no lane.
    uint256 internal constant NO_LANE = type(uint256).max;

    uint256 private constant EXPIRY_MASK = type(uint40).max;
    uint256 private constant COUNTER_MASK = type(uint48).max;
    uint256 private constant EXPIRIES_BITS = 160;
    uint256 private constant NONCE_SHIFT = 208;
    uint256 private constant ONE_GENERATION = 2 ** EXPIRIES_BITS;
    uint256 private constant ONE_NONCE = 2 ** NONCE_SHIFT;

    /// @notice The lane of an FWSS permission, as the position of its lowest bit; `NO_LANE` for any other permission.
    function laneOf(bytes32 permission) internal pure returns (uint256) {
        if (permission == FwssPermissions.CREATE_DATA_SET) return 0;
        if (permission == FwssPermissions.ADD_PIECES) return 40;
        if (permission == FwssPermissions.SCHEDULE_PIECE_REMOVALS) return 80;
        if (permission == FwssPermissions.TERMINATE_SERVICE) return 120;
        return NO_LANE;
    }

    /// @notice The expiry in a lane, in Unix seconds.
    function expiry(Session session, uint256 lane) internal pure returns (uint256) {
        return (Session.unwrap(session) >> lane) & EXPIRY_MASK;
    }

    /// @notice The session with another expiry in one lane. `newExpiry` must fit in 40 bits.
    function withExpiry(Session session, uint256 lane, uint256 newExpiry) internal pure returns (Session) {
        return Session.wrap((Session.unwrap(session) & ~(EXPIRY_MASK << lane)) | (newExpiry << lane));
    }

    /// @notice How often all permissions of the session were dropped at once.
    function generation(Session session) internal pure returns (uint256) {
        return (Session.unwrap(session) >> EXPIRIES_BITS) & COUNTER_MASK;
    }

    /// @notice How often the session was changed.
    function nonce(Session session) internal pure returns (uint256) {
        return Session.unwrap(session) >> NONCE_SHIFT;
    }

    /// @notice The session with its nonce used up.
    function next(Session session) internal pure returns (Session) {
        return Session.wrap(Session.unwrap(session) + ONE_NONCE);
    }

    /// @notice The session without any permission: lanes empty, generation raised, nonce used up.
    function cleared(Session session) internal pure returns (Session) {
        uint256 counters = (Session.unwrap(session) >> EXPIRIES_BITS) << EXPIRIES_BITS;
        return Session.wrap(counters + ONE_GENERATION + ONE_NONCE);
    }
}
