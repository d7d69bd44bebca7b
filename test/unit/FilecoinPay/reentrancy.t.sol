// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {FilecoinPayBase} from "test/unit/FilecoinPay/FilecoinPayBase.sol";

contract FilecoinPayReentrancyTest is FilecoinPayBase {
    /// @dev Every function that changes anything, called by the validator in the middle of a settlement.
    function test_RevertWhen_TheValidatorCallsBack() public {
        uint256 railId = _stream(address(validator), 0);
        vm.roll(START + 10);
        bytes[] memory calls = new bytes[](14);
        calls[0] = abi.encodeCall(pay.deposit, (token, payer, 0));
        calls[1] = abi.encodeCall(pay.depositWithPermit, (token, payer, 0, 0, 0, 0, 0));
        calls[2] =
            abi.encodeCall(pay.depositWithPermitAndApproveOperator, (token, payer, 0, 0, 0, 0, 0, operator, 0, 0, 0));
        calls[3] = abi.encodeCall(
            pay.depositWithPermitAndIncreaseOperatorApproval, (token, payer, 0, 0, 0, 0, 0, operator, 0, 0)
        );
        calls[4] = abi.encodeCall(pay.withdraw, (token, 0));
        calls[5] = abi.encodeCall(pay.withdrawTo, (token, payer, 0));
        calls[6] = abi.encodeCall(pay.setOperatorApproval, (token, operator, true, 0, 0, 0));
        calls[7] = abi.encodeCall(pay.increaseOperatorApproval, (token, operator, 0, 0));
        calls[8] = abi.encodeCall(pay.createRail, (token, payer, payee, address(0), 0, address(0)));
        calls[9] = abi.encodeCall(pay.modifyRailLockup, (railId, 0, 0));
        calls[10] = abi.encodeCall(pay.modifyRailPayment, (railId, 0, 0));
        calls[11] = abi.encodeCall(pay.terminateRail, (railId));
        calls[12] = abi.encodeCall(pay.settleRail, (railId, START));
        calls[13] = abi.encodeCall(pay.settleTerminatedRailWithoutValidation, (railId));
        for (uint256 i; i < calls.length; ++i) {
            validator.scriptCall(address(pay), calls[i]);
            vm.expectRevert(IFilecoinPay.ReentrancyGuardReentrantCall.selector);
            pay.settleRail(railId, START + 10);
        }
    }

    function test_RevertWhen_TheValidatorCallsBackOnTermination() public {
        uint256 railId = _stream(address(validator), 0);
        validator.scriptCall(address(pay), abi.encodeCall(pay.settleRail, (railId, START)));
        vm.prank(operator);
        vm.expectRevert(IFilecoinPay.ReentrancyGuardReentrantCall.selector);
        pay.terminateRail(railId);
        assertEq(pay.getRail(railId).endEpoch, 0);
    }
}
