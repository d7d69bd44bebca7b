// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ISessionKeyRegistry} from "../../src/interfaces/ISessionKeyRegistry.sol";
import {Policy} from "../../src/types/Policy.sol";
import {SignedBase} from "../SignedBase.t.sol";
import {Reached} from "../invariant/Reached.sol";
import {Envelopes, Key} from "../utils/Envelopes.sol";
import {LiveRegistry} from "./LiveRegistry.sol";
import {Vm} from "forge-std/Test.sol";

/// @dev Three wallets are identities and signers to each other, so that every mix-up of the two would show. A fourth signer is a P-256
/// key, which is nobody's identity.
contract DifferentialHandler is SignedBase, Envelopes, Reached {
    uint256 private constant IDENTITIES = 3;
    uint256 private constant SIGNERS = 4;

    LiveRegistry private model;
    Key[SIGNERS] private wallets;
    uint256[SIGNERS][IDENTITIES] private nonces;
    uint256[SIGNERS][IDENTITIES] private generations;

    function setUp() public override {
        super.setUp();
        model = new LiveRegistry();
        wallets[0] = keyOf(identity);
        wallets[1] = keyOf(signer);
        wallets[2] = keyOf(stranger);
        wallets[3] = p256Key("P-256 session key");
    }

    function keyOf(Vm.Wallet memory wallet) private pure returns (Key memory) {
        return Key({p256: false, secret: wallet.privateKey, addr: wallet.addr});
    }

    function sign(Key memory key, bytes32 digest) private pure returns (bytes memory) {
        return signatureOf(key, digest);
    }

    function states() public pure override returns (string[] memory all) {
        all = new string[](5);
        (all[0], all[1], all[2]) = ("granted", "granted with policies", "taken back");
        (all[3], all[4]) = ("given up by a P-256 key", "refused");
    }

    /* ACTIONS */

    function login(uint256 who, uint256 key, uint256 permissionSeed, uint256 expirySeed) public {
        (who, key) = (who % IDENTITIES, key % SIGNERS);
        uint256 expiry = soonFrom(expirySeed);
        bytes32[] memory permissions = permissionsFrom(permissionSeed);
        vm.prank(wallets[who].addr);
        registry.login(wallets[key].addr, expiry, permissions, ORIGIN);
        recordLogin(who, key, expiry, permissions);
    }

    function loginBySig(uint256 who, uint256 key, uint256 permissionSeed, uint256 expirySeed) public {
        (who, key) = (who % IDENTITIES, key % SIGNERS);
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

    function loginWithPolicies(uint256 who, uint256 key, uint256 permissionSeed, uint256 expirySeed) public {
        (who, key) = (who % IDENTITIES, key % SIGNERS);
        uint256 expiry = soonFrom(expirySeed);
        (bytes32[] memory permissions, Policy[] memory policies) = bothFrom(permissionSeed);
        vm.prank(wallets[who].addr);
        registry.loginWithPolicies(wallets[key].addr, expiry, permissions, policies, ORIGIN);
        recordLogin(who, key, expiry, together(permissions, policies));
        _reach("granted with policies");
    }

    function loginWithPoliciesBySig(uint256 who, uint256 key, uint256 permissionSeed, uint256 expirySeed) public {
        (who, key) = (who % IDENTITIES, key % SIGNERS);
        ISessionKeyRegistry.LoginWithPolicies memory message = policyMessage(who, key, permissionSeed, expirySeed);
        registry.loginWithPoliciesBySig(message, sign(wallets[who], digestOf(message)));
        recordLogin(who, key, message.expiry, together(message.permissions, message.policies));
    }

    function policyMessage(uint256 who, uint256 key, uint256 permissionSeed, uint256 expirySeed)
        private
        view
        returns (ISessionKeyRegistry.LoginWithPolicies memory message)
    {
        (bytes32[] memory permissions, Policy[] memory policies) = bothFrom(permissionSeed);
        return ISessionKeyRegistry.LoginWithPolicies({
            identity: wallets[who].addr,
            signer: wallets[key].addr,
            expiry: soonFrom(expirySeed),
            permissions: permissions,
            policies: policies,
            origin: ORIGIN,
            nonce: nonces[who][key],
            deadline: block.timestamp
        });
    }

    /// @dev By forge's own encoder, which reads the type.
    function digestOf(ISessionKeyRegistry.LoginWithPolicies memory message) private view returns (bytes32) {
        return typedData(
            vm.eip712HashStruct(
                "LoginWithPolicies(address identity,address signer,uint256 expiry,bytes32[] permissions,Policy[] policies,string origin,uint256 nonce,uint256 deadline)Policy(bytes32 operation,uint256 dataSetId,address provider,uint128 limit)",
                abi.encode(message)
            )
        );
    }

    /// @dev Some permissions, or none; and one to three policies.
    function bothFrom(uint256 seed) private pure returns (bytes32[] memory permissions, Policy[] memory policies) {
        permissions = seed % 2 == 0 ? new bytes32[](0) : permissionsFrom(seed >> 8);
        policies = new Policy[](1 + (seed >> 1) % 3);
        for (uint256 i = 0; i < policies.length; i++) {
            policies[i] = policyFrom((seed >> 3) + i);
        }
    }

    function policyFrom(uint256 seed) private pure returns (Policy memory) {
        return Policy({
            operation: permissionFrom(seed % 2),
            dataSetId: (seed >> 1) % 2,
            provider: address(0),
            // forge-lint: disable-next-line(unsafe-typecast): 0 or 1
            limit: uint128((seed >> 2) % 2)
        });
    }

    function together(bytes32[] memory permissions, Policy[] memory policies)
        private
        pure
        returns (bytes32[] memory all)
    {
        all = new bytes32[](permissions.length + policies.length);
        for (uint256 i = 0; i < all.length; i++) {
            all[i] = i < permissions.length ? permissions[i] : permissionOf(policies[i - permissions.length]);
        }
    }

    function revoke(uint256 who, uint256 key, uint256 permissionSeed) public {
        (who, key) = (who % IDENTITIES, key % SIGNERS);
        bytes32[] memory permissions = permissionsFrom(permissionSeed);
        vm.prank(wallets[who].addr);
        registry.revoke(wallets[key].addr, permissions, ORIGIN);
        vm.prank(wallets[who].addr);
        model.revoke(wallets[key].addr, permissions, ORIGIN);
        nonces[who][key]++;
        _reach("taken back");
    }

    function revokeAll(uint256 who, uint256 keys) public {
        who = who % IDENTITIES;
        address[] memory signers = new address[](1 + keys % SIGNERS);
        for (uint256 i = 0; i < signers.length; i++) {
            signers[i] = wallets[i].addr;
            recordClear(who, i);
        }
        vm.prank(wallets[who].addr);
        registry.revokeAll(signers, ORIGIN);
    }

    function revokeAllBySig(uint256 who, uint256 key) public {
        (who, key) = (who % IDENTITIES, key % SIGNERS);
        ISessionKeyRegistry.Revocation[] memory items = new ISessionKeyRegistry.Revocation[](1);
        items[0] = ISessionKeyRegistry.Revocation({signer: wallets[key].addr, generation: generations[who][key]});
        ISessionKeyRegistry.RevokeAll memory message = ISessionKeyRegistry.RevokeAll({
            identity: wallets[who].addr, revocations: items, origin: ORIGIN, deadline: block.timestamp
        });
        registry.revokeAllBySig(message, sign(wallets[who], digestOf(message)));
        recordClear(who, key);
    }

    function logout(uint256 who, uint256 key) public {
        (who, key) = (who % IDENTITIES, key % SIGNERS);
        vm.prank(wallets[key].addr);
        registry.logout(wallets[who].addr, ORIGIN);
        recordClear(who, key);
    }

    function logoutBySig(uint256 who, uint256 key) public {
        (who, key) = (who % IDENTITIES, key % SIGNERS);
        ISessionKeyRegistry.Logout memory message = ISessionKeyRegistry.Logout({
            identity: wallets[who].addr,
            signer: wallets[key].addr,
            origin: ORIGIN,
            generation: generations[who][key],
            deadline: block.timestamp
        });
        registry.logoutBySig(message, sign(wallets[key], digestOf(message)));
        if (wallets[key].p256) _reach("given up by a P-256 key");
        recordClear(who, key);
    }

    /* REFUSED: NOTHING CHANGES */

    function loginWithPoliciesRefused(uint256 who, uint256 key, uint256 seed, uint256 how) public {
        (who, key, how) = (who % IDENTITIES, key % SIGNERS, how % 5);
        ISessionKeyRegistry.LoginWithPolicies memory message = policyMessage(who, key, seed, seed);
        bytes4 reason = ISessionKeyRegistry.InvalidSignature.selector;
        if (how == 0) (message.nonce, reason) = (message.nonce + 1, ISessionKeyRegistry.StaleNonce.selector);
        if (how == 1) {
            (message.deadline, reason) = (block.timestamp - 1, ISessionKeyRegistry.SignatureExpired.selector);
        }
        if (how == 2) {
            (message.permissions, message.policies) = (new bytes32[](0), new Policy[](0));
            reason = ISessionKeyRegistry.NoPermissions.selector;
        }
        bytes memory signature = sign(wallets[how == 3 ? (who + 1) % IDENTITIES : who], digestOf(message));
        // Signed for one limit, submitted with another.
        if (how == 4) message.policies[0].limit ^= 1;
        refuse(address(this), abi.encodeCall(registry.loginWithPoliciesBySig, (message, signature)), reason);
    }

    function loginRefused(uint256 who, uint256 key, uint256 permissionSeed, uint256 how) public {
        (who, key, how) = (who % IDENTITIES, key % SIGNERS, how % 4);
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
        (who, key, how) = (who % IDENTITIES, key % SIGNERS, how % 4);
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
        bytes memory signature = sign(wallets[how == 2 ? (who + 1) % IDENTITIES : who], digestOf(message));
        // Signed for one key, submitted for another.
        if (how == 3) message.signer = wallets[(key + 1) % SIGNERS].addr;
        refuse(address(this), abi.encodeCall(registry.loginBySig, (message, signature)), reason);
    }

    function revokeAllBySigRefused(uint256 who, uint256 key, uint256 seed, uint256 how) public {
        (who, key, how) = (who % IDENTITIES, key % SIGNERS, how % 3);
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
        bytes memory signature = sign(wallets[how == 2 ? (who + 1) % IDENTITIES : who], digestOf(message));
        refuse(address(this), abi.encodeCall(registry.revokeAllBySig, (message, signature)), reason);
    }

    function logoutBySigRefused(uint256 who, uint256 key, uint256 seed, uint256 how) public {
        (who, key, how) = (who % IDENTITIES, key % SIGNERS, how % 3);
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
        bytes memory signature = sign(wallets[how == 2 ? (key + 1) % SIGNERS : key], digestOf(message));
        refuse(address(this), abi.encodeCall(registry.logoutBySig, (message, signature)), reason);
    }

    function refuse(address from, bytes memory data, bytes4 reason) private {
        vm.prank(from);
        (bool accepted, bytes memory result) = address(registry).call(data);
        assertFalse(accepted, "accepted");
        // forge-lint: disable-next-line(unsafe-typecast): the selector is what is compared
        assertEq(bytes4(result), reason, "error");
        _reach("refused");
    }

    function passTime(uint256 elapsed) public {
        vm.warp(block.timestamp + bound(elapsed, 1, 2 hours));
    }

    /* MODEL */

    function recordLogin(uint256 who, uint256 key, uint256 expiry, bytes32[] memory permissions) private {
        vm.prank(wallets[who].addr);
        model.login(wallets[key].addr, expiry, permissions, ORIGIN);
        nonces[who][key]++;
        _reach("granted");
    }

    function recordClear(uint256 who, uint256 key) private {
        // The model cannot list what it holds, so whoever clears a session must name every permission that may be in it.
        vm.prank(wallets[who].addr);
        model.revoke(wallets[key].addr, universe(), ORIGIN);
        nonces[who][key]++;
        generations[who][key]++;
        _reach("taken back");
    }

    /// @dev All permissions and policies that are drawn.
    function universe() private pure returns (bytes32[] memory permissions) {
        permissions = new bytes32[](16);
        for (uint256 i = 0; i < 8; i++) {
            permissions[i] = permissionFrom(i);
            permissions[8 + i] = permissionOf(policyFrom(i));
        }
    }

    /// @dev Soon enough that some grants run out while others live.
    function soonFrom(uint256 seed) private view returns (uint256) {
        return bound(seed, block.timestamp, block.timestamp + 1 days);
    }

    /* COMPARISON */

    function assertEveryReadAgrees() external view {
        bytes32[] memory permissions = universe();
        for (uint256 who = 0; who < IDENTITIES; who++) {
            for (uint256 key = 0; key < SIGNERS; key++) {
                assertReadsAgree(who, key, permissions);
            }
        }
    }

    function assertReadsAgree(uint256 who, uint256 key, bytes32[] memory permissions) private view {
        (address w, address k) = (wallets[who].addr, wallets[key].addr);
        uint256[] memory expiries = registry.authorizationExpiries(w, k, permissions);
        for (uint256 i = 0; i < expiries.length; i++) {
            uint256 expected = model.authorizationExpiry(w, k, permissions[i]);
            assertEq(expiries[i], expected);
            assertExpiry(w, k, permissions[i], expected);
        }
        assertEq(registry.nonceOf(w, k), nonces[who][key]);
        assertEq(registry.generationOf(w, k), generations[who][key]);
    }
}
