// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {SessionKeyRegistry} from "../../src/SessionKeyRegistry.sol";
import {Base} from "../Base.t.sol";
import {LiveRegistry} from "./LiveRegistry.sol";
import {Vm} from "forge-std/Test.sol";

/// @dev Makes one call to the registry and to the model of the live one, and sees that each did just what is expected of it.
abstract contract LiveComparison is Base {
    uint256 internal constant IDENTITIES = 3;
    uint256 internal constant SIGNERS = 7;

    struct Grant {
        address signer;
        uint256 expiry;
        bytes32[] permissions;
        string origin;
    }

    struct Answer {
        bool done;
        bytes data;
    }

    struct Outcome {
        Answer answer;
        address at;
        Vm.Log[] logs;
        uint256 paid;
        uint256 received;
    }

    LiveRegistry internal live;
    address[SIGNERS] internal signers;
    uint256 internal last;

    function setUp() public virtual override {
        super.setUp();
        live = new LiveRegistry();
    }

    /// @dev Where only one of the two does it, that is seen and undone, so that the two go on alike.
    function compare(
        uint256 who,
        Grant memory grant,
        bytes memory data,
        uint256 value,
        Answer memory expectedThere,
        Answer memory expectedHere
    ) internal {
        bool differ = expectedThere.done != expectedHere.done;
        uint256 before = differ ? vm.snapshotState() : 0;
        Outcome memory there = act(address(live), who, grant.signer, data, value);
        Outcome memory here = act(address(registry), who, grant.signer, data, value);
        assertAnswer(there, expectedThere);
        assertAnswer(here, expectedHere);
        if (there.answer.done) assertDone(there, who, grant, value);
        if (here.answer.done) assertDone(here, who, grant, value);
        if (differ) vm.revertToStateAndDelete(before);
    }

    function act(address at, uint256 who, address to, bytes memory data, uint256 value)
        internal
        returns (Outcome memory outcome)
    {
        last = who % IDENTITIES;
        address from = signers[last];
        outcome.at = at;
        vm.deal(from, value);
        uint256 had = to.balance;
        vm.recordLogs();
        vm.prank(from);
        (outcome.answer.done, outcome.answer.data) = at.call{value: value}(data);
        outcome.logs = vm.getRecordedLogs();
        outcome.paid = value - from.balance;
        outcome.received = to.balance - had;
        assertEq(at.balance, 0, "value is kept");
    }

    function assertAnswer(Outcome memory outcome, Answer memory expected) internal pure {
        assertEq(outcome.answer.done, expected.done, "done");
        assertEq(outcome.answer.data, expected.data, "answer");
    }

    /// @dev The live event is the first of two; the other one is only here.
    function assertDone(Outcome memory outcome, uint256 who, Grant memory grant, uint256 value) internal view {
        address from = signers[who % IDENTITIES];
        for (uint256 i = 0; i < grant.permissions.length; i++) {
            uint256 expiry = LiveRegistry(outcome.at).authorizationExpiry(from, grant.signer, grant.permissions[i]);
            assertEq(expiry, grant.expiry, "expiry");
        }
        assertEq(outcome.paid, from == grant.signer ? 0 : value, "paid");
        assertEq(outcome.received, outcome.paid, "received");

        bytes32 identityTopic = bytes32(uint256(uint160(from)));
        Vm.Log[] memory logs = outcome.logs;
        assertEq(logs.length, outcome.at == address(live) ? 1 : 2, "events");
        assertEq(logs[0].topics.length, 2);
        assertEq(logs[0].topics[0], LiveRegistry.AuthorizationsUpdated.selector);
        assertEq(logs[0].topics[1], identityTopic);
        assertEq(logs[0].data, abi.encode(grant.signer, grant.expiry, grant.permissions, grant.origin));
        if (logs.length == 1) return;
        assertEq(logs[1].topics.length, 3);
        assertEq(logs[1].topics[0], SessionKeyRegistry.SessionUpdated.selector);
        assertEq(logs[1].topics[1], bytes32(uint256(uint160(grant.signer))));
        assertEq(logs[1].topics[2], identityTopic);
        assertEq(logs[1].data.length, 0);
    }

    /// @dev Those of the identity that acted last.
    function assertReadsAreTheSame() external view {
        assertReadsAreTheSame(last);
    }

    function assertEveryReadIsTheSame() external view {
        for (uint256 who = 0; who < IDENTITIES; who++) {
            assertReadsAreTheSame(who);
        }
    }

    function assertReadsAreTheSame(uint256 who) private view {
        bytes32[] memory permissions = universe();
        for (uint256 key = 0; key < SIGNERS; key++) {
            for (uint256 i = 0; i < permissions.length; i++) {
                bytes memory data =
                    abi.encodeCall(live.authorizationExpiry, (signers[who], signers[key], permissions[i]));
                (bool there, bytes memory answer) = address(live).staticcall(data);
                (bool here, bytes memory ours) = address(registry).staticcall(data);
                assertTrue(there && here, "answers");
                assertEq(ours, answer, "expiry");
            }
        }
    }

    /// @dev All permissions that are drawn.
    function universe() internal pure returns (bytes32[] memory permissions) {
        permissions = new bytes32[](9);
        for (uint256 i = 0; i < 8; i++) {
            permissions[i] = permissionFrom(i);
        }
    }
}
