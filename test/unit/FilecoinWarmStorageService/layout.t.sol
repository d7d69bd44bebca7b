// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {FwssBase} from "../../FwssBase.t.sol";

/// @notice The layout is where the service has it: from slot 0 on, whatever else it inherits.
contract FwssLayoutTest is FwssBase {
    function test_LayoutIsFirst() public {
        // The first slot: period, window and view.
        bytes32 first = bytes32(uint256(2880) | uint256(60) << 48 | uint256(uint160(address(fwssView))) << 96);
        assertEq(vm.load(address(fwss), bytes32(0)), first);
        assertEq(fwss.extsload(bytes32(0)), first);

        uint256 id = createAsPayer(root, 5);
        bytes32 slot = keccak256(abi.encode(id, uint256(1)));
        bytes32[] memory words = fwss.extsloadStruct(slot, 5);
        assertEq(words.length, 5);
        for (uint256 i = 0; i < 5; i++) {
            assertEq(words[i], vm.load(address(fwss), bytes32(uint256(slot) + i)));
        }
        assertEq(address(uint160(uint256(words[0]))), root.addr);
        assertEq(uint256(words[3]), 5);
    }

    /// @dev The view itself stores nothing.
    function test_ViewStoresNothing() public {
        createAsPayer(root, 5);
        for (uint256 i = 0; i < 20; i++) {
            assertEq(vm.load(address(fwssView), bytes32(i)), 0);
        }
    }
}
