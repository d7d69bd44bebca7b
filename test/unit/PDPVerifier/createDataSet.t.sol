// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IPDPListener} from "../../../src/interfaces/IPDPListener.sol";
import {IPDPVerifier} from "../../../src/interfaces/IPDPVerifier.sol";
import {PDPVerifierTest} from "./PDPVerifierTest.sol";

contract CreateDataSetTest is PDPVerifierTest {
    function test_CreateDataSet() public {
        _expectCall(abi.encodeCall(IPDPListener.dataSetCreated, (1, sp, "create")), true, 0, sp);
        vm.expectEmit(address(verifier));
        emit IPDPVerifier.DataSetCreated(1, sp);
        vm.prank(sp);
        assertEq(verifier.createDataSet{value: DEPOSIT}(address(listener), "create"), 1);

        assertTrue(verifier.dataSetLive(1));
        assertEq(verifier.getDataSetListener(1), address(listener));
        (address storageProvider, address proposed) = verifier.getDataSetStorageProvider(1);
        assertEq(storageProvider, sp);
        assertEq(proposed, address(0));
        assertEq(verifier.getDataSetLeafCount(1), 0);
        assertEq(verifier.getActivePieceCount(1), 0);
        assertEq(verifier.getNextPieceId(1), 0);
        assertEq(verifier.getNextChallengeEpoch(1), 0);
        assertEq(verifier.getChallengeRange(1), 0);
        assertEq(verifier.getDataSetLastProvenEpoch(1), block.number);
    }

    function test_CreateDataSetWithoutListener() public {
        assertEq(_unwatched(), 1);
        assertEq(verifier.getDataSetListener(1), address(0));
    }

    function test_CreateDataSetCountsFromOne() public {
        assertEq(verifier.getNextDataSetId(), 1);
        assertFalse(verifier.dataSetLive(0));
        assertFalse(verifier.dataSetLive(1));
        assertEq(_unwatched(), 1);
        assertEq(_unwatched(), 2);
        assertEq(verifier.getNextDataSetId(), 3);
    }

    function testFuzz_CreateDataSetTakesDeposit(uint96 excess) public {
        vm.deal(sp, DEPOSIT + excess);
        vm.prank(sp);
        verifier.createDataSet{value: DEPOSIT + excess}(address(listener), "");
        assertEq(sp.balance, excess);
        assertEq(address(verifier).balance, DEPOSIT);
    }

    function testFuzz_RevertWhen_DepositTooLow(uint256 value) public {
        value = bound(value, 0, DEPOSIT - 1);
        vm.expectRevert(IPDPVerifier.CleanupDepositRequired.selector);
        vm.prank(sp);
        verifier.createDataSet{value: value}(address(listener), "");
        assertFalse(verifier.dataSetLive(1));
    }

    /// @dev The listener is asked first.
    function test_RevertGiven_ListenerRefusesAndDepositTooLow() public {
        _expectRefusal(IPDPListener.dataSetCreated.selector);
        verifier.createDataSet(address(listener), "");
    }

    function test_RevertWhen_CallerTakesNoExcess() public {
        vm.deal(address(listener), 1 ether);
        vm.expectRevert(IPDPVerifier.TransferFailed.selector);
        vm.prank(address(listener));
        verifier.createDataSet{value: DEPOSIT + 1}(address(0), "");
        vm.prank(address(listener));
        verifier.createDataSet{value: DEPOSIT}(address(0), "");
    }

    function test_RevertGiven_ListenerRefuses() public {
        _expectRefusal(IPDPListener.dataSetCreated.selector);
        verifier.createDataSet{value: DEPOSIT}(address(listener), "");
        assertFalse(verifier.dataSetLive(1));
    }

    function test_RevertWhen_ListenerIsNoContract() public {
        vm.expectRevert(bytes(""));
        verifier.createDataSet(stranger, "");
    }
}
