// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {FilecoinPayBase} from "test/unit/FilecoinPay/FilecoinPayBase.sol";

contract FilecoinPayTerminateRailTest is FilecoinPayBase {
    function test_TerminateRail_ByTheOperator() public {
        uint256 railId = _stream(address(validator), 0);
        vm.roll(START + 10);
        vm.expectEmit(address(pay));
        emit IFilecoinPay.RailTerminated(railId, operator, START + 10 + PERIOD);
        _terminate(railId);
        assertEq(pay.getRail(railId).endEpoch, START + 10 + PERIOD);
        _assertBalance(payer, FUNDS, FIXED + RATE * (PERIOD + 10), 0, START + 10);
        _assertUsage(0, FIXED + RATE * PERIOD);
        assertEq(validator.terminatedRail(), railId);
        assertEq(validator.terminator(), operator);
        assertEq(validator.endEpoch(), START + 10 + PERIOD);
    }

    function test_TerminateRail_ByThePayer() public {
        uint256 railId = _stream(address(validator), 0);
        vm.prank(payer);
        pay.terminateRail(railId);
        assertEq(validator.terminator(), payer);
        assertEq(pay.getRail(railId).endEpoch, START + PERIOD);
    }

    /// @dev What the payer's funds covered is what there is: the rail ends earlier by as much as the account was behind.
    function test_TerminateRail_ByTheOperatorWhilePayerIsBehind() public {
        uint256 railId = _stream();
        uint256 last = _runDry();
        _terminate(railId);
        assertEq(pay.getRail(railId).endEpoch, last + PERIOD);
        _assertBalance(payer, FUNDS, FUNDS, 0, last + 10);
        vm.roll(last + PERIOD);
        assertEq(_settle(railId, block.number).amount, FUNDS - FIXED);
        _assertBalance(payer, FIXED, 0, 0, last + PERIOD);
    }

    /// @dev With one rate gone, the funds that were too few for both may cover the other.
    function test_TerminateRail_CarriesAPayerThatIsBehindOn() public {
        uint256 railId = _stream();
        uint256 other = _create(address(0), 0);
        _pay(other, RATE / 4, 0);
        vm.roll(START + 681);
        // 850 are free and 1.25 lock each epoch, which is 680 epochs to the unit; one half more is not enough for another.
        _deposit(payer, RATE / 2);
        _assertBalance(payer, FUNDS + RATE / 2, FUNDS, RATE * 5 / 4, START + 680);
        _terminate(railId);
        _assertBalance(payer, FUNDS + RATE / 2, FUNDS + RATE / 4, RATE / 4, START + 681);
        assertEq(pay.getRail(railId).endEpoch, START + 680 + PERIOD);
    }

    function test_RevertGiven_PayerTerminatesWhileBehind() public {
        uint256 railId = _stream();
        _runDry();
        vm.prank(payer);
        vm.expectRevert(
            abi.encodeWithSelector(IFilecoinPay.NotAuthorizedToTerminateRail.selector, railId, payer, operator, payer)
        );
        pay.terminateRail(railId);
    }

    function test_RevertWhen_TerminatedByAnotherParty() public {
        uint256 railId = _stream();
        address[3] memory others = [payee, broker, stranger];
        for (uint256 i; i < others.length; ++i) {
            vm.prank(others[i]);
            vm.expectRevert(
                abi.encodeWithSelector(
                    IFilecoinPay.NotAuthorizedToTerminateRail.selector, railId, payer, operator, others[i]
                )
            );
            pay.terminateRail(railId);
        }
    }

    function test_RevertGiven_TerminatedBefore() public {
        uint256 railId = _stream();
        _terminate(railId);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.RailAlreadyTerminated.selector, railId));
        pay.terminateRail(railId);
    }

    function test_RevertWhen_NoRailIsTerminated() public {
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.RailInactiveOrSettled.selector, 1));
        pay.terminateRail(1);
    }
}
