// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Policy} from "../types/Policy.sol";
import {P256Signature} from "./P256Signature.sol";
import {ECDSA} from "solady/utils/ECDSA.sol";

/// @notice What somebody asks for in a payer's name.
/// @param operation EIP-712 type hash of the operation.
/// @param dataSetId The data set that it is done on.
/// @param provider The storage provider of the data set.
struct Request {
    bytes32 operation;
    uint256 dataSetId;
    address provider;
}

/// @title SessionKeyEnvelope
/// @notice What a session key hands over in place of a signature when it presents a `Policy`, or is a P-256 key.
///
/// ```
///  0       4       5                       5 or 21
///  ┌───────┬───────┬───────────────────────┬───────────────────────────────────────────────┐
///  │ magic │ flags │ limit, 16 bytes       │ secp256k1: 65 bytes, or 64 by ERC-2098        │
///  │       │       │ (only with a policy)  │ P-256: r, s, x, y, 32 bytes each              │
///  └───────┴───────┴───────────────────────┴───────────────────────────────────────────────┘
///  flags: 1 P-256 · 2 a policy · 4 it is for this data set only · 8 it is for this provider only
/// ```
///
/// Operation, data set and provider of the policy are those of the request; the flags say which of the latter two it names.
/// 4 and 8 need 2, and there are no others.
///
/// The key signs the EIP-712 message `SessionKeyMessage(address payer,bytes32 permission,bytes32 digest)` in the domain
/// `{name: "SessionKeyEnvelope", version: "1"}`. `permission` is the hash of the policy, or the operation where there is none;
/// `digest` is what the key would sign without an envelope, and binds chain and contract. So whoever submits it can neither
/// take the policy out nor put another in, nor have another payer pay.
library SessionKeyEnvelope {
    /// @notice What every envelope begins with.
    bytes4 internal constant MAGIC = bytes4(keccak256("SessionKeyEnvelope"));

    uint256 internal constant P256_KEY = 1;
    uint256 internal constant POLICY = 2;
    uint256 internal constant THIS_DATA_SET = 4;
    uint256 internal constant THIS_PROVIDER = 8;

    uint256 private constant _ALL_FLAGS = P256_KEY + POLICY + THIS_DATA_SET + THIS_PROVIDER;

    bytes32 internal constant MESSAGE_TYPEHASH =
        keccak256("SessionKeyMessage(address payer,bytes32 permission,bytes32 digest)");

    /// @dev Of `EIP712Domain(string name,string version)`, "SessionKeyEnvelope" and "1". Written out, since Solidity would hash it
    /// each time.
    bytes32 internal constant DOMAIN_SEPARATOR = 0x265b19c515e9d7c061695126278f21a399011b99b9aca000e51971ab6d13863b;

    uint256 private constant _HEADER_LENGTH = 5;
    uint256 private constant _LIMIT_LENGTH = 16;
    uint256 private constant _LONGEST_SIGNATURE = 65;

    /// @notice Whether `signature` is to be opened as an envelope. A signature by a secp256k1 key never is.
    function isEnvelope(bytes calldata signature) internal pure returns (bool) {
        // forge-lint: disable-next-line(unsafe-typecast): the first four bytes are what is compared
        return signature.length > _LONGEST_SIGNATURE && bytes4(signature) == MAGIC;
    }

    /// @notice Whose envelope it is, and which permission it presents. Never reverts.
    /// @param envelope One by `isEnvelope`.
    /// @return signer Zero when it is nobody's, or malformed.
    /// @return permission The hash of the policy, or `request.operation` without one.
    /// @return limit The policy's; 0 without one.
    function open(bytes calldata envelope, address payer, Request memory request, bytes32 digest)
        internal
        view
        returns (address signer, bytes32 permission, uint256 limit)
    {
        permission = request.operation;
        uint256 flags = flagsOf(envelope);
        uint256 at = _HEADER_LENGTH;
        if (flags & POLICY != 0 && flags <= _ALL_FLAGS) {
            Policy memory policy = policyOf(envelope, request);
            permission = policy.hash();
            limit = policy.limit;
            at = _HEADER_LENGTH + _LIMIT_LENGTH;
        } else if (flags > P256_KEY) {
            return (address(0), permission, 0);
        }
        bytes32 message = hash(payer, permission, digest);
        signer = flags & P256_KEY == 0
            ? ECDSA.tryRecoverCalldata(message, envelope[at:])
            : P256Signature.tryRecover(message, envelope[at:]);
    }

    /// @notice The flags of an envelope.
    function flagsOf(bytes calldata envelope) internal pure returns (uint256) {
        return uint8(envelope[4]);
    }

    /// @notice The policy that an envelope with one presents.
    function policyOf(bytes calldata envelope, Request memory request) internal pure returns (Policy memory) {
        uint256 flags = flagsOf(envelope);
        return Policy({
            operation: request.operation,
            dataSetId: flags & THIS_DATA_SET == 0 ? 0 : request.dataSetId,
            provider: flags & THIS_PROVIDER == 0 ? address(0) : request.provider,
            limit: uint128(bytes16(envelope[_HEADER_LENGTH:_HEADER_LENGTH + _LIMIT_LENGTH]))
        });
    }

    /// @notice What the key signs; a P-256 key signs SHA-256 of it.
    function hash(address payer, bytes32 permission, bytes32 digest) internal pure returns (bytes32) {
        bytes32 message = keccak256(abi.encode(MESSAGE_TYPEHASH, payer, permission, digest));
        return keccak256(abi.encodePacked(hex"1901", DOMAIN_SEPARATOR, message));
    }
}
