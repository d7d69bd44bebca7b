// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

/// @title IValidator
/// @notice What FilecoinPay calls on the validator of a rail. An epoch is a block; every epoch below is inclusive unless it says otherwise.
interface IValidator {
    /// @notice What a validator lets a settlement pay.
    struct ValidationResult {
        /// @notice Amount to pay for the epochs after `fromEpoch` up to and including `settleUpto`, in the token's base units.
        /// At most `rate * (settleUpto - fromEpoch)`; what it leaves unpaid goes back to the payer for good.
        uint256 modifiedAmount;
        /// @notice Last epoch settled. At least `fromEpoch`, at most `toEpoch`.
        uint256 settleUpto;
        /// @notice Free text for whoever settles.
        string note;
    }

    /// @notice Decides on one segment of a settlement: a run of epochs with one rate. Only for rates above zero.
    /// @param railId The rail being settled.
    /// @param proposedAmount What the segment costs in full, `rate * (toEpoch - fromEpoch)`, in the token's base units.
    /// @param fromEpoch Exclusive: the last epoch settled before.
    /// @param toEpoch Inclusive: the last epoch of the segment.
    /// @param rate The rate of the segment, in the token's base units per epoch.
    function validatePayment(uint256 railId, uint256 proposedAmount, uint256 fromEpoch, uint256 toEpoch, uint256 rate)
        external
        returns (ValidationResult memory result);

    /// @notice Tells that a rail was terminated. A revert undoes the termination.
    /// @param railId The rail.
    /// @param terminator The payer or the operator.
    /// @param endEpoch Inclusive: the last epoch the rail pays for.
    function railTerminated(uint256 railId, address terminator, uint256 endEpoch) external;
}
