// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {SessionKeyRegistry} from "../../src/SessionKeyRegistry.sol";
import {ISessionKeyRegistry} from "../../src/interfaces/ISessionKeyRegistry.sol";
import {FwssPermissions} from "../../src/libraries/FwssPermissions.sol";
import {Base} from "../Base.t.sol";
import {Receiver} from "../utils/Receiver.sol";
import {LiveRegistry} from "./LiveRegistry.sol";
import {Vm} from "forge-std/Test.sol";
import {EIP712} from "solady/utils/EIP712.sol";

/// @notice Each way in which the registry differs from the model of the live one: a row each of the table in docs/devnet.md.
contract LiveDifferencesTest is Base {
    LiveRegistry private live;

    function setUp() public override {
        super.setUp();
        live = new LiveRegistry();
        vm.startPrank(identity.addr);
    }

    /// @dev What the live one grants, and is refused here.
    function assertGrantedOnlyThere(address key, uint256 expiry, bytes memory reason) private {
        live.login(key, expiry, everyPermission(), ORIGIN);
        assertEq(live.authorizationExpiry(identity.addr, key, CUSTOM), expiry);
        vm.expectRevert(reason);
        registry.login(key, expiry, everyPermission(), ORIGIN);
        live.loginAndFund(payable(key), expiry, everyPermission(), ORIGIN);
        vm.expectRevert(reason);
        registry.loginAndFund(payable(key), expiry, everyPermission(), ORIGIN);
    }

    function assertGrantedByBoth(uint256 expiry) private {
        live.login(signer.addr, expiry, everyPermission(), ORIGIN);
        registry.login(signer.addr, expiry, everyPermission(), ORIGIN);
        assertEq(live.authorizationExpiry(identity.addr, signer.addr, CUSTOM), expiry);
        assertExpiry(identity.addr, signer.addr, CUSTOM, expiry);
    }

    function test_ZeroSignerIsGrantedOnlyThere() public {
        assertGrantedOnlyThere(address(0), block.timestamp, abi.encodePacked(ISessionKeyRegistry.ZeroSigner.selector));
    }

    function test_ExpiryInPastIsGrantedOnlyThere() public {
        assertGrantedByBoth(block.timestamp);
        uint256[2] memory expiries = [block.timestamp - 1, 0];
        for (uint256 i = 0; i < 2; i++) {
            assertGrantedOnlyThere(
                signer.addr,
                expiries[i],
                abi.encodeWithSelector(ISessionKeyRegistry.ExpiryInPast.selector, expiries[i], block.timestamp)
            );
        }
    }

    function test_ExpiryTooFarIsGrantedOnlyThere() public {
        assertGrantedByBoth(type(uint40).max);
        uint256[2] memory expiries = [uint256(type(uint40).max) + 1, type(uint256).max];
        for (uint256 i = 0; i < 2; i++) {
            assertGrantedOnlyThere(
                signer.addr, expiries[i], abi.encodeWithSelector(ISessionKeyRegistry.ExpiryTooFar.selector, expiries[i])
            );
        }
    }

    function test_NoPermissionsIsAnEventOnlyThere() public {
        bytes32[] memory none = new bytes32[](0);
        vm.expectEmit(address(live));
        emit LiveRegistry.AuthorizationsUpdated(identity.addr, signer.addr, block.timestamp, none, ORIGIN);
        live.login(signer.addr, block.timestamp, none, ORIGIN);
        vm.expectRevert(ISessionKeyRegistry.NoPermissions.selector);
        registry.login(signer.addr, block.timestamp, none, ORIGIN);

        vm.expectEmit(address(live));
        emit LiveRegistry.AuthorizationsUpdated(identity.addr, signer.addr, 0, none, ORIGIN);
        live.revoke(signer.addr, none, ORIGIN);
        vm.expectRevert(ISessionKeyRegistry.NoPermissions.selector);
        registry.revoke(signer.addr, none, ORIGIN);
    }

    function test_EveryChangeIsAnEventMoreHere() public {
        vm.recordLogs();
        live.login(signer.addr, block.timestamp, everyPermission(), ORIGIN);
        registry.login(signer.addr, block.timestamp, everyPermission(), ORIGIN);
        live.revoke(signer.addr, everyPermission(), ORIGIN);
        registry.revoke(signer.addr, everyPermission(), ORIGIN);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 6);
        for (uint256 i = 0; i < 6; i += 3) {
            assertEq(logs[i + 1].topics[0], logs[i].topics[0]);
            assertEq(logs[i + 1].topics[1], logs[i].topics[1]);
            assertEq(logs[i + 1].data, logs[i].data);
            assertEq(logs[i + 2].topics[0], SessionKeyRegistry.SessionUpdated.selector);
            assertEq(logs[i + 2].topics[1], bytes32(uint256(uint160(signer.addr))));
            assertEq(logs[i + 2].topics[2], bytes32(uint256(uint160(identity.addr))));
        }
    }

    /* FUNDING */

    function test_SignerWorksOnReceiptOnlyHere() public {
        address payable key = payable(address(new Receiver(Receiver.Manner.WRITES)));
        vm.deal(identity.addr, 2);
        vm.expectRevert(bytes(""));
        live.loginAndFund{value: 1}(key, block.timestamp, everyPermission(), ORIGIN);
        registry.loginAndFund{value: 1}(key, block.timestamp, everyPermission(), ORIGIN);
        assertEq(key.balance, 1);
        assertExpiry(identity.addr, key, CUSTOM, block.timestamp);
    }

    function test_RefusedFundingNamesTheSignerHere() public {
        address payable key = payable(address(new Receiver(Receiver.Manner.REFUSES)));
        vm.deal(identity.addr, 1);
        vm.expectRevert(abi.encodeWithSelector(Receiver.Unwanted.selector, 1));
        live.loginAndFund{value: 1}(key, block.timestamp, everyPermission(), ORIGIN);
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyRegistry.FundingFailed.selector, key, 1));
        registry.loginAndFund{value: 1}(key, block.timestamp, everyPermission(), ORIGIN);
    }

    /* STORAGE */

    function slotsWritten(address at) private returns (uint256) {
        (, bytes32[] memory writes) = vm.accesses(at);
        return writes.length;
    }

    function test_FourPermissionsAreOneSlotHere() public {
        vm.record();
        live.login(signer.addr, block.timestamp, FwssPermissions.all(), ORIGIN);
        registry.login(signer.addr, block.timestamp, FwssPermissions.all(), ORIGIN);
        assertEq(slotsWritten(address(live)), 4);
        assertEq(slotsWritten(address(registry)), 1);

        live.login(signer.addr, block.timestamp, only(CUSTOM), ORIGIN);
        registry.login(signer.addr, block.timestamp, only(CUSTOM), ORIGIN);
        assertEq(slotsWritten(address(live)), 5);
        assertEq(slotsWritten(address(registry)), 3);
    }

    /* WHAT IS ONLY HERE */

    function test_OtherFunctionsAreOnlyHere() public {
        bytes4[12] memory selectors = [
            ISessionKeyRegistry.authorizationExpiries.selector,
            EIP712.eip712Domain.selector,
            ISessionKeyRegistry.generationOf.selector,
            ISessionKeyRegistry.isAuthorized.selector,
            ISessionKeyRegistry.loginBySig.selector,
            ISessionKeyRegistry.loginWithPolicies.selector,
            ISessionKeyRegistry.loginWithPoliciesBySig.selector,
            ISessionKeyRegistry.logout.selector,
            ISessionKeyRegistry.logoutBySig.selector,
            ISessionKeyRegistry.nonceOf.selector,
            ISessionKeyRegistry.revokeAll.selector,
            ISessionKeyRegistry.revokeAllBySig.selector
        ];
        for (uint256 i = 0; i < selectors.length; i++) {
            // Enough words for any of the arguments; the lists and strings among them are empty.
            bytes memory data = abi.encodePacked(selectors[i], new bytes(12 * 32));
            (bool there, bytes memory nothing) = address(live).call(data);
            assertFalse(there);
            assertEq(nothing.length, 0);
            (bool here, bytes memory answer) = address(registry).call(data);
            assertTrue(here || answer.length >= 4);
        }
    }

    /// @dev Whoever follows the live event sees the four go, but not what else was granted.
    function test_DroppingEverythingNamesTheFour() public {
        registry.login(signer.addr, block.timestamp, everyPermission(), ORIGIN);
        address[] memory one = new address[](1);
        one[0] = signer.addr;
        vm.recordLogs();
        registry.revokeAll(one, ORIGIN);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs[0].topics[0], LiveRegistry.AuthorizationsUpdated.selector);
        assertEq(logs[0].data, abi.encode(signer.addr, 0, FwssPermissions.all(), ORIGIN));
        assertEq(logs[2].topics[0], SessionKeyRegistry.SessionDropped.selector);
        assertExpiry(identity.addr, signer.addr, CUSTOM, 0);
    }
}
