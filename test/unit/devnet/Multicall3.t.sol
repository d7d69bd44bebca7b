// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Multicall3} from "../../../src/devnet/Multicall3.sol";
import {Test} from "forge-std/Test.sol";

contract Multicall3Test is Test {
    Multicall3 private multicall = new Multicall3();

    error Refused(uint256 value);

    function refuse() external pure {
        revert Refused(7);
    }

    function calls(bool allowFailure) private view returns (Multicall3.Call3[] memory list) {
        list = new Multicall3.Call3[](2);
        list[0] = Multicall3.Call3(address(multicall), false, abi.encodeCall(Multicall3.getCurrentBlockTimestamp, ()));
        list[1] = Multicall3.Call3(address(this), allowFailure, abi.encodeCall(this.refuse, ()));
    }

    function test_Aggregate3() public {
        vm.warp(1_800_000_000);
        Multicall3.Result[] memory results = multicall.aggregate3(calls(true));
        assertTrue(results[0].success);
        assertEq(abi.decode(results[0].returnData, (uint256)), 1_800_000_000);
        assertFalse(results[1].success);
        assertEq(results[1].returnData, abi.encodeWithSelector(Refused.selector, 7));
    }

    function test_RevertGiven_CallFails() public {
        vm.expectRevert(
            abi.encodeWithSelector(Multicall3.CallFailed.selector, 1, abi.encodeWithSelector(Refused.selector, 7))
        );
        multicall.aggregate3(calls(false));
    }

    function test_Facts() public {
        vm.roll(12);
        vm.deal(address(1), 5);
        assertEq(multicall.getBlockNumber(), 12);
        assertEq(multicall.getEthBalance(address(1)), 5);
    }
}
