// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {FilecoinPayBase} from "test/unit/FilecoinPay/FilecoinPayBase.sol";

contract FilecoinPayModifyRailPaymentTest is FilecoinPayBase {
    function testFuzz_ModifyRailPayment_Rate(uint256 rate) public {
        uint256 railId = _stream();
        vm.roll(START + 10);
        rate = bound(rate, 0, 9 ether);
        vm.expectEmit(address(pay));
        emit IFilecoinPay.RailRateModified(railId, RATE, rate);
        _pay(railId, rate, 0);
        _assertBalance(payer, FUNDS, FIXED + RATE * 10 + rate * PERIOD, rate, START + 10);
        _assertUsage(rate, FIXED + rate * PERIOD);
        assertEq(pay.getRail(railId).paymentRate, rate);
        assertEq(pay.getRateChangeQueueSize(railId), rate == RATE ? 0 : 1);
    }

    function test_ModifyRailPayment_FirstRateHasNoPast() public {
        uint256 railId = _create(address(0), 0);
        vm.roll(START + 10);
        _pay(railId, RATE, 0);
        assertEq(pay.getRail(railId).settledUpTo, START + 10);
        assertEq(pay.getRateChangeQueueSize(railId), 0);
        vm.roll(START + 11);
        assertEq(_settle(railId, START + 11).amount, RATE);
    }

    function test_ModifyRailPayment_LastRateOfAnEpochCounts() public {
        uint256 railId = _stream();
        vm.roll(START + 10);
        _pay(railId, 5 * RATE, 0);
        _pay(railId, 2 * RATE, 0);
        assertEq(pay.getRateChangeQueueSize(railId), 1);
        vm.roll(START + 11);
        assertEq(_settle(railId, START + 11).amount, 10 * RATE + 2 * RATE);
        assertEq(pay.getRateChangeQueueSize(railId), 0);
    }

    function test_ModifyRailPayment_NothingToQueueWhenSettled() public {
        uint256 railId = _stream();
        vm.roll(START + 10);
        _settle(railId, START + 10);
        _pay(railId, 2 * RATE, 0);
        assertEq(pay.getRateChangeQueueSize(railId), 0);
        vm.roll(START + 11);
        assertEq(_settle(railId, START + 11).amount, 2 * RATE);
    }

    function test_ModifyRailPayment_Once() public {
        uint256 railId = _stream(address(0), 1000);
        uint256 once = 20 ether;
        uint256 fee = once / 200;
        uint256 commission = (once - fee) / 10;
        _approve(RATE, FIXED + RATE * PERIOD, PERIOD);
        vm.expectEmit(address(pay));
        emit IFilecoinPay.RailRateModified(railId, RATE, RATE);
        vm.expectEmit(address(pay));
        emit IFilecoinPay.RailOneTimePaymentProcessed(railId, once - fee - commission, commission, fee);
        _pay(railId, RATE, once);
        _assertBalance(payer, FUNDS - once, FIXED - once + RATE * PERIOD, RATE, START);
        _assertUsage(RATE, FIXED - once + RATE * PERIOD);
        assertEq(_funds(payee), once - fee - commission);
        assertEq(_funds(broker), commission);
        assertEq(_funds(address(pay)), fee);
        (,, uint256 lockupAllowance,,,) = pay.operatorApprovals(token, payer, operator);
        assertEq(lockupAllowance, FIXED + RATE * PERIOD - once);
    }

    function test_ModifyRailPayment_OnceBeyondTheAllowanceThatIsLeft() public {
        uint256 railId = _stream();
        _approve(0, 1 ether, 0);
        _pay(railId, RATE, 20 ether);
        (,, uint256 lockupAllowance,,,) = pay.operatorApprovals(token, payer, operator);
        assertEq(lockupAllowance, 0);
        _assertUsage(RATE, FIXED - 20 ether + RATE * PERIOD);
    }

    function test_ModifyRailPayment_OnceWhilePayerIsBehind() public {
        uint256 railId = _stream();
        uint256 last = _runDry();
        _pay(railId, RATE, FIXED);
        _assertBalance(payer, FUNDS - FIXED, FUNDS - FIXED, RATE, last);
    }

    function test_RevertWhen_OnceIsMoreThanFixed() public {
        uint256 railId = _stream();
        vm.prank(operator);
        vm.expectRevert(
            abi.encodeWithSelector(IFilecoinPay.OneTimePaymentExceedsLockup.selector, railId, FIXED, FIXED + 1)
        );
        pay.modifyRailPayment(railId, RATE, FIXED + 1);
    }

    function test_RevertWhen_PaymentCallerIsNotTheOperator() public {
        uint256 railId = _stream();
        vm.prank(payee);
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.OnlyRailOperatorAllowed.selector, operator, payee));
        pay.modifyRailPayment(railId, RATE, 0);
    }

    function test_RevertWhen_PaymentOfNoRail() public {
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.RailInactiveOrSettled.selector, 9));
        pay.modifyRailPayment(9, 0, 0);
    }

    function test_RevertWhen_RateAllowanceIsExceeded() public {
        uint256 railId = _stream();
        _approve(RATE + 1, type(uint256).max, PERIOD);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.OperatorRateAllowanceExceeded.selector, RATE + 1, RATE + 2));
        pay.modifyRailPayment(railId, RATE + 2, 0);
        _pay(railId, RATE + 1, 0);
        _assertUsage(RATE + 1, FIXED + (RATE + 1) * PERIOD);
    }

    function test_RevertWhen_RateNeedsMoreLockupThanAllowed() public {
        uint256 railId = _stream();
        uint256 usage = FIXED + RATE * PERIOD;
        _approve(type(uint256).max, usage + PERIOD, PERIOD);
        vm.prank(operator);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinPay.OperatorLockupAllowanceExceeded.selector, usage + PERIOD, usage + 2 * PERIOD
            )
        );
        pay.modifyRailPayment(railId, RATE + 2, 0);
        _pay(railId, RATE + 1, 0);
    }

    function test_RevertGiven_FundsDoNotCoverTheNewRate() public {
        uint256 railId = _stream();
        vm.prank(operator);
        vm.expectRevert("invariant failure: insufficient funds to cover lockup after function execution");
        pay.modifyRailPayment(railId, 10 * RATE, 0);
        // A payment takes as much from the funds as from the lockup, so it changes nothing about what is missing.
        vm.prank(operator);
        vm.expectRevert("invariant failure: insufficient funds to cover lockup after function execution");
        pay.modifyRailPayment(railId, 10 * RATE, FIXED);
    }

    function test_RevertGiven_RateChangesWhilePayerIsBehind() public {
        uint256 railId = _stream();
        _runDry();
        vm.startPrank(operator);
        uint256[2] memory rates = [RATE - 1, RATE + 1];
        for (uint256 i; i < rates.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    IFilecoinPay.LockupNotSettledRateChangeNotAllowed.selector, railId, payer, false, RATE, rates[i]
                )
            );
            pay.modifyRailPayment(railId, rates[i], 0);
        }
    }

    function test_ModifyRailPayment_TerminatedMayFall() public {
        uint256 railId = _stream();
        vm.roll(START + 10);
        _terminate(railId);
        vm.roll(START + 40);
        _pay(railId, RATE / 2, 5 ether);
        // 40 epochs at the old rate are owed, 70 at the new one are to come.
        uint256 streaming = 40 * RATE + 70 * RATE / 2;
        _assertBalance(payer, FUNDS - 5 ether, FIXED - 5 ether + streaming, 0, START + 40);
        _assertUsage(0, FIXED - 5 ether + RATE / 2 * PERIOD);

        vm.roll(START + 110);
        assertEq(_settle(railId, START + 110).amount, streaming);
        _assertGone(railId);
        _assertBalance(payer, FUNDS - 5 ether - streaming, 0, 0, START + 110);
        _assertUsage(0, 0);
    }

    function test_RevertWhen_TerminatedRateRises() public {
        uint256 railId = _stream();
        _terminate(railId);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.RateChangeNotAllowedOnTerminatedRail.selector, railId));
        pay.modifyRailPayment(railId, RATE + 1, 0);
    }

    function test_RevertGiven_TerminatedRailRanOut() public {
        uint256 railId = _stream();
        _terminate(railId);
        vm.roll(START + PERIOD - 1);
        _pay(railId, RATE, 1);
        vm.roll(START + PERIOD);
        vm.prank(operator);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinPay.CannotModifyTerminatedRailBeyondEndEpoch.selector, railId, START + PERIOD, START + PERIOD
            )
        );
        pay.modifyRailPayment(railId, RATE, 1);
    }
}
