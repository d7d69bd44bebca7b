// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IOwned} from "./interfaces/IOwned.sol";

/// @title Owned
/// @dev Written out because the errors of the live contracts are not those of solady's `Ownable`.
abstract contract Owned is IOwned {
    /// @inheritdoc IOwned
    address public owner;

    modifier onlyOwner() {
        _checkOwner();
        _;
    }

    constructor(address initialOwner) {
        _setOwner(initialOwner);
    }

    /// @inheritdoc IOwned
    function transferOwnership(address newOwner) external onlyOwner {
        if (newOwner == address(0)) revert OwnableInvalidOwner(newOwner);
        _setOwner(newOwner);
    }

    /// @inheritdoc IOwned
    function renounceOwnership() external onlyOwner {
        _setOwner(address(0));
    }

    function _setOwner(address newOwner) private {
        emit OwnershipTransferred(owner, newOwner);
        owner = newOwner;
    }

    function _checkOwner() private view {
        if (msg.sender != owner) revert OwnableUnauthorizedAccount(msg.sender);
    }
}
