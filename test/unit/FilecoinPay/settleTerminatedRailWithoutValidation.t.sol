// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {FilecoinPayBase} from "test/unit/FilecoinPay/FilecoinPayBase.sol";

contract FilecoinPaySettleTerminatedRailWithoutValidationTest is FilecoinPayBase {
    function test_SettleTerminatedRailWithoutValidation() public {
        uint256 railId = _stream(address(validator), 0);
        _terminate(railId);
        validator.script(0, START, "never");
        vm.roll(START + PERIOD + 1);
        vm.prank(payer);
        (uint256 amount, uint256 net, uint256 commission, uint256 fee, uint256 upto, string memory note) =
            pay.settleTerminatedRailWithoutValidation(railId);
        assertEq(amount, 100 ether);
        assertEq(net, 99.5 ether);
        assertEq(commission, 0);
        assertEq(fee, 0.5 ether);
        assertEq(upto, START + PERIOD);
        assertEq(note, "terminated rail fully settled and finalized.");
        assertEq(validator.askedCount(), 0);
        _assertGone(railId);
        _assertBalance(payer, FUNDS - 100 ether, 0, 0, START + PERIOD + 1);
    }

    function test_RevertGiven_LastEpochIsNotOver() public {
        uint256 railId = _stream(address(validator), 0);
        _terminate(railId);
        vm.roll(START + PERIOD);
        vm.prank(payer);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinPay.CannotSettleTerminatedRailBeforeMaxEpoch.selector,
                railId,
                START + PERIOD + 1,
                START + PERIOD
            )
        );
        pay.settleTerminatedRailWithoutValidation(railId);
    }

    function test_RevertGiven_RailIsNotTerminated() public {
        uint256 railId = _stream();
        vm.prank(payer);
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.RailNotTerminated.selector, railId));
        pay.settleTerminatedRailWithoutValidation(railId);
    }

    function test_RevertWhen_CallerIsNotThePayer() public {
        uint256 railId = _stream();
        _terminate(railId);
        vm.prank(payee);
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.OnlyRailClientAllowed.selector, payer, payee));
        pay.settleTerminatedRailWithoutValidation(railId);
    }

    function test_RevertWhen_ThereIsNoRail() public {
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.RailInactiveOrSettled.selector, 3));
        pay.settleTerminatedRailWithoutValidation(3);
    }
}
