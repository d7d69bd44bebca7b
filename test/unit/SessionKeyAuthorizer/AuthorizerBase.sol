// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {SessionKeyAuthorizer} from "../../../src/SessionKeyAuthorizer.sol";
import {SessionKeyRegistry} from "../../../src/SessionKeyRegistry.sol";
import {FwssPermissions} from "../../../src/libraries/FwssPermissions.sol";
import {Cid} from "../../../src/types/Cid.sol";
import {Policy} from "../../../src/types/Policy.sol";
import {Envelopes} from "../../utils/Envelopes.sol";
import {PieceCids} from "../../utils/PieceCids.sol";
import {Vm} from "forge-std/Test.sol";

/// @notice What every test of the authorizer starts from. The test is the service: the authorizer counts what it asks for.
abstract contract AuthorizerBase is Envelopes {
    SessionKeyRegistry internal registry;
    SessionKeyAuthorizer internal authorizer;

    Vm.Wallet internal root;
    Vm.Wallet internal stranger;

    bytes32 internal constant DIGEST = keccak256("what is to be done");
    bytes32 internal constant OPERATION = FwssPermissions.TERMINATE_SERVICE;
    bytes32 internal constant ADD = FwssPermissions.ADD_PIECES;
    uint256 internal constant DATA_SET = 7;
    address internal constant PROVIDER = address(0xF0F0);

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        registry = new SessionKeyRegistry();
        authorizer = new SessionKeyAuthorizer(registry);
        root = vm.createWallet("root");
        stranger = vm.createWallet("stranger");
    }

    /* GRANTS */

    function grant(address payer, address key, bytes32 permission, uint256 expiry) internal {
        bytes32[] memory permissions = new bytes32[](1);
        permissions[0] = permission;
        vm.prank(payer);
        registry.login(key, expiry, permissions, "test");
    }

    function grant(address key, bytes32 permission) internal {
        grant(root.addr, key, permission, block.timestamp + 1 hours);
    }

    function revoke(address key, bytes32 permission) internal {
        bytes32[] memory permissions = new bytes32[](1);
        permissions[0] = permission;
        vm.prank(root.addr);
        registry.revoke(key, permissions, "test");
    }

    /* POLICIES */

    /// @dev Bit 0: names the data set; bit 1: names the provider; bit 2: has a limit.
    function policyFrom(uint256 seed) internal pure returns (Policy memory) {
        return Policy({
            operation: OPERATION,
            dataSetId: seed & 1 == 0 ? 0 : DATA_SET,
            provider: seed & 2 == 0 ? address(0) : PROVIDER,
            limit: seed & 4 == 0 ? 0 : 3
        });
    }

    function limitOf(bytes32 operation, uint128 limit) internal pure returns (Policy memory) {
        return Policy({operation: operation, dataSetId: 0, provider: address(0), limit: limit});
    }

    /* REQUESTS */

    function ask(bytes memory envelope) internal returns (address) {
        return ask(root.addr, DIGEST, envelope);
    }

    function ask(address payer, bytes32 digest, bytes memory envelope) internal returns (address) {
        return authorizer.authorize(
            payer, OPERATION, DATA_SET, PROVIDER, digest, envelope, abi.encodePacked(this.setUp.selector)
        );
    }

    function add(bytes memory envelope, Cid[] memory pieces) internal returns (address) {
        return authorizer.authorize(
            root.addr,
            ADD,
            DATA_SET,
            PROVIDER,
            DIGEST,
            envelope,
            abi.encodePacked(this.setUp.selector, addition(pieces))
        );
    }

    /// @dev What is asked for, in the words of the data set authorizer.
    function addition(Cid[] memory pieces) internal pure returns (bytes memory) {
        return abi.encode(uint256(1), uint256(2), pieces, new string[][](pieces.length), new string[][](pieces.length));
    }

    function piece(uint256 size) internal pure returns (Cid[] memory) {
        return PieceCids.many(1, size, 1);
    }

    function usedOf(address service, address key, Policy memory policy) internal view returns (uint256 used) {
        (, used) = authorizer.usageOf(service, root.addr, key, permissionOf(policy));
    }
}
