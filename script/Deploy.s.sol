// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {FilecoinWarmStorageService} from "../src/FilecoinWarmStorageService.sol";
import {SessionKeyAuthorizer} from "../src/SessionKeyAuthorizer.sol";
import {SessionKeyRegistry} from "../src/SessionKeyRegistry.sol";
import {Deployments} from "./Deployments.sol";
import {Sender} from "./Sender.sol";
import {console} from "forge-std/console.sol";

/// @notice Deploys the session key registry: by CREATE2, and so at the same address, on every chain that has the usual factory,
/// and by CREATE where it is missing, as on Filecoin. An address is recorded when there is code at it, and not before.
/// @dev forge script script/Deploy.s.sol --rpc-url … --broadcast
contract Deploy is Deployments, Sender {
    bytes32 private constant SALT = "foc-session-keys";

    /// @notice There is no code at the address.
    error NoCode(address deployment);

    function run() external returns (address registry) {
        bytes memory creationCode = type(SessionKeyRegistry).creationCode;
        bool byFactory = CREATE2_FACTORY.code.length > 0;
        registry = byFactory
            ? vm.computeCreate2Address(SALT, keccak256(creationCode))
            : vm.computeCreateAddress(msg.sender, nextNonce());
        // By CREATE, another one would be somewhere else, and the grants that were made would stay behind.
        address before = byFactory ? registry : recorded("sessionKeyRegistry");
        if (hasGenerations(before)) {
            registry = before;
            console.log("SessionKeyRegistry is there already:", registry);
        } else {
            if (byFactory) deploy(CREATE2_FACTORY, bytes.concat(SALT, creationCode), registry);
            else deploy(address(0), creationCode, registry);
            console.log("SessionKeyRegistry:", registry);
        }
        record("sessionKeyRegistry", registry);
    }

    /// @notice Deploys the session key authorizer, for the registry that the deployment file of the chain names: a live one does.
    /// @dev forge script script/Deploy.s.sol --sig 'authorizer()' --rpc-url … --broadcast
    function authorizer() external returns (address deployment) {
        bytes memory arguments = abi.encode(deployed("sessionKeyRegistry"));
        deployment = vm.computeCreateAddress(msg.sender, nextNonce());
        deploy(address(0), bytes.concat(type(SessionKeyAuthorizer).creationCode, arguments), deployment);
        console.log("SessionKeyAuthorizer:", deployment);
        record("sessionKeyAuthorizer", deployment);
    }

    /// @notice Deploys FWSS, and with it its view, against the other contracts that the deployment file of the chain names.
    /// @dev forge script script/Deploy.s.sol --sig 'fwss(address,uint64,uint256)' <owner> 2880 60 --rpc-url … --broadcast
    /// @param owner Who lists providers.
    /// @param provingPeriod Epochs of a proving period: 2880 on mainnet, 240 on calibration.
    /// @param challengeWindow Epochs at its end in which the proof may come: at least so many as a provider needs to send it.
    function fwss(address owner, uint64 provingPeriod, uint256 challengeWindow) external returns (address service) {
        bytes memory arguments = abi.encode(
            deployed("pdpVerifier"),
            deployed("filecoinPay"),
            deployed("usdfc"),
            deployed("serviceProviderRegistry"),
            deployed("sessionKeyRegistry"),
            deployed("sessionKeyAuthorizer"),
            owner,
            provingPeriod,
            challengeWindow
        );
        service = vm.computeCreateAddress(msg.sender, nextNonce());
        deploy(address(0), bytes.concat(type(FilecoinWarmStorageService).creationCode, arguments), service);
        console.log("FilecoinWarmStorageService:", service);
        record("fwss", service);
        // The first contract that the service makes itself.
        record("fwssView", vm.computeCreateAddress(service, 1));
    }

    /// @notice Records what was deployed in another way, such as with `forge create` and a hardware wallet.
    /// @dev forge script script/Deploy.s.sol --sig 'recordOther(string,address)' sessionKeyRegistry <address> --rpc-url … --broadcast
    /// @param name As in the deployment files: `sessionKeyRegistry`, `sessionKeyAuthorizer`, `fwss`, `fwssView`.
    function recordOther(string calldata name, address deployment) external {
        if (codeAt(deployment).length == 0) revert NoCode(deployment);
        record(name, deployment);
    }

    /// @dev A dry run only says where it would be.
    function deploy(address to, bytes memory data, address expected) private {
        if (sends()) sendDeployment(to, data, expected);
    }
}
