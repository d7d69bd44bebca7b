// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

/// @notice The registry as one would first write it, and as the live one keeps its state: one mapping entry, that is one
/// storage slot, for each permission. What the packed registry is compared with, in behaviour and in gas.
/// @dev It cannot list what it holds, so whoever clears a session must name every permission that may be in it.
contract ReferenceRegistry {
    event AuthorizationsUpdated(
        address indexed identity, address signer, uint256 expiry, bytes32[] permissions, string origin
    );

    mapping(address identity => mapping(address signer => mapping(bytes32 permission => uint256 expiry))) public
        authorizationExpiry;

    function login(address signer, uint256 expiry, bytes32[] calldata permissions, string calldata origin) external {
        _set(msg.sender, signer, expiry, permissions, origin);
    }

    function revoke(address signer, bytes32[] calldata permissions, string calldata origin) external {
        _set(msg.sender, signer, 0, permissions, origin);
    }

    function clear(address identity, address signer, bytes32[] calldata everyPermission) external {
        for (uint256 i = 0; i < everyPermission.length; i++) {
            delete authorizationExpiry[identity][signer][everyPermission[i]];
        }
    }

    function _set(
        address identity,
        address signer,
        uint256 expiry,
        bytes32[] calldata permissions,
        string calldata origin
    ) private {
        for (uint256 i = 0; i < permissions.length; i++) {
            authorizationExpiry[identity][signer][permissions[i]] = expiry;
        }
        emit AuthorizationsUpdated(identity, signer, expiry, permissions, origin);
    }
}
