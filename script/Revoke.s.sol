// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ISessionKeyRegistry} from "../src/interfaces/ISessionKeyRegistry.sol";
import {FwssPermissions} from "../src/libraries/FwssPermissions.sol";
import {Deployments} from "./Deployments.sol";
import {console} from "forge-std/console.sol";

/// @notice Takes permissions back from a session key of the wallet that runs this. Works with the live registries too.
/// @dev forge script script/Revoke.s.sol --sig 'run(address)' <session key> --rpc-url … --broadcast --skip-simulation
contract Revoke is Deployments {
    /// @notice Takes everything back, custom permissions too. A live registry cannot do that: there, the four FWSS permissions.
    function run(address signer) external {
        address registry = deployed("sessionKeyRegistry");
        if (!hasGenerations(registry)) {
            console.log("This registry takes back only what is named: the four permissions of FWSS.");
            return run(signer, FwssPermissions.all());
        }
        address[] memory signers = new address[](1);
        signers[0] = signer;
        vm.broadcast();
        ISessionKeyRegistry(registry).revokeAll(signers, "foc-session-keys");
        console.log("Revoked everything:", signer);
    }

    /// @notice Takes `permissions` back, and leaves all others.
    function run(address signer, bytes32[] memory permissions) public {
        vm.broadcast();
        ISessionKeyRegistry(deployed("sessionKeyRegistry")).revoke(signer, permissions, "foc-session-keys");
        console.log("Revoked:", signer);
    }
}
