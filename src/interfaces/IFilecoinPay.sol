// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

/// @title IFilecoinPay
/// @notice The part of FilecoinPay, as it is live on Filecoin, that FWSS and its users call.
///
/// Amounts are in the token's base units, rates in base units per epoch. An epoch is a block. Every epoch is inclusive:
/// *settled up to 10* means that epoch 10 is paid and epoch 11 is next.
///
/// An **account** holds an owner's funds of one token. A **rail** streams a payer's funds to a payee and is run by an
/// **operator** within the limits that the payer approved. A **lockup** is what a rail keeps from being withdrawn: a fixed
/// amount, its rate for `lockupPeriod` epochs ahead, and what has streamed since it was last settled.
interface IFilecoinPay {
    /// @notice A rail as `getRail` shows it.
    struct RailView {
        /// @notice The ERC-20 token it pays in.
        address token;
        /// @notice The payer.
        address from;
        /// @notice The payee.
        address to;
        /// @notice Who created it and alone may change it.
        address operator;
        /// @notice The contract that approves settlements; zero for none.
        address validator;
        /// @notice Base units per epoch, for epochs that no queued rate change covers.
        uint256 paymentRate;
        /// @notice Epochs of payment locked ahead, and epochs that a termination leaves to run.
        uint256 lockupPeriod;
        /// @notice Base units locked beside the stream, for one-time payments.
        uint256 lockupFixed;
        /// @notice Inclusive: last epoch paid.
        uint256 settledUpTo;
        /// @notice Inclusive: last epoch it pays for; zero while it is not terminated.
        uint256 endEpoch;
        /// @notice The operator's share of a payment after the network fee, in hundredths of a percent.
        uint256 commissionRateBps;
        /// @notice Who receives that share.
        address serviceFeeRecipient;
    }

    /// @notice A rail as the lists show it.
    struct RailInfo {
        /// @notice The rail.
        uint256 railId;
        /// @notice Whether it was terminated.
        bool isTerminated;
        /// @notice Inclusive: last epoch it pays for; zero while it is not terminated.
        uint256 endEpoch;
    }

    /*//////////////////////////////////////////////////////////////
                                 EVENTS
    //////////////////////////////////////////////////////////////*/

    /// @notice Time moved an account's funds from free to locked.
    event AccountLockupSettled(
        address indexed token,
        address indexed owner,
        uint256 lockupCurrent,
        uint256 lockupRate,
        uint256 lockupLastSettledAt
    );

    /// @notice `amount` of `from`'s tokens arrived in `to`'s account.
    event DepositRecorded(address indexed token, address indexed from, address indexed to, uint256 amount);

    /// @notice `amount` left `from`'s account for the address `to`.
    event WithdrawRecorded(address indexed token, address indexed from, address indexed to, uint256 amount);

    /// @notice A payer set what an operator may do.
    event OperatorApprovalUpdated(
        address indexed token,
        address indexed client,
        address indexed operator,
        bool approved,
        uint256 rateAllowance,
        uint256 lockupAllowance,
        uint256 maxLockupPeriod
    );

    /// @notice An operator opened a rail.
    event RailCreated(
        uint256 indexed railId,
        address indexed payer,
        address indexed payee,
        address token,
        address operator,
        address validator,
        address serviceFeeRecipient,
        uint256 commissionRateBps
    );

    /// @notice The lockup of a rail was set.
    event RailLockupModified(
        uint256 indexed railId,
        uint256 oldLockupPeriod,
        uint256 newLockupPeriod,
        uint256 oldLockupFixed,
        uint256 newLockupFixed
    );

    /// @notice The rate of a rail was set; `newRate` holds from the next epoch on.
    event RailRateModified(uint256 indexed railId, uint256 oldRate, uint256 newRate);

    /// @notice An amount out of a rail's fixed lockup was paid at once.
    event RailOneTimePaymentProcessed(
        uint256 indexed railId, uint256 netPayeeAmount, uint256 operatorCommission, uint256 networkFee
    );

    /// @notice A rail was given its last epoch.
    event RailTerminated(uint256 indexed railId, address indexed by, uint256 endEpoch);

    /// @notice A rail was paid up to and including `settledUpTo`.
    event RailSettled(
        uint256 indexed railId,
        uint256 totalSettledAmount,
        uint256 totalNetPayeeAmount,
        uint256 operatorCommission,
        uint256 networkFee,
        uint256 settledUpTo
    );

