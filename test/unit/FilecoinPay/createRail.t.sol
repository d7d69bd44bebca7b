// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {FilecoinPayBase} from "test/unit/FilecoinPay/FilecoinPayBase.sol";

contract FilecoinPayCreateRailTest is FilecoinPayBase {
    function test_CreateRail() public {
        vm.expectEmit(address(pay));
        emit IFilecoinPay.RailCreated(1, payer, payee, token, operator, address(validator), broker, 10_000);
        uint256 railId = _create(address(validator), 10_000);
        assertEq(railId, 1);
        assertEq(
            abi.encode(pay.getRail(railId)),
            abi.encode(
                IFilecoinPay.RailView({
                    token: token,
                    from: payer,
                    to: payee,
                    operator: operator,
                    validator: address(validator),
                    paymentRate: 0,
                    lockupPeriod: 0,
                    lockupFixed: 0,
                    settledUpTo: START,
                    endEpoch: 0,
                    commissionRateBps: 10_000,
                    serviceFeeRecipient: broker
                })
            )
        );
        assertEq(_create(address(0), 0), 2);
        _assertUsage(0, 0);
        _assertBalance(payer, FUNDS, 0, 0, START);
    }

    function test_RevertWhen_RailPaysNative() public {
        vm.expectRevert(IFilecoinPay.NativeTokenNotSupported.selector);
        pay.createRail(address(0), payer, payee, address(0), 0, address(0));
    }

    function test_RevertWhen_PayerOrPayeeIsZero() public {
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.ZeroAddressNotAllowed.selector, "from"));
        pay.createRail(token, address(0), payee, address(0), 0, address(0));
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.ZeroAddressNotAllowed.selector, "to"));
        pay.createRail(token, payer, address(0), address(0), 0, address(0));
    }

    function test_RevertGiven_OperatorIsNotApproved() public {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.OperatorNotApproved.selector, payer, stranger));
        pay.createRail(token, payer, payee, address(0), 0, address(0));

        vm.prank(payer);
        pay.setOperatorApproval(token, operator, false, 1, 1, 1);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.OperatorNotApproved.selector, payer, operator));
        pay.createRail(token, payer, payee, address(0), 0, address(0));
    }

    function test_RevertWhen_CommissionIsMoreThanAll() public {
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.CommissionRateTooHigh.selector, 10_000, 10_001));
        pay.createRail(token, payer, payee, address(0), 10_001, broker);
    }

    function test_RevertWhen_NobodyReceivesTheCommission() public {
        vm.startPrank(operator);
        vm.expectRevert(IFilecoinPay.MissingServiceFeeRecipient.selector);
        pay.createRail(token, payer, payee, address(0), 1, address(0));
        assertEq(pay.createRail(token, payer, payee, address(0), 0, address(0)), 1);
    }
}
