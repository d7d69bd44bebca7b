// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IPDPVerifier} from "../../src/interfaces/IPDPVerifier.sol";

/// @notice Storage provider and listener in one, that deletes its data set once more while it is being deleted.
contract GreedyProvider {
    bool private _again;

    function take(IPDPVerifier verifier) external {
        uint256 setId = verifier.createDataSet{value: address(this).balance}(address(this), "");
        _again = true;
        verifier.deleteDataSet(setId, "");
    }

    function dataSetCreated(uint256, address, bytes calldata) external {}

    function dataSetDeleted(uint256 setId, uint256, bytes calldata) external {
        if (!_again) return;
        _again = false;
        IPDPVerifier(msg.sender).deleteDataSet(setId, "");
    }

    receive() external payable {}
}
