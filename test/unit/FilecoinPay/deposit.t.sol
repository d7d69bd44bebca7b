// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ERC20} from "solady/tokens/ERC20.sol";
import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {FeeToken} from "test/unit/FilecoinPay/FeeToken.sol";
import {FilecoinPayBase} from "test/unit/FilecoinPay/FilecoinPayBase.sol";

contract FilecoinPayDepositTest is FilecoinPayBase {
    struct Permit {
        uint256 deadline;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    uint256 internal constant AMOUNT = 10 ether;

    function testFuzz_Deposit(uint256 amount) public {
        amount = bound(amount, 0, 1e30);
        usdfc.mint(stranger, amount);
        vm.startPrank(stranger);
        usdfc.approve(address(pay), amount);
        vm.expectEmit(address(pay));
        emit IFilecoinPay.DepositRecorded(token, stranger, payee, amount);
        pay.deposit(token, payee, amount);
        assertEq(_funds(payee), amount);
        assertEq(usdfc.balanceOf(address(pay)), FUNDS + amount);
        assertEq(usdfc.balanceOf(stranger), 0);
    }

    function test_Deposit_CarriesAnAccountThatIsBehindOn() public {
        _stream();
        uint256 last = _runDry();
        usdfc.mint(stranger, 3.5 ether);
        vm.startPrank(stranger);
        usdfc.approve(address(pay), 3.5 ether);
        vm.expectEmit(address(pay));
        emit IFilecoinPay.AccountLockupSettled(token, payer, FUNDS + 3 ether, RATE, last + 3);
        pay.deposit(token, payer, 3.5 ether);
        _assertBalance(payer, FUNDS + 3.5 ether, FUNDS + 3 ether, RATE, last + 3);
    }

    function test_Deposit_CreditsWhatArrives() public {
        FeeToken feeToken = new FeeToken(1, 0);
        feeToken.mint(stranger, AMOUNT);
        vm.startPrank(stranger);
        feeToken.approve(address(pay), AMOUNT);
        pay.deposit(address(feeToken), stranger, AMOUNT);
        (uint256 funds,,,) = pay.accounts(address(feeToken), stranger);
        assertEq(funds, AMOUNT - 1);
    }

    function test_RevertWhen_DepositBringsNative() public {
        vm.deal(payer, 1);
        vm.prank(payer);
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.NativeTokenNotAccepted.selector, 1));
        pay.deposit{value: 1}(token, payer, 1);
    }

    function test_RevertWhen_DepositOfNative() public {
        vm.expectRevert(IFilecoinPay.NativeTokenNotSupported.selector);
        pay.deposit(address(0), payer, 1);
    }

    function test_RevertWhen_DepositToZero() public {
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.ZeroAddressNotAllowed.selector, "to"));
        pay.deposit(token, address(0), 1);
    }

    function test_RevertGiven_NoAllowance() public {
        usdfc.mint(stranger, 1);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.SafeERC20FailedOperation.selector, token));
        pay.deposit(token, stranger, 1);
    }

    function test_RevertWhen_TokenHasNoCode() public {
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.SafeERC20FailedOperation.selector, stranger));
        pay.deposit(stranger, payer, 0);
    }

    function test_DepositWithPermit_ByAnyone() public {
        Permit memory p = _permit(AMOUNT);
        vm.expectEmit(address(pay));
        emit IFilecoinPay.DepositRecorded(token, payer, payer, AMOUNT);
        vm.prank(stranger);
        pay.depositWithPermit(token, payer, AMOUNT, p.deadline, p.v, p.r, p.s);
        assertEq(_funds(payer), FUNDS + AMOUNT);
        assertEq(usdfc.nonces(payer), 1);
    }

    function test_RevertWhen_PermitIsForAnotherAmount() public {
        Permit memory p = _permit(AMOUNT);
        vm.expectRevert(ERC20.InvalidPermit.selector);
        pay.depositWithPermit(token, payer, AMOUNT - 1, p.deadline, p.v, p.r, p.s);
    }

    function test_RevertGiven_PermitIsOver() public {
        Permit memory p = _permit(AMOUNT);
        vm.warp(p.deadline + 1);
        vm.expectRevert(ERC20.PermitExpired.selector);
        pay.depositWithPermit(token, payer, AMOUNT, p.deadline, p.v, p.r, p.s);
    }

    function test_RevertWhen_PermitOfNative() public {
        vm.expectRevert(IFilecoinPay.NativeTokenNotSupported.selector);
        pay.depositWithPermit(address(0), payer, 1, 0, 0, 0, 0);
    }

    function test_DepositWithPermitAndApproveOperator() public {
        Permit memory p = _permit(AMOUNT);
        vm.expectEmit(address(pay));
        emit IFilecoinPay.OperatorApprovalUpdated(token, payer, stranger, true, 1, 2, 3);
        vm.expectEmit(address(pay));
        emit IFilecoinPay.DepositRecorded(token, payer, payer, AMOUNT);
        vm.prank(payer);
        pay.depositWithPermitAndApproveOperator(token, payer, AMOUNT, p.deadline, p.v, p.r, p.s, stranger, 1, 2, 3);
        assertEq(_funds(payer), FUNDS + AMOUNT);
        (bool approved, uint256 rate, uint256 lockup,,, uint256 period) = pay.operatorApprovals(token, payer, stranger);
        assertTrue(approved);
        assertEq(rate, 1);
        assertEq(lockup, 2);
        assertEq(period, 3);
    }

    function test_RevertWhen_ApprovingForSomebodyElse() public {
        Permit memory p = _permit(AMOUNT);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.SignerMustBeMsgSender.selector, stranger, payer));
        pay.depositWithPermitAndApproveOperator(token, payer, AMOUNT, p.deadline, p.v, p.r, p.s, stranger, 1, 2, 3);
    }

    function test_DepositWithPermitAndIncreaseOperatorApproval() public {
        _approve(1, 2, 3);
        Permit memory p = _permit(AMOUNT);
        vm.expectEmit(address(pay));
        emit IFilecoinPay.OperatorApprovalUpdated(token, payer, operator, true, 11, 22, 3);
        vm.prank(payer);
        pay.depositWithPermitAndIncreaseOperatorApproval(
            token, payer, AMOUNT, p.deadline, p.v, p.r, p.s, operator, 10, 20
        );
        assertEq(_funds(payer), FUNDS + AMOUNT);
    }

    function test_RevertWhen_IncreasingForSomebodyElse() public {
        Permit memory p = _permit(AMOUNT);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.SignerMustBeMsgSender.selector, stranger, payer));
        pay.depositWithPermitAndIncreaseOperatorApproval(
            token, payer, AMOUNT, p.deadline, p.v, p.r, p.s, operator, 10, 20
        );
    }

    function _permit(uint256 amount) internal returns (Permit memory p) {
        usdfc.mint(payer, amount);
        p.deadline = block.timestamp + 100;
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"),
                payer,
                address(pay),
                amount,
                usdfc.nonces(payer),
                p.deadline
            )
        );
        (p.v, p.r, p.s) =
            vm.sign(payerKey, keccak256(abi.encodePacked("\x19\x01", usdfc.DOMAIN_SEPARATOR(), structHash)));
    }
}
