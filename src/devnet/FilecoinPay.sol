// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity 0.8.30;

import {IFilecoinPay} from "../interfaces/IFilecoinPay.sol";
import {IValidator} from "../interfaces/IValidator.sol";
import {FilecoinPayRails} from "./FilecoinPayRails.sol";
import {Account} from "./libraries/PayAccount.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {LibString} from "solady/utils/LibString.sol";

/// @title FilecoinPay
/// @notice Local stand-in for the FilecoinPay contract that is live on Filecoin: same functions, events and errors for ERC-20
/// tokens. Left out: native FIL, ERC-3009 deposits, and the auction that burns the network fees, which stay in the
/// contract's own account.
///
/// What always holds, for every account and token:
/// - the funds of all accounts add up to the tokens held here;
/// - `lockupCurrent <= funds`;
/// - `lockupCurrent` is the sum over the owner's rails of `lockupFixed`, plus what streamed after `settledUpTo` up to and
///   including `lockupLastSettledAt`, plus `paymentRate * lockupPeriod`; for a terminated rail, of `lockupFixed` plus what
///   streams after `settledUpTo` up to and including `endEpoch`;
/// - `lockupRate` is the sum of the rates of the owner's rails that are not terminated.
contract FilecoinPay is FilecoinPayRails {
    /// @dev What `settleRail` returns.
    struct Settlement {
        uint256 amount;
        uint256 net;
        uint256 commission;
        uint256 fee;
        uint256 settledUpTo;
        string note;
    }

    /* SETTLEMENT */

    /// @inheritdoc IFilecoinPay
    function settleRail(uint256 railId, uint256 untilEpoch)
        external
        nonReentrant
        returns (
            uint256 totalSettledAmount,
            uint256 totalNetPayeeAmount,
            uint256 totalOperatorCommission,
            uint256 totalNetworkFee,
            uint256 finalSettledEpoch,
            string memory note
        )
    {
        Rail storage rail = _activeRail(railId);
        if (untilEpoch > block.number) revert CannotSettleFutureEpochs(railId, block.number, untilEpoch);
        Settlement memory s = _settleRail(railId, rail, untilEpoch, rail.validator);
        return (s.amount, s.net, s.commission, s.fee, s.settledUpTo, s.note);
    }

    /// @inheritdoc IFilecoinPay
    function settleTerminatedRailWithoutValidation(uint256 railId)
        external
        nonReentrant
        returns (
            uint256 totalSettledAmount,
            uint256 totalNetPayeeAmount,
            uint256 totalOperatorCommission,
            uint256 totalNetworkFee,
            uint256 finalSettledEpoch,
            string memory note
        )
    {
        Rail storage rail = _activeRail(railId);
        uint256 endEpoch = rail.endEpoch;
        if (endEpoch == 0) revert RailNotTerminated(railId);
        if (msg.sender != rail.from) revert OnlyRailClientAllowed(rail.from, msg.sender);
        if (block.number <= endEpoch) {
            revert CannotSettleTerminatedRailBeforeMaxEpoch(railId, endEpoch + 1, block.number);
        }
        Settlement memory s = _settleRail(railId, rail, endEpoch, address(0));
        return (s.amount, s.net, s.commission, s.fee, s.settledUpTo, s.note);
    }

    /// @param validator Who decides; zero to pay in full.
    function _settleRail(uint256 railId, Rail storage rail, uint256 untilEpoch, address validator)
        private
        returns (Settlement memory s)
    {
        (address token, address from) = (rail.token, rail.from);
        Account storage payer = _settleLockup(token, from);
        uint256 endEpoch = rail.endEpoch;
        s.settledUpTo = rail.settledUpTo;

        if (endEpoch != 0 && s.settledUpTo >= endEpoch) {
            _finalize(railId, rail, payer);
            s.note = "rail fully settled and finalized";
        } else {
            uint256 target = FixedPointMathLib.min(untilEpoch, endEpoch == 0 ? payer.lockupLastSettledAt : endEpoch);
            if (s.settledUpTo >= target) {
                s.note = string.concat("already settled up to epoch ", LibString.toString(target));
                return s;
            }
            _settleSegments(s, railId, rail, payer, target, validator);
            (s.net, s.commission, s.fee) = _creditPayment(rail, s.amount);
            if (endEpoch != 0 && s.settledUpTo >= endEpoch) {
                _finalize(railId, rail, payer);
                s.note = string.concat(s.note, "terminated rail fully settled and finalized.");
            }
            emit RailSettled(railId, s.amount, s.net, s.commission, s.fee, s.settledUpTo);
        }
        _settleLockup(token, from);
    }

    /// @dev As on Filecoin, a validator that settles nothing makes the call fail only when no rate of the past is queued.
    function _settleSegments(
        Settlement memory s,
        uint256 railId,
        Rail storage rail,
        Account storage payer,
        uint256 target,
        address validator
    ) private {
        bool queued = rail.pastRates.size() != 0;
        while (s.settledUpTo < target) {
            (uint256 rate, uint256 end) = rail.pastRates.next(rail.paymentRate, target);
            uint256 reached = end;
            if (rate != 0) {
                reached = _settleSegment(s, railId, payer, rate, end, validator);
                if (reached == s.settledUpTo) {
                    if (!queued) revert NoProgressInSettlement(railId, reached + 1, reached);
                    return;
                }
            } else if (!queued) {
                s.note = "Zero rate payment rail";
            }
            s.settledUpTo = reached;
            rail.settledUpTo = reached;
            if (reached < end) return;
            rail.pastRates.dropEnded(end);
        }
    }

    /// @dev The payer is released from all that was locked for the settled epochs, and pays what the validator allows of it.
    function _settleSegment(
        Settlement memory s,
        uint256 railId,
        Account storage payer,
        uint256 rate,
        uint256 end,
        address validator
    ) private returns (uint256 reached) {
        uint256 start = s.settledUpTo;
        reached = end;
        uint256 locked = rate * (end - start);
        uint256 amount = locked;

        if (validator != address(0)) {
            IValidator.ValidationResult memory result =
                IValidator(validator).validatePayment(railId, amount, start, end, rate);
            (reached, amount) = (result.settleUpto, result.modifiedAmount);
            if (reached > end) revert ValidatorSettledBeyondSegmentEnd(railId, end, reached);
            if (reached < start) revert ValidatorSettledBeforeSegmentStart(railId, start, reached);
            locked = rate * (reached - start);
            if (amount > locked) revert ValidatorModifiedAmountExceedsMaximum(railId, locked, amount);
            if (reached != start) s.note = result.note;
        }

        payer.lockupCurrent -= locked;
        payer.funds -= amount;
        s.amount += amount;
    }

    function _finalize(uint256 railId, Rail storage rail, Account storage payer) private {
        payer.lockupCurrent -= rail.lockupFixed;
        operatorApprovals[rail.token][rail.from][rail.operator].replaceLockup(
            rail.lockupFixed + rail.paymentRate * rail.lockupPeriod, 0
        );
        delete _rails[railId];
        emit RailFinalized(railId);
    }
}
