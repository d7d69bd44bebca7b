// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Policy} from "../../src/types/Policy.sol";
import {AuthorizerBase} from "../unit/SessionKeyAuthorizer/AuthorizerBase.sol";
import {Key} from "../utils/Envelopes.sol";

/// @notice Gas of every function: as whole transactions, though a service calls them, and of views as another contract calls them.
/// forge-config: default.isolate = true
/// forge-config: default.evm_version = "osaka"
contract SessionKeyAuthorizerGasTest is AuthorizerBase {
    Policy private policy;

    function setUp() public override {
        super.setUp();
        policy = policyFrom(5);
    }

    function snapshot(string memory name) private {
        vm.snapshotGasLastCall("SessionKeyAuthorizer", name);
    }

    /* AUTHORIZE */

    function test_PlainSignature() public {
        Key memory key = secp256k1Key("session key");
        grant(key.addr, OPERATION);
        bytes memory signature = signatureOf(key, DIGEST);
        ask(signature);
        snapshot("authorize, plain signature");
        authorizer.isAuthorized(DATA_SET, root.addr, OPERATION, DIGEST, signature, "");
        snapshot("isAuthorized, plain signature");
    }

    function test_Envelope() public {
        envelope(secp256k1Key("session key"), "");
    }

    function test_EnvelopeOfAP256Key() public {
        envelope(p256Key("P-256 session key"), " of a P-256 key");
    }

    function envelope(Key memory key, string memory whose) private {
        grant(key.addr, OPERATION);
        ask(sealedBy(key, root.addr, OPERATION, DIGEST));
        snapshot(string.concat("authorize, envelope", whose));
        grant(key.addr, permissionOf(policy));
        bytes memory limited = sealedBy(key, root.addr, policy, DIGEST);
        ask(limited);
        snapshot(string.concat("authorize, limit", whose, ", first use"));
        ask(limited);
        snapshot(string.concat("authorize, limit", whose, ", later"));
        authorizer.isAuthorized(DATA_SET, root.addr, OPERATION, DIGEST, limited, "");
        snapshot(string.concat("isAuthorized, limit", whose, ", later"));
    }

    /* POLICIES */

    function test_Announce() public {
        Policy[] memory one = new Policy[](1);
        one[0] = policy;
        authorizer.announce(one);
        snapshot("announce, 1 policy");
    }

    function test_Views() public {
        Key memory key = secp256k1Key("session key");
        bytes32 permission = permissionOf(policy);
        grant(key.addr, permission);
        bytes memory limited = sealedBy(key, root.addr, policy, DIGEST);
        authorizer.permissionOf(policy);
        snapshot("permissionOf");
        authorizer.remaining(address(this), root.addr, key.addr, policy);
        snapshot("remaining");
        authorizer.usageOf(address(this), root.addr, key.addr, permission);
        snapshot("usageOf");
        authorizer.signerOf(root.addr, OPERATION, DATA_SET, PROVIDER, DIGEST, limited);
        snapshot("signerOf, limit");
        authorizer.sessionKeyRegistry();
        snapshot("sessionKeyRegistry");
    }
}
