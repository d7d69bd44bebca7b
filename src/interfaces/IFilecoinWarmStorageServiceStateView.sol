// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

/// @title IFilecoinWarmStorageServiceStateView
/// @notice What the view contract of the live Filecoin Warm Storage Service (1.3.1) answers. It holds nothing itself: it
/// reads the storage of `service()`. In lists, a `limit` of 0 means all that is left from `offset` on.
interface IFilecoinWarmStorageServiceStateView {
    /* TYPES */

    /// @notice A data set. Rails, payer and all else are 0 for an id that does not exist, but `dataSetId` is what was asked.
    struct DataSetInfoView {
        uint256 pdpRailId;
        uint256 cacheMissRailId;
        uint256 cdnRailId;
        /// Who pays: the root.
        address payer;
        address payee;
        address serviceProvider;
        /// 1/10 000 of what is paid.
        uint256 commissionBps;
        uint256 clientDataSetId;
        /// Last epoch that is paid for, inclusive; 0 while the service goes on.
        uint256 pdpEndEpoch;
        uint256 providerId;
        /// Fees that are due and not paid yet, in base units of the token.
        uint96 pendingOneTimePayments;
        /// What the rail holds for fees to come, in base units of the token.
        uint96 lifecycleReserveBalance;
        uint256 dataSetId;
    }

    /// @notice Part of `Prices`.
    struct Rates {
        uint256 storagePerTibPerMonth;
        uint256 datasetFeePerMonth;
        uint256 cdnEgressPerTib;
        uint256 cacheMissEgressPerTib;
    }

    /// @notice Part of `Prices`: what is charged once, by the operation.
    struct Fees {
        uint256 createDataSetFee;
        /// For each call that adds pieces.
        uint256 addPiecesBaseFee;
        uint256 addPiecesPerPieceFee;
        /// For each call that schedules removals.
        uint256 schedulePieceRemovalsFee;
        /// For a termination that was signed.
        uint256 terminateFee;
    }

    /// @notice Part of `Prices`; periods are in epochs.
    struct Lockups {
        /// What a rail holds for fees to come, whenever it is filled up.
        uint256 lifecycleReserveTarget;
        /// A rail that holds less than this beside the fees that are due is filled up.
        uint256 replenishThreshold;
        /// For how long payment is locked ahead.
        uint256 defaultLockupPeriod;
        uint256 cdnLockupAmount;
        uint256 cacheMissLockupAmount;
        uint256 cdnLockupPeriod;
    }

    struct Prices {
        /// The token of all prices.
        address token;
        Rates rates;
        Fees fees;
        Lockups lockups;
    }

    /* ERRORS */

    /// @notice No proving period of the data set has begun.
    error ProvingPeriodNotInitialized(uint256 dataSetId);

    /* SERVICE */

    /// @notice The contract whose storage is read.
    function service() external view returns (address);

    /// @notice Prices, fees and lockups, in base units of `token` and in epochs.
    function getPriceList() external view returns (Prices memory);

    /// @notice Base units of the token a month: for each TiB, and for each data set.
    function getCurrentPricingRates() external view returns (uint256 storagePrice, uint256 datasetFee);

    function serviceCommissionBps() external view returns (uint256);
    function filBeamControllerAddress() external view returns (address);

    /// @notice What the service will be upgraded to, and after which epoch.
    function nextUpgrade() external view returns (address nextImplementation, uint96 afterEpoch);

    /* DATA SETS */

    function getDataSet(uint256 dataSetId) external view returns (DataSetInfoView memory);

    /// @notice The contract that decides about the data set in place of the service; zero: the service does.
    function getDataSetAuthorizer(uint256 dataSetId) external view returns (address);
    function getClientDataSets(address client) external view returns (DataSetInfoView[] memory);
    function getClientDataSets(address client, uint256 offset, uint256 limit)
        external
        view
        returns (DataSetInfoView[] memory);
    function clientDataSets(address client) external view returns (uint256[] memory dataSetIds);
    function clientDataSets(address client, uint256 offset, uint256 limit)
        external
        view
        returns (uint256[] memory dataSetIds);
    function getClientDataSetsLength(address client) external view returns (uint256);

    /// @notice What the payer's `nonce` was used for: a data set's id, or `(first piece id + count) << 128 | dataSetId`; 0 when
    /// it is free.
    function clientNonces(address payer, uint256 nonce) external view returns (uint256);

    /// @notice 0 without a rail or before the first proving period, else 1, also when the service has ended.
    function getDataSetStatus(uint256 dataSetId) external view returns (uint8);

    /// @notice The data set of a rail that pays for proofs; 0 for any other.
    function railToDataSet(uint256 railId) external view returns (uint256 dataSetId);

    /// @notice Bytes that are billed for so many leaves of 32 bytes.
    function getDataSetSizeInBytes(uint256 leafCount) external view returns (uint256);

    /* METADATA */

    function getAllDataSetMetadata(uint256 dataSetId)
        external
        view
        returns (string[] memory keys, string[] memory values);
    function getDataSetMetadata(uint256 dataSetId, string calldata key)
        external
        view
        returns (bool exists, string memory value);
    function getAllPieceMetadata(uint256 dataSetId, uint256 pieceId)
        external
        view
        returns (string[] memory keys, string[] memory values);
    function getPieceMetadata(uint256 dataSetId, uint256 pieceId, string calldata key)
        external
        view
        returns (bool exists, string memory value);

    /* PROOFS */

    /// @notice Epochs of a proving period and of the window at its end, challenges of a proof, and the first window of a data
    /// set that is created now.
    function getPDPConfig()
        external
        view
        returns (
            uint64 maxProvingPeriod,
            uint256 challengeWindowSize,
            uint256 challengesPerProof,
            uint256 initChallengeWindowStart
        );

    /// @notice The epoch in which the window opens that the next challenge falls in.
    function nextPDPChallengeWindowStart(uint256 dataSetId) external view returns (uint256);

    /// @notice The epoch in which the first proving period began; 0 before.
    function provingActivationEpoch(uint256 dataSetId) external view returns (uint256);

    /// @notice The last epoch, inclusive, in which the current period can be proven; 0 without one.
    function provingDeadline(uint256 dataSetId) external view returns (uint256);

    function provenThisPeriod(uint256 dataSetId) external view returns (bool);
    function provenPeriods(uint256 dataSetId, uint256 periodId) external view returns (bool);

    /* PROVIDERS */

    function getApprovedProviders(uint256 offset, uint256 limit) external view returns (uint256[] memory providerIds);
    function getApprovedProvidersLength() external view returns (uint256);
    function isProviderApproved(uint256 providerId) external view returns (bool);
}
