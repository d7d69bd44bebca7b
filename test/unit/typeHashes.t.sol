// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {FwssPermissions} from "../../src/libraries/FwssPermissions.sol";
import {RegistryHashes} from "../../src/libraries/RegistryHashes.sol";
import {Test} from "forge-std/Test.sol";

/// @notice Type hashes against forge's own EIP-712 encoder and, for the FWSS, against the literals of the live contracts.
contract TypeHashesTest is Test {
    string private constant METADATA_ENTRY = "MetadataEntry(string key,string value)";

    function test_CreateDataSet() public pure {
        assertEq(
            FwssPermissions.CREATE_DATA_SET,
            vm.eip712HashType(
                string.concat(
                    "CreateDataSet(uint256 clientDataSetId,address payee,MetadataEntry[] metadata)", METADATA_ENTRY
                )
            )
        );
        assertEq(FwssPermissions.CREATE_DATA_SET, 0x25ebf20299107c91b4624d5bac3a16d32cabf0db23b450ee09ab7732983b1dc9);
    }

    function test_AddPieces() public pure {
        assertEq(
            FwssPermissions.ADD_PIECES,
            vm.eip712HashType(
                string.concat(
                    "AddPieces(uint256 clientDataSetId,uint256 nonce,Cid[] pieceData,PieceMetadata[] pieceMetadata)",
                    "Cid(bytes data)",
                    METADATA_ENTRY,
                    "PieceMetadata(uint256 pieceIndex,MetadataEntry[] metadata)"
                )
            )
        );
        assertEq(FwssPermissions.ADD_PIECES, 0x954bdc254591a7eab1b73f03842464d9283a08352772737094d710a4428fd183);
    }

    function test_SchedulePieceRemovals() public pure {
        assertEq(
            FwssPermissions.SCHEDULE_PIECE_REMOVALS,
            vm.eip712HashType("SchedulePieceRemovals(uint256 clientDataSetId,uint256[] pieceIds)")
        );
        assertEq(
            FwssPermissions.SCHEDULE_PIECE_REMOVALS, 0x5415701e313bb627e755b16924727217bb356574fe20e7061442c200b0822b22
        );
    }

    function test_TerminateService() public pure {
        assertEq(FwssPermissions.TERMINATE_SERVICE, vm.eip712HashType("TerminateService(uint256 dataSetId)"));
        assertEq(FwssPermissions.TERMINATE_SERVICE, 0x522bd88a11de1cdc6574394dde7a21ae488ff13e16e7408d0ea721dd8479dffc);
    }

    function test_AllNamesEachOnce() public pure {
        bytes32[] memory all = FwssPermissions.all();
        assertEq(all.length, 4);
        assertEq(all[0], FwssPermissions.CREATE_DATA_SET);
        assertEq(all[1], FwssPermissions.ADD_PIECES);
        assertEq(all[2], FwssPermissions.SCHEDULE_PIECE_REMOVALS);
        assertEq(all[3], FwssPermissions.TERMINATE_SERVICE);
    }

    function test_Login() public pure {
        assertEq(
            RegistryHashes.LOGIN_TYPEHASH,
            vm.eip712HashType(
                "Login(address identity,address signer,uint256 expiry,bytes32[] permissions,string origin,uint256 nonce,uint256 deadline)"
            )
        );
    }

    function test_RevokeAll() public pure {
        assertEq(
            RegistryHashes.REVOKE_ALL_TYPEHASH,
            vm.eip712HashType(
                "RevokeAll(address identity,Revocation[] revocations,string origin,uint256 deadline)Revocation(address signer,uint256 generation)"
            )
        );
        assertEq(RegistryHashes.REVOCATION_TYPEHASH, vm.eip712HashType("Revocation(address signer,uint256 generation)"));
    }

    function test_Logout() public pure {
        assertEq(
            RegistryHashes.LOGOUT_TYPEHASH,
            vm.eip712HashType(
                "Logout(address identity,address signer,string origin,uint256 generation,uint256 deadline)"
            )
        );
    }
}
