// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {FwssPermissions} from "../../../src/libraries/FwssPermissions.sol";
import {SessionKeyEnvelope} from "../../../src/libraries/SessionKeyEnvelope.sol";
import {Policy, PolicyLibrary} from "../../../src/types/Policy.sol";
import {AuthorizerBase} from "./AuthorizerBase.sol";

/// @notice What a policy is called, and that the chain says what it is.
contract PoliciesTest is AuthorizerBase {
    function testFuzz_PermissionOf(Policy memory policy) public view {
        assertEq(authorizer.permissionOf(policy), permissionOf(policy));
        assertEq(
            permissionOf(policy),
            vm.eip712HashStruct(
                "Policy(bytes32 operation,uint256 dataSetId,address provider,uint128 limit)", abi.encode(policy)
            )
        );
    }

    /// @dev Each field tells policies apart.
    function testFuzz_PermissionsAreApart(Policy memory policy, uint256 field) public pure {
        bytes32 before = permissionOf(policy);
        field = field % 4;
        if (field == 0) policy.operation ^= bytes32(uint256(1));
        if (field == 1) policy.dataSetId ^= 1;
        if (field == 2) policy.provider = address(uint160(policy.provider) ^ 1);
        if (field == 3) policy.limit ^= 1;
        assertNotEq(before, permissionOf(policy));
    }

    /// @dev No policy is what else may be granted.
    function testFuzz_PolicyIsNoOtherPermission(Policy memory policy, uint256 dataSetId) public pure {
        for (uint256 i = 0; i < 4; i++) {
            bytes32 operation = FwssPermissions.all()[i];
            assertNotEq(permissionOf(policy), operation);
            assertNotEq(permissionOf(policy), FwssPermissions.scoped(operation, dataSetId));
        }
    }

    function testFuzz_Announce(Policy memory a, Policy memory b) public {
        Policy[] memory policies = new Policy[](2);
        (policies[0], policies[1]) = (a, b);
        for (uint256 i = 0; i < 2; i++) {
            vm.expectEmit(address(authorizer));
            emit PolicyLibrary.PolicyAnnounced(permissionOf(policies[i]), policies[i]);
        }
        vm.prank(stranger.addr);
        authorizer.announce(policies);
        assertEq(registry.authorizationExpiry(root.addr, stranger.addr, permissionOf(a)), 0);
    }

    /// @dev By viem: `slice(keccak256('SessionKeyEnvelope'), 0, 4)`, `hashStruct`, `hashTypedData`.
    function test_VectorsOfViem() public view {
        assertEq(SessionKeyEnvelope.MAGIC, MAGIC);
        Policy memory policy = Policy({
            operation: bytes32(0x1111111111111111111111111111111111111111111111111111111111111111),
            dataSetId: 7,
            provider: 0x2222222222222222222222222222222222222222,
            limit: 300_000
        });
        bytes32 permission = authorizer.permissionOf(policy);
        assertEq(permission, 0xbd679a8a6e3d4314c4dc1f3043f07f86e69bba61293afa6c8e891e77f9631bfd);
        assertEq(
            SessionKeyEnvelope.hash(
                0x3333333333333333333333333333333333333333,
                permission,
                0x4444444444444444444444444444444444444444444444444444444444444444
            ),
            0x106ada6cafc9aa87bf398d73707f09031d0ac76bd252a5a255b04f86aa1c5248
        );
    }
}
