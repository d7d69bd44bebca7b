// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ISessionKeyRegistry} from "../interfaces/ISessionKeyRegistry.sol";

/// @title RegistryHashes
/// @notice EIP-712 struct hashes of what can be signed for the session key registry.
library RegistryHashes {
    bytes32 internal constant LOGIN_TYPEHASH = keccak256(
        "Login(address identity,address signer,uint256 expiry,bytes32[] permissions,string origin,uint256 nonce,uint256 deadline)"
    );

    bytes32 internal constant LOGIN_WITH_POLICIES_TYPEHASH = keccak256(
        "LoginWithPolicies(address identity,address signer,uint256 expiry,bytes32[] permissions,Policy[] policies,string origin,uint256 nonce,uint256 deadline)Policy(bytes32 operation,uint256 dataSetId,address provider,uint128 limit)"
    );

    bytes32 internal constant REVOCATION_TYPEHASH = keccak256("Revocation(address signer,uint256 generation)");

    bytes32 internal constant REVOKE_ALL_TYPEHASH = keccak256(
        "RevokeAll(address identity,Revocation[] revocations,string origin,uint256 deadline)Revocation(address signer,uint256 generation)"
    );

    bytes32 internal constant LOGOUT_TYPEHASH =
        keccak256("Logout(address identity,address signer,string origin,uint256 generation,uint256 deadline)");

    function hash(ISessionKeyRegistry.Login calldata grant) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                LOGIN_TYPEHASH,
                grant.identity,
                grant.signer,
                grant.expiry,
                keccak256(abi.encodePacked(grant.permissions)),
                keccak256(bytes(grant.origin)),
                grant.nonce,
                grant.deadline
            )
        );
    }

    function hash(ISessionKeyRegistry.LoginWithPolicies calldata grant) internal pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](grant.policies.length);
        for (uint256 i = 0; i < hashes.length; i++) {
            hashes[i] = grant.policies[i].hash();
        }
        return keccak256(
            abi.encode(
                LOGIN_WITH_POLICIES_TYPEHASH,
                grant.identity,
                grant.signer,
                grant.expiry,
                keccak256(abi.encodePacked(grant.permissions)),
                keccak256(abi.encodePacked(hashes)),
                keccak256(bytes(grant.origin)),
                grant.nonce,
                grant.deadline
            )
        );
    }

    function hash(ISessionKeyRegistry.RevokeAll calldata revocation) internal pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](revocation.revocations.length);
        for (uint256 i = 0; i < hashes.length; i++) {
            ISessionKeyRegistry.Revocation calldata item = revocation.revocations[i];
            hashes[i] = keccak256(abi.encode(REVOCATION_TYPEHASH, item.signer, item.generation));
        }
        return keccak256(
            abi.encode(
                REVOKE_ALL_TYPEHASH,
                revocation.identity,
                keccak256(abi.encodePacked(hashes)),
                keccak256(bytes(revocation.origin)),
                revocation.deadline
            )
        );
    }

    function hash(ISessionKeyRegistry.Logout calldata renunciation) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                LOGOUT_TYPEHASH,
                renunciation.identity,
                renunciation.signer,
                keccak256(bytes(renunciation.origin)),
                renunciation.generation,
                renunciation.deadline
            )
        );
    }
}
