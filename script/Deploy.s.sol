// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {FilecoinWarmStorageService} from "../src/FilecoinWarmStorageService.sol";
import {SessionKeyRegistry} from "../src/SessionKeyRegistry.sol";
import {IFilecoinPay} from "../src/interfaces/IFilecoinPay.sol";
import {IPDPVerifier} from "../src/interfaces/IPDPVerifier.sol";
import {IServiceProviderRegistry} from "../src/interfaces/IServiceProviderRegistry.sol";
import {ISessionKeyRegistry} from "../src/interfaces/ISessionKeyRegistry.sol";
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

    /// @notice Deploys FWSS against the other contracts that the deployment file of the chain names.
    /// @dev forge script script/Deploy.s.sol --sig 'fwss(address)' <owner> --rpc-url … --broadcast
    /// @param owner Who approves providers.
    function fwss(address owner) external returns (FilecoinWarmStorageService service) {
        vm.broadcast();
        service = new FilecoinWarmStorageService(
            IPDPVerifier(deployed("pdpVerifier")),
            IFilecoinPay(deployed("filecoinPay")),
            deployed("usdfc"),
            IServiceProviderRegistry(deployed("serviceProviderRegistry")),
            ISessionKeyRegistry(deployed("sessionKeyRegistry")),
            owner
        );
        console.log("FilecoinWarmStorageService:", address(service));
        record("fwss", address(service));
        record("fwssView", address(service));
    }
}
