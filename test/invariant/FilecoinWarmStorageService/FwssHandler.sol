// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {LibBytes} from "solady/utils/LibBytes.sol";
import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {IFilecoinWarmStorageService as IFwss} from "src/interfaces/IFilecoinWarmStorageService.sol";
import {IPDPVerifier} from "src/interfaces/IPDPVerifier.sol";
import {FwssHashes} from "src/libraries/FwssHashes.sol";
import {FwssPermissions} from "src/libraries/FwssPermissions.sol";
import {PieceCid} from "src/libraries/PieceCid.sol";
import {Cid} from "src/types/Cid.sol";
import {FwssWorld} from "test/invariant/FilecoinWarmStorageService/FwssWorld.sol";

/// @notice Payers, session keys and strangers sign, providers submit. Whoever signs, the model says whether it counts: what it allows has
/// to be accepted, and what it does not, refused with the error that it names. Client data set ids and nonces are few, so
/// that they meet; funds are scarce, so that they run out.
contract FwssHandler is FwssWorld {
    using PieceCid for PieceCid.Piece;

    uint256 private constant REMOVAL = 0.002e18;

    /* CREATE */

    function create(uint256 seed) external act("create", seed) {
        seed = _mix(seed);
        if (_sets.length == MAX_SETS) return _skip("create");
        (address from, uint256 name) = (_offer(seed), _name(seed));
        Hand memory hand = _creator(_payer(seed >> 8), from, seed);
        bytes memory expected = _first(_refusalOfCreation(hand, name), _noFunds(hand.payer));
        bytes32 digest = _digestOfCreation(from, name);
        bytes memory signature = _sign(hand, digest);
        bytes memory data =
            abi.encodeCall(pdpVerifier.createDataSet, (address(fwss), createData(hand.payer, name, signature)));
        if (!_submit("create", from, address(pdpVerifier), data, expected)) return;
        _created(hand, from, name);
        _keep(hand, name, digest, signature, from, data);
    }

    function createAndAdd(uint256 seed) external act("createAndAdd", seed) {
        seed = _mix(seed);
        if (_sets.length == MAX_SETS) return _skip("createAndAdd");
        (address from, uint256 name, uint256 nonce) = (_offer(seed), _name(seed), _nonce(seed));
        Cid[] memory pieces = _pieces(seed);
        Hand memory creator = _creator(_payer(seed >> 8), from, seed);
        Hand memory adder = _adder(creator.payer, creator.dataSetId, from, pieces, seed >> 16);
        bytes memory expected = _first(
            _first(_refusalOfCreation(creator, name), _noFunds(creator.payer)),
            _refusalOfFirst(adder, nonce, _leaves(pieces))
        );
        bytes memory signature = _sign(creator, _digestOfCreation(from, name));
        bytes memory data = _dataOfBoth(createData(creator.payer, name, signature), adder, name, nonce, pieces);
        if (!_submit("createAndAdd", from, address(pdpVerifier), data, expected)) return;
        _created(creator, from, name);
        _added(adder, nonce, pieces);
        _keep(creator, name, _digestOfCreation(from, name), signature, from, data);
    }

    function _dataOfBoth(bytes memory ofCreate, Hand memory adder, uint256 name, uint256 nonce, Cid[] memory pieces)
        private
        view
        returns (bytes memory)
    {
        bytes memory ofAdd = addData(nonce, pieces.length, _sign(adder, typedData(addHash(name, nonce, pieces))));
        return abi.encodeCall(pdpVerifier.addPieces, (0, address(fwss), pieces, abi.encode(ofCreate, ofAdd)));
    }

    function _creator(address payer, address from, uint256 seed) private view returns (Hand memory) {
        return _hand(payer, FwssPermissions.CREATE_DATA_SET, _sets.length + 1, from, 1, seed);
    }

    /// @dev A payer's own name is looked up before the signature, a session key's after it.
    function _refusalOfCreation(Hand memory hand, uint256 name) private view returns (bytes memory) {
        return
            _first(
                _idUsed(hand.payer, hand.payer, name), _first(_noGrant(hand), _idUsed(hand.signer, hand.signer, name))
            );
    }

    function _refusalOfFirst(Hand memory hand, uint256 nonce, uint256 leaves) private view returns (bytes memory) {
        return _first(
            _noGrant(hand),
            _first(_nonceUsed(hand.signer, nonce), _notCovered(hand.payer, TARGET, _price(leaves) * PERIOD))
        );
    }

    /// @dev The message names the payee: the provider.
    function _digestOfCreation(address payee, uint256 name) private view returns (bytes32) {
        return typedData(FwssHashes.createDataSet(name, payee, none(), none()));
    }

    function _created(Hand memory hand, address from, uint256 name) private {
        _spend(hand);
        if (hand.payer == careful()) _reach("signed for the careful payer");
        _open(hand.payer, from, hand.signer, name);
    }

    /* ADD AND REMOVE */

    function add(uint256 seed) external act("add", seed) {
        seed = _mix(seed);
        uint256 dataSetId = _prefer(false, seed >> 8);
        if (dataSetId == 0 || _sets[dataSetId - 1].leaves.length >= MAX_PIECES) return _skip("add");
        GhostSet storage set = _sets[dataSetId - 1];
        if (set.deleted) return _skip("add");
        uint256 nonce = _nonce(seed);
        Cid[] memory pieces = _pieces(seed);
        Hand memory hand = _adder(set.payer, dataSetId, set.provider, pieces, seed);
        bytes memory expected = _refusalOfAdd(hand, nonce, pieces.length, _leaves(pieces));
        bytes32 digest = typedData(addHash(set.clientDataSetId, nonce, pieces));
        bytes memory signature = _sign(hand, digest);
        bytes memory data = abi.encodeCall(
            pdpVerifier.addPieces, (dataSetId, address(0), pieces, addData(nonce, pieces.length, signature))
        );
        if (!_submit("add", set.provider, address(pdpVerifier), data, expected)) return;
        _added(hand, nonce, pieces);
        _keep(hand, nonce, digest, signature, set.provider, data);
    }

    function _adder(address payer, uint256 dataSetId, address from, Cid[] memory pieces, uint256 seed)
        private
        view
        returns (Hand memory)
    {
        return _hand(payer, FwssPermissions.ADD_PIECES, dataSetId, from, _bytes(pieces), seed);
    }

    function _refusalOfAdd(Hand memory hand, uint256 nonce, uint256 count, uint256 leaves)
        private
        view
        returns (bytes memory)
    {
        uint256 rate = _price(leavesOf(hand.dataSetId) + leaves);
        return _first(
            _gone(hand.dataSetId),
            _first(
                _noGrant(hand), _first(_nonceUsed(hand.signer, nonce), _noCover(hand.dataSetId, _addFee(count), rate))
            )
        );
    }

    function _added(Hand memory hand, uint256 nonce, Cid[] memory pieces) private {
        _spend(hand);
        uint256[] storage leaves = _sets[hand.dataSetId - 1].leaves;
        for (uint256 i = 0; i < pieces.length; i++) {
            leaves.push(PieceCid.decode(pieces[i].data).leafCount());
        }
        ghostAdditions[hand.payer]++;
        ghostPieces[hand.payer] += pieces.length;
        _use(_additions, hand.signer, nonce, leaves.length << 128 | hand.dataSetId);
        _charge(hand.dataSetId, _addFee(pieces.length));
        _flush(hand.dataSetId);
    }

    function _addFee(uint256 count) private pure returns (uint256) {
        return 0.0005e18 + count * 0.0003e18;
    }

    function remove(uint256 seed) external act("remove", seed) {
        seed = _mix(seed);
        uint256 dataSetId = _prefer((seed >> 56) % 4 == 0, seed >> 8);
        if (dataSetId == 0 || _sets[dataSetId - 1].deleted) return _skip("remove");
        GhostSet storage set = _sets[dataSetId - 1];
        (bool found, uint256 pieceId) = _livePiece(set, seed >> 24);
        if (!found) return _skip("remove");
        Hand memory hand = _hand(set.payer, FwssPermissions.SCHEDULE_PIECE_REMOVALS, dataSetId, set.provider, 1, seed);
        bytes32 digest = typedData(this.hashRemovals(set.clientDataSetId, ids(pieceId)));
        bytes memory expected = _refusalOfRemoval(hand, digest);
        bytes memory signature = _sign(hand, digest);
        bytes memory extraData = abi.encode(signature);
        bytes memory data = abi.encodeCall(pdpVerifier.schedulePieceDeletions, (dataSetId, ids(pieceId), extraData));
        if (!_submit("remove", set.provider, address(pdpVerifier), data, expected)) return;
        _spend(hand);
        set.scheduled.push(pieceId);
        _charge(dataSetId, REMOVAL);
        _removals[dataSetId][digest] = true;
        // To be replayed past PDPVerifier, which would not let a piece be scheduled twice.
        _messages.push(
            Message({
                hand: hand,
                nonce: uint256(digest),
                digest: digest,
                signature: signature,
                from: address(pdpVerifier),
                target: address(fwss),
                data: abi.encodeCall(fwss.piecesScheduledRemove, (dataSetId, ids(pieceId), extraData))
            })
        );
    }

    function _refusalOfRemoval(Hand memory hand, bytes32 digest) private view returns (bytes memory) {
        uint256 dataSetId = hand.dataSetId;
        return _first(
            _first(_over(dataSetId), _noGrant(hand)),
            _first(_digestUsed(hand.signer, dataSetId, digest), _noCover(dataSetId, REMOVAL, currentRate(dataSetId)))
        );
    }

    /* PROVE */

    function nextProvingPeriod(uint256 seed) external act("nextProvingPeriod", seed) {
        seed = _mix(seed);
        uint256 dataSetId =
            (seed >> 56) % 2 == 0 ? _preferScheduled(seed >> 8) : _prefer((seed >> 57) % 4 == 0, seed >> 8);
        if (dataSetId == 0 || _sets[dataSetId - 1].deleted || leavesOf(dataSetId) == 0) {
            return _skip("nextProvingPeriod");
        }
        GhostSet storage set = _sets[dataSetId - 1];
        // When the rate is about to fall, the funds may have just run out.
        if (set.scheduled.length != 0 && seed % 4 == 0) _passFunds(set.payer, (seed >> 32) % 2);
        // Mostly when a period has begun.
        if (set.deadline != 0 && (seed >> 40) % 4 != 0 && block.number + PROVING_PERIOD <= set.deadline) {
            _pass(set.deadline - PROVING_PERIOD + 1 - block.number, 0);
        }
        // Or in the last epoch of one that was terminated, settled or not.
        if (set.scheduled.length != 0 && set.endEpoch >= block.number && (seed >> 42) % 2 == 0) {
            _pass(set.endEpoch - block.number, 0);
            if (!set.finalised && (seed >> 43) % 2 == 0) _settle(dataSetId);
        }
        (uint256 deadline, uint256 challengeEpoch) = _nextDeadline(set);
        // Nearer than PDPVerifier takes: in the period after it.
        if (challengeEpoch < block.number + 2) return _skip("nextProvingPeriod");
        bytes memory expected = _first(_over(dataSetId), _refusalOfPeriod(dataSetId, deadline));
        bytes memory data = abi.encodeCall(pdpVerifier.nextProvingPeriod, (dataSetId, challengeEpoch, ""));
        if (!_submit("nextProvingPeriod", set.provider, address(pdpVerifier), data, expected)) return;
        _begin(dataSetId, deadline);
    }

    function _nextDeadline(GhostSet storage set) private view returns (uint256 deadline, uint256 challengeEpoch) {
        if (set.activation == 0) deadline = block.number + PROVING_PERIOD;
        else deadline = set.deadline != 0 ? set.deadline + PROVING_PERIOD : set.activation;
        // Emptied, the first that is a whole period away; otherwise the first that is not over.
        uint256 least = set.deadline == 0 ? block.number + PROVING_PERIOD : block.number;
        while (deadline < least) deadline += PROVING_PERIOD;
        return (deadline, deadline - (set.payer == actors[0] ? CHALLENGE_WINDOW : 0));
    }

    function _leavesAfter(uint256 dataSetId) private view returns (uint256 leaves) {
        GhostSet storage set = _sets[dataSetId - 1];
        leaves = leavesOf(dataSetId);
        for (uint256 i = 0; i < set.scheduled.length; i++) {
            leaves -= set.leaves[set.scheduled[i]];
        }
    }

    function _refusalOfPeriod(uint256 dataSetId, uint256 deadline) private view returns (bytes memory) {
        GhostSet storage set = _sets[dataSetId - 1];
        uint256 leaves = _leavesAfter(dataSetId);
        if (set.deadline != 0 && block.number <= set.deadline - PROVING_PERIOD) {
            return abi.encodeWithSelector(
                IFwss.NextProvingPeriodAlreadyCalled.selector, dataSetId, set.deadline - PROVING_PERIOD, block.number
            );
        }
        if (leaves == 0 && set.deadline == 0) {
            (uint256 min, uint256 max) = set.activation == 0
                ? (deadline - CHALLENGE_WINDOW, deadline)
                : (set.activation + 1, set.activation + PROVING_PERIOD);
            return abi.encodeWithSelector(IFwss.InvalidChallengeEpoch.selector, dataSetId, min, max, 0);
        }
        if (set.scheduled.length == 0 && set.pending == 0) return "";
        if (set.endEpoch != 0) {
            if (set.finalised) return abi.encodeWithSelector(IFilecoinPay.RailInactiveOrSettled.selector, dataSetId);
            if (block.number < set.endEpoch) return "";
            return abi.encodeWithSelector(
                IFilecoinPay.CannotModifyTerminatedRailBeyondEndEpoch.selector, dataSetId, set.endEpoch, block.number
            );
        }
        return _noCover(dataSetId, 0, _price(leaves));
    }

    function _begin(uint256 dataSetId, uint256 deadline) private {
        GhostSet storage set = _sets[dataSetId - 1];
        bool bills = set.scheduled.length != 0 || set.pending != 0;
        for (uint256 i = 0; i < set.scheduled.length; i++) {
            set.leaves[set.scheduled[i]] = 0;
        }
        delete set.scheduled;
        if (set.activation == 0) set.activation = block.number;
        set.deadline = leavesOf(dataSetId) == 0 ? 0 : deadline;
        set.proven = false;
        if (bills) _flush(dataSetId);
    }

    /// @dev In the window, mostly.
    function submitProof(uint256 seed) external act("prove", seed) {
        seed = _mix(seed);
        uint256 dataSetId = _prefer((seed >> 56) % 4 == 0, seed >> 8);
        if (dataSetId == 0 || _sets[dataSetId - 1].deleted || _sets[dataSetId - 1].deadline == 0) {
            return _skip("prove");
        }
        GhostSet storage set = _sets[dataSetId - 1];
        uint256 to = set.deadline - seed % (CHALLENGE_WINDOW + 1);
        if ((seed >> 40) % 8 != 0 && block.number < to) _pass(to - block.number, 0);
        uint256 challengeEpoch = pdpVerifier.getNextChallengeEpoch(dataSetId);
        if (block.number < challengeEpoch) return _skip("prove");
        uint256 fee = pdpVerifier.calculateProofFee(dataSetId);
        vm.prank(set.provider);
        (bool accepted, bytes memory result) = address(pdpVerifier).call{value: fee}(
            abi.encodeCall(pdpVerifier.provePossession, (dataSetId, new IPDPVerifier.Proof[](5)))
        );
        bytes memory expected = _first(_over(dataSetId), _refusalOfProof(dataSetId));
        assertEq(accepted, expected.length == 0, "proof");
        if (!accepted) {
            assertEq(result, expected, "error");
            _reachRefusal(expected);
            return _skip("prove");
        }
        set.proven = true;
        _provenPeriods[dataSetId][(block.number - set.activation - 1) / PROVING_PERIOD] = true;
    }

    function _refusalOfProof(uint256 dataSetId) private view returns (bytes memory) {
        GhostSet storage set = _sets[dataSetId - 1];
        if (set.proven) return abi.encodeWithSelector(IFwss.ProofAlreadySubmitted.selector, dataSetId);
        if (block.number > set.deadline) {
            return abi.encodeWithSelector(IFwss.ProvingPeriodPassed.selector, dataSetId, set.deadline, block.number);
        }
        return "";
    }

    /* END */

    function terminate(uint256 seed) external act("terminate", seed) {
        seed = _mix(seed);
        uint256 dataSetId = _pick(seed >> 8);
        if (dataSetId == 0 || seed % 2 != 0) return _skip("terminate");
        GhostSet storage set = _sets[dataSetId - 1];
        address caller = [set.payer, set.provider, _actor(seed >> 24)][(seed >> 16) % 3];
        bytes memory expected = _gone(dataSetId);
        if (expected.length == 0 && caller != set.payer && caller != set.provider) {
            expected = abi.encodeWithSelector(
                IFwss.CallerNotPayerOrPayee.selector, dataSetId, set.payer, set.provider, caller
            );
        }
        uint256 covered = coveredUntil(set.payer);
        bytes memory data = abi.encodeWithSignature("terminateService(uint256)", dataSetId);
        if (!_submit("terminate", caller, address(fwss), data, expected)) return;
        if (set.pending > 0) _flush(dataSetId);
        set.endEpoch = covered + PERIOD;
    }

    function terminateSigned(uint256 seed) external act("terminateSigned", seed) {
        seed = _mix(seed);
        uint256 dataSetId = _pick(seed >> 8);
        if (dataSetId == 0 || seed % 2 != 0) return _skip("terminateSigned");
        GhostSet storage set = _sets[dataSetId - 1];
        address caller = (seed >> 16) % 4 == 0 ? _offer(seed >> 24) : set.provider;
        Hand memory hand = _hand(set.payer, FwssPermissions.TERMINATE_SERVICE, dataSetId, set.provider, 1, seed);
        bytes32 digest = typedData(FwssHashes.terminateService(dataSetId));
        bytes memory expected = _gone(dataSetId);
        if (expected.length == 0) {
            expected = caller == set.provider
                ? _first(_noGrant(hand), _first(_digestUsed(hand.signer, 0, digest), _behind(set.payer)))
                : abi.encodeWithSelector(IFwss.CallerNotServiceProvider.selector, dataSetId, set.provider, caller);
        }
        bytes memory signature = abi.encode(_sign(hand, digest));
        bytes memory data = abi.encodeWithSignature("terminateService(uint256,bytes)", dataSetId, signature);
        if (!_submit("terminateSigned", caller, address(fwss), data, expected)) return;
        _spend(hand);
        set.pending += 0.00112e18;
        set.reserve = set.pending;
        _flush(dataSetId);
        set.endEpoch = block.number;
    }

    function _behind(address payer) private view returns (bytes memory) {
        if (coveredUntil(payer) == block.number) return "";
        return abi.encodeWithSelector(
            IFilecoinPay.LockupPeriodChangeNotAllowedDueToInsufficientFunds.selector, address(usdfc), payer, PERIOD, 0
        );
    }

    function topUp(uint256 seed, uint256 amount) external act("topUp", seed) {
        seed = _mix(seed);
        uint256 dataSetId = _prefer(false, seed >> 8);
        if (dataSetId == 0) return _skip("topUp");
        GhostSet storage set = _sets[dataSetId - 1];
        amount = bound(amount, 1, 0.05e18);
        bytes memory expected = _gone(dataSetId);
        if (expected.length == 0 && coveredUntil(set.payer) < block.number) {
            expected = abi.encodeWithSelector(
                IFilecoinPay.LockupFixedIncreaseNotAllowedDueToInsufficientFunds.selector,
                address(usdfc),
                set.payer,
                set.reserve,
                set.reserve + amount
            );
        }
        expected = _first(expected, _notCovered(set.payer, 0, amount));
        bytes memory data = abi.encodeCall(fwss.topUpLifecycleReserve, (dataSetId, amount));
        if (_submit("topUp", set.payer, address(fwss), data, expected)) set.reserve += amount;
    }

    function deleteDataSet(uint256 seed) external act("deleteDataSet", seed) {
        seed = _mix(seed);
        uint256 dataSetId = _prefer(true, seed >> 8);
        if (dataSetId == 0 || _sets[dataSetId - 1].deleted) return _skip("deleteDataSet");
        GhostSet storage set = _sets[dataSetId - 1];
        // Straight to the end of a data set, but not every time: it is the end of most others, too.
        if (set.endEpoch >= block.number && (seed >> 16) % 3 == 0) {
            _pass(set.endEpoch + (seed >> 24) % 2 - block.number, 0);
        }
        // Or to when it counts as abandoned; and mostly settled before.
        uint256 last = pdpVerifier.getDataSetLastProvenEpoch(dataSetId) + PERIOD;
        if (set.endEpoch == 0 && last + 1 >= block.number && (seed >> 16) % 8 == 0) _pass(last + 1 - block.number, 0);
        if (set.endEpoch != 0 && block.number >= set.endEpoch && !set.finalised && (seed >> 32) % 4 != 0) {
            _settle(dataSetId);
        }
        bytes memory data = abi.encodeCall(pdpVerifier.deleteDataSet, (dataSetId, ""));
        bytes memory expected = _refusalOfDeletion(dataSetId, last);
        if (expected.length == 0 && set.endEpoch == 0) return _abandon(dataSetId, data);
        if (_submit("deleteDataSet", set.provider, address(pdpVerifier), data, expected)) set.deleted = true;
    }

    function _refusalOfDeletion(uint256 dataSetId, uint256 last) private view returns (bytes memory) {
        GhostSet storage set = _sets[dataSetId - 1];
        if (set.endEpoch == 0) {
            if (set.activation == 0 || block.number > last) return "";
            return abi.encodeWithSelector(IFwss.DataSetNotAbandoned.selector, dataSetId, last, block.number);
        }
        if (block.number < set.endEpoch) {
            return abi.encodeWithSelector(IFwss.PaymentRailsNotFinalized.selector, dataSetId, set.endEpoch);
        }
        if (set.finalised || set.settledUpTo >= set.endEpoch) return "";
        return abi.encodeWithSelector(IFwss.RailNotFullySettled.selector, dataSetId, set.settledUpTo, set.endEpoch);
    }

    /// @dev What was proven is paid first. A payer that is behind keeps a rail that runs out and pays nothing.
    function _abandon(uint256 dataSetId, bytes memory data) private {
        GhostSet storage set = _sets[dataSetId - 1];
        uint256 reach = reachable(dataSetId, coveredUntil(set.payer));
        uint256 amount = earned(dataSetId, set.settledUpTo, reach);
        if (!_submit("deleteDataSet", set.provider, address(pdpVerifier), data, "")) return;
        _reach("abandoned");
        if (amount > 0) _paid(set, amount);
        (set.deleted, set.abandoned, set.reserve, set.pending) = (true, true, 0, 0);
        try filecoinPay.getRail(dataSetId) returns (IFilecoinPay.RailView memory rail) {
            (set.endEpoch, set.settledUpTo) = (rail.endEpoch, rail.settledUpTo);
            assertEq(rail.lockupFixed, 0, "reserve");
        } catch {
            (set.endEpoch, set.finalised) = (block.number, true);
        }
    }

    /* A SESSION */

    /// @dev As most are: a key is granted what it needs, up to a limit, and uses it until it is used up, and then once more.
    function session(uint256 seed) external act("session", seed) {
        seed = _mix(seed);
        uint256 dataSetId = _prefer(false, seed >> 8);
        if (dataSetId == 0 || _sets[dataSetId - 1].deleted) return _skip("session");
        address payer = _sets[dataSetId - 1].payer;
        address key = _keyOf(payer, seed >> 16);
        if (key == careful()) key = actors[PAYERS];
        _loginForAll(payer, key, block.timestamp + 1 days, seed % 2 == 0);
        (_liveKey, _liveSet) = (key, dataSetId);
        for (uint256 i = 0; i < 4; i++) {
            this.add(_mix(seed + i));
            if (i % 2 == 1) this.remove(_mix(seed + i));
        }
        if (seed % 8 == 0) this.terminateSigned(_mix(seed));
        (_liveKey, _liveSet) = (address(0), 0);
    }

    /* REPLAY */

    /// @dev What was accepted once is refused ever after.
    function replay(uint256 seed) external act("replay", seed) {
        seed = _mix(seed);
        if (_messages.length == 0) return _skip("replay");
        Message storage message = _messages[(seed >> 8) % _messages.length];
        _refuse(message.from, message.target, message.data, _refusalOfReplay(message));
    }

    function _refusalOfReplay(Message storage message) private view returns (bytes memory) {
        Hand memory hand = message.hand;
        uint256 dataSetId = hand.dataSetId;
        if (hand.operation == FwssPermissions.CREATE_DATA_SET) return _refusalOfCreation(hand, message.nonce);
        if (message.target == address(pdpVerifier) && _sets[dataSetId - 1].deleted) {
            return abi.encodeWithSelector(IPDPVerifier.DataSetNotLive.selector);
        }
        bool adds = hand.operation == FwssPermissions.ADD_PIECES;
        bytes memory used =
            adds ? _nonceUsed(hand.signer, message.nonce) : _digestUsed(hand.signer, dataSetId, bytes32(message.nonce));
        return _first(adds ? _gone(dataSetId) : _over(dataSetId), _first(_noGrant(hand), used));
    }

    /// @dev A creation for another payer: refused for want of a grant, or, granted by that one as well, as used up.
    function replayForAnotherPayer(uint256 seed) external act("replayForAnotherPayer", seed) {
        seed = _mix(seed);
        if (_messages.length == 0) return _skip("replayForAnotherPayer");
        Message storage message = _messages[(seed >> 8) % _messages.length];
        address payer = _payer(seed >> 16);
        if (message.hand.operation != FwssPermissions.CREATE_DATA_SET) return _skip("replayForAnotherPayer");
        Hand memory hand = _elsewhere(message.hand, message.digest, payer, _sets.length + 1, message.from);
        _refuse(
            message.from,
            address(pdpVerifier),
            abi.encodeCall(
                pdpVerifier.createDataSet, (address(fwss), createData(payer, message.nonce, message.signature))
            ),
            _refusalOfCreation(hand, message.nonce)
        );
    }

    /// @dev A removal for a data set of the same name: one may count there, once, if that payer granted it, too. Where one
    /// counts, that one, mostly.
    function removalForAnotherPayer(uint256 seed) external act("removalForAnotherPayer", seed) {
        seed = _mix(seed);
        uint256 pairs = _messages.length * _sets.length;
        (uint256 messageId, uint256 dataSetId) = (0, 0);
        for (uint256 i = 0; i < pairs; i++) {
            uint256 choice = (seed % pairs + i) % pairs;
            (uint256 id, uint256 other) = (choice / _sets.length, choice % _sets.length + 1);
            if (!_mayName(_messages[id], other)) continue;
            (messageId, dataSetId) = (id, other);
            if ((seed >> 248) % 4 == 0 || _refusalElsewhere(_messages[id], other).length == 0) break;
        }
        if (dataSetId == 0) return _skip("removalForAnotherPayer");
        _removeElsewhere(_messages[messageId], dataSetId);
    }

    function _mayName(Message storage message, uint256 dataSetId) private view returns (bool) {
        GhostSet storage set = _sets[dataSetId - 1];
        return message.hand.operation == FwssPermissions.SCHEDULE_PIECE_REMOVALS && dataSetId != message.hand.dataSetId
            && !set.deleted && set.clientDataSetId == _sets[message.hand.dataSetId - 1].clientDataSetId;
    }

    function _refusalElsewhere(Message storage message, uint256 dataSetId) private view returns (bytes memory) {
        GhostSet storage set = _sets[dataSetId - 1];
        Hand memory hand = _elsewhere(message.hand, message.digest, set.payer, dataSetId, set.provider);
        return _refusalOfRemoval(hand, message.digest);
    }

    /// @dev Past PDPVerifier, which may not have such a piece; what counts is taken back, as it would be then.
    function _removeElsewhere(Message storage message, uint256 dataSetId) private {
        bytes memory expected = _refusalElsewhere(message, dataSetId);
        _reach("removal elsewhere");
        uint256 snapshot = vm.snapshotState();
        bytes memory data = message.data;
        // The same call with another first argument.
        assembly ("memory-safe") {
            mstore(add(data, 36), dataSetId)
        }
        if (!_submit("removalForAnotherPayer", address(pdpVerifier), address(fwss), data, expected)) return;
        expected = abi.encodeWithSelector(IFwss.NonceAlreadyUsed.selector, message.hand.signer, message.nonce);
        _refuse(address(pdpVerifier), address(fwss), data, expected);
        vm.revertToState(snapshot);
    }

    /* NONCES */

    /// @dev A nonce, a name, or what somebody may want to sign about a piece or the end of a data set.
    function useUp(uint256 seed) external act("useUp", seed) {
        seed = _mix(seed);
        if (seed % 4 != 0) return _skip("useUp");
        address account = _signerFor(_payer(seed >> 8), seed);
        uint256[] memory nonces = new uint256[](2);
        (nonces[0], nonces[1]) = ((seed >> 16) % 2 == 0 ? _name(seed) : _nonce(seed), _nonce(seed >> 8));
        uint256 dataSetId = _pick(seed >> 24);
        if (dataSetId != 0) {
            uint256 name = _sets[dataSetId - 1].clientDataSetId;
            bytes32 structHash = (seed >> 17) % 2 == 0
                ? this.hashRemovals(name, ids((seed >> 32) % MAX_PIECES))
                : FwssHashes.terminateService(dataSetId);
            nonces[1] = uint256(typedData(structHash));
        }
        vm.prank(account);
        fwss.useUp(nonces);
        _makeVoid(account, nonces[0]);
        _makeVoid(account, nonces[1]);
    }

    /* FOR THE INVARIANTS */

    function actions() external pure returns (bytes4[] memory selectors) {
        selectors = new bytes4[](24);
        selectors[0] = this.advance.selector;
        selectors[1] = this.goToExpiry.selector;
        selectors[2] = this.deposit.selector;
        selectors[3] = this.withdraw.selector;
        selectors[4] = this.approve.selector;
        selectors[5] = this.settle.selector;
        selectors[6] = this.login.selector;
        selectors[7] = this.revoke.selector;
        selectors[8] = this.revokeAll.selector;
        selectors[9] = this.create.selector;
        selectors[10] = this.createAndAdd.selector;
        selectors[11] = this.add.selector;
        selectors[12] = this.remove.selector;
        selectors[13] = this.nextProvingPeriod.selector;
        selectors[14] = this.terminate.selector;
        selectors[15] = this.terminateSigned.selector;
        selectors[16] = this.deleteDataSet.selector;
        selectors[17] = this.replay.selector;
        selectors[18] = this.replayForAnotherPayer.selector;
        selectors[19] = this.removalForAnotherPayer.selector;
        selectors[20] = this.useUp.selector;
        selectors[21] = this.submitProof.selector;
        selectors[22] = this.topUp.selector;
        selectors[23] = this.session.selector;
    }

    function service() external view returns (address) {
        return address(fwss);
    }

    /// @notice The devnet's root, who takes no part.
    function idleAccount() external view returns (address) {
        return root.addr;
    }

    function expectedAccount(address payer, uint256 settledAt) external view returns (uint256 lockup, uint256 rate) {
        for (uint256 id = 1; id <= _sets.length; id++) {
            GhostSet storage set = _sets[id - 1];
            if (set.payer != payer || set.finalised) continue;
            lockup += set.reserve;
            if (set.endEpoch != 0) {
                lockup += streamed(id, set.settledUpTo, set.endEpoch);
            } else {
                lockup += streamed(id, set.settledUpTo, settledAt) + currentRate(id) * PERIOD;
                rate += currentRate(id);
            }
        }
    }

    /// @dev Terminates, waits until nothing can be proven any more, settles and deletes.
    function endAll() external {
        uint256 last = block.number;
        for (uint256 id = 1; id <= _sets.length; id++) {
            GhostSet storage set = _sets[id - 1];
            if (set.endEpoch == 0) {
                uint256 covered = coveredUntil(set.payer);
                vm.prank(set.provider);
                fwss.terminateService(id);
                if (set.pending > 0) _flush(id);
                set.endEpoch = covered + PERIOD;
            }
            if (set.endEpoch >= last) last = set.endEpoch + 1;
        }
        vm.roll(last + PROVING_PERIOD);
        for (uint256 id = 1; id <= _sets.length; id++) {
            GhostSet storage set = _sets[id - 1];
            if (!set.finalised) _settle(id);
            if (set.deleted) continue;
            vm.prank(set.provider);
            pdpVerifier.deleteDataSet(id, "");
        }
    }

    /* HELPERS */

    function _submit(string memory action, address from, address target, bytes memory data, bytes memory expected)
        private
        returns (bool)
    {
        if (expected.length != 0) {
            _skip(action);
            _refuse(from, target, data, expected);
            return false;
        }
        uint256 deposit = _creates(data) ? CLEANUP_DEPOSIT : 0;
        vm.prank(from);
        (bool accepted, bytes memory result) = target.call{value: deposit}(data);
        assertTrue(accepted, string.concat(action, " refused: ", vm.toString(result)));
        return true;
    }

    function _creates(bytes memory data) private view returns (bool) {
        return LibBytes.startsWith(data, abi.encodePacked(pdpVerifier.createDataSet.selector))
            || LibBytes.startsWith(data, abi.encodePacked(pdpVerifier.addPieces.selector, uint256(0)));
    }

    function _refuse(address from, address target, bytes memory data, bytes memory expected) private {
        assertGt(expected.length, 0, "the model allows it");
        vm.prank(from);
        (bool accepted, bytes memory result) = target.call(data);
        assertFalse(accepted, "accepted");
        assertEq(result, expected, "error");
        _reachRefusal(expected);
    }

    function _keep(
        Hand memory hand,
        uint256 nonce,
        bytes32 digest,
        bytes memory signature,
        address from,
        bytes memory data
    ) private {
        _messages.push(
            Message({
                hand: hand,
                nonce: nonce,
                digest: digest,
                signature: signature,
                from: from,
                target: address(pdpVerifier),
                data: data
            })
        );
    }
}
