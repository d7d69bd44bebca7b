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
    uint256 public refusals;

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

    /* REFUSED: NOTHING CHANGES */

    function loginRefused(uint256 who, uint256 key, uint256 permissionSeed, uint256 how) public {
        (who, key, how) = (who % 3, key % 3, how % 4);
        bytes32[] memory permissions = how == 0 ? new bytes32[](0) : permissionsFrom(permissionSeed);
        uint256 expiry = how == 1 ? block.timestamp - 1 : how == 2 ? uint256(type(uint40).max) + 1 : block.timestamp;
        address to = how == 3 ? address(0) : wallets[key].addr;
        bytes4[4] memory errors = [
            ISessionKeyRegistry.NoPermissions.selector,
            ISessionKeyRegistry.ExpiryInPast.selector,
            ISessionKeyRegistry.ExpiryTooFar.selector,
            ISessionKeyRegistry.ZeroSigner.selector
        ];
        refuse(wallets[who].addr, abi.encodeCall(registry.login, (to, expiry, permissions, ORIGIN)), errors[how]);
    }

    function loginBySigRefused(uint256 who, uint256 key, uint256 permissionSeed, uint256 how) public {
        (who, key, how) = (who % 3, key % 3, how % 4);
        ISessionKeyRegistry.Login memory message = ISessionKeyRegistry.Login({
            identity: wallets[who].addr,
            signer: wallets[key].addr,
            expiry: soonFrom(permissionSeed),
            permissions: permissionsFrom(permissionSeed),
            origin: ORIGIN,
            nonce: nonces[who][key],
            deadline: block.timestamp
        });
        bytes4 reason = ISessionKeyRegistry.InvalidSignature.selector;
        if (how == 0) (message.nonce, reason) = (permissionSeed, ISessionKeyRegistry.StaleNonce.selector);
        if (how == 1) {
            (message.deadline, reason) = (block.timestamp - 1, ISessionKeyRegistry.SignatureExpired.selector);
        }
        if (message.nonce == nonces[who][key] && how == 0) message.nonce++;
        bytes memory signature = sign(wallets[how == 2 ? (who + 1) % 3 : who], digestOf(message));
        // Signed for one key, submitted for another.
        if (how == 3) message.signer = wallets[(key + 1) % 3].addr;
        refuse(address(this), abi.encodeCall(registry.loginBySig, (message, signature)), reason);
    }

    function revokeAllBySigRefused(uint256 who, uint256 key, uint256 seed, uint256 how) public {
        (who, key, how) = (who % 3, key % 3, how % 3);
        ISessionKeyRegistry.Revocation[] memory items = new ISessionKeyRegistry.Revocation[](1);
        items[0] = ISessionKeyRegistry.Revocation({signer: wallets[key].addr, generation: generations[who][key]});
        ISessionKeyRegistry.RevokeAll memory message = ISessionKeyRegistry.RevokeAll({
            identity: wallets[who].addr, revocations: items, origin: ORIGIN, deadline: block.timestamp
        });
        bytes4 reason = ISessionKeyRegistry.InvalidSignature.selector;
        if (how == 0) (items[0].generation, reason) = (seed, ISessionKeyRegistry.StaleGeneration.selector);
        if (items[0].generation == generations[who][key] && how == 0) items[0].generation++;
        if (how == 1) {
            (message.deadline, reason) = (block.timestamp - 1, ISessionKeyRegistry.SignatureExpired.selector);
        }
        bytes memory signature = sign(wallets[how == 2 ? (who + 1) % 3 : who], digestOf(message));
        refuse(address(this), abi.encodeCall(registry.revokeAllBySig, (message, signature)), reason);
    }

    function logoutBySigRefused(uint256 who, uint256 key, uint256 seed, uint256 how) public {
        (who, key, how) = (who % 3, key % 3, how % 3);
        ISessionKeyRegistry.Logout memory message = ISessionKeyRegistry.Logout({
            identity: wallets[who].addr,
            signer: wallets[key].addr,
            origin: ORIGIN,
            generation: generations[who][key],
            deadline: block.timestamp
        });
        bytes4 reason = ISessionKeyRegistry.InvalidSignature.selector;
        if (how == 0) (message.generation, reason) = (seed, ISessionKeyRegistry.StaleGeneration.selector);
        if (message.generation == generations[who][key] && how == 0) message.generation++;
        if (how == 1) {
            (message.deadline, reason) = (block.timestamp - 1, ISessionKeyRegistry.SignatureExpired.selector);
        }
        bytes memory signature = sign(wallets[how == 2 ? (key + 1) % 3 : key], digestOf(message));
        refuse(address(this), abi.encodeCall(registry.logoutBySig, (message, signature)), reason);
    }

    function refuse(address from, bytes memory data, bytes4 reason) private {
        vm.prank(from);
        (bool accepted, bytes memory result) = address(registry).call(data);
        assertFalse(accepted, "accepted");
        // forge-lint: disable-next-line(unsafe-typecast): the selector is what is compared
        assertEq(bytes4(result), reason, "error");
        refusals++;
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
