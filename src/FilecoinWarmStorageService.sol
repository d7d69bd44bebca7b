// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity 0.8.30;

import {Extsload} from "./fwss/Extsload.sol";
import {FwssAuthorization} from "./fwss/FwssAuthorization.sol";
import {FwssBilling} from "./fwss/FwssBilling.sol";
import {FwssContracts} from "./fwss/FwssContracts.sol";
import {FwssDataSets} from "./fwss/FwssDataSets.sol";
import {FwssOwner} from "./fwss/FwssOwner.sol";
import {FwssProofs} from "./fwss/FwssProofs.sol";
import {IFilecoinPay} from "./interfaces/IFilecoinPay.sol";
import {IFilecoinWarmStorageService} from "./interfaces/IFilecoinWarmStorageService.sol";
import {IPDPListener} from "./interfaces/IPDPListener.sol";
import {IPDPVerifier} from "./interfaces/IPDPVerifier.sol";
import {IServiceProviderRegistry} from "./interfaces/IServiceProviderRegistry.sol";
import {ISessionKeyAuthorizer} from "./interfaces/ISessionKeyAuthorizer.sol";
import {ISessionKeyRegistry} from "./interfaces/ISessionKeyRegistry.sol";
import {IValidator} from "./interfaces/IValidator.sol";
import {FwssHashes} from "./libraries/FwssHashes.sol";
import {FwssPermissions} from "./libraries/FwssPermissions.sol";
import {MetadataStore} from "./libraries/MetadataStore.sol";
import {PriceList} from "./libraries/PriceList.sol";
import {Cid} from "./types/Cid.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";

