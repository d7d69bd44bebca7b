// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

/// @notice A view that names a provider for every data set.
contract LyingView {
    uint256 private immutable PROVIDER;

    constructor(address provider) {
        PROVIDER = uint160(provider);
    }

    function getDataSet(uint256) external view returns (uint256[13] memory words) {
        words[5] = PROVIDER;
    }
}
