// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity 0.8.30;

import {FwssStorage} from "./fwss/FwssStorage.sol";
import {IExtsload} from "./interfaces/IExtsload.sol";
import {IFilecoinWarmStorageService} from "./interfaces/IFilecoinWarmStorageService.sol";
import {IFilecoinWarmStorageServiceStateView} from "./interfaces/IFilecoinWarmStorageServiceStateView.sol";
import {Metadata} from "./libraries/MetadataStore.sol";
import {PriceList} from "./libraries/PriceList.sol";
import {ProvingPeriods} from "./libraries/ProvingPeriods.sol";
import {LibBitmap} from "solady/utils/LibBitmap.sol";
import {LibBytes} from "solady/utils/LibBytes.sol";

/// @title FilecoinWarmStorageServiceStateView
/// @notice Answers what clients ask about the service, out of the service's storage.
/// @dev It inherits the service's layout, and so knows each slot by the name that the service knows it by; its own storage stays
/// empty. Assembly is where Solidity has no words: for the slot of a reference.
contract FilecoinWarmStorageServiceStateView is IFilecoinWarmStorageServiceStateView, FwssStorage {
    uint256 private constant CHALLENGES_PER_PROOF = 5;

    address private immutable SERVICE;

    constructor(address service_) {
        SERVICE = service_;
    }

    /* SERVICE */

    /// @inheritdoc IFilecoinWarmStorageServiceStateView
    function service() external view returns (address) {
        return SERVICE;
    }

    /// @inheritdoc IFilecoinWarmStorageServiceStateView
    function getPriceList() external view returns (Prices memory prices) {
        prices.token = IFilecoinWarmStorageService(SERVICE).usdfcTokenAddress();
        prices.rates = Rates({
            storagePerTibPerMonth: PriceList.STORAGE_PER_TIB_PER_MONTH,
            datasetFeePerMonth: PriceList.DATA_SET_PER_MONTH,
            cdnEgressPerTib: PriceList.CDN_EGRESS_PER_TIB,
            cacheMissEgressPerTib: PriceList.CACHE_MISS_EGRESS_PER_TIB
        });
        prices.fees = Fees({
            createDataSetFee: PriceList.CREATE_DATA_SET_FEE,
            addPiecesBaseFee: PriceList.ADD_PIECES_BASE_FEE,
            addPiecesPerPieceFee: PriceList.ADD_PIECES_PER_PIECE_FEE,
            schedulePieceRemovalsFee: PriceList.SCHEDULE_PIECE_REMOVALS_FEE,
            terminateFee: PriceList.TERMINATE_FEE
        });
        prices.lockups = Lockups({
            lifecycleReserveTarget: PriceList.LIFECYCLE_RESERVE,
            replenishThreshold: PriceList.REPLENISH_THRESHOLD,
            defaultLockupPeriod: PriceList.LOCKUP_PERIOD,
            cdnLockupAmount: PriceList.CDN_LOCKUP,
            cacheMissLockupAmount: PriceList.CACHE_MISS_LOCKUP,
            cdnLockupPeriod: PriceList.CDN_LOCKUP_PERIOD
        });
    }

    /// @inheritdoc IFilecoinWarmStorageServiceStateView
    function getCurrentPricingRates() external pure returns (uint256 storagePrice, uint256 datasetFee) {
        return (PriceList.STORAGE_PER_TIB_PER_MONTH, PriceList.DATA_SET_PER_MONTH);
    }

    /// @inheritdoc IFilecoinWarmStorageServiceStateView
    function serviceCommissionBps() external pure returns (uint256) {
        return 0;
    }

    /// @inheritdoc IFilecoinWarmStorageServiceStateView
    /// @dev Nobody's: content delivery is not sold.
    function filBeamControllerAddress() external pure returns (address) {
        return address(0);
    }

    /// @inheritdoc IFilecoinWarmStorageServiceStateView
    /// @dev Nothing, ever.
    function nextUpgrade() external pure returns (address nextImplementation, uint96 afterEpoch) {
        return (address(0), 0);
    }

    /* DATA SETS */

    /// @inheritdoc IFilecoinWarmStorageServiceStateView
    function getDataSet(uint256 dataSetId) public view returns (DataSetInfoView memory info) {
        DataSet memory dataSet = _dataSet(dataSetId);
        info.pdpRailId = dataSet.railId;
        info.payer = dataSet.payer;
        info.payee = dataSet.payee;
        info.serviceProvider = dataSet.serviceProvider;
        info.clientDataSetId = dataSet.clientDataSetId;
        info.pdpEndEpoch = dataSet.endEpoch;
        info.providerId = dataSet.providerId;
        info.pendingOneTimePayments = dataSet.pending;
        info.lifecycleReserveBalance = dataSet.reserve;
        info.dataSetId = dataSetId;
    }

    /// @inheritdoc IFilecoinWarmStorageServiceStateView
    function getDataSetAuthorizer(uint256 dataSetId) external view returns (address) {
        return address(uint160(uint256(_load(_slotAt(_slotOf(_authorizers), dataSetId)))));
    }

    /// @inheritdoc IFilecoinWarmStorageServiceStateView
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

    /// @inheritdoc IFilecoinWarmStorageServiceStateView
    function getClientDataSets(address client) external view returns (DataSetInfoView[] memory) {
        return getClientDataSets(client, 0, 0);
    }

    /// @inheritdoc IFilecoinWarmStorageServiceStateView
    function clientDataSets(address client, uint256 offset, uint256 limit) public view returns (uint256[] memory) {
        return _page(_clientDataSets[client], offset, limit);
    }

    /// @inheritdoc IFilecoinWarmStorageServiceStateView
    function clientDataSets(address client) external view returns (uint256[] memory) {
        return clientDataSets(client, 0, 0);
    }

    /// @inheritdoc IFilecoinWarmStorageServiceStateView
    function getClientDataSetsLength(address client) external view returns (uint256) {
        return uint256(_load(_slotOf(_clientDataSets[client])));
    }

    /// @inheritdoc IFilecoinWarmStorageServiceStateView
    function clientNonces(address account, uint256 nonce) external view returns (uint256 use) {
        (bytes32 creations, bytes32 additions) = (_slotOf(_creations[account]), _slotOf(_additions[account]));
        use = uint256(_load(_slotAt(creations, nonce)));
        if (use == 0 || use == type(uint256).max) use = uint256(_load(_slotAt(additions, nonce)));
    }

    /// @inheritdoc IFilecoinWarmStorageServiceStateView
    function getDataSetStatus(uint256 dataSetId) external view returns (uint8) {
        return _provingOf(dataSetId).activation == 0 ? 0 : 1;
    }

    /// @inheritdoc IFilecoinWarmStorageServiceStateView
    function railToDataSet(uint256 railId) external view returns (uint256) {
        return uint256(_load(_slotAt(_slotOf(_railToDataSet), railId)));
    }

    /// @inheritdoc IFilecoinWarmStorageServiceStateView
    function getDataSetSizeInBytes(uint256 leafCount) external pure returns (uint256) {
        return PriceList.bytesOf(leafCount);
    }

    /* METADATA */

    /// @inheritdoc IFilecoinWarmStorageServiceStateView
    function getAllDataSetMetadata(uint256 dataSetId)
        external
        view
        returns (string[] memory keys, string[] memory values)
    {
        return _all(_metadata[dataSetId]);
    }

    /// @inheritdoc IFilecoinWarmStorageServiceStateView
    function getDataSetMetadata(uint256 dataSetId, string calldata key)
        external
        view
        returns (bool exists, string memory value)
    {
        return _one(_metadata[dataSetId], key);
    }

    /// @inheritdoc IFilecoinWarmStorageServiceStateView
    function getAllPieceMetadata(uint256 dataSetId, uint256 pieceId)
        external
        view
        returns (string[] memory keys, string[] memory values)
    {
        return _all(_pieceMetadata[dataSetId][pieceId]);
    }

    /// @inheritdoc IFilecoinWarmStorageServiceStateView
    function getPieceMetadata(uint256 dataSetId, uint256 pieceId, string calldata key)
        external
        view
        returns (bool exists, string memory value)
    {
        return _one(_pieceMetadata[dataSetId][pieceId], key);
    }

    /* PROOFS */

    /// @inheritdoc IFilecoinWarmStorageServiceStateView
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
        (uint48 period, uint48 window) = _configuration();
        return (period, window, CHALLENGES_PER_PROOF, block.number + period - window);
    }

    /// @inheritdoc IFilecoinWarmStorageServiceStateView
    function nextPDPChallengeWindowStart(uint256 dataSetId) external view returns (uint256) {
        Proving memory proving = _provingOf(dataSetId);
        if (proving.activation == 0) revert ProvingPeriodNotInitialized(dataSetId);
        uint256 deadline = proving.deadline == 0
            ? ProvingPeriods.firstDeadline(proving.activation, proving.period, block.number)
            : ProvingPeriods.nextDeadline(proving.deadline, proving.period, block.number);
        return deadline - proving.window;
    }

    /// @inheritdoc IFilecoinWarmStorageServiceStateView
    function provingActivationEpoch(uint256 dataSetId) external view returns (uint256) {
        return _provingOf(dataSetId).activation;
    }

    /// @inheritdoc IFilecoinWarmStorageServiceStateView
    function provingDeadline(uint256 dataSetId) external view returns (uint256) {
        return _provingOf(dataSetId).deadline;
    }

    /// @inheritdoc IFilecoinWarmStorageServiceStateView
    function provenThisPeriod(uint256 dataSetId) external view returns (bool) {
        return _provingOf(dataSetId).proven;
    }

    /// @inheritdoc IFilecoinWarmStorageServiceStateView
    function provenPeriods(uint256 dataSetId, uint256 periodId) external view returns (bool) {
        uint256 bits = uint256(_load(_slotAt(_slotOf(_provenPeriods[dataSetId]), periodId / 256)));
        return bits >> (periodId % 256) & 1 == 1;
    }

    /* PROVIDERS */

    /// @inheritdoc IFilecoinWarmStorageServiceStateView
    function getApprovedProviders(uint256 offset, uint256 limit) external view returns (uint256[] memory) {
        return _page(_approvedProviders, offset, limit);
    }

    /// @inheritdoc IFilecoinWarmStorageServiceStateView
    function getApprovedProvidersLength() external view returns (uint256) {
        return uint256(_load(_slotOf(_approvedProviders)));
    }

    /// @inheritdoc IFilecoinWarmStorageServiceStateView
    function isProviderApproved(uint256 providerId) external view returns (bool) {
        return _load(_slotAt(_slotOf(_isApproved), providerId)) != 0;
    }

    /* STRUCTS, as the compiler packs them: what comes first is in the lowest bits */

    // forge-lint: disable-next-item(unsafe-typecast): each takes its part of the word
    function _dataSet(uint256 dataSetId) private view returns (DataSet memory dataSet) {
        uint256[] memory words = _words(_slotOf(_dataSets[dataSetId]), 5);
        dataSet.payer = address(uint160(words[0]));
        dataSet.endEpoch = uint48(words[0] >> 160);
        dataSet.providerId = uint48(words[0] >> 208);
        dataSet.payee = address(uint160(words[1]));
        dataSet.railId = uint96(words[1] >> 160);
        dataSet.serviceProvider = address(uint160(words[2]));
        dataSet.clientDataSetId = words[3];
        dataSet.pending = uint96(words[4]);
        dataSet.reserve = uint96(words[4] >> 96);
    }

    // forge-lint: disable-next-item(unsafe-typecast)
    function _provingOf(uint256 dataSetId) private view returns (Proving memory proving) {
        uint256 word = uint256(_load(_slotOf(_proving[dataSetId])));
        proving.activation = uint48(word);
        proving.deadline = uint48(word >> 48);
        proving.period = uint48(word >> 96);
        proving.window = uint48(word >> 144);
        proving.proven = uint8(word >> 192) == 1;
    }

    // forge-lint: disable-next-item(unsafe-typecast)
    function _configuration() private view returns (uint48 period, uint48 window) {
        bytes32 slot;
        assembly ("memory-safe") {
            slot := _provingPeriod.slot
        }
        uint256 word = uint256(_load(slot));
        return (uint48(word), uint48(word >> 48));
    }

    /* LISTS AND STRINGS */

    function _page(uint256[] storage list, uint256 offset, uint256 limit) private view returns (uint256[] memory) {
        bytes32 slot = _slotOf(list);
        uint256 length = uint256(_load(slot));
        if (offset >= length) return new uint256[](0);
        uint256 rest = length - offset;
        return _words(_slotIn(slot, offset), limit == 0 || limit > rest ? rest : limit);
    }

    function _all(Metadata storage metadata) private view returns (string[] memory keys, string[] memory values) {
        return (_strings(_slotOf(metadata.keys)), _strings(_slotOf(metadata.values)));
    }

    function _one(Metadata storage metadata, string calldata key)
        private
        view
        returns (bool exists, string memory value)
    {
        (string[] memory keys, string[] memory values) = _all(metadata);
        for (uint256 i = 0; i < keys.length; i++) {
            if (LibBytes.eq(bytes(keys[i]), bytes(key))) return (true, values[i]);
        }
    }

    function _strings(bytes32 slot) private view returns (string[] memory list) {
        list = new string[](uint256(_load(slot)));
        for (uint256 i = 0; i < list.length; i++) {
            list[i] = _string(_slotIn(slot, i));
        }
    }

    /// @dev Up to 31 bytes are in the slot itself, before twice their number. More are elsewhere, and the slot has twice their
    /// number and one.
    // forge-lint: disable-next-item(unsafe-typecast): the lowest byte is what is wanted
    function _string(bytes32 slot) private view returns (string memory) {
        uint256 head = uint256(_load(slot));
        if (head % 2 == 0) return string(LibBytes.truncate(abi.encodePacked(head), uint8(head) / 2));
        uint256 length = head / 2;
        bytes memory padded = abi.encodePacked(_words(_slotIn(slot, 0), (length + 31) / 32));
        return string(LibBytes.truncate(padded, length));
    }

    /* SLOTS */

    function _load(bytes32 slot) private view returns (bytes32) {
        return IExtsload(SERVICE).extsload(slot);
    }

    function _words(bytes32 slot, uint256 count) private view returns (uint256[] memory words) {
        bytes32[] memory loaded = IExtsload(SERVICE).extsloadStruct(slot, count);
        assembly ("memory-safe") {
            words := loaded
        }
    }

    /// @dev Of what a mapping to values has for `key`.
    function _slotAt(bytes32 slot, uint256 key) private pure returns (bytes32) {
        return keccak256(abi.encode(key, slot));
    }

    /// @dev Of element `index` of an array, or of the words of a string.
    function _slotIn(bytes32 slot, uint256 index) private pure returns (bytes32) {
        return bytes32(uint256(keccak256(abi.encode(slot))) + index);
    }

    function _slotOf(DataSet storage at) private pure returns (bytes32 slot) {
        assembly ("memory-safe") {
            slot := at.slot
        }
    }

    function _slotOf(Proving storage at) private pure returns (bytes32 slot) {
        assembly ("memory-safe") {
            slot := at.slot
        }
    }

    function _slotOf(LibBitmap.Bitmap storage at) private pure returns (bytes32 slot) {
        assembly ("memory-safe") {
            slot := at.slot
        }
    }

    function _slotOf(uint256[] storage at) private pure returns (bytes32 slot) {
        assembly ("memory-safe") {
            slot := at.slot
        }
    }

    function _slotOf(string[] storage at) private pure returns (bytes32 slot) {
        assembly ("memory-safe") {
            slot := at.slot
        }
    }

    function _slotOf(mapping(uint256 => uint256) storage at) private pure returns (bytes32 slot) {
        assembly ("memory-safe") {
            slot := at.slot
        }
    }

    function _slotOf(mapping(uint256 => address) storage at) private pure returns (bytes32 slot) {
        assembly ("memory-safe") {
            slot := at.slot
        }
    }

    function _slotOf(mapping(uint256 => bool) storage at) private pure returns (bytes32 slot) {
        assembly ("memory-safe") {
            slot := at.slot
        }
    }
}
