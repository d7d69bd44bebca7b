// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {SessionKeyRegistry} from "../../../src/SessionKeyRegistry.sol";
import {ISessionKeyRegistry} from "../../../src/interfaces/ISessionKeyRegistry.sol";
import {FwssPermissions} from "../../../src/libraries/FwssPermissions.sol";
import {Base} from "../../Base.t.sol";
import {Vm} from "forge-std/Test.sol";

contract RevokeAllTest is Base {
    function revokeAll(address[] memory signers) private {
        vm.prank(identity.addr);
        registry.revokeAll(signers, ORIGIN);
    }

    function pair(address first, address second) private pure returns (address[] memory signers) {
        signers = new address[](2);
        signers[0] = first;
        signers[1] = second;
    }

    function test_RevokeAll() public {
        loginAll(identity.addr, signer.addr);
        loginAll(identity.addr, stranger.addr);
        uint256 expiry = loginAll(stranger.addr, signer.addr);

        expectDropped(identity.addr, signer.addr, 1);
        expectDropped(identity.addr, stranger.addr, 1);
        revokeAll(pair(signer.addr, stranger.addr));

        assertNothingHeld(identity.addr, signer.addr);
        assertNothingHeld(identity.addr, stranger.addr);
        assertExpiry(stranger.addr, signer.addr, CUSTOM, expiry);
        assertEq(registry.nonceOf(identity.addr, signer.addr), 2);
        assertEq(registry.generationOf(identity.addr, signer.addr), 1);
    }

    function test_RevokeAllOfUnknownZeroAndRepeatedSigners() public {
        revokeAll(pair(address(0), stranger.addr));
        revokeAll(pair(stranger.addr, stranger.addr));
        assertNothingHeld(identity.addr, stranger.addr);
        assertEq(registry.generationOf(identity.addr, stranger.addr), 3);
    }

    /// @dev Who only listens must see that a custom permission is gone, and that it is not when just the four were revoked.
    function test_RevokeAllIsToldApartFromRevokingTheFour() public {
        uint256 expiry = loginAll(identity.addr, signer.addr);
        vm.recordLogs();
        vm.prank(identity.addr);
        registry.revoke(signer.addr, FwssPermissions.all(), ORIGIN);
        Vm.Log[] memory ofRevoke = vm.getRecordedLogs();
        assertExpiry(identity.addr, signer.addr, CUSTOM, expiry);

        vm.recordLogs();
        revokeAll(pair(signer.addr, signer.addr));
        Vm.Log[] memory ofRevokeAll = vm.getRecordedLogs();
        assertNothingHeld(identity.addr, signer.addr);

        assertEq(ofRevoke.length, 2);
        assertEq(ofRevokeAll.length, 6);
        for (uint256 i = 0; i < 2; i++) {
            assertEq(ofRevokeAll[i].data, ofRevoke[i].data);
            assertEq(ofRevokeAll[i].topics, ofRevoke[i].topics);
            assertNotEq(ofRevoke[i].topics[0], SessionKeyRegistry.SessionDropped.selector);
            assertEq(ofRevokeAll[2 + 3 * i].topics[0], SessionKeyRegistry.SessionDropped.selector);
            assertEq(ofRevokeAll[2 + 3 * i].data, abi.encode(i + 1));
        }
    }

    /// @dev A custom permission of an older generation must not come back with a later login.
    function testFuzz_LoginAfterRevokeAllRevivesOnlyWhatItNames(uint256 seed) public {
        uint256 expiry = loginAll(identity.addr, signer.addr);
        revokeAll(pair(signer.addr, stranger.addr));
        bytes32 permission = permissionFrom(seed);
        login(identity.addr, signer.addr, expiry, only(permission));

        for (uint256 i = 0; i < 8; i++) {
            assertExpiry(identity.addr, signer.addr, permissionFrom(i), permissionFrom(i) == permission ? expiry : 0);
        }
        assertExpiry(identity.addr, signer.addr, CUSTOM, 0);
    }

    /// @dev The cost of dropping everything must not grow with what was granted.
    function test_RevokeAllCostsTheSameForManyCustomPermissions() public {
        bytes32[] memory many = new bytes32[](100);
        for (uint256 i = 0; i < many.length; i++) {
            many[i] = keccak256(abi.encode(i));
        }
        login(identity.addr, signer.addr, block.timestamp + 1, only(CUSTOM));
        login(identity.addr, stranger.addr, block.timestamp + 1, many);

        address[] memory one = new address[](1);
        one[0] = signer.addr;
        revokeAll(one);
        uint256 forOne = vm.lastCallGas().gasTotalUsed;
        one[0] = stranger.addr;
        revokeAll(one);
        assertEq(vm.lastCallGas().gasTotalUsed, forOne);

        for (uint256 i = 0; i < many.length; i++) {
            assertExpiry(identity.addr, stranger.addr, many[i], 0);
        }
    }

    function test_RevertWhen_NoSigners() public {
        vm.expectRevert(ISessionKeyRegistry.NoSigners.selector);
        revokeAll(new address[](0));
    }
}
