// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {FwssPermissions} from "../../src/libraries/FwssPermissions.sol";
import {Cid} from "../../src/types/Cid.sol";
import {Policy} from "../../src/types/Policy.sol";
import {FwssBase} from "../FwssBase.t.sol";
import {Envelopes, Key} from "../utils/Envelopes.sol";

/// @notice What it costs that a key with a limit signs, or a P-256 key: whole transactions that add a piece, against the root's in the
/// same run.
/// forge-config: default.isolate = true
/// forge-config: default.evm_version = "osaka"
contract EnvelopesGasTest is FwssBase, Envelopes {
    uint256 private dataSetId;
    uint256 private nonce = 11;
    uint256 private byRoot;

    function setUp() public override {
        super.setUp();
        dataSetId = createAsPayer(root, 1);
        // What comes later finds the same state: a data set with a piece in it.
        addAsPayer(root, dataSetId, nonce, piece(1000, nonce));
        byRoot = add(signatureOf(Key({p256: false, secret: root.privateKey, addr: root.addr}), next()), "root");
    }

    /// @dev Of the next addition.
    function next() private returns (bytes32) {
        nonce++;
        return typedData(addHash(1, nonce, piece(1000, nonce)));
    }

    function add(bytes memory signature, string memory name) private returns (uint256) {
        Cid[] memory pieces = piece(1000, nonce);
        submitAdd(dataSetId, pieces, addData(nonce, 1, signature));
        return vm.snapshotGasLastCall("Envelopes", string.concat("add 1 piece, signed by a ", name));
    }

    function assertMore(uint256 gas, uint256 most) private view {
        assertLe(gas - byRoot, most, "more than the root");
    }

    function test_PlainKey() public {
        Key memory key = secp256k1Key("session key");
        grant(root.addr, key.addr, FwssPermissions.ADD_PIECES, block.timestamp);
        assertMore(add(signatureOf(key, next()), "session key"), 6500);
    }

    function test_P256Key() public {
        Key memory key = p256Key("P-256 session key");
        grant(root.addr, key.addr, FwssPermissions.ADD_PIECES, block.timestamp);
        bytes memory envelope = sealedBy(key, root.addr, FwssPermissions.ADD_PIECES, next());
        assertMore(add(envelope, "P-256 session key"), 19_500);
    }

    function test_LimitedKey() public {
        limited(secp256k1Key("session key"), "limited session key", 42_500, 25_500);
    }

    function test_LimitedP256Key() public {
        limited(p256Key("P-256 session key"), "limited P-256 session key", 48_500, 31_500);
    }

    function limited(Key memory key, string memory name, uint256 first, uint256 later) private {
        Policy memory policy =
            Policy({operation: FwssPermissions.ADD_PIECES, dataSetId: dataSetId, provider: provider, limit: 1e12});
        grant(root.addr, key.addr, permissionOf(policy), block.timestamp);
        assertMore(add(sealedBy(key, root.addr, policy, next()), string.concat(name, ", first use")), first);
        assertMore(add(sealedBy(key, root.addr, policy, next()), string.concat(name, ", later")), later);
    }
}
