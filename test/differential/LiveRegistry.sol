// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

/// @notice A model of the registry that is live on Filecoin: its ABI, and what can be seen of what it does. One mapping entry, that is
/// one storage slot, for each permission; it refuses nothing that can be decoded. What this project's registry is compared with, in
/// behaviour and in gas.
/// @dev Not its bytecode: gas is that of what it stores and says, not of how it was compiled.
contract LiveRegistry {
    event AuthorizationsUpdated(
        address indexed identity, address signer, uint256 expiry, bytes32[] permissions, string origin
    );

    mapping(address user => mapping(address signer => mapping(bytes32 permission => uint256 expiry))) public
        authorizationExpiry;

    function login(address signer, uint256 expiry, bytes32[] calldata permissions, string calldata origin) external {
        _set(msg.sender, signer, expiry, permissions, origin);
    }

    /// @dev The signer gets 2300 gas to receive what is sent, and what it says when it refuses is passed on.
    function loginAndFund(
        address payable signer,
        uint256 expiry,
        bytes32[] calldata permissions,
        string calldata origin
    ) external payable {
        _set(msg.sender, signer, expiry, permissions, origin);
        signer.transfer(msg.value);
    }

    function revoke(address signer, bytes32[] calldata permissions, string calldata origin) external {
        _set(msg.sender, signer, 0, permissions, origin);
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
