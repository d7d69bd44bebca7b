// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ECDSA} from "solady/utils/ECDSA.sol";

/// @notice A wallet with code: its owner's signature counts as its own (ERC-1271).
contract SmartWallet {
    address private immutable OWNER;

    constructor(address owner) {
        OWNER = owner;
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        return ECDSA.tryRecoverCalldata(hash, signature) == OWNER ? this.isValidSignature.selector : bytes4(0);
    }
}
