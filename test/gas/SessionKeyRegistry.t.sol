// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {SessionKeyRegistry} from "../../src/SessionKeyRegistry.sol";
import {FwssPermissions} from "../../src/libraries/FwssPermissions.sol";
import {LiveRegistry} from "../differential/LiveRegistry.sol";
import {Test} from "forge-std/Test.sol";

/// @notice Gas of whole transactions, intrinsic cost and calldata included, of the registry and of the reference model.
/// @dev Isolation makes each top-level call a transaction of its own, so slots are cold and refunds are paid.
/// forge-config: default.isolate = true
contract SessionKeyRegistryGasTest is Test {
    SessionKeyRegistry private registry;
    LiveRegistry private model;

    address private identity = makeAddr("identity");
    address private signer = makeAddr("signer");
    uint256 private expiry;

    function setUp() public {
        vm.warp(1_800_000_000);
        expiry = block.timestamp + 1 hours;
        registry = new SessionKeyRegistry();
        model = new LiveRegistry();
        vm.startPrank(identity);
    }

    function test_LoginFour() public {
        compareLogin("login 4 permissions", 4, 0.47e18);
    }

    function test_LoginTwo() public {
        compareLogin("login 2 permissions", 2, 0.76e18);
    }

    function test_LoginOne() public {
        compareLogin("login 1 permission", 1, 1.08e18);
    }

    function test_RenewFour() public {
        login(4, expiry);
        compareRenewal("renew 4 permissions", 0.77e18);
    }

    function test_RevokeFour() public {
        login(4, expiry);
        bytes32[] memory permissions = first(4);
        registry.revoke(signer, permissions, "foc-session-keys");
        uint256 ours = snapshot("registry: revoke 4 permissions");
        model.revoke(signer, permissions, "foc-session-keys");
        assertRatio(ours, snapshot("model: revoke 4 permissions"), 0.95e18);
    }

    function test_AuthorizationExpiry() public {
        login(4, expiry);
        registry.authorizationExpiry(identity, signer, FwssPermissions.TERMINATE_SERVICE);
        uint256 ours = snapshot("registry: authorizationExpiry, cold");
        model.authorizationExpiry(identity, signer, FwssPermissions.TERMINATE_SERVICE);
        assertRatio(ours, snapshot("model: authorizationExpiry, cold"), 1.09e18);
    }

    function compareLogin(string memory name, uint256 count, uint256 most) private {
        bytes32[] memory permissions = first(count);
        registry.login(signer, expiry, permissions, "foc-session-keys");
        uint256 ours = snapshot(string.concat("registry: ", name));
        model.login(signer, expiry, permissions, "foc-session-keys");
        assertRatio(ours, snapshot(string.concat("model: ", name)), most);
    }

    function compareRenewal(string memory name, uint256 most) private {
        expiry += 1 hours;
        compareLogin(name, 4, most);
    }

    function login(uint256 count, uint256 until) private {
        registry.login(signer, until, first(count), "foc-session-keys");
        model.login(signer, until, first(count), "foc-session-keys");
    }

    function first(uint256 count) private pure returns (bytes32[] memory permissions) {
        permissions = new bytes32[](count);
        for (uint256 i = 0; i < count; i++) {
            permissions[i] = FwssPermissions.all()[i];
        }
    }

    function snapshot(string memory name) private returns (uint256) {
        return vm.snapshotGasLastCall("SessionKeyRegistry", name);
    }

    function assertRatio(uint256 ours, uint256 models, uint256 most) private pure {
        assertLe(ours * 1e18 / models, most, "gas against the model");
    }
}
