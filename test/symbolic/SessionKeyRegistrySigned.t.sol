// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ISessionKeyRegistry} from "../../src/interfaces/ISessionKeyRegistry.sol";
import {SignedBase} from "../SignedBase.t.sol";

/// @notice What the registry promises of what is signed, one property a function, for symbolic testers; `testFuzz_…` has forge try them.
contract SessionKeyRegistrySignedSymbolicTest is SignedBase {
    uint256 private constant ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    /* PROPERTIES */

    // Halmos and hevm take functions by that beginning.
    // forge-lint: disable-start(mixed-case-function)

    function check_LoginBySigNeedsTheIdentitysKey(uint256 key, bytes32 permission) public {
        vm.assume(key > 0 && key < ORDER);
        ISessionKeyRegistry.Login memory message = _loginOf(permission);
        bool through = _submit(message, _signatureOf(key, digestOf(message)));
        assertEq(through, vm.addr(key) == identity.addr);
    }

    function check_LoginBySigIsTakenUpToItsDeadline(uint40 deadline, uint40 time) public {
        vm.warp(time);
        ISessionKeyRegistry.Login memory message = _loginOf(CUSTOM);
        (message.deadline, message.expiry) = (deadline, type(uint40).max);
        assertEq(_submit(message), time <= deadline);
    }

    function check_LoginBySigIsTakenOnce(bytes32 permission) public {
        ISessionKeyRegistry.Login memory message = _loginOf(permission);
        assertTrue(_submit(message));
        assertFalse(_submit(message));
    }

    function check_LoginBySigIsVoidAfterAnyChange(bytes32 permission, bytes32 changed) public {
        ISessionKeyRegistry.Login memory message = _loginOf(permission);
        vm.prank(identity.addr);
        registry.revoke(signer.addr, only(changed), ORIGIN);
        assertFalse(_submit(message));
    }

    function check_LoginBySigGrantsWhatWasSignedAlone(bytes32 signed, bytes32 asked, uint40 expiry) public {
        ISessionKeyRegistry.Login memory message = _loginOf(signed);
        bytes memory signature = sign(identity, digestOf(message));
        bool differs = asked != signed || expiry != message.expiry;
        (message.permissions, message.expiry) = (only(asked), expiry);
        vm.assume(differs);
        assertFalse(_submit(message, signature));
    }

    function check_RevokeAllBySigDropsEveryPermission(bytes32 permission, uint40 expiry) public {
        vm.assume(expiry >= block.timestamp);
        login(identity.addr, signer.addr, expiry, only(permission));
        assertTrue(_submit(revokeAllMessage(_onlySigner())));
        assertEq(registry.authorizationExpiry(identity.addr, signer.addr, permission), 0);
    }

    function check_RevokeAllBySigIsOfItsGenerationAlone(bytes32 permission, uint40 expiry, uint256 generation) public {
        vm.assume(expiry >= block.timestamp);
        login(identity.addr, signer.addr, expiry, only(permission));
        ISessionKeyRegistry.RevokeAll memory message = revokeAllMessage(_onlySigner());
        vm.assume(generation != message.revocations[0].generation);
        message.revocations[0].generation = generation;
        assertFalse(_submit(message));
        assertEq(registry.authorizationExpiry(identity.addr, signer.addr, permission), expiry);
    }

    function check_LogoutBySigNeedsTheSignersKey(uint256 key) public {
        vm.assume(key > 0 && key < ORDER);
        ISessionKeyRegistry.Logout memory message = logoutMessage();
        bytes memory signature = _signatureOf(key, digestOf(message));
        (bool through,) = address(registry).call(abi.encodeCall(registry.logoutBySig, (message, signature)));
        assertEq(through, vm.addr(key) == signer.addr);
    }

    // forge-lint: disable-end(mixed-case-function)

    /* THE SAME, BY FORGE */

    function testFuzz_LoginBySigNeedsTheIdentitysKey(uint256 key, bytes32 permission, bool own) public {
        key = own ? identity.privateKey : bound(key, 1, ORDER - 1);
        check_LoginBySigNeedsTheIdentitysKey(key, permission);
    }

    function testFuzz_LoginBySigIsTakenUpToItsDeadline(uint40 deadline, uint40 time, bool same) public {
        check_LoginBySigIsTakenUpToItsDeadline(deadline, same ? deadline : time);
    }

    function testFuzz_LoginBySigIsTakenOnce(bytes32 permission) public {
        check_LoginBySigIsTakenOnce(permission);
    }

    function testFuzz_LoginBySigIsVoidAfterAnyChange(bytes32 permission, bytes32 changed) public {
        check_LoginBySigIsVoidAfterAnyChange(permission, changed);
    }

    function testFuzz_LoginBySigGrantsWhatWasSignedAlone(bytes32 signed, bytes32 asked, uint40 expiry) public {
        check_LoginBySigGrantsWhatWasSignedAlone(signed, asked, expiry);
    }

    function testFuzz_RevokeAllBySigDropsEveryPermission(bytes32 permission, uint40 expiry) public {
        check_RevokeAllBySigDropsEveryPermission(permission, uint40(expiryFrom(expiry)));
    }

    function testFuzz_RevokeAllBySigIsOfItsGenerationAlone(bytes32 permission, uint40 expiry, uint256 generation)
        public
    {
        check_RevokeAllBySigIsOfItsGenerationAlone(permission, uint40(expiryFrom(expiry)), bound(generation, 1, 5));
    }

    function testFuzz_LogoutBySigNeedsTheSignersKey(uint256 key, bool own) public {
        check_LogoutBySigNeedsTheSignersKey(own ? signer.privateKey : bound(key, 1, ORDER - 1));
    }

    /* ACTIONS */

    function _loginOf(bytes32 permission) private view returns (ISessionKeyRegistry.Login memory message) {
        message = loginMessage();
        message.permissions = only(permission);
    }

    function _submit(ISessionKeyRegistry.Login memory message) private returns (bool) {
        return _submit(message, sign(identity, digestOf(message)));
    }

    function _submit(ISessionKeyRegistry.Login memory message, bytes memory signature) private returns (bool through) {
        (through,) = address(registry).call(abi.encodeCall(registry.loginBySig, (message, signature)));
    }

    function _submit(ISessionKeyRegistry.RevokeAll memory message) private returns (bool through) {
        bytes memory signature = sign(identity, digestOf(message));
        (through,) = address(registry).call(abi.encodeCall(registry.revokeAllBySig, (message, signature)));
    }

    function _onlySigner() private view returns (address[] memory signers) {
        signers = new address[](1);
        signers[0] = signer.addr;
    }

    function _signatureOf(uint256 key, bytes32 digest) private pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }
}
