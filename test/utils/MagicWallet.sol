// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

/// @notice A wallet with signatures of a format of its own, which happen to begin like an envelope: it takes `wanted` for what it
/// was asked about, and nothing else.
contract MagicWallet {
    bytes32 private immutable DIGEST;
    bytes32 private immutable WANTED;

    constructor(bytes32 digest, bytes memory wanted) {
        DIGEST = digest;
        WANTED = keccak256(wanted);
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4) {
        return digest == DIGEST && keccak256(signature) == WANTED ? this.isValidSignature.selector : bytes4(0);
    }
}
