// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ISessionKeyRegistry} from "../../../src/interfaces/ISessionKeyRegistry.sol";
import {Base} from "../../Base.t.sol";
import {Reenterer} from "../../utils/Reenterer.sol";

contract LoginAndFundTest is Base {
    function loginAndFund(address key, uint256 value) private {
        vm.prank(identity.addr);
        registry.loginAndFund{value: value}(payable(key), block.timestamp + 1, everyPermission(), ORIGIN);
    }

    function testFuzz_LoginAndFund(uint96 value) public {
        vm.deal(identity.addr, value);
        expectUpdate(identity.addr, signer.addr, block.timestamp + 1, everyPermission());
        loginAndFund(signer.addr, value);

        assertExpiry(identity.addr, signer.addr, CUSTOM, block.timestamp + 1);
        assertEq(signer.addr.balance, value);
        assertEq(identity.addr.balance, 0);
        assertEq(address(registry).balance, 0);
    }

    function test_RevertGiven_SignerRefusesValue() public {
        vm.deal(identity.addr, 1);
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyRegistry.FundingFailed.selector, address(this), 1));
        loginAndFund(address(this), 1);
        assertNothingHeld(identity.addr, address(this));
        assertEq(identity.addr.balance, 1);
    }

    function test_RevertWhen_SignerIsZero() public {
        vm.deal(identity.addr, 1);
        vm.expectRevert(ISessionKeyRegistry.ZeroSigner.selector);
        loginAndFund(address(0), 1);
    }

    /// @dev A signer that is a contract, and that uses the transfer to change its own session.
    function test_ReenteringSignerFindsTheGrantMade() public {
        Reenterer reenterer = new Reenterer(registry, identity.addr);
        vm.deal(identity.addr, 1);
        loginAndFund(address(reenterer), 1);

        assertTrue(reenterer.wasAuthorized(), "the grant is written before the transfer");
        assertNothingHeld(identity.addr, address(reenterer));
        assertEq(registry.nonceOf(identity.addr, address(reenterer)), 2);
        assertEq(address(reenterer).balance, 1);
    }

    function test_RevertWhen_SentValueWithoutCall() public {
        vm.deal(identity.addr, 1);
        vm.prank(identity.addr);
        (bool ok,) = address(registry).call{value: 1}("");
        assertFalse(ok);
    }
}
