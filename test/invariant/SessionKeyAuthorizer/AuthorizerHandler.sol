// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {SessionKeyAuthorizer} from "../../../src/SessionKeyAuthorizer.sol";
import {SessionKeyRegistry} from "../../../src/SessionKeyRegistry.sol";
import {ISessionKeyAuthorizer} from "../../../src/interfaces/ISessionKeyAuthorizer.sol";
import {FwssPermissions} from "../../../src/libraries/FwssPermissions.sol";
import {SessionKeyAuth} from "../../../src/libraries/SessionKeyAuth.sol";
import {Policy} from "../../../src/types/Policy.sol";
import {Envelopes, Key} from "../../utils/Envelopes.sol";
import {PieceCids} from "../../utils/PieceCids.sol";
import {Reached} from "../Reached.sol";

/// @notice Two services, two roots, a key of each kind and two policies live at random. What is accepted is foretold by a model that
/// knows grants and counts; nothing else is accepted, and nothing else refused.
contract AuthorizerHandler is Envelopes, Reached {
    SessionKeyRegistry private registry;
    SessionKeyAuthorizer private authorizer;

    uint128 private constant LIMIT = 1000;
    uint256 private constant DATA_SET = 7;
    address private constant PROVIDER = address(0xF0F0);

    Key[2] private keys;
    address[2] private roots = [address(0xAAAA), address(0xBBBB)];
    address[2] private services = [address(0x1111), address(0x2222)];

    /// @dev By root, key, policy.
    mapping(bytes32 session => uint256 expiry) private expiries;
    /// @dev By service, root, key, policy and expiry.
    mapping(bytes32 grant => uint256) private used;

    uint256 public questions;

    function setUp() public {
        vm.warp(1_800_000_000);
        registry = new SessionKeyRegistry();
        authorizer = new SessionKeyAuthorizer(registry);
        (keys[0], keys[1]) = (secp256k1Key("session key"), p256Key("P-256 session key"));
    }

    /// @dev Bytes, or operations.
    function policy(uint256 which) private pure returns (Policy memory) {
        return which == 0
            ? Policy({operation: FwssPermissions.ADD_PIECES, dataSetId: DATA_SET, provider: PROVIDER, limit: LIMIT})
            : Policy({operation: FwssPermissions.TERMINATE_SERVICE, dataSetId: 0, provider: address(0), limit: 3});
    }

    function sessionOf(uint256 root, uint256 key, uint256 which) private pure returns (bytes32) {
        return keccak256(abi.encode(root, key, which));
    }

    function grantOf(uint256 service, uint256 root, uint256 key, uint256 which) private view returns (bytes32) {
        bytes32 session = sessionOf(root, key, which);
        return keccak256(abi.encode(service, session, expiries[session]));
    }

    function states() public pure override returns (string[] memory all) {
        all = new string[](6);
        (all[0], all[1], all[2]) = ("accepted", "accepted of a P-256 key", "used to the last");
        (all[3], all[4], all[5]) = ("LimitExceeded", "PolicyNotGranted", "AuthorizationExpired");
    }

    /* ACTIONS */

    /// @dev Few expiries, so that one comes again.
    function login(uint256 seed, uint256 later) public {
        (uint256 root, uint256 key, uint256 which) = (seed & 1, seed >> 1 & 1, seed >> 2 & 1);
        uint256 expiry = (block.timestamp / 1 hours + 1 + later % 2) * 1 hours;
        bytes32[] memory permissions = new bytes32[](1);
        permissions[0] = permissionOf(policy(which));
        vm.prank(roots[root]);
        registry.login(keys[key].addr, expiry, permissions, "test");
        expiries[sessionOf(root, key, which)] = expiry;
    }

    function revoke(uint256 seed) public {
        (uint256 root, uint256 key, uint256 which) = (seed & 1, seed >> 1 & 1, seed >> 2 & 1);
        bytes32[] memory permissions = new bytes32[](1);
        permissions[0] = permissionOf(policy(which));
        vm.prank(roots[root]);
        registry.revoke(keys[key].addr, permissions, "test");
        expiries[sessionOf(root, key, which)] = 0;
    }

    function passTime(uint256 elapsed) public {
        vm.warp(block.timestamp + bound(elapsed, 1, 20 minutes));
    }

    function authorize(uint256 seed, uint256 size) public {
        (uint256 service, uint256 root, uint256 key, uint256 which) =
            (seed & 1, seed >> 1 & 1, seed >> 2 & 1, seed >> 3 & 1);
        size = bound(size, 1, LIMIT / 2);
        uint256 asked = which == 0 ? size : 1;
        bytes32 grant = grantOf(service, root, key, which);
        bool holds = block.timestamp <= expiries[sessionOf(root, key, which)];
        bool fits = used[grant] + asked <= policy(which).limit;
        bytes4 reason = ask(service, root, keys[key], policy(which), size);
        questions++;
        if (holds && fits) {
            assertEq(reason, bytes4(0), "refused");
            used[grant] += asked;
            _reach("accepted");
            if (keys[key].p256) _reach("accepted of a P-256 key");
            if (used[grant] == policy(which).limit) _reach("used to the last");
        } else if (holds) {
            assertEq(reason, ISessionKeyAuthorizer.LimitExceeded.selector, "over the limit");
            _reach("LimitExceeded");
        } else {
            assertTrue(
                reason == ISessionKeyAuthorizer.PolicyNotGranted.selector
                    || reason == SessionKeyAuth.AuthorizationExpired.selector,
                "without a grant"
            );
            _reach(reason == SessionKeyAuth.AuthorizationExpired.selector ? "AuthorizationExpired" : "PolicyNotGranted");
        }
    }

    /// @dev A session as most are: granted, and used until it is used up, and then once more.
    function live(uint256 seed, uint256 later, uint256 size) public {
        // The root, key and policy that `authorize` takes from the seed without the service.
        login(seed >> 1, later);
        for (uint256 i = 0; i < 4; i++) {
            authorize(seed, size);
        }
    }

    /// @return reason Of a refusal; 0 when it was accepted.
    function ask(uint256 service, uint256 root, Key memory key, Policy memory asked, uint256 size)
        private
        returns (bytes4 reason)
    {
        bytes32 digest = keccak256(abi.encode(service, root, size));
        bytes memory envelope = sealedBy(key, roots[root], asked, digest);
        bytes memory pieces = abi.encode(uint256(1), uint256(2), PieceCids.many(1, size, 1), bytes(""));
        vm.prank(services[service]);
        (bool done, bytes memory answer) =
            address(authorizer).call(encode(roots[root], asked.operation, digest, envelope, pieces));
        // forge-lint: disable-next-line(unsafe-typecast): the selector is what is compared
        return done ? bytes4(0) : bytes4(answer);
    }

    function encode(address root, bytes32 operation, bytes32 digest, bytes memory envelope, bytes memory pieces)
        private
        view
        returns (bytes memory)
    {
        bytes memory callData = abi.encodePacked(this.setUp.selector, pieces);
        return abi.encodeCall(authorizer.authorize, (root, operation, DATA_SET, PROVIDER, digest, envelope, callData));
    }

    /* COMPARISON */

    function assertCountsAgree() external view {
        for (uint256 i = 0; i < 16; i++) {
            (uint256 service, uint256 root, uint256 key, uint256 which) = (i & 1, i >> 1 & 1, i >> 2 & 1, i >> 3 & 1);
            (uint256 expiry, uint256 count) =
                authorizer.usageOf(services[service], roots[root], keys[key].addr, permissionOf(policy(which)));
            assertEq(expiry, expiries[sessionOf(root, key, which)]);
            assertEq(count, used[grantOf(service, root, key, which)]);
            assertLe(count, policy(which).limit);
        }
    }
}
