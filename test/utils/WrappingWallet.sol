// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ECDSA} from "solady/utils/ECDSA.sol";

/// @notice A wallet of modules: its owner's signature counts as its own (ERC-1271) behind the one byte that names the module.
/// Like many, it does not bind what was signed to its own address.
contract WrappingWallet {
    address private immutable OWNER;

    constructor(address owner) {
        OWNER = owner;
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        bool isOwners = signature.length == 66 && ECDSA.tryRecoverCalldata(hash, signature[1:]) == OWNER;
        return isOwners ? this.isValidSignature.selector : bytes4(0);
    }
}
