// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Test} from "forge-std/Test.sol";
import {FilecoinPay} from "src/devnet/FilecoinPay.sol";
import {USDFC} from "src/devnet/USDFC.sol";
import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {FilecoinPayHandler} from "test/invariant/FilecoinPay/FilecoinPayHandler.sol";

contract FilecoinPayInvariantTest is Test {
    FilecoinPay internal pay;
    USDFC internal usdfc;
    FilecoinPayHandler internal handler;
    address[] internal owners;

    function setUp() public {
        vm.roll(1000);
        pay = new FilecoinPay();
        usdfc = new USDFC();
        handler = new FilecoinPayHandler(pay, usdfc);
        for (uint256 i; i < 4; ++i) {
            owners.push(handler.users(i));
        }
        owners.push(handler.broker());
        owners.push(address(pay));
        targetContract(address(handler));
        bytes4[] memory excluded = new bytes4[](1);
        excluded[0] = handler.report.selector;
        excludeSelector(FuzzSelector({addr: address(handler), selectors: excluded}));
    }

    /// @notice The funds of all accounts are the tokens held, and what came in less what went out.
    function invariant_FundsAreTheTokensHeld() public view {
        uint256 sum;
        for (uint256 i; i < owners.length; ++i) {
            (uint256 funds,,,) = pay.accounts(address(usdfc), owners[i]);
            sum += funds;
        }
        assertEq(sum, usdfc.balanceOf(address(pay)), "tokens");
        assertEq(sum, handler.ghostDeposited() - handler.ghostWithdrawn(), "in and out");
    }

    /// @notice Each account holds what its owner put in and was paid, less what it took out and paid; what payers paid is what
    /// payees, brokers and the network received.
    function invariant_EveryPaymentArrives() public view {
        for (uint256 i; i < owners.length; ++i) {
            (uint256 funds,,,) = pay.accounts(address(usdfc), owners[i]);
            assertEq(funds, handler.ghostFunds(owners[i]), "funds");
        }
        assertEq(handler.ghostPaid(), handler.ghostReceived() + handler.ghostFees(), "paid and received");
    }

    /// @notice No account has more locked than it holds, also once it is settled.
    function invariant_LockupIsCovered() public view {
        for (uint256 i; i < owners.length; ++i) {
            (uint256 funds, uint256 lockup,, uint256 settledAt) = pay.accounts(address(usdfc), owners[i]);
            assertLe(lockup, funds, "lockup");
            assertLe(settledAt, block.number, "settled ahead of time");
            assertEq(block.number, handler.lastEpoch(), "time stood still");
            (, uint256 currentFunds, uint256 available,) = pay.getAccountInfoIfSettled(address(usdfc), owners[i]);
            assertLe(available, currentFunds - lockup, "available");
        }
    }

    /// @notice What an account has locked is what its rails lock: fixed, ahead, and streamed but not yet paid.
    function invariant_LockupIsWhatRailsLock() public view {
        for (uint256 i; i < owners.length; ++i) {
            (, uint256 lockup, uint256 rate, uint256 settledAt) = pay.accounts(address(usdfc), owners[i]);
            (uint256 expectedLockup, uint256 expectedRate) = handler.expectedAccount(owners[i], settledAt);
            assertEq(lockup, expectedLockup, "lockupCurrent");
            assertEq(rate, expectedRate, "lockupRate");
        }
    }

    /// @notice What an operator uses of its allowances is what its rails use.
    function invariant_UsageIsWhatRailsUse() public view {
        for (uint256 i; i < 8; ++i) {
            (address payer, address operator) = (owners[i / 2], handler.operators(i % 2));
            (,,, uint256 rate, uint256 lockup,) = pay.operatorApprovals(address(usdfc), payer, operator);
            (uint256 expectedRate, uint256 expectedLockup) = handler.expectedUsage(payer, operator);
            assertEq(rate, expectedRate, "rateUsage");
            assertEq(lockup, expectedLockup, "lockupUsage");
        }
    }

    /// @notice A rail shows what was done to it; a finalised one is in no list.
    function invariant_RailsShowWhatWasDone() public view {
        uint256 listed;
        for (uint256 i; i < owners.length; ++i) {
            (IFilecoinPay.RailInfo[] memory rails,,) = pay.getRailsForPayerAndToken(owners[i], address(usdfc), 0, 0);
            listed += rails.length;
        }
        for (uint256 railId = 1; railId <= handler.railCount(); ++railId) {
            FilecoinPayHandler.GhostRail memory ghost = handler.ghostRail(railId);
            if (ghost.finalised) {
                assertEq(pay.getRateChangeQueueSize(railId), 0, "queue");
                continue;
            }
            --listed;
            IFilecoinPay.RailView memory rail = pay.getRail(railId);
            assertEq(rail.from, ghost.from, "from");
            assertEq(rail.to, ghost.to, "to");
            assertEq(rail.paymentRate, handler.currentRate(railId), "rate");
            assertEq(rail.lockupPeriod, ghost.period, "period");
            assertEq(rail.lockupFixed, ghost.lockupFixed, "fixed");
            assertEq(rail.endEpoch, ghost.endEpoch, "endEpoch");
            // The first rate of a rail starts its epochs anew; nothing streamed in those it skips.
            assertGe(rail.settledUpTo, ghost.settledUpTo, "settledUpTo");
            assertEq(handler.streamed(railId, ghost.settledUpTo, rail.settledUpTo), 0, "skipped");
        }
        assertEq(listed, 0, "listed");
    }

    /// @notice Nobody's money is stuck: every rail can be ended and paid, and then everybody gets all they have.
    function afterInvariant() public {
        handler.report("FilecoinPay");
        // In a short sequence, such as a shrunk one, it may well be that nothing could happen.
        if (handler.calls() >= 32) {
            assertGt(handler.actedTotal(), 0, "nothing happened");
            assertGt(handler.reached("refused"), 0, "nothing was refused");
        }

        for (uint256 railId = 1; railId <= handler.railCount(); ++railId) {
            FilecoinPayHandler.GhostRail memory ghost = handler.ghostRail(railId);
            if (ghost.finalised) continue;
            if (ghost.endEpoch == 0) {
                vm.prank(ghost.operator);
                pay.terminateRail(railId);
            }
        }
        vm.roll(block.number + 1000);
        for (uint256 railId = 1; railId <= handler.railCount(); ++railId) {
            FilecoinPayHandler.GhostRail memory ghost = handler.ghostRail(railId);
            if (ghost.finalised) continue;
            vm.prank(ghost.from);
            pay.settleTerminatedRailWithoutValidation(railId);
        }
        for (uint256 i; i < owners.length; ++i) {
            (uint256 funds, uint256 lockup, uint256 rate,) = pay.accounts(address(usdfc), owners[i]);
            assertEq(lockup, 0, "locked for nothing");
            assertEq(rate, 0, "streams for nothing");
            if (owners[i] == address(pay)) continue;
            vm.prank(owners[i]);
            pay.withdraw(address(usdfc), funds);
        }
        for (uint256 i; i < 8; ++i) {
            (,,, uint256 rate, uint256 lockup,) =
                pay.operatorApprovals(address(usdfc), owners[i / 2], handler.operators(i % 2));
            assertEq(rate + lockup, 0, "used for nothing");
        }
        (uint256 fees,,,) = pay.accounts(address(usdfc), address(pay));
        assertEq(usdfc.balanceOf(address(pay)), fees, "left over");
    }

    /// @dev Every action of the handler does something when it can: a campaign is not made of no-ops.
    function test_HandlerActs() public {
        handler.deposit(0, 1e5);
        handler.createRail(0x01000100, 500);
        handler.modifyRailLockup(0, 10, 1000);
        handler.modifyRailPayment(0, 100, 500);
        handler.advance(20);
        handler.approve(1, 1, 1, 1);
        handler.settleRail(0, 0);
        handler.withdraw(0, 5);
        handler.terminateRail(0);
        handler.settleWithoutValidation(0);
        string[] memory actions = handler.states();
        // The last of them is that something was refused.
        for (uint256 i; i < actions.length - 1; ++i) {
            assertEq(handler.reached(actions[i]), 1, actions[i]);
        }
        assertGt(handler.ghostPaid(), 0);
        assertEq(handler.reached("refused"), 9);
        assertTrue(handler.ghostRail(1).finalised);
    }
}
