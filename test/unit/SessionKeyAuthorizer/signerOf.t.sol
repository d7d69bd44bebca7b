// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Key} from "../../utils/Envelopes.sol";
import {AuthorizerBase} from "./AuthorizerBase.sol";

/// @notice Whose a signature is, whether anything is granted or not.
/// forge-config: default.evm_version = "osaka"
contract SignerOfTest is AuthorizerBase {
    function signerOf(bytes memory signature) private view returns (address) {
        return authorizer.signerOf(root.addr, OPERATION, DATA_SET, PROVIDER, DIGEST, signature);
    }

    function testFuzz_SignerOfEnvelope(uint256 kind, uint256 seed) public {
        Key memory key = keyFrom(kind);
        assertEq(signerOf(sealedBy(key, root.addr, policyFrom(seed), DIGEST)), key.addr);
        assertEq(signerOf(sealedBy(key, root.addr, OPERATION, DIGEST)), key.addr);
    }

    function test_SignerOfPlainSignature() public {
        Key memory key = secp256k1Key("session key");
        assertEq(signerOf(signatureOf(key, DIGEST)), key.addr);
        (bytes32 r, bytes32 vs) = vm.signCompact(key.secret, DIGEST);
        assertEq(signerOf(abi.encodePacked(r, vs)), key.addr);
    }

    function testFuzz_NobodysIsZero(uint256 length) public view {
        assertEq(signerOf(new bytes(length % 256)), address(0));
    }

    function test_EnvelopeOfNobody() public {
        bytes memory envelope = sealedBy(p256Key("P-256 session key"), root.addr, policyFrom(7), DIGEST);
        envelope[envelope.length - 1] ^= 0x01;
        assertEq(signerOf(envelope), address(0));
    }
}
