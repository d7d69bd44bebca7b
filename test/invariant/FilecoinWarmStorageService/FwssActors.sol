// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Vm} from "forge-std/Test.sol";
import {FwssPermissions} from "src/libraries/FwssPermissions.sol";
import {PieceCid} from "src/libraries/PieceCid.sol";
import {Cid} from "src/types/Cid.sol";
import {FwssModel} from "test/invariant/FilecoinWarmStorageService/FwssModel.sol";
import {PieceCids} from "test/utils/PieceCids.sol";

/// @notice Who takes part in the campaign, and with what: all drawn from seeds.
abstract contract FwssActors is FwssModel {
    using PieceCid for PieceCid.Piece;

    uint256 internal constant MAX_SETS = 8;
    uint256 internal constant MAX_PIECES = 6;
    uint256 internal constant PERMISSIONS = 4 * (MAX_SETS + 1);

    /// @notice What session keys and strangers hold of FIL and USDFC, and never spend.
    uint256 public constant KEY_FIL = 1 ether;
    uint256 public constant KEY_TOKENS = 5e18;

    /// @notice Three payers, then three session keys, then a stranger.
    address[] public actors;

    /// @notice The storage providers.
    address[2] public offers;

    mapping(address actor => Vm.Wallet wallet) internal _wallets;

    constructor() {
        setUp();
        offers = [provider, vm.addr(devnet.keyOf(devnet.FIRST_PROVIDER() + 1))];
        string[7] memory names = ["payer 0", "payer 1", "payer 2", "key 0", "key 1", "key 2", "stranger"];
        for (uint256 i = 0; i < names.length; i++) {
            Vm.Wallet memory wallet = vm.createWallet(names[i]);
            actors.push(wallet.addr);
            _wallets[wallet.addr] = wallet;
            if (i < 3) continue;
            vm.deal(wallet.addr, KEY_FIL);
            usdfc.mint(wallet.addr, KEY_TOKENS);
        }
    }

    /// @dev Seeds of a campaign are small numbers, often; no two draws from one shall depend on each other.
    function _mix(uint256 seed) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed)));
    }

    /* WHO */

    function _payer(uint256 seed) internal view returns (address) {
        return actors[seed % 3];
    }

    /// @dev A session key, mostly.
    function _actor(uint256 seed) internal view returns (address) {
        return (seed >> 4) % 4 == 0 ? actors[seed % actors.length] : actors[3 + seed % 3];
    }

    function _signerFor(address payer, uint256 seed) internal view returns (address) {
        return (seed >> 40) % 2 == 0 ? payer : _actor(seed >> 48);
    }

    function _offer(uint256 seed) internal view returns (address) {
        return offers[(seed >> 56) % 2];
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
