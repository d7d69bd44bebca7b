// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

/// @title IStorageService
/// @notice What all releases of the live service answer, and never another way: which PDPVerifier knows its data sets.
interface IStorageService {
    function pdpVerifierAddress() external view returns (address);
}
