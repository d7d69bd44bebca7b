// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

/// @notice A rate of the past that a rail has yet to be settled at.
struct RateSegment {
    /// @notice Base units per epoch.
    uint256 rate;
    /// @notice Inclusive: last epoch it holds for. It starts where the one before it ends.
    uint256 untilEpoch;
}

/// @notice First in, first out. Empty when `head == tail`.
struct RateQueue {
    uint256 head;
    uint256 tail;
    mapping(uint256 index => RateSegment) segments;
}

using RateQueueLib for RateQueue global;

/// @title RateQueueLib
/// @notice The rates of a rail from the last epoch settled to its current rate, with rising `untilEpoch`.
library RateQueueLib {
    /// @notice How many there are.
    function size(RateQueue storage self) internal view returns (uint256) {
        return self.tail - self.head;
    }

    /// @notice Ends `rate` with `epoch`. When one ended with that epoch already, the rate held for no epoch at all.
    function push(RateQueue storage self, uint256 rate, uint256 epoch) internal {
        uint256 tail = self.tail;
        if (tail != self.head && self.segments[tail - 1].untilEpoch == epoch) return;
        self.segments[tail] = RateSegment({rate: rate, untilEpoch: epoch});
        self.tail = tail + 1;
    }

    /// @notice The rate to settle at next: the oldest queued one, or `currentRate` when there is none.
    /// @param target Inclusive: epoch to settle up to.
    /// @return rate Base units per epoch.
    /// @return untilEpoch Inclusive: last epoch of that rate, at most `target`.
    function next(RateQueue storage self, uint256 currentRate, uint256 target)
        internal
        view
        returns (uint256 rate, uint256 untilEpoch)
    {
        uint256 head = self.head;
        if (head == self.tail) return (currentRate, target);
        RateSegment storage segment = self.segments[head];
        return (segment.rate, segment.untilEpoch < target ? segment.untilEpoch : target);
    }

    /// @notice Drops the oldest rate if `epoch` was its last.
    function dropEnded(RateQueue storage self, uint256 epoch) internal {
        uint256 head = self.head;
        if (head == self.tail || self.segments[head].untilEpoch > epoch) return;
        delete self.segments[head];
        self.head = head + 1;
    }
}
