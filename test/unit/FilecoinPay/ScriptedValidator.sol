// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IValidator} from "src/interfaces/IValidator.sol";

/// @notice A validator that does as the test says, and remembers what it was asked. Approves in full until told otherwise.
contract ScriptedValidator is IValidator {
    struct Asked {
        uint256 railId;
        uint256 proposedAmount;
        uint256 fromEpoch;
        uint256 toEpoch;
        uint256 rate;
    }

    /// @notice What to do when asked.
    enum Answer {
        Full,
        Scripted,
        Call
    }

    Answer public answer;
    uint256 public amount;
    uint256 public upto;
    string public note;
    address public target;
    bytes public data;

    Asked[] internal _asked;
    uint256 public terminatedRail;
    address public terminator;
    uint256 public endEpoch;

    function script(uint256 amount_, uint256 upto_, string calldata note_) external {
        (answer, amount, upto, note) = (Answer.Scripted, amount_, upto_, note_);
    }

    function scriptCall(address target_, bytes calldata data_) external {
        (answer, target, data) = (Answer.Call, target_, data_);
    }

    function asked(uint256 index) external view returns (Asked memory) {
        return _asked[index];
    }

    function askedCount() external view returns (uint256) {
        return _asked.length;
    }

    function validatePayment(uint256 railId, uint256 proposedAmount, uint256 fromEpoch, uint256 toEpoch, uint256 rate)
        external
        returns (ValidationResult memory)
    {
        _asked.push(
            Asked({railId: railId, proposedAmount: proposedAmount, fromEpoch: fromEpoch, toEpoch: toEpoch, rate: rate})
        );
        if (answer == Answer.Call) _call();
        if (answer == Answer.Scripted) return ValidationResult({modifiedAmount: amount, settleUpto: upto, note: note});
        return ValidationResult({modifiedAmount: proposedAmount, settleUpto: toEpoch, note: ""});
    }

    function railTerminated(uint256 railId, address terminator_, uint256 endEpoch_) external {
        (terminatedRail, terminator, endEpoch) = (railId, terminator_, endEpoch_);
        if (answer == Answer.Call) _call();
    }

    /// @dev Hands the callee's revert on, word for word.
    function _call() private {
        (bool ok, bytes memory result) = target.call(data);
        if (ok) return;
        // revert(result)
        assembly ("memory-safe") {
            revert(add(result, 0x20), mload(result))
        }
    }
}
