// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinWarmStorageService as IFwss} from "src/interfaces/IFilecoinWarmStorageService.sol";
import {SessionKeyAuth} from "src/libraries/SessionKeyAuth.sol";
import {FwssBase} from "test/FwssBase.t.sol";

/// @notice What FWSS should accept, with which error it should refuse, and what data sets should cost: from a book of grants, of
/// nonces, of pieces and of rates by the epoch they start after. It asks FilecoinPay how far a payer's funds reach, which has
/// a campaign of its own, and the registry and FWSS nothing at all.
abstract contract FwssModel is FwssBase {
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
        /// A period passed while the payer was out of funds, and the rate did not follow.
        bool waiting;
        uint256 settledUpTo;
        /// By piece id; 0 for a piece that was removed.
        uint256[] leaves;
        uint256[] scheduled;
        RateChange[] rates;
    }

    /// @dev What was signed and accepted, as it was submitted.
    struct Message {
        bytes32 operation;
        uint256 dataSetId;
        address signer;
        uint256 nonce;
        bytes signature;
        address from;
        address target;
        bytes data;
    }

    struct Use {
        address account;
        uint256 nonce;
    }

    uint256 internal constant PERIOD = 86_400;
    uint256 internal constant VOID = type(uint256).max;

    /// @dev By id - 1. As every creation opens one rail, and what is refused leaves nothing, rails have the same ids.
    GhostSet[] internal _sets;
    Message[] internal _messages;
    Use[] internal _uses;

    mapping(address payer => mapping(address key => mapping(bytes32 permission => uint256 expiry))) public ghostExpiry;
    mapping(address account => mapping(uint256 clientDataSetId => uint256 use)) internal _creations;
    mapping(address signer => mapping(uint256 nonce => uint256 use)) internal _additions;
    mapping(uint256 dataSetId => mapping(bytes32 digest => bool)) internal _removals;
    mapping(address signer => mapping(bytes32 digest => bool)) internal _voids;
    mapping(address payer => bool approved) public ghostApproved;

    /* REFUSALS: THE ERROR, OR NOTHING WHEN IT IS TO BE ACCEPTED */

    function _noGrant(address payer, address signer, bytes32 operation, uint256 dataSetId)
        internal
        view
        returns (bytes memory)
    {
        if (signer == payer) return "";
        uint256 expiry = ghostExpiry[payer][signer][operation];
        if (dataSetId != 0) {
            uint256 scoped = ghostExpiry[payer][signer][keccak256(abi.encode(operation, dataSetId))];
            if (scoped > expiry) expiry = scoped;
        }
        if (expiry == 0) {
            return abi.encodeWithSelector(SessionKeyAuth.NotAuthorized.selector, payer, signer, operation);
        }
        if (expiry >= block.timestamp) return "";
        return abi.encodeWithSelector(SessionKeyAuth.AuthorizationExpired.selector, payer, signer, operation, expiry);
    }

    function _nonceUsed(address signer, uint256 nonce) internal view returns (bytes memory) {
        if (_additions[signer][nonce] == 0) return "";
        return abi.encodeWithSelector(IFwss.NonceAlreadyUsed.selector, signer, nonce);
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

    /// @param taken Funds that the same transaction has locked before.
    function _noFunds(address payer, uint256 rateRise, uint256 taken) internal view returns (bytes memory) {
        if (!ghostApproved[payer]) {
            return abi.encodeWithSelector(IFwss.OperatorNotApproved.selector, payer, address(fwss));
        }
        (uint256 until,, uint256 available, uint256 rate) = filecoinPay.getAccountInfoIfSettled(address(usdfc), payer);
        uint256 required = rateRise * PERIOD;
        if (until < block.number) required += (block.number - until) * rate;
        available = available > taken ? available - taken : 0;
        if (available >= required) return "";
        return abi.encodeWithSelector(IFwss.InsufficientLockupFunds.selector, payer, required, available);
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
        _reprice(dataSetId);
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
        set.waiting = false;
        uint256 rate = price(dataSetId);
        if (rate != currentRate(dataSetId)) set.rates.push(RateChange({afterEpoch: block.number, rate: rate}));
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

    /// @dev 2.5 USDFC for 2^35 leaves, and 0.024 on top, for 86 400 epochs.
    function _price(uint256 leaves) internal pure returns (uint256) {
        return (leaves * 2.5 ether + 0.024 ether * 2 ** 35) / (2 ** 35 * PERIOD);
    }

    function currentRate(uint256 dataSetId) public view returns (uint256) {
        RateChange[] storage rates = _sets[dataSetId - 1].rates;
        return rates.length == 0 ? 0 : rates[rates.length - 1].rate;
    }

    /// @notice What a data set costs in the epochs after `from` up to and including `to`.
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

    function messageCount() external view returns (uint256) {
        return _messages.length;
    }
}
