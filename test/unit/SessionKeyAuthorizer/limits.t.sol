// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ISessionKeyAuthorizer} from "../../../src/interfaces/ISessionKeyAuthorizer.sol";
import {PieceCid} from "../../../src/libraries/PieceCid.sol";
import {Cid} from "../../../src/types/Cid.sol";
import {Policy} from "../../../src/types/Policy.sol";
import {Key} from "../../utils/Envelopes.sol";
import {PieceCids} from "../../utils/PieceCids.sol";
import {AuthorizerBase} from "./AuthorizerBase.sol";

/// @notice What is counted, for whom, and until when.
/// forge-config: default.evm_version = "osaka"
contract LimitsTest is AuthorizerBase {
    function expectExceeded(Key memory key, Policy memory policy, uint256 used, uint256 asked) private {
        vm.expectRevert(
            abi.encodeWithSelector(
                ISessionKeyAuthorizer.LimitExceeded.selector,
                root.addr,
                key.addr,
                permissionOf(policy),
                policy.limit,
                used,
                asked
            )
        );
    }

    function seal(Key memory key, Policy memory policy) private view returns (bytes memory) {
        return sealedBy(key, root.addr, policy, DIGEST);
    }

    function remainingOf(Key memory key, Policy memory policy) private view returns (uint256) {
        return authorizer.remaining(address(this), root.addr, key.addr, policy);
    }

    /* UNITS */

    /// @dev The raw sizes of all pieces, to the byte.
    function testFuzz_CountsBytesOfAddedPieces(uint256 kind, uint256 a, uint256 b) public {
        Key memory key = keyFrom(kind);
        (a, b) = (bound(a, 1, 2 ** 40), bound(b, 1, 2 ** 40));
        // forge-lint: disable-next-line(unsafe-typecast): bounded above
        Policy memory policy = limitOf(ADD, uint128(a + b));
        grant(key.addr, permissionOf(policy));
        Cid[] memory pieces = new Cid[](2);
        (pieces[0], pieces[1]) = (PieceCids.ofSize(a, 1), PieceCids.ofSize(b, 2));
        bytes memory envelope = seal(key, policy);
        assertEq(remainingOf(key, policy), a + b);
        add(envelope, pieces);
        assertEq(usedOf(address(this), key.addr, policy), a + b);
        assertEq(remainingOf(key, policy), 0);
        expectExceeded(key, policy, a + b, 1);
        add(envelope, piece(1));
    }

    function testFuzz_RevertGiven_OneByteTooMany(uint256 kind, uint256 limit) public {
        Key memory key = keyFrom(kind);
        limit = bound(limit, 1, 2 ** 50);
        // forge-lint: disable-next-line(unsafe-typecast): bounded above
        Policy memory policy = limitOf(ADD, uint128(limit));
        grant(key.addr, permissionOf(policy));
        bytes memory envelope = seal(key, policy);
        expectExceeded(key, policy, 0, limit + 1);
        add(envelope, piece(limit + 1));
        // What was refused was not counted.
        add(envelope, piece(limit));
        assertEq(remainingOf(key, policy), 0);
    }

    function testFuzz_CountsOperations(uint256 kind, uint256 limit) public {
        Key memory key = keyFrom(kind);
        limit = bound(limit, 1, 5);
        // forge-lint: disable-next-line(unsafe-typecast): bounded above
        Policy memory policy = limitOf(OPERATION, uint128(limit));
        grant(key.addr, permissionOf(policy));
        bytes memory envelope = seal(key, policy);
        for (uint256 i = 0; i < limit; i++) {
            assertEq(remainingOf(key, policy), limit - i);
            ask(envelope);
        }
        expectExceeded(key, policy, limit, 1);
        ask(envelope);
    }

    /// @dev Zero is no limit, and nothing is counted then.
    function test_NoLimit() public {
        Key memory key = secp256k1Key("session key");
        Policy memory policy = limitOf(ADD, 0);
        grant(key.addr, permissionOf(policy));
        add(seal(key, policy), piece(2 ** 50));
        assertEq(usedOf(address(this), key.addr, policy), 0);
        assertEq(remainingOf(key, policy), type(uint256).max);
    }

    /// @dev The highest limit, used up: one more does not run over.
    function test_RevertGiven_HighestLimitIsUsedUp() public {
        Key memory key = secp256k1Key("session key");
        Policy memory policy = limitOf(OPERATION, type(uint128).max);
        uint256 expiry = block.timestamp + 1 hours;
        grant(key.addr, permissionOf(policy));
        bytes32 id = keccak256(abi.encode(address(this), root.addr, key.addr, permissionOf(policy), expiry));
        vm.store(address(authorizer), keccak256(abi.encode(id, uint256(0))), bytes32(uint256(type(uint128).max)));
        assertEq(remainingOf(key, policy), 0);
        bytes memory envelope = seal(key, policy);
        expectExceeded(key, policy, type(uint128).max, 1);
        ask(envelope);
    }

    function test_RevertWhen_LimitedPieceIsMalformed() public {
        Key memory key = secp256k1Key("session key");
        Policy memory policy = limitOf(ADD, 1000);
        grant(key.addr, permissionOf(policy));
        bytes memory envelope = seal(key, policy);
        Cid[] memory pieces = piece(1000);
        // As much padding as there is room: no data, which would not count.
        pieces[0].data = PieceCids.encode(keccak256("root"), 127, 2);
        vm.expectRevert(abi.encodeWithSelector(PieceCid.PaddingTooLarge.selector, 127, 127));
        add(envelope, pieces);
    }

    /* WHOSE */

    /// @dev Each of the five that a count belongs to, changed alone, is another count.
    function testFuzz_CountsAreApart(uint256 kind, uint256 which) public {
        Key memory key = keyFrom(kind);
        Policy memory policy = limitOf(OPERATION, 1);
        uint256 expiry = block.timestamp + 1 hours;
        grant(key.addr, permissionOf(policy));
        bytes memory envelope = seal(key, policy);
        ask(envelope);
        assertEq(remainingOf(key, policy), 0);

        which = which % 5;
        address payer = root.addr;
        if (which == 1) payer = stranger.addr;
        if (which == 2) key = key.p256 ? p256Key("another") : secp256k1Key("another");
        if (which == 3) policy = limitOf(OPERATION, 2);
        if (which == 4) expiry++;
        if (which != 0) {
            grant(payer, key.addr, permissionOf(policy), expiry);
            envelope = sealedBy(key, payer, policy, DIGEST);
        }
        if (which == 0) vm.prank(stranger.addr);
        ask(payer, DIGEST, envelope);
    }

    /// @dev A stranger that submits elsewhere what was signed uses up nothing of the service's.
    function testFuzz_StrangerUsesUpItsOwn(uint256 kind) public {
        Key memory key = keyFrom(kind);
        Policy memory policy = limitOf(OPERATION, 1);
        grant(key.addr, permissionOf(policy));
        bytes memory envelope = seal(key, policy);
        vm.prank(stranger.addr);
        ask(envelope);
        assertEq(usedOf(stranger.addr, key.addr, policy), 1);
        assertEq(usedOf(address(this), key.addr, policy), 0);
        ask(envelope);
    }

    /* UNTIL WHEN */

    function testFuzz_RenewedGrantBeginsAnew(uint256 kind, uint256 expiry) public {
        Key memory key = keyFrom(kind);
        Policy memory policy = limitOf(OPERATION, 1);
        grant(key.addr, permissionOf(policy));
        bytes memory envelope = seal(key, policy);
        ask(envelope);
        expiry = bound(expiry, block.timestamp, type(uint40).max);
        vm.assume(expiry != block.timestamp + 1 hours);
        grant(root.addr, key.addr, permissionOf(policy), expiry);
        assertEq(remainingOf(key, policy), 1);
        ask(envelope);
        expectExceeded(key, policy, 1, 1);
        ask(envelope);
    }

    /// @dev What was allowed until a second was allowed once, whatever was revoked in between.
    function testFuzz_RevertGiven_GrantedAgainWithTheSameExpiry(uint256 kind, uint256 how) public {
        Key memory key = keyFrom(kind);
        Policy memory policy = limitOf(OPERATION, 1);
        grant(key.addr, permissionOf(policy));
        bytes memory envelope = seal(key, policy);
        ask(envelope);
        address[] memory keys = new address[](1);
        keys[0] = key.addr;
        if (how % 3 == 0) revoke(key.addr, permissionOf(policy));
        if (how % 3 == 1) {
            vm.prank(root.addr);
            registry.revokeAll(keys, "test");
        }
        if (how % 3 == 2) grant(root.addr, key.addr, permissionOf(policy), block.timestamp + 2 hours);
        grant(key.addr, permissionOf(policy));
        assertEq(remainingOf(key, policy), 0);
        expectExceeded(key, policy, 1, 1);
        ask(envelope);
    }

    /* VIEWS */

    function test_RemainingOfWhatDoesNotHold() public {
        Key memory key = secp256k1Key("session key");
        Policy memory policy = limitOf(OPERATION, 5);
        assertEq(remainingOf(key, policy), 0);
        assertEq(remainingOf(key, limitOf(OPERATION, 0)), 0);
        grant(root.addr, key.addr, permissionOf(policy), block.timestamp);
        assertEq(remainingOf(key, policy), 5);
        vm.warp(block.timestamp + 1);
        assertEq(remainingOf(key, policy), 0);
    }

    function test_UsageOf() public {
        Key memory key = secp256k1Key("session key");
        Policy memory policy = limitOf(OPERATION, 5);
        uint256 expiry = block.timestamp + 1 hours;
        grant(key.addr, permissionOf(policy));
        ask(seal(key, policy));
        vm.warp(expiry + 1);
        // What was used of a grant that is over can still be read.
        (uint256 until, uint256 used) = authorizer.usageOf(address(this), root.addr, key.addr, permissionOf(policy));
        assertEq(until, expiry);
        assertEq(used, 1);
    }

    function test_SessionKeyRegistry() public view {
        assertEq(address(authorizer.sessionKeyRegistry()), address(registry));
    }
}
