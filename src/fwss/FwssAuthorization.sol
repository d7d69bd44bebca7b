// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.28;

import {IDataSetAuthorizer} from "../interfaces/IDataSetAuthorizer.sol";
import {IFilecoinWarmStorageService} from "../interfaces/IFilecoinWarmStorageService.sol";
import {FwssHashes} from "../libraries/FwssHashes.sol";
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

    /// @dev What a data set authorizer has to decide with, at most.
    uint256 private constant AUTHORIZER_GAS = 150_000_000;

    /// @dev What somebody submits, to be authorized.
    struct Ask {
        bytes32 operation;
        bytes32 digest;
        bytes signature;
        /// What a data set authorizer is told; not there without one, where that is long.
        bytes operationData;
        /// Of an addition; as is the next.
        uint256 nonce;
        /// The id after those that are added.
        uint256 nextPieceId;
    }

    /// @dev 1 while a data set authorizer decides, else 0.
    uint256 private transient _deciding;

    /* OPERATIONS */

    /// @dev The id is used up for the payer, too, whose data sets the messages to come tell apart by it.
    function _authorizeCreation(uint256 dataSetId, DataSet storage dataSet, bytes32 structHash, bytes memory signature)
        internal
    {
        (address signer,) = _authorize(dataSetId, dataSet, _ask(FwssPermissions.CREATE_DATA_SET, structHash, signature));
        if (signer != dataSet.payer) _useName(signer, dataSet.clientDataSetId, dataSetId);
    }

    function _useName(address account, uint256 clientDataSetId, uint256 dataSetId) internal {
        if (!_use(_creations[account], clientDataSetId, dataSetId)) {
            revert ClientDataSetAlreadyRegistered(clientDataSetId);
        }
    }

    function _ask(bytes32 operation, bytes32 structHash, bytes memory signature)
        internal
        view
        returns (Ask memory ask)
    {
        ask.operation = operation;
        ask.digest = _hashTypedData(structHash);
        ask.signature = signature;
    }

    function _authorizeAddition(uint256 dataSetId, DataSet storage dataSet, Ask memory ask) internal {
        (address signer, address key) = _authorize(dataSetId, dataSet, ask);
        (uint256 nonce, uint256 use) = (ask.nonce, ask.nextPieceId << 128 | dataSetId);
        if (!_use(_additions[signer], nonce, use) || (key != signer && !_use(_additions[key], nonce, use))) {
            revert ClientDataSetAlreadyRegistered(nonce);
        }
    }

    /// @dev The message is its own nonce: of this data set, and not of the signer, or somebody with a data set of the same name
    /// could use up there what was signed for this one. Pieces are removed only once, but no pieces at all as often as one likes,
    /// and each time for a fee.
    function _authorizeRemoval(
        uint256 dataSetId,
        DataSet storage dataSet,
        uint256[] calldata pieceIds,
        bytes calldata extraData
    ) internal {
        if (extraData.length == 0) revert ExtraDataRequired();
        uint256 clientDataSetId = dataSet.clientDataSetId;
        Ask memory ask = _ask(
            FwssPermissions.SCHEDULE_PIECE_REMOVALS,
            FwssHashes.schedulePieceRemovals(clientDataSetId, pieceIds),
            _signatureOf(extraData)
        );
        ask.operationData = abi.encode(clientDataSetId, pieceIds);
        _authorizeWithoutNonce(dataSetId, dataSet, ask);
        _removals[dataSetId][ask.digest] = true;
    }

    function _authorizeTermination(uint256 dataSetId, DataSet storage dataSet, bytes calldata extraData)
        internal
        returns (address signer)
    {
        bytes32 structHash = FwssHashes.terminateService(dataSetId);
        return _authorizeWithoutNonce(
            dataSetId, dataSet, _ask(FwssPermissions.TERMINATE_SERVICE, structHash, _signatureOf(extraData))
        );
    }

    /// @param extraData `abi.encode(bytes signature)`.
    function _signatureOf(bytes calldata extraData) private pure returns (bytes memory) {
        if (extraData.length > MAX_SIGNATURE_DATA) {
            revert ExtraDataTooLarge(extraData.length, MAX_SIGNATURE_DATA);
        }
        return abi.decode(extraData, (bytes));
    }

    function _authorizeWithoutNonce(uint256 dataSetId, DataSet storage dataSet, Ask memory ask)
        private
        returns (address signer)
    {
        address key;
        (signer, key) = _authorize(dataSetId, dataSet, ask);
        bytes32 digest = ask.digest;
        if (_void[signer][digest] || _void[key][digest] || _removals[dataSetId][digest]) {
            revert NonceAlreadyUsed(signer, uint256(digest));
        }
    }

    /* WHO DECIDES */

    /// @dev All that is signed comes through here. A data set that is being created has no authorizer yet.
    /// @return signer Whose it counts as.
    /// @return key Who signed it: so that what was used before a data set had an authorizer is not used again with it, nor the
    /// other way round.
    function _authorize(uint256 dataSetId, DataSet storage dataSet, Ask memory ask)
        private
        returns (address signer, address key)
    {
        signer = dataSet.payer;
        address authorizer = _authorizers[dataSetId];
        if (authorizer == address(0)) {
            signer = key = _authorizeAsService(dataSetId, signer, dataSet.serviceProvider, ask);
        } else {
            _askAuthorizer(IDataSetAuthorizer(authorizer), dataSetId, signer, ask);
            key = AUTHORIZER.signerOf(
                signer, ask.operation, dataSetId, dataSet.serviceProvider, ask.digest, ask.signature
            );
            if (key == address(0)) key = signer;
        }
        emit OperationAuthorized(dataSetId, ask.operation, signer);
    }

    /// @dev Signatures of keys need nobody else; what is longer is for the session key authorizer, which also asks the payer's
    /// code, and says what is wrong if something is.
    function _authorizeAsService(uint256 dataSetId, address payer, address provider, Ask memory ask)
        private
        returns (address signer)
    {
        signer = SessionKeyAuth.tryAuthorizeOn(dataSetId, SESSION_KEYS, payer, ask.operation, ask.digest, ask.signature);
        if (signer != address(0)) return signer;
        return AUTHORIZER.authorize(payer, ask.operation, dataSetId, provider, ask.digest, ask.signature, msg.data);
    }

    function _askAuthorizer(IDataSetAuthorizer authorizer, uint256 dataSetId, address payer, Ask memory ask) private {
        if (_deciding != 0) revert AuthorizerReentrancy();
        _deciding = 1;
        bool authorized = authorizer.isAuthorized{gas: AUTHORIZER_GAS}(
            dataSetId, payer, ask.operation, ask.digest, ask.signature, ask.operationData
        );
        _deciding = 0;
        if (!authorized) revert Unauthorized(payer, ask.operation, ask.digest, ask.signature);
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function setDataSetAuthorizer(uint256 dataSetId, address authorizer) external {
        if (msg.sender != _dataSets[dataSetId].payer) revert OnlyDataSetPayer(dataSetId, msg.sender);
        if (authorizer != address(0) && authorizer.code.length == 0) revert InvalidDataSetAuthorizer(authorizer);
        _authorizers[dataSetId] = authorizer;
        emit DataSetAuthorizerSet(dataSetId, authorizer);
    }

    /* NONCES */

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
