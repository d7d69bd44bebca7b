// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.28;

import {IFilecoinPay} from "../interfaces/IFilecoinPay.sol";
import {IValidator} from "../interfaces/IValidator.sol";
import {FilecoinPayAccounts} from "./FilecoinPayAccounts.sol";
import {Account} from "./libraries/PayAccount.sol";
import {Approval} from "./libraries/PayApproval.sol";
import {RateQueue} from "./libraries/RateQueue.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

/// @title FilecoinPayRails
/// @notice What operators do with rails: open, lock, set the rate, pay once, terminate.
abstract contract FilecoinPayRails is FilecoinPayAccounts {
    /// @inheritdoc IFilecoinPay
    uint256 public constant COMMISSION_MAX_BPS = 10_000;

    /// @inheritdoc IFilecoinPay
    uint256 public constant NETWORK_FEE_NUMERATOR = 1;

    /// @inheritdoc IFilecoinPay
    uint256 public constant NETWORK_FEE_DENOMINATOR = 200;

    /// @dev A `RailView` and its rates of the past. `from` is zero when there is none.
    struct Rail {
        address token;
        address from;
        address to;
        address operator;
        address validator;
        uint256 paymentRate;
        uint256 lockupPeriod;
        uint256 lockupFixed;
        uint256 settledUpTo;
        uint256 endEpoch;
        uint256 commissionRateBps;
        address serviceFeeRecipient;
        RateQueue pastRates;
    }

    mapping(uint256 railId => Rail rail) internal _rails;
    mapping(address token => mapping(address payer => uint256[] railIds)) private _payerRails;
    mapping(address token => mapping(address payee => uint256[] railIds)) private _payeeRails;
    uint256 private _lastRailId;

    /* RAILS */

    /// @inheritdoc IFilecoinPay
    function createRail(
        address token,
        address from,
        address to,
        address validator,
        uint256 commissionRateBps,
        address serviceFeeRecipient
    ) external nonReentrant returns (uint256) {
        _requireErc20(token);
        if (from == address(0)) revert ZeroAddressNotAllowed("from");
        if (to == address(0)) revert ZeroAddressNotAllowed("to");
        if (!operatorApprovals[token][from][msg.sender].isApproved) revert OperatorNotApproved(from, msg.sender);
        if (commissionRateBps > COMMISSION_MAX_BPS) {
            revert CommissionRateTooHigh(COMMISSION_MAX_BPS, commissionRateBps);
        }
        if (commissionRateBps != 0 && serviceFeeRecipient == address(0)) revert MissingServiceFeeRecipient();

        uint256 railId = ++_lastRailId;
        Rail storage rail = _rails[railId];
        rail.token = token;
        rail.from = from;
        rail.to = to;
        rail.operator = msg.sender;
        rail.validator = validator;
        rail.settledUpTo = block.number;
        rail.commissionRateBps = commissionRateBps;
        rail.serviceFeeRecipient = serviceFeeRecipient;
        _payerRails[token][from].push(railId);
        _payeeRails[token][to].push(railId);
        emit RailCreated(railId, from, to, token, msg.sender, validator, serviceFeeRecipient, commissionRateBps);
        return railId;
    }

    /// @inheritdoc IFilecoinPay
    function modifyRailLockup(uint256 railId, uint256 period, uint256 lockupFixed) external nonReentrant {
        Rail storage rail = _operatedRail(railId);
        Account storage payer = _settleLockup(rail.token, rail.from);
        Approval storage approval = operatorApprovals[rail.token][rail.from][rail.operator];
        (uint256 oldPeriod, uint256 oldFixed) = (rail.lockupPeriod, rail.lockupFixed);

        if (rail.endEpoch != 0) {
            if (period != oldPeriod || lockupFixed > oldFixed) {
                revert InvalidTerminatedRailModification(oldPeriod, oldFixed, period, lockupFixed);
            }
        } else {
            if (!payer.isSettled()) _requireNoNewLockup(rail, period, lockupFixed);
            if (period > oldPeriod && period > approval.maxLockupPeriod) {
                revert LockupPeriodExceedsOperatorMaximum(rail.token, rail.operator, approval.maxLockupPeriod, period);
            }
        }

        uint256 oldLockup = oldFixed + rail.paymentRate * oldPeriod;
        uint256 newLockup = lockupFixed + rail.paymentRate * period;
        approval.replaceLockup(oldLockup, newLockup);
        // Adding first: a terminated rail that streamed has less than `oldLockup` left.
        payer.lockupCurrent = payer.lockupCurrent + newLockup - oldLockup;
        rail.lockupPeriod = period;
        rail.lockupFixed = lockupFixed;
        _requireCovered(rail.token, rail.from);
        emit RailLockupModified(railId, oldPeriod, period, oldFixed, lockupFixed);
    }

    function _requireNoNewLockup(Rail storage rail, uint256 period, uint256 lockupFixed) private view {
        if (period != rail.lockupPeriod) {
            revert LockupPeriodChangeNotAllowedDueToInsufficientFunds(rail.token, rail.from, rail.lockupPeriod, period);
        }
        if (lockupFixed > rail.lockupFixed) {
            revert LockupFixedIncreaseNotAllowedDueToInsufficientFunds(
                rail.token, rail.from, rail.lockupFixed, lockupFixed
            );
        }
    }

    /// @inheritdoc IFilecoinPay
    function modifyRailPayment(uint256 railId, uint256 newRate, uint256 oneTimePayment) external nonReentrant {
        Rail storage rail = _operatedRail(railId);
        if (oneTimePayment > rail.lockupFixed) {
            revert OneTimePaymentExceedsLockup(railId, rail.lockupFixed, oneTimePayment);
        }
        _settleLockup(rail.token, rail.from);

        uint256 oldRate = rail.paymentRate;
        _replaceRate(railId, rail, oldRate, newRate);
        emit RailRateModified(railId, oldRate, newRate);

        if (oneTimePayment != 0) _payOnce(railId, rail, oneTimePayment);
        _requireCovered(rail.token, rail.from);
    }

    function _replaceRate(uint256 railId, Rail storage rail, uint256 oldRate, uint256 newRate) private {
        Account storage payer = accounts[rail.token][rail.from];
        Approval storage approval = operatorApprovals[rail.token][rail.from][rail.operator];
        uint256 endEpoch = rail.endEpoch;
        uint256 period = rail.lockupPeriod;
        uint256 epochsAhead;

        if (endEpoch != 0) {
            if (block.number >= endEpoch) {
                revert CannotModifyTerminatedRailBeyondEndEpoch(railId, endEpoch, block.number);
            }
            if (newRate > oldRate) revert RateChangeNotAllowedOnTerminatedRail(railId);
            epochsAhead = endEpoch - block.number;
        } else {
            if (newRate != oldRate && !payer.isSettled()) {
                revert LockupNotSettledRateChangeNotAllowed(railId, rail.from, false, oldRate, newRate);
            }
            epochsAhead = period;
            payer.lockupRate = payer.lockupRate - oldRate + newRate;
            approval.replaceRate(oldRate, newRate);
        }
        if (newRate == oldRate) return;

        approval.replaceLockup(oldRate * period, newRate * period);
        payer.lockupCurrent = payer.lockupCurrent + newRate * epochsAhead - oldRate * epochsAhead;

        if (rail.settledUpTo != block.number) {
            // A rail that has never streamed has nothing to settle: its first rate needs no past.
            if (oldRate == 0 && rail.pastRates.size() == 0) rail.settledUpTo = block.number;
            else rail.pastRates.push(oldRate, block.number);
        }
        rail.paymentRate = newRate;
    }

    function _payOnce(uint256 railId, Rail storage rail, uint256 amount) private {
        Account storage payer = accounts[rail.token][rail.from];
        rail.lockupFixed -= amount;
        payer.lockupCurrent -= amount;
        payer.funds -= amount;
        operatorApprovals[rail.token][rail.from][rail.operator].spend(amount);
        (uint256 net, uint256 commission, uint256 fee) = _creditPayment(rail, amount);
        emit RailOneTimePaymentProcessed(railId, net, commission, fee);
    }

    /// @dev Splits a payment among payee, service fee recipient and network; not one base unit is lost.
    function _creditPayment(Rail storage rail, uint256 amount)
        internal
        returns (uint256 net, uint256 commission, uint256 fee)
    {
        fee = FixedPointMathLib.divUp(amount * NETWORK_FEE_NUMERATOR, NETWORK_FEE_DENOMINATOR);
        commission = (amount - fee) * rail.commissionRateBps / COMMISSION_MAX_BPS;
        net = amount - fee - commission;
        accounts[rail.token][address(this)].funds += fee;
        accounts[rail.token][rail.serviceFeeRecipient].funds += commission;
        accounts[rail.token][rail.to].funds += net;
    }

    /// @inheritdoc IFilecoinPay
    function terminateRail(uint256 railId) external nonReentrant {
        Rail storage rail = _activeRail(railId);
        if (rail.endEpoch != 0) revert RailAlreadyTerminated(railId);
        Account storage payer = _settleLockup(rail.token, rail.from);
        if (msg.sender != rail.operator && !(msg.sender == rail.from && payer.isSettled())) {
            revert NotAuthorizedToTerminateRail(railId, rail.from, rail.operator, msg.sender);
        }

        uint256 endEpoch = payer.lockupLastSettledAt + rail.lockupPeriod;
        rail.endEpoch = endEpoch;
        payer.lockupRate -= rail.paymentRate;
        operatorApprovals[rail.token][rail.from][rail.operator].replaceRate(rail.paymentRate, 0);
        _settleLockup(rail.token, rail.from);
        emit RailTerminated(railId, msg.sender, endEpoch);

        if (rail.validator != address(0)) IValidator(rail.validator).railTerminated(railId, msg.sender, endEpoch);
    }

    function _activeRail(uint256 railId) internal view returns (Rail storage rail) {
        rail = _rails[railId];
        if (rail.from == address(0)) revert RailInactiveOrSettled(railId);
    }

    function _operatedRail(uint256 railId) private view returns (Rail storage rail) {
        rail = _activeRail(railId);
        if (msg.sender != rail.operator) revert OnlyRailOperatorAllowed(rail.operator, msg.sender);
    }

    /// @dev Carries the account on as far as what the call freed allows.
    function _requireCovered(address token, address owner) private {
        Account storage account = accounts[token][owner];
        // A string, not a custom error, as on Filecoin: clients know it by its words.
        // forge-lint: disable-start(custom-errors)
        require(
            account.lockupCurrent <= account.funds,
            "invariant failure: insufficient funds to cover lockup after function execution"
        );
        // forge-lint: disable-end(custom-errors)
        _settleLockup(token, owner);
    }

    /* VIEWS */

    /// @inheritdoc IFilecoinPay
    function getRail(uint256 railId) external view returns (RailView memory) {
        Rail storage rail = _activeRail(railId);
        return RailView({
            token: rail.token,
            from: rail.from,
            to: rail.to,
            operator: rail.operator,
            validator: rail.validator,
            paymentRate: rail.paymentRate,
            lockupPeriod: rail.lockupPeriod,
            lockupFixed: rail.lockupFixed,
            settledUpTo: rail.settledUpTo,
            endEpoch: rail.endEpoch,
            commissionRateBps: rail.commissionRateBps,
            serviceFeeRecipient: rail.serviceFeeRecipient
        });
    }

    /// @inheritdoc IFilecoinPay
    function getRateChangeQueueSize(uint256 railId) external view returns (uint256) {
        return _rails[railId].pastRates.size();
    }

    /// @inheritdoc IFilecoinPay
    function getRailsForPayerAndToken(address payer, address token, uint256 offset, uint256 limit)
        external
        view
        returns (RailInfo[] memory results, uint256 nextOffset, uint256 total)
    {
        return _page(_payerRails[token][payer], offset, limit);
    }

    /// @inheritdoc IFilecoinPay
    function getRailsForPayeeAndToken(address payee, address token, uint256 offset, uint256 limit)
        external
        view
        returns (RailInfo[] memory results, uint256 nextOffset, uint256 total)
    {
        return _page(_payeeRails[token][payee], offset, limit);
    }

    function _page(uint256[] storage railIds, uint256 offset, uint256 limit)
        private
        view
        returns (RailInfo[] memory results, uint256 nextOffset, uint256 total)
    {
        total = railIds.length;
        offset = FixedPointMathLib.min(offset, total);
        nextOffset = limit == 0 ? total : offset + FixedPointMathLib.min(limit, total - offset);

        uint256 count;
        for (uint256 i = offset; i < nextOffset; ++i) {
            if (_rails[railIds[i]].from != address(0)) ++count;
        }
        results = new RailInfo[](count);
        count = 0;
        for (uint256 i = offset; i < nextOffset; ++i) {
            Rail storage rail = _rails[railIds[i]];
            if (rail.from == address(0)) continue;
            results[count++] = RailInfo({railId: railIds[i], isTerminated: rail.endEpoch != 0, endEpoch: rail.endEpoch});
        }
    }
}
