// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinPay} from "../interfaces/IFilecoinPay.sol";
import {PriceList} from "../libraries/PriceList.sol";
import {FwssContracts} from "./FwssContracts.sol";
import {FwssStorage} from "./FwssStorage.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";

/// @title FwssBilling
/// @notice What is asked of FilecoinPay: a rail for each data set, whose rate is the price of what is in it, and whose fixed
/// lockup, the reserve, pays the fees.
abstract contract FwssBilling is FwssStorage, FwssContracts {
    using SafeCastLib for uint256;

    /* OPEN */

    function _openRail(uint256 dataSetId, DataSet storage dataSet) internal {
        address payer = dataSet.payer;
        _requireFunds(payer);
        uint256 railId = PAYMENTS.createRail(USDFC, payer, dataSet.payee, address(this), 0, address(this));
        dataSet.railId = railId.toUint96();
        dataSet.pending = PriceList.CREATE_DATA_SET_FEE;
        _railToDataSet[railId] = dataSetId;
        _setReserve(dataSet, PriceList.LOCKUP_PERIOD, PriceList.LIFECYCLE_RESERVE);
    }

    /// @dev For the reserve, and a month of a data set with hardly anything in it.
    function _requireFunds(address payer) private view {
        uint256 lockup = PriceList.LIFECYCLE_RESERVE + PriceList.DATA_SET_PER_MONTH;
        uint256 rate = PriceList.DATA_SET_PER_EPOCH;
        (,, uint256 available,) = PAYMENTS.getAccountInfoIfSettled(USDFC, payer);
        if (available < lockup) revert InsufficientLockupFunds(payer, lockup, available);
        (
            bool approved,
            uint256 rateAllowance,
            uint256 lockupAllowance,
            uint256 rateUsage,
            uint256 lockupUsage,
            uint256 maxLockupPeriod
        ) = PAYMENTS.operatorApprovals(USDFC, payer, address(this));
        if (!approved) revert OperatorNotApproved(payer, address(this));
        if (rateAllowance < rateUsage + rate) {
            revert InsufficientRateAllowance(payer, address(this), rateAllowance, rateUsage, rate);
        }
        if (lockupAllowance < lockupUsage + lockup) {
            revert InsufficientLockupAllowance(payer, address(this), lockupAllowance, lockupUsage, lockup);
        }
        if (maxLockupPeriod < PriceList.LOCKUP_PERIOD) {
            revert InsufficientMaxLockupPeriod(payer, address(this), maxLockupPeriod, PriceList.LOCKUP_PERIOD);
        }
    }

    /* FEES AND RATE */

    function _charge(DataSet storage dataSet, uint256 fee) internal {
        dataSet.pending += fee.toUint96();
    }

    /// @dev So that what is due can be paid, and so can what is due when the data set ends.
    function _replenish(DataSet storage dataSet) internal {
        uint256 pending = dataSet.pending;
        if (dataSet.endEpoch == 0 && dataSet.reserve < pending + PriceList.REPLENISH_THRESHOLD) {
            _setReserve(dataSet, PriceList.LOCKUP_PERIOD, PriceList.LIFECYCLE_RESERVE + pending);
        }
    }

    function _setReserve(DataSet storage dataSet, uint256 lockupPeriod, uint256 reserve) private {
        dataSet.reserve = reserve.toUint96();
        PAYMENTS.modifyRailLockup(dataSet.railId, lockupPeriod, reserve);
    }

    function _flush(uint256 dataSetId, DataSet storage dataSet, uint256 leafCount) internal {
        _replenish(dataSet);
        _pay(dataSetId, dataSet, leafCount);
    }

    function _billPieces(uint256 dataSetId, DataSet storage dataSet, uint256 count) internal {
        _charge(dataSet, PriceList.addPiecesFee(count));
        _flush(dataSetId, dataSet, PDP_VERIFIER.getDataSetLeafCount(dataSetId));
    }

    /// @dev The reserve of a data set that was terminated pays as far as it goes.
    function _pay(uint256 dataSetId, DataSet storage dataSet, uint256 leafCount) private {
        (uint256 railId, uint96 reserve) = (dataSet.railId, dataSet.reserve);
        uint256 rate = PriceList.ratePerEpoch(leafCount);
        uint256 due = FixedPointMathLib.min(dataSet.pending, reserve);
        dataSet.pending = 0;
        dataSet.reserve = (reserve - due).toUint96();
        PAYMENTS.modifyRailPayment(railId, rate, due);
        emit RailRateUpdated(dataSetId, railId, rate);
    }

    function _topUp(DataSet storage dataSet, uint256 amount) internal {
        _setReserve(dataSet, PriceList.LOCKUP_PERIOD, dataSet.reserve + amount);
    }

    /* END */

    function _terminate(uint256 dataSetId, DataSet storage dataSet) internal {
        if (dataSet.pending > 0) _flush(dataSetId, dataSet, PDP_VERIFIER.getDataSetLeafCount(dataSetId));
        PAYMENTS.terminateRail(dataSet.railId);
    }

    /// @dev Nothing is locked ahead any more, so the rail ends in this epoch; and what is left of the reserve is the payer's.
    function _terminateNow(uint256 dataSetId, DataSet storage dataSet) internal {
        _charge(dataSet, PriceList.TERMINATE_FEE);
        _setReserve(dataSet, 0, dataSet.pending);
        _pay(dataSetId, dataSet, PDP_VERIFIER.getDataSetLeafCount(dataSetId));
        PAYMENTS.terminateRail(dataSet.railId);
    }

    function _requireSettled(uint256 railId, uint256 endEpoch) internal view {
        try PAYMENTS.getRail(railId) returns (IFilecoinPay.RailView memory rail) {
            if (rail.settledUpTo < endEpoch) revert RailNotFullySettled(railId, rail.settledUpTo, endEpoch);
        } catch (bytes memory reason) {
            _requireReason(reason, IFilecoinPay.RailInactiveOrSettled.selector);
        }
    }

    /// @dev Proven epochs are paid. The fees that are due are not: the reserve goes back to the payer.
    function _abandon(uint256 dataSetId, DataSet storage dataSet) internal {
        uint256 railId = dataSet.railId;
        try PAYMENTS.settleRail(railId, block.number) {}
        catch (bytes memory reason) {
            _requireReason(reason, IFilecoinPay.NoProgressInSettlement.selector);
        }
        delete _proving[dataSetId];

        (uint256 fundedUntilEpoch,,,) = PAYMENTS.getAccountInfoIfSettled(USDFC, dataSet.payer);
        bool funded = fundedUntilEpoch >= block.number;
        // FilecoinPay changes no lockup period of a payer that is behind.
        if (funded) PAYMENTS.modifyRailLockup(railId, 0, 0);
        PAYMENTS.terminateRail(railId);
        if (!funded) PAYMENTS.modifyRailLockup(railId, PriceList.LOCKUP_PERIOD, 0);
        PAYMENTS.settleRail(railId, block.number);
        emit DataSetAbandoned(dataSetId, railId, 0, 0);
    }

    /// @dev Nothing else may pass for it: least of all a call that failed for want of the gas that its caller left it.
    function _requireReason(bytes memory reason, bytes4 expected) private pure {
        // forge-lint: disable-next-line(unsafe-typecast): the rest are arguments
        if (bytes4(reason) == expected) return;
        // Solidity has no other way to revert with what another contract reverted with.
        assembly ("memory-safe") {
            revert(add(reason, 32), mload(reason))
        }
    }
}
