// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Test} from "forge-std/Test.sol";
import {FilecoinPay} from "src/devnet/FilecoinPay.sol";
import {USDFC} from "src/devnet/USDFC.sol";
import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {ScriptedValidator} from "test/unit/FilecoinPay/ScriptedValidator.sol";

/// @notice A payer with 1 000 USDFC deposited who lets an operator do anything, and short words for what tests do over and over.
abstract contract FilecoinPayBase is Test {
    struct Balance {
        uint256 funds;
        uint256 lockup;
        uint256 rate;
        uint256 settledAt;
    }

    struct Paid {
        uint256 amount;
        uint256 net;
        uint256 commission;
        uint256 fee;
        uint256 settledUpTo;
        string note;
    }

    uint256 internal constant START = 1000;
    uint256 internal constant FUNDS = 1000 ether;
    uint256 internal constant RATE = 1 ether;
    uint256 internal constant PERIOD = 100;
    uint256 internal constant FIXED = 50 ether;

    FilecoinPay internal pay;
    USDFC internal usdfc;
    ScriptedValidator internal validator;
    address internal token;
    address internal payer;
    uint256 internal payerKey;
    address internal payee = makeAddr("payee");
    address internal operator = makeAddr("operator");
    address internal broker = makeAddr("broker");
    address internal stranger = makeAddr("stranger");

    function setUp() public virtual {
        vm.roll(START);
        pay = new FilecoinPay();
        usdfc = new USDFC();
        validator = new ScriptedValidator();
        token = address(usdfc);
        (payer, payerKey) = makeAddrAndKey("payer");
        _deposit(payer, FUNDS);
        _approve(type(uint256).max, type(uint256).max, type(uint256).max);
    }

    function _deposit(address owner, uint256 amount) internal {
        usdfc.mint(owner, amount);
        vm.startPrank(owner);
        usdfc.approve(address(pay), amount);
        pay.deposit(token, owner, amount);
        vm.stopPrank();
    }

    function _approve(uint256 rateAllowance, uint256 lockupAllowance, uint256 maxPeriod) internal {
        vm.prank(payer);
        pay.setOperatorApproval(token, operator, true, rateAllowance, lockupAllowance, maxPeriod);
    }

    function _create(address railValidator, uint256 commissionBps) internal returns (uint256 railId) {
        vm.prank(operator);
        return pay.createRail(token, payer, payee, railValidator, commissionBps, broker);
    }

    function _lock(uint256 railId, uint256 period, uint256 lockupFixed) internal {
        vm.prank(operator);
        pay.modifyRailLockup(railId, period, lockupFixed);
    }

    function _pay(uint256 railId, uint256 rate, uint256 once) internal {
        vm.prank(operator);
        pay.modifyRailPayment(railId, rate, once);
    }

    function _terminate(uint256 railId) internal {
        vm.prank(operator);
        pay.terminateRail(railId);
    }

    /// @dev A rail with `RATE`, `PERIOD` and `FIXED`.
    function _stream(address railValidator, uint256 commissionBps) internal returns (uint256 railId) {
        railId = _create(railValidator, commissionBps);
        _lock(railId, PERIOD, FIXED);
        _pay(railId, RATE, 0);
    }

    function _stream() internal returns (uint256) {
        return _stream(address(0), 0);
    }

    function _settle(uint256 railId, uint256 until) internal returns (Paid memory p) {
        (p.amount, p.net, p.commission, p.fee, p.settledUpTo, p.note) = pay.settleRail(railId, until);
    }

    /// @dev Lets the account of the payer run dry: `RATE` a block against `FUNDS`, with `PERIOD` and `FIXED` locked.
    /// @return last The last epoch it covers.
    function _runDry() internal returns (uint256 last) {
        last = block.number + (FUNDS - RATE * PERIOD - FIXED) / RATE;
        vm.roll(last + 10);
    }

    function _balance(address owner) internal view returns (Balance memory b) {
        (b.funds, b.lockup, b.rate, b.settledAt) = pay.accounts(token, owner);
    }

    function _funds(address owner) internal view returns (uint256) {
        return _balance(owner).funds;
    }

    function _usage() internal view returns (uint256 rateUsage, uint256 lockupUsage) {
        (,,, rateUsage, lockupUsage,) = pay.operatorApprovals(token, payer, operator);
    }

    function _assertUsage(uint256 rate, uint256 lockup) internal view {
        (uint256 rateUsage, uint256 lockupUsage) = _usage();
        assertEq(rateUsage, rate, "rate usage");
        assertEq(lockupUsage, lockup, "lockup usage");
    }

    function _assertBalance(address owner, uint256 funds, uint256 lockup, uint256 rate, uint256 settledAt)
        internal
        view
    {
        Balance memory b = _balance(owner);
        assertEq(b.funds, funds, "funds");
        assertEq(b.lockup, lockup, "lockupCurrent");
        assertEq(b.rate, rate, "lockupRate");
        assertEq(b.settledAt, settledAt, "lockupLastSettledAt");
    }

    function _assertGone(uint256 railId) internal {
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.RailInactiveOrSettled.selector, railId));
        pay.getRail(railId);
    }
}
