// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ISessionKeyRegistry} from "../../../src/interfaces/ISessionKeyRegistry.sol";
import {FwssPermissions} from "../../../src/libraries/FwssPermissions.sol";
import {Policy, PolicyLibrary} from "../../../src/types/Policy.sol";
import {SignedBase} from "../../SignedBase.t.sol";
import {SmartWallet} from "../../utils/SmartWallet.sol";

contract LoginWithPoliciesTest is SignedBase {
    function policies(uint256 count) private pure returns (Policy[] memory list) {
        list = new Policy[](count);
        for (uint256 i = 0; i < count; i++) {
            list[i] = Policy({
                operation: FwssPermissions.ADD_PIECES,
                dataSetId: i,
                // forge-lint: disable-next-line(unsafe-typecast): small numbers
                provider: address(uint160(i)),
                // forge-lint: disable-next-line(unsafe-typecast): small numbers
                limit: uint128(1000 + i)
            });
        }
    }

    /// @dev The permissions, then the hashes.
    function together(bytes32[] memory permissions, Policy[] memory list) private pure returns (bytes32[] memory all) {
        all = new bytes32[](permissions.length + list.length);
        for (uint256 i = 0; i < all.length; i++) {
            all[i] = i < permissions.length ? permissions[i] : list[i - permissions.length].hash();
        }
    }

    function expectGranted(uint256 expiry, bytes32[] memory permissions, Policy[] memory list) private {
        for (uint256 i = 0; i < list.length; i++) {
            vm.expectEmit(address(registry));
            emit PolicyLibrary.PolicyAnnounced(list[i].hash(), list[i]);
        }
        expectUpdate(identity.addr, signer.addr, expiry, together(permissions, list));
    }

    function assertGranted(uint256 expiry, bytes32[] memory permissions, Policy[] memory list) private view {
        bytes32[] memory all = together(permissions, list);
        for (uint256 i = 0; i < all.length; i++) {
            assertExpiry(identity.addr, signer.addr, all[i], expiry);
        }
        assertEq(registry.nonceOf(identity.addr, signer.addr), 1);
    }

    function loginWith(address key, uint256 expiry, bytes32[] memory permissions, Policy[] memory list) private {
        vm.prank(identity.addr);
        registry.loginWithPolicies(key, expiry, permissions, list, ORIGIN);
    }

    function testFuzz_LoginWithPolicies(uint256 seed, uint256 count, uint256 expirySeed) public {
        bytes32[] memory permissions = permissionsFrom(seed);
        Policy[] memory list = policies(bound(count, 0, 3));
        uint256 expiry = expiryFrom(expirySeed);
        expectGranted(expiry, permissions, list);
        loginWith(signer.addr, expiry, permissions, list);
        assertGranted(expiry, permissions, list);
    }

    /// @dev A limited grant of an operation is no grant of the operation.
    function test_LoginWithPoliciesAlone() public {
        loginWith(signer.addr, block.timestamp, new bytes32[](0), policies(2));
        assertGranted(block.timestamp, new bytes32[](0), policies(2));
        assertExpiry(identity.addr, signer.addr, FwssPermissions.ADD_PIECES, 0);
    }

    /// @dev The same as their hashes granted by `login`.
    function test_PoliciesAreRevokedByTheirHashes() public {
        loginWith(signer.addr, block.timestamp, everyPermission(), policies(2));
        vm.prank(identity.addr);
        registry.revoke(signer.addr, only(policies(2)[0].hash()), ORIGIN);
        assertExpiry(identity.addr, signer.addr, policies(2)[0].hash(), 0);
        assertExpiry(identity.addr, signer.addr, policies(2)[1].hash(), block.timestamp);
        address[] memory signers = new address[](1);
        signers[0] = signer.addr;
        vm.prank(identity.addr);
        registry.revokeAll(signers, ORIGIN);
        assertExpiry(identity.addr, signer.addr, policies(2)[1].hash(), 0);
    }

    function test_RevertWhen_NeitherPermissionsNorPolicies() public {
        vm.expectRevert(ISessionKeyRegistry.NoPermissions.selector);
        loginWith(signer.addr, block.timestamp, new bytes32[](0), new Policy[](0));
    }

    function test_RevertWhen_SignerIsZero() public {
        vm.expectRevert(ISessionKeyRegistry.ZeroSigner.selector);
        loginWith(address(0), block.timestamp, new bytes32[](0), policies(1));
    }

    function testFuzz_RevertWhen_ExpiryIsOutOfRange(uint256 past, uint256 far) public {
        past = bound(past, 0, block.timestamp - 1);
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyRegistry.ExpiryInPast.selector, past, block.timestamp));
        loginWith(signer.addr, past, new bytes32[](0), policies(1));
        far = bound(far, uint256(type(uint40).max) + 1, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyRegistry.ExpiryTooFar.selector, far));
        loginWith(signer.addr, far, new bytes32[](0), policies(1));
    }

    /* BY SIGNATURE */

    function message() private view returns (ISessionKeyRegistry.LoginWithPolicies memory) {
        return ISessionKeyRegistry.LoginWithPolicies({
            identity: identity.addr,
            signer: signer.addr,
            expiry: block.timestamp + 1 hours,
            permissions: everyPermission(),
            policies: policies(2),
            origin: ORIGIN,
            nonce: registry.nonceOf(identity.addr, signer.addr),
            deadline: block.timestamp + ONE_DAY
        });
    }

    /// @dev By forge's own encoder, which reads the type.
    function digestOf(ISessionKeyRegistry.LoginWithPolicies memory login_) private view returns (bytes32) {
        return typedData(
            vm.eip712HashStruct(
                "LoginWithPolicies(address identity,address signer,uint256 expiry,bytes32[] permissions,Policy[] policies,string origin,uint256 nonce,uint256 deadline)Policy(bytes32 operation,uint256 dataSetId,address provider,uint128 limit)",
                abi.encode(login_)
            )
        );
    }

    function submit(ISessionKeyRegistry.LoginWithPolicies memory login_, bytes memory signature) private {
        vm.prank(stranger.addr);
        registry.loginWithPoliciesBySig(login_, signature);
    }

    function test_LoginWithPoliciesBySig() public {
        ISessionKeyRegistry.LoginWithPolicies memory login_ = message();
        bytes memory signature = sign(identity, digestOf(login_));
        expectGranted(login_.expiry, login_.permissions, login_.policies);
        submit(login_, signature);
        assertGranted(login_.expiry, login_.permissions, login_.policies);
    }

    function test_LoginWithPoliciesBySigOfSmartWallet() public {
        ISessionKeyRegistry.LoginWithPolicies memory login_ = message();
        login_.identity = address(new SmartWallet(identity.addr));
        submit(login_, sign(identity, digestOf(login_)));
        assertExpiry(login_.identity, signer.addr, login_.policies[1].hash(), login_.expiry);
    }

    function test_RevertGiven_AlreadySubmitted() public {
        ISessionKeyRegistry.LoginWithPolicies memory login_ = message();
        bytes memory signature = sign(identity, digestOf(login_));
        submit(login_, signature);
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyRegistry.StaleNonce.selector, 0, 1));
        submit(login_, signature);
    }

    function test_RevertGiven_SessionChangedSince() public {
        ISessionKeyRegistry.LoginWithPolicies memory login_ = message();
        bytes memory signature = sign(identity, digestOf(login_));
        vm.prank(identity.addr);
        registry.revoke(signer.addr, only(CUSTOM), ORIGIN);
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyRegistry.StaleNonce.selector, 0, 1));
        submit(login_, signature);
    }

    function test_RevertGiven_DeadlineOver() public {
        ISessionKeyRegistry.LoginWithPolicies memory login_ = message();
        login_.expiry = login_.deadline + 1;
        bytes memory signature = sign(identity, digestOf(login_));
        vm.warp(login_.deadline + 1);
        vm.expectRevert(
            abi.encodeWithSelector(ISessionKeyRegistry.SignatureExpired.selector, login_.deadline, login_.deadline + 1)
        );
        submit(login_, signature);
    }

    function testFuzz_RevertWhen_PolicyLoginIsAltered(uint256 field) public {
        ISessionKeyRegistry.LoginWithPolicies memory login_ = message();
        bytes memory signature = sign(identity, digestOf(login_));
        field = bound(field, 0, 12);
        if (field == 0) login_.identity = stranger.addr;
        if (field == 1) login_.signer = stranger.addr;
        if (field == 2) login_.expiry += 1;
        if (field == 3) login_.permissions[0] = CUSTOM;
        if (field == 4) login_.permissions[4] = keccak256("another");
        if (field == 5) login_.origin = "altered";
        if (field == 6) login_.nonce += 1;
        if (field == 7) login_.deadline += 1;
        if (field == 8) login_.policies[0].operation = CUSTOM;
        if (field == 9) login_.policies[1].dataSetId = 0;
        if (field == 10) login_.policies[1].provider = address(0);
        if (field == 11) login_.policies[0].limit = 0;
        if (field == 12) login_.policies = policies(3);
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyRegistry.InvalidSignature.selector, login_.identity));
        submit(login_, signature);
    }
}
