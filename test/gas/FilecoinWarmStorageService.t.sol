// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {FwssHashes} from "../../src/libraries/FwssHashes.sol";
import {FwssPermissions} from "../../src/libraries/FwssPermissions.sol";
import {Cid} from "../../src/types/Cid.sol";
import {FwssBase} from "../FwssBase.t.sol";
import {ScriptedAuthorizer} from "../utils/ScriptedAuthorizer.sol";
import {Vm} from "forge-std/Test.sol";

/// @notice Gas of whatever changes something, by whole transactions: of PDPVerifier or FilecoinPay, where those call the service.
/// What it costs that a session key signs is seen by additions of the same run.
/// forge-config: default.isolate = true
contract FilecoinWarmStorageServiceGasTest is FwssBase {
    uint256 private dataSetId;

    function setUp() public override {
        super.setUp();
        dataSetId = createAsPayer(root, 1);
        // What comes later finds the same state: a data set with a piece in it.
        addAsPayer(root, dataSetId, 11, piece(1000, 11));
    }

    function snapshot(string memory name) private returns (uint256) {
        return vm.snapshotGasLastCall("FilecoinWarmStorageService", name);
    }

    /* ADD */

    function add(Vm.Wallet memory by, uint256 nonce, string memory name) private returns (uint256) {
        Cid[] memory pieces = piece(1000, nonce);
        bytes memory signature = sign(by, typedData(addHash(1, nonce, pieces)));
        submitAdd(dataSetId, pieces, addData(nonce, 1, signature));
        return snapshot(name);
    }

    function test_AddPiece() public {
        uint256 byRoot = add(root, 12, "piecesAdded, 1 piece, signed by the root");
        grant(root.addr, sessionKey.addr, FwssPermissions.ADD_PIECES, block.timestamp);
        uint256 bySessionKey = add(sessionKey, 13, "piecesAdded, 1 piece, signed by a session key");
        bytes32 scoped = FwssPermissions.scoped(FwssPermissions.ADD_PIECES, dataSetId);
        revoke(root.addr, sessionKey.addr, FwssPermissions.ADD_PIECES);
        grant(root.addr, sessionKey.addr, scoped, block.timestamp);
        add(sessionKey, 14, "piecesAdded, 1 piece, signed by a session key for this data set");
        assertLe(bySessionKey - byRoot, 6500, "the check");
    }

    /* CREATE AND REMOVE */

    function test_Create() public {
        createAsPayer(root, 2);
        snapshot("dataSetCreated");
    }

    function test_CreateAndAdd() public {
        Cid[] memory pieces = piece(1000, 2);
        bytes memory create = createData(root.addr, 2, sign(root, typedData(createHash(2))));
        bytes memory addition = addData(12, 1, sign(root, typedData(addHash(2, 12, pieces))));
        vm.prank(provider);
        pdpVerifier.addPieces{value: CLEANUP_DEPOSIT}(0, address(fwss), pieces, abi.encode(create, addition));
        snapshot("dataSetCreated, with 1 piece");
    }

    function test_Remove() public {
        removeAsPayer(root, dataSetId, ids(0));
        snapshot("piecesScheduledRemove, 1 piece");
    }

    /* PROOFS */

    function test_Proofs() public {
        nextPeriod(dataSetId);
        snapshot("nextProvingPeriod, the first");
        goTo(fwssView.provingDeadline(dataSetId));
        prove(dataSetId);
        snapshot("possessionProven");
        pass(1);
        nextPeriod(dataSetId);
        snapshot("nextProvingPeriod");
        filecoinPay.settleRail(fwssView.getDataSet(dataSetId).pdpRailId, block.number);
        snapshot("validatePayment, of 1 period");
        goTo(fwssView.provingDeadline(dataSetId));
        prove(dataSetId);
        pass(1);
        removeAsPayer(root, dataSetId, ids(0));
        nextPeriod(dataSetId);
        snapshot("nextProvingPeriod, with a removal");
    }

    /* END */

    function test_Terminate() public {
        vm.prank(root.addr);
        fwss.terminateService(dataSetId);
        snapshot("terminateService(uint256)");
        // FilecoinPay calls it in the same transaction.
        snapshot("railTerminated, in terminateService");
    }

    function test_TerminateSigned() public {
        bytes memory message = abi.encode(sign(root, typedData(FwssHashes.terminateService(dataSetId))));
        vm.prank(provider);
        fwss.terminateService(dataSetId, message);
        snapshot("terminateService(uint256,bytes)");
        filecoinPay.settleRail(fwssView.getDataSet(dataSetId).pdpRailId, block.number);
        vm.prank(provider);
        pdpVerifier.deleteDataSet(dataSetId, "");
        snapshot("dataSetDeleted");
    }

    /* WHAT A PAYER OR A KEY DOES ITSELF */

    function test_TopUp() public {
        vm.prank(root.addr);
        fwss.topUpLifecycleReserve(dataSetId, 1e18);
        snapshot("topUpLifecycleReserve");
    }

    function test_SetDataSetAuthorizer() public {
        ScriptedAuthorizer scripted = new ScriptedAuthorizer();
        vm.prank(root.addr);
        fwss.setDataSetAuthorizer(dataSetId, address(scripted));
        snapshot("setDataSetAuthorizer");
    }

    function test_UseUp() public {
        vm.prank(sessionKey.addr);
        fwss.useUp(ids(12));
        snapshot("useUp, 1 nonce");
    }

    /* THE OWNER */

    function test_Owner() public {
        address owner = fwss.owner();
        vm.prank(owner);
        fwss.addApprovedProvider(3);
        snapshot("addApprovedProvider");
        vm.prank(owner);
        fwss.removeApprovedProvider(1, 0);
        snapshot("removeApprovedProvider");
        vm.prank(owner);
        fwss.configureProvingPeriod(1440, 30);
        snapshot("configureProvingPeriod");
        vm.prank(owner);
        fwss.setViewContract(stranger.addr);
        snapshot("setViewContract");
        vm.prank(owner);
        fwss.transferOwnership(stranger.addr);
        snapshot("transferOwnership");
        vm.prank(stranger.addr);
        fwss.renounceOwnership();
        snapshot("renounceOwnership");
    }
}
