// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {IFilecoinWarmStorageService as IFwss} from "src/interfaces/IFilecoinWarmStorageService.sol";
import {FwssBase} from "test/FwssBase.t.sol";
import {FwssStates} from "test/invariant/FilecoinWarmStorageService/FwssStates.sol";

/// @notice What FWSS should accept, with which error it should refuse, and what data sets should cost: from a book of nonces, of
/// pieces, of proofs, of fees, and of rates by the epoch they start after; that of grants is `FwssGrants`. It asks FilecoinPay how
/// far a payer's funds reach, which has a campaign of its own, and the registry and FWSS nothing at all.
abstract contract FwssModel is FwssBase, FwssStates {
    struct RateChange {
        uint256 afterEpoch;
        uint256 rate;
    }

    struct GhostSet {
        address payer;
        address provider;
        uint256 clientDataSetId;
        /// Inclusive; 0 while it is not terminated.
        uint256 endEpoch;
        bool deleted;
        /// Paid to its end.
        bool finalised;
        /// Deleted without a termination: proofs do not count any more.
        bool abandoned;
        uint256 settledUpTo;
        uint256 pending;
        uint256 reserve;
        /// The epoch before the first proving period; 0 before that.
        uint256 activation;
        /// 0 while there is no period.
        uint256 deadline;
        bool proven;
        /// By piece id; 0 for a piece that was removed.
        uint256[] leaves;
        uint256[] scheduled;
        RateChange[] rates;
    }

    struct Use {
        address account;
        uint256 nonce;
    }

    uint256 internal constant PERIOD = 86_400;
    uint256 internal constant VOID = type(uint256).max;

    /// @dev By id - 1. As every creation opens one rail, and what is refused leaves nothing, rails have the same ids.
    GhostSet[] internal _sets;
    Use[] internal _uses;

    mapping(address account => mapping(uint256 clientDataSetId => uint256 use)) internal _creations;
    mapping(address signer => mapping(uint256 nonce => uint256 use)) internal _additions;
    mapping(uint256 dataSetId => mapping(bytes32 digest => bool)) internal _removals;
    mapping(address signer => mapping(bytes32 digest => bool)) internal _voids;
    mapping(address payer => bool approved) public ghostApproved;
    mapping(uint256 dataSetId => mapping(uint256 period => bool)) internal _provenPeriods;

    uint256 internal constant REPLENISH = 0.005e18;
    uint256 internal constant TARGET = 0.1e18;

    /* REFUSALS: THE ERROR, OR NOTHING WHEN IT IS TO BE ACCEPTED */

    function _nonceUsed(address signer, uint256 nonce) internal view returns (bytes memory) {
        if (_additions[signer][nonce] == 0) return "";
        return abi.encodeWithSelector(IFwss.ClientDataSetAlreadyRegistered.selector, nonce);
    }

    /// @param dataSetId The data set whose removals count; 0 for a termination.
    function _digestUsed(address signer, uint256 dataSetId, bytes32 digest) internal view returns (bytes memory) {
        if (!_voids[signer][digest] && !_removals[dataSetId][digest]) return "";
        return abi.encodeWithSelector(IFwss.NonceAlreadyUsed.selector, signer, uint256(digest));
    }

    function _idUsed(address signer, address payer, uint256 clientDataSetId) internal view returns (bytes memory) {
        if (_creations[signer][clientDataSetId] == 0 && _creations[payer][clientDataSetId] == 0) return "";
        return abi.encodeWithSelector(IFwss.ClientDataSetAlreadyRegistered.selector, clientDataSetId);
    }

    /// @dev Of a creation.
    function _noFunds(address payer) internal view returns (bytes memory) {
        (,, uint256 available,) = filecoinPay.getAccountInfoIfSettled(address(usdfc), payer);
        if (available < 0.124e18) {
            return abi.encodeWithSelector(IFwss.InsufficientLockupFunds.selector, payer, 0.124e18, available);
        }
        if (ghostApproved[payer]) return "";
        return abi.encodeWithSelector(IFwss.OperatorNotApproved.selector, payer, address(fwss));
    }

    /// @dev Of a fee that becomes due while the data set goes on, and of a rate: what FilecoinPay says.
    function _noCover(uint256 dataSetId, uint256 fee, uint256 rate) internal view returns (bytes memory) {
        GhostSet storage set = _sets[dataSetId - 1];
        if (set.endEpoch != 0) return "";
        uint256 due = set.pending + fee;
        uint256 fill = set.reserve < due + REPLENISH ? TARGET + due - set.reserve : 0;
        uint256 old = currentRate(dataSetId);
        bool behind = coveredUntil(set.payer) < block.number;
        if (behind && fill > 0) {
            return abi.encodeWithSelector(
                IFilecoinPay.LockupFixedIncreaseNotAllowedDueToInsufficientFunds.selector,
                address(usdfc),
                set.payer,
                set.reserve,
                TARGET + due
            );
        }
        if (behind && rate != old) {
            return abi.encodeWithSelector(
                IFilecoinPay.LockupNotSettledRateChangeNotAllowed.selector, dataSetId, set.payer, false, old, rate
            );
        }
        return _notCovered(set.payer, 0, fill + (rate > old ? (rate - old) * PERIOD : 0));
    }

    /// @param taken Funds that the same transaction has locked before.
    function _notCovered(address payer, uint256 taken, uint256 lockup) internal view returns (bytes memory) {
        (,, uint256 available,) = filecoinPay.getAccountInfoIfSettled(address(usdfc), payer);
        if (lockup == 0 || available >= taken + lockup) return "";
        return abi.encodeWithSignature(
            "Error(string)", "invariant failure: insufficient funds to cover lockup after function execution"
        );
    }

    /// @dev Of what can be done up to and in the last epoch.
    function _over(uint256 dataSetId) internal view returns (bytes memory) {
        GhostSet storage set = _sets[dataSetId - 1];
        if (set.deleted) return abi.encodeWithSelector(IFwss.DataSetNotRegistered.selector, dataSetId);
        if (set.endEpoch == 0 || block.number <= set.endEpoch) return "";
        return
            abi.encodeWithSelector(IFwss.DataSetPaymentBeyondEndEpoch.selector, dataSetId, set.endEpoch, block.number);
    }

    function _gone(uint256 dataSetId) internal view returns (bytes memory) {
        GhostSet storage set = _sets[dataSetId - 1];
        if (set.deleted) return abi.encodeWithSelector(IFwss.InvalidDataSetId.selector, dataSetId);
        if (set.endEpoch == 0) return "";
        return abi.encodeWithSelector(IFwss.DataSetPaymentAlreadyTerminated.selector, dataSetId);
    }

    function _first(bytes memory a, bytes memory b) internal pure returns (bytes memory) {
        return a.length == 0 ? b : a;
    }

    /* BOOKS */

    function _open(address payer, address provider_, address signer, uint256 clientDataSetId)
        internal
        returns (uint256 dataSetId)
    {
        GhostSet storage set = _sets.push();
        dataSetId = _sets.length;
        set.payer = payer;
        set.provider = provider_;
        set.clientDataSetId = clientDataSetId;
        set.settledUpTo = block.number;
        _use(_creations, signer, clientDataSetId, dataSetId);
        if (signer != payer) _use(_creations, payer, clientDataSetId, dataSetId);
        (set.pending, set.reserve) = (0.025e18, TARGET);
    }

    /// @dev What is due becomes more, and the reserve, if it must.
    function _charge(uint256 dataSetId, uint256 fee) internal {
        GhostSet storage set = _sets[dataSetId - 1];
        set.pending += fee;
        if (set.endEpoch == 0 && set.reserve < set.pending + REPLENISH) set.reserve = TARGET + set.pending;
    }

    function _use(
        mapping(address account => mapping(uint256 nonce => uint256 use)) storage uses,
        address account,
        uint256 nonce,
        uint256 use
    ) internal {
        assertEq(uses[account][nonce], 0, "a nonce twice");
        uses[account][nonce] = use;
        _uses.push(Use({account: account, nonce: nonce}));
    }

    function _makeVoid(address account, uint256 nonce) internal {
        if (_creations[account][nonce] == 0) _use(_creations, account, nonce, VOID);
        if (_additions[account][nonce] == 0) _use(_additions, account, nonce, VOID);
        _voids[account][bytes32(nonce)] = true;
    }

    function _reprice(uint256 dataSetId) internal {
        GhostSet storage set = _sets[dataSetId - 1];
        uint256 rate = price(dataSetId);
        if (rate == currentRate(dataSetId)) return;
        // A rail without a rate, and without a past that has yet to be settled, begins anew.
        bool settled = set.rates.length == 0 || set.rates[set.rates.length - 1].afterEpoch <= set.settledUpTo;
        if (currentRate(dataSetId) == 0 && settled) set.settledUpTo = block.number;
        set.rates.push(RateChange({afterEpoch: block.number, rate: rate}));
    }

    /* PRICES */

    function leavesOf(uint256 dataSetId) public view returns (uint256 leaves) {
        uint256[] storage pieces = _sets[dataSetId - 1].leaves;
        for (uint256 i = 0; i < pieces.length; i++) {
            leaves += pieces[i];
        }
    }

    function price(uint256 dataSetId) public view returns (uint256) {
        return _price(leavesOf(dataSetId));
    }

    /// @dev 2.5 USDFC for 2^40 bytes, of which a leaf has 31.75, and 0.024 on top of any: each for 86 400 epochs.
    function _price(uint256 leaves) internal pure returns (uint256) {
        if (leaves == 0) return 0;
        // forge-lint: disable-next-line(divide-before-multiply): bytes are rounded down first
        return (leaves * 127 / 4) * 2.5 ether / (2 ** 40 * PERIOD) + 277_777_777_777;
    }

    function currentRate(uint256 dataSetId) public view returns (uint256) {
        RateChange[] storage rates = _sets[dataSetId - 1].rates;
        return rates.length == 0 ? 0 : rates[rates.length - 1].rate;
    }

    /// @notice How far a rail can be settled, at most up to `to`: epochs without a rate, and all before the period that may be
    /// proven still.
    function reachable(uint256 dataSetId, uint256 to) public view returns (uint256 reach) {
        GhostSet storage set = _sets[dataSetId - 1];
        reach = set.settledUpTo;
        if (reach >= to) return reach;
        (bool open, uint256 start) = _openPeriod(set, dataSetId);
        for (uint256 i = 0; i <= set.rates.length && reach < to; i++) {
            uint256 end = i < set.rates.length && set.rates[i].afterEpoch < to ? set.rates[i].afterEpoch : to;
            if (end <= reach) continue;
            bool free = i == 0 || set.rates[i - 1].rate == 0;
            if (!free && open && start < end) return start > reach ? start : reach;
            reach = end;
        }
    }

    /// @dev Its first epoch is the one after `start`.
    function _openPeriod(GhostSet storage set, uint256 dataSetId) private view returns (bool open, uint256 start) {
        uint256 activation = set.activation;
        if (activation == 0 || set.abandoned || block.number <= activation) return (false, 0);
        uint256 period = (block.number - activation - 1) / PROVING_PERIOD;
        return (!_provenPeriods[dataSetId][period], activation + period * PROVING_PERIOD);
    }

    /// @notice What is to be paid for the epochs after `from` up to and including `to`: the proven ones of them.
    function earned(uint256 dataSetId, uint256 from, uint256 to) public view returns (uint256 amount) {
        GhostSet storage set = _sets[dataSetId - 1];
        if (set.activation == 0 || set.abandoned) return 0;
        if (from < set.activation) from = set.activation;
        while (from < to) {
            uint256 period = (from - set.activation) / PROVING_PERIOD;
            uint256 end = set.activation + (period + 1) * PROVING_PERIOD;
            if (end > to) end = to;
            if (_provenPeriods[dataSetId][period]) amount += streamed(dataSetId, from, end);
            from = end;
        }
    }

    /// @notice What the rail streams in the epochs after `from` up to and including `to`.
    function streamed(uint256 dataSetId, uint256 from, uint256 to) public view returns (uint256 amount) {
        RateChange[] storage rates = _sets[dataSetId - 1].rates;
        for (uint256 i = 0; i < rates.length; i++) {
            uint256 start = rates[i].afterEpoch > from ? rates[i].afterEpoch : from;
            uint256 end = i + 1 < rates.length && rates[i + 1].afterEpoch < to ? rates[i + 1].afterEpoch : to;
            if (end > start) amount += rates[i].rate * (end - start);
        }
    }

    /// @notice The last epoch that a payer's funds cover, not after this one.
    function coveredUntil(address payer) public view returns (uint256 until) {
        (until,,,) = filecoinPay.getAccountInfoIfSettled(address(usdfc), payer);
        if (until > block.number) until = block.number;
    }

    /* VIEWS */

    function ghostSet(uint256 dataSetId) external view returns (GhostSet memory) {
        return _sets[dataSetId - 1];
    }

    function setCount() external view returns (uint256) {
        return _sets.length;
    }

    function ghostUse(uint256 index) external view returns (Use memory) {
        return _uses[index];
    }

    /// @notice What `clientNonces` should answer.
    function expectedUse(Use memory use) external view returns (uint256 expected) {
        expected = _creations[use.account][use.nonce];
        if (expected == 0 || expected == VOID) expected = _additions[use.account][use.nonce];
    }

    function useCount() external view returns (uint256) {
        return _uses.length;
    }
}
