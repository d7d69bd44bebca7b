//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// FilecoinPay
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const filecoinPayAbi = [
  {
    type: 'function',
    inputs: [],
    name: 'COMMISSION_MAX_BPS',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'NETWORK_FEE_DENOMINATOR',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'NETWORK_FEE_NUMERATOR',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', type: 'address' },
      { name: 'owner', type: 'address' },
    ],
    name: 'accounts',
    outputs: [
      { name: 'funds', type: 'uint256' },
      { name: 'lockupCurrent', type: 'uint256' },
      { name: 'lockupRate', type: 'uint256' },
      { name: 'lockupLastSettledAt', type: 'uint256' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', type: 'address' },
      { name: 'from', type: 'address' },
      { name: 'to', type: 'address' },
      { name: 'validator', type: 'address' },
      { name: 'commissionRateBps', type: 'uint256' },
      { name: 'serviceFeeRecipient', type: 'address' },
    ],
    name: 'createRail',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', type: 'address' },
      { name: 'to', type: 'address' },
      { name: 'amount', type: 'uint256' },
    ],
    name: 'deposit',
    outputs: [],
    stateMutability: 'payable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', type: 'address' },
      { name: 'to', type: 'address' },
      { name: 'amount', type: 'uint256' },
      { name: 'deadline', type: 'uint256' },
      { name: 'v', type: 'uint8' },
      { name: 'r', type: 'bytes32' },
      { name: 's', type: 'bytes32' },
    ],
    name: 'depositWithPermit',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', type: 'address' },
      { name: 'to', type: 'address' },
      { name: 'amount', type: 'uint256' },
      { name: 'deadline', type: 'uint256' },
      { name: 'v', type: 'uint8' },
      { name: 'r', type: 'bytes32' },
      { name: 's', type: 'bytes32' },
      { name: 'operator', type: 'address' },
      { name: 'rateAllowance', type: 'uint256' },
      { name: 'lockupAllowance', type: 'uint256' },
      { name: 'maxLockupPeriod', type: 'uint256' },
    ],
    name: 'depositWithPermitAndApproveOperator',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', type: 'address' },
      { name: 'to', type: 'address' },
      { name: 'amount', type: 'uint256' },
      { name: 'deadline', type: 'uint256' },
      { name: 'v', type: 'uint8' },
      { name: 'r', type: 'bytes32' },
      { name: 's', type: 'bytes32' },
      { name: 'operator', type: 'address' },
      { name: 'rateAllowanceIncrease', type: 'uint256' },
      { name: 'lockupAllowanceIncrease', type: 'uint256' },
    ],
    name: 'depositWithPermitAndIncreaseOperatorApproval',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', type: 'address' },
      { name: 'owner', type: 'address' },
    ],
    name: 'getAccountInfoIfSettled',
    outputs: [
      { name: 'fundedUntilEpoch', type: 'uint256' },
      { name: 'currentFunds', type: 'uint256' },
      { name: 'availableFunds', type: 'uint256' },
      { name: 'currentLockupRate', type: 'uint256' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'railId', type: 'uint256' }],
    name: 'getRail',
    outputs: [
      {
        name: '',
        type: 'tuple',
        components: [
          { name: 'token', type: 'address' },
          { name: 'from', type: 'address' },
          { name: 'to', type: 'address' },
          { name: 'operator', type: 'address' },
          { name: 'validator', type: 'address' },
          { name: 'paymentRate', type: 'uint256' },
          { name: 'lockupPeriod', type: 'uint256' },
          { name: 'lockupFixed', type: 'uint256' },
          { name: 'settledUpTo', type: 'uint256' },
          { name: 'endEpoch', type: 'uint256' },
          { name: 'commissionRateBps', type: 'uint256' },
          { name: 'serviceFeeRecipient', type: 'address' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'payee', type: 'address' },
      { name: 'token', type: 'address' },
      { name: 'offset', type: 'uint256' },
      { name: 'limit', type: 'uint256' },
    ],
    name: 'getRailsForPayeeAndToken',
    outputs: [
      {
        name: 'results',
        type: 'tuple[]',
        components: [
          { name: 'railId', type: 'uint256' },
          { name: 'isTerminated', type: 'bool' },
          { name: 'endEpoch', type: 'uint256' },
        ],
      },
      { name: 'nextOffset', type: 'uint256' },
      { name: 'total', type: 'uint256' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'payer', type: 'address' },
      { name: 'token', type: 'address' },
      { name: 'offset', type: 'uint256' },
      { name: 'limit', type: 'uint256' },
    ],
    name: 'getRailsForPayerAndToken',
    outputs: [
      {
        name: 'results',
        type: 'tuple[]',
        components: [
          { name: 'railId', type: 'uint256' },
          { name: 'isTerminated', type: 'bool' },
          { name: 'endEpoch', type: 'uint256' },
        ],
      },
      { name: 'nextOffset', type: 'uint256' },
      { name: 'total', type: 'uint256' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'railId', type: 'uint256' }],
    name: 'getRateChangeQueueSize',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', type: 'address' },
      { name: 'operator', type: 'address' },
      { name: 'rateAllowanceIncrease', type: 'uint256' },
      { name: 'lockupAllowanceIncrease', type: 'uint256' },
    ],
    name: 'increaseOperatorApproval',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'railId', type: 'uint256' },
      { name: 'period', type: 'uint256' },
      { name: 'lockupFixed', type: 'uint256' },
    ],
    name: 'modifyRailLockup',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'railId', type: 'uint256' },
      { name: 'newRate', type: 'uint256' },
      { name: 'oneTimePayment', type: 'uint256' },
    ],
    name: 'modifyRailPayment',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', type: 'address' },
      { name: 'client', type: 'address' },
      { name: 'operator', type: 'address' },
    ],
    name: 'operatorApprovals',
    outputs: [
      { name: 'isApproved', type: 'bool' },
      { name: 'rateAllowance', type: 'uint256' },
      { name: 'lockupAllowance', type: 'uint256' },
      { name: 'rateUsage', type: 'uint256' },
      { name: 'lockupUsage', type: 'uint256' },
      { name: 'maxLockupPeriod', type: 'uint256' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', type: 'address' },
      { name: 'operator', type: 'address' },
      { name: 'approved', type: 'bool' },
      { name: 'rateAllowance', type: 'uint256' },
      { name: 'lockupAllowance', type: 'uint256' },
      { name: 'maxLockupPeriod', type: 'uint256' },
    ],
    name: 'setOperatorApproval',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'railId', type: 'uint256' },
      { name: 'untilEpoch', type: 'uint256' },
    ],
    name: 'settleRail',
    outputs: [
      { name: 'totalSettledAmount', type: 'uint256' },
      { name: 'totalNetPayeeAmount', type: 'uint256' },
      { name: 'totalOperatorCommission', type: 'uint256' },
      { name: 'totalNetworkFee', type: 'uint256' },
      { name: 'finalSettledEpoch', type: 'uint256' },
      { name: 'note', type: 'string' },
    ],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'railId', type: 'uint256' }],
    name: 'settleTerminatedRailWithoutValidation',
    outputs: [
      { name: 'totalSettledAmount', type: 'uint256' },
      { name: 'totalNetPayeeAmount', type: 'uint256' },
      { name: 'totalOperatorCommission', type: 'uint256' },
      { name: 'totalNetworkFee', type: 'uint256' },
      { name: 'finalSettledEpoch', type: 'uint256' },
      { name: 'note', type: 'string' },
    ],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'railId', type: 'uint256' }],
    name: 'terminateRail',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', type: 'address' },
      { name: 'amount', type: 'uint256' },
    ],
    name: 'withdraw',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', type: 'address' },
      { name: 'to', type: 'address' },
      { name: 'amount', type: 'uint256' },
    ],
    name: 'withdrawTo',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'token', type: 'address', indexed: true },
      { name: 'owner', type: 'address', indexed: true },
      { name: 'lockupCurrent', type: 'uint256', indexed: false },
      { name: 'lockupRate', type: 'uint256', indexed: false },
      { name: 'lockupLastSettledAt', type: 'uint256', indexed: false },
    ],
    name: 'AccountLockupSettled',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'token', type: 'address', indexed: true },
      { name: 'from', type: 'address', indexed: true },
      { name: 'to', type: 'address', indexed: true },
      { name: 'amount', type: 'uint256', indexed: false },
    ],
    name: 'DepositRecorded',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'token', type: 'address', indexed: true },
      { name: 'client', type: 'address', indexed: true },
      { name: 'operator', type: 'address', indexed: true },
      { name: 'approved', type: 'bool', indexed: false },
      { name: 'rateAllowance', type: 'uint256', indexed: false },
      { name: 'lockupAllowance', type: 'uint256', indexed: false },
      { name: 'maxLockupPeriod', type: 'uint256', indexed: false },
    ],
    name: 'OperatorApprovalUpdated',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'railId', type: 'uint256', indexed: true },
      { name: 'payer', type: 'address', indexed: true },
      { name: 'payee', type: 'address', indexed: true },
      { name: 'token', type: 'address', indexed: false },
      { name: 'operator', type: 'address', indexed: false },
      { name: 'validator', type: 'address', indexed: false },
      { name: 'serviceFeeRecipient', type: 'address', indexed: false },
      { name: 'commissionRateBps', type: 'uint256', indexed: false },
    ],
    name: 'RailCreated',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [{ name: 'railId', type: 'uint256', indexed: true }],
    name: 'RailFinalized',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'railId', type: 'uint256', indexed: true },
      { name: 'oldLockupPeriod', type: 'uint256', indexed: false },
      { name: 'newLockupPeriod', type: 'uint256', indexed: false },
      { name: 'oldLockupFixed', type: 'uint256', indexed: false },
      { name: 'newLockupFixed', type: 'uint256', indexed: false },
    ],
    name: 'RailLockupModified',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'railId', type: 'uint256', indexed: true },
      { name: 'netPayeeAmount', type: 'uint256', indexed: false },
      { name: 'operatorCommission', type: 'uint256', indexed: false },
      { name: 'networkFee', type: 'uint256', indexed: false },
    ],
    name: 'RailOneTimePaymentProcessed',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'railId', type: 'uint256', indexed: true },
      { name: 'oldRate', type: 'uint256', indexed: false },
      { name: 'newRate', type: 'uint256', indexed: false },
    ],
    name: 'RailRateModified',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'railId', type: 'uint256', indexed: true },
      { name: 'totalSettledAmount', type: 'uint256', indexed: false },
      { name: 'totalNetPayeeAmount', type: 'uint256', indexed: false },
      { name: 'operatorCommission', type: 'uint256', indexed: false },
      { name: 'networkFee', type: 'uint256', indexed: false },
      { name: 'settledUpTo', type: 'uint256', indexed: false },
    ],
    name: 'RailSettled',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'railId', type: 'uint256', indexed: true },
      { name: 'by', type: 'address', indexed: true },
      { name: 'endEpoch', type: 'uint256', indexed: false },
    ],
    name: 'RailTerminated',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'token', type: 'address', indexed: true },
      { name: 'from', type: 'address', indexed: true },
      { name: 'to', type: 'address', indexed: true },
      { name: 'amount', type: 'uint256', indexed: false },
    ],
    name: 'WithdrawRecorded',
  },
  {
    type: 'error',
    inputs: [
      { name: 'railId', type: 'uint256' },
      { name: 'maxSettlementEpoch', type: 'uint256' },
      { name: 'blockNumber', type: 'uint256' },
    ],
    name: 'CannotModifyTerminatedRailBeyondEndEpoch',
  },
  {
    type: 'error',
    inputs: [
      { name: 'railId', type: 'uint256' },
      { name: 'maxAllowedEpoch', type: 'uint256' },
      { name: 'attemptedEpoch', type: 'uint256' },
    ],
    name: 'CannotSettleFutureEpochs',
  },
  {
    type: 'error',
    inputs: [
      { name: 'railId', type: 'uint256' },
      { name: 'requiredBlock', type: 'uint256' },
      { name: 'currentBlock', type: 'uint256' },
    ],
    name: 'CannotSettleTerminatedRailBeforeMaxEpoch',
  },
  {
    type: 'error',
    inputs: [
      { name: 'maxAllowed', type: 'uint256' },
      { name: 'actual', type: 'uint256' },
    ],
    name: 'CommissionRateTooHigh',
  },
  {
    type: 'error',
    inputs: [
      { name: 'available', type: 'uint256' },
      { name: 'requested', type: 'uint256' },
    ],
    name: 'InsufficientUnlockedFunds',
  },
  {
    type: 'error',
    inputs: [
      { name: 'actualPeriod', type: 'uint256' },
      { name: 'actualLockupFixed', type: 'uint256' },
      { name: 'attemptedPeriod', type: 'uint256' },
      { name: 'attemptedLockupFixed', type: 'uint256' },
    ],
    name: 'InvalidTerminatedRailModification',
  },
  {
    type: 'error',
    inputs: [
      { name: 'token', type: 'address' },
      { name: 'account', type: 'address' },
      { name: 'lockupCurrent', type: 'uint256' },
      { name: 'fundsCurrent', type: 'uint256' },
    ],
    name: 'LockupExceedsFundsInvariant',
  },
  {
    type: 'error',
    inputs: [
      { name: 'token', type: 'address' },
      { name: 'from', type: 'address' },
      { name: 'actualLockupFixed', type: 'uint256' },
      { name: 'attemptedLockupFixed', type: 'uint256' },
    ],
    name: 'LockupFixedIncreaseNotAllowedDueToInsufficientFunds',
  },
  {
    type: 'error',
    inputs: [
      { name: 'railId', type: 'uint256' },
      { name: 'from', type: 'address' },
      { name: 'isSettled', type: 'bool' },
      { name: 'currentRate', type: 'uint256' },
      { name: 'attemptedRate', type: 'uint256' },
    ],
    name: 'LockupNotSettledRateChangeNotAllowed',
  },
  {
    type: 'error',
    inputs: [
      { name: 'token', type: 'address' },
      { name: 'from', type: 'address' },
      { name: 'actualLockupPeriod', type: 'uint256' },
      { name: 'attemptedLockupPeriod', type: 'uint256' },
    ],
    name: 'LockupPeriodChangeNotAllowedDueToInsufficientFunds',
  },
  {
    type: 'error',
    inputs: [
      { name: 'token', type: 'address' },
      { name: 'operator', type: 'address' },
      { name: 'maxAllowedPeriod', type: 'uint256' },
      { name: 'requestedPeriod', type: 'uint256' },
    ],
    name: 'LockupPeriodExceedsOperatorMaximum',
  },
  { type: 'error', inputs: [], name: 'MissingServiceFeeRecipient' },
  {
    type: 'error',
    inputs: [{ name: 'sent', type: 'uint256' }],
    name: 'NativeTokenNotAccepted',
  },
  { type: 'error', inputs: [], name: 'NativeTokenNotSupported' },
  {
    type: 'error',
    inputs: [
      { name: 'railId', type: 'uint256' },
      { name: 'expectedSettledUpTo', type: 'uint256' },
      { name: 'actualSettledUpTo', type: 'uint256' },
    ],
    name: 'NoProgressInSettlement',
  },
  {
    type: 'error',
    inputs: [
      { name: 'railId', type: 'uint256' },
      { name: 'allowedClient', type: 'address' },
      { name: 'allowedOperator', type: 'address' },
      { name: 'caller', type: 'address' },
    ],
    name: 'NotAuthorizedToTerminateRail',
  },
  {
    type: 'error',
    inputs: [
      { name: 'railId', type: 'uint256' },
      { name: 'available', type: 'uint256' },
      { name: 'required', type: 'uint256' },
    ],
    name: 'OneTimePaymentExceedsLockup',
  },
  {
    type: 'error',
    inputs: [
      { name: 'expected', type: 'address' },
      { name: 'caller', type: 'address' },
    ],
    name: 'OnlyRailClientAllowed',
  },
  {
    type: 'error',
    inputs: [
      { name: 'expected', type: 'address' },
      { name: 'caller', type: 'address' },
    ],
    name: 'OnlyRailOperatorAllowed',
  },
  {
    type: 'error',
    inputs: [
      { name: 'allowed', type: 'uint256' },
      { name: 'attemptedUsage', type: 'uint256' },
    ],
    name: 'OperatorLockupAllowanceExceeded',
  },
  {
    type: 'error',
    inputs: [
      { name: 'from', type: 'address' },
      { name: 'operator', type: 'address' },
    ],
    name: 'OperatorNotApproved',
  },
  {
    type: 'error',
    inputs: [
      { name: 'allowed', type: 'uint256' },
      { name: 'attemptedUsage', type: 'uint256' },
    ],
    name: 'OperatorRateAllowanceExceeded',
  },
  {
    type: 'error',
    inputs: [{ name: 'railId', type: 'uint256' }],
    name: 'RailAlreadyTerminated',
  },
  {
    type: 'error',
    inputs: [{ name: 'railId', type: 'uint256' }],
    name: 'RailInactiveOrSettled',
  },
  {
    type: 'error',
    inputs: [{ name: 'railId', type: 'uint256' }],
    name: 'RailNotTerminated',
  },
  {
    type: 'error',
    inputs: [{ name: 'railId', type: 'uint256' }],
    name: 'RateChangeNotAllowedOnTerminatedRail',
  },
  { type: 'error', inputs: [], name: 'ReentrancyGuardReentrantCall' },
  {
    type: 'error',
    inputs: [{ name: 'token', type: 'address' }],
    name: 'SafeERC20FailedOperation',
  },
  {
    type: 'error',
    inputs: [
      { name: 'expected', type: 'address' },
      { name: 'actual', type: 'address' },
    ],
    name: 'SignerMustBeMsgSender',
  },
  {
    type: 'error',
    inputs: [
      { name: 'railId', type: 'uint256' },
      { name: 'maxAllowed', type: 'uint256' },
      { name: 'attempted', type: 'uint256' },
    ],
    name: 'ValidatorModifiedAmountExceedsMaximum',
  },
  {
    type: 'error',
    inputs: [
      { name: 'railId', type: 'uint256' },
      { name: 'allowedStart', type: 'uint256' },
      { name: 'attemptedStart', type: 'uint256' },
    ],
    name: 'ValidatorSettledBeforeSegmentStart',
  },
  {
    type: 'error',
    inputs: [
      { name: 'railId', type: 'uint256' },
      { name: 'allowedEnd', type: 'uint256' },
      { name: 'attemptedEnd', type: 'uint256' },
    ],
    name: 'ValidatorSettledBeyondSegmentEnd',
  },
  {
    type: 'error',
    inputs: [{ name: 'varName', type: 'string' }],
    name: 'ZeroAddressNotAllowed',
  },
  {
    type: 'function',
    inputs: [{ name: 'token', type: 'address' }],
    name: 'auctionInfo',
    outputs: [
      { name: 'startPrice', type: 'uint88' },
      { name: 'startTime', type: 'uint168' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', type: 'address' },
      { name: 'recipient', type: 'address' },
      { name: 'requested', type: 'uint256' },
    ],
    name: 'burnForFees',
    outputs: [],
    stateMutability: 'payable',
  },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// FilecoinWarmStorageService
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const filecoinWarmStorageServiceAbi = [
  {
    type: 'constructor',
    inputs: [
      { name: 'pdpVerifier', type: 'address' },
      { name: 'payments', type: 'address' },
      { name: 'usdfc', type: 'address' },
      { name: 'providers', type: 'address' },
      { name: 'sessionKeys', type: 'address' },
      { name: 'authorizer', type: 'address' },
      { name: 'owner', type: 'address' },
      { name: 'maxProvingPeriod', type: 'uint64' },
      { name: 'challengeWindowSize', type: 'uint256' },
    ],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'VERSION',
    outputs: [{ name: '', type: 'string' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'providerId', type: 'uint256' }],
    name: 'addApprovedProvider',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'maxProvingPeriod', type: 'uint64' },
      { name: 'challengeWindowSize', type: 'uint256' },
    ],
    name: 'configureProvingPeriod',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', type: 'uint256' },
      { name: 'serviceProvider', type: 'address' },
      { name: 'extraData', type: 'bytes' },
    ],
    name: 'dataSetCreated',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', type: 'uint256' },
      { name: '', type: 'uint256' },
      { name: '', type: 'bytes' },
    ],
    name: 'dataSetDeleted',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'description',
    outputs: [{ name: '', type: 'string' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [],
    name: 'eip712Domain',
    outputs: [
      { name: 'fields', type: 'bytes1' },
      { name: 'name', type: 'string' },
      { name: 'version', type: 'string' },
      { name: 'chainId', type: 'uint256' },
      { name: 'verifyingContract', type: 'address' },
      { name: 'salt', type: 'bytes32' },
      { name: 'extensions', type: 'uint256[]' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'slot', type: 'bytes32' }],
    name: 'extsload',
    outputs: [{ name: 'value', type: 'bytes32' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'slot', type: 'bytes32' },
      { name: 'size', type: 'uint256' },
    ],
    name: 'extsloadStruct',
    outputs: [{ name: 'values', type: 'bytes32[]' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'filBeamBeneficiaryAddress',
    outputs: [{ name: '', type: 'address' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [],
    name: 'getEffectiveRates',
    outputs: [
      { name: 'serviceFee', type: 'uint256' },
      { name: 'spPayment', type: 'uint256' },
    ],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', type: 'uint256' },
      { name: 'epoch', type: 'uint256' },
    ],
    name: 'getProvingPeriodForEpoch',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'getServicePrice',
    outputs: [
      {
        name: 'pricing',
        type: 'tuple',
        components: [
          { name: 'pricePerTiBPerMonthNoCDN', type: 'uint256' },
          { name: 'pricePerTiBCdnEgress', type: 'uint256' },
          { name: 'pricePerTiBCacheMissEgress', type: 'uint256' },
          { name: 'tokenAddress', type: 'address' },
          { name: 'epochsPerMonth', type: 'uint256' },
          { name: 'minimumPricePerMonth', type: 'uint256' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'homepage',
    outputs: [{ name: '', type: 'string' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [],
    name: 'name',
    outputs: [{ name: '', type: 'string' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', type: 'uint256' },
      { name: 'challengeEpoch', type: 'uint256' },
      { name: 'leafCount', type: 'uint256' },
      { name: '', type: 'bytes' },
    ],
    name: 'nextProvingPeriod',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'owner',
    outputs: [{ name: '', type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'paymentsContractAddress',
    outputs: [{ name: '', type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'pdpVerifierAddress',
    outputs: [{ name: '', type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', type: 'uint256' },
      { name: 'firstAdded', type: 'uint256' },
      {
        name: 'pieceData',
        type: 'tuple[]',
        components: [{ name: 'data', type: 'bytes' }],
      },
      { name: 'extraData', type: 'bytes' },
    ],
    name: 'piecesAdded',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', type: 'uint256' },
      { name: 'pieceIds', type: 'uint256[]' },
      { name: 'extraData', type: 'bytes' },
    ],
    name: 'piecesScheduledRemove',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', type: 'uint256' },
      { name: '', type: 'uint256' },
      { name: '', type: 'uint256' },
      { name: 'challengeCount', type: 'uint256' },
    ],
    name: 'possessionProven',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'railId', type: 'uint256' },
      { name: 'terminator', type: 'address' },
      { name: 'endEpoch', type: 'uint256' },
    ],
    name: 'railTerminated',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'providerId', type: 'uint256' },
      { name: 'index', type: 'uint256' },
    ],
    name: 'removeApprovedProvider',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'renounceOwnership',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'serviceProviderRegistry',
    outputs: [{ name: '', type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'sessionKeyAuthorizer',
    outputs: [{ name: '', type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'sessionKeyRegistry',
    outputs: [{ name: '', type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', type: 'uint256' },
      { name: 'authorizer', type: 'address' },
    ],
    name: 'setDataSetAuthorizer',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'viewContract', type: 'address' }],
    name: 'setViewContract',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: '', type: 'uint256' },
      { name: '', type: 'address' },
      { name: '', type: 'address' },
      { name: '', type: 'bytes' },
    ],
    name: 'storageProviderChanged',
    outputs: [],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'dataSetId', type: 'uint256' }],
    name: 'terminateService',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', type: 'uint256' },
      { name: 'extraData', type: 'bytes' },
    ],
    name: 'terminateService',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', type: 'uint256' },
      { name: 'amount', type: 'uint256' },
    ],
    name: 'topUpLifecycleReserve',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'newOwner', type: 'address' }],
    name: 'transferOwnership',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'usdfcTokenAddress',
    outputs: [{ name: '', type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'nonces', type: 'uint256[]' }],
    name: 'useUp',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'railId', type: 'uint256' },
      { name: 'proposedAmount', type: 'uint256' },
      { name: 'fromEpoch', type: 'uint256' },
      { name: 'toEpoch', type: 'uint256' },
      { name: '', type: 'uint256' },
    ],
    name: 'validatePayment',
    outputs: [
      {
        name: 'result',
        type: 'tuple',
        components: [
          { name: 'modifiedAmount', type: 'uint256' },
          { name: 'settleUpto', type: 'uint256' },
          { name: 'note', type: 'string' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'viewContractAddress',
    outputs: [{ name: '', type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'dataSetId', type: 'uint256', indexed: true },
      { name: 'pdpRailId', type: 'uint256', indexed: false },
      { name: 'cacheMissRailId', type: 'uint256', indexed: false },
      { name: 'cdnRailId', type: 'uint256', indexed: false },
    ],
    name: 'DataSetAbandoned',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'dataSetId', type: 'uint256', indexed: true },
      { name: 'authorizer', type: 'address', indexed: true },
    ],
    name: 'DataSetAuthorizerSet',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'dataSetId', type: 'uint256', indexed: true },
      { name: 'providerId', type: 'uint256', indexed: true },
      { name: 'pdpRailId', type: 'uint256', indexed: false },
      { name: 'cacheMissRailId', type: 'uint256', indexed: false },
      { name: 'cdnRailId', type: 'uint256', indexed: false },
      { name: 'payer', type: 'address', indexed: false },
      { name: 'serviceProvider', type: 'address', indexed: false },
      { name: 'payee', type: 'address', indexed: false },
      { name: 'metadataKeys', type: 'string[]', indexed: false },
      { name: 'metadataValues', type: 'string[]', indexed: false },
    ],
    name: 'DataSetCreated',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'dataSetId', type: 'uint256', indexed: true },
      { name: 'oldServiceProvider', type: 'address', indexed: true },
      { name: 'newServiceProvider', type: 'address', indexed: true },
    ],
    name: 'DataSetServiceProviderChanged',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'dataSetId', type: 'uint256', indexed: true },
      { name: 'periodsFaulted', type: 'uint256', indexed: false },
      { name: 'deadline', type: 'uint256', indexed: false },
    ],
    name: 'FaultRecord',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'name', type: 'string', indexed: false },
      { name: 'description', type: 'string', indexed: false },
    ],
    name: 'FilecoinServiceDeployed',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'account', type: 'address', indexed: true },
      { name: 'nonces', type: 'uint256[]', indexed: false },
    ],
    name: 'NoncesUsedUp',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'dataSetId', type: 'uint256', indexed: true },
      { name: 'operation', type: 'bytes32', indexed: true },
      { name: 'signer', type: 'address', indexed: true },
    ],
    name: 'OperationAuthorized',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'previousOwner', type: 'address', indexed: true },
      { name: 'newOwner', type: 'address', indexed: true },
    ],
    name: 'OwnershipTransferred',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'dataSetId', type: 'uint256', indexed: true },
      { name: 'endEpoch', type: 'uint256', indexed: false },
      { name: 'pdpRailId', type: 'uint256', indexed: false },
    ],
    name: 'PDPPaymentTerminated',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'dataSetId', type: 'uint256', indexed: true },
      { name: 'pieceId', type: 'uint256', indexed: true },
      {
        name: 'pieceCid',
        type: 'tuple',
        components: [{ name: 'data', type: 'bytes' }],
        indexed: false,
      },
      { name: 'keys', type: 'string[]', indexed: false },
      { name: 'values', type: 'string[]', indexed: false },
    ],
    name: 'PieceAdded',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [{ name: 'providerId', type: 'uint256', indexed: true }],
    name: 'ProviderApproved',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [{ name: 'providerId', type: 'uint256', indexed: true }],
    name: 'ProviderUnapproved',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'dataSetId', type: 'uint256', indexed: true },
      { name: 'railId', type: 'uint256', indexed: false },
      { name: 'newRate', type: 'uint256', indexed: false },
    ],
    name: 'RailRateUpdated',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'approver', type: 'address', indexed: true },
      { name: 'dataSetId', type: 'uint256', indexed: true },
      { name: 'pdpRailId', type: 'uint256', indexed: false },
      { name: 'cacheMissRailId', type: 'uint256', indexed: false },
      { name: 'cdnRailId', type: 'uint256', indexed: false },
    ],
    name: 'ServiceTerminated',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [{ name: 'viewContract', type: 'address', indexed: true }],
    name: 'ViewContractSet',
  },
  {
    type: 'error',
    inputs: [{ name: 'authorizer', type: 'address' }],
    name: 'AuthorizerOfAnotherRegistry',
  },
  { type: 'error', inputs: [], name: 'AuthorizerReentrancy' },
  {
    type: 'error',
    inputs: [
      { name: 'dataSetId', type: 'uint256' },
      { name: 'expectedPayer', type: 'address' },
      { name: 'caller', type: 'address' },
    ],
    name: 'CallerNotPayer',
  },
  {
    type: 'error',
    inputs: [
      { name: 'dataSetId', type: 'uint256' },
      { name: 'expectedPayer', type: 'address' },
      { name: 'expectedPayee', type: 'address' },
      { name: 'caller', type: 'address' },
    ],
    name: 'CallerNotPayerOrPayee',
  },
  {
    type: 'error',
    inputs: [
      { name: 'expected', type: 'address' },
      { name: 'actual', type: 'address' },
    ],
    name: 'CallerNotPayments',
  },
  {
    type: 'error',
    inputs: [
      { name: 'dataSetId', type: 'uint256' },
      { name: 'serviceProvider', type: 'address' },
      { name: 'caller', type: 'address' },
    ],
    name: 'CallerNotServiceProvider',
  },
  {
    type: 'error',
    inputs: [
      { name: 'dataSetId', type: 'uint256' },
      { name: 'windowStart', type: 'uint256' },
      { name: 'nowBlock', type: 'uint256' },
    ],
    name: 'ChallengeWindowTooEarly',
  },
  {
    type: 'error',
    inputs: [{ name: 'clientDataSetId', type: 'uint256' }],
    name: 'ClientDataSetAlreadyRegistered',
  },
  {
    type: 'error',
    inputs: [{ name: 'dataSetId', type: 'uint256' }],
    name: 'ContentDeliveryNotSold',
  },
  {
    type: 'error',
    inputs: [
      { name: 'dataSetId', type: 'uint256' },
      { name: 'lastEpoch', type: 'uint256' },
      { name: 'currentBlock', type: 'uint256' },
    ],
    name: 'DataSetNotAbandoned',
  },
  {
    type: 'error',
    inputs: [{ name: 'railId', type: 'uint256' }],
    name: 'DataSetNotFoundForRail',
  },
  {
    type: 'error',
    inputs: [{ name: 'dataSetId', type: 'uint256' }],
    name: 'DataSetNotRegistered',
  },
  {
    type: 'error',
    inputs: [{ name: 'dataSetId', type: 'uint256' }],
    name: 'DataSetPaymentAlreadyTerminated',
  },
  {
    type: 'error',
    inputs: [
      { name: 'dataSetId', type: 'uint256' },
      { name: 'pdpEndEpoch', type: 'uint256' },
      { name: 'currentBlock', type: 'uint256' },
    ],
    name: 'DataSetPaymentBeyondEndEpoch',
  },
  {
    type: 'error',
    inputs: [
      { name: 'dataSetId', type: 'uint256' },
      { name: 'key', type: 'string' },
    ],
    name: 'DuplicateMetadataKey',
  },
  { type: 'error', inputs: [], name: 'ExtraDataRequired' },
  {
    type: 'error',
    inputs: [
      { name: 'actualSize', type: 'uint256' },
      { name: 'maxAllowedSize', type: 'uint256' },
    ],
    name: 'ExtraDataTooLarge',
  },
  {
    type: 'error',
    inputs: [
      { name: 'payer', type: 'address' },
      { name: 'operator', type: 'address' },
      { name: 'lockupAllowance', type: 'uint256' },
      { name: 'lockupUsage', type: 'uint256' },
      { name: 'minimumLockupRequired', type: 'uint256' },
    ],
    name: 'InsufficientLockupAllowance',
  },
  {
    type: 'error',
    inputs: [
      { name: 'payer', type: 'address' },
      { name: 'minimumRequired', type: 'uint256' },
      { name: 'available', type: 'uint256' },
    ],
    name: 'InsufficientLockupFunds',
  },
  {
    type: 'error',
    inputs: [
      { name: 'payer', type: 'address' },
      { name: 'operator', type: 'address' },
      { name: 'maxLockupPeriod', type: 'uint256' },
      { name: 'requiredLockupPeriod', type: 'uint256' },
    ],
    name: 'InsufficientMaxLockupPeriod',
  },
  {
    type: 'error',
    inputs: [
      { name: 'payer', type: 'address' },
      { name: 'operator', type: 'address' },
      { name: 'rateAllowance', type: 'uint256' },
      { name: 'rateUsage', type: 'uint256' },
      { name: 'minimumRateRequired', type: 'uint256' },
    ],
    name: 'InsufficientRateAllowance',
  },
  {
    type: 'error',
    inputs: [
      { name: 'dataSetId', type: 'uint256' },
      { name: 'minExpected', type: 'uint256' },
      { name: 'actual', type: 'uint256' },
    ],
    name: 'InvalidChallengeCount',
  },
  {
    type: 'error',
    inputs: [
      { name: 'dataSetId', type: 'uint256' },
      { name: 'minAllowed', type: 'uint256' },
      { name: 'maxAllowed', type: 'uint256' },
      { name: 'actual', type: 'uint256' },
    ],
    name: 'InvalidChallengeEpoch',
  },
  {
    type: 'error',
    inputs: [
      { name: 'maxProvingPeriod', type: 'uint256' },
      { name: 'challengeWindowSize', type: 'uint256' },
    ],
    name: 'InvalidChallengeWindowSize',
  },
  {
    type: 'error',
    inputs: [{ name: 'authorizer', type: 'address' }],
    name: 'InvalidDataSetAuthorizer',
  },
  {
    type: 'error',
    inputs: [{ name: 'dataSetId', type: 'uint256' }],
    name: 'InvalidDataSetId',
  },
  {
    type: 'error',
    inputs: [
      { name: 'fromEpoch', type: 'uint256' },
      { name: 'toEpoch', type: 'uint256' },
    ],
    name: 'InvalidEpochRange',
  },
  { type: 'error', inputs: [], name: 'MaxProvingPeriodZero' },
  {
    type: 'error',
    inputs: [
      { name: 'metadataArrayCount', type: 'uint256' },
      { name: 'pieceCount', type: 'uint256' },
    ],
    name: 'MetadataArrayCountMismatch',
  },
  {
    type: 'error',
    inputs: [
      { name: 'keysLength', type: 'uint256' },
      { name: 'valuesLength', type: 'uint256' },
    ],
    name: 'MetadataKeyAndValueLengthMismatch',
  },
  {
    type: 'error',
    inputs: [
      { name: 'index', type: 'uint256' },
      { name: 'maxAllowed', type: 'uint256' },
      { name: 'length', type: 'uint256' },
    ],
    name: 'MetadataKeyExceedsMaxLength',
  },
  {
    type: 'error',
    inputs: [
      { name: 'index', type: 'uint256' },
      { name: 'maxAllowed', type: 'uint256' },
      { name: 'length', type: 'uint256' },
    ],
    name: 'MetadataValueExceedsMaxLength',
  },
  {
    type: 'error',
    inputs: [
      { name: 'dataSetId', type: 'uint256' },
      { name: 'periodDeadline', type: 'uint256' },
      { name: 'nowBlock', type: 'uint256' },
    ],
    name: 'NextProvingPeriodAlreadyCalled',
  },
  {
    type: 'error',
    inputs: [
      { name: 'signer', type: 'address' },
      { name: 'nonce', type: 'uint256' },
    ],
    name: 'NonceAlreadyUsed',
  },
  {
    type: 'error',
    inputs: [
      { name: 'dataSetId', type: 'uint256' },
      { name: 'actual', type: 'address' },
    ],
    name: 'OnlyDataSetPayer',
  },
  {
    type: 'error',
    inputs: [
      { name: 'expected', type: 'address' },
      { name: 'actual', type: 'address' },
    ],
    name: 'OnlyPDPVerifierAllowed',
  },
  {
    type: 'error',
    inputs: [
      { name: 'payer', type: 'address' },
      { name: 'operator', type: 'address' },
    ],
    name: 'OperatorNotApproved',
  },
  {
    type: 'error',
    inputs: [{ name: 'owner', type: 'address' }],
    name: 'OwnableInvalidOwner',
  },
  {
    type: 'error',
    inputs: [{ name: 'account', type: 'address' }],
    name: 'OwnableUnauthorizedAccount',
  },
  {
    type: 'error',
    inputs: [
      { name: 'dataSetId', type: 'uint256' },
      { name: 'pdpEndEpoch', type: 'uint256' },
    ],
    name: 'PaymentRailsNotFinalized',
  },
  {
    type: 'error',
    inputs: [{ name: 'dataSetId', type: 'uint256' }],
    name: 'ProofAlreadySubmitted',
  },
  {
    type: 'error',
    inputs: [{ name: 'providerId', type: 'uint256' }],
    name: 'ProviderAlreadyApproved',
  },
  {
    type: 'error',
    inputs: [
      { name: 'index', type: 'uint256' },
      { name: 'providerId', type: 'uint256' },
    ],
    name: 'ProviderIdMismatchAtIndex',
  },
  {
    type: 'error',
    inputs: [{ name: 'provider', type: 'address' }],
    name: 'ProviderNotRegistered',
  },
  {
    type: 'error',
    inputs: [{ name: 'dataSetId', type: 'uint256' }],
    name: 'ProvingNotStarted',
  },
  {
    type: 'error',
    inputs: [
      { name: 'dataSetId', type: 'uint256' },
      { name: 'deadline', type: 'uint256' },
      { name: 'nowBlock', type: 'uint256' },
    ],
    name: 'ProvingPeriodPassed',
  },
  {
    type: 'error',
    inputs: [
      { name: 'railId', type: 'uint256' },
      { name: 'settledUpTo', type: 'uint256' },
      { name: 'endEpoch', type: 'uint256' },
    ],
    name: 'RailNotFullySettled',
  },
  { type: 'error', inputs: [], name: 'ServiceContractMustTerminateRail' },
  { type: 'error', inputs: [], name: 'StorageProviderChangesNotSupported' },
  {
    type: 'error',
    inputs: [
      { name: 'maxAllowed', type: 'uint256' },
      { name: 'keysLength', type: 'uint256' },
    ],
    name: 'TooManyMetadataKeys',
  },
  {
    type: 'error',
    inputs: [
      { name: 'payer', type: 'address' },
      { name: 'operation', type: 'bytes32' },
      { name: 'digest', type: 'bytes32' },
      { name: 'signature', type: 'bytes' },
    ],
    name: 'Unauthorized',
  },
  {
    type: 'error',
    inputs: [{ name: 'field', type: 'uint8' }],
    name: 'ZeroAddress',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', type: 'uint256' },
      { name: 'cdnAmount', type: 'uint256' },
      { name: 'cacheMissAmount', type: 'uint256' },
    ],
    name: 'settleFilBeamPaymentRails',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'dataSetId', type: 'uint256' }],
    name: 'terminateCDNService',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', type: 'uint256' },
      { name: 'cdnAmountToAdd', type: 'uint256' },
      { name: 'cacheMissAmountToAdd', type: 'uint256' },
    ],
    name: 'topUpCDNPaymentRails',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'newController', type: 'address' }],
    name: 'transferFilBeamController',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'dataSetId', type: 'uint256', indexed: true },
      { name: 'cdnAmountAdded', type: 'uint256', indexed: false },
      { name: 'totalCdnLockup', type: 'uint256', indexed: false },
      { name: 'cacheMissAmountAdded', type: 'uint256', indexed: false },
      { name: 'totalCacheMissLockup', type: 'uint256', indexed: false },
    ],
    name: 'CDNPaymentRailsToppedUp',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'caller', type: 'address', indexed: true },
      { name: 'dataSetId', type: 'uint256', indexed: true },
      { name: 'cacheMissRailId', type: 'uint256', indexed: false },
      { name: 'cdnRailId', type: 'uint256', indexed: false },
    ],
    name: 'CDNServiceTerminated',
  },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// FilecoinWarmStorageServiceStateView
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const filecoinWarmStorageServiceStateViewAbi = [
  {
    type: 'constructor',
    inputs: [{ name: 'service_', type: 'address' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'client', type: 'address' },
      { name: 'offset', type: 'uint256' },
      { name: 'limit', type: 'uint256' },
    ],
    name: 'clientDataSets',
    outputs: [{ name: '', type: 'uint256[]' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'client', type: 'address' }],
    name: 'clientDataSets',
    outputs: [{ name: '', type: 'uint256[]' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'account', type: 'address' },
      { name: 'nonce', type: 'uint256' },
    ],
    name: 'clientNonces',
    outputs: [{ name: 'use', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'filBeamControllerAddress',
    outputs: [{ name: '', type: 'address' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [{ name: 'dataSetId', type: 'uint256' }],
    name: 'getAllDataSetMetadata',
    outputs: [
      { name: 'keys', type: 'string[]' },
      { name: 'values', type: 'string[]' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', type: 'uint256' },
      { name: 'pieceId', type: 'uint256' },
    ],
    name: 'getAllPieceMetadata',
    outputs: [
      { name: 'keys', type: 'string[]' },
      { name: 'values', type: 'string[]' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'offset', type: 'uint256' },
      { name: 'limit', type: 'uint256' },
    ],
    name: 'getApprovedProviders',
    outputs: [{ name: '', type: 'uint256[]' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'getApprovedProvidersLength',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'client', type: 'address' },
      { name: 'offset', type: 'uint256' },
      { name: 'limit', type: 'uint256' },
    ],
    name: 'getClientDataSets',
    outputs: [
      {
        name: 'infos',
        type: 'tuple[]',
        components: [
          { name: 'pdpRailId', type: 'uint256' },
          { name: 'cacheMissRailId', type: 'uint256' },
          { name: 'cdnRailId', type: 'uint256' },
          { name: 'payer', type: 'address' },
          { name: 'payee', type: 'address' },
          { name: 'serviceProvider', type: 'address' },
          { name: 'commissionBps', type: 'uint256' },
          { name: 'clientDataSetId', type: 'uint256' },
          { name: 'pdpEndEpoch', type: 'uint256' },
          { name: 'providerId', type: 'uint256' },
          { name: 'pendingOneTimePayments', type: 'uint96' },
          { name: 'lifecycleReserveBalance', type: 'uint96' },
          { name: 'dataSetId', type: 'uint256' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'client', type: 'address' }],
    name: 'getClientDataSets',
    outputs: [
      {
        name: '',
        type: 'tuple[]',
        components: [
          { name: 'pdpRailId', type: 'uint256' },
          { name: 'cacheMissRailId', type: 'uint256' },
          { name: 'cdnRailId', type: 'uint256' },
          { name: 'payer', type: 'address' },
          { name: 'payee', type: 'address' },
          { name: 'serviceProvider', type: 'address' },
          { name: 'commissionBps', type: 'uint256' },
          { name: 'clientDataSetId', type: 'uint256' },
          { name: 'pdpEndEpoch', type: 'uint256' },
          { name: 'providerId', type: 'uint256' },
          { name: 'pendingOneTimePayments', type: 'uint96' },
          { name: 'lifecycleReserveBalance', type: 'uint96' },
          { name: 'dataSetId', type: 'uint256' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'client', type: 'address' }],
    name: 'getClientDataSetsLength',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'getCurrentPricingRates',
    outputs: [
      { name: 'storagePrice', type: 'uint256' },
      { name: 'datasetFee', type: 'uint256' },
    ],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [{ name: 'dataSetId', type: 'uint256' }],
    name: 'getDataSet',
    outputs: [
      {
        name: 'info',
        type: 'tuple',
        components: [
          { name: 'pdpRailId', type: 'uint256' },
          { name: 'cacheMissRailId', type: 'uint256' },
          { name: 'cdnRailId', type: 'uint256' },
          { name: 'payer', type: 'address' },
          { name: 'payee', type: 'address' },
          { name: 'serviceProvider', type: 'address' },
          { name: 'commissionBps', type: 'uint256' },
          { name: 'clientDataSetId', type: 'uint256' },
          { name: 'pdpEndEpoch', type: 'uint256' },
          { name: 'providerId', type: 'uint256' },
          { name: 'pendingOneTimePayments', type: 'uint96' },
          { name: 'lifecycleReserveBalance', type: 'uint96' },
          { name: 'dataSetId', type: 'uint256' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'dataSetId', type: 'uint256' }],
    name: 'getDataSetAuthorizer',
    outputs: [{ name: '', type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', type: 'uint256' },
      { name: 'key', type: 'string' },
    ],
    name: 'getDataSetMetadata',
    outputs: [
      { name: 'exists', type: 'bool' },
      { name: 'value', type: 'string' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'leafCount', type: 'uint256' }],
    name: 'getDataSetSizeInBytes',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [{ name: 'dataSetId', type: 'uint256' }],
    name: 'getDataSetStatus',
    outputs: [{ name: '', type: 'uint8' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'getPDPConfig',
    outputs: [
      { name: 'maxProvingPeriod', type: 'uint64' },
      { name: 'challengeWindowSize', type: 'uint256' },
      { name: 'challengesPerProof', type: 'uint256' },
      { name: 'initChallengeWindowStart', type: 'uint256' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', type: 'uint256' },
      { name: 'pieceId', type: 'uint256' },
      { name: 'key', type: 'string' },
    ],
    name: 'getPieceMetadata',
    outputs: [
      { name: 'exists', type: 'bool' },
      { name: 'value', type: 'string' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'getPriceList',
    outputs: [
      {
        name: 'prices',
        type: 'tuple',
        components: [
          { name: 'token', type: 'address' },
          {
            name: 'rates',
            type: 'tuple',
            components: [
              { name: 'storagePerTibPerMonth', type: 'uint256' },
              { name: 'datasetFeePerMonth', type: 'uint256' },
              { name: 'cdnEgressPerTib', type: 'uint256' },
              { name: 'cacheMissEgressPerTib', type: 'uint256' },
            ],
          },
          {
            name: 'fees',
            type: 'tuple',
            components: [
              { name: 'createDataSetFee', type: 'uint256' },
              { name: 'addPiecesBaseFee', type: 'uint256' },
              { name: 'addPiecesPerPieceFee', type: 'uint256' },
              { name: 'schedulePieceRemovalsFee', type: 'uint256' },
              { name: 'terminateFee', type: 'uint256' },
            ],
          },
          {
            name: 'lockups',
            type: 'tuple',
            components: [
              { name: 'lifecycleReserveTarget', type: 'uint256' },
              { name: 'replenishThreshold', type: 'uint256' },
              { name: 'defaultLockupPeriod', type: 'uint256' },
              { name: 'cdnLockupAmount', type: 'uint256' },
              { name: 'cacheMissLockupAmount', type: 'uint256' },
              { name: 'cdnLockupPeriod', type: 'uint256' },
            ],
          },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'providerId', type: 'uint256' }],
    name: 'isProviderApproved',
    outputs: [{ name: '', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'dataSetId', type: 'uint256' }],
    name: 'nextPDPChallengeWindowStart',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'nextUpgrade',
    outputs: [
      { name: 'nextImplementation', type: 'address' },
      { name: 'afterEpoch', type: 'uint96' },
    ],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', type: 'uint256' },
      { name: 'periodId', type: 'uint256' },
    ],
    name: 'provenPeriods',
    outputs: [{ name: '', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'dataSetId', type: 'uint256' }],
    name: 'provenThisPeriod',
    outputs: [{ name: '', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'dataSetId', type: 'uint256' }],
    name: 'provingActivationEpoch',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'dataSetId', type: 'uint256' }],
    name: 'provingDeadline',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'railId', type: 'uint256' }],
    name: 'railToDataSet',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'service',
    outputs: [{ name: '', type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'serviceCommissionBps',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'pure',
  },
  {
    type: 'error',
    inputs: [{ name: 'dataSetId', type: 'uint256' }],
    name: 'ProvingPeriodNotInitialized',
  },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// PDPVerifier
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const pdpVerifierAbi = [
  {
    type: 'constructor',
    inputs: [{ name: 'challengeFinality', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'FIL_CLEANUP_DEPOSIT',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'INACTIVITY_WINDOW',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'LEGACY_ACTIVITY_EPOCH',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'MAX_ENQUEUED_REMOVALS',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'MAX_PIECE_SIZE_LOG2',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'VERSION',
    outputs: [{ name: '', type: 'string' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', type: 'uint256' },
      { name: 'listenerAddr', type: 'address' },
      {
        name: 'pieceData',
        type: 'tuple[]',
        components: [{ name: 'data', type: 'bytes' }],
      },
      { name: 'extraData', type: 'bytes' },
    ],
    name: 'addPieces',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'payable',
  },
  {
    type: 'function',
    inputs: [{ name: 'setId', type: 'uint256' }],
    name: 'calculateProofFee',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', type: 'uint256' },
      { name: 'extraData', type: 'bytes' },
    ],
    name: 'claimDataSetStorageProvider',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', type: 'uint256' },
      { name: 'maxPieces', type: 'uint256' },
    ],
    name: 'cleanupPieces',
    outputs: [{ name: 'done', type: 'bool' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'listenerAddr', type: 'address' },
      { name: 'extraData', type: 'bytes' },
    ],
    name: 'createDataSet',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'payable',
  },
  {
    type: 'function',
    inputs: [{ name: 'setId', type: 'uint256' }],
    name: 'dataSetLive',
    outputs: [{ name: '', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', type: 'uint256' },
      { name: 'extraData', type: 'bytes' },
    ],
    name: 'deleteDataSet',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'feePerTiB',
    outputs: [{ name: '', type: 'uint96' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', type: 'uint256' },
      { name: 'leafIndexs', type: 'uint256[]' },
    ],
    name: 'findPieceIds',
    outputs: [
      {
        name: '',
        type: 'tuple[]',
        components: [
          { name: 'pieceId', type: 'uint256' },
          { name: 'offset', type: 'uint256' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', type: 'uint256' },
      {
        name: 'pieceCid',
        type: 'tuple',
        components: [{ name: 'data', type: 'bytes' }],
      },
      { name: 'startPieceId', type: 'uint256' },
      { name: 'limit', type: 'uint256' },
    ],
    name: 'findPieceIdsByCid',
    outputs: [{ name: 'pieceIds', type: 'uint256[]' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'setId', type: 'uint256' }],
    name: 'getActivePieceCount',
    outputs: [{ name: 'activeCount', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', type: 'uint256' },
      { name: 'offset', type: 'uint256' },
      { name: 'limit', type: 'uint256' },
    ],
    name: 'getActivePieces',
    outputs: [
      {
        name: 'pieces',
        type: 'tuple[]',
        components: [{ name: 'data', type: 'bytes' }],
      },
      { name: 'pieceIds', type: 'uint256[]' },
      { name: 'hasMore', type: 'bool' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', type: 'uint256' },
      { name: 'startPieceId', type: 'uint256' },
      { name: 'limit', type: 'uint256' },
    ],
    name: 'getActivePiecesByCursor',
    outputs: [
      {
        name: 'pieces',
        type: 'tuple[]',
        components: [{ name: 'data', type: 'bytes' }],
      },
      { name: 'pieceIds', type: 'uint256[]' },
      { name: 'hasMore', type: 'bool' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'getChallengeFinality',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'setId', type: 'uint256' }],
    name: 'getChallengeRange',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'setId', type: 'uint256' }],
    name: 'getDataSetLastProvenEpoch',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'setId', type: 'uint256' }],
    name: 'getDataSetLeafCount',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'setId', type: 'uint256' }],
    name: 'getDataSetListener',
    outputs: [{ name: '', type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'setId', type: 'uint256' }],
    name: 'getDataSetStorageProvider',
    outputs: [
      { name: '', type: 'address' },
      { name: '', type: 'address' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'setId', type: 'uint256' }],
    name: 'getNextChallengeEpoch',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'getNextDataSetId',
    outputs: [{ name: '', type: 'uint64' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'setId', type: 'uint256' }],
    name: 'getNextPieceId',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', type: 'uint256' },
      { name: 'pieceId', type: 'uint256' },
    ],
    name: 'getPieceCid',
    outputs: [
      {
        name: '',
        type: 'tuple',
        components: [{ name: 'data', type: 'bytes' }],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', type: 'uint256' },
      { name: 'pieceId', type: 'uint256' },
    ],
    name: 'getPieceLeafCount',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'epoch', type: 'uint256' }],
    name: 'getRandomness',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [{ name: 'setId', type: 'uint256' }],
    name: 'getScheduledRemovals',
    outputs: [{ name: '', type: 'uint256[]' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', type: 'uint256' },
      { name: 'challengeEpoch', type: 'uint256' },
      { name: 'extraData', type: 'bytes' },
    ],
    name: 'nextProvingPeriod',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', type: 'uint256' },
      { name: 'pieceId', type: 'uint256' },
    ],
    name: 'pieceChallengable',
    outputs: [{ name: '', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', type: 'uint256' },
      { name: 'pieceId', type: 'uint256' },
    ],
    name: 'pieceLive',
    outputs: [{ name: '', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', type: 'uint256' },
      { name: 'newStorageProvider', type: 'address' },
    ],
    name: 'proposeDataSetStorageProvider',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', type: 'uint256' },
      {
        name: 'proofs',
        type: 'tuple[]',
        components: [
          { name: 'leaf', type: 'bytes32' },
          { name: 'proof', type: 'bytes32[]' },
        ],
      },
    ],
    name: 'provePossession',
    outputs: [],
    stateMutability: 'payable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', type: 'uint256' },
      { name: 'pieceIds', type: 'uint256[]' },
      { name: 'extraData', type: 'bytes' },
    ],
    name: 'schedulePieceDeletions',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'setId', type: 'uint256', indexed: true },
      { name: 'storageProvider', type: 'address', indexed: true },
    ],
    name: 'DataSetCreated',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'setId', type: 'uint256', indexed: true },
      { name: 'deletedLeafCount', type: 'uint256', indexed: false },
    ],
    name: 'DataSetDeleted',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [{ name: 'setId', type: 'uint256', indexed: true }],
    name: 'DataSetEmpty',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'setId', type: 'uint256', indexed: true },
      { name: 'challengeEpoch', type: 'uint256', indexed: false },
      { name: 'leafCount', type: 'uint256', indexed: false },
    ],
    name: 'NextProvingPeriod',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'setId', type: 'uint256', indexed: true },
      { name: 'pieceIds', type: 'uint256[]', indexed: false },
      {
        name: 'pieceCids',
        type: 'tuple[]',
        components: [{ name: 'data', type: 'bytes' }],
        indexed: false,
      },
    ],
    name: 'PiecesAdded',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'setId', type: 'uint256', indexed: true },
      { name: 'pieceIds', type: 'uint256[]', indexed: false },
    ],
    name: 'PiecesRemoved',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'setId', type: 'uint256', indexed: true },
      {
        name: 'challenges',
        type: 'tuple[]',
        components: [
          { name: 'pieceId', type: 'uint256' },
          { name: 'offset', type: 'uint256' },
        ],
        indexed: false,
      },
    ],
    name: 'PossessionProven',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'setId', type: 'uint256', indexed: true },
      { name: 'fee', type: 'uint256', indexed: false },
    ],
    name: 'ProofFeePaid',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'setId', type: 'uint256', indexed: true },
      { name: 'oldStorageProvider', type: 'address', indexed: true },
      { name: 'newStorageProvider', type: 'address', indexed: true },
    ],
    name: 'StorageProviderChanged',
  },
  {
    type: 'error',
    inputs: [
      { name: 'setId', type: 'uint256' },
      { name: 'proposed', type: 'address' },
      { name: 'caller', type: 'address' },
    ],
    name: 'CallerNotProposedStorageProvider',
  },
  {
    type: 'error',
    inputs: [
      { name: 'setId', type: 'uint256' },
      { name: 'storageProvider', type: 'address' },
      { name: 'caller', type: 'address' },
    ],
    name: 'CallerNotStorageProvider',
  },
  { type: 'error', inputs: [], name: 'CleanupDepositRequired' },
  { type: 'error', inputs: [], name: 'DataSetAlreadyInCleanup' },
  { type: 'error', inputs: [], name: 'DataSetNotFound' },
  { type: 'error', inputs: [], name: 'DataSetNotInCleanupMode' },
  { type: 'error', inputs: [], name: 'DataSetNotLive' },
  { type: 'error', inputs: [], name: 'DepositTransferFailed' },
  {
    type: 'error',
    inputs: [
      { name: 'declared', type: 'uint256' },
      { name: 'actual', type: 'uint256' },
    ],
    name: 'DigestLengthMismatch',
  },
  {
    type: 'error',
    inputs: [
      { name: 'epochs', type: 'uint256' },
      { name: 'maxDelay', type: 'uint256' },
    ],
    name: 'ExcessiveChallengeDelay',
  },
  {
    type: 'error',
    inputs: [{ name: 'height', type: 'uint256' }],
    name: 'HeightOutOfRange',
  },
  {
    type: 'error',
    inputs: [
      { name: 'idx', type: 'uint256' },
      { name: 'msg', type: 'string' },
    ],
    name: 'IndexedError',
  },
  {
    type: 'error',
    inputs: [
      { name: 'epochs', type: 'uint256' },
      { name: 'minDelay', type: 'uint256' },
    ],
    name: 'InsufficientChallengeDelay',
  },
  {
    type: 'error',
    inputs: [{ name: 'data', type: 'bytes' }],
    name: 'InvalidPaddingEncoding',
  },
  {
    type: 'error',
    inputs: [
      { name: 'setId', type: 'uint256' },
      { name: 'leafIndex', type: 'uint256' },
      { name: 'leafCount', type: 'uint256' },
    ],
    name: 'LeafOutOfRange',
  },
  {
    type: 'error',
    inputs: [
      { name: 'setId', type: 'uint256' },
      { name: 'listener', type: 'address' },
    ],
    name: 'ListenerNotAllowed',
  },
  { type: 'error', inputs: [], name: 'ListenerRequired' },
  { type: 'error', inputs: [], name: 'MaxPiecesMustBePositive' },
  {
    type: 'error',
    inputs: [{ name: 'setId', type: 'uint256' }],
    name: 'NoChallengeScheduled',
  },
  {
    type: 'error',
    inputs: [{ name: 'setId', type: 'uint256' }],
    name: 'NoLeaves',
  },
  {
    type: 'error',
    inputs: [{ name: 'setId', type: 'uint256' }],
    name: 'NoPieces',
  },
  {
    type: 'error',
    inputs: [{ name: 'setId', type: 'uint256' }],
    name: 'NoProofs',
  },
  {
    type: 'error',
    inputs: [{ name: 'data', type: 'bytes' }],
    name: 'NotPieceCid',
  },
  { type: 'error', inputs: [], name: 'OnlyStorageProviderCanCleanupPieces' },
  { type: 'error', inputs: [], name: 'OnlyStorageProviderCanDelete' },
  {
    type: 'error',
    inputs: [
      { name: 'setId', type: 'uint256' },
      { name: 'pieceId', type: 'uint256' },
    ],
    name: 'PieceNotLive',
  },
  {
    type: 'error',
    inputs: [
      { name: 'setId', type: 'uint256' },
      { name: 'challengeEpoch', type: 'uint256' },
      { name: 'epoch', type: 'uint256' },
    ],
    name: 'PrematureProof',
  },
  {
    type: 'error',
    inputs: [
      { name: 'setId', type: 'uint256' },
      { name: 'fee', type: 'uint256' },
      { name: 'value', type: 'uint256' },
    ],
    name: 'ProofFeeRequired',
  },
  {
    type: 'error',
    inputs: [
      { name: 'setId', type: 'uint256' },
      { name: 'pieceId', type: 'uint256' },
    ],
    name: 'RemovalAlreadyScheduled',
  },
  {
    type: 'error',
    inputs: [
      { name: 'setId', type: 'uint256' },
      { name: 'queued', type: 'uint256' },
      { name: 'max', type: 'uint256' },
    ],
    name: 'TooManyRemovals',
  },
  { type: 'error', inputs: [], name: 'TransferFailed' },
  {
    type: 'error',
    inputs: [{ name: 'value', type: 'uint256' }],
    name: 'UnexpectedValue',
  },
  { type: 'error', inputs: [], name: 'ZeroLimit' },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// ProviderIdSet
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const providerIdSetAbi = [
  { type: 'constructor', inputs: [], stateMutability: 'nonpayable' },
  {
    type: 'function',
    inputs: [{ name: 'providerId', type: 'uint256' }],
    name: 'addProviderId',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'providerId', type: 'uint256' }],
    name: 'containsProviderId',
    outputs: [{ name: '', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'getProviderIds',
    outputs: [{ name: '', type: 'uint256[]' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'owner',
    outputs: [{ name: '', type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'providerId', type: 'uint256' }],
    name: 'removeProviderId',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'renounceOwnership',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'newOwner', type: 'address' }],
    name: 'transferOwnership',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'previousOwner', type: 'address', indexed: true },
      { name: 'newOwner', type: 'address', indexed: true },
    ],
    name: 'OwnershipTransferred',
  },
  {
    type: 'error',
    inputs: [{ name: 'owner', type: 'address' }],
    name: 'OwnableInvalidOwner',
  },
  {
    type: 'error',
    inputs: [{ name: 'account', type: 'address' }],
    name: 'OwnableUnauthorizedAccount',
  },
  {
    type: 'error',
    inputs: [{ name: 'providerId', type: 'uint256' }],
    name: 'ProviderIdNotFound',
  },
  {
    type: 'error',
    inputs: [{ name: 'providerId', type: 'uint256' }],
    name: 'ProviderIdTooLarge',
  },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// ServiceProviderRegistry
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const serviceProviderRegistryAbi = [
  {
    type: 'function',
    inputs: [],
    name: 'MAX_CAPABILITIES',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'MAX_CAPABILITY_KEY_LENGTH',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'MAX_CAPABILITY_VALUE_LENGTH',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'REGISTRATION_FEE',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'VERSION',
    outputs: [{ name: '', type: 'string' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'productType', type: 'uint8' }],
    name: 'activeProductTypeProviderCount',
    outputs: [{ name: 'count', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'activeProviderCount',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'productType', type: 'uint8' },
      { name: 'capabilityKeys', type: 'string[]' },
      { name: 'capabilityValues', type: 'bytes[]' },
    ],
    name: 'addProduct',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'providerAddress', type: 'address' }],
    name: 'addressToProviderId',
    outputs: [{ name: 'providerId', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'offset', type: 'uint256' },
      { name: 'limit', type: 'uint256' },
    ],
    name: 'getAllActiveProviders',
    outputs: [
      { name: 'providerIds', type: 'uint256[]' },
      { name: 'hasMore', type: 'bool' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'providerId', type: 'uint256' },
      { name: 'productType', type: 'uint8' },
    ],
    name: 'getAllProductCapabilities',
    outputs: [
      { name: 'isActive', type: 'bool' },
      { name: 'keys', type: 'string[]' },
      { name: 'values', type: 'bytes[]' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'getNextProviderId',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'providerId', type: 'uint256' },
      { name: 'productType', type: 'uint8' },
      { name: 'keys', type: 'string[]' },
    ],
    name: 'getProductCapabilities',
    outputs: [{ name: 'values', type: 'bytes[]' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'providerId', type: 'uint256' }],
    name: 'getProvider',
    outputs: [
      {
        name: 'info',
        type: 'tuple',
        components: [
          { name: 'providerId', type: 'uint256' },
          {
            name: 'info',
            type: 'tuple',
            components: [
              { name: 'serviceProvider', type: 'address' },
              { name: 'payee', type: 'address' },
              { name: 'name', type: 'string' },
              { name: 'description', type: 'string' },
              { name: 'isActive', type: 'bool' },
            ],
          },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'providerAddress', type: 'address' }],
    name: 'getProviderByAddress',
    outputs: [
      {
        name: 'info',
        type: 'tuple',
        components: [
          { name: 'providerId', type: 'uint256' },
          {
            name: 'info',
            type: 'tuple',
            components: [
              { name: 'serviceProvider', type: 'address' },
              { name: 'payee', type: 'address' },
              { name: 'name', type: 'string' },
              { name: 'description', type: 'string' },
              { name: 'isActive', type: 'bool' },
            ],
          },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'getProviderCount',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'providerAddress', type: 'address' }],
    name: 'getProviderIdByAddress',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'providerId', type: 'uint256' }],
    name: 'getProviderPayee',
    outputs: [{ name: 'payee', type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'providerId', type: 'uint256' },
      { name: 'productType', type: 'uint8' },
    ],
    name: 'getProviderWithProduct',
    outputs: [
      {
        name: '',
        type: 'tuple',
        components: [
          { name: 'providerId', type: 'uint256' },
          {
            name: 'providerInfo',
            type: 'tuple',
            components: [
              { name: 'serviceProvider', type: 'address' },
              { name: 'payee', type: 'address' },
              { name: 'name', type: 'string' },
              { name: 'description', type: 'string' },
              { name: 'isActive', type: 'bool' },
            ],
          },
          {
            name: 'product',
            type: 'tuple',
            components: [
              { name: 'productType', type: 'uint8' },
              { name: 'capabilityKeys', type: 'string[]' },
              { name: 'isActive', type: 'bool' },
            ],
          },
          { name: 'productCapabilityValues', type: 'bytes[]' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'providerIds', type: 'uint256[]' }],
    name: 'getProvidersByIds',
    outputs: [
      {
        name: 'providerInfos',
        type: 'tuple[]',
        components: [
          { name: 'providerId', type: 'uint256' },
          {
            name: 'info',
            type: 'tuple',
            components: [
              { name: 'serviceProvider', type: 'address' },
              { name: 'payee', type: 'address' },
              { name: 'name', type: 'string' },
              { name: 'description', type: 'string' },
              { name: 'isActive', type: 'bool' },
            ],
          },
        ],
      },
      { name: 'validIds', type: 'bool[]' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'productType', type: 'uint8' },
      { name: 'onlyActive', type: 'bool' },
      { name: 'offset', type: 'uint256' },
      { name: 'limit', type: 'uint256' },
    ],
    name: 'getProvidersByProductType',
    outputs: [
      {
        name: 'result',
        type: 'tuple',
        components: [
          {
            name: 'providers',
            type: 'tuple[]',
            components: [
              { name: 'providerId', type: 'uint256' },
              {
                name: 'providerInfo',
                type: 'tuple',
                components: [
                  { name: 'serviceProvider', type: 'address' },
                  { name: 'payee', type: 'address' },
                  { name: 'name', type: 'string' },
                  { name: 'description', type: 'string' },
                  { name: 'isActive', type: 'bool' },
                ],
              },
              {
                name: 'product',
                type: 'tuple',
                components: [
                  { name: 'productType', type: 'uint8' },
                  { name: 'capabilityKeys', type: 'string[]' },
                  { name: 'isActive', type: 'bool' },
                ],
              },
              { name: 'productCapabilityValues', type: 'bytes[]' },
            ],
          },
          { name: 'hasMore', type: 'bool' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'providerId', type: 'uint256' }],
    name: 'isProviderActive',
    outputs: [{ name: '', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'provider', type: 'address' }],
    name: 'isRegisteredProvider',
    outputs: [{ name: '', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'productType', type: 'uint8' }],
    name: 'productTypeProviderCount',
    outputs: [{ name: 'count', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'providerId', type: 'uint256' },
      { name: 'productType', type: 'uint8' },
    ],
    name: 'providerHasProduct',
    outputs: [{ name: '', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'payee', type: 'address' },
      { name: 'name', type: 'string' },
      { name: 'description', type: 'string' },
      { name: 'productType', type: 'uint8' },
      { name: 'capabilityKeys', type: 'string[]' },
      { name: 'capabilityValues', type: 'bytes[]' },
    ],
    name: 'registerProvider',
    outputs: [{ name: 'providerId', type: 'uint256' }],
    stateMutability: 'payable',
  },
  {
    type: 'function',
    inputs: [{ name: 'productType', type: 'uint8' }],
    name: 'removeProduct',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'removeProvider',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'productType', type: 'uint8' },
      { name: 'capabilityKeys', type: 'string[]' },
      { name: 'capabilityValues', type: 'bytes[]' },
    ],
    name: 'updateProduct',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'name', type: 'string' },
      { name: 'description', type: 'string' },
    ],
    name: 'updateProviderInfo',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'providerId', type: 'uint256', indexed: true },
      { name: 'productType', type: 'uint8', indexed: true },
      { name: 'serviceProvider', type: 'address', indexed: false },
      { name: 'capabilityKeys', type: 'string[]', indexed: false },
      { name: 'capabilityValues', type: 'bytes[]', indexed: false },
    ],
    name: 'ProductAdded',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'providerId', type: 'uint256', indexed: true },
      { name: 'productType', type: 'uint8', indexed: true },
    ],
    name: 'ProductRemoved',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'providerId', type: 'uint256', indexed: true },
      { name: 'productType', type: 'uint8', indexed: true },
      { name: 'serviceProvider', type: 'address', indexed: false },
      { name: 'capabilityKeys', type: 'string[]', indexed: false },
      { name: 'capabilityValues', type: 'bytes[]', indexed: false },
    ],
    name: 'ProductUpdated',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [{ name: 'providerId', type: 'uint256', indexed: true }],
    name: 'ProviderInfoUpdated',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'providerId', type: 'uint256', indexed: true },
      { name: 'serviceProvider', type: 'address', indexed: true },
      { name: 'payee', type: 'address', indexed: true },
    ],
    name: 'ProviderRegistered',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [{ name: 'providerId', type: 'uint256', indexed: true }],
    name: 'ProviderRemoved',
  },
  {
    type: 'error',
    inputs: [
      { name: 'serviceProvider', type: 'address' },
      { name: 'providerId', type: 'uint256' },
    ],
    name: 'AlreadyRegistered',
  },
  {
    type: 'error',
    inputs: [
      { name: 'keys', type: 'uint256' },
      { name: 'values', type: 'uint256' },
    ],
    name: 'CapabilityCountMismatch',
  },
  {
    type: 'error',
    inputs: [
      { name: 'length', type: 'uint256' },
      { name: 'max', type: 'uint256' },
    ],
    name: 'DescriptionTooLong',
  },
  {
    type: 'error',
    inputs: [
      { name: 'fee', type: 'uint256' },
      { name: 'value', type: 'uint256' },
    ],
    name: 'IncorrectRegistrationFee',
  },
  {
    type: 'error',
    inputs: [{ name: 'productType', type: 'uint8' }],
    name: 'InsufficientCapabilitiesForProduct',
  },
  {
    type: 'error',
    inputs: [
      { name: 'index', type: 'uint256' },
      { name: 'length', type: 'uint256' },
      { name: 'max', type: 'uint256' },
    ],
    name: 'InvalidCapabilityKeyLength',
  },
  {
    type: 'error',
    inputs: [
      { name: 'index', type: 'uint256' },
      { name: 'length', type: 'uint256' },
      { name: 'max', type: 'uint256' },
    ],
    name: 'InvalidCapabilityValueLength',
  },
  {
    type: 'error',
    inputs: [
      { name: 'length', type: 'uint256' },
      { name: 'max', type: 'uint256' },
    ],
    name: 'NameTooLong',
  },
  {
    type: 'error',
    inputs: [{ name: 'caller', type: 'address' }],
    name: 'NotRegistered',
  },
  {
    type: 'error',
    inputs: [
      { name: 'providerId', type: 'uint256' },
      { name: 'productType', type: 'uint8' },
    ],
    name: 'ProductAlreadyActive',
  },
  {
    type: 'error',
    inputs: [
      { name: 'providerId', type: 'uint256' },
      { name: 'productType', type: 'uint8' },
    ],
    name: 'ProductNotActive',
  },
  {
    type: 'error',
    inputs: [
      { name: 'count', type: 'uint256' },
      { name: 'max', type: 'uint256' },
    ],
    name: 'TooManyCapabilities',
  },
  { type: 'error', inputs: [], name: 'ZeroPayee' },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// SessionKeyAuthorizer
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const sessionKeyAuthorizerAbi = [
  {
    type: 'constructor',
    inputs: [{ name: 'sessionKeys', type: 'address' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'policies',
        type: 'tuple[]',
        components: [
          { name: 'operation', type: 'bytes32' },
          { name: 'dataSetId', type: 'uint256' },
          { name: 'provider', type: 'address' },
          { name: 'limit', type: 'uint128' },
        ],
      },
    ],
    name: 'announce',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'payer', type: 'address' },
      { name: 'operation', type: 'bytes32' },
      { name: 'dataSetId', type: 'uint256' },
      { name: 'provider', type: 'address' },
      { name: 'digest', type: 'bytes32' },
      { name: 'signature', type: 'bytes' },
      { name: 'callData', type: 'bytes' },
    ],
    name: 'authorize',
    outputs: [{ name: '', type: 'address' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', type: 'uint256' },
      { name: 'payer', type: 'address' },
      { name: 'operation', type: 'bytes32' },
      { name: 'digest', type: 'bytes32' },
      { name: 'signature', type: 'bytes' },
      { name: 'operationData', type: 'bytes' },
    ],
    name: 'isAuthorized',
    outputs: [{ name: '', type: 'bool' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'policy',
        type: 'tuple',
        components: [
          { name: 'operation', type: 'bytes32' },
          { name: 'dataSetId', type: 'uint256' },
          { name: 'provider', type: 'address' },
          { name: 'limit', type: 'uint128' },
        ],
      },
    ],
    name: 'permissionOf',
    outputs: [{ name: '', type: 'bytes32' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [
      { name: 'service', type: 'address' },
      { name: 'payer', type: 'address' },
      { name: 'signer', type: 'address' },
      {
        name: 'policy',
        type: 'tuple',
        components: [
          { name: 'operation', type: 'bytes32' },
          { name: 'dataSetId', type: 'uint256' },
          { name: 'provider', type: 'address' },
          { name: 'limit', type: 'uint128' },
        ],
      },
    ],
    name: 'remaining',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'sessionKeyRegistry',
    outputs: [{ name: '', type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'payer', type: 'address' },
      { name: 'operation', type: 'bytes32' },
      { name: 'dataSetId', type: 'uint256' },
      { name: 'provider', type: 'address' },
      { name: 'digest', type: 'bytes32' },
      { name: 'signature', type: 'bytes' },
    ],
    name: 'signerOf',
    outputs: [{ name: 'signer', type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'service', type: 'address' },
      { name: 'payer', type: 'address' },
      { name: 'signer', type: 'address' },
      { name: 'permission', type: 'bytes32' },
    ],
    name: 'usageOf',
    outputs: [
      { name: 'expiry', type: 'uint256' },
      { name: 'used', type: 'uint256' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'permission', type: 'bytes32', indexed: true },
      {
        name: 'policy',
        type: 'tuple',
        components: [
          { name: 'operation', type: 'bytes32' },
          { name: 'dataSetId', type: 'uint256' },
          { name: 'provider', type: 'address' },
          { name: 'limit', type: 'uint128' },
        ],
        indexed: false,
      },
    ],
    name: 'PolicyAnnounced',
  },
  {
    type: 'error',
    inputs: [
      { name: 'payer', type: 'address' },
      { name: 'signer', type: 'address' },
      { name: 'operation', type: 'bytes32' },
      { name: 'expiry', type: 'uint256' },
    ],
    name: 'AuthorizationExpired',
  },
  {
    type: 'error',
    inputs: [
      { name: 'declared', type: 'uint256' },
      { name: 'actual', type: 'uint256' },
    ],
    name: 'DigestLengthMismatch',
  },
  {
    type: 'error',
    inputs: [{ name: 'height', type: 'uint256' }],
    name: 'HeightOutOfRange',
  },
  {
    type: 'error',
    inputs: [{ name: 'data', type: 'bytes' }],
    name: 'InvalidPaddingEncoding',
  },
  {
    type: 'error',
    inputs: [
      { name: 'payer', type: 'address' },
      { name: 'signer', type: 'address' },
      { name: 'permission', type: 'bytes32' },
      { name: 'limit', type: 'uint256' },
      { name: 'used', type: 'uint256' },
      { name: 'asked', type: 'uint256' },
    ],
    name: 'LimitExceeded',
  },
  {
    type: 'error',
    inputs: [
      { name: 'payer', type: 'address' },
      { name: 'signer', type: 'address' },
      { name: 'operation', type: 'bytes32' },
    ],
    name: 'NotAuthorized',
  },
  {
    type: 'error',
    inputs: [{ name: 'data', type: 'bytes' }],
    name: 'NotPieceCid',
  },
  {
    type: 'error',
    inputs: [
      { name: 'padding', type: 'uint256' },
      { name: 'capacity', type: 'uint256' },
    ],
    name: 'PaddingTooLarge',
  },
  {
    type: 'error',
    inputs: [
      { name: 'payer', type: 'address' },
      { name: 'signer', type: 'address' },
      {
        name: 'policy',
        type: 'tuple',
        components: [
          { name: 'operation', type: 'bytes32' },
          { name: 'dataSetId', type: 'uint256' },
          { name: 'provider', type: 'address' },
          { name: 'limit', type: 'uint128' },
        ],
      },
    ],
    name: 'PolicyNotGranted',
  },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// SessionKeyRegistry
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const sessionKeyRegistryAbi = [
  {
    type: 'function',
    inputs: [
      { name: 'identity', type: 'address' },
      { name: 'signer', type: 'address' },
      { name: 'permissions', type: 'bytes32[]' },
    ],
    name: 'authorizationExpiries',
    outputs: [{ name: 'expiries', type: 'uint256[]' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'identity', type: 'address' },
      { name: 'signer', type: 'address' },
      { name: 'permission', type: 'bytes32' },
    ],
    name: 'authorizationExpiry',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'eip712Domain',
    outputs: [
      { name: 'fields', type: 'bytes1' },
      { name: 'name', type: 'string' },
      { name: 'version', type: 'string' },
      { name: 'chainId', type: 'uint256' },
      { name: 'verifyingContract', type: 'address' },
      { name: 'salt', type: 'bytes32' },
      { name: 'extensions', type: 'uint256[]' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'identity', type: 'address' },
      { name: 'signer', type: 'address' },
    ],
    name: 'generationOf',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'identity', type: 'address' },
      { name: 'signer', type: 'address' },
      { name: 'permission', type: 'bytes32' },
    ],
    name: 'isAuthorized',
    outputs: [{ name: '', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'signer', type: 'address' },
      { name: 'expiry', type: 'uint256' },
      { name: 'permissions', type: 'bytes32[]' },
      { name: 'origin', type: 'string' },
    ],
    name: 'login',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'signer', type: 'address' },
      { name: 'expiry', type: 'uint256' },
      { name: 'permissions', type: 'bytes32[]' },
      { name: 'origin', type: 'string' },
    ],
    name: 'loginAndFund',
    outputs: [],
    stateMutability: 'payable',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'grant',
        type: 'tuple',
        components: [
          { name: 'identity', type: 'address' },
          { name: 'signer', type: 'address' },
          { name: 'expiry', type: 'uint256' },
          { name: 'permissions', type: 'bytes32[]' },
          { name: 'origin', type: 'string' },
          { name: 'nonce', type: 'uint256' },
          { name: 'deadline', type: 'uint256' },
        ],
      },
      { name: 'signature', type: 'bytes' },
    ],
    name: 'loginBySig',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'signer', type: 'address' },
      { name: 'expiry', type: 'uint256' },
      { name: 'permissions', type: 'bytes32[]' },
      {
        name: 'policies',
        type: 'tuple[]',
        components: [
          { name: 'operation', type: 'bytes32' },
          { name: 'dataSetId', type: 'uint256' },
          { name: 'provider', type: 'address' },
          { name: 'limit', type: 'uint128' },
        ],
      },
      { name: 'origin', type: 'string' },
    ],
    name: 'loginWithPolicies',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'grant',
        type: 'tuple',
        components: [
          { name: 'identity', type: 'address' },
          { name: 'signer', type: 'address' },
          { name: 'expiry', type: 'uint256' },
          { name: 'permissions', type: 'bytes32[]' },
          {
            name: 'policies',
            type: 'tuple[]',
            components: [
              { name: 'operation', type: 'bytes32' },
              { name: 'dataSetId', type: 'uint256' },
              { name: 'provider', type: 'address' },
              { name: 'limit', type: 'uint128' },
            ],
          },
          { name: 'origin', type: 'string' },
          { name: 'nonce', type: 'uint256' },
          { name: 'deadline', type: 'uint256' },
        ],
      },
      { name: 'signature', type: 'bytes' },
    ],
    name: 'loginWithPoliciesBySig',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'identity', type: 'address' },
      { name: 'origin', type: 'string' },
    ],
    name: 'logout',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'renunciation',
        type: 'tuple',
        components: [
          { name: 'identity', type: 'address' },
          { name: 'signer', type: 'address' },
          { name: 'origin', type: 'string' },
          { name: 'generation', type: 'uint256' },
          { name: 'deadline', type: 'uint256' },
        ],
      },
      { name: 'signature', type: 'bytes' },
    ],
    name: 'logoutBySig',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'identity', type: 'address' },
      { name: 'signer', type: 'address' },
    ],
    name: 'nonceOf',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'signer', type: 'address' },
      { name: 'permissions', type: 'bytes32[]' },
      { name: 'origin', type: 'string' },
    ],
    name: 'revoke',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'signers', type: 'address[]' },
      { name: 'origin', type: 'string' },
    ],
    name: 'revokeAll',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'revocation',
        type: 'tuple',
        components: [
          { name: 'identity', type: 'address' },
          {
            name: 'revocations',
            type: 'tuple[]',
            components: [
              { name: 'signer', type: 'address' },
              { name: 'generation', type: 'uint256' },
            ],
          },
          { name: 'origin', type: 'string' },
          { name: 'deadline', type: 'uint256' },
        ],
      },
      { name: 'signature', type: 'bytes' },
    ],
    name: 'revokeAllBySig',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'identity', type: 'address', indexed: true },
      { name: 'signer', type: 'address', indexed: false },
      { name: 'expiry', type: 'uint256', indexed: false },
      { name: 'permissions', type: 'bytes32[]', indexed: false },
      { name: 'origin', type: 'string', indexed: false },
    ],
    name: 'AuthorizationsUpdated',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'permission', type: 'bytes32', indexed: true },
      {
        name: 'policy',
        type: 'tuple',
        components: [
          { name: 'operation', type: 'bytes32' },
          { name: 'dataSetId', type: 'uint256' },
          { name: 'provider', type: 'address' },
          { name: 'limit', type: 'uint128' },
        ],
        indexed: false,
      },
    ],
    name: 'PolicyAnnounced',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'identity', type: 'address', indexed: true },
      { name: 'signer', type: 'address', indexed: true },
      { name: 'generation', type: 'uint256', indexed: false },
    ],
    name: 'SessionDropped',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'signer', type: 'address', indexed: true },
      { name: 'identity', type: 'address', indexed: true },
    ],
    name: 'SessionUpdated',
  },
  {
    type: 'error',
    inputs: [
      { name: 'expiry', type: 'uint256' },
      { name: 'timestamp', type: 'uint256' },
    ],
    name: 'ExpiryInPast',
  },
  {
    type: 'error',
    inputs: [{ name: 'expiry', type: 'uint256' }],
    name: 'ExpiryTooFar',
  },
  {
    type: 'error',
    inputs: [
      { name: 'signer', type: 'address' },
      { name: 'value', type: 'uint256' },
    ],
    name: 'FundingFailed',
  },
  {
    type: 'error',
    inputs: [{ name: 'account', type: 'address' }],
    name: 'InvalidSignature',
  },
  { type: 'error', inputs: [], name: 'NoPermissions' },
  { type: 'error', inputs: [], name: 'NoSigners' },
  {
    type: 'error',
    inputs: [
      { name: 'deadline', type: 'uint256' },
      { name: 'timestamp', type: 'uint256' },
    ],
    name: 'SignatureExpired',
  },
  {
    type: 'error',
    inputs: [
      { name: 'signer', type: 'address' },
      { name: 'generation', type: 'uint256' },
      { name: 'currentGeneration', type: 'uint256' },
    ],
    name: 'StaleGeneration',
  },
  {
    type: 'error',
    inputs: [
      { name: 'nonce', type: 'uint256' },
      { name: 'currentNonce', type: 'uint256' },
    ],
    name: 'StaleNonce',
  },
  { type: 'error', inputs: [], name: 'ZeroSigner' },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// USDFC
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const usdfcAbi = [
  {
    type: 'function',
    inputs: [],
    name: 'DOMAIN_SEPARATOR',
    outputs: [{ name: 'result', type: 'bytes32' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'owner', type: 'address' },
      { name: 'spender', type: 'address' },
    ],
    name: 'allowance',
    outputs: [{ name: 'result', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'spender', type: 'address' },
      { name: 'amount', type: 'uint256' },
    ],
    name: 'approve',
    outputs: [{ name: '', type: 'bool' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'owner', type: 'address' }],
    name: 'balanceOf',
    outputs: [{ name: 'result', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'decimals',
    outputs: [{ name: '', type: 'uint8' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'to', type: 'address' },
      { name: 'amount', type: 'uint256' },
    ],
    name: 'mint',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'name',
    outputs: [{ name: '', type: 'string' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [{ name: 'owner', type: 'address' }],
    name: 'nonces',
    outputs: [{ name: 'result', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'owner', type: 'address' },
      { name: 'spender', type: 'address' },
      { name: 'value', type: 'uint256' },
      { name: 'deadline', type: 'uint256' },
      { name: 'v', type: 'uint8' },
      { name: 'r', type: 'bytes32' },
      { name: 's', type: 'bytes32' },
    ],
    name: 'permit',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'symbol',
    outputs: [{ name: '', type: 'string' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [],
    name: 'totalSupply',
    outputs: [{ name: 'result', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'to', type: 'address' },
      { name: 'amount', type: 'uint256' },
    ],
    name: 'transfer',
    outputs: [{ name: '', type: 'bool' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'from', type: 'address' },
      { name: 'to', type: 'address' },
      { name: 'amount', type: 'uint256' },
    ],
    name: 'transferFrom',
    outputs: [{ name: '', type: 'bool' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'version',
    outputs: [{ name: '', type: 'string' }],
    stateMutability: 'pure',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'owner', type: 'address', indexed: true },
      { name: 'spender', type: 'address', indexed: true },
      { name: 'amount', type: 'uint256', indexed: false },
    ],
    name: 'Approval',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'from', type: 'address', indexed: true },
      { name: 'to', type: 'address', indexed: true },
      { name: 'amount', type: 'uint256', indexed: false },
    ],
    name: 'Transfer',
  },
  { type: 'error', inputs: [], name: 'AllowanceOverflow' },
  { type: 'error', inputs: [], name: 'AllowanceUnderflow' },
  { type: 'error', inputs: [], name: 'InsufficientAllowance' },
  { type: 'error', inputs: [], name: 'InsufficientBalance' },
  { type: 'error', inputs: [], name: 'InvalidPermit' },
  { type: 'error', inputs: [], name: 'Permit2AllowanceIsFixedAtInfinity' },
  { type: 'error', inputs: [], name: 'PermitExpired' },
  { type: 'error', inputs: [], name: 'TotalSupplyOverflow' },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// Addresses
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const filecoinPayAddress = {
  314: '0x23b1e018F08BB982348b15a86ee926eEBf7F4DAa',
  314159: '0x09a0fDc2723fAd1A7b8e3e00eE5DF73841df55a0',
  31415926: '0x1696C7203769A71c97Ca725d42b13270ee493526',
} as const

export const filecoinWarmStorageServiceAddress = {
  314: '0x8408502033C418E1bbC97cE9ac48E5528F371A9f',
  314159: '0x02925630df557F957f70E112bA06e50965417CA0',
  31415926: '0x07AF11e412ed7C343603c0F4b35645f7870686Eb',
} as const

export const filecoinWarmStorageServiceStateViewAddress = {
  314: '0xdDd8F083a3fe9C66547D46bee24e5AaF56BCa0ab',
  314159: '0x9BF9e67e83EC8613883FDdDec4D3b38AEE937177',
  31415926: '0x4d8E704A07EFA13FAa5090B2C7f2836e0f61a6D6',
} as const

export const pdpVerifierAddress = {
  314: '0xBADd0B92C1c71d02E7d520f64c0876538fa2557F',
  314159: '0x85e366Cf9DD2c0aE37E963d9556F5f4718d6417C',
  31415926: '0x332Fb35767182F8ac9F9C1405db626105F6694E0',
} as const

export const providerIdSetAddress = {
  314: '0x59eFa2e8324E1551d46010d7B0B140eE2F5c726b',
  314159: '0xAA2f7CfC7ecAc616EC9C1f6d700fAd19087FAC84',
  31415926: '0x37cA242a94945CdC3d3F155452a82Af6374bebD7',
} as const

export const serviceProviderRegistryAddress = {
  314: '0xf55dDbf63F1b55c3F1D4FA7e339a68AB7b64A5eB',
  314159: '0x839e5c9988e4e9977d40708d0094103c0839Ac9D',
  31415926: '0x982830D87C95479dB81Fe62cd08dd9118D080697',
} as const

export const sessionKeyAuthorizerAddress = {
  31415926: '0x3e0197414718D0bf48d5483E23a34b5224D3433a',
} as const

export const sessionKeyRegistryAddress = {
  314: '0x74FD50525A958aF5d484601E252271f9625231aB',
  314159: '0x518411c2062E119Aaf7A8B12A2eDf9a939347655',
  31415926: '0x95E7E8D852948501606caABbf2733Bc39E8BA15d',
} as const

export const usdfcAddress = {
  314: '0x80B98d3aa09ffff255c3ba4A241111Ff1262F045',
  314159: '0xb3042734b608a1B16e9e86B374A3f3e389B4cDf0',
  31415926: '0x76ca03a67C049477FfB09694dFeF00416dB69746',
} as const