    /// @notice A terminated rail was paid to its end and is gone.
    event RailFinalized(uint256 indexed railId);

    /*//////////////////////////////////////////////////////////////
                                 ERRORS
    //////////////////////////////////////////////////////////////*/

    /// @notice The parameter `varName` may not be the zero address.
    error ZeroAddressNotAllowed(string varName);

    /// @notice Native FIL (token zero) is not supported here.
    error NativeTokenNotSupported();

    /// @notice A call that takes tokens came with `sent` of native FIL.
    error NativeTokenNotAccepted(uint256 sent);

    /// @notice The token did not move as asked.
    error SafeERC20FailedOperation(address token);

    /// @notice The caller (`expected`) can deposit and approve with its own permit only, not with that of `actual`.
    error SignerMustBeMsgSender(address expected, address actual);

    /// @notice Only `available` of the account is free, less than `requested`.
    error InsufficientUnlockedFunds(uint256 available, uint256 requested);

    /// @notice The lockup of `account` would be `lockupCurrent`, more than its funds, `fundsCurrent`.
    error LockupExceedsFundsInvariant(address token, address account, uint256 lockupCurrent, uint256 fundsCurrent);

    /// @notice `from` has not approved `operator`.
    error OperatorNotApproved(address from, address operator);

    /// @notice The operator's rates for the payer would add up to `attemptedUsage`, more than `allowed`.
    error OperatorRateAllowanceExceeded(uint256 allowed, uint256 attemptedUsage);

    /// @notice The operator's lockups of the payer would add up to `attemptedUsage`, more than `allowed`.
    error OperatorLockupAllowanceExceeded(uint256 allowed, uint256 attemptedUsage);

    /// @notice The payer lets the operator lock for at most `maxAllowedPeriod` epochs ahead.
    error LockupPeriodExceedsOperatorMaximum(
        address token, address operator, uint256 maxAllowedPeriod, uint256 requestedPeriod
    );

    /// @notice The commission is more than the whole.
    error CommissionRateTooHigh(uint256 maxAllowed, uint256 actual);

    /// @notice A commission needs someone to receive it.
    error MissingServiceFeeRecipient();

    /// @notice There is no such rail, or it was finalised.
    error RailInactiveOrSettled(uint256 railId);

    /// @notice The rail was terminated before.
    error RailAlreadyTerminated(uint256 railId);

    /// @notice The rail was not terminated.
    error RailNotTerminated(uint256 railId);

    /// @notice Only the rail's operator may do this.
    error OnlyRailOperatorAllowed(address expected, address caller);

    /// @notice Only the rail's payer may do this.
    error OnlyRailClientAllowed(address expected, address caller);

    /// @notice Only the operator, or the payer while its account is fully settled, may terminate.
    error NotAuthorizedToTerminateRail(uint256 railId, address allowedClient, address allowedOperator, address caller);

    /// @notice The payer's account is behind: the lockup period has to stay.
    error LockupPeriodChangeNotAllowedDueToInsufficientFunds(
        address token, address from, uint256 actualLockupPeriod, uint256 attemptedLockupPeriod
    );

    /// @notice The payer's account is behind: the fixed lockup may only fall.
    error LockupFixedIncreaseNotAllowedDueToInsufficientFunds(
        address token, address from, uint256 actualLockupFixed, uint256 attemptedLockupFixed
    );

    /// @notice The payer's account is behind: the rate has to stay.
    error LockupNotSettledRateChangeNotAllowed(
        uint256 railId, address from, bool isSettled, uint256 currentRate, uint256 attemptedRate
    );

    /// @notice A terminated rail keeps its lockup period, and its fixed lockup may only fall.
    error InvalidTerminatedRailModification(
        uint256 actualPeriod, uint256 actualLockupFixed, uint256 attemptedPeriod, uint256 attemptedLockupFixed
    );

    /// @notice The rate of a terminated rail may only fall.
    error RateChangeNotAllowedOnTerminatedRail(uint256 railId);

    /// @notice The terminated rail ran out at `maxSettlementEpoch`; now it can only be settled.
    error CannotModifyTerminatedRailBeyondEndEpoch(uint256 railId, uint256 maxSettlementEpoch, uint256 blockNumber);

