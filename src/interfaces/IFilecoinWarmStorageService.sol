// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Cid} from "../types/Cid.sol";
import {IPDPListener} from "./IPDPListener.sol";
import {IValidator} from "./IValidator.sol";

/// @title IFilecoinWarmStorageService
/// @notice Sells storage by storage providers to payers. A payer, or a session key of the payer, signs each operation; the
/// storage provider submits it through PDPVerifier; the payer is billed through a FilecoinPay rail, and nobody else.
///
/// | operation | who signs | through |
/// |---|---|---|
/// | create a data set | payer or session key with `CreateDataSet` | `dataSetCreated` |
/// | add pieces | payer or session key with `AddPieces` | `piecesAdded` |
/// | schedule removals | payer or session key with `SchedulePieceRemovals` | `piecesScheduledRemove` |
/// | terminate | payer or session key with `TerminateService` | `terminateService(dataSetId, extraData)` by the provider |
/// | terminate | nobody | `terminateService(dataSetId)` by the payer or the provider |
///
/// A grant holds up to and in the second of its expiry. For an operation on a data set, a grant for that data set alone
/// does too. Amounts are in base units of USDFC; an epoch is a block.
///
/// A payer with code may sign by ERC-1271: it is asked about the EIP-712 hash of `PayerMessage(address payer,bytes32 digest)`
/// in the domain `{chainId, verifyingContract}` of this service, where `digest` is what a key would sign.
///
/// What keys sign names the data set by the client's id, and not the payer. So a creation and an addition are used up for their
/// signer, and cannot be spent for a second payer that the same key acts for; for which payer they are spent first is up to who
/// submits them. A schedule of removals is used up for the data set. Use one session key a payer, and ids drawn at random.
interface IFilecoinWarmStorageService is IPDPListener, IValidator {
    /* TYPES */

    /// @notice A data set as clients read it.
    struct DataSetInfoView {
        /// The rail that pays for storage.
        uint256 pdpRailId;
        /// Always 0: content delivery is not sold here.
        uint256 cacheMissRailId;
        /// Always 0: content delivery is not sold here.
        uint256 cdnRailId;
        /// Who pays.
        address payer;
        /// Who is paid.
        address payee;
        /// Who stores.
        address serviceProvider;
        /// Always 0.
        uint256 commissionBps;
        /// What the client calls the data set; unique for its payer.
        uint256 clientDataSetId;
        /// Inclusive: the last epoch that is paid; 0 while it is not terminated.
        uint256 pdpEndEpoch;
        /// Id of the provider in the registry.
        uint256 providerId;
        /// Id of the data set in PDPVerifier.
        uint256 dataSetId;
    }

    /// @notice The price as SDKs up to 0.41 read it.
    struct ServicePricing {
        /// For 1 TiB (2^40 bytes) a month.
        uint256 pricePerTiBPerMonthNoCDN;
        /// Always 0.
        uint256 pricePerTiBCdnEgress;
        /// Always 0.
        uint256 pricePerTiBCacheMissEgress;
        /// The token of all prices.
        address tokenAddress;
        /// Epochs of a month.
        uint256 epochsPerMonth;
        /// For a data set a month, beside what is in it.
        uint256 minimumPricePerMonth;
    }

    /// @notice Part of `Prices`.
    struct Rates {
        uint256 storagePerTibPerMonth;
        uint256 datasetFeePerMonth;
        /// Always 0.
        uint256 cdnEgressPerTib;
        /// Always 0.
        uint256 cacheMissEgressPerTib;
    }

    /// @notice Part of `Prices`. All 0: nothing is charged by the operation.
    struct Fees {
        uint256 createDataSetFee;
        uint256 addPiecesBaseFee;
        uint256 addPiecesPerPieceFee;
        uint256 schedulePieceRemovalsFee;
        uint256 terminateFee;
    }

    /// @notice Part of `Prices`. All but the period are 0.
    struct Lockups {
        uint256 lifecycleReserveTarget;
        uint256 replenishThreshold;
        /// Epochs of payment that are locked ahead.
        uint256 defaultLockupPeriod;
        uint256 cdnLockupAmount;
        uint256 cacheMissLockupAmount;
        uint256 cdnLockupPeriod;
    }

    /// @notice The price as newer SDKs read it.
    struct Prices {
        /// The token of all prices.
        address token;
        Rates rates;
        Fees fees;
        Lockups lockups;
    }

    /* EVENTS */

    /// @notice `signer`, the payer itself or a session key of it, signed `operation` on a data set.
    event OperationAuthorized(uint256 indexed dataSetId, bytes32 indexed operation, address indexed signer);

