// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ISessionKeyRegistry} from "../src/interfaces/ISessionKeyRegistry.sol";
import {RegistryHashes} from "../src/libraries/RegistryHashes.sol";
import {Base} from "./Base.t.sol";

/// @notice `Base`, for what is signed: a valid message of each kind, and its digest.
abstract contract SignedBase is Base {
    using RegistryHashes for *;

    uint256 internal constant ONE_DAY = 1 days;

    function loginMessage() internal view returns (ISessionKeyRegistry.Login memory) {
        return ISessionKeyRegistry.Login({
            identity: identity.addr,
            signer: signer.addr,
            expiry: block.timestamp + 1 hours,
            permissions: everyPermission(),
            origin: ORIGIN,
            nonce: registry.nonceOf(identity.addr, signer.addr),
            deadline: block.timestamp + ONE_DAY
        });
    }

    function revokeAllMessage(address[] memory signers) internal view returns (ISessionKeyRegistry.RevokeAll memory) {
        ISessionKeyRegistry.Revocation[] memory revocations = new ISessionKeyRegistry.Revocation[](signers.length);
        for (uint256 i = 0; i < signers.length; i++) {
            revocations[i] = ISessionKeyRegistry.Revocation({
                signer: signers[i], generation: registry.generationOf(identity.addr, signers[i])
            });
        }
        return ISessionKeyRegistry.RevokeAll({
            identity: identity.addr, revocations: revocations, origin: ORIGIN, deadline: block.timestamp + ONE_DAY
        });
    }

    function logoutMessage() internal view returns (ISessionKeyRegistry.Logout memory) {
        return ISessionKeyRegistry.Logout({
            identity: identity.addr,
            signer: signer.addr,
            origin: ORIGIN,
            generation: registry.generationOf(identity.addr, signer.addr),
            deadline: block.timestamp + ONE_DAY
        });
    }

    function digestOf(ISessionKeyRegistry.Login memory message) internal view returns (bytes32) {
        return typedData(this.hashLogin(message));
    }

    function digestOf(ISessionKeyRegistry.RevokeAll memory message) internal view returns (bytes32) {
        return typedData(this.hashRevokeAll(message));
    }

    function digestOf(ISessionKeyRegistry.Logout memory message) internal view returns (bytes32) {
        return typedData(this.hashLogout(message));
    }

    function hashLogin(ISessionKeyRegistry.Login calldata message) external pure returns (bytes32) {
        return message.hash();
    }

    function hashRevokeAll(ISessionKeyRegistry.RevokeAll calldata message) external pure returns (bytes32) {
        return message.hash();
    }

    function hashLogout(ISessionKeyRegistry.Logout calldata message) external pure returns (bytes32) {
        return message.hash();
    }

    /// @dev The domain is put together here once more, so that a wrong one in the contract shows.
    function typedData(bytes32 structHash) internal view returns (bytes32) {
        return typedData(structHash, block.chainid, address(registry));
    }

    function typedData(bytes32 structHash, uint256 chainId, address verifyingContract) internal pure returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("SessionKeyRegistry"),
                keccak256("1"),
                chainId,
                verifyingContract
            )
        );
        return keccak256(abi.encodePacked(hex"1901", domain, structHash));
    }
}