    /// @notice A one-time payment of `required` is more than the rail's fixed lockup, `available`.
    error OneTimePaymentExceedsLockup(uint256 railId, uint256 available, uint256 required);

    /// @notice Epochs after `maxAllowedEpoch` have yet to come.
    error CannotSettleFutureEpochs(uint256 railId, uint256 maxAllowedEpoch, uint256 attemptedEpoch);

    /// @notice The validator may be passed over from `requiredBlock` on.
    error CannotSettleTerminatedRailBeforeMaxEpoch(uint256 railId, uint256 requiredBlock, uint256 currentBlock);

    /// @notice The validator settled nothing; at least `expectedSettledUpTo` has to be settled.
    error NoProgressInSettlement(uint256 railId, uint256 expectedSettledUpTo, uint256 actualSettledUpTo);

    /// @notice The validator settled back to `attemptedStart`, before the segment that starts after `allowedStart`.
    error ValidatorSettledBeforeSegmentStart(uint256 railId, uint256 allowedStart, uint256 attemptedStart);

    /// @notice The validator settled up to `attemptedEnd`, beyond the segment that ends with `allowedEnd`.
    error ValidatorSettledBeyondSegmentEnd(uint256 railId, uint256 allowedEnd, uint256 attemptedEnd);

    /// @notice The validator let `attempted` be paid for epochs that cost `maxAllowed`.
    error ValidatorModifiedAmountExceedsMaximum(uint256 railId, uint256 maxAllowed, uint256 attempted);

    /// @notice A call came back in before the one that is running ended.
    error ReentrancyGuardReentrantCall();

    /*//////////////////////////////////////////////////////////////
                                ACCOUNTS
    //////////////////////////////////////////////////////////////*/

    /// @notice Moves `amount` of the caller's tokens into `to`'s account. What arrives is credited.
    /// @param token The ERC-20 token; the caller has approved this contract for `amount`.
    /// @param to Whose account grows.
    /// @param amount Base units.
    function deposit(address token, address to, uint256 amount) external payable;