    event DataSetCreated(
        uint256 indexed dataSetId,
        uint256 indexed providerId,
        uint256 pdpRailId,
        uint256 cacheMissRailId,
        uint256 cdnRailId,
        address payer,
        address serviceProvider,
        address payee,
        string[] metadataKeys,
        string[] metadataValues
    );

    event PieceAdded(uint256 indexed dataSetId, uint256 indexed pieceId, Cid pieceCid, string[] keys, string[] values);

    /// @notice `account` made void what it had signed with these nonces and not yet submitted.
    event NoncesUsedUp(address indexed account, uint256[] nonces);

    /// @notice The payer pays `newRate` an epoch from the next epoch on.
    event RailRateUpdated(uint256 indexed dataSetId, uint256 railId, uint256 newRate);

    event ServiceTerminated(
        address indexed caller, uint256 indexed dataSetId, uint256 pdpRailId, uint256 cacheMissRailId, uint256 cdnRailId
    );

    /// @notice The last epoch that is paid for is `endEpoch`.
    event PDPPaymentTerminated(uint256 indexed dataSetId, uint256 endEpoch, uint256 pdpRailId);

    event ProviderApproved(uint256 indexed providerId);

    event ProviderUnapproved(uint256 indexed providerId);

    /* ERRORS */

    error OnlyPDPVerifierAllowed(address expected, address actual);
    error CallerNotPayments(address expected, address actual);
    error CallerNotPayerOrPayee(uint256 dataSetId, address expectedPayer, address expectedPayee, address caller);

    /// @notice Only the data set's storage provider submits a signed termination.
    error CallerNotServiceProvider(uint256 dataSetId, address serviceProvider, address caller);

    error ZeroAddressPayer();
    error ProviderNotRegistered(address provider);

    /// @notice The owner has not approved this provider, or not any more.
    error ProviderNotApproved(uint256 providerId);
    error ProviderAlreadyApproved(uint256 providerId);
    error ProviderIdMismatchAtIndex(uint256 index, uint256 providerId);

    /// @notice The data set does not exist.
    error InvalidDataSetId(uint256 dataSetId);

    /// @notice The payer has a data set of that name, or had; or the signer has created one, or used the name up.
    error ClientDataSetAlreadyRegistered(uint256 clientDataSetId);

    /// @notice The signer's message with this nonce was used already, or made void. For messages without a nonce, it is the
    /// digest.
    error NonceAlreadyUsed(address signer, uint256 nonce);

    error ExtraDataRequired();
    error ExtraDataTooLarge(uint256 actualSize, uint256 maxAllowedSize);
    error MetadataArrayCountMismatch(uint256 metadataArrayCount, uint256 pieceCount);
    error StorageProviderChangesNotSupported();

    /// @notice The data set was terminated before.
    error DataSetPaymentAlreadyTerminated(uint256 dataSetId);

    /// @notice The data set can be deleted after `pdpEndEpoch`; 0 when it was not terminated.
    error PaymentRailsNotFinalized(uint256 dataSetId, uint256 pdpEndEpoch);

    /// @notice A rail of this service ends through `terminateService`.
    error ServiceContractMustTerminateRail();

    error OperatorNotApproved(address payer, address operator);
    error InsufficientRateAllowance(
        address payer, address operator, uint256 rateAllowance, uint256 rateUsage, uint256 minimumRateRequired
    );
    error InsufficientLockupAllowance(
        address payer, address operator, uint256 lockupAllowance, uint256 lockupUsage, uint256 minimumLockupRequired
    );
    error InsufficientMaxLockupPeriod(
        address payer, address operator, uint256 maxLockupPeriod, uint256 requiredLockupPeriod
    );

    /// @notice The payer's free funds are `minimumRequired - available` too few.
    error InsufficientLockupFunds(address payer, uint256 minimumRequired, uint256 available);

    /* BILLING */

    /// @notice Lowers the rate of a data set, and never raises it, to the price of what is in it, if removals while its payer
    /// was out of funds left it higher. Anyone may call; it does nothing while there is nothing to lower, or still no funds.
    function updateRate(uint256 dataSetId) external;

    /* TERMINATION */

    /// @notice Ends a data set. It is paid for `LOCKUP_PERIOD` epochs more, out of what is locked already.
    /// @dev The caller is the payer or the storage provider.
    function terminateService(uint256 dataSetId) external;

    /// @notice The same in the name of the payer.
    /// @dev The caller is the storage provider.
    /// @param extraData `abi.encode(bytes signature)` over `TerminateService(uint256 dataSetId)`.
    function terminateService(uint256 dataSetId, bytes calldata extraData) external;

