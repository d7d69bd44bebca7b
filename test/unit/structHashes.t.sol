// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ISessionKeyRegistry} from "../../src/interfaces/ISessionKeyRegistry.sol";
import {FwssHashes} from "../../src/libraries/FwssHashes.sol";
import {Cid} from "../../src/types/Cid.sol";
import {SignedBase} from "../SignedBase.t.sol";

/// @notice Struct hashes against forge's own EIP-712 encoder. No two fields have the same value, so that a swap shows.
contract StructHashesTest is SignedBase {
    struct MetadataEntry {
        string key;
        string value;
    }

    struct PieceMetadata {
        uint256 pieceIndex;
        MetadataEntry[] metadata;
    }

    struct CreateDataSet {
        uint256 clientDataSetId;
        address payee;
        MetadataEntry[] metadata;
    }

    struct AddPieces {
        uint256 clientDataSetId;
        uint256 nonce;
        Cid[] pieceData;
        PieceMetadata[] pieceMetadata;
    }

    struct SchedulePieceRemovals {
        uint256 clientDataSetId;
        uint256[] pieceIds;
    }

    /* SESSION KEY REGISTRY */

    function test_Login() public view {
        ISessionKeyRegistry.Login memory message = loginMessage();
        message.nonce = 7;
        string memory definition =
            "Login(address identity,address signer,uint256 expiry,bytes32[] permissions,string origin,uint256 nonce,uint256 deadline)";
        assertEq(this.hashLogin(message), vm.eip712HashStruct(definition, abi.encode(message)));
    }

    function test_RevokeAll() public view {
        address[] memory signers = new address[](2);
        (signers[0], signers[1]) = (signer.addr, stranger.addr);
        ISessionKeyRegistry.RevokeAll memory message = revokeAllMessage(signers);
        (message.revocations[0].generation, message.revocations[1].generation) = (7, 8);
        string memory definition =
            "RevokeAll(address identity,Revocation[] revocations,string origin,uint256 deadline)Revocation(address signer,uint256 generation)";
        assertEq(this.hashRevokeAll(message), vm.eip712HashStruct(definition, abi.encode(message)));
    }

    function test_Logout() public view {
        ISessionKeyRegistry.Logout memory message = logoutMessage();
        message.generation = 7;
        string memory definition =
            "Logout(address identity,address signer,string origin,uint256 generation,uint256 deadline)";
        assertEq(this.hashLogout(message), vm.eip712HashStruct(definition, abi.encode(message)));
    }

    /* FWSS */

    function entries(uint256 seed)
        private
        pure
        returns (MetadataEntry[] memory list, string[] memory keys, string[] memory values)
    {
        (list, keys, values) = (new MetadataEntry[](2), new string[](2), new string[](2));
        for (uint256 i = 0; i < 2; i++) {
            (keys[i], values[i]) = (vm.toString(seed + i), vm.toString(seed + i + 1000));
            list[i] = MetadataEntry({key: keys[i], value: values[i]});
        }
    }

    function test_CreateDataSet() public view {
        (MetadataEntry[] memory list, string[] memory keys, string[] memory values) = entries(1);
        CreateDataSet memory message = CreateDataSet({clientDataSetId: 3, payee: signer.addr, metadata: list});
        string memory definition =
            "CreateDataSet(uint256 clientDataSetId,address payee,MetadataEntry[] metadata)MetadataEntry(string key,string value)";
        assertEq(
            FwssHashes.createDataSet(3, signer.addr, keys, values), vm.eip712HashStruct(definition, abi.encode(message))
        );
    }

    function test_AddPieces() public view {
        AddPieces memory message;
        (message.clientDataSetId, message.nonce) = (3, 4);
        (message.pieceData, message.pieceMetadata) = (new Cid[](2), new PieceMetadata[](2));
        (string[][] memory keys, string[][] memory values) = (new string[][](2), new string[][](2));
        for (uint256 i = 0; i < 2; i++) {
            message.pieceData[i].data = abi.encodePacked("piece", i);
            message.pieceMetadata[i].pieceIndex = i;
            (message.pieceMetadata[i].metadata, keys[i], values[i]) = entries(10 * i);
        }
        string memory definition =
            "AddPieces(uint256 clientDataSetId,uint256 nonce,Cid[] pieceData,PieceMetadata[] pieceMetadata)Cid(bytes data)MetadataEntry(string key,string value)PieceMetadata(uint256 pieceIndex,MetadataEntry[] metadata)";
        assertEq(
            this.hashAddPieces(3, 4, message.pieceData, keys, values),
            vm.eip712HashStruct(definition, abi.encode(message))
        );
    }

    function hashAddPieces(
        uint256 clientDataSetId,
        uint256 nonce,
        Cid[] calldata pieces,
        string[][] calldata keys,
        string[][] calldata values
    ) external pure returns (bytes32) {
        return FwssHashes.addPieces(clientDataSetId, nonce, pieces, keys, values);
    }

    function test_SchedulePieceRemovals() public view {
        uint256[] memory pieceIds = new uint256[](2);
        (pieceIds[0], pieceIds[1]) = (5, 6);
        SchedulePieceRemovals memory message = SchedulePieceRemovals({clientDataSetId: 3, pieceIds: pieceIds});
        assertEq(
            this.hashRemovals(3, pieceIds),
            vm.eip712HashStruct(
                "SchedulePieceRemovals(uint256 clientDataSetId,uint256[] pieceIds)", abi.encode(message)
            )
        );
    }

    function hashRemovals(uint256 clientDataSetId, uint256[] calldata pieceIds) external pure returns (bytes32) {
        return FwssHashes.schedulePieceRemovals(clientDataSetId, pieceIds);
    }

    function test_TerminateService() public pure {
        assertEq(
            FwssHashes.terminateService(3),
            vm.eip712HashStruct("TerminateService(uint256 dataSetId)", abi.encode(uint256(3)))
        );
    }
}
