// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {FilecoinPayBase} from "test/unit/FilecoinPay/FilecoinPayBase.sol";
import {ScriptedValidator} from "test/unit/FilecoinPay/ScriptedValidator.sol";

contract FilecoinPaySettleRailTest is FilecoinPayBase {
    function test_SettleRail() public {
        uint256 railId = _stream(address(0), 2500);
        vm.roll(START + 40);
        uint256 fee = 0.2 ether;
        uint256 commission = (40 ether - fee) / 4;
        vm.expectEmit(address(pay));
        emit IFilecoinPay.AccountLockupSettled(token, payer, FIXED + RATE * (PERIOD + 40), RATE, START + 40);
        vm.expectEmit(address(pay));
        emit IFilecoinPay.RailSettled(railId, 40 ether, 40 ether - fee - commission, commission, fee, START + 40);
        vm.prank(stranger);
        Paid memory p = _settle(railId, START + 40);
        assertEq(p.amount, 40 ether);
        assertEq(p.net, 40 ether - fee - commission);
        assertEq(p.commission, commission);
        assertEq(p.fee, fee);
        assertEq(p.settledUpTo, START + 40);
        assertEq(p.note, "");
        _assertBalance(payer, FUNDS - 40 ether, FIXED + RATE * PERIOD, RATE, START + 40);
        assertEq(_funds(payee), p.net);
        assertEq(_funds(broker), commission);
        assertEq(_funds(address(pay)), fee);
    }

    /// @dev The network's part is rounded up, the commission down; the parts always add up to the whole.
    function testFuzz_SettleRail_Parts(uint256 amount, uint256 commissionBps) public {
        amount = bound(amount, 1, FUNDS);
        commissionBps = bound(commissionBps, 0, 10_000);
        uint256 railId = _create(address(0), commissionBps);
        _pay(railId, amount, 0);
        vm.roll(START + 1);
        Paid memory p = _settle(railId, START + 1);
        assertEq(p.amount, amount);
        assertGe(p.fee * 200, amount);
        assertLt((p.fee - 1) * 200, amount);
        assertLe(p.commission * 10_000, (amount - p.fee) * commissionBps);
        assertGt((p.commission + 1) * 10_000, (amount - p.fee) * commissionBps);
        assertEq(p.net + p.commission + p.fee, amount);
        assertEq(_funds(payee), p.net);
        assertEq(_funds(broker), p.commission);
        assertEq(_funds(address(pay)), p.fee);
        assertEq(_funds(payer), FUNDS - amount);
    }

    function test_SettleRail_UpToAnEpochOfThePast() public {
        uint256 railId = _stream();
        vm.roll(START + 40);
        Paid memory p = _settle(railId, START + 30);
        assertEq(p.amount, 30 * RATE);
        assertEq(p.settledUpTo, START + 30);
        _assertBalance(payer, FUNDS - 30 * RATE, FIXED + RATE * (PERIOD + 10), RATE, START + 40);
        assertEq(_settle(railId, START + 40).amount, 10 * RATE);
    }

    function test_SettleRail_AgainPaysNothing() public {
        uint256 railId = _stream();
        vm.roll(START + 40);
        _settle(railId, START + 40);
        Paid memory p = _settle(railId, START + 39);
        assertEq(p.amount, 0);
        assertEq(p.settledUpTo, START + 40);
        assertEq(p.note, "already settled up to epoch 1039");
    }

    function test_SettleRail_ThePastKeepsItsRates() public {
        uint256 railId = _stream();
        vm.roll(START + 10);
        _pay(railId, 2 * RATE, 0);
        vm.roll(START + 15);
        _pay(railId, 0, 0);
        vm.roll(START + 20);
        _pay(railId, 3 * RATE, 0);
        vm.roll(START + 24);
        assertEq(pay.getRateChangeQueueSize(railId), 3);
        uint256 total = 10 * RATE + 5 * 2 * RATE + 4 * 3 * RATE;
        _assertBalance(payer, FUNDS, FIXED + 20 * RATE + 3 * RATE * PERIOD, 3 * RATE, START + 20);

        assertEq(_settle(railId, START + 4).amount, 4 * RATE);
        assertEq(pay.getRateChangeQueueSize(railId), 3);
        assertEq(_settle(railId, START + 10).amount, 6 * RATE);
        assertEq(pay.getRateChangeQueueSize(railId), 2);
        assertEq(_settle(railId, START + 13).amount, 3 * 2 * RATE);
        Paid memory p = _settle(railId, START + 17);
        assertEq(p.amount, 2 * 2 * RATE);
        assertEq(pay.getRateChangeQueueSize(railId), 1);
        assertEq(_settle(railId, START + 24).amount, 4 * 3 * RATE);
        assertEq(pay.getRateChangeQueueSize(railId), 0);
        _assertBalance(payer, FUNDS - total, FIXED + 3 * RATE * PERIOD, 3 * RATE, START + 24);
    }

    function test_SettleRail_AllSegmentsAtOnce() public {
        uint256 railId = _stream();
        vm.roll(START + 10);
        _pay(railId, 2 * RATE, 0);
        vm.roll(START + 15);
        _pay(railId, 0, 0);
        vm.roll(START + 20);
        _pay(railId, 3 * RATE, 0);
        vm.roll(START + 24);
        Paid memory p = _settle(railId, START + 24);
        assertEq(p.amount, 32 * RATE);
        assertEq(p.fee, 32 * RATE / 200);
        assertEq(p.note, "");
    }

    function test_SettleRail_OnlyWhatFundsCover() public {
        uint256 railId = _stream();
        uint256 last = _runDry();
        Paid memory p = _settle(railId, block.number);
        assertEq(p.settledUpTo, last);
        assertEq(p.amount, FUNDS - RATE * PERIOD - FIXED);
        _assertBalance(payer, RATE * PERIOD + FIXED, RATE * PERIOD + FIXED, RATE, last);
        assertEq(_settle(railId, block.number).note, string.concat("already settled up to epoch ", vm.toString(last)));
    }

    function test_SettleRail_WithoutARate() public {
        uint256 railId = _create(address(validator), 0);
        vm.roll(START + 40);
        Paid memory p = _settle(railId, START + 40);
        assertEq(p.amount, 0);
        assertEq(p.settledUpTo, START + 40);
        assertEq(p.note, "Zero rate payment rail");
        assertEq(validator.askedCount(), 0);
    }

    function test_SettleRail_Finalises() public {
        uint256 railId = _stream();
        _terminate(railId);
        vm.roll(START + PERIOD + 20);
        vm.expectEmit(address(pay));
        emit IFilecoinPay.RailFinalized(railId);
        vm.expectEmit(address(pay));
        emit IFilecoinPay.RailSettled(railId, 100 ether, 99.5 ether, 0, 0.5 ether, START + PERIOD);
        Paid memory p = _settle(railId, block.number);
        assertEq(p.settledUpTo, START + PERIOD);
        assertEq(p.note, "terminated rail fully settled and finalized.");
        _assertBalance(payer, FUNDS - 100 ether, 0, 0, START + PERIOD + 20);
        _assertUsage(0, 0);
        _assertGone(railId);
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.RailInactiveOrSettled.selector, railId));
        pay.settleRail(railId, block.number);
    }

    /// @dev No lockup period: the rail ends with the epoch it is terminated in, and may have been paid by then.
    function test_SettleRail_FinalisesWhatIsPaidAlready() public {
        uint256 railId = _stream();
        _lock(railId, 0, FIXED);
        vm.roll(START + 10);
        _settle(railId, START + 10);
        _terminate(railId);
        vm.expectEmit(address(pay));
        emit IFilecoinPay.RailFinalized(railId);
        Paid memory p = _settle(railId, START);
        assertEq(p.amount, 0);
        assertEq(p.settledUpTo, START + 10);
        assertEq(p.note, "rail fully settled and finalized");
        _assertGone(railId);
        _assertBalance(payer, FUNDS - 10 * RATE, 0, 0, START + 10);
        _assertUsage(0, 0);
    }

    /// @dev A rail opened and terminated while the payer is behind ends before it began.
    function test_SettleRail_FinalisesARailThatEndedBeforeItBegan() public {
        _stream();
        uint256 last = _runDry();
        uint256 railId = _create(address(0), 0);
        _terminate(railId);
        IFilecoinPay.RailView memory rail = pay.getRail(railId);
        assertEq(rail.endEpoch, last);
        assertGt(rail.settledUpTo, rail.endEpoch);
        assertEq(_settle(railId, block.number).amount, 0);
        _assertGone(railId);
    }

    /// @dev What finalising frees pays for epochs that the account was behind with.
    function test_SettleRail_FinalisingCarriesAPayerThatIsBehindOn() public {
        uint256 ended = _create(address(0), 0);
        _lock(ended, 0, 100 ether);
        uint256 railId = _create(address(0), 0);
        _pay(railId, 100 ether, 0);
        vm.roll(START + 9);
        _terminate(ended);
        vm.roll(START + 20);
        _settle(railId, START + 20);
        _assertBalance(payer, 100 ether, 100 ether, 100 ether, START + 9);
        _settle(ended, START + 20);
        _assertBalance(payer, 100 ether, 100 ether, 100 ether, START + 10);
    }

    function test_RevertWhen_SettlingTheFuture() public {
        uint256 railId = _stream();
        vm.expectRevert(
            abi.encodeWithSelector(IFilecoinPay.CannotSettleFutureEpochs.selector, railId, START, START + 1)
        );
        pay.settleRail(railId, START + 1);
    }

    function test_RevertWhen_SettlingNoRail() public {
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.RailInactiveOrSettled.selector, 1));
        pay.settleRail(1, START);
    }

    /* VALIDATOR */

    function test_SettleRail_AsksTheValidatorSegmentBySegment() public {
        uint256 railId = _stream(address(validator), 0);
        vm.roll(START + 10);
        _pay(railId, 2 * RATE, 0);
        vm.roll(START + 15);
        _settle(railId, START + 15);
        assertEq(validator.askedCount(), 2);
        _assertAsked(0, railId, 10 * RATE, START, START + 10, RATE);
        _assertAsked(1, railId, 10 * RATE, START + 10, START + 15, 2 * RATE);
    }

    function test_SettleRail_ValidatorPaysLess() public {
        uint256 railId = _stream(address(validator), 0);
        vm.roll(START + 10);
        validator.script(3 ether, START + 5, "half asleep");
        Paid memory p = _settle(railId, START + 10);
        assertEq(p.amount, 3 ether);
        assertEq(p.settledUpTo, START + 5);
        assertEq(p.note, "half asleep");
        // Five epochs are settled: all five are unlocked, three are paid.
        _assertBalance(payer, FUNDS - 3 ether, FIXED + RATE * (PERIOD + 5), RATE, START + 10);
    }

    function test_SettleRail_ValidatorStopsInsideASegment() public {
        uint256 railId = _stream(address(validator), 0);
        vm.roll(START + 10);
        _pay(railId, 2 * RATE, 0);
        vm.roll(START + 20);
        validator.script(0, START + 4, "stop");
        Paid memory p = _settle(railId, START + 20);
        assertEq(p.amount, 0);
        assertEq(p.fee, 0);
        assertEq(p.settledUpTo, START + 4);
        assertEq(p.note, "stop");
        assertEq(validator.askedCount(), 1);
        assertEq(pay.getRateChangeQueueSize(railId), 1);
        _assertBalance(payer, FUNDS, FIXED + 6 * RATE + 10 * 2 * RATE + 2 * RATE * PERIOD, 2 * RATE, START + 20);
    }

    function test_SettleRail_NoteOfTheLastRail() public {
        uint256 railId = _stream(address(validator), 0);
        _terminate(railId);
        vm.roll(START + PERIOD);
        validator.script(1, START + PERIOD, "bye. ");
        assertEq(_settle(railId, block.number).note, "bye. terminated rail fully settled and finalized.");
        _assertBalance(payer, FUNDS - 1, 0, 0, START + PERIOD);
    }

    function test_RevertGiven_ValidatorSettlesNothing() public {
        uint256 railId = _stream(address(validator), 0);
        vm.roll(START + 10);
        validator.script(0, START, "no");
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.NoProgressInSettlement.selector, railId, START + 1, START));
        pay.settleRail(railId, START + 10);
    }

    function test_SettleRail_ValidatorSettlesNothingOfTheQueue() public {
        uint256 railId = _stream(address(validator), 0);
        vm.roll(START + 10);
        _pay(railId, 2 * RATE, 0);
        vm.roll(START + 20);
        validator.script(0, START, "no");
        Paid memory p = _settle(railId, START + 20);
        assertEq(p.amount, 0);
        assertEq(p.settledUpTo, START);
        assertEq(p.note, "");
        assertEq(pay.getRail(railId).settledUpTo, START);
    }

    function test_RevertWhen_ValidatorGoesTooFar() public {
        uint256 railId = _stream(address(validator), 0);
        vm.roll(START + 10);
        validator.script(0, START + 9, "");
        vm.expectRevert(
            abi.encodeWithSelector(IFilecoinPay.ValidatorSettledBeyondSegmentEnd.selector, railId, START + 8, START + 9)
        );
        pay.settleRail(railId, START + 8);
    }

    function test_RevertWhen_ValidatorGoesBack() public {
        uint256 railId = _stream(address(validator), 0);
        vm.roll(START + 10);
        validator.script(0, START - 1, "");
        vm.expectRevert(
            abi.encodeWithSelector(IFilecoinPay.ValidatorSettledBeforeSegmentStart.selector, railId, START, START - 1)
        );
        pay.settleRail(railId, START + 10);
    }

    function test_RevertWhen_ValidatorPaysMore() public {
        uint256 railId = _stream(address(validator), 0);
        vm.roll(START + 10);
        validator.script(6 * RATE + 1, START + 6, "");
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinPay.ValidatorModifiedAmountExceedsMaximum.selector, railId, 6 * RATE, 6 * RATE + 1
            )
        );
        pay.settleRail(railId, START + 10);
    }

    function _assertAsked(
        uint256 index,
        uint256 railId,
        uint256 proposed,
        uint256 fromEpoch,
        uint256 toEpoch,
        uint256 rate
    ) internal view {
        ScriptedValidator.Asked memory asked = validator.asked(index);
        assertEq(asked.railId, railId);
        assertEq(asked.proposedAmount, proposed);
        assertEq(asked.fromEpoch, fromEpoch);
        assertEq(asked.toEpoch, toEpoch);
        assertEq(asked.rate, rate);
    }
}
