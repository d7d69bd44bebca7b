// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Policy} from "../../src/types/Policy.sol";
import {AuthorizerBase} from "../unit/SessionKeyAuthorizer/AuthorizerBase.sol";
import {Key} from "../utils/Envelopes.sol";

/// @notice What the authorizer promises of policies, one property a function, for symbolic testers; `testFuzz_…` has forge try them.
contract SessionKeyAuthorizerSymbolicTest is AuthorizerBase {
    Key private key;

    function setUp() public override {
        super.setUp();
        key = secp256k1Key("session key");
    }

    /* PROPERTIES */

    // Halmos and hevm take functions by that beginning.
    // forge-lint: disable-start(mixed-case-function)

    function check_PolicyCountsIfItWasGranted(Policy memory granted, Policy memory presented) public {
        (granted.operation, presented.operation) = (OPERATION, OPERATION);
        vm.assume(presented.dataSetId == 0 || presented.dataSetId == DATA_SET);
        vm.assume(presented.provider == address(0) || presented.provider == PROVIDER);
        grant(key.addr, permissionOf(granted));
        assertEq(_asks(root.addr, DIGEST, presented), permissionOf(granted) == permissionOf(presented));
    }

    function check_PolicyCountsForItsDataSetAlone(uint256 dataSetId) public {
        vm.assume(dataSetId != 0);
        Policy memory policy = policyFrom(0);
        policy.dataSetId = dataSetId;
        grant(key.addr, permissionOf(policy));
        assertEq(_asks(root.addr, DIGEST, policy), dataSetId == DATA_SET);
    }

    function check_PolicyCountsForItsProviderAlone(address provider) public {
        vm.assume(provider != address(0));
        Policy memory policy = policyFrom(0);
        policy.provider = provider;
        grant(key.addr, permissionOf(policy));
        assertEq(_asks(root.addr, DIGEST, policy), provider == PROVIDER);
    }

    function check_EnvelopeCountsForItsPayerAlone(address payer) public {
        Policy memory policy = policyFrom(0);
        bytes memory envelope = sealedBy(key, payer, policy, DIGEST);
        grant(key.addr, permissionOf(policy));
        assertEq(_asks(DIGEST, envelope), payer == root.addr);
    }

    function check_EnvelopeCountsForItsDigestAlone(bytes32 signed, bytes32 asked) public {
        Policy memory policy = policyFrom(0);
        bytes memory envelope = sealedBy(key, root.addr, policy, signed);
        grant(key.addr, permissionOf(policy));
        assertEq(_asks(asked, envelope), signed == asked);
    }

    function check_GrantOfAPolicyHoldsUpToItsExpiry(uint40 expiry, uint40 time) public {
        vm.assume(expiry >= block.timestamp);
        Policy memory policy = policyFrom(0);
        grant(root.addr, key.addr, permissionOf(policy), expiry);
        vm.warp(time);
        assertEq(_asks(root.addr, DIGEST, policy), time <= expiry);
    }

    function check_CountStaysWithinTheLimit(uint128 limit, uint8 times) public {
        vm.assume(limit != 0);
        Policy memory policy = limitOf(OPERATION, limit);
        grant(key.addr, permissionOf(policy));
        for (uint256 i = 0; i < times; i++) {
            assertEq(_asks(root.addr, DIGEST, policy), i < limit);
        }
        assertEq(usedOf(address(this), key.addr, policy), times < limit ? times : limit);
    }

    function check_CountIsOfItsServiceAlone(address service, uint128 limit) public {
        vm.assume(service != address(this) && limit != 0);
        Policy memory policy = limitOf(OPERATION, limit);
        grant(key.addr, permissionOf(policy));
        assertTrue(_asks(root.addr, DIGEST, policy));
        assertEq(usedOf(service, key.addr, policy), 0);
    }

    // forge-lint: disable-end(mixed-case-function)

    /* THE SAME, BY FORGE */

    function testFuzz_PolicyCountsIfItWasGranted(uint256 granted, uint256 presented) public {
        check_PolicyCountsIfItWasGranted(policyFrom(granted), policyFrom(presented));
    }

    function testFuzz_PolicyCountsForItsDataSetAlone(uint256 dataSetId) public {
        check_PolicyCountsForItsDataSetAlone(bound(dataSetId, DATA_SET - 1, DATA_SET + 1));
    }

    function testFuzz_PolicyCountsForItsProviderAlone(address provider, bool own) public {
        check_PolicyCountsForItsProviderAlone(own ? PROVIDER : provider);
    }

    function testFuzz_EnvelopeCountsForItsPayerAlone(address payer, bool own) public {
        check_EnvelopeCountsForItsPayerAlone(own ? root.addr : payer);
    }

    function testFuzz_EnvelopeCountsForItsDigestAlone(bytes32 signed, bytes32 asked, bool same) public {
        check_EnvelopeCountsForItsDigestAlone(signed, same ? signed : asked);
    }

    function testFuzz_GrantOfAPolicyHoldsUpToItsExpiry(uint40 expiry, uint40 time, bool same) public {
        expiry = uint40(bound(expiry, block.timestamp, type(uint40).max));
        check_GrantOfAPolicyHoldsUpToItsExpiry(expiry, same ? expiry : time);
    }

    function testFuzz_CountStaysWithinTheLimit(uint128 limit, uint8 times) public {
        check_CountStaysWithinTheLimit(uint128(bound(limit, 1, 5)), uint8(bound(times, 0, 7)));
    }

    function testFuzz_CountIsOfItsServiceAlone(address service, uint128 limit) public {
        check_CountIsOfItsServiceAlone(service, uint128(bound(limit, 1, type(uint128).max)));
    }

    /* ACTIONS */

    function _asks(address payer, bytes32 digest, Policy memory policy) private returns (bool) {
        return _asks(digest, sealedBy(key, payer, policy, digest));
    }

    /// @dev Whether it is taken for the root: by its key, not by anybody's code.
    function _asks(bytes32 digest, bytes memory envelope) private returns (bool) {
        try authorizer.authorize(
            root.addr, OPERATION, DATA_SET, PROVIDER, digest, envelope, abi.encodePacked(this.setUp.selector)
        ) returns (
            address account
        ) {
            return account == key.addr;
        } catch {
            return false;
        }
    }
}
