// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinWarmStorageService} from "../interfaces/IFilecoinWarmStorageService.sol";
import {FwssPermissions} from "../libraries/FwssPermissions.sol";
import {SessionKeyAuth} from "../libraries/SessionKeyAuth.sol";
import {FwssContracts} from "./FwssContracts.sol";
import {FwssStorage} from "./FwssStorage.sol";
import {EIP712} from "solady/utils/EIP712.sol";

/// @title FwssAuthorization
/// @notice Who signed an operation, and that it is done once.
abstract contract FwssAuthorization is FwssStorage, FwssContracts, EIP712 {
    /// @dev Bytes. Those of wallets with code are longer than those of keys.
    uint256 private constant MAX_SIGNATURE_DATA = 1024;

    /// @dev What `useUp` leaves where the id of a data set would be.
    uint256 private constant USED_UP = type(uint256).max;

    /// @dev The id is used up for the payer, too, whose data sets the messages to come tell apart by it.
    function _authorizeCreation(uint256 dataSetId, DataSet storage dataSet, bytes32 structHash, bytes memory signature)
        internal
    {
        (address payer, uint256 clientDataSetId) = (dataSet.payer, dataSet.clientDataSetId);
        address signer = SessionKeyAuth.authorize(
            SESSION_KEYS, payer, FwssPermissions.CREATE_DATA_SET, _hashTypedData(structHash), signature
        );
        emit OperationAuthorized(dataSetId, FwssPermissions.CREATE_DATA_SET, signer);
        if (signer != payer) _useName(signer, clientDataSetId, dataSetId);
    }

    function _useName(address account, uint256 clientDataSetId, uint256 dataSetId) internal {
        if (!_use(_creations[account], clientDataSetId, dataSetId)) {
            revert ClientDataSetAlreadyRegistered(clientDataSetId);
        }
    }

    function _authorizeAddition(
        uint256 dataSetId,
        DataSet storage dataSet,
        uint256 nonce,
        uint256 nextPieceId,
        bytes32 structHash,
        bytes memory signature
    ) internal {
        address signer = _authorize(
            dataSetId, dataSet, FwssPermissions.ADD_PIECES, _hashTypedData(structHash), signature
        );
        if (!_use(_additions[signer], nonce, nextPieceId << 128 | dataSetId)) {
            revert ClientDataSetAlreadyRegistered(nonce);
        }
    }

    /// @dev The message is its own nonce: of this data set, and not of the signer, or somebody with a data set of the same name
    /// could use up there what was signed for this one. Pieces are removed only once, but no pieces at all as often as one likes,
    /// and each time for a fee.
    function _authorizeRemoval(uint256 dataSetId, DataSet storage dataSet, bytes32 structHash, bytes calldata extraData)
        internal
    {
        if (extraData.length == 0) revert ExtraDataRequired();
        (address signer, bytes32 digest) =
            _authorizeWithoutNonce(dataSetId, dataSet, FwssPermissions.SCHEDULE_PIECE_REMOVALS, structHash, extraData);
        if (_removals[dataSetId][digest]) revert NonceAlreadyUsed(signer, uint256(digest));
        _removals[dataSetId][digest] = true;
    }

    /// @param extraData `abi.encode(bytes signature)`.
    function _authorizeWithoutNonce(
        uint256 dataSetId,
        DataSet storage dataSet,
        bytes32 operation,
        bytes32 structHash,
        bytes calldata extraData
    ) internal returns (address signer, bytes32 digest) {
        if (extraData.length > MAX_SIGNATURE_DATA) {
            revert ExtraDataTooLarge(extraData.length, MAX_SIGNATURE_DATA);
        }
        digest = _hashTypedData(structHash);
        signer = _authorize(dataSetId, dataSet, operation, digest, abi.decode(extraData, (bytes)));
        if (_void[signer][digest]) revert NonceAlreadyUsed(signer, uint256(digest));
    }

    /// @dev All operations on a data set that exists come through here.
    function _authorize(
        uint256 dataSetId,
        DataSet storage dataSet,
        bytes32 operation,
        bytes32 digest,
        bytes memory signature
    ) private returns (address signer) {
        signer = SessionKeyAuth.authorizeOn(dataSetId, SESSION_KEYS, dataSet.payer, operation, digest, signature);
        emit OperationAuthorized(dataSetId, operation, signer);
    }

    /// @return Whether it was to be had still.
    function _use(mapping(uint256 nonce => uint256 use) storage uses, uint256 nonce, uint256 use)
        private
        returns (bool)
    {
        if (uses[nonce] != 0) return false;
        uses[nonce] = use;
        return true;
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function useUp(uint256[] calldata nonces) external {
        for (uint256 i = 0; i < nonces.length; i++) {
            _use(_creations[msg.sender], nonces[i], USED_UP);
            _use(_additions[msg.sender], nonces[i], USED_UP);
            _void[msg.sender][bytes32(nonces[i])] = true;
        }
        emit NoncesUsedUp(msg.sender, nonces);
    }

    function _domainNameAndVersion() internal pure override returns (string memory, string memory) {
        return ("FilecoinWarmStorageService", "1");
    }
}
