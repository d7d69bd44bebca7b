// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ISessionKeyRegistry} from "../src/interfaces/ISessionKeyRegistry.sol";
import {Script} from "forge-std/Script.sol";
import {VmSafe} from "forge-std/Vm.sol";

/// @notice Reading and writing `script/deployments/<chainId>.json`: contract name to address, for the chain in use.
abstract contract Deployments is Script {
    /// @notice The deployment file of this chain does not name the contract: deploy it, or add its address.
    error UnknownDeployment(uint256 chainId, string name);

    function deployed(string memory name) internal view returns (address deployment) {
        deployment = recorded(name);
        if (deployment == address(0)) revert UnknownDeployment(block.chainid, name);
    }

    /// @return Zero when there is none.
    function recorded(string memory name) internal view returns (address) {
        if (!vm.isFile(path())) return address(0);
        // forge-lint: disable-next-line(unsafe-cheatcode): reads the deployment files only (see fs_permissions)
        string memory json = vm.readFile(path());
        return vm.keyExistsJson(json, key(name)) ? vm.parseJsonAddress(json, key(name)) : address(0);
    }

    /// @dev A dry run records nothing. What is to be deployed by `vm.broadcast` is not there yet: that is for the devnet alone, whose
    /// addresses are always the same.
    function record(string memory name, address deployment) internal {
        if (!sends()) return;
        // forge-lint: disable-next-line(unsafe-cheatcode)
        if (!vm.isFile(path())) vm.writeFile(path(), "{}");
        vm.writeJson(vm.toString(deployment), path(), key(name));
    }

    /// @dev Whether this is no dry run.
    function sends() internal view returns (bool) {
        return vm.isContext(VmSafe.ForgeContext.ScriptBroadcast);
    }

    /// @dev Whether a registry can drop everything at once. Those that are live on Filecoin have no generations, and cannot.
    function hasGenerations(address registry) internal view returns (bool) {
        bytes memory call = abi.encodeCall(ISessionKeyRegistry.generationOf, (address(0), address(0)));
        (bool answered, bytes memory answer) = registry.staticcall(call);
        return answered && answer.length == 32;
    }

    function path() private view returns (string memory) {
        return string.concat("script/deployments/", vm.toString(block.chainid), ".json");
    }

    function key(string memory name) private pure returns (string memory) {
        return string.concat(".", name);
    }
}