    /* NONCES */

    /// @notice Makes void what the caller, a payer or a session key, signed and nobody submitted yet; for good, and for the
    /// caller's signatures alone. Each of `nonces` is used up as a client data set id, which no session key of the caller can
    /// create then, either; as a nonce of `AddPieces`; and as the digest of a `SchedulePieceRemovals` or `TerminateService`.
    /// What was used before stays as it is.
    /// @dev Taking a grant back makes a session key's messages void for as long as it is not granted again.
    function useUp(uint256[] calldata nonces) external;

    /* PROVIDERS */

    /// @notice Lets a provider take new data sets. For the owner.
    function addApprovedProvider(uint256 providerId) external;

    /// @notice Lets a provider take no more data sets; those it has go on. For the owner.
    /// @param index Where `getApprovedProviders` lists it.
    function removeApprovedProvider(uint256 providerId, uint256 index) external;

    /// @notice A page of the approved providers.
    /// @param limit At most so many; 0 for all.
    function getApprovedProviders(uint256 offset, uint256 limit) external view returns (uint256[] memory);

    function getApprovedProvidersLength() external view returns (uint256);

    function isProviderApproved(uint256 providerId) external view returns (bool);

    /* DATA SETS */

    /// @notice A data set; all 0 when there is none.
    function getDataSet(uint256 dataSetId) external view returns (DataSetInfoView memory);

    /// @notice A page of a payer's data sets that were not deleted, in no order to rely on after a deletion.
    /// @param limit At most so many; 0 for all.
    function getClientDataSets(address client, uint256 offset, uint256 limit)
        external
        view
        returns (DataSetInfoView[] memory);

    function getClientDataSets(address client) external view returns (DataSetInfoView[] memory);

    /// @notice The ids of `getClientDataSets`.
    function clientDataSets(address payer, uint256 offset, uint256 limit) external view returns (uint256[] memory);

    function clientDataSets(address payer) external view returns (uint256[] memory);

    function getClientDataSetsLength(address payer) external view returns (uint256);

    /// @notice What a nonce was used up for. Where both were, the data set counts.
    /// @param account A payer or a session key.
    /// @param nonce A client data set id, for the payer and for the key that signed; or a nonce of `AddPieces`, for who signed.
    /// @return use 0: nothing. The data set that was created; or, for pieces that were added, the data set in the lower 128
    /// bits, and above it the id of the next piece after them. All ones when `useUp` used it up.
    function clientNonces(address account, uint256 nonce) external view returns (uint256 use);

    function getAllDataSetMetadata(uint256 dataSetId)
        external
        view
        returns (string[] memory keys, string[] memory values);

    function getDataSetMetadata(uint256 dataSetId, string calldata key)
        external
        view
        returns (bool exists, string memory value);

    /// @dev Metadata of a piece stays after the piece is removed.
    function getAllPieceMetadata(uint256 dataSetId, uint256 pieceId)
        external
        view
        returns (string[] memory keys, string[] memory values);

    function getPieceMetadata(uint256 dataSetId, uint256 pieceId, string calldata key)
        external
        view
        returns (bool exists, string memory value);

    /* PRICES */

    function getServicePrice() external view returns (ServicePricing memory);

    function getPriceList() external view returns (Prices memory);

    /// @notice What a data set of that many bytes costs an epoch.
    function calculateRatePerEpoch(uint256 totalBytes) external pure returns (uint256);

    /* CONFIGURATION */

    /// @notice What proofs are asked for. Informative: payment does not depend on proofs here.
    /// @return maxProvingPeriod Epochs.
    /// @return challengeWindowSize Epochs.
    /// @return challengesPerProof How many leaves a proof shows.
    /// @return initChallengeWindowStart The first epoch of the window of a data set that would start now.
    function getPDPConfig()
        external
        view
        returns (
            uint64 maxProvingPeriod,
            uint256 challengeWindowSize,
            uint256 challengesPerProof,
            uint256 initChallengeWindowStart
        );

    function pdpVerifierAddress() external view returns (address);

    function paymentsContractAddress() external view returns (address);

    function usdfcTokenAddress() external view returns (address);

    function serviceProviderRegistry() external view returns (address);

    function sessionKeyRegistry() external view returns (address);

    /// @notice Where the views are: here.
    function viewContractAddress() external view returns (address);

    /// @notice Always 0: content delivery is not sold here.
    function filBeamBeneficiaryAddress() external view returns (address);
}
