// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {FeeToken} from "test/unit/FilecoinPay/FeeToken.sol";
import {FilecoinPayBase} from "test/unit/FilecoinPay/FilecoinPayBase.sol";

contract FilecoinPayWithdrawTest is FilecoinPayBase {
    function testFuzz_Withdraw(uint256 amount) public {
        amount = bound(amount, 0, FUNDS);
        vm.expectEmit(address(pay));
        emit IFilecoinPay.WithdrawRecorded(token, payer, payer, amount);
        vm.prank(payer);
        pay.withdraw(token, amount);
        _assertBalance(payer, FUNDS - amount, 0, 0, START);
        assertEq(usdfc.balanceOf(payer), amount);
        assertEq(usdfc.balanceOf(address(pay)), FUNDS - amount);
    }

    function test_WithdrawTo() public {
        vm.expectEmit(address(pay));
        emit IFilecoinPay.WithdrawRecorded(token, payer, stranger, 7);
        vm.prank(payer);
        pay.withdrawTo(token, stranger, 7);
        assertEq(usdfc.balanceOf(stranger), 7);
        assertEq(_funds(payer), FUNDS - 7);
    }

    function test_Withdraw_AllThatIsFree() public {
        _stream();
        vm.roll(START + 5);
        uint256 free = FUNDS - FIXED - RATE * (PERIOD + 5);
        vm.startPrank(payer);
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.InsufficientUnlockedFunds.selector, free, free + 1));
        pay.withdraw(token, free + 1);
        pay.withdraw(token, free);
        _assertBalance(payer, FUNDS - free, FUNDS - free, RATE, START + 5);
    }

    function test_RevertGiven_LockupDoesNotReachNow() public {
        _stream();
        uint256 last = _runDry();
        vm.startPrank(payer);
        vm.roll(last);
        pay.withdraw(token, 0);
        vm.roll(last + 1);
        vm.expectRevert(
            abi.encodeWithSelector(IFilecoinPay.LockupExceedsFundsInvariant.selector, token, payer, FUNDS + RATE, FUNDS)
        );
        pay.withdraw(token, 0);
    }

    /// @dev A rate that no funds could ever cover must not make the account panic.
    function test_RevertGiven_AnAbsurdRate() public {
        uint256 railId = _create(address(0), 0);
        _pay(railId, type(uint256).max, 0);
        vm.roll(START + 2);
        vm.prank(payer);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinPay.LockupExceedsFundsInvariant.selector, token, payer, type(uint256).max, FUNDS
            )
        );
        pay.withdraw(token, 1);

        _terminate(railId);
        vm.prank(payer);
        pay.withdraw(token, FUNDS);
        _assertBalance(payer, 0, 0, 0, START + 2);
    }

    function test_RevertWhen_WithdrawToZero() public {
        vm.prank(payer);
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.ZeroAddressNotAllowed.selector, "to"));
        pay.withdrawTo(token, address(0), 1);
    }

    function test_RevertWhen_WithdrawOfNative() public {
        vm.expectRevert(IFilecoinPay.NativeTokenNotSupported.selector);
        pay.withdraw(address(0), 0);
    }

    /// @dev Its tokens would stay, and belong to nobody.
    function test_RevertWhen_WithdrawToTheContractItself() public {
        vm.prank(payer);
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.SafeERC20FailedOperation.selector, token));
        pay.withdrawTo(token, address(pay), 1);
    }

    /// @dev The fee would come out of what others hold.
    function test_RevertGiven_TokenChargesTheSenderOnTop() public {
        FeeToken feeToken = new FeeToken(0, 1);
        feeToken.mint(stranger, 11);
        feeToken.mint(payer, 11);
        address[2] memory owners = [stranger, payer];
        for (uint256 i; i < owners.length; ++i) {
            vm.startPrank(owners[i]);
            feeToken.approve(address(pay), 10);
            pay.deposit(address(feeToken), owners[i], 10);
            vm.stopPrank();
        }
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.SafeERC20FailedOperation.selector, address(feeToken)));
        pay.withdraw(address(feeToken), 10);
    }
}
