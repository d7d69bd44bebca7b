// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

/// @title PriceList
/// @notice What storage costs, in base units of USDFC (18 decimals). An epoch is 30 seconds, a month 30 days.
library PriceList {
    /* RATES */

    /// @notice For storing 1 TiB (2^40 bytes) for a month.
    uint256 internal constant STORAGE_PER_TIB_PER_MONTH = 2.5e18;

    /// @notice For keeping a data set with anything in it for a month.
    uint256 internal constant DATA_SET_PER_MONTH = 0.024e18;

    uint256 internal constant EPOCHS_PER_MONTH = 86_400;

    /* FEES */

    uint96 internal constant CREATE_DATA_SET_FEE = 0.025e18;

    /// @notice For each call that adds pieces.
    uint96 internal constant ADD_PIECES_BASE_FEE = 0.0005e18;

    /// @notice For each piece that is added, besides.
    uint96 internal constant ADD_PIECES_PER_PIECE_FEE = 0.0003e18;

    /// @notice For each call that schedules removals, of however many pieces.
    uint96 internal constant SCHEDULE_PIECE_REMOVALS_FEE = 0.002e18;

    /// @notice For a termination that was signed.
    uint96 internal constant TERMINATE_FEE = 0.00112e18;

    /* LOCKUPS */

    /// @notice For how many epochs ahead the payer's funds are locked, and how long a terminated data set is still paid.
    uint256 internal constant LOCKUP_PERIOD = 30 * 2880;

    /// @notice What a rail holds for fees to come, whenever it is filled up.
    uint96 internal constant LIFECYCLE_RESERVE = 0.1e18;

    /// @notice A rail that holds less than this besides the fees that are due is filled up.
    uint96 internal constant REPLENISH_THRESHOLD = 0.005e18;

    /* CONTENT DELIVERY: of the live price list. It is not sold here, and nothing is billed by it. */

    uint256 internal constant CDN_EGRESS_PER_TIB = 7e18;
    uint256 internal constant CACHE_MISS_EGRESS_PER_TIB = 7e18;
    uint256 internal constant CDN_LOCKUP = 0.7e18;
    uint256 internal constant CACHE_MISS_LOCKUP = 0.3e18;
    uint256 internal constant CDN_LOCKUP_PERIOD = 14_400;

    /* RATE */

    uint256 private constant TIB = 2 ** 40;

    /// @notice What a data set costs an epoch beside what is in it, rounded down.
    uint256 internal constant DATA_SET_PER_EPOCH = DATA_SET_PER_MONTH / EPOCHS_PER_MONTH;

    /// @notice Bytes that so many leaves hold, rounded down: 127 in four leaves of 32.
    function bytesOf(uint256 leafCount) internal pure returns (uint256) {
        return leafCount * 32 * 127 / 128;
    }

    /// @notice What a data set with so many leaves costs an epoch: nothing when it is empty. The two parts of the price are
    /// rounded down one by one.
    function ratePerEpoch(uint256 leafCount) internal pure returns (uint256) {
        if (leafCount == 0) return 0;
        return bytesOf(leafCount) * STORAGE_PER_TIB_PER_MONTH / (TIB * EPOCHS_PER_MONTH) + DATA_SET_PER_EPOCH;
    }

    /// @notice What adding so many pieces in one call costs.
    function addPiecesFee(uint256 count) internal pure returns (uint256) {
        return ADD_PIECES_BASE_FEE + ADD_PIECES_PER_PIECE_FEE * count;
    }
}
