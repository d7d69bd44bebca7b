// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity 0.8.30;

import {IProviderIdSet} from "../interfaces/IProviderIdSet.sol";

/// @title ProviderIdSet
/// @notice Local stand-in for the set of endorsed providers that lives on Filecoin. Not for a public network.
/// @dev Ownership is written out because the live contract's errors are not those of solady's `Ownable`.
contract ProviderIdSet is IProviderIdSet {
    /* STORAGE */

    /// @inheritdoc IProviderIdSet
    address public owner;

    uint256[] private _providerIds;

    /// @dev Position in `_providerIds`, from 1; 0 for an id that is not in the set.
    mapping(uint256 providerId => uint256) private _positions;

    modifier onlyOwner() {
        _checkOwner();
        _;
    }

    constructor() {
        _setOwner(msg.sender);
    }

    /* SET */

    /// @inheritdoc IProviderIdSet
    function addProviderId(uint256 providerId) external onlyOwner {
        if (providerId > type(uint32).max) revert ProviderIdTooLarge(providerId);
        if (providerId == 0 || containsProviderId(providerId)) return;
        _providerIds.push(providerId);
        _positions[providerId] = _providerIds.length;
    }

    /// @inheritdoc IProviderIdSet
    function removeProviderId(uint256 providerId) external onlyOwner {
        uint256 position = _positions[providerId];
        if (position == 0) revert ProviderIdNotFound(providerId);
        uint256 last = _providerIds[_providerIds.length - 1];
        _providerIds[position - 1] = last;
        _positions[last] = position;
        _providerIds.pop();
        delete _positions[providerId];
    }

    /* OWNERSHIP */

    /// @inheritdoc IProviderIdSet
    function transferOwnership(address newOwner) external onlyOwner {
        if (newOwner == address(0)) revert OwnableInvalidOwner(newOwner);
        _setOwner(newOwner);
    }

    /// @inheritdoc IProviderIdSet
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

    /* VIEWS */

    /// @inheritdoc IProviderIdSet
    function getProviderIds() external view returns (uint256[] memory) {
        return _providerIds;
    }

    /// @inheritdoc IProviderIdSet
    function containsProviderId(uint256 providerId) public view returns (bool) {
        return _positions[providerId] != 0;
    }
}
