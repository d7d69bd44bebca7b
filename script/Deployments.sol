// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Script} from "forge-std/Script.sol";
import {VmSafe} from "forge-std/Vm.sol";

/// @notice Reading and writing `script/deployments/<chainId>.json`: contract name to address, for the chain in use.
abstract contract Deployments is Script {
    /// @notice The deployment file of this chain does not name the contract: deploy it, or add its address.
    error UnknownDeployment(uint256 chainId, string name);

    function deployed(string memory name) internal view returns (address) {
        if (!vm.isFile(path())) revert UnknownDeployment(block.chainid, name);
        // forge-lint: disable-next-line(unsafe-cheatcode): reads the deployment files only (see fs_permissions)
        string memory json = vm.readFile(path());
        if (!vm.keyExistsJson(json, key(name))) revert UnknownDeployment(block.chainid, name);
        return vm.parseJsonAddress(json, key(name));
    }

    /// @dev A dry run records nothing.
    function record(string memory name, address deployment) internal {
        if (!vm.isContext(VmSafe.ForgeContext.ScriptBroadcast)) return;
        // forge-lint: disable-next-line(unsafe-cheatcode)
        if (!vm.isFile(path())) vm.writeFile(path(), "{}");
        vm.writeJson(vm.toString(deployment), path(), key(name));
    }

    function path() private view returns (string memory) {
        return string.concat("script/deployments/", vm.toString(block.chainid), ".json");
    }

    function key(string memory name) private pure returns (string memory) {
        return string.concat(".", name);
    }
}
