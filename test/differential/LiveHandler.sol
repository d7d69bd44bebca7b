// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ISessionKeyRegistry} from "../../src/interfaces/ISessionKeyRegistry.sol";
import {FwssPermissions} from "../../src/libraries/FwssPermissions.sol";
import {Reached} from "../invariant/Reached.sol";
import {Receiver} from "../utils/Receiver.sol";
import {LiveComparison} from "./LiveComparison.sol";
import {Vm} from "forge-std/Test.sol";

/// @dev The same calls of the live ABI to the registry and to the model of the live one, and what each must answer: where the two are
/// to differ is said here call by call, and any other difference fails.
contract LiveHandler is LiveComparison, Reached {
    function setUp() public override {
        super.setUp();
        // Three wallets are identities and signers to each other, so that every mix-up of the two would show.
        (signers[0], signers[1], signers[2]) = (identity.addr, signer.addr, stranger.addr);
        signers[3] = address(0);
        for (uint256 i = 0; i < 3; i++) {
            // forge-lint: disable-next-line(unsafe-typecast): 0 to 2
            signers[4 + i] = address(new Receiver(Receiver.Manner(uint8(i))));
        }
    }

    function states() public pure override returns (string[] memory all) {
        all = new string[](11);
        (all[0], all[1], all[2], all[3]) = ("granted alike", "funded alike", "revoked alike", "refused alike");
        (all[4], all[5], all[6]) = ("granted to zero there", "granted until before now there", "granted too far there");
        (all[7], all[8], all[9]) = ("changed nothing there", "worked on receipt here", "refused what was sent");
        all[10] = "dropped";
    }

    /* CALLS OF THE LIVE ABI */

    function login(uint256 who, uint256 key, uint256 permissionSeed, uint256 expirySeed) public {
        Grant memory grant = grantFrom(key, permissionSeed, expirySeed);
        bytes memory data = abi.encodeCall(live.login, (grant.signer, grant.expiry, grant.permissions, grant.origin));
        Answer memory here = grantRefused(grant);
        compare(who, grant, data, 0, done(), here);
        if (here.done) _reach("granted alike");
    }

    function loginAndFund(uint256 who, uint256 key, uint256 permissionSeed, uint256 expirySeed, uint64 value) public {
        Grant memory grant = grantFrom(key, permissionSeed, expirySeed);
        bytes memory data =
            abi.encodeCall(live.loginAndFund, (payable(grant.signer), grant.expiry, grant.permissions, grant.origin));
        (Answer memory there, Answer memory here) = (done(), grantRefused(grant));
        if (grant.signer == signers[5]) there = refused("");
        if (grant.signer == signers[6]) {
            there = refused(abi.encodeWithSelector(Receiver.Unwanted.selector, value));
            if (here.done) {
                here = refused(abi.encodeWithSelector(ISessionKeyRegistry.FundingFailed.selector, signers[6], value));
            }
        }
        compare(who, grant, data, value, there, here);
        if (there.done && here.done) _reach("funded alike");
        if (!there.done && here.done) _reach("worked on receipt here");
        if (grant.signer == signers[6]) _reach("refused what was sent");
    }

    function revoke(uint256 who, uint256 key, uint256 permissionSeed) public {
        Grant memory grant = grantFrom(key, permissionSeed, 0);
        grant.expiry = 0;
        bytes memory data = abi.encodeCall(live.revoke, (grant.signer, grant.permissions, grant.origin));
        Answer memory here = grant.permissions.length == 0 ? noPermissions() : done();
        compare(who, grant, data, 0, done(), here);
        if (here.done) _reach("revoked alike");
    }

    /// @dev Cut short, with an address of more than 20 bytes, with a list that is out of reach, or with value for what takes none.
    function malformed(uint256 who, uint256 key, uint256 seed, uint256 how, uint256 length) public {
        Grant memory grant = grantFrom(key % 3, seed | 1, 0);
        bytes memory data = abi.encodeCall(live.login, (grant.signer, grant.expiry, grant.permissions, grant.origin));
        if (seed % 2 == 1) {
            grant.expiry = 0;
            data = abi.encodeCall(live.revoke, (grant.signer, grant.permissions, grant.origin));
        }
        if (how % 4 == 0) data = cut(data, length % data.length);
        if (how % 4 == 1) data[4] = 0x01;
        if (how % 4 == 2) data[4 + 32 * (seed % 2 == 0 ? 2 : 1)] = 0x01;
        Outcome memory there = act(address(live), who, grant.signer, data, how % 4 == 3 ? 1 : 0);
        Outcome memory here = act(address(registry), who, grant.signer, data, how % 4 == 3 ? 1 : 0);
        // What is cut may be no more than what fills up the last word, which nobody reads.
        assertAnswer(here, there.answer);
        if (there.answer.done) {
            assertDone(there, who, grant, 0);
            return assertDone(here, who, grant, 0);
        }
        assertEq(there.answer.data.length, 0, "something is said");
        _reach("refused alike");
    }

    function cut(bytes memory data, uint256 length) private pure returns (bytes memory shorter) {
        shorter = new bytes(length);
        for (uint256 i = 0; i < length; i++) {
            shorter[i] = data[i];
        }
    }

    /* WHAT THE LIVE ONE LACKS, AS WHO KNOWS ONLY THE LIVE ABI SEES IT */

    /// @dev There, it takes a call that names everything.
    function drop(uint256 who, uint256 key, bool bySigner) public {
        last = who % IDENTITIES;
        (address from, address to) = (signers[last], signers[key % SIGNERS]);
        address[] memory one = new address[](1);
        one[0] = to;
        vm.recordLogs();
        vm.prank(bySigner ? to : from);
        bySigner ? registry.logout(from, ORIGIN) : registry.revokeAll(one, ORIGIN);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 3, "events");
        assertEq(logs[0].data, abi.encode(to, 0, FwssPermissions.all(), ORIGIN), "the four stand for everything");
        vm.prank(from);
        live.revoke(to, universe(), ORIGIN);
        _reach("dropped");
    }

    function passTime(uint256 elapsed) public {
        vm.warp(block.timestamp + bound(elapsed, 1, 2 hours));
    }

    /* WHAT IS DRAWN */

    function grantFrom(uint256 key, uint256 permissionSeed, uint256 expirySeed) private view returns (Grant memory) {
        string[3] memory origins =
            ["", "test", "a name that is longer than two words of the EVM, so that it takes three"];
        return Grant({
            signer: signers[key % SIGNERS],
            expiry: soonOrWrong(expirySeed),
            permissions: listFrom(permissionSeed),
            origin: origins[permissionSeed % 3]
        });
    }

    /// @dev One in eight is empty, and one in eight has a permission that is zero.
    function listFrom(uint256 seed) private pure returns (bytes32[] memory permissions) {
        if (seed % 8 == 4) return new bytes32[](0);
        permissions = permissionsFrom(seed >> 3);
        if (seed % 8 == 5) permissions[0] = 0;
    }

    /// @dev One in four is on a border or beyond it; not the seeds that are drawn most.
    function soonOrWrong(uint256 seed) private view returns (uint256) {
        if (seed % 20 == 7) return 0;
        if (seed % 20 == 8) return bound(seed, 1, block.timestamp - 1);
        if (seed % 20 == 9) return bound(seed, uint256(type(uint40).max) + 1, type(uint256).max);
        if (seed % 20 == 10) return block.timestamp;
        if (seed % 20 == 11) return uint256(type(uint40).max) + (seed >> 3) % 2;
        return bound(seed, block.timestamp, block.timestamp + 1 days);
    }

    /* WHAT IS EXPECTED */

    function done() private pure returns (Answer memory) {
        return Answer({done: true, data: ""});
    }

    function refused(bytes memory reason) private pure returns (Answer memory) {
        return Answer({done: false, data: reason});
    }

    function noPermissions() private returns (Answer memory) {
        _reach("changed nothing there");
        return refused(abi.encodeWithSelector(ISessionKeyRegistry.NoPermissions.selector));
    }

    /// @dev What is refused here, and granted there.
    function grantRefused(Grant memory grant) private returns (Answer memory) {
        if (grant.signer == address(0)) {
            _reach("granted to zero there");
            return refused(abi.encodeWithSelector(ISessionKeyRegistry.ZeroSigner.selector));
        }
        if (grant.expiry < block.timestamp) {
            _reach("granted until before now there");
            return
                refused(
                    abi.encodeWithSelector(ISessionKeyRegistry.ExpiryInPast.selector, grant.expiry, block.timestamp)
                );
        }
        if (grant.expiry > type(uint40).max) {
            _reach("granted too far there");
            return refused(abi.encodeWithSelector(ISessionKeyRegistry.ExpiryTooFar.selector, grant.expiry));
        }
        return grant.permissions.length == 0 ? noPermissions() : done();
    }
}
