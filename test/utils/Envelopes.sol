// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Policy} from "../../src/types/Policy.sol";
import {Test} from "forge-std/Test.sol";
import {P256} from "solady/utils/P256.sol";

/// @notice A session key of either kind.
struct Key {
    bool p256;
    uint256 secret;
    address addr;
}

/// @notice What a client does to sign in an envelope, written once more, so that another format in the contracts shows.
/// @dev P-256 needs a precompile, so each test contract says "osaka" in its configuration.
abstract contract Envelopes is Test {
    bytes4 internal constant MAGIC = 0x0904d172;

    function secp256k1Key(string memory name) internal returns (Key memory) {
        (address addr, uint256 secret) = makeAddrAndKey(name);
        return Key({p256: false, secret: secret, addr: addr});
    }

    function p256Key(string memory name) internal returns (Key memory key) {
        uint256 secret = uint256(keccak256(bytes(name))) >> 1;
        (uint256 x, uint256 y) = vm.publicKeyP256(secret);
        key = Key({p256: true, secret: secret, addr: address(uint160(uint256(keccak256(abi.encode(x, y)))))});
        vm.label(key.addr, name);
    }

    function keyFrom(uint256 seed) internal returns (Key memory) {
        return seed % 2 == 0 ? secp256k1Key("session key") : p256Key("P-256 session key");
    }

    /* SIGNATURES */

    function signatureOf(Key memory key, bytes32 digest) internal pure returns (bytes memory) {
        if (key.p256) return p256SignatureOf(key, digest, false);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key.secret, digest);
        return abi.encodePacked(r, s, v);
    }

    /// @dev Of each signature there is another one, with the other `s`: WebCrypto makes either.
    function p256SignatureOf(Key memory key, bytes32 digest, bool otherS) internal pure returns (bytes memory) {
        (bytes32 r, bytes32 s) = vm.signP256(key.secret, sha256(abi.encode(digest)));
        if (otherS) s = bytes32(P256.N - uint256(s));
        (uint256 x, uint256 y) = vm.publicKeyP256(key.secret);
        return abi.encodePacked(r, s, x, y);
    }

    /* WHAT IS SIGNED */

    function messageOf(address payer, bytes32 permission, bytes32 digest) internal pure returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version)"), keccak256("SessionKeyEnvelope"), keccak256("1")
            )
        );
        bytes32 message = keccak256(
            abi.encode(
                keccak256("SessionKeyMessage(address payer,bytes32 permission,bytes32 digest)"),
                payer,
                permission,
                digest
            )
        );
        return keccak256(abi.encodePacked(hex"1901", domain, message));
    }

    function permissionOf(Policy memory policy) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256("Policy(bytes32 operation,uint256 dataSetId,address provider,uint128 limit)"),
                policy.operation,
                policy.dataSetId,
                policy.provider,
                policy.limit
            )
        );
    }

    /* ENVELOPES */

    function flagsOf(Key memory key, Policy memory policy) internal pure returns (uint8 flags) {
        flags = key.p256 ? 3 : 2;
        if (policy.dataSetId != 0) flags |= 4;
        if (policy.provider != address(0)) flags |= 8;
    }

    function sealedBy(Key memory key, address payer, Policy memory policy, bytes32 digest)
        internal
        pure
        returns (bytes memory)
    {
        bytes memory signature = signatureOf(key, messageOf(payer, permissionOf(policy), digest));
        return abi.encodePacked(MAGIC, flagsOf(key, policy), policy.limit, signature);
    }

    /// @dev Without a policy.
    function sealedBy(Key memory key, address payer, bytes32 operation, bytes32 digest)
        internal
        pure
        returns (bytes memory)
    {
        bytes memory signature = signatureOf(key, messageOf(payer, operation, digest));
        return abi.encodePacked(MAGIC, key.p256 ? uint8(1) : uint8(0), signature);
    }
}
