// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ISessionKeyAuthorizer} from "src/interfaces/ISessionKeyAuthorizer.sol";
import {SessionKeyAuth} from "src/libraries/SessionKeyAuth.sol";
import {Policy} from "src/types/Policy.sol";
import {FwssModel} from "test/invariant/FilecoinWarmStorageService/FwssModel.sol";
import {Envelopes, Key} from "test/utils/Envelopes.sol";

/// @notice The book of grants, and of what is used of those with a limit; and what somebody signs in each of the three ways.
abstract contract FwssGrants is FwssModel, Envelopes {
    /// @dev Not in an envelope; in one; in one that presents a policy.
    enum Way {
        Plain,
        Sealed,
        Limited
    }

    /// @notice Who signs what, and how.
    struct Hand {
        address payer;
        address signer;
        Way way;
        bytes32 operation;
        /// The one that is going to be created, for a creation.
        uint256 dataSetId;
        /// What is asked for: bytes, or one.
        uint256 asked;
        /// The one that is presented, if one is.
        Policy policy;
    }

    /// @dev What was signed and accepted, as it was submitted.
    struct Message {
        Hand hand;
        uint256 nonce;
        bytes32 digest;
        bytes signature;
        address from;
        address target;
        bytes data;
    }

    /// @notice What a session key did, with what registry and authorizer say of it right then.
    struct Deed {
        uint256 at;
        uint256 expiry;
        /// 0 for none.
        uint256 limit;
        uint256 used;
    }

    struct Grant {
        address payer;
        address key;
        bytes32 permission;
    }

    /// @notice A grant with a limit that was made: `used` is what the operations make it.
    struct Budget {
        address payer;
        address signer;
        bytes32 permission;
        bytes32 operation;
        uint256 expiry;
        uint256 limit;
        uint256 used;
    }

    /// @dev All that were ever made.
    Grant[] internal _grants;
    Message[] internal _messages;
    Deed[] internal _deeds;
    Budget[] internal _budgets;

    mapping(address actor => Key) internal _keys;
    mapping(
        address payer
            => mapping(address key => mapping(uint256 generation => mapping(bytes32 permission => uint256 expiry)))
    ) private _expiries;
    mapping(address payer => mapping(address key => uint256 generation)) private _generations;
    /// @dev From 1.
    mapping(bytes32 grant => uint256) private _budgetOf;

    /* SIGNING */

    function _permissionOf(Hand memory hand) internal pure returns (bytes32) {
        return hand.way == Way.Limited ? permissionOf(hand.policy) : hand.operation;
    }

    function _sign(Hand memory hand, bytes32 digest) internal view returns (bytes memory) {
        Key memory key = _keys[hand.signer];
        if (hand.way == Way.Plain) return signatureOf(key, digest);
        if (hand.way == Way.Sealed) return sealedBy(key, hand.payer, hand.operation, digest);
        return sealedBy(key, hand.payer, hand.policy, digest);
    }

    /// @notice Whose signature it seems to be when it is submitted for another payer or on another data set.
    function _elsewhere(Hand memory hand, bytes32 digest, address payer, uint256 dataSetId, address provider_)
        internal
        view
        returns (Hand memory taken)
    {
        taken = abi.decode(abi.encode(hand), (Hand));
        (taken.payer, taken.dataSetId) = (payer, dataSetId);
        if (hand.way == Way.Plain) return taken;
        if (hand.policy.dataSetId != 0) taken.policy.dataSetId = dataSetId;
        if (hand.policy.provider != address(0)) taken.policy.provider = provider_;
        bytes32 signed = messageOf(hand.payer, _permissionOf(hand), digest);
        bytes32 read = messageOf(payer, _permissionOf(taken), digest);
        if (read == signed) return taken;
        Key memory key = _keys[hand.signer];
        taken.signer = address(0);
        if (key.p256) return taken;
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key.secret, signed);
        taken.signer = ecrecover(read, v, r, s);
    }

    /* REFUSALS */

    /// @notice The error, or nothing where the grant holds and leaves room.
    function _noGrant(Hand memory hand) internal view returns (bytes memory) {
        (address payer, address signer, bytes32 permission) = (hand.payer, hand.signer, _permissionOf(hand));
        // A P-256 key's signature is nothing without an envelope.
        if (hand.way == Way.Plain && _keys[signer].p256) signer = address(0);
        if (hand.way == Way.Plain && signer == payer) return "";
        uint256 expiry = signer == address(0) ? 0 : _expiryOf(hand);
        if (expiry >= block.timestamp) return _noRoom(hand, expiry);
        if (expiry > 0) {
            return
                abi.encodeWithSelector(SessionKeyAuth.AuthorizationExpired.selector, payer, signer, permission, expiry);
        }
        if (hand.way == Way.Limited && signer != address(0)) {
            return abi.encodeWithSelector(ISessionKeyAuthorizer.PolicyNotGranted.selector, payer, signer, hand.policy);
        }
        return abi.encodeWithSelector(SessionKeyAuth.NotAuthorized.selector, payer, signer, hand.operation);
    }

    /// @dev Without a policy, of the grant for any data set and the one for this, the later.
    function _expiryOf(Hand memory hand) internal view returns (uint256 expiry) {
        expiry = ghostExpiry(hand.payer, hand.signer, _permissionOf(hand));
        if (hand.way == Way.Limited) return expiry;
        bytes32 scoped = keccak256(abi.encode(hand.operation, hand.dataSetId));
        uint256 scopedExpiry = ghostExpiry(hand.payer, hand.signer, scoped);
        if (scopedExpiry > expiry) expiry = scopedExpiry;
    }

    function _noRoom(Hand memory hand, uint256 expiry) private view returns (bytes memory) {
        if (hand.way != Way.Limited || hand.policy.limit == 0) return "";
        uint256 used = _budget(hand, expiry).used;
        if (used + hand.asked <= hand.policy.limit) return "";
        return abi.encodeWithSelector(
            ISessionKeyAuthorizer.LimitExceeded.selector,
            hand.payer,
            hand.signer,
            permissionOf(hand.policy),
            hand.policy.limit,
            used,
            hand.asked
        );
    }

    function _budget(Hand memory hand, uint256 expiry) private view returns (Budget storage) {
        return _budgets[_budgetOf[_grantId(hand.payer, hand.signer, permissionOf(hand.policy), expiry)] - 1];
    }

    function _grantId(address payer, address signer, bytes32 permission, uint256 expiry)
        private
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(payer, signer, permission, expiry));
    }

    /* BOOKS */

    function ghostExpiry(address payer, address key, bytes32 permission) public view returns (uint256) {
        return _expiries[payer][key][_generations[payer][key]][permission];
    }

    function _setExpiry(address payer, address key, bytes32 permission, uint256 expiry) internal {
        _expiries[payer][key][_generations[payer][key]][permission] = expiry;
    }

    function _dropAll(address payer, address key) internal {
        _generations[payer][key]++;
    }

    /// @dev Made again with the same expiry, it is the same budget still.
    function _openBudget(address payer, address signer, Policy memory policy, uint256 expiry) internal {
        if (policy.limit == 0) return;
        bytes32 permission = permissionOf(policy);
        bytes32 id = _grantId(payer, signer, permission, expiry);
        if (_budgetOf[id] != 0) return;
        _budgets.push(
            Budget({
                payer: payer,
                signer: signer,
                permission: permission,
                operation: policy.operation,
                expiry: expiry,
                limit: policy.limit,
                used: 0
            })
        );
        _budgetOf[id] = _budgets.length;
    }

    /// @dev After it was accepted.
    function _spend(Hand memory hand) internal {
        if (hand.way == Way.Plain && hand.signer == hand.payer) return;
        if (hand.way == Way.Sealed) _reach("signed in an envelope");
        if (hand.way == Way.Limited) _reach("signed under a policy");
        if (_keys[hand.signer].p256) _reach("signed by a P-256 key");
        bytes32 permission = _permissionOf(hand);
        Deed memory deed;
        deed.at = block.timestamp;
        deed.expiry = registry.authorizationExpiry(hand.payer, hand.signer, permission);
        if (hand.way == Way.Limited) {
            deed.limit = hand.policy.limit;
            (, deed.used) = authorizer.usageOf(address(fwss), hand.payer, hand.signer, permission);
            if (deed.limit != 0) _budget(hand, deed.expiry).used += hand.asked;
        } else if (deed.expiry < deed.at) {
            bytes32 scoped = keccak256(abi.encode(hand.operation, hand.dataSetId));
            deed.expiry = registry.authorizationExpiry(hand.payer, hand.signer, scoped);
        }
        _deeds.push(deed);
    }

    /* VIEWS */

    function deeds() external view returns (Deed[] memory) {
        return _deeds;
    }

    function budgets() external view returns (Budget[] memory) {
        return _budgets;
    }

    function messageCount() external view returns (uint256) {
        return _messages.length;
    }
}
