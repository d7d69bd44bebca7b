// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {SessionKeyRegistry} from "../src/SessionKeyRegistry.sol";
import {Deployments} from "./Deployments.sol";
import {console} from "forge-std/console.sol";

/// @notice Deploys the session key registry, by CREATE2 and so at the same address on every chain.
/// @dev forge script script/Deploy.s.sol --rpc-url … --broadcast
contract Deploy is Deployments {
    bytes32 private constant SALT = "foc-session-keys";

    function run() external returns (SessionKeyRegistry registry) {
        address expected = vm.computeCreate2Address(SALT, keccak256(type(SessionKeyRegistry).creationCode));
        if (expected.code.length > 0) {
            registry = SessionKeyRegistry(expected);
            console.log("SessionKeyRegistry is there already:", expected);
        } else {
            vm.broadcast();
            registry = new SessionKeyRegistry{salt: SALT}();
            console.log("SessionKeyRegistry:", address(registry));
        }
        record("sessionKeyRegistry", address(registry));
    }
}
