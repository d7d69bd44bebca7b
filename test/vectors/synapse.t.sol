// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {FilecoinWarmStorageService} from "../../src/FilecoinWarmStorageService.sol";
import {FilecoinWarmStorageServiceStateView} from "../../src/FilecoinWarmStorageServiceStateView.sol";
import {FwssPermissions} from "../../src/libraries/FwssPermissions.sol";
import {SessionKeyAuth} from "../../src/libraries/SessionKeyAuth.sol";
import {Cid} from "../../src/types/Cid.sol";
import {FwssBase} from "../FwssBase.t.sol";

/// @notice FWSS takes what the published Synapse SDK signs and encodes, byte for byte. `npm run build:vectors` writes the
/// fixture, and the gate sees that it is up to date.
contract SynapseVectorsTest is FwssBase {
    string private fixture;

    function setUp() public override {
        super.setUp();
        // forge-lint: disable-next-line(unsafe-cheatcode): reads a fixture
        fixture = vm.readFile("test/fixtures/synapse.json");
        vm.chainId(vm.parseJsonUint(fixture, ".chainId"));

        address at = vm.parseJsonAddress(fixture, ".verifyingContract");
        bytes memory arguments = abi.encode(
            pdpVerifier,
            filecoinPay,
            usdfc,
            providers,
            registry,
            authorizer,
            address(this),
            PROVING_PERIOD,
            CHALLENGE_WINDOW
        );
        deployCodeTo("FilecoinWarmStorageService.sol:FilecoinWarmStorageService", arguments, at);
        fwss = FilecoinWarmStorageService(at);
        fwssView = FilecoinWarmStorageServiceStateView(fwss.viewContractAddress());
        assertEq(vm.parseJsonAddress(fixture, ".payer"), root.addr);
        assertEq(vm.parseJsonAddress(fixture, ".payee"), provider);
        fund(root.addr, FUNDS);
    }

    function signerOf(string memory by) private view returns (address) {
        return vm.parseJsonAddress(fixture, string.concat(".", by, ".signer"));
    }

    function vector(string memory by, string memory name) private view returns (bytes memory) {
        return vm.parseJsonBytes(fixture, string.concat(".", by, ".", name));
    }

    function pieces() private view returns (Cid[] memory list) {
        bytes[] memory data = vm.parseJsonBytesArray(fixture, ".pieces");
        list = new Cid[](data.length);
        for (uint256 i = 0; i < data.length; i++) {
            list[i] = Cid({data: data[i]});
        }
    }

    function live(string memory by) private {
        uint256 id = submitCreate(vector(by, "create"));
        assertEq(id, 1);
        (bool exists, string memory value) = fwssView.getDataSetMetadata(id, "source");
        assertTrue(exists);
        assertEq(value, "app");
        (exists, value) = fwssView.getDataSetMetadata(id, "withIPFSIndexing");
        assertTrue(exists);
        assertEq(value, "");

        submitAdd(id, pieces(), vector(by, "add"));
        assertEq(pdpVerifier.getActivePieceCount(id), 2);
        (, value) = fwssView.getPieceMetadata(id, 1, "name");
        assertEq(value, "second");

        vm.prank(provider);
        uint256 second =
            pdpVerifier.addPieces{value: CLEANUP_DEPOSIT}(0, address(fwss), pieces(), vector(by, "createAndAdd"));
        assertEq(second, 2);
        assertEq(pdpVerifier.getActivePieceCount(second), 2);

        uint256[] memory pieceIds = new uint256[](2);
        pieceIds[1] = 1;
        submitRemovals(id, pieceIds, vector(by, "remove"));
        assertEq(pdpVerifier.getScheduledRemovals(id), pieceIds);

        vm.prank(provider);
        fwss.terminateService(id, vector(by, "terminateFirst"));
        assertEq(fwssView.getDataSet(id).pdpEndEpoch, block.number);
        assertEq(fwssView.getDataSet(id).payer, root.addr);
    }

    function test_SignedByRoot() public {
        assertEq(signerOf("byRoot"), root.addr);
        live("byRoot");
    }

    function test_SignedBySessionKey() public {
        vm.prank(root.addr);
        registry.login(signerOf("bySessionKey"), block.timestamp, FwssPermissions.all(), "vectors");
        live("bySessionKey");
    }

    function test_RevertGiven_SessionKeyWithoutGrant() public {
        bytes memory data = vector("bySessionKey", "create");
        vm.expectRevert(
            abi.encodeWithSelector(
                SessionKeyAuth.NotAuthorized.selector,
                root.addr,
                signerOf("bySessionKey"),
                FwssPermissions.CREATE_DATA_SET
            )
        );
        submitCreate(data);
    }
}
