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

    /// @notice What `ZeroAddress` is about, numbered as on Filecoin.
    enum AddressField {
        PDPVerifier,
        FilecoinPayV1,
        USDFC,
        FilBeamController,
        SessionKeyRegistry,
        ServiceProvider,
        Payer,
        ServiceProviderRegistry,
        FilBeamBeneficiary,
        View
    }

    /// @notice The price as SDKs up to 0.41 read it. They know of no fees: `getPriceList` of the view has them.
    struct ServicePricing {
        /// For 1 TiB (2^40 bytes) a month.
        uint256 pricePerTiBPerMonthNoCDN;
        /// Of the live price list; content delivery is not sold here.
        uint256 pricePerTiBCdnEgress;
        /// Of the live price list; content delivery is not sold here.
        uint256 pricePerTiBCacheMissEgress;
        /// The token of all prices.
        address tokenAddress;
        /// Epochs of a month.
        uint256 epochsPerMonth;
        /// For a data set with anything in it a month, beside what is in it. Named as those SDKs read it.
        uint256 minimumPricePerMonth;
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

    /// @notice The payer pays `newRate` an epoch from the next epoch on; it may be what it paid before.
    event RailRateUpdated(uint256 indexed dataSetId, uint256 railId, uint256 newRate);

    /// @notice So many proving periods went by unproven, the first of them with `deadline`. They are not paid.
    event FaultRecord(uint256 indexed dataSetId, uint256 periodsFaulted, uint256 deadline);

    /// @notice `approver` ended the service of a data set: its payer or provider, who called; or the payer or a session key of
    /// it, who signed.
    event ServiceTerminated(
        address indexed approver,
        uint256 indexed dataSetId,
        uint256 pdpRailId,
        uint256 cacheMissRailId,
        uint256 cdnRailId
    );

    /// @notice The last epoch that is paid for is `endEpoch`.
    event PDPPaymentTerminated(uint256 indexed dataSetId, uint256 endEpoch, uint256 pdpRailId);

    /// @notice A data set that was not terminated, and not proven, was deleted. Fees that were due are not paid.
    event DataSetAbandoned(uint256 indexed dataSetId, uint256 pdpRailId, uint256 cacheMissRailId, uint256 cdnRailId);

    /// @notice Never emitted, here as on Filecoin: a data set stays with its provider.
    event DataSetServiceProviderChanged(
        uint256 indexed dataSetId, address indexed oldServiceProvider, address indexed newServiceProvider
    );

    /// @notice From now on `authorizer` decides about the data set; zero: the service does.
    event DataSetAuthorizerSet(uint256 indexed dataSetId, address indexed authorizer);

    event FilecoinServiceDeployed(string name, string description);

    event ViewContractSet(address indexed viewContract);

    event ProviderApproved(uint256 indexed providerId);

    event ProviderUnapproved(uint256 indexed providerId);

    /* ERRORS: callers */

    error OnlyPDPVerifierAllowed(address expected, address actual);
    error CallerNotPayments(address expected, address actual);
    error OnlyDataSetPayer(uint256 dataSetId, address actual);
    error CallerNotPayer(uint256 dataSetId, address expectedPayer, address caller);

    /// @param expectedPayee The storage provider.
    error CallerNotPayerOrPayee(uint256 dataSetId, address expectedPayer, address expectedPayee, address caller);

    /// @notice Only the data set's storage provider submits a signed termination.
    error CallerNotServiceProvider(uint256 dataSetId, address serviceProvider, address caller);

    /* ERRORS: data set authorizers */

    /// @notice The session key authorizer to be looks grants up in another registry than the service.
    error AuthorizerOfAnotherRegistry(address authorizer);

    /// @notice There is no code at the address.
    error InvalidDataSetAuthorizer(address authorizer);

    /// @notice The authorizer of the data set says no.
    error Unauthorized(address payer, bytes32 operation, bytes32 digest, bytes signature);

    /// @notice While one authorizer decides, none is asked.
    error AuthorizerReentrancy();

    /* ERRORS: configuration */

    error ZeroAddress(AddressField field);
    error MaxProvingPeriodZero();

    /// @notice A window is within its period, and shorter.
    error InvalidChallengeWindowSize(uint256 maxProvingPeriod, uint256 challengeWindowSize);

    error ProviderAlreadyApproved(uint256 providerId);
    error ProviderIdMismatchAtIndex(uint256 index, uint256 providerId);

    /* ERRORS: data sets */

    error ProviderNotRegistered(address provider);

    /// @notice The data set does not exist.
    error InvalidDataSetId(uint256 dataSetId);

    /// @notice The data set does not exist, says PDPVerifier's side of the service.
    error DataSetNotRegistered(uint256 dataSetId);

    /// @notice No data set has this rail.
    error DataSetNotFoundForRail(uint256 railId);

    /// @notice The payer has a data set of that name, or had; or the signer has created one, or used the name up. Or, of an
    /// addition, the signer has used that nonce, or used it up.
    error ClientDataSetAlreadyRegistered(uint256 clientDataSetId);

    /// @notice This message without a nonce was used already, or made void by its signer; `nonce` is its digest.
    error NonceAlreadyUsed(address signer, uint256 nonce);

    /// @notice The metadata of the data set asks for content delivery (`withCDN`), which is not sold here: leave the key out.
    error ContentDeliveryNotSold(uint256 dataSetId);

    error ExtraDataRequired();
    error ExtraDataTooLarge(uint256 actualSize, uint256 maxAllowedSize);
    error MetadataArrayCountMismatch(uint256 metadataArrayCount, uint256 pieceCount);
    error StorageProviderChangesNotSupported();

    /* ERRORS: the end */

    /// @notice The data set was terminated before.
    error DataSetPaymentAlreadyTerminated(uint256 dataSetId);

    /// @notice The data set was terminated, and the last epoch that is paid is over.
    error DataSetPaymentBeyondEndEpoch(uint256 dataSetId, uint256 pdpEndEpoch, uint256 currentBlock);

    /// @notice The data set can be deleted from `pdpEndEpoch` on.
    error PaymentRailsNotFinalized(uint256 dataSetId, uint256 pdpEndEpoch);

    /// @notice The data set can be deleted when its rail is settled up to `endEpoch`.
    error RailNotFullySettled(uint256 railId, uint256 settledUpTo, uint256 endEpoch);

    /// @notice Without a termination, the data set can be deleted after `lastEpoch`, if it is not proven until then.
    error DataSetNotAbandoned(uint256 dataSetId, uint256 lastEpoch, uint256 currentBlock);

    /// @notice A rail of this service ends through `terminateService`.
    error ServiceContractMustTerminateRail();

    /* ERRORS: proofs */

    /// @notice The challenge must be in an epoch from `minAllowed` to `maxAllowed`, both inclusive.
    error InvalidChallengeEpoch(uint256 dataSetId, uint256 minAllowed, uint256 maxAllowed, uint256 actual);

    /// @notice The period after `periodDeadline` has not begun.
    error NextProvingPeriodAlreadyCalled(uint256 dataSetId, uint256 periodDeadline, uint256 nowBlock);

    error ProofAlreadySubmitted(uint256 dataSetId);
    error InvalidChallengeCount(uint256 dataSetId, uint256 minExpected, uint256 actual);
    error ProvingNotStarted(uint256 dataSetId);
    error ProvingPeriodPassed(uint256 dataSetId, uint256 deadline, uint256 nowBlock);
    error ChallengeWindowTooEarly(uint256 dataSetId, uint256 windowStart, uint256 nowBlock);

    /// @notice Epochs of a settlement are in order, and in the past.
    error InvalidEpochRange(uint256 fromEpoch, uint256 toEpoch);

    /* ERRORS: money, when a data set is created. Later on FilecoinPay's own come. */

    /// @notice The payer's free funds are `minimumRequired - available` too few.
    error InsufficientLockupFunds(address payer, uint256 minimumRequired, uint256 available);
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

    /* RESERVE */

    /// @notice Locks `amount` more for the fees of a data set. For the payer.
    function topUpLifecycleReserve(uint256 dataSetId, uint256 amount) external;

    /* TERMINATION */

    /// @notice Ends a data set. It is paid for `LOCKUP_PERIOD` epochs more, out of what is locked already, where it is proven;
    /// fees are paid out of what is left of the reserve.
    /// @dev The caller is the payer or the storage provider.
    function terminateService(uint256 dataSetId) external;

    /// @notice Ends a data set in this epoch in the name of the payer, for a fee; what is locked ahead is free at once.
    /// @dev The caller is the storage provider.
    /// @param extraData `abi.encode(bytes signature)` over `TerminateService(uint256 dataSetId)`; when empty, this is the other
    /// `terminateService`.
    function terminateService(uint256 dataSetId, bytes calldata extraData) external;

    /* AUTHORIZER */

    /// @notice Lets a contract decide in place of the service what may be done on a data set: about additions, removals and
    /// signed terminations, whoever signed them, the payer too. Who pays, and what for, stays with the service, and a nonce is still
    /// used up: the payer's, and the key's where `ISessionKeyAuthorizer.signerOf` can tell it. For the payer.
    /// @param authorizer An `IDataSetAuthorizer`; zero: the service decides again.
    function setDataSetAuthorizer(uint256 dataSetId, address authorizer) external;

    /* NONCES */

    /// @notice Makes void what the caller, a payer or a session key, signed and nobody submitted yet; for good, and for the
    /// caller's signatures alone. Each of `nonces` is used up as a client data set id, which no session key of the caller can
    /// create then, either; as a nonce of `AddPieces`; and as the digest of a `SchedulePieceRemovals` or `TerminateService`.
    /// What was used before stays as it is.
    /// @dev Taking a grant back makes a session key's messages void for as long as it is not granted again. A P-256 key calls nothing.
    function useUp(uint256[] calldata nonces) external;

    /* OWNER */

    /// @notice Lists a provider. For clients that ask: the service itself takes any that is registered.
    function addApprovedProvider(uint256 providerId) external;

    /// @notice Lists a provider no more.
    /// @param index Where `getApprovedProviders` of the view lists it.
    function removeApprovedProvider(uint256 providerId, uint256 index) external;

    /// @notice Sets how data sets are proven that are activated from now on. Those that have been go on as they are.
    /// @param maxProvingPeriod Epochs of a proving period.
    /// @param challengeWindowSize Epochs before a deadline in which the proof may come, too.
    function configureProvingPeriod(uint64 maxProvingPeriod, uint256 challengeWindowSize) external;

    /// @notice Names another view, such as one with more to say. The first comes with the service.
    function setViewContract(address viewContract) external;

    /* PROOFS */

    /// @notice The proving period of a data set that holds an epoch, counted from 0; all ones before the first.
    function getProvingPeriodForEpoch(uint256 dataSetId, uint256 epoch) external view returns (uint256);

    /* PRICES */

    function getServicePrice() external view returns (ServicePricing memory);

    /// @notice Of the price of 1 TiB a month, the service's part and the provider's.
    function getEffectiveRates() external pure returns (uint256 serviceFee, uint256 spPayment);

    /* CONTRACTS */

    function pdpVerifierAddress() external view returns (address);

    function paymentsContractAddress() external view returns (address);

    function usdfcTokenAddress() external view returns (address);

    function serviceProviderRegistry() external view returns (address);

    function sessionKeyRegistry() external view returns (address);

    /// @notice What decides about session keys that sign in envelopes; an `ISessionKeyAuthorizer`.
    function sessionKeyAuthorizer() external view returns (address);

    /// @notice What answers everything that is not answered here.
    function viewContractAddress() external view returns (address);

    /// @notice Always 0: content delivery is not sold here.
    function filBeamBeneficiaryAddress() external view returns (address);

    /* WHAT IT IS */

    /// @notice The release of the live service that this one does as.
    function VERSION() external view returns (string memory);

    function name() external pure returns (string memory);

    function description() external pure returns (string memory);

    function homepage() external pure returns (string memory);
}
