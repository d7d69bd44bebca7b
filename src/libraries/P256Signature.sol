// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {P256} from "solady/utils/P256.sol";

/// @title P256Signature
/// @notice Signatures by keys of the curve P-256, as WebCrypto makes them. Filecoin verifies them at the address 0x100.
///
/// ```
///  0     32    64    96    128
///  │  r  │  s  │  x  │  y  │      s may be high; (x, y) is the public key
/// ```
library P256Signature {
    uint256 internal constant LENGTH = 128;

    /// @notice The address of a public key, derived as that of an Ethereum account is.
    function signerOf(bytes32 x, bytes32 y) internal pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encode(x, y)))));
    }

    /// @notice Who signed `digest`: WebCrypto's "ECDSA" with "SHA-256" over its 32 bytes.
    /// @return signer Zero when nobody did, `signature` has another length, or this chain cannot tell.
    function tryRecover(bytes32 digest, bytes calldata signature) internal view returns (address signer) {
        if (signature.length != LENGTH) return address(0);
        (bytes32 r, bytes32 s, bytes32 x, bytes32 y) = abi.decode(signature, (bytes32, bytes32, bytes32, bytes32));
        if (P256.verifySignatureAllowMalleability(sha256(abi.encode(digest)), r, s, x, y)) signer = signerOf(x, y);
    }
}
