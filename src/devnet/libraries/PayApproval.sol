// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinPay} from "../../interfaces/IFilecoinPay.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

/// @notice What a payer lets an operator do, and what it uses of it.
struct Approval {
    /// @notice Whether it may open rails.
    bool isApproved;
    /// @notice Base units per epoch that its rates may add up to.
    uint256 rateAllowance;
    /// @notice Base units that its lockups may add up to.
    uint256 lockupAllowance;
    /// @notice Sum of the rates of its rails that are not terminated.
    uint256 rateUsage;
    /// @notice Sum of `lockupFixed + paymentRate * lockupPeriod` of its rails that are not finalised.
    uint256 lockupUsage;
    /// @notice Inclusive: epochs it may lock ahead.
    uint256 maxLockupPeriod;
}

using PayApproval for Approval global;

/// @title PayApproval
/// @notice An operator's use of its allowances. Only a rise is held against the allowance, so that a payer can lower it below
/// what is in use and the operator can still wind down.
library PayApproval {
    /// @notice Replaces a rate of `oldRate` with one of `newRate`.
    function replaceRate(Approval storage self, uint256 oldRate, uint256 newRate) internal {
        uint256 usage = self.rateUsage - oldRate + newRate;
        if (newRate > oldRate && usage > self.rateAllowance) {
            revert IFilecoinPay.OperatorRateAllowanceExceeded(self.rateAllowance, usage);
        }
        self.rateUsage = usage;
    }

    /// @notice Replaces a lockup of `oldLockup` with one of `newLockup`.
    function replaceLockup(Approval storage self, uint256 oldLockup, uint256 newLockup) internal {
        uint256 usage = self.lockupUsage - oldLockup + newLockup;
        if (newLockup > oldLockup && usage > self.lockupAllowance) {
            revert IFilecoinPay.OperatorLockupAllowanceExceeded(self.lockupAllowance, usage);
        }
        self.lockupUsage = usage;
    }

    /// @notice Takes `amount` that was paid at once out of the lockup, and out of the allowance for good.
    function spend(Approval storage self, uint256 amount) internal {
        self.lockupUsage -= amount;
        self.lockupAllowance = FixedPointMathLib.zeroFloorSub(self.lockupAllowance, amount);
    }
}
