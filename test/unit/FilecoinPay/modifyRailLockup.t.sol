// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {FilecoinPayBase} from "test/unit/FilecoinPay/FilecoinPayBase.sol";

contract FilecoinPayModifyRailLockupTest is FilecoinPayBase {
    function testFuzz_ModifyRailLockup(uint256 period, uint256 lockupFixed) public {
        uint256 railId = _stream();
        vm.roll(START + 7);
        period = bound(period, 0, 400);
        lockupFixed = bound(lockupFixed, 0, FUNDS - RATE * 407);
        vm.expectEmit(address(pay));
        emit IFilecoinPay.RailLockupModified(railId, PERIOD, period, FIXED, lockupFixed);
        _lock(railId, period, lockupFixed);
        _assertBalance(payer, FUNDS, lockupFixed + RATE * (period + 7), RATE, START + 7);
        _assertUsage(RATE, lockupFixed + RATE * period);
        IFilecoinPay.RailView memory rail = pay.getRail(railId);
        assertEq(rail.lockupPeriod, period);
        assertEq(rail.lockupFixed, lockupFixed);
    }

    function test_ModifyRailLockup_ToTheLastUnit() public {
        uint256 railId = _stream();
        vm.roll(START + 7);
        uint256 rest = FUNDS - RATE * (PERIOD + 7);
        vm.startPrank(operator);
        vm.expectRevert("invariant failure: insufficient funds to cover lockup after function execution");
        pay.modifyRailLockup(railId, PERIOD, rest + 1);
        pay.modifyRailLockup(railId, PERIOD, rest);
        _assertBalance(payer, FUNDS, FUNDS, RATE, START + 7);
    }

    function test_RevertWhen_LockupCallerIsNotTheOperator() public {
        uint256 railId = _stream();
        vm.prank(payer);
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.OnlyRailOperatorAllowed.selector, operator, payer));
        pay.modifyRailLockup(railId, 0, 0);
    }

    function test_RevertWhen_LockupOfNoRail() public {
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.RailInactiveOrSettled.selector, 1));
        pay.modifyRailLockup(1, 0, 0);
    }

    function test_RevertWhen_PeriodIsLongerThanApproved() public {
        uint256 railId = _stream();
        _approve(type(uint256).max, type(uint256).max, PERIOD + 1);
        vm.prank(operator);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinPay.LockupPeriodExceedsOperatorMaximum.selector, token, operator, PERIOD + 1, PERIOD + 2
            )
        );
        pay.modifyRailLockup(railId, PERIOD + 2, FIXED);
        _lock(railId, PERIOD + 1, FIXED);

        _approve(type(uint256).max, type(uint256).max, 1);
        _lock(railId, PERIOD, FIXED);
        assertEq(pay.getRail(railId).lockupPeriod, PERIOD);
    }

    function test_RevertWhen_LockupAllowanceIsExceeded() public {
        uint256 railId = _stream();
        uint256 usage = FIXED + RATE * PERIOD;
        _approve(RATE, usage + 1, PERIOD);
        vm.prank(operator);
        vm.expectRevert(
            abi.encodeWithSelector(IFilecoinPay.OperatorLockupAllowanceExceeded.selector, usage + 1, usage + 2)
        );
        pay.modifyRailLockup(railId, PERIOD, FIXED + 2);
        _lock(railId, PERIOD, FIXED + 1);
        _assertUsage(RATE, usage + 1);
    }

    function test_RevertGiven_PayerIsBehind() public {
        uint256 railId = _stream();
        _runDry();
        vm.startPrank(operator);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinPay.LockupPeriodChangeNotAllowedDueToInsufficientFunds.selector,
                token,
                payer,
                PERIOD,
                PERIOD - 1
            )
        );
        pay.modifyRailLockup(railId, PERIOD - 1, FIXED);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinPay.LockupFixedIncreaseNotAllowedDueToInsufficientFunds.selector,
                token,
                payer,
                FIXED,
                FIXED + 1
            )
        );
        pay.modifyRailLockup(railId, PERIOD, FIXED + 1);
    }

    /// @dev What the fixed lockup frees pays for epochs that the account was behind with.
    function test_ModifyRailLockup_LowerFixedCarriesAPayerThatIsBehindOn() public {
        uint256 railId = _stream();
        uint256 last = _runDry();
        _lock(railId, PERIOD, FIXED - 4 * RATE);
        _assertBalance(payer, FUNDS, FUNDS, RATE, last + 4);
        _lock(railId, PERIOD, 0);
        _assertBalance(payer, FUNDS, FUNDS - FIXED + 10 * RATE, RATE, last + 10);
    }

    function test_RevertGiven_TerminatedRailKeepsItsPeriod() public {
        uint256 railId = _stream();
        _terminate(railId);
        vm.startPrank(operator);
        uint256[2][4] memory refused =
            [[PERIOD - 1, FIXED], [PERIOD + 1, FIXED], [PERIOD, FIXED + 1], [PERIOD - 1, FIXED - 1]];
        for (uint256 i; i < refused.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    IFilecoinPay.InvalidTerminatedRailModification.selector, PERIOD, FIXED, refused[i][0], refused[i][1]
                )
            );
            pay.modifyRailLockup(railId, refused[i][0], refused[i][1]);
        }
    }

    /// @dev By then the account has less locked than the rail's lockup was.
    function test_ModifyRailLockup_TerminatedAndAlmostPaid() public {
        uint256 railId = _stream();
        _terminate(railId);
        vm.roll(START + PERIOD - 1);
        _settle(railId, block.number);
        _assertBalance(payer, FUNDS - 99 * RATE, FIXED + RATE, 0, START + PERIOD - 1);
        _lock(railId, PERIOD, 1);
        _assertBalance(payer, FUNDS - 99 * RATE, 1 + RATE, 0, START + PERIOD - 1);
        _assertUsage(0, 1 + RATE * PERIOD);
    }
}
