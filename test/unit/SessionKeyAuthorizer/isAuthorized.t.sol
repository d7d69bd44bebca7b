// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ISessionKeyAuthorizer} from "../../../src/interfaces/ISessionKeyAuthorizer.sol";
import {FwssPermissions} from "../../../src/libraries/FwssPermissions.sol";
import {SessionKeyAuth} from "../../../src/libraries/SessionKeyAuth.sol";
import {Policy} from "../../../src/types/Policy.sol";
import {Key} from "../../utils/Envelopes.sol";
import {SmartWallet} from "../../utils/SmartWallet.sol";
import {AuthorizerBase} from "./AuthorizerBase.sol";

/// @notice The door of the data set authorizer. The test answers as the live service and PDPVerifier do.
/// forge-config: default.evm_version = "osaka"
contract IsAuthorizedTest is AuthorizerBase {
    function pdpVerifierAddress() external view returns (address) {
        return address(this);
    }

    function getDataSetStorageProvider(uint256 dataSetId) external pure returns (address provider, address proposed) {
        if (dataSetId == DATA_SET) provider = PROVIDER;
        else proposed = PROVIDER;
    }

    function askOn(uint256 dataSetId, bytes32 operation, bytes memory signature, bytes memory data)
        private
        returns (bool)
    {
        return authorizer.isAuthorized(dataSetId, root.addr, operation, DIGEST, signature, data);
    }

    /* PLAIN SIGNATURES */

    function test_PlainSignatures() public {
        Key memory rootKey = Key({p256: false, secret: root.privateKey, addr: root.addr});
        Key memory key = secp256k1Key("session key");
        Key memory scoped = secp256k1Key("key for one data set");
        grant(key.addr, OPERATION);
        grant(scoped.addr, FwssPermissions.scoped(OPERATION, DATA_SET));
        assertTrue(askOn(DATA_SET, OPERATION, signatureOf(rootKey, DIGEST), ""));
        assertTrue(askOn(DATA_SET, OPERATION, signatureOf(key, DIGEST), ""));
        assertTrue(askOn(DATA_SET, OPERATION, signatureOf(scoped, DIGEST), ""));
        (bytes32 r, bytes32 vs) = vm.signCompact(key.secret, DIGEST);
        assertTrue(askOn(DATA_SET, OPERATION, abi.encodePacked(r, vs), ""));

        vm.expectRevert(
            abi.encodeWithSelector(SessionKeyAuth.NotAuthorized.selector, root.addr, scoped.addr, OPERATION)
        );
        askOn(DATA_SET + 1, OPERATION, signatureOf(scoped, DIGEST), "");
    }

    /// @dev A policy is not granted for what a plain signature says.
    function testFuzz_RevertWhen_PolicyIsNotPresented(uint256 seed) public {
        Key memory key = secp256k1Key("session key");
        grant(key.addr, permissionOf(policyFrom(seed)));
        vm.expectRevert(abi.encodeWithSelector(SessionKeyAuth.NotAuthorized.selector, root.addr, key.addr, OPERATION));
        askOn(DATA_SET, OPERATION, signatureOf(key, DIGEST), "");
    }

    /// @dev As the service would ask it: the service is what the wallet's answer is for.
    function test_CodeOfPayerIsAskedForTheService() public {
        SmartWallet wallet = new SmartWallet(root.addr);
        Key memory owner = Key({p256: false, secret: root.privateKey, addr: root.addr});
        bytes memory forService = signatureOf(owner, SessionKeyAuth.digestForCode(address(wallet), DIGEST));
        assertTrue(authorizer.isAuthorized(DATA_SET, address(wallet), OPERATION, DIGEST, forService, ""));
        vm.prank(stranger.addr);
        vm.expectRevert();
        authorizer.isAuthorized(DATA_SET, address(wallet), OPERATION, DIGEST, forService, "");
    }

    /* ENVELOPES */

    function testFuzz_Policy(uint256 kind, uint256 seed) public {
        Key memory key = keyFrom(kind);
        Policy memory policy = policyFrom(seed);
        grant(key.addr, permissionOf(policy));
        bytes memory envelope = sealedBy(key, root.addr, policy, DIGEST);
        assertTrue(askOn(DATA_SET, OPERATION, envelope, ""));
        assertEq(usedOf(address(this), key.addr, policy), policy.limit == 0 ? 0 : 1);
        if (seed & 3 == 0) return;
        // Another data set, with another provider.
        vm.expectRevert();
        askOn(DATA_SET + 1, OPERATION, envelope, "");
    }

    function testFuzz_RevertGiven_AnotherProvider(uint256 kind) public {
        Key memory key = keyFrom(kind);
        grant(key.addr, permissionOf(policyFrom(2)));
        Policy memory presented = policyFrom(2);
        presented.provider = address(0);
        bytes memory signature = signatureOf(key, messageOf(root.addr, permissionOf(presented), DIGEST));
        vm.expectRevert(
            abi.encodeWithSelector(ISessionKeyAuthorizer.PolicyNotGranted.selector, root.addr, key.addr, presented)
        );
        askOn(
            DATA_SET + 1,
            OPERATION,
            abi.encodePacked(MAGIC, key.p256 ? uint8(11) : uint8(10), uint128(0), signature),
            ""
        );
    }

    function testFuzz_CountsBytes(uint256 kind, uint256 size) public {
        Key memory key = keyFrom(kind);
        size = bound(size, 1, 2 ** 50);
        // forge-lint: disable-next-line(unsafe-typecast): bounded above
        Policy memory policy = limitOf(ADD, uint128(size));
        grant(key.addr, permissionOf(policy));
        bytes memory envelope = sealedBy(key, root.addr, policy, DIGEST);
        assertTrue(askOn(DATA_SET, ADD, envelope, addition(piece(size))));
        assertEq(usedOf(address(this), key.addr, policy), size);
        vm.expectRevert(
            abi.encodeWithSelector(
                ISessionKeyAuthorizer.LimitExceeded.selector, root.addr, key.addr, permissionOf(policy), size, size, 1
            )
        );
        askOn(DATA_SET, ADD, envelope, addition(piece(1)));
    }

    /// @dev One budget, whichever of the two doors the service comes through.
    function test_BothDoorsCountTogether() public {
        Key memory key = p256Key("P-256 session key");
        Policy memory policy = limitOf(ADD, 1000);
        grant(key.addr, permissionOf(policy));
        bytes memory envelope = sealedBy(key, root.addr, policy, DIGEST);
        askOn(DATA_SET, ADD, envelope, addition(piece(600)));
        add(envelope, piece(400));
        assertEq(usedOf(address(this), key.addr, policy), 1000);
    }
}
