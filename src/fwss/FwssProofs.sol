// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinWarmStorageService} from "../interfaces/IFilecoinWarmStorageService.sol";
import {IValidator} from "../interfaces/IValidator.sol";
import {ProvingPeriods} from "../libraries/ProvingPeriods.sol";
import {FwssContracts} from "./FwssContracts.sol";
import {FwssStorage} from "./FwssStorage.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {LibBitmap} from "solady/utils/LibBitmap.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";

/// @title FwssProofs
/// @notice Which proving periods there are, which are proven, and which epochs are paid therefore.
abstract contract FwssProofs is FwssStorage, FwssContracts {
    using LibBitmap for LibBitmap.Bitmap;
    using SafeCastLib for uint256;

    uint256 internal constant CHALLENGES_PER_PROOF = 5;

    /* PERIODS */

    function _beginPeriod(uint256 dataSetId, uint256 challengeEpoch) internal {
        Proving storage proving = _proving[dataSetId];
        if (proving.deadline == 0) _start(dataSetId, proving, challengeEpoch);
        else _advance(dataSetId, proving, challengeEpoch);
    }

    /// @dev For the first time; or again, after the data set was emptied, and its periods are counted on from the first one.
    function _start(uint256 dataSetId, Proving storage proving, uint256 challengeEpoch) private {
        uint256 activation = proving.activation;
        if (activation == 0) {
            activation = block.number;
            proving.activation = activation.toUint48();
            (proving.period, proving.window) = (_provingPeriod, _challengeWindow);
        } else if (challengeEpoch <= activation) {
            revert InvalidChallengeEpoch(dataSetId, activation + 1, activation + proving.period, challengeEpoch);
        }
        uint256 deadline = ProvingPeriods.firstDeadline(activation, proving.period, block.number);
        _setDeadline(dataSetId, proving, deadline, challengeEpoch);
    }

    function _advance(uint256 dataSetId, Proving storage proving, uint256 challengeEpoch) private {
        (uint256 deadline, uint256 period) = (proving.deadline, proving.period);
        if (block.number <= deadline - period) {
            revert NextProvingPeriodAlreadyCalled(dataSetId, deadline - period, block.number);
        }
        // Without a challenge the data set is empty.
        if (challengeEpoch == 0) {
            proving.deadline = 0;
        } else {
            _setDeadline(
                dataSetId, proving, ProvingPeriods.nextDeadline(deadline, period, block.number), challengeEpoch
            );
        }

        uint256 faults = ProvingPeriods.skipped(deadline, period, block.number);
        if (!proving.proven) ++faults;
        proving.proven = false;
        if (faults > 0) emit FaultRecord(dataSetId, faults, deadline);
    }

    function _setDeadline(uint256 dataSetId, Proving storage proving, uint256 deadline, uint256 challengeEpoch)
        private
    {
        uint256 windowStart = deadline - proving.window;
        if (challengeEpoch < windowStart || challengeEpoch > deadline) {
            revert InvalidChallengeEpoch(dataSetId, windowStart, deadline, challengeEpoch);
        }
        proving.deadline = deadline.toUint48();
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function getProvingPeriodForEpoch(uint256 dataSetId, uint256 epoch) external view returns (uint256) {
        Proving storage proving = _proving[dataSetId];
        uint256 activation = proving.activation;
        if (activation == 0 || epoch <= activation) return type(uint256).max;
        return ProvingPeriods.periodOf(activation, proving.period, epoch);
    }

    /* PROOFS */

    function _recordProof(uint256 dataSetId, uint256 challengeCount) internal {
        Proving storage proving = _proving[dataSetId];
        if (proving.proven) revert ProofAlreadySubmitted(dataSetId);
        if (challengeCount < CHALLENGES_PER_PROOF) {
            revert InvalidChallengeCount(dataSetId, CHALLENGES_PER_PROOF, challengeCount);
        }
        uint256 deadline = proving.deadline;
        if (deadline == 0) revert ProvingNotStarted(dataSetId);
        if (block.number > deadline) revert ProvingPeriodPassed(dataSetId, deadline, block.number);
        uint256 windowStart = deadline - proving.window;
        if (block.number < windowStart) revert ChallengeWindowTooEarly(dataSetId, windowStart, block.number);

        proving.proven = true;
        _provenPeriods[dataSetId].set(ProvingPeriods.periodOf(proving.activation, proving.period, block.number));
    }

    /* PAYMENT */

    /// @inheritdoc IValidator
    function validatePayment(uint256 railId, uint256 proposedAmount, uint256 fromEpoch, uint256 toEpoch, uint256)
        external
        view
        returns (ValidationResult memory result)
    {
        uint256 dataSetId = _railToDataSet[railId];
        result.settleUpto = toEpoch;
        if (dataSetId == 0) {
            result.note = "Rail not associated with a data set";
            return result;
        }
        if (toEpoch <= fromEpoch) revert InvalidEpochRange(fromEpoch, toEpoch);
        uint256 activation = _proving[dataSetId].activation;
        if (activation == 0 || toEpoch <= activation) {
            result.note = "No proving activity";
            return result;
        }
        if (toEpoch > block.number) revert InvalidEpochRange(fromEpoch, toEpoch);

        uint256 proven;
        (proven, result.settleUpto) =
            _provenEpochs(dataSetId, activation, FixedPointMathLib.max(fromEpoch, activation), toEpoch);
        if (proven == 0) result.note = "No proven epochs in the requested range";
        result.modifiedAmount = proposedAmount * proven / (toEpoch - fromEpoch);
    }

    /// @dev A period that can still be proven is not settled until it is, or until it is over.
    /// @param fromEpoch Exclusive.
    /// @return proven Epochs of proven periods up to and including `settledUpTo`.
    function _provenEpochs(uint256 dataSetId, uint256 activation, uint256 fromEpoch, uint256 toEpoch)
        private
        view
        returns (uint256 proven, uint256 settledUpTo)
    {
        LibBitmap.Bitmap storage provenPeriods = _provenPeriods[dataSetId];
        uint256 period = _proving[dataSetId].period;
        settledUpTo = fromEpoch;
        while (settledUpTo < toEpoch) {
            uint256 index = ProvingPeriods.periodOf(activation, period, settledUpTo + 1);
            uint256 deadline = ProvingPeriods.deadlineOf(activation, period, index);
            uint256 end = FixedPointMathLib.min(toEpoch, deadline);
            if (provenPeriods.get(index)) proven += end - settledUpTo;
            else if (deadline >= block.number) return (proven, settledUpTo);
            settledUpTo = end;
        }
    }
}
