// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

/// @title PriceList
/// @notice What storage costs, in base units of USDFC (18 decimals). An epoch is 30 seconds, a month 30 days.
library PriceList {
    /// @notice For storing 1 TiB (2^40 bytes) for a month.
    uint256 internal constant STORAGE_PER_TIB_PER_MONTH = 2.5e18;

    /// @notice For keeping a data set for a month, whatever is in it.
    uint256 internal constant DATA_SET_PER_MONTH = 0.024e18;

    uint256 internal constant EPOCHS_PER_MONTH = 86_400;

    /// @notice For how many epochs ahead the payer's funds are locked, and how long a terminated data set is still paid.
    uint256 internal constant LOCKUP_PERIOD = 30 * 2880;

    uint256 internal constant BYTES_PER_LEAF = 32;

    uint256 private constant TIB = 2 ** 40;

    /// @notice What a data set of that size costs an epoch, rounded down.
    /// @param size Bytes.
    function ratePerEpoch(uint256 size) internal pure returns (uint256) {
        return (size * STORAGE_PER_TIB_PER_MONTH + TIB * DATA_SET_PER_MONTH) / (TIB * EPOCHS_PER_MONTH);
    }
}
