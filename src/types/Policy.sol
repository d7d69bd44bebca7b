// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

/// @notice An operation with limits. Its `hash` is a permission, and is granted like any other.
/// @param operation EIP-712 type hash of the operation.
/// @param dataSetId The only data set that it may be done on; 0 for any.
/// @param provider The only storage provider that it may be done with; zero for any.
/// @param limit How much may be done while one grant lasts, inclusive: bytes of data for `AddPieces`, operations for any other;
/// 0 for no limit.
struct Policy {
    bytes32 operation;
    uint256 dataSetId;
    address provider;
    uint128 limit;
}

using PolicyLibrary for Policy global;

/// @title PolicyLibrary
/// @notice Naming a `Policy`, and saying on chain what a name stands for.
library PolicyLibrary {
    /// @notice `permission` is the hash of `policy`. Anybody can have this said, and nobody can have it said wrongly.
    event PolicyAnnounced(bytes32 indexed permission, Policy policy);

    bytes32 internal constant POLICY_TYPEHASH =
        keccak256("Policy(bytes32 operation,uint256 dataSetId,address provider,uint128 limit)");

    /// @notice The permission to grant: EIP-712's hash of the struct.
    function hash(Policy memory policy) internal pure returns (bytes32) {
        return keccak256(abi.encode(POLICY_TYPEHASH, policy.operation, policy.dataSetId, policy.provider, policy.limit));
    }

    /// @notice Emits what the hash of `policy` stands for.
    function announce(Policy memory policy) internal returns (bytes32 permission) {
        permission = policy.hash();
        emit PolicyAnnounced(permission, policy);
    }
}