/// @title FilecoinWarmStorageService
/// @notice Checks who signed a storage operation and bills the payer for what is proven; `IFilecoinWarmStorageService` tells the
/// whole story.
/// @dev The way in: what PDPVerifier, FilecoinPay, payers and providers call. What is done then is in `fwss/`, one idea a file.
contract FilecoinWarmStorageService is FwssDataSets, FwssAuthorization, FwssBilling, FwssProofs, FwssOwner, Extsload {
    using SafeCastLib for uint256;

    uint256 private constant MAX_CREATE_DATA = 4096;

    /// @inheritdoc IFilecoinWarmStorageService
    string public constant VERSION = "1.3.1";

    constructor(
        IPDPVerifier pdpVerifier,
        IFilecoinPay payments,
        address usdfc,
        IServiceProviderRegistry providers,
        ISessionKeyRegistry sessionKeys,
        ISessionKeyAuthorizer authorizer,
        address owner,
        uint64 maxProvingPeriod,
        uint256 challengeWindowSize
    )
        FwssContracts(pdpVerifier, payments, usdfc, providers, sessionKeys, authorizer)
        FwssOwner(owner, maxProvingPeriod, challengeWindowSize)
    {
        emit FilecoinServiceDeployed(name(), description());
    }

    /* CREATE */

    /// @inheritdoc IPDPListener
    /// @param extraData `abi.encode(address payer, uint256 clientDataSetId, string[] keys, string[] values, bytes signature)`.
    function dataSetCreated(uint256 dataSetId, address serviceProvider, bytes calldata extraData)
        external
        onlyPDPVerifier
    {
        if (extraData.length == 0) revert ExtraDataRequired();
        if (extraData.length > MAX_CREATE_DATA) revert ExtraDataTooLarge(extraData.length, MAX_CREATE_DATA);
        (address payer, uint256 clientDataSetId, string[] memory keys, string[] memory values, bytes memory signature) =
            abi.decode(extraData, (address, uint256, string[], string[], bytes));
        DataSet storage dataSet = _register(dataSetId, serviceProvider, payer, clientDataSetId);
        _useName(payer, clientDataSetId, dataSetId);
        MetadataStore.requirePairs(keys, values);
        bytes32 structHash = FwssHashes.createDataSet(clientDataSetId, dataSet.payee, keys, values);
        _authorizeCreation(dataSetId, dataSet, structHash, signature);
        _describe(dataSetId, keys, values);
        _openRail(dataSetId, dataSet);
        _emitCreated(dataSetId, dataSet, keys, values);
    }

    function _emitCreated(uint256 dataSetId, DataSet storage dataSet, string[] memory keys, string[] memory values)
        private
    {
        emit DataSetCreated(
            dataSetId,
            dataSet.providerId,
            dataSet.railId,
            0,
            0,
            dataSet.payer,
            dataSet.serviceProvider,
            dataSet.payee,
            keys,
            values
        );
    }

    /* ADD PIECES */

    /// @inheritdoc IPDPListener
    /// @param extraData `abi.encode(uint256 nonce, string[][] keys, string[][] values, bytes signature)`.
    function piecesAdded(uint256 dataSetId, uint256 firstAdded, Cid[] calldata pieceData, bytes calldata extraData)
        external
        onlyPDPVerifier
    {
        DataSet storage dataSet = _activeDataSet(dataSetId);
        if (extraData.length == 0) revert ExtraDataRequired();
        (uint256 nonce, string[][] memory keys, string[][] memory values, bytes memory signature) =
            abi.decode(extraData, (uint256, string[][], string[][], bytes));
        _requirePairs(pieceData.length, keys, values);
        Ask memory ask = _ask(
            FwssPermissions.ADD_PIECES,
            FwssHashes.addPieces(dataSet.clientDataSetId, nonce, pieceData, keys, values),
            signature
        );
        if (_authorizers[dataSetId] != address(0)) {
            ask.operationData = abi.encode(dataSet.clientDataSetId, nonce, pieceData, keys, values);
        }
        ask.nonce = nonce;
        ask.nextPieceId = firstAdded + pieceData.length;
        _authorizeAddition(dataSetId, dataSet, ask);
        _billPieces(dataSetId, dataSet, pieceData.length);
        _describePieces(dataSetId, firstAdded, pieceData, keys, values);
    }

    /* REMOVE PIECES */

    /// @inheritdoc IPDPListener
    /// @param extraData `abi.encode(bytes signature)`.
    function piecesScheduledRemove(uint256 dataSetId, uint256[] calldata pieceIds, bytes calldata extraData)
        external
        onlyPDPVerifier
    {
        DataSet storage dataSet = _paidDataSet(dataSetId);
        _authorizeRemoval(dataSetId, dataSet, pieceIds, extraData);
        _charge(dataSet, PriceList.SCHEDULE_PIECE_REMOVALS_FEE);
        _replenish(dataSet);
        dataSet.removalsScheduled = true;
        _markLeaving(dataSetId, pieceIds);
    }

    /* PROVE */

    /// @inheritdoc IPDPListener
    /// @dev Scheduled removals take effect now, and the rate falls.
    function nextProvingPeriod(uint256 dataSetId, uint256 challengeEpoch, uint256 leafCount, bytes calldata)
        external
        onlyPDPVerifier
    {
        DataSet storage dataSet = _paidDataSet(dataSetId);
        _beginPeriod(dataSetId, challengeEpoch);
        _dropLeaving(dataSetId);
        if (dataSet.removalsScheduled || dataSet.pending > 0) {
            dataSet.removalsScheduled = false;
            _flush(dataSetId, dataSet, leafCount);
        }
    }

    /// @inheritdoc IPDPListener
    function possessionProven(uint256 dataSetId, uint256, uint256, uint256 challengeCount) external onlyPDPVerifier {
        _paidDataSet(dataSetId);
        _recordProof(dataSetId, challengeCount);
    }

    /* TERMINATE */

    /// @inheritdoc IFilecoinWarmStorageService
    function terminateService(uint256 dataSetId) external {
        _terminateUnsigned(dataSetId);
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function terminateService(uint256 dataSetId, bytes calldata extraData) external {
        if (extraData.length == 0) return _terminateUnsigned(dataSetId);
        DataSet storage dataSet = _activeDataSet(dataSetId);
        if (msg.sender != dataSet.serviceProvider) {
            revert CallerNotServiceProvider(dataSetId, dataSet.serviceProvider, msg.sender);
        }
        address signer = _authorizeTermination(dataSetId, dataSet, extraData);
        _terminateNow(dataSetId, dataSet);
        emit ServiceTerminated(signer, dataSetId, dataSet.railId, 0, 0);
    }

    function _terminateUnsigned(uint256 dataSetId) private {
        DataSet storage dataSet = _activeDataSet(dataSetId);
        if (msg.sender != dataSet.payer && msg.sender != dataSet.serviceProvider) {
            revert CallerNotPayerOrPayee(dataSetId, dataSet.payer, dataSet.serviceProvider, msg.sender);
        }
        _terminate(dataSetId, dataSet);
        emit ServiceTerminated(msg.sender, dataSetId, dataSet.railId, 0, 0);
    }

    /// @inheritdoc IValidator
    /// @dev A payer that ends the rail itself would leave a data set that nobody pays for.
    function railTerminated(uint256 railId, address terminator, uint256 endEpoch) external {
        if (msg.sender != address(PAYMENTS)) revert CallerNotPayments(address(PAYMENTS), msg.sender);
        if (terminator != address(this)) revert ServiceContractMustTerminateRail();
        uint256 dataSetId = _railToDataSet[railId];
        if (dataSetId == 0) revert DataSetNotFoundForRail(railId);
        _dataSets[dataSetId].endEpoch = endEpoch.toUint48();
        emit PDPPaymentTerminated(dataSetId, endEpoch, railId);
    }

    /* DELETE */

    /// @inheritdoc IPDPListener
    /// @dev One that was not terminated must be abandoned: never proven, or not for as long as a payer locks funds ahead.
    function dataSetDeleted(uint256 dataSetId, uint256, bytes calldata) external onlyPDPVerifier {
        DataSet storage dataSet = _registeredDataSet(dataSetId);
        uint256 endEpoch = dataSet.endEpoch;
        if (endEpoch == 0) {
            _requireAbandoned(dataSetId);
            _abandon(dataSetId, dataSet);
        } else {
            if (block.number < endEpoch) revert PaymentRailsNotFinalized(dataSetId, endEpoch);
            _requireSettled(dataSet.railId, endEpoch);
        }
        _unregister(dataSetId, dataSet);
    }

    function _requireAbandoned(uint256 dataSetId) private view {
        uint256 activation = _proving[dataSetId].activation;
        if (activation == 0) return;
        uint256 last = PDP_VERIFIER.getDataSetLastProvenEpoch(dataSetId);
        if (last == 0) last = activation;
        last += PriceList.LOCKUP_PERIOD;
        if (block.number <= last) revert DataSetNotAbandoned(dataSetId, last, block.number);
    }

    /// @inheritdoc IPDPListener
    /// @dev The payer chose its provider, so this always reverts.
    function storageProviderChanged(uint256, address, address, bytes calldata) external view onlyPDPVerifier {
        revert StorageProviderChangesNotSupported();
    }

    /* RESERVE */

    /// @inheritdoc IFilecoinWarmStorageService
    function topUpLifecycleReserve(uint256 dataSetId, uint256 amount) external {
        DataSet storage dataSet = _existingDataSet(dataSetId);
        if (msg.sender != dataSet.payer) revert CallerNotPayer(dataSetId, dataSet.payer, msg.sender);
        if (dataSet.endEpoch != 0) revert DataSetPaymentAlreadyTerminated(dataSetId);
        _topUp(dataSet, amount);
    }

    /* WHAT IT IS */

    /// @inheritdoc IFilecoinWarmStorageService
    function getServicePrice() external view returns (ServicePricing memory pricing) {
        pricing.pricePerTiBPerMonthNoCDN = PriceList.STORAGE_PER_TIB_PER_MONTH;
        pricing.pricePerTiBCdnEgress = PriceList.CDN_EGRESS_PER_TIB;
        pricing.pricePerTiBCacheMissEgress = PriceList.CACHE_MISS_EGRESS_PER_TIB;
        pricing.tokenAddress = USDFC;
        pricing.epochsPerMonth = PriceList.EPOCHS_PER_MONTH;
        pricing.minimumPricePerMonth = PriceList.DATA_SET_PER_MONTH;
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function getEffectiveRates() external pure returns (uint256 serviceFee, uint256 spPayment) {
        return (0, PriceList.STORAGE_PER_TIB_PER_MONTH);
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function name() public pure returns (string memory) {
        return "Filecoin Warm Storage Service";
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function description() public pure returns (string memory) {
        return "Storage by providers that prove it, paid by the epoch, with session keys";
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function homepage() external pure returns (string memory) {
        return "https://filecoin.cloud";
    }
}
