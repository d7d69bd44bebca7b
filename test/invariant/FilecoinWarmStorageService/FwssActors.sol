// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {FwssPermissions} from "src/libraries/FwssPermissions.sol";
import {PieceCid} from "src/libraries/PieceCid.sol";
import {Cid} from "src/types/Cid.sol";
import {Policy} from "src/types/Policy.sol";
import {FwssGrants} from "test/invariant/FilecoinWarmStorageService/FwssGrants.sol";
import {Key} from "test/utils/Envelopes.sol";
import {PieceCids} from "test/utils/PieceCids.sol";

/// @notice Who takes part in the campaign, and with what: all drawn from seeds.
abstract contract FwssActors is FwssGrants {
    using PieceCid for PieceCid.Piece;

    uint256 internal constant MAX_SETS = 8;
    uint256 internal constant MAX_PIECES = 6;
    uint256 internal constant PERMISSIONS = 4 * (MAX_SETS + 1);
    uint256 internal constant POLICIES = 12;

    /// @notice What session keys and strangers hold of FIL and USDFC, and never spend.
    uint256 public constant KEY_FIL = 1 ether;
    uint256 public constant KEY_TOKENS = 5e18;

    uint256 public constant PAYERS = 4;
    uint256 public constant ACTORS = 10;
    uint256 private constant SESSION_KEYS = 5;

    /// @notice The payers; then three session keys and two P-256 ones; then a stranger. The last of the payers is careful: it
    /// signs no operation itself, and grants nothing without a limit.
    address[] public actors;

    /// @notice The storage providers.
    address[2] public offers;

    /// @dev While one session key is all that acts, and on one data set: which; zero otherwise.
    address internal _liveKey;
    uint256 internal _liveSet;

    constructor() {
        setUp();
        offers = [provider, vm.addr(devnet.keyOf(devnet.FIRST_PROVIDER() + 1))];
        string[ACTORS] memory names = [
            "payer 0",
            "payer 1",
            "payer 2",
            "careful payer",
            "key 0",
            "key 1",
            "key 2",
            "P-256 key 0",
            "P-256 key 1",
            "stranger"
        ];
        for (uint256 i = 0; i < ACTORS; i++) {
            Key memory key = i == 7 || i == 8 ? p256Key(names[i]) : secp256k1Key(names[i]);
            actors.push(key.addr);
            _keys[key.addr] = key;
            if (i < PAYERS) continue;
            vm.deal(key.addr, KEY_FIL);
            usdfc.mint(key.addr, KEY_TOKENS);
        }
    }

    /// @notice The careful payer.
    function careful() public view returns (address) {
        return actors[PAYERS - 1];
    }

    /// @dev Seeds of a campaign are small numbers, often; no two draws from one shall depend on each other.
    function _mix(uint256 seed) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed)));
    }

    /* WHO */

    function _payer(uint256 seed) internal view returns (address) {
        return actors[seed % PAYERS];
    }

    /// @dev A session key, mostly.
    function _actor(uint256 seed) internal view returns (address) {
        return actors[(seed >> 4) % 4 == 0 ? seed % ACTORS : PAYERS + seed % SESSION_KEYS];
    }

    /// @dev The payer, or else mostly one of its session keys.
    function _signerFor(address payer, uint256 seed) internal view returns (address signer) {
        if (_liveKey != address(0)) return _liveKey;
        if ((seed >> 40) % 2 == 0 && payer != careful()) return payer;
        signer = (seed >> 41) % 4 == 0 ? _actor(seed >> 48) : _keyOf(payer, seed >> 48);
        if (signer == careful()) signer = actors[PAYERS];
    }

    /// @dev One that the payer granted something once.
    function _keyOf(address payer, uint256 seed) internal view returns (address) {
        uint256 i = seed % _grants.length;
        while (_grants[i].payer != payer) {
            i = (i + 1) % _grants.length;
        }
        return _grants[i].key;
    }

    function _offer(uint256 seed) internal view returns (address) {
        return offers[(seed >> 56) % 2];
    }

    /* HOW */

    /// @dev A payer signs plainly, mostly; the others in any way that may do, mostly.
    function _hand(address payer, bytes32 operation, uint256 dataSetId, address provider_, uint256 asked, uint256 seed)
        internal
        view
        returns (Hand memory hand)
    {
        hand.payer = payer;
        hand.signer = _signerFor(payer, seed);
        hand.operation = operation;
        hand.dataSetId = dataSetId;
        hand.asked = asked;
        uint256 way = (seed >> 136) % 8;
        if (hand.signer == payer) {
            hand.way = way == 0 ? Way.Sealed : Way.Plain;
        } else if (payer == careful()) {
            hand.way = way == 0 ? Way.Plain : Way.Limited;
        } else if (_keys[hand.signer].p256) {
            hand.way = way == 0 ? Way.Plain : way < 4 ? Way.Sealed : Way.Limited;
        } else {
            hand.way = way == 0 ? Way.Sealed : way < 4 ? Way.Limited : Way.Plain;
        }
        if (hand.way == Way.Limited) _present(hand, provider_, seed >> 144);
    }

    /// @dev Of all that fit, mostly one that was granted, and mostly with room.
    function _present(Hand memory hand, address provider_, uint256 seed) private view {
        uint256 how = (seed >> 8) % 8;
        for (uint256 i = 0; i < POLICIES; i++) {
            hand.policy = _policy(hand.operation, hand.dataSetId, provider_, seed % POLICIES + i);
            bool enough = how == 0 || (how < 3 ? _expiryOf(hand) >= block.timestamp : _noGrant(hand).length == 0);
            if (enough) return;
        }
    }

    /// @dev A fourth of the policies of an operation names neither data set nor provider, and a third has no limit.
    function _policy(bytes32 operation, uint256 dataSetId, address provider_, uint256 choice)
        internal
        pure
        returns (Policy memory policy)
    {
        policy.operation = operation;
        if (choice % 2 == 1) policy.dataSetId = dataSetId;
        if ((choice / 2) % 2 == 1) policy.provider = provider_;
        uint128[3] memory limits =
            operation == FwssPermissions.ADD_PIECES ? [uint128(0), 2 ** 31, 2 ** 37] : [uint128(0), 1, 3];
        policy.limit = limits[(choice / 4) % 3];
    }

    /// @dev On any data set, of those to come as well; of the careful payer, with a limit.
    function _policyOf(address payer, uint256 seed) internal view returns (Policy memory) {
        uint256 choice = payer == careful() ? 4 + (seed >> 8) % 8 : (seed >> 8) % POLICIES;
        return _policy(FwssPermissions.all()[seed % 4], 1 + (seed >> 16) % MAX_SETS, offers[(seed >> 24) % 2], choice);
    }

    /* WITH WHAT */

    /// @dev Two payers may well want the same, and at times one wants what another has.
    function _name(uint256 seed) internal view returns (uint256) {
        if (_sets.length != 0 && (seed >> 120) % 2 == 0) return _sets[_pick(seed >> 128) - 1].clientDataSetId;
        return 1 + (seed >> 64) % 16;
    }

    function _nonce(uint256 seed) internal pure returns (uint256) {
        return 1 + (seed >> 72) % 40;
    }

    /// @dev One or two pieces, of 1 MiB to 256 GiB.
    function _pieces(uint256 seed) internal pure returns (Cid[] memory) {
        return PieceCids.many(1 + (seed >> 80) % 2, 2 ** (20 + (seed >> 88) % 19), seed >> 96);
    }

    function _bytes(Cid[] memory pieces) internal pure returns (uint256 size) {
        for (uint256 i = 0; i < pieces.length; i++) {
            size += PieceCid.decode(pieces[i].data).rawSize();
        }
    }

    function _leaves(Cid[] memory pieces) internal pure returns (uint256 leaves) {
        for (uint256 i = 0; i < pieces.length; i++) {
            leaves += PieceCid.decode(pieces[i].data).leafCount();
        }
    }

    /// @dev 0 to 3 are the operations, the next four those operations on data set 1, and so on.
    function _permission(uint256 seed) internal pure returns (bytes32) {
        uint256 choice = seed % PERMISSIONS;
        bytes32 operation = FwssPermissions.all()[choice % 4];
        return choice < 4 ? operation : keccak256(abi.encode(operation, choice / 4));
    }

    /// @dev Some of the operations, and one of all permissions.
    function _permissions(uint256 seed) internal pure returns (bytes32[] memory permissions) {
        permissions = new bytes32[](1 + seed % 5);
        permissions[0] = _permission(seed >> 16);
        for (uint256 i = 1; i < permissions.length; i++) {
            permissions[i] = _permission(((seed >> 8) + i) % 4);
        }
    }

    /* ON WHAT */

    /// @dev A data set, deleted or not; 0 when there is none.
    function _pick(uint256 seed) internal view returns (uint256) {
        if (_liveSet != 0) return _liveSet;
        return _sets.length == 0 ? 0 : 1 + seed % _sets.length;
    }

    /// @dev Mostly one that is terminated, or one that is not, when there is any.
    function _prefer(bool terminated, uint256 seed) internal view returns (uint256 dataSetId) {
        dataSetId = _pick(seed);
        if ((seed >> 8) % 8 == 0) return dataSetId;
        for (uint256 i = 0; i < _sets.length; i++) {
            GhostSet storage set = _sets[dataSetId - 1];
            if (!set.deleted && (set.endEpoch != 0) == terminated) return dataSetId;
            dataSetId = dataSetId % _sets.length + 1;
        }
    }

    /// @dev One with removals to come, when there is any.
    function _preferScheduled(uint256 seed) internal view returns (uint256 dataSetId) {
        dataSetId = _prefer(false, seed);
        for (uint256 i = 0; i < _sets.length && _sets[dataSetId - 1].scheduled.length == 0; i++) {
            dataSetId = dataSetId % _sets.length + 1;
        }
    }

    function _livePiece(GhostSet storage set, uint256 seed) internal view returns (bool found, uint256 pieceId) {
        uint256 count = set.leaves.length;
        for (uint256 i = 0; i < count; i++) {
            pieceId = (seed % count + i) % count;
            if (set.leaves[pieceId] != 0 && !_isScheduled(set, pieceId)) return (true, pieceId);
        }
        return (false, 0);
    }

    function _isScheduled(GhostSet storage set, uint256 pieceId) private view returns (bool) {
        for (uint256 i = 0; i < set.scheduled.length; i++) {
            if (set.scheduled[i] == pieceId) return true;
        }
        return false;
    }
}
