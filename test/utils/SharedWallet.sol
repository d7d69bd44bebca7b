// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ECDSA} from "solady/utils/ECDSA.sol";

/// @notice A wallet of several owners, all of whom sign: 65 bytes each, one after another (ERC-1271). What follows is passed over.
contract SharedWallet {
    address[] private _owners;

    constructor(address[] memory owners) {
        _owners = owners;
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        if (signature.length < 65 * _owners.length) return bytes4(0);
        for (uint256 i = 0; i < _owners.length; i++) {
            if (ECDSA.tryRecoverCalldata(hash, signature[65 * i:65 * (i + 1)]) != _owners[i]) return bytes4(0);
        }
        return this.isValidSignature.selector;
    }
}
