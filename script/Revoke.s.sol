// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ISessionKeyRegistry} from "../src/interfaces/ISessionKeyRegistry.sol";
import {FwssPermissions} from "../src/libraries/FwssPermissions.sol";
import {Deployments} from "./Deployments.sol";
import {console} from "forge-std/console.sol";

/// @notice Takes permissions back from a session key of the wallet that runs this. Works with the live registries too.
/// @dev forge script script/Revoke.s.sol --sig 'run(address)' <session key> --rpc-url … --broadcast
contract Revoke is Deployments {
    /// @notice Takes the four FWSS permissions back.
    function run(address signer) external {
        run(signer, FwssPermissions.all());
    }

    function run(address signer, bytes32[] memory permissions) public {
        vm.broadcast();
        ISessionKeyRegistry(deployed("sessionKeyRegistry")).revoke(signer, permissions, "foc-session-keys");
        console.log("Revoked:", signer);
    }
}
