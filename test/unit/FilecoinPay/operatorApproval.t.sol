// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {FilecoinPayBase} from "test/unit/FilecoinPay/FilecoinPayBase.sol";

contract FilecoinPayOperatorApprovalTest is FilecoinPayBase {
    function test_SetOperatorApproval_KeepsWhatIsUsed() public {
        _stream();
        vm.expectEmit(address(pay));
        emit IFilecoinPay.OperatorApprovalUpdated(token, payer, operator, false, 1, 2, 3);
        vm.prank(payer);
        pay.setOperatorApproval(token, operator, false, 1, 2, 3);
        (bool approved, uint256 rate, uint256 lockup,,, uint256 period) = pay.operatorApprovals(token, payer, operator);
        assertFalse(approved);
        assertEq(rate, 1);
        assertEq(lockup, 2);
        assertEq(period, 3);
        _assertUsage(RATE, FIXED + RATE * PERIOD);
    }

    function test_SetOperatorApproval_BelowUsageStillLetsTheOperatorWindDown() public {
        uint256 railId = _stream();
        _approve(0, 0, 0);
        _pay(railId, RATE / 2, 0);
        _lock(railId, PERIOD / 2, FIXED);
        _lock(railId, PERIOD / 2, 0);
        _assertUsage(RATE / 2, RATE / 2 * PERIOD / 2);
    }

    function test_IncreaseOperatorApproval() public {
        _approve(1, 2, 3);
        vm.expectEmit(address(pay));
        emit IFilecoinPay.OperatorApprovalUpdated(token, payer, operator, true, 11, 22, 3);
        vm.prank(payer);
        pay.increaseOperatorApproval(token, operator, 10, 20);
        (bool approved, uint256 rate, uint256 lockup,,, uint256 period) = pay.operatorApprovals(token, payer, operator);
        assertTrue(approved);
        assertEq(rate, 11);
        assertEq(lockup, 22);
        assertEq(period, 3);
    }

    function test_RevertWhen_OperatorIsZero() public {
        bytes memory zero = abi.encodeWithSelector(IFilecoinPay.ZeroAddressNotAllowed.selector, "operator");
        vm.expectRevert(zero);
        pay.setOperatorApproval(token, address(0), true, 1, 1, 1);
        vm.expectRevert(zero);
        pay.increaseOperatorApproval(token, address(0), 1, 1);
    }

    function test_RevertGiven_IncreasedOperatorIsNotApproved() public {
        vm.prank(payer);
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.OperatorNotApproved.selector, payer, stranger));
        pay.increaseOperatorApproval(token, stranger, 1, 1);
    }
}
