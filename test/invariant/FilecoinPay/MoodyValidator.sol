// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IValidator} from "src/interfaces/IValidator.sol";

/// @notice A validator in one of three moods.
contract MoodyValidator is IValidator {
    enum Mood {
        /// Pays all of it.
        Full,
        /// Settles every epoch and pays half.
        Stingy,
        /// Pays in full, and stops halfway through the first segment.
        Slow
    }

    Mood public mood;

    function set(Mood mood_) external {
        mood = mood_;
    }

    function validatePayment(uint256, uint256 proposedAmount, uint256 fromEpoch, uint256 toEpoch, uint256 rate)
        external
        view
        returns (ValidationResult memory result)
    {
        result = ValidationResult({modifiedAmount: proposedAmount, settleUpto: toEpoch, note: ""});
        if (mood == Mood.Stingy) result.modifiedAmount /= 2;
        if (mood == Mood.Slow) {
            result.settleUpto -= (toEpoch - fromEpoch) / 2;
            result.modifiedAmount = rate * (result.settleUpto - fromEpoch);
        }
    }

    function railTerminated(uint256, address, uint256) external pure {}
}
