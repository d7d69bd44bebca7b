// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ISessionKeyRegistry} from "../src/interfaces/ISessionKeyRegistry.sol";
import {FwssPermissions} from "../src/libraries/FwssPermissions.sol";
import {Deployments} from "./Deployments.sol";
import {console} from "forge-std/console.sol";

/// @notice Lets a session key act for the wallet that runs this. Works with the live registries too.
/// @dev forge script script/Login.s.sol --sig 'run(address,uint256)' <session key> <seconds> --rpc-url … --broadcast --skip-simulation
contract Login is Deployments {
    /// @notice Grants the four FWSS permissions.
    /// @param duration Seconds from now.
    function run(address signer, uint256 duration) external {
        run(signer, duration, FwssPermissions.all());
    }

    function run(address signer, uint256 duration, bytes32[] memory permissions) public {
        uint256 expiry = block.timestamp + duration;
        vm.broadcast();
        ISessionKeyRegistry(deployed("sessionKeyRegistry")).login(signer, expiry, permissions, "foc-session-keys");
        console.log("Session key:", signer);
        console.log("May act until (Unix seconds):", expiry);
    }
}
