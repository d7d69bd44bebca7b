// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {SessionKeyRegistry} from "../../src/SessionKeyRegistry.sol";

/// @notice A session key that is a contract, and that uses the value it is sent to look at its session and give it up.
contract Reenterer {
    SessionKeyRegistry private immutable REGISTRY;
    address private immutable IDENTITY;
    bool public wasAuthorized;

    constructor(SessionKeyRegistry registry, address identity) {
        REGISTRY = registry;
        IDENTITY = identity;
    }

    receive() external payable {
        wasAuthorized = REGISTRY.isAuthorized(IDENTITY, address(this), keccak256("Custom(uint256 id)"));
        REGISTRY.logout(IDENTITY, "reentered");
    }
}
