// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

/// @notice Keys and values in the same order.
struct Metadata {
    string[] keys;
    string[] values;
}

/// @title MetadataStore
/// @notice Keeps what a client says about its data sets and pieces, within limits.
library MetadataStore {
    uint256 internal constant MAX_KEY_LENGTH = 32;
    uint256 internal constant MAX_VALUE_LENGTH = 96;

    error MetadataKeyAndValueLengthMismatch(uint256 keysLength, uint256 valuesLength);
    error TooManyMetadataKeys(uint256 maxAllowed, uint256 keysLength);

    /// @notice Lengths are in bytes.
    error MetadataKeyExceedsMaxLength(uint256 index, uint256 maxAllowed, uint256 length);

    /// @notice Lengths are in bytes.
    error MetadataValueExceedsMaxLength(uint256 index, uint256 maxAllowed, uint256 length);

    error DuplicateMetadataKey(uint256 dataSetId, string key);

    /// @notice Reverts unless each key has a value. What is hashed before it is stored is checked with this first.
    function requirePairs(string[] memory keys, string[] memory values) internal pure {
        if (keys.length != values.length) revert MetadataKeyAndValueLengthMismatch(keys.length, values.length);
    }

    /// @notice Stores pairs where there is no metadata yet.
    /// @param maxKeys Inclusive.
    function store(
        Metadata storage self,
        uint256 dataSetId,
        string[] memory keys,
        string[] memory values,
        uint256 maxKeys
    ) internal {
        if (keys.length > maxKeys) revert TooManyMetadataKeys(maxKeys, keys.length);
        for (uint256 i = 0; i < keys.length; i++) {
            for (uint256 j = 0; j < i; j++) {
                if (equal(keys[i], keys[j])) revert DuplicateMetadataKey(dataSetId, keys[i]);
            }
            uint256 length = bytes(keys[i]).length;
            if (length > MAX_KEY_LENGTH) revert MetadataKeyExceedsMaxLength(i, MAX_KEY_LENGTH, length);
            length = bytes(values[i]).length;
            if (length > MAX_VALUE_LENGTH) revert MetadataValueExceedsMaxLength(i, MAX_VALUE_LENGTH, length);
            self.keys.push(keys[i]);
            self.values.push(values[i]);
        }
    }

    function equal(string memory a, string memory b) internal pure returns (bool) {
        return keccak256(bytes(a)) == keccak256(bytes(b));
    }
}
