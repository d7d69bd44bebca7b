// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IPDPListener} from "../../../src/interfaces/IPDPListener.sol";
import {IPDPVerifier} from "../../../src/interfaces/IPDPVerifier.sol";
import {PDPVerifierTest} from "./PDPVerifierTest.sol";

contract DeleteDataSetTest is PDPVerifierTest {
    function test_DeleteDataSet() public {
        uint256 setId = _dataSet(2);
        _expectCall(abi.encodeCall(IPDPListener.dataSetDeleted, (setId, 2 * LEAVES, "delete")), false, 0, address(0));
        vm.expectEmit(address(verifier));
        emit IPDPVerifier.DataSetDeleted(setId, 2 * LEAVES);
        vm.prank(sp);
        verifier.deleteDataSet(setId, "delete");
        assertFalse(verifier.dataSetLive(setId));
        assertFalse(verifier.pieceLive(setId, 0));
    }

    function test_DeleteDataSetWithoutListener() public {
        vm.prank(sp);
        uint256 setId = verifier.createDataSet(address(0), "");
        _delete(setId);
        assertFalse(verifier.dataSetLive(setId));
    }

    function test_DeleteDataSetDoesNotReuseId() public {
        uint256 setId = _dataSet(1);
        _delete(setId);
        assertEq(_dataSet(1), setId + 1);
    }

    function test_RevertGiven_DataSetDeleted() public {
        uint256 setId = _dataSet(1);
        _delete(setId);
        _expectNotLive();
        vm.prank(sp);
        verifier.deleteDataSet(setId, "");
    }

    function test_RevertWhen_DataSetNeverCreated() public {
        _expectNotLive();
        verifier.deleteDataSet(7, "");
    }

    function test_RevertWhen_CallerIsNotStorageProvider() public {
        uint256 setId = _dataSet(1);
        _expectNotStorageProvider(setId);
        verifier.deleteDataSet(setId, "");
    }

    function test_RevertGiven_ListenerRefuses() public {
        uint256 setId = _dataSet(1);
        _expectRefusal(IPDPListener.dataSetDeleted.selector);
        vm.prank(sp);
        verifier.deleteDataSet(setId, "");
        assertTrue(verifier.dataSetLive(setId));
    }
}
