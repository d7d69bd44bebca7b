// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

/// @notice What an owner holds of one token. `funds >= lockupCurrent` always.
struct Account {
    /// @notice Base units held.
    uint256 funds;
    /// @notice Base units of them that are locked.
    uint256 lockupCurrent;
    /// @notice Base units that every epoch locks.
    uint256 lockupRate;
    /// @notice Inclusive: last epoch that `lockupCurrent` accounts for.
    uint256 lockupLastSettledAt;
}

using PayAccount for Account global;

/// @title PayAccount
/// @notice Time in an account: every epoch locks `lockupRate` for as long as free funds cover a whole epoch of it. An account
/// that they do not cover up to now stays *behind*.
library PayAccount {
    /// @notice Base units that are not locked.
    function free(Account storage self) internal view returns (uint256) {
        return self.funds - self.lockupCurrent;
    }

    /// @notice Whether the lockup accounts for every epoch up to now.
    function isSettled(Account storage self) internal view returns (bool) {
        return self.lockupLastSettledAt == block.number;
    }

    /// @notice Whole epochs after the last settled one that have passed and that free funds cover.
    /// @dev A division and never `rate * elapsed`, which an absurd rate would overflow, and so freeze the account.
    function settleableEpochs(Account storage self) internal view returns (uint256) {
        uint256 elapsed = block.number - self.lockupLastSettledAt;
        uint256 rate = self.lockupRate;
        return rate == 0 ? elapsed : FixedPointMathLib.min(elapsed, self.free() / rate);
    }

    /// @notice Locks the epochs that have passed as far as free funds cover them.
    /// @return moved Whether that was any.
    function settle(Account storage self) internal returns (bool moved) {
        uint256 epochs = self.settleableEpochs();
        if (epochs == 0) return false;
        self.lockupCurrent += self.lockupRate * epochs;
        self.lockupLastSettledAt += epochs;
        return true;
    }
}
