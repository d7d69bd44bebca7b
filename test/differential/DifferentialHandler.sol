// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ISessionKeyRegistry} from "../../src/interfaces/ISessionKeyRegistry.sol";
import {SignedBase} from "../SignedBase.t.sol";
import {ReferenceRegistry} from "./ReferenceRegistry.sol";
import {Vm} from "forge-std/Test.sol";

/// @dev Three wallets are identities and signers to each other, so that every mix-up of the two would show.
contract DifferentialHandler is SignedBase {
    ReferenceRegistry private model;
    Vm.Wallet[3] private wallets;
    uint256[3][3] private nonces;
    uint256[3][3] private generations;

    uint256 public grants;
    uint256 public revocations;

    function setUp() public override {
        super.setUp();
        model = new ReferenceRegistry();
        wallets[0] = identity;
        wallets[1] = signer;
        wallets[2] = stranger;
    }

    /* ACTIONS */

    function login(uint256 who, uint256 key, uint256 permissionSeed, uint256 expirySeed) public {
        (who, key) = (who % 3, key % 3);
        uint256 expiry = soonFrom(expirySeed);
        bytes32[] memory permissions = permissionsFrom(permissionSeed);
        vm.prank(wallets[who].addr);
        registry.login(wallets[key].addr, expiry, permissions, ORIGIN);
        recordLogin(who, key, expiry, permissions);
    }

    function loginBySig(uint256 who, uint256 key, uint256 permissionSeed, uint256 expirySeed) public {
        (who, key) = (who % 3, key % 3);
        ISessionKeyRegistry.Login memory message = ISessionKeyRegistry.Login({
            identity: wallets[who].addr,
            signer: wallets[key].addr,
            expiry: soonFrom(expirySeed),
            permissions: permissionsFrom(permissionSeed),
            origin: ORIGIN,
            nonce: nonces[who][key],
            deadline: block.timestamp
        });
        registry.loginBySig(message, sign(wallets[who], digestOf(message)));
        recordLogin(who, key, message.expiry, message.permissions);
    }

    function revoke(uint256 who, uint256 key, uint256 permissionSeed) public {
        (who, key) = (who % 3, key % 3);
        bytes32[] memory permissions = permissionsFrom(permissionSeed);
        vm.prank(wallets[who].addr);
        registry.revoke(wallets[key].addr, permissions, ORIGIN);
        vm.prank(wallets[who].addr);
        model.revoke(wallets[key].addr, permissions, ORIGIN);
        nonces[who][key]++;
        revocations++;
    }

    function revokeAll(uint256 who, uint256 keys) public {
        who = who % 3;
        address[] memory signers = new address[](1 + keys % 3);
        for (uint256 i = 0; i < signers.length; i++) {
            signers[i] = wallets[i].addr;
            recordClear(who, i);
        }
        vm.prank(wallets[who].addr);
        registry.revokeAll(signers, ORIGIN);
    }

    function revokeAllBySig(uint256 who, uint256 key) public {
        (who, key) = (who % 3, key % 3);
        ISessionKeyRegistry.Revocation[] memory items = new ISessionKeyRegistry.Revocation[](1);
        items[0] = ISessionKeyRegistry.Revocation({signer: wallets[key].addr, generation: generations[who][key]});
        ISessionKeyRegistry.RevokeAll memory message = ISessionKeyRegistry.RevokeAll({
            identity: wallets[who].addr, revocations: items, origin: ORIGIN, deadline: block.timestamp
        });
        registry.revokeAllBySig(message, sign(wallets[who], digestOf(message)));
        recordClear(who, key);
    }

    function logout(uint256 who, uint256 key) public {
        (who, key) = (who % 3, key % 3);
        vm.prank(wallets[key].addr);
        registry.logout(wallets[who].addr, ORIGIN);
        recordClear(who, key);
    }

    function logoutBySig(uint256 who, uint256 key) public {
        (who, key) = (who % 3, key % 3);
        ISessionKeyRegistry.Logout memory message = ISessionKeyRegistry.Logout({
            identity: wallets[who].addr,
            signer: wallets[key].addr,
            origin: ORIGIN,
            generation: generations[who][key],
            deadline: block.timestamp
        });
        registry.logoutBySig(message, sign(wallets[key], digestOf(message)));
        recordClear(who, key);
    }

    function passTime(uint256 elapsed) public {
        vm.warp(block.timestamp + bound(elapsed, 1, 2 hours));
    }

    /* MODEL */

    function recordLogin(uint256 who, uint256 key, uint256 expiry, bytes32[] memory permissions) private {
        vm.prank(wallets[who].addr);
        model.login(wallets[key].addr, expiry, permissions, ORIGIN);
        nonces[who][key]++;
        grants++;
    }

    function recordClear(uint256 who, uint256 key) private {
        model.clear(wallets[who].addr, wallets[key].addr, universe());
        nonces[who][key]++;
        generations[who][key]++;
        revocations++;
    }

    function universe() private pure returns (bytes32[] memory permissions) {
        permissions = new bytes32[](8);
        for (uint256 i = 0; i < permissions.length; i++) {
            permissions[i] = permissionFrom(i);
        }
    }

    /// @dev Soon enough that some grants run out while others live.
    function soonFrom(uint256 seed) private view returns (uint256) {
        return bound(seed, block.timestamp, block.timestamp + 1 days);
    }

    /* COMPARISON */

    function assertEveryReadAgrees() external view {
        for (uint256 who = 0; who < 3; who++) {
            for (uint256 key = 0; key < 3; key++) {
                address w = wallets[who].addr;
                address k = wallets[key].addr;
                uint256[] memory expiries = registry.authorizationExpiries(w, k, universe());
                for (uint256 i = 0; i < expiries.length; i++) {
                    uint256 expected = model.authorizationExpiry(w, k, permissionFrom(i));
                    assertEq(expiries[i], expected);
                    assertExpiry(w, k, permissionFrom(i), expected);
                }
                assertEq(registry.nonceOf(w, k), nonces[who][key]);
                assertEq(registry.generationOf(w, k), generations[who][key]);
            }
        }
    }
}
