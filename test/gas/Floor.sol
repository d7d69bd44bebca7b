// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

/// @notice What a call costs at least, however it is written: the prices of the EVM for what it has to do. Without refunds.
library Floor {
    /// @dev Of a slot that is touched first: 2100, and 20 000 to fill it.
    uint256 internal constant FRESH_SLOT = 22_100;
    /// @dev 2100, and 2900 to change it.
    uint256 internal constant CHANGED_SLOT = 5000;
    uint256 internal constant READ_SLOT = 2100;
    /// @dev 9000, less the 2300 that come back from who needs none of them, and 2600 for an account that is touched first.
    uint256 internal constant TRANSFER = 9300;
    uint256 internal constant SECP256K1_SIGNATURE = 3000;
    /// @dev 6900, and 72 for the SHA-256 of 32 bytes.
    uint256 internal constant P256_SIGNATURE = 6972;

    /// @notice A transaction that does nothing.
    function transaction(bytes memory data) internal pure returns (uint256 gas) {
        gas = 21_000;
        for (uint256 i = 0; i < data.length; i++) {
            gas += data[i] == 0 ? 4 : 16;
        }
    }

    /// @param topics With the one that says which event it is.
    function log(uint256 topics, bytes memory data) internal pure returns (uint256) {
        return 375 * (1 + topics) + 8 * data.length;
    }
}
