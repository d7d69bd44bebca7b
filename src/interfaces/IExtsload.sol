// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

/// @title IExtsload
/// @notice Lets anyone read what a contract stores, by slot.
interface IExtsload {
    function extsload(bytes32 slot) external view returns (bytes32);

    /// @notice `size` slots that follow each other.
    function extsloadStruct(bytes32 slot, uint256 size) external view returns (bytes32[] memory);
}
