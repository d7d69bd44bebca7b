// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IPDPListener} from "../../../src/interfaces/IPDPListener.sol";
import {IPDPVerifier} from "../../../src/interfaces/IPDPVerifier.sol";
import {Cid} from "../../../src/types/Cid.sol";
import {PieceCids} from "../../utils/PieceCids.sol";
import {PDPVerifierTest} from "./PDPVerifierTest.sol";
import {Vm} from "forge-std/Vm.sol";

contract ProvePossessionTest is PDPVerifierTest {
    address internal constant BURNT_FUNDS = 0xff00000000000000000000000000000000000063;
    /// @dev For three pieces: 0.00023 FIL * 3 * LEAVES * 32 / 2^40, rounded down.
    uint256 internal constant FEE = 642_612;

    function test_ProvePossession() public {
        uint256 setId = _due(2);
        _add(setId, PieceCids.many(1, SIZE, 2));
        uint256 seed = verifier.getRandomness(verifier.getNextChallengeEpoch(setId));
        _expectCall(abi.encodeCall(IPDPListener.possessionProven, (setId, 3 * LEAVES, seed, 5)), true, 3 * LEAVES, sp);
        vm.prank(sp);
        verifier.provePossession{value: FEE}(setId, new IPDPVerifier.Proof[](5));
        assertEq(verifier.getDataSetLastProvenEpoch(setId), block.number);
    }

    /// @dev Only what was there when the period started is challenged.
    function testFuzz_ProvePossessionChallengesLeavesInRange(uint8 pieces, uint8 challenges) public {
        pieces = uint8(bound(pieces, 1, 20));
        challenges = uint8(bound(challenges, 1, 20));
        uint256 setId = _due(pieces);
        _add(setId, PieceCids.many(20, SIZE, pieces));

        vm.recordLogs();
        vm.prank(sp);
        verifier.provePossession{value: 1 ether}(setId, new IPDPVerifier.Proof[](challenges));
        Vm.Log[] memory logs = vm.getRecordedLogs();
        Vm.Log memory log = logs[logs.length - 1];
        assertEq(log.topics[0], IPDPVerifier.PossessionProven.selector);
        assertEq(uint256(log.topics[1]), setId);
        IPDPVerifier.PieceIdAndOffset[] memory found = abi.decode(log.data, (IPDPVerifier.PieceIdAndOffset[]));
        assertEq(found.length, challenges);
        for (uint256 i = 0; i < found.length; i++) {
            assertLt(found[i].pieceId, pieces);
            assertLt(found[i].offset, LEAVES);
        }
    }

    function test_ProvePossessionBelievesAnything() public {
        uint256 setId = _due(1);
        IPDPVerifier.Proof[] memory proofs = new IPDPVerifier.Proof[](1);
        proofs[0] = IPDPVerifier.Proof({leaf: "not a leaf", proof: new bytes32[](3)});
        vm.prank(sp);
        verifier.provePossession{value: FEE}(setId, proofs);
        assertEq(verifier.getDataSetLastProvenEpoch(setId), block.number);
    }

    function test_ProvePossessionWithoutListener() public {
        uint256 setId = _unwatched();
        _add(setId, PieceCids.many(1, SIZE, 0));
        _nextPeriod(setId);
        vm.roll(block.number + FINALITY);
        vm.prank(sp);
        verifier.provePossession{value: FEE}(setId, new IPDPVerifier.Proof[](1));
        assertEq(verifier.getDataSetLastProvenEpoch(setId), block.number);
    }

    function testFuzz_ProvePossessionBurnsFee(uint96 excess) public {
        uint256 setId = _due(3);
        uint256 burnt = BURNT_FUNDS.balance;
        vm.deal(sp, FEE + excess);
        vm.expectEmit(address(verifier));
        emit IPDPVerifier.ProofFeePaid(setId, FEE);
        vm.prank(sp);
        verifier.provePossession{value: FEE + excess}(setId, new IPDPVerifier.Proof[](1));
        assertEq(sp.balance, excess);
        assertEq(address(verifier).balance, DEPOSIT);
        assertEq(BURNT_FUNDS.balance - burnt, FEE);
    }

    /// @dev 1 TiB of leaves costs the whole of `feePerTiB`; what was added since the period began is free.
    function test_ProofFeeFollowsTheChallengedLeaves() public {
        uint256 setId = _dataSet(0);
        assertEq(verifier.calculateProofFee(setId), 0);
        Cid[] memory cids = new Cid[](1);
        cids[0].data = PieceCids.encode(bytes32(0), 0, 35);
        _add(setId, cids);
        assertEq(verifier.calculateProofFee(setId), 0);
        _nextPeriod(setId);
        assertEq(verifier.calculateProofFee(setId), 0.000_23 ether);
    }

    function test_RevertWhen_FeeIsNotPaid() public {
        uint256 setId = _due(3);
        vm.expectRevert(abi.encodeWithSelector(IPDPVerifier.ProofFeeRequired.selector, setId, FEE, FEE - 1));
        vm.prank(sp);
        verifier.provePossession{value: FEE - 1}(setId, new IPDPVerifier.Proof[](1));
    }

    function test_RevertWhen_NoProofs() public {
        uint256 setId = _due(1);
        vm.expectRevert(abi.encodeWithSelector(IPDPVerifier.NoProofs.selector, setId));
        vm.prank(sp);
        verifier.provePossession(setId, new IPDPVerifier.Proof[](0));
    }

    function test_RevertGiven_NoChallengeScheduled() public {
        uint256 setId = _dataSet(1);
        vm.expectRevert(abi.encodeWithSelector(IPDPVerifier.NoChallengeScheduled.selector, setId));
        vm.prank(sp);
        verifier.provePossession(setId, new IPDPVerifier.Proof[](1));
    }

    function test_RevertGiven_DataSetEmptied() public {
        uint256 setId = _dataSet(1);
        _remove(setId, _ids(0));
        vm.expectRevert(abi.encodeWithSelector(IPDPVerifier.NoChallengeScheduled.selector, setId));
        vm.prank(sp);
        verifier.provePossession(setId, new IPDPVerifier.Proof[](1));
    }

    function test_RevertWhen_ProofIsPremature() public {
        uint256 setId = _dataSet(1);
        _nextPeriod(setId);
        uint256 due = block.number + FINALITY;
        vm.roll(due - 1);
        vm.expectRevert(abi.encodeWithSelector(IPDPVerifier.PrematureProof.selector, setId, due, due - 1));
        vm.prank(sp);
        verifier.provePossession(setId, new IPDPVerifier.Proof[](1));
    }

    function test_RevertWhen_CallerIsNotStorageProvider() public {
        uint256 setId = _due(1);
        _expectNotStorageProvider(setId);
        verifier.provePossession(setId, new IPDPVerifier.Proof[](1));
    }

    function test_RevertGiven_DataSetNotLive() public {
        uint256 setId = _due(1);
        _delete(setId);
        _expectNotLive();
        vm.prank(sp);
        verifier.provePossession(setId, new IPDPVerifier.Proof[](1));
    }

    function test_RevertGiven_ListenerRefuses() public {
        uint256 setId = _due(1);
        uint256 before = verifier.getDataSetLastProvenEpoch(setId);
        _expectRefusal(IPDPListener.possessionProven.selector);
        vm.prank(sp);
        verifier.provePossession{value: FEE}(setId, new IPDPVerifier.Proof[](1));
        assertEq(verifier.getDataSetLastProvenEpoch(setId), before);
    }

    /// @dev A data set whose challenge is due now.
    function _due(uint256 count) private returns (uint256 setId) {
        setId = _dataSet(count);
        _nextPeriod(setId);
        vm.roll(block.number + FINALITY);
    }
}
