// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IOwned} from "./IOwned.sol";

/// @title IProviderIdSet
/// @notice A set of provider ids that an owner keeps, such as the providers it endorses.
interface IProviderIdSet is IOwned {
    /// @notice `providerId` does not fit 32 bits.
    error ProviderIdTooLarge(uint256 providerId);

    /// @notice `providerId` is not in the set.
    error ProviderIdNotFound(uint256 providerId);

    /// @notice Puts an id into the set; nothing happens for 0 and for one that is in it. Owner only.
    function addProviderId(uint256 providerId) external;

    /// @notice Takes an id out of the set. Owner only.
    function removeProviderId(uint256 providerId) external;

    /// @notice All ids, in no particular order.
    function getProviderIds() external view returns (uint256[] memory);

    /// @notice Whether an id is in the set.
    function containsProviderId(uint256 providerId) external view returns (bool);
}
