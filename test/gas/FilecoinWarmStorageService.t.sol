// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {FwssPermissions} from "../../src/libraries/FwssPermissions.sol";
import {Cid} from "../../src/types/Cid.sol";
import {FwssBase} from "../FwssBase.t.sol";
import {Vm} from "forge-std/Test.sol";

/// @notice What it costs that a session key signs: whole transactions that add a piece, signed by the root, by a session
/// key, and by a session key with a grant for this data set alone, in the same run.
/// forge-config: default.isolate = true
contract FilecoinWarmStorageServiceGasTest is FwssBase {
    uint256 private dataSetId;

    function setUp() public override {
        super.setUp();
        dataSetId = createAsPayer(root, 1);
        // What comes later finds the same state: a data set with a piece in it.
        addAsPayer(root, dataSetId, 11, piece(1000, 11));
    }

    function add(Vm.Wallet memory by, uint256 nonce, string memory name) private returns (uint256) {
        Cid[] memory pieces = piece(1000, nonce);
        bytes memory signature = sign(by, typedData(addHash(1, nonce, pieces)));
        submitAdd(dataSetId, pieces, addData(nonce, 1, signature));
        return vm.snapshotGasLastCall("FilecoinWarmStorageService", name);
    }

    function test_AddPiece() public {
        uint256 byRoot = add(root, 12, "add 1 piece, signed by the root");
        grant(root.addr, sessionKey.addr, FwssPermissions.ADD_PIECES, block.timestamp);
        uint256 bySessionKey = add(sessionKey, 13, "add 1 piece, signed by a session key");
        bytes32 scoped = FwssPermissions.scoped(FwssPermissions.ADD_PIECES, dataSetId);
        revoke(root.addr, sessionKey.addr, FwssPermissions.ADD_PIECES);
        grant(root.addr, sessionKey.addr, scoped, block.timestamp);
        add(sessionKey, 14, "add 1 piece, signed by a session key for this data set");
        assertLe(bySessionKey - byRoot, 6500, "the check");
    }
}
