// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity 0.8.30;

import {Owned} from "../Owned.sol";
import {IProviderIdSet} from "../interfaces/IProviderIdSet.sol";

/// @title ProviderIdSet
/// @notice Local stand-in for the set of endorsed providers that lives on Filecoin. Not for a public network.
contract ProviderIdSet is IProviderIdSet, Owned {
    /* STORAGE */

    uint256[] private _providerIds;

    /// @dev Position in `_providerIds`, from 1; 0 for an id that is not in the set.
    mapping(uint256 providerId => uint256) private _positions;

    constructor() Owned(msg.sender) {}

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
