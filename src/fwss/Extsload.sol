// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IExtsload} from "../interfaces/IExtsload.sol";

/// @title Extsload
/// @dev Assembly, since Solidity has no words for a slot by its number.
abstract contract Extsload is IExtsload {
    /// @inheritdoc IExtsload
    function extsload(bytes32 slot) public view returns (bytes32 value) {
        assembly ("memory-safe") {
            value := sload(slot)
        }
    }

    /// @inheritdoc IExtsload
    function extsloadStruct(bytes32 slot, uint256 size) external view returns (bytes32[] memory values) {
        values = new bytes32[](size);
        for (uint256 i = 0; i < size; i++) {
            values[i] = extsload(bytes32(uint256(slot) + i));
        }
    }
}
