// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

/// @title ProvingPeriods
/// @notice Counting proving periods. Period n of a data set that was activated in epoch A is the epochs after A + n·period up
/// to and including its deadline, A + (n + 1)·period.
library ProvingPeriods {
    /// @notice The period that holds `epoch`, which is after `activation`.
    function periodOf(uint256 activation, uint256 period, uint256 epoch) internal pure returns (uint256) {
        return (epoch - activation - 1) / period;
    }

    /// @notice The last epoch of period `index`.
    function deadlineOf(uint256 activation, uint256 period, uint256 index) internal pure returns (uint256) {
        return activation + (index + 1) * period;
    }

    /// @notice The deadline of a data set that starts, for the first time or again, in epoch `current`: at least a period away.
    function firstDeadline(uint256 activation, uint256 period, uint256 current) internal pure returns (uint256) {
        return deadlineOf(activation, period, periodOf(activation, period, current + period));
    }

    /// @notice Whole periods that went by after `deadline`, up to and including epoch `current`.
    function skipped(uint256 deadline, uint256 period, uint256 current) internal pure returns (uint256) {
        return current > deadline ? (current - deadline - 1) / period : 0;
    }

    /// @notice The deadline that follows `deadline` when the next period begins in epoch `current`.
    function nextDeadline(uint256 deadline, uint256 period, uint256 current) internal pure returns (uint256) {
        return deadline + period * (skipped(deadline, period, current) + 1);
    }
}
