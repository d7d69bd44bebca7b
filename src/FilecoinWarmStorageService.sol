// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity 0.8.30;

import {IFilecoinPay} from "./interfaces/IFilecoinPay.sol";
import {IFilecoinWarmStorageService} from "./interfaces/IFilecoinWarmStorageService.sol";
import {IPDPListener} from "./interfaces/IPDPListener.sol";
import {IPDPVerifier} from "./interfaces/IPDPVerifier.sol";
import {IServiceProviderRegistry} from "./interfaces/IServiceProviderRegistry.sol";
import {ISessionKeyRegistry} from "./interfaces/ISessionKeyRegistry.sol";
import {IValidator} from "./interfaces/IValidator.sol";
import {FwssHashes} from "./libraries/FwssHashes.sol";
import {FwssPermissions} from "./libraries/FwssPermissions.sol";
import {Metadata, MetadataStore} from "./libraries/MetadataStore.sol";
import {PriceList} from "./libraries/PriceList.sol";
import {SessionKeyAuth} from "./libraries/SessionKeyAuth.sol";
import {Cid} from "./types/Cid.sol";
import {Ownable} from "solady/auth/Ownable.sol";
import {EIP712} from "solady/utils/EIP712.sol";
import {EnumerableSetLib} from "solady/utils/EnumerableSetLib.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";

