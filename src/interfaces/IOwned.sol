// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

/// @title IOwned
/// @notice A contract with one owner. The errors are those of the contracts that are live on Filecoin.
interface IOwned {
    /// @notice The owner changed; zero stands for none.
    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);

    /// @notice `account` is not the owner.
    error OwnableUnauthorizedAccount(address account);

    /// @notice `owner` cannot own anything.
    error OwnableInvalidOwner(address owner);

    /// @notice Makes another account the owner, not zero. Owner only.
    function transferOwnership(address newOwner) external;

    /// @notice Leaves the contract without an owner, for good. Owner only.
    function renounceOwnership() external;

    /// @notice Zero for nobody.
    function owner() external view returns (address);
}