    /// @notice Moves `amount` of `to`'s tokens into `to`'s account with `to`'s ERC-2612 permit. Anyone may send it.
    /// @param token The ERC-20 token.
    /// @param to Who signed the permit and whose account grows.
    /// @param amount Base units, as signed.
    /// @param deadline Inclusive: Unix second up to which the permit holds.
    function depositWithPermit(
        address token,
        address to,
        uint256 amount,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice `depositWithPermit` and `setOperatorApproval` in one call, for the caller only.
    /// @param token The ERC-20 token.
    /// @param to The caller, who signed the permit.
    /// @param amount Base units, as signed.
    /// @param deadline Inclusive: Unix second up to which the permit holds.
    /// @param operator Who is approved.
    /// @param rateAllowance Base units per epoch.
    /// @param lockupAllowance Base units.
    /// @param maxLockupPeriod Inclusive: epochs.
    function depositWithPermitAndApproveOperator(
        address token,
        address to,
        uint256 amount,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s,
        address operator,
        uint256 rateAllowance,
        uint256 lockupAllowance,
        uint256 maxLockupPeriod
    ) external;

    /// @notice `depositWithPermit` and `increaseOperatorApproval` in one call, for the caller only.
    /// @param token The ERC-20 token.
    /// @param to The caller, who signed the permit.
    /// @param amount Base units, as signed.
    /// @param deadline Inclusive: Unix second up to which the permit holds.
    /// @param operator Who may do more; approved already.
    /// @param rateAllowanceIncrease Base units per epoch, added.
    /// @param lockupAllowanceIncrease Base units, added.
    function depositWithPermitAndIncreaseOperatorApproval(
        address token,
        address to,
        uint256 amount,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s,
        address operator,
        uint256 rateAllowanceIncrease,
        uint256 lockupAllowanceIncrease
    ) external;

    /// @notice Moves `amount` out of the caller's account to the caller. The account has to be fully settled.
    /// @param token The ERC-20 token.
    /// @param amount Base units, at most what is free.
    function withdraw(address token, uint256 amount) external;

    /// @notice Moves `amount` out of the caller's account to `to`. The account has to be fully settled.
    /// @param token The ERC-20 token.
    /// @param to Who receives the tokens.
    /// @param amount Base units, at most what is free.
    function withdrawTo(address token, address to, uint256 amount) external;

    /*//////////////////////////////////////////////////////////////
                           OPERATOR APPROVALS
    //////////////////////////////////////////////////////////////*/

    /// @notice Sets what `operator` may do with the caller's account. What it uses already stays.
    /// @param token The ERC-20 token.
    /// @param operator Who may do it.
    /// @param approved Whether it may open rails.
    /// @param rateAllowance Base units per epoch that its rates may add up to.
    /// @param lockupAllowance Base units that its lockups may add up to.
    /// @param maxLockupPeriod Inclusive: epochs it may lock ahead.
    function setOperatorApproval(
        address token,
        address operator,
        bool approved,
        uint256 rateAllowance,
        uint256 lockupAllowance,
        uint256 maxLockupPeriod
    ) external;

    /// @notice Raises the allowances of an operator that is approved.
    /// @param token The ERC-20 token.
    /// @param operator Who may do more.
    /// @param rateAllowanceIncrease Base units per epoch, added.
    /// @param lockupAllowanceIncrease Base units, added.
    function increaseOperatorApproval(
        address token,
        address operator,
        uint256 rateAllowanceIncrease,
        uint256 lockupAllowanceIncrease
    ) external;

    /*//////////////////////////////////////////////////////////////
                                 RAILS
    //////////////////////////////////////////////////////////////*/

    /// @notice Opens a rail that the caller operates, with rate and lockup zero.
    /// @param token The ERC-20 token it pays in.
    /// @param from The payer, who has approved the caller.
    /// @param to The payee.
    /// @param validator The contract that approves settlements; zero for none.
    /// @param commissionRateBps The operator's share after the network fee, in hundredths of a percent, at most 10 000.
    /// @param serviceFeeRecipient Who receives that share; may be zero when there is none.
    /// @return The id of the rail; ids count from 1.
    function createRail(
        address token,
        address from,
        address to,
        address validator,
        uint256 commissionRateBps,
        address serviceFeeRecipient
    ) external returns (uint256);

    /// @notice Sets what a rail locks. The payer's funds have to cover it. Terminated: `lockupFixed` may fall, nothing else.
    /// @param railId The rail; the caller is its operator.
    /// @param period Epochs of payment locked ahead. May change only while the payer is fully settled.
    /// @param lockupFixed Base units locked beside the stream. May rise only while the payer is fully settled.
    function modifyRailLockup(uint256 railId, uint256 period, uint256 lockupFixed) external;

    /// @notice Sets the rate of a rail and pays once out of its fixed lockup. Terminated: the rate may only fall, and only
    /// before the last epoch.
    /// @param railId The rail; the caller is its operator.
    /// @param newRate Base units per epoch, from the next epoch on. May change only while the payer is fully settled.
    /// @param oneTimePayment Base units paid at once, fees included. Lowers the operator's lockup allowance for good.
    function modifyRailPayment(uint256 railId, uint256 newRate, uint256 oneTimePayment) external;

    /// @notice Ends a rail `lockupPeriod` epochs after the last one that its payer's account is settled for.
    /// @param railId The rail; the caller is its operator, or its payer while fully settled.
    function terminateRail(uint256 railId) external;

    /// @notice Pays a rail up to `untilEpoch`, or as far as the payer's account, the last epoch and the validator let it.
    /// A terminated rail that is paid to its end is finalised. Anyone may call.
    /// @param railId The rail.
    /// @param untilEpoch Inclusive, at most the current epoch.
    /// @return totalSettledAmount Base units the payer paid; the sum of the next three.
    /// @return totalNetPayeeAmount Base units for the payee.
    /// @return totalOperatorCommission Base units for the service fee recipient.
    /// @return totalNetworkFee Base units for the network: 1/200 of what was paid, rounded up.
    /// @return finalSettledEpoch Inclusive: last epoch paid.
    /// @return note What the validator, or this contract, has to say about it.
    function settleRail(uint256 railId, uint256 untilEpoch)
        external
        returns (
            uint256 totalSettledAmount,
            uint256 totalNetPayeeAmount,
            uint256 totalOperatorCommission,
            uint256 totalNetworkFee,
            uint256 finalSettledEpoch,
            string memory note
        );

    /// @notice Pays a terminated rail in full without asking its validator, once its last epoch has passed.
    /// @param railId The rail; the caller is its payer.
    /// @return totalSettledAmount Base units the payer paid; the sum of the next three.
    /// @return totalNetPayeeAmount Base units for the payee.
    /// @return totalOperatorCommission Base units for the service fee recipient.
    /// @return totalNetworkFee Base units for the network.
    /// @return finalSettledEpoch Inclusive: last epoch paid.
    /// @return note What this contract has to say about it.
    function settleTerminatedRailWithoutValidation(uint256 railId)
        external
        returns (
            uint256 totalSettledAmount,
            uint256 totalNetPayeeAmount,
            uint256 totalOperatorCommission,
            uint256 totalNetworkFee,
            uint256 finalSettledEpoch,
            string memory note
        );

    /*//////////////////////////////////////////////////////////////
                                 VIEWS
    //////////////////////////////////////////////////////////////*/

    /// @notice The whole of a payment in hundredths of a percent.
    function COMMISSION_MAX_BPS() external view returns (uint256);

    /// @notice The network fee is `NETWORK_FEE_NUMERATOR / NETWORK_FEE_DENOMINATOR` of a payment, rounded up.
    function NETWORK_FEE_NUMERATOR() external view returns (uint256);

    /// @notice See `NETWORK_FEE_NUMERATOR`.
    function NETWORK_FEE_DENOMINATOR() external view returns (uint256);

    /// @notice An account as it was last settled. The contract's own account collects the network fees.
    /// @return funds Base units held.
    /// @return lockupCurrent Base units of them that are locked.
    /// @return lockupRate Base units that every epoch locks.
    /// @return lockupLastSettledAt Inclusive: last epoch that `lockupCurrent` accounts for.
    function accounts(address token, address owner)
        external
        view
        returns (uint256 funds, uint256 lockupCurrent, uint256 lockupRate, uint256 lockupLastSettledAt);

    /// @notice An account as if it were settled now.
    /// @return fundedUntilEpoch Inclusive: last epoch its funds cover; the maximum when nothing streams.
    /// @return currentFunds Base units held.
    /// @return availableFunds Base units of them that are free.
    /// @return currentLockupRate Base units that every epoch locks.
    function getAccountInfoIfSettled(address token, address owner)
        external
        view
        returns (uint256 fundedUntilEpoch, uint256 currentFunds, uint256 availableFunds, uint256 currentLockupRate);

    /// @notice What `client` lets `operator` do, and what it uses of it.
    /// @return isApproved Whether it may open rails.
    /// @return rateAllowance Base units per epoch that its rates may add up to.
    /// @return lockupAllowance Base units that its lockups may add up to.
    /// @return rateUsage Sum of the rates of its rails that are not terminated.
    /// @return lockupUsage Sum of `lockupFixed + paymentRate * lockupPeriod` of its rails that are not finalised.
    /// @return maxLockupPeriod Inclusive: epochs it may lock ahead.
    function operatorApprovals(address token, address client, address operator)
        external
        view
        returns (
            bool isApproved,
            uint256 rateAllowance,
            uint256 lockupAllowance,
            uint256 rateUsage,
            uint256 lockupUsage,
            uint256 maxLockupPeriod
        );

    /// @notice A rail. Reverts when there is none, or when it was finalised.
    function getRail(uint256 railId) external view returns (RailView memory);

    /// @notice How many rates of the past a rail has yet to be settled at.
    function getRateChangeQueueSize(uint256 railId) external view returns (uint256);

    /// @notice A page of the rails that `payer` pays, oldest first, without the finalised ones.
    /// @param offset How many to skip, finalised ones included.
    /// @param limit How many to look at, finalised ones included; zero for all.
    /// @return results The rails of the page.
    /// @return nextOffset The offset of the next page; `total` when this is the last.
    /// @return total How many there are, finalised ones included.
    function getRailsForPayerAndToken(address payer, address token, uint256 offset, uint256 limit)
        external
        view
        returns (RailInfo[] memory results, uint256 nextOffset, uint256 total);

    /// @notice A page of the rails that pay `payee`, oldest first, without the finalised ones.
    /// @param offset How many to skip, finalised ones included.
    /// @param limit How many to look at, finalised ones included; zero for all.
    /// @return results The rails of the page.
    /// @return nextOffset The offset of the next page; `total` when this is the last.
    /// @return total How many there are, finalised ones included.
    function getRailsForPayeeAndToken(address payee, address token, uint256 offset, uint256 limit)
        external
        view
        returns (RailInfo[] memory results, uint256 nextOffset, uint256 total);
}