/// @title FilecoinWarmStorageService
/// @notice Checks who signed a storage operation and bills the payer; `IFilecoinWarmStorageService` tells the whole story.
/// @dev The wiring is for good. The owner approves providers, and can do nothing to data sets or money.
contract FilecoinWarmStorageService is IFilecoinWarmStorageService, EIP712, Ownable {
    using EnumerableSetLib for EnumerableSetLib.Uint256Set;
    using MetadataStore for Metadata;
    using SafeCastLib for uint256;

    /* TYPES */

    /// @dev Four slots. There is a data set when `payer` is not zero.
    struct DataSet {
        address payer;
        uint96 railId;
        address payee;
        /// Base units an epoch.
        uint96 rate;
        address serviceProvider;
        uint48 providerId;
        /// Inclusive; 0 while it is not terminated.
        uint48 endEpoch;
        uint256 clientDataSetId;
    }

    /* CONSTANTS */

    uint256 private constant MAX_CREATE_DATA = 4096;
    uint256 private constant MAX_ADD_DATA = 8192;
    uint256 private constant MAX_SIGNATURE_DATA = 1024;
    uint256 private constant MAX_DATA_SET_KEYS = 10;
    uint256 private constant MAX_PIECE_KEYS = 5;

    /// @dev What `useUp` leaves where the id of a data set would be.
    uint256 private constant USED_UP = type(uint256).max;

    uint64 private constant MAX_PROVING_PERIOD = 2880;
    uint256 private constant CHALLENGE_WINDOW = 60;
    uint256 private constant CHALLENGES_PER_PROOF = 5;

    IPDPVerifier private immutable PDP_VERIFIER;
    IFilecoinPay private immutable PAYMENTS;
    address private immutable USDFC;
    IServiceProviderRegistry private immutable PROVIDERS;
    ISessionKeyRegistry private immutable SESSION_KEYS;

    /* STORAGE */

    mapping(uint256 dataSetId => DataSet) private _dataSets;
    mapping(address payer => EnumerableSetLib.Uint256Set dataSetIds) private _clientDataSets;
    mapping(uint256 dataSetId => Metadata) private _metadata;
    mapping(uint256 dataSetId => mapping(uint256 pieceId => Metadata)) private _pieceMetadata;
    EnumerableSetLib.Uint256Set private _approvedProviders;

    /// @dev What `clientNonces` answers for data sets that were created. Apart from nonces of `AddPieces`, so that no message
    /// of one kind uses up another of another kind.
    mapping(address account => mapping(uint256 clientDataSetId => uint256 use)) private _creations;

    /// @dev What `clientNonces` answers for pieces that were added.
    mapping(address signer => mapping(uint256 nonce => uint256 use)) private _additions;

    /// @dev The schedules of removals that a data set has had.
    mapping(uint256 dataSetId => mapping(bytes32 digest => bool)) private _removals;

    /// @dev What was made void before it was submitted, of messages without a nonce.
    mapping(address signer => mapping(bytes32 digest => bool)) private _void;

    /* MODIFIERS */

    modifier onlyPDPVerifier() {
        _checkCaller();
        _;
    }

    function _checkCaller() private view {
        if (msg.sender != address(PDP_VERIFIER)) revert OnlyPDPVerifierAllowed(address(PDP_VERIFIER), msg.sender);
    }

    constructor(
        IPDPVerifier pdpVerifier,
        IFilecoinPay payments,
        address usdfc,
        IServiceProviderRegistry providers,
        ISessionKeyRegistry sessionKeys,
        address owner
    ) {
        PDP_VERIFIER = pdpVerifier;
        PAYMENTS = payments;
        USDFC = usdfc;
        PROVIDERS = providers;
        SESSION_KEYS = sessionKeys;
        _initializeOwner(owner);
    }

    /* CREATE */

    /// @inheritdoc IPDPListener
    /// @param extraData `abi.encode(address payer, uint256 clientDataSetId, string[] keys, string[] values, bytes signature)`.
    function dataSetCreated(uint256 dataSetId, address serviceProvider, bytes calldata extraData)
        external
        onlyPDPVerifier
    {
        _checkSize(extraData, MAX_CREATE_DATA);
        (address payer, uint256 clientDataSetId, string[] memory keys, string[] memory values, bytes memory signature) =
            abi.decode(extraData, (address, uint256, string[], string[], bytes));
        // Checks the lengths of keys and values, too, before they are hashed.
        _metadata[dataSetId].store(dataSetId, keys, values, MAX_DATA_SET_KEYS);
        DataSet storage dataSet = _register(dataSetId, serviceProvider, payer, clientDataSetId);
        bytes32 structHash = FwssHashes.createDataSet(clientDataSetId, dataSet.payee, keys, values);
        _authorizeCreation(dataSetId, dataSet, structHash, signature);
        _openRail(dataSetId, dataSet);
        _emitCreated(dataSetId, dataSet, keys, values);
    }

    function _register(uint256 dataSetId, address serviceProvider, address payer, uint256 clientDataSetId)
        private
        returns (DataSet storage dataSet)
    {
        if (payer == address(0)) revert ZeroAddressPayer();
        uint256 providerId = PROVIDERS.getProviderIdByAddress(serviceProvider);
        if (providerId == 0) revert ProviderNotRegistered(serviceProvider);
        if (!isProviderApproved(providerId)) revert ProviderNotApproved(providerId);

        dataSet = _dataSets[dataSetId];
        dataSet.payer = payer;
        dataSet.payee = PROVIDERS.getProviderPayee(providerId);
        dataSet.serviceProvider = serviceProvider;
        dataSet.providerId = providerId.toUint48();
        dataSet.clientDataSetId = clientDataSetId;
        _clientDataSets[payer].add(dataSetId);
    }

    /// @dev The id is used up for the payer, too, whose data sets the messages to come tell apart by it.
    function _authorizeCreation(uint256 dataSetId, DataSet storage dataSet, bytes32 structHash, bytes memory signature)
        private
    {
        (address payer, uint256 clientDataSetId) = (dataSet.payer, dataSet.clientDataSetId);
        address signer = SessionKeyAuth.authorize(
            SESSION_KEYS, payer, FwssPermissions.CREATE_DATA_SET, _hashTypedData(structHash), signature
        );
        emit OperationAuthorized(dataSetId, FwssPermissions.CREATE_DATA_SET, signer);
        if (
            !_use(_creations[payer], clientDataSetId, dataSetId)
                || (signer != payer && !_use(_creations[signer], clientDataSetId, dataSetId))
        ) revert ClientDataSetAlreadyRegistered(clientDataSetId);
    }

    function _openRail(uint256 dataSetId, DataSet storage dataSet) private {
        uint256 rate = PriceList.ratePerEpoch(0);
        _requireFunds(dataSet.payer, rate);
        uint256 railId = PAYMENTS.createRail(USDFC, dataSet.payer, dataSet.payee, address(this), 0, address(0));
        dataSet.railId = railId.toUint96();
        PAYMENTS.modifyRailLockup(railId, PriceList.LOCKUP_PERIOD, 0);
        _setRate(dataSetId, dataSet, rate);
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
        _checkSize(extraData, MAX_ADD_DATA);
        (uint256 nonce, string[][] memory keys, string[][] memory values, bytes memory signature) =
            abi.decode(extraData, (uint256, string[][], string[][], bytes));
        _storePieceMetadata(dataSetId, firstAdded, pieceData, keys, values);
        bytes32 structHash = FwssHashes.addPieces(dataSet.clientDataSetId, nonce, pieceData, keys, values);
        address signer = _authorize(dataSetId, dataSet, FwssPermissions.ADD_PIECES, structHash, signature);
        uint256 use = (firstAdded + pieceData.length) << 128 | dataSetId;
        if (!_use(_additions[signer], nonce, use)) revert NonceAlreadyUsed(signer, nonce);
        _billPieces(dataSetId, dataSet);
    }

    /// @dev Checks the lengths of all lists, too, before they are hashed.
    function _storePieceMetadata(
        uint256 dataSetId,
        uint256 firstAdded,
        Cid[] calldata pieceData,
        string[][] memory keys,
        string[][] memory values
    ) private {
        if (keys.length != pieceData.length) {
            revert MetadataArrayCountMismatch(keys.length, pieceData.length);
        }
        if (values.length != pieceData.length) revert MetadataArrayCountMismatch(values.length, pieceData.length);
        for (uint256 i = 0; i < pieceData.length; i++) {
            uint256 pieceId = firstAdded + i;
            _pieceMetadata[dataSetId][pieceId].store(dataSetId, keys[i], values[i], MAX_PIECE_KEYS);
            emit PieceAdded(dataSetId, pieceId, pieceData[i], keys[i], values[i]);
        }
    }

    function _billPieces(uint256 dataSetId, DataSet storage dataSet) private {
        uint256 size = PDP_VERIFIER.getDataSetLeafCount(dataSetId) * PriceList.BYTES_PER_LEAF;
        uint256 rate = PriceList.ratePerEpoch(size);
        // Asked even when the rate does not rise: under one that waits to fall for want of funds, it would be on credit.
        _requireFunds(dataSet.payer, rate > dataSet.rate ? rate - dataSet.rate : 0);
        _setRate(dataSetId, dataSet, rate);
    }

    /* REMOVE PIECES */

    /// @inheritdoc IPDPListener
    /// @param extraData `abi.encode(bytes signature)`.
    function piecesScheduledRemove(uint256 dataSetId, uint256[] calldata pieceIds, bytes calldata extraData)
        external
        onlyPDPVerifier
    {
        DataSet storage dataSet = _activeDataSet(dataSetId);
        bytes32 structHash = FwssHashes.schedulePieceRemovals(dataSet.clientDataSetId, pieceIds);
        (address signer, bytes32 digest) =
            _authorizeWithoutNonce(dataSetId, dataSet, FwssPermissions.SCHEDULE_PIECE_REMOVALS, structHash, extraData);
        // Pieces are removed only once, so the message is its own nonce: of this data set, and not of the signer, or somebody
        // with a data set of the same name could use up there what was signed for this one.
        if (_removals[dataSetId][digest]) revert NonceAlreadyUsed(signer, uint256(digest));
        _removals[dataSetId][digest] = true;
    }

    /// @inheritdoc IPDPListener
    /// @dev Scheduled removals take effect now, and the rate falls.
    function nextProvingPeriod(uint256 dataSetId, uint256, uint256 leafCount, bytes calldata) external onlyPDPVerifier {
        DataSet storage dataSet = _existingDataSet(dataSetId);
        if (dataSet.endEpoch == 0) _lowerRate(dataSetId, dataSet, leafCount);
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function updateRate(uint256 dataSetId) external {
        _lowerRate(dataSetId, _activeDataSet(dataSetId), PDP_VERIFIER.getDataSetLeafCount(dataSetId));
    }

    /// @dev Nobody signs for this, so the rate never rises, whatever PDPVerifier says. FilecoinPay does not let the rate of a
    /// payer without funds change. Proving must go on meanwhile, so this leaves the rate then; and it asks instead of trying,
    /// so that the caller cannot choose the outcome by the gas left for a try.
    function _lowerRate(uint256 dataSetId, DataSet storage dataSet, uint256 leafCount) private {
        uint256 rate = PriceList.ratePerEpoch(leafCount * PriceList.BYTES_PER_LEAF);
        if (rate >= dataSet.rate) return;
        (uint256 fundedUntilEpoch,,,) = PAYMENTS.getAccountInfoIfSettled(USDFC, dataSet.payer);
        if (fundedUntilEpoch >= block.number) _setRate(dataSetId, dataSet, rate);
    }

    /* TERMINATE */

    /// @inheritdoc IFilecoinWarmStorageService
    function terminateService(uint256 dataSetId) external {
        DataSet storage dataSet = _activeDataSet(dataSetId);
        if (msg.sender != dataSet.payer && msg.sender != dataSet.serviceProvider) {
            revert CallerNotPayerOrPayee(dataSetId, dataSet.payer, dataSet.serviceProvider, msg.sender);
        }
        _terminate(dataSetId, dataSet);
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function terminateService(uint256 dataSetId, bytes calldata extraData) external {
        DataSet storage dataSet = _activeDataSet(dataSetId);
        if (msg.sender != dataSet.serviceProvider) {
            revert CallerNotServiceProvider(dataSetId, dataSet.serviceProvider, msg.sender);
        }
        bytes32 structHash = FwssHashes.terminateService(dataSetId);
        _authorizeWithoutNonce(dataSetId, dataSet, FwssPermissions.TERMINATE_SERVICE, structHash, extraData);
        _terminate(dataSetId, dataSet);
    }

    function _terminate(uint256 dataSetId, DataSet storage dataSet) private {
        uint256 railId = dataSet.railId;
        PAYMENTS.terminateRail(railId);
        uint256 endEpoch = PAYMENTS.getRail(railId).endEpoch;
        dataSet.endEpoch = endEpoch.toUint48();
        emit ServiceTerminated(msg.sender, dataSetId, railId, 0, 0);
        emit PDPPaymentTerminated(dataSetId, endEpoch, railId);
    }

    /// @inheritdoc IPDPListener
    /// @dev Only after the last epoch that is paid.
    function dataSetDeleted(uint256 dataSetId, uint256, bytes calldata) external onlyPDPVerifier {
        DataSet storage dataSet = _existingDataSet(dataSetId);
        uint256 endEpoch = dataSet.endEpoch;
        if (endEpoch == 0 || block.number <= endEpoch) revert PaymentRailsNotFinalized(dataSetId, endEpoch);
        _clientDataSets[dataSet.payer].remove(dataSetId);
        delete _dataSets[dataSetId];
        delete _metadata[dataSetId];
    }

    /* PROOFS */

    /// @inheritdoc IPDPListener
    /// @dev Payment follows time, so there is nothing to do.
    function possessionProven(uint256, uint256, uint256, uint256) external onlyPDPVerifier {}

    /// @inheritdoc IPDPListener
    /// @dev The payer chose its provider, so this always reverts.
    function storageProviderChanged(uint256, address, address, bytes calldata) external view onlyPDPVerifier {
        revert StorageProviderChangesNotSupported();
    }

    /* BILLING */

    function _setRate(uint256 dataSetId, DataSet storage dataSet, uint256 rate) private {
        if (rate == dataSet.rate) return;
        dataSet.rate = rate.toUint96();
        PAYMENTS.modifyRailPayment(dataSet.railId, rate, 0);
        emit RailRateUpdated(dataSetId, dataSet.railId, rate);
    }

    /// @dev FilecoinPay would refuse as well; this says what is missing.
    function _requireFunds(address payer, uint256 rateIncrease) private view {
        uint256 lockup = rateIncrease * PriceList.LOCKUP_PERIOD;
        (
            bool approved,
            uint256 rateAllowance,
            uint256 lockupAllowance,
            uint256 rateUsage,
            uint256 lockupUsage,
            uint256 maxLockupPeriod
        ) = PAYMENTS.operatorApprovals(USDFC, payer, address(this));
        if (!approved) revert OperatorNotApproved(payer, address(this));
        if (rateAllowance < rateUsage + rateIncrease) {
            revert InsufficientRateAllowance(payer, address(this), rateAllowance, rateUsage, rateIncrease);
        }
        if (lockupAllowance < lockupUsage + lockup) {
            revert InsufficientLockupAllowance(payer, address(this), lockupAllowance, lockupUsage, lockup);
        }
        if (maxLockupPeriod < PriceList.LOCKUP_PERIOD) {
            revert InsufficientMaxLockupPeriod(payer, address(this), maxLockupPeriod, PriceList.LOCKUP_PERIOD);
        }
        (uint256 fundedUntilEpoch,, uint256 available, uint256 lockupRate) =
            PAYMENTS.getAccountInfoIfSettled(USDFC, payer);
        // Who is behind must make up for the epochs since, too.
        lockup += lockupRate * FixedPointMathLib.zeroFloorSub(block.number, fundedUntilEpoch);
        if (available < lockup) revert InsufficientLockupFunds(payer, lockup, available);
    }

    /// @inheritdoc IValidator
    /// @dev Payment follows time: all of it is due.
    function validatePayment(uint256, uint256 proposedAmount, uint256, uint256 toEpoch, uint256)
        external
        pure
        returns (ValidationResult memory)
    {
        return ValidationResult({modifiedAmount: proposedAmount, settleUpto: toEpoch, note: ""});
    }

    /// @inheritdoc IValidator
    /// @dev A payer that ends the rail itself would leave a data set that nobody pays for.
    function railTerminated(uint256, address terminator, uint256) external view {
        if (msg.sender != address(PAYMENTS)) revert CallerNotPayments(address(PAYMENTS), msg.sender);
        if (terminator != address(this)) revert ServiceContractMustTerminateRail();
    }

    /* PERMISSION CHECKS */

    /// @inheritdoc IFilecoinWarmStorageService
    function useUp(uint256[] calldata nonces) external {
        for (uint256 i = 0; i < nonces.length; i++) {
            _use(_creations[msg.sender], nonces[i], USED_UP);
            _use(_additions[msg.sender], nonces[i], USED_UP);
            _void[msg.sender][bytes32(nonces[i])] = true;
        }
        emit NoncesUsedUp(msg.sender, nonces);
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

    function _authorizeWithoutNonce(
        uint256 dataSetId,
        DataSet storage dataSet,
        bytes32 operation,
        bytes32 structHash,
        bytes calldata extraData
    ) private returns (address signer, bytes32 digest) {
        _checkSize(extraData, MAX_SIGNATURE_DATA);
        signer = _authorize(dataSetId, dataSet, operation, structHash, abi.decode(extraData, (bytes)));
        digest = _hashTypedData(structHash);
        if (_void[signer][digest]) revert NonceAlreadyUsed(signer, uint256(digest));
    }

    function _authorize(
        uint256 dataSetId,
        DataSet storage dataSet,
        bytes32 operation,
        bytes32 structHash,
        bytes memory signature
    ) private returns (address signer) {
        signer = SessionKeyAuth.authorizeOn(
            dataSetId, SESSION_KEYS, dataSet.payer, operation, _hashTypedData(structHash), signature
        );
        emit OperationAuthorized(dataSetId, operation, signer);
    }

    function _checkSize(bytes calldata extraData, uint256 max) private pure {
        if (extraData.length == 0) revert ExtraDataRequired();
        if (extraData.length > max) revert ExtraDataTooLarge(extraData.length, max);
    }

    function _existingDataSet(uint256 dataSetId) private view returns (DataSet storage dataSet) {
        dataSet = _dataSets[dataSetId];
        if (dataSet.payer == address(0)) revert InvalidDataSetId(dataSetId);
    }

    function _activeDataSet(uint256 dataSetId) private view returns (DataSet storage dataSet) {
        dataSet = _existingDataSet(dataSetId);
        if (dataSet.endEpoch != 0) revert DataSetPaymentAlreadyTerminated(dataSetId);
    }

    function _domainNameAndVersion() internal pure override returns (string memory name, string memory version) {
        return ("FilecoinWarmStorageService", "1");
    }

    /* PROVIDERS */

    /// @inheritdoc IFilecoinWarmStorageService
    function addApprovedProvider(uint256 providerId) external onlyOwner {
        if (!_approvedProviders.add(providerId)) revert ProviderAlreadyApproved(providerId);
        emit ProviderApproved(providerId);
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function removeApprovedProvider(uint256 providerId, uint256 index) external onlyOwner {
        if (index >= _approvedProviders.length() || _approvedProviders.at(index) != providerId) {
            revert ProviderIdMismatchAtIndex(index, providerId);
        }
        _approvedProviders.remove(providerId);
        emit ProviderUnapproved(providerId);
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function getApprovedProviders(uint256 offset, uint256 limit) external view returns (uint256[] memory) {
        return _page(_approvedProviders, offset, limit);
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function getApprovedProvidersLength() external view returns (uint256) {
        return _approvedProviders.length();
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function isProviderApproved(uint256 providerId) public view returns (bool) {
        return _approvedProviders.contains(providerId);
    }

    function _page(EnumerableSetLib.Uint256Set storage set, uint256 offset, uint256 limit)
        private
        view
        returns (uint256[] memory page)
    {
        uint256 length = set.length();
        uint256 rest = offset < length ? length - offset : 0;
        page = new uint256[](limit == 0 || limit > rest ? rest : limit);
        for (uint256 i = 0; i < page.length; i++) {
            page[i] = set.at(offset + i);
        }
    }

    /* DATA SETS */

    /// @inheritdoc IFilecoinWarmStorageService
    function getDataSet(uint256 dataSetId) public view returns (DataSetInfoView memory info) {
        DataSet storage dataSet = _dataSets[dataSetId];
        if (dataSet.payer == address(0)) return info;
        info.pdpRailId = dataSet.railId;
        info.payer = dataSet.payer;
        info.payee = dataSet.payee;
        info.serviceProvider = dataSet.serviceProvider;
        info.clientDataSetId = dataSet.clientDataSetId;
        info.pdpEndEpoch = dataSet.endEpoch;
        info.providerId = dataSet.providerId;
        info.dataSetId = dataSetId;
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function getClientDataSets(address client, uint256 offset, uint256 limit)
        public
        view
        returns (DataSetInfoView[] memory infos)
    {
        uint256[] memory ids = clientDataSets(client, offset, limit);
        infos = new DataSetInfoView[](ids.length);
        for (uint256 i = 0; i < ids.length; i++) {
            infos[i] = getDataSet(ids[i]);
        }
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function getClientDataSets(address client) external view returns (DataSetInfoView[] memory) {
        return getClientDataSets(client, 0, 0);
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function clientDataSets(address payer, uint256 offset, uint256 limit) public view returns (uint256[] memory) {
        return _page(_clientDataSets[payer], offset, limit);
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function clientDataSets(address payer) external view returns (uint256[] memory) {
        return clientDataSets(payer, 0, 0);
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function getClientDataSetsLength(address payer) external view returns (uint256) {
        return _clientDataSets[payer].length();
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function clientNonces(address account, uint256 nonce) external view returns (uint256 use) {
        use = _creations[account][nonce];
        if (use == 0 || use == USED_UP) use = _additions[account][nonce];
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function getAllDataSetMetadata(uint256 dataSetId)
        external
        view
        returns (string[] memory keys, string[] memory values)
    {
        return (_metadata[dataSetId].keys, _metadata[dataSetId].values);
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function getDataSetMetadata(uint256 dataSetId, string calldata key)
        external
        view
        returns (bool exists, string memory value)
    {
        return _metadata[dataSetId].get(key);
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function getAllPieceMetadata(uint256 dataSetId, uint256 pieceId)
        external
        view
        returns (string[] memory keys, string[] memory values)
    {
        Metadata storage metadata = _pieceMetadata[dataSetId][pieceId];
        return (metadata.keys, metadata.values);
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function getPieceMetadata(uint256 dataSetId, uint256 pieceId, string calldata key)
        external
        view
        returns (bool exists, string memory value)
    {
        return _pieceMetadata[dataSetId][pieceId].get(key);
    }

    /* PRICES */

    /// @inheritdoc IFilecoinWarmStorageService
    function getServicePrice() external view returns (ServicePricing memory pricing) {
        pricing.pricePerTiBPerMonthNoCDN = PriceList.STORAGE_PER_TIB_PER_MONTH;
        pricing.tokenAddress = USDFC;
        pricing.epochsPerMonth = PriceList.EPOCHS_PER_MONTH;
        pricing.minimumPricePerMonth = PriceList.DATA_SET_PER_MONTH;
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function getPriceList() external view returns (Prices memory prices) {
        prices.token = USDFC;
        prices.rates.storagePerTibPerMonth = PriceList.STORAGE_PER_TIB_PER_MONTH;
        prices.rates.datasetFeePerMonth = PriceList.DATA_SET_PER_MONTH;
        prices.lockups.defaultLockupPeriod = PriceList.LOCKUP_PERIOD;
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function calculateRatePerEpoch(uint256 totalBytes) external pure returns (uint256) {
        return PriceList.ratePerEpoch(totalBytes);
    }

    /* CONFIGURATION */

    /// @inheritdoc IFilecoinWarmStorageService
    function getPDPConfig()
        external
        view
        returns (
            uint64 maxProvingPeriod,
            uint256 challengeWindowSize,
            uint256 challengesPerProof,
            uint256 initChallengeWindowStart
        )
    {
        return (
            MAX_PROVING_PERIOD,
            CHALLENGE_WINDOW,
            CHALLENGES_PER_PROOF,
            block.number + MAX_PROVING_PERIOD - CHALLENGE_WINDOW
        );
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function pdpVerifierAddress() external view returns (address) {
        return address(PDP_VERIFIER);
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function paymentsContractAddress() external view returns (address) {
        return address(PAYMENTS);
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function usdfcTokenAddress() external view returns (address) {
        return USDFC;
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function serviceProviderRegistry() external view returns (address) {
        return address(PROVIDERS);
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function sessionKeyRegistry() external view returns (address) {
        return address(SESSION_KEYS);
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function viewContractAddress() external view returns (address) {
        return address(this);
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function filBeamBeneficiaryAddress() external pure returns (address) {
        return address(0);
    }
}
