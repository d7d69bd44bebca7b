//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// FilecoinPay
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const filecoinPayAbi = [
  {
    type: 'function',
    inputs: [],
    name: 'COMMISSION_MAX_BPS',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'NETWORK_FEE_DENOMINATOR',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'NETWORK_FEE_NUMERATOR',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', internalType: 'address', type: 'address' },
      { name: 'owner', internalType: 'address', type: 'address' },
    ],
    name: 'accounts',
    outputs: [
      { name: 'funds', internalType: 'uint256', type: 'uint256' },
      { name: 'lockupCurrent', internalType: 'uint256', type: 'uint256' },
      { name: 'lockupRate', internalType: 'uint256', type: 'uint256' },
      { name: 'lockupLastSettledAt', internalType: 'uint256', type: 'uint256' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', internalType: 'address', type: 'address' },
      { name: 'from', internalType: 'address', type: 'address' },
      { name: 'to', internalType: 'address', type: 'address' },
      { name: 'validator', internalType: 'address', type: 'address' },
      { name: 'commissionRateBps', internalType: 'uint256', type: 'uint256' },
      { name: 'serviceFeeRecipient', internalType: 'address', type: 'address' },
    ],
    name: 'createRail',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', internalType: 'address', type: 'address' },
      { name: 'to', internalType: 'address', type: 'address' },
      { name: 'amount', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'deposit',
    outputs: [],
    stateMutability: 'payable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', internalType: 'address', type: 'address' },
      { name: 'to', internalType: 'address', type: 'address' },
      { name: 'amount', internalType: 'uint256', type: 'uint256' },
      { name: 'deadline', internalType: 'uint256', type: 'uint256' },
      { name: 'v', internalType: 'uint8', type: 'uint8' },
      { name: 'r', internalType: 'bytes32', type: 'bytes32' },
      { name: 's', internalType: 'bytes32', type: 'bytes32' },
    ],
    name: 'depositWithPermit',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', internalType: 'address', type: 'address' },
      { name: 'to', internalType: 'address', type: 'address' },
      { name: 'amount', internalType: 'uint256', type: 'uint256' },
      { name: 'deadline', internalType: 'uint256', type: 'uint256' },
      { name: 'v', internalType: 'uint8', type: 'uint8' },
      { name: 'r', internalType: 'bytes32', type: 'bytes32' },
      { name: 's', internalType: 'bytes32', type: 'bytes32' },
      { name: 'operator', internalType: 'address', type: 'address' },
      { name: 'rateAllowance', internalType: 'uint256', type: 'uint256' },
      { name: 'lockupAllowance', internalType: 'uint256', type: 'uint256' },
      { name: 'maxLockupPeriod', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'depositWithPermitAndApproveOperator',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', internalType: 'address', type: 'address' },
      { name: 'to', internalType: 'address', type: 'address' },
      { name: 'amount', internalType: 'uint256', type: 'uint256' },
      { name: 'deadline', internalType: 'uint256', type: 'uint256' },
      { name: 'v', internalType: 'uint8', type: 'uint8' },
      { name: 'r', internalType: 'bytes32', type: 'bytes32' },
      { name: 's', internalType: 'bytes32', type: 'bytes32' },
      { name: 'operator', internalType: 'address', type: 'address' },
      {
        name: 'rateAllowanceIncrease',
        internalType: 'uint256',
        type: 'uint256',
      },
      {
        name: 'lockupAllowanceIncrease',
        internalType: 'uint256',
        type: 'uint256',
      },
    ],
    name: 'depositWithPermitAndIncreaseOperatorApproval',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', internalType: 'address', type: 'address' },
      { name: 'owner', internalType: 'address', type: 'address' },
    ],
    name: 'getAccountInfoIfSettled',
    outputs: [
      { name: 'fundedUntilEpoch', internalType: 'uint256', type: 'uint256' },
      { name: 'currentFunds', internalType: 'uint256', type: 'uint256' },
      { name: 'availableFunds', internalType: 'uint256', type: 'uint256' },
      { name: 'currentLockupRate', internalType: 'uint256', type: 'uint256' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'railId', internalType: 'uint256', type: 'uint256' }],
    name: 'getRail',
    outputs: [
      {
        name: '',
        internalType: 'struct IFilecoinPay.RailView',
        type: 'tuple',
        components: [
          { name: 'token', internalType: 'address', type: 'address' },
          { name: 'from', internalType: 'address', type: 'address' },
          { name: 'to', internalType: 'address', type: 'address' },
          { name: 'operator', internalType: 'address', type: 'address' },
          { name: 'validator', internalType: 'address', type: 'address' },
          { name: 'paymentRate', internalType: 'uint256', type: 'uint256' },
          { name: 'lockupPeriod', internalType: 'uint256', type: 'uint256' },
          { name: 'lockupFixed', internalType: 'uint256', type: 'uint256' },
          { name: 'settledUpTo', internalType: 'uint256', type: 'uint256' },
          { name: 'endEpoch', internalType: 'uint256', type: 'uint256' },
          {
            name: 'commissionRateBps',
            internalType: 'uint256',
            type: 'uint256',
          },
          {
            name: 'serviceFeeRecipient',
            internalType: 'address',
            type: 'address',
          },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'payee', internalType: 'address', type: 'address' },
      { name: 'token', internalType: 'address', type: 'address' },
      { name: 'offset', internalType: 'uint256', type: 'uint256' },
      { name: 'limit', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'getRailsForPayeeAndToken',
    outputs: [
      {
        name: 'results',
        internalType: 'struct IFilecoinPay.RailInfo[]',
        type: 'tuple[]',
        components: [
          { name: 'railId', internalType: 'uint256', type: 'uint256' },
          { name: 'isTerminated', internalType: 'bool', type: 'bool' },
          { name: 'endEpoch', internalType: 'uint256', type: 'uint256' },
        ],
      },
      { name: 'nextOffset', internalType: 'uint256', type: 'uint256' },
      { name: 'total', internalType: 'uint256', type: 'uint256' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'payer', internalType: 'address', type: 'address' },
      { name: 'token', internalType: 'address', type: 'address' },
      { name: 'offset', internalType: 'uint256', type: 'uint256' },
      { name: 'limit', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'getRailsForPayerAndToken',
    outputs: [
      {
        name: 'results',
        internalType: 'struct IFilecoinPay.RailInfo[]',
        type: 'tuple[]',
        components: [
          { name: 'railId', internalType: 'uint256', type: 'uint256' },
          { name: 'isTerminated', internalType: 'bool', type: 'bool' },
          { name: 'endEpoch', internalType: 'uint256', type: 'uint256' },
        ],
      },
      { name: 'nextOffset', internalType: 'uint256', type: 'uint256' },
      { name: 'total', internalType: 'uint256', type: 'uint256' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'railId', internalType: 'uint256', type: 'uint256' }],
    name: 'getRateChangeQueueSize',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', internalType: 'address', type: 'address' },
      { name: 'operator', internalType: 'address', type: 'address' },
      {
        name: 'rateAllowanceIncrease',
        internalType: 'uint256',
        type: 'uint256',
      },
      {
        name: 'lockupAllowanceIncrease',
        internalType: 'uint256',
        type: 'uint256',
      },
    ],
    name: 'increaseOperatorApproval',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'railId', internalType: 'uint256', type: 'uint256' },
      { name: 'period', internalType: 'uint256', type: 'uint256' },
      { name: 'lockupFixed', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'modifyRailLockup',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'railId', internalType: 'uint256', type: 'uint256' },
      { name: 'newRate', internalType: 'uint256', type: 'uint256' },
      { name: 'oneTimePayment', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'modifyRailPayment',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', internalType: 'address', type: 'address' },
      { name: 'client', internalType: 'address', type: 'address' },
      { name: 'operator', internalType: 'address', type: 'address' },
    ],
    name: 'operatorApprovals',
    outputs: [
      { name: 'isApproved', internalType: 'bool', type: 'bool' },
      { name: 'rateAllowance', internalType: 'uint256', type: 'uint256' },
      { name: 'lockupAllowance', internalType: 'uint256', type: 'uint256' },
      { name: 'rateUsage', internalType: 'uint256', type: 'uint256' },
      { name: 'lockupUsage', internalType: 'uint256', type: 'uint256' },
      { name: 'maxLockupPeriod', internalType: 'uint256', type: 'uint256' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', internalType: 'address', type: 'address' },
      { name: 'operator', internalType: 'address', type: 'address' },
      { name: 'approved', internalType: 'bool', type: 'bool' },
      { name: 'rateAllowance', internalType: 'uint256', type: 'uint256' },
      { name: 'lockupAllowance', internalType: 'uint256', type: 'uint256' },
      { name: 'maxLockupPeriod', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'setOperatorApproval',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'railId', internalType: 'uint256', type: 'uint256' },
      { name: 'untilEpoch', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'settleRail',
    outputs: [
      { name: 'totalSettledAmount', internalType: 'uint256', type: 'uint256' },
      { name: 'totalNetPayeeAmount', internalType: 'uint256', type: 'uint256' },
      {
        name: 'totalOperatorCommission',
        internalType: 'uint256',
        type: 'uint256',
      },
      { name: 'totalNetworkFee', internalType: 'uint256', type: 'uint256' },
      { name: 'finalSettledEpoch', internalType: 'uint256', type: 'uint256' },
      { name: 'note', internalType: 'string', type: 'string' },
    ],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'railId', internalType: 'uint256', type: 'uint256' }],
    name: 'settleTerminatedRailWithoutValidation',
    outputs: [
      { name: 'totalSettledAmount', internalType: 'uint256', type: 'uint256' },
      { name: 'totalNetPayeeAmount', internalType: 'uint256', type: 'uint256' },
      {
        name: 'totalOperatorCommission',
        internalType: 'uint256',
        type: 'uint256',
      },
      { name: 'totalNetworkFee', internalType: 'uint256', type: 'uint256' },
      { name: 'finalSettledEpoch', internalType: 'uint256', type: 'uint256' },
      { name: 'note', internalType: 'string', type: 'string' },
    ],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'railId', internalType: 'uint256', type: 'uint256' }],
    name: 'terminateRail',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', internalType: 'address', type: 'address' },
      { name: 'amount', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'withdraw',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', internalType: 'address', type: 'address' },
      { name: 'to', internalType: 'address', type: 'address' },
      { name: 'amount', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'withdrawTo',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'token',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'owner',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'lockupCurrent',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'lockupRate',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'lockupLastSettledAt',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
    ],
    name: 'AccountLockupSettled',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'token',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      { name: 'from', internalType: 'address', type: 'address', indexed: true },
      { name: 'to', internalType: 'address', type: 'address', indexed: true },
      {
        name: 'amount',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
    ],
    name: 'DepositRecorded',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'token',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'client',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'operator',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      { name: 'approved', internalType: 'bool', type: 'bool', indexed: false },
      {
        name: 'rateAllowance',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'lockupAllowance',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'maxLockupPeriod',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
    ],
    name: 'OperatorApprovalUpdated',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'railId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      {
        name: 'payer',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'payee',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'token',
        internalType: 'address',
        type: 'address',
        indexed: false,
      },
      {
        name: 'operator',
        internalType: 'address',
        type: 'address',
        indexed: false,
      },
      {
        name: 'validator',
        internalType: 'address',
        type: 'address',
        indexed: false,
      },
      {
        name: 'serviceFeeRecipient',
        internalType: 'address',
        type: 'address',
        indexed: false,
      },
      {
        name: 'commissionRateBps',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
    ],
    name: 'RailCreated',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'railId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
    ],
    name: 'RailFinalized',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'railId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      {
        name: 'oldLockupPeriod',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'newLockupPeriod',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'oldLockupFixed',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'newLockupFixed',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
    ],
    name: 'RailLockupModified',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'railId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      {
        name: 'netPayeeAmount',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'operatorCommission',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'networkFee',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
    ],
    name: 'RailOneTimePaymentProcessed',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'railId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      {
        name: 'oldRate',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'newRate',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
    ],
    name: 'RailRateModified',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'railId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      {
        name: 'totalSettledAmount',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'totalNetPayeeAmount',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'operatorCommission',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'networkFee',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'settledUpTo',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
    ],
    name: 'RailSettled',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'railId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      { name: 'by', internalType: 'address', type: 'address', indexed: true },
      {
        name: 'endEpoch',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
    ],
    name: 'RailTerminated',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'token',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      { name: 'from', internalType: 'address', type: 'address', indexed: true },
      { name: 'to', internalType: 'address', type: 'address', indexed: true },
      {
        name: 'amount',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
    ],
    name: 'WithdrawRecorded',
  },
  {
    type: 'error',
    inputs: [
      { name: 'railId', internalType: 'uint256', type: 'uint256' },
      { name: 'maxSettlementEpoch', internalType: 'uint256', type: 'uint256' },
      { name: 'blockNumber', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'CannotModifyTerminatedRailBeyondEndEpoch',
  },
  {
    type: 'error',
    inputs: [
      { name: 'railId', internalType: 'uint256', type: 'uint256' },
      { name: 'maxAllowedEpoch', internalType: 'uint256', type: 'uint256' },
      { name: 'attemptedEpoch', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'CannotSettleFutureEpochs',
  },
  {
    type: 'error',
    inputs: [
      { name: 'railId', internalType: 'uint256', type: 'uint256' },
      { name: 'requiredBlock', internalType: 'uint256', type: 'uint256' },
      { name: 'currentBlock', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'CannotSettleTerminatedRailBeforeMaxEpoch',
  },
  {
    type: 'error',
    inputs: [
      { name: 'maxAllowed', internalType: 'uint256', type: 'uint256' },
      { name: 'actual', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'CommissionRateTooHigh',
  },
  {
    type: 'error',
    inputs: [
      { name: 'available', internalType: 'uint256', type: 'uint256' },
      { name: 'requested', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'InsufficientUnlockedFunds',
  },
  {
    type: 'error',
    inputs: [
      { name: 'actualPeriod', internalType: 'uint256', type: 'uint256' },
      { name: 'actualLockupFixed', internalType: 'uint256', type: 'uint256' },
      { name: 'attemptedPeriod', internalType: 'uint256', type: 'uint256' },
      {
        name: 'attemptedLockupFixed',
        internalType: 'uint256',
        type: 'uint256',
      },
    ],
    name: 'InvalidTerminatedRailModification',
  },
  {
    type: 'error',
    inputs: [
      { name: 'token', internalType: 'address', type: 'address' },
      { name: 'account', internalType: 'address', type: 'address' },
      { name: 'lockupCurrent', internalType: 'uint256', type: 'uint256' },
      { name: 'fundsCurrent', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'LockupExceedsFundsInvariant',
  },
  {
    type: 'error',
    inputs: [
      { name: 'token', internalType: 'address', type: 'address' },
      { name: 'from', internalType: 'address', type: 'address' },
      { name: 'actualLockupFixed', internalType: 'uint256', type: 'uint256' },
      {
        name: 'attemptedLockupFixed',
        internalType: 'uint256',
        type: 'uint256',
      },
    ],
    name: 'LockupFixedIncreaseNotAllowedDueToInsufficientFunds',
  },
  {
    type: 'error',
    inputs: [
      { name: 'railId', internalType: 'uint256', type: 'uint256' },
      { name: 'from', internalType: 'address', type: 'address' },
      { name: 'isSettled', internalType: 'bool', type: 'bool' },
      { name: 'currentRate', internalType: 'uint256', type: 'uint256' },
      { name: 'attemptedRate', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'LockupNotSettledRateChangeNotAllowed',
  },
  {
    type: 'error',
    inputs: [
      { name: 'token', internalType: 'address', type: 'address' },
      { name: 'from', internalType: 'address', type: 'address' },
      { name: 'actualLockupPeriod', internalType: 'uint256', type: 'uint256' },
      {
        name: 'attemptedLockupPeriod',
        internalType: 'uint256',
        type: 'uint256',
      },
    ],
    name: 'LockupPeriodChangeNotAllowedDueToInsufficientFunds',
  },
  {
    type: 'error',
    inputs: [
      { name: 'token', internalType: 'address', type: 'address' },
      { name: 'operator', internalType: 'address', type: 'address' },
      { name: 'maxAllowedPeriod', internalType: 'uint256', type: 'uint256' },
      { name: 'requestedPeriod', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'LockupPeriodExceedsOperatorMaximum',
  },
  { type: 'error', inputs: [], name: 'MissingServiceFeeRecipient' },
  {
    type: 'error',
    inputs: [{ name: 'sent', internalType: 'uint256', type: 'uint256' }],
    name: 'NativeTokenNotAccepted',
  },
  { type: 'error', inputs: [], name: 'NativeTokenNotSupported' },
  {
    type: 'error',
    inputs: [
      { name: 'railId', internalType: 'uint256', type: 'uint256' },
      { name: 'expectedSettledUpTo', internalType: 'uint256', type: 'uint256' },
      { name: 'actualSettledUpTo', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'NoProgressInSettlement',
  },
  {
    type: 'error',
    inputs: [
      { name: 'railId', internalType: 'uint256', type: 'uint256' },
      { name: 'allowedClient', internalType: 'address', type: 'address' },
      { name: 'allowedOperator', internalType: 'address', type: 'address' },
      { name: 'caller', internalType: 'address', type: 'address' },
    ],
    name: 'NotAuthorizedToTerminateRail',
  },
  {
    type: 'error',
    inputs: [
      { name: 'railId', internalType: 'uint256', type: 'uint256' },
      { name: 'available', internalType: 'uint256', type: 'uint256' },
      { name: 'required', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'OneTimePaymentExceedsLockup',
  },
  {
    type: 'error',
    inputs: [
      { name: 'expected', internalType: 'address', type: 'address' },
      { name: 'caller', internalType: 'address', type: 'address' },
    ],
    name: 'OnlyRailClientAllowed',
  },
  {
    type: 'error',
    inputs: [
      { name: 'expected', internalType: 'address', type: 'address' },
      { name: 'caller', internalType: 'address', type: 'address' },
    ],
    name: 'OnlyRailOperatorAllowed',
  },
  {
    type: 'error',
    inputs: [
      { name: 'allowed', internalType: 'uint256', type: 'uint256' },
      { name: 'attemptedUsage', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'OperatorLockupAllowanceExceeded',
  },
  {
    type: 'error',
    inputs: [
      { name: 'from', internalType: 'address', type: 'address' },
      { name: 'operator', internalType: 'address', type: 'address' },
    ],
    name: 'OperatorNotApproved',
  },
  {
    type: 'error',
    inputs: [
      { name: 'allowed', internalType: 'uint256', type: 'uint256' },
      { name: 'attemptedUsage', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'OperatorRateAllowanceExceeded',
  },
  {
    type: 'error',
    inputs: [{ name: 'railId', internalType: 'uint256', type: 'uint256' }],
    name: 'RailAlreadyTerminated',
  },
  {
    type: 'error',
    inputs: [{ name: 'railId', internalType: 'uint256', type: 'uint256' }],
    name: 'RailInactiveOrSettled',
  },
  {
    type: 'error',
    inputs: [{ name: 'railId', internalType: 'uint256', type: 'uint256' }],
    name: 'RailNotTerminated',
  },
  {
    type: 'error',
    inputs: [{ name: 'railId', internalType: 'uint256', type: 'uint256' }],
    name: 'RateChangeNotAllowedOnTerminatedRail',
  },
  { type: 'error', inputs: [], name: 'ReentrancyGuardReentrantCall' },
  {
    type: 'error',
    inputs: [{ name: 'token', internalType: 'address', type: 'address' }],
    name: 'SafeERC20FailedOperation',
  },
  {
    type: 'error',
    inputs: [
      { name: 'expected', internalType: 'address', type: 'address' },
      { name: 'actual', internalType: 'address', type: 'address' },
    ],
    name: 'SignerMustBeMsgSender',
  },
  {
    type: 'error',
    inputs: [
      { name: 'railId', internalType: 'uint256', type: 'uint256' },
      { name: 'maxAllowed', internalType: 'uint256', type: 'uint256' },
      { name: 'attempted', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'ValidatorModifiedAmountExceedsMaximum',
  },
  {
    type: 'error',
    inputs: [
      { name: 'railId', internalType: 'uint256', type: 'uint256' },
      { name: 'allowedStart', internalType: 'uint256', type: 'uint256' },
      { name: 'attemptedStart', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'ValidatorSettledBeforeSegmentStart',
  },
  {
    type: 'error',
    inputs: [
      { name: 'railId', internalType: 'uint256', type: 'uint256' },
      { name: 'allowedEnd', internalType: 'uint256', type: 'uint256' },
      { name: 'attemptedEnd', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'ValidatorSettledBeyondSegmentEnd',
  },
  {
    type: 'error',
    inputs: [{ name: 'varName', internalType: 'string', type: 'string' }],
    name: 'ZeroAddressNotAllowed',
  },
  {
    type: 'function',
    inputs: [{ name: 'token', internalType: 'address', type: 'address' }],
    name: 'auctionInfo',
    outputs: [
      { name: 'startPrice', internalType: 'uint88', type: 'uint88' },
      { name: 'startTime', internalType: 'uint168', type: 'uint168' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', internalType: 'address', type: 'address' },
      { name: 'recipient', internalType: 'address', type: 'address' },
      { name: 'requested', internalType: 'uint256', type: 'uint256' },
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
      {
        name: 'pdpVerifier',
        internalType: 'contract IPDPVerifier',
        type: 'address',
      },
      {
        name: 'payments',
        internalType: 'contract IFilecoinPay',
        type: 'address',
      },
      { name: 'usdfc', internalType: 'address', type: 'address' },
      {
        name: 'providers',
        internalType: 'contract IServiceProviderRegistry',
        type: 'address',
      },
      {
        name: 'sessionKeys',
        internalType: 'contract ISessionKeyRegistry',
        type: 'address',
      },
      { name: 'owner', internalType: 'address', type: 'address' },
      { name: 'maxProvingPeriod', internalType: 'uint64', type: 'uint64' },
      { name: 'challengeWindowSize', internalType: 'uint256', type: 'uint256' },
    ],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'VERSION',
    outputs: [{ name: '', internalType: 'string', type: 'string' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'providerId', internalType: 'uint256', type: 'uint256' }],
    name: 'addApprovedProvider',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'maxProvingPeriod', internalType: 'uint64', type: 'uint64' },
      { name: 'challengeWindowSize', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'configureProvingPeriod',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
      { name: 'serviceProvider', internalType: 'address', type: 'address' },
      { name: 'extraData', internalType: 'bytes', type: 'bytes' },
    ],
    name: 'dataSetCreated',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
      { name: '', internalType: 'uint256', type: 'uint256' },
      { name: '', internalType: 'bytes', type: 'bytes' },
    ],
    name: 'dataSetDeleted',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'description',
    outputs: [{ name: '', internalType: 'string', type: 'string' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [],
    name: 'eip712Domain',
    outputs: [
      { name: 'fields', internalType: 'bytes1', type: 'bytes1' },
      { name: 'name', internalType: 'string', type: 'string' },
      { name: 'version', internalType: 'string', type: 'string' },
      { name: 'chainId', internalType: 'uint256', type: 'uint256' },
      { name: 'verifyingContract', internalType: 'address', type: 'address' },
      { name: 'salt', internalType: 'bytes32', type: 'bytes32' },
      { name: 'extensions', internalType: 'uint256[]', type: 'uint256[]' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'slot', internalType: 'bytes32', type: 'bytes32' }],
    name: 'extsload',
    outputs: [{ name: 'value', internalType: 'bytes32', type: 'bytes32' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'slot', internalType: 'bytes32', type: 'bytes32' },
      { name: 'size', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'extsloadStruct',
    outputs: [{ name: 'values', internalType: 'bytes32[]', type: 'bytes32[]' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'filBeamBeneficiaryAddress',
    outputs: [{ name: '', internalType: 'address', type: 'address' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [],
    name: 'getEffectiveRates',
    outputs: [
      { name: 'serviceFee', internalType: 'uint256', type: 'uint256' },
      { name: 'spPayment', internalType: 'uint256', type: 'uint256' },
    ],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
      { name: 'epoch', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'getProvingPeriodForEpoch',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'getServicePrice',
    outputs: [
      {
        name: 'pricing',
        internalType: 'struct IFilecoinWarmStorageService.ServicePricing',
        type: 'tuple',
        components: [
          {
            name: 'pricePerTiBPerMonthNoCDN',
            internalType: 'uint256',
            type: 'uint256',
          },
          {
            name: 'pricePerTiBCdnEgress',
            internalType: 'uint256',
            type: 'uint256',
          },
          {
            name: 'pricePerTiBCacheMissEgress',
            internalType: 'uint256',
            type: 'uint256',
          },
          { name: 'tokenAddress', internalType: 'address', type: 'address' },
          { name: 'epochsPerMonth', internalType: 'uint256', type: 'uint256' },
          {
            name: 'minimumPricePerMonth',
            internalType: 'uint256',
            type: 'uint256',
          },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'homepage',
    outputs: [{ name: '', internalType: 'string', type: 'string' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [],
    name: 'name',
    outputs: [{ name: '', internalType: 'string', type: 'string' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
      { name: 'challengeEpoch', internalType: 'uint256', type: 'uint256' },
      { name: 'leafCount', internalType: 'uint256', type: 'uint256' },
      { name: '', internalType: 'bytes', type: 'bytes' },
    ],
    name: 'nextProvingPeriod',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'owner',
    outputs: [{ name: '', internalType: 'address', type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'paymentsContractAddress',
    outputs: [{ name: '', internalType: 'address', type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'pdpVerifierAddress',
    outputs: [{ name: '', internalType: 'address', type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
      { name: 'firstAdded', internalType: 'uint256', type: 'uint256' },
      {
        name: 'pieceData',
        internalType: 'struct Cid[]',
        type: 'tuple[]',
        components: [{ name: 'data', internalType: 'bytes', type: 'bytes' }],
      },
      { name: 'extraData', internalType: 'bytes', type: 'bytes' },
    ],
    name: 'piecesAdded',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
      { name: 'pieceIds', internalType: 'uint256[]', type: 'uint256[]' },
      { name: 'extraData', internalType: 'bytes', type: 'bytes' },
    ],
    name: 'piecesScheduledRemove',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
      { name: '', internalType: 'uint256', type: 'uint256' },
      { name: '', internalType: 'uint256', type: 'uint256' },
      { name: 'challengeCount', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'possessionProven',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'railId', internalType: 'uint256', type: 'uint256' },
      { name: 'terminator', internalType: 'address', type: 'address' },
      { name: 'endEpoch', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'railTerminated',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'providerId', internalType: 'uint256', type: 'uint256' },
      { name: 'index', internalType: 'uint256', type: 'uint256' },
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
    outputs: [{ name: '', internalType: 'address', type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'sessionKeyRegistry',
    outputs: [{ name: '', internalType: 'address', type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'viewContract', internalType: 'address', type: 'address' },
    ],
    name: 'setViewContract',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: '', internalType: 'uint256', type: 'uint256' },
      { name: '', internalType: 'address', type: 'address' },
      { name: '', internalType: 'address', type: 'address' },
      { name: '', internalType: 'bytes', type: 'bytes' },
    ],
    name: 'storageProviderChanged',
    outputs: [],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'dataSetId', internalType: 'uint256', type: 'uint256' }],
    name: 'terminateService',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
      { name: 'extraData', internalType: 'bytes', type: 'bytes' },
    ],
    name: 'terminateService',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
      { name: 'amount', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'topUpLifecycleReserve',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'newOwner', internalType: 'address', type: 'address' }],
    name: 'transferOwnership',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'usdfcTokenAddress',
    outputs: [{ name: '', internalType: 'address', type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'nonces', internalType: 'uint256[]', type: 'uint256[]' }],
    name: 'useUp',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'railId', internalType: 'uint256', type: 'uint256' },
      { name: 'proposedAmount', internalType: 'uint256', type: 'uint256' },
      { name: 'fromEpoch', internalType: 'uint256', type: 'uint256' },
      { name: 'toEpoch', internalType: 'uint256', type: 'uint256' },
      { name: '', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'validatePayment',
    outputs: [
      {
        name: 'result',
        internalType: 'struct IValidator.ValidationResult',
        type: 'tuple',
        components: [
          { name: 'modifiedAmount', internalType: 'uint256', type: 'uint256' },
          { name: 'settleUpto', internalType: 'uint256', type: 'uint256' },
          { name: 'note', internalType: 'string', type: 'string' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'viewContractAddress',
    outputs: [{ name: '', internalType: 'address', type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'dataSetId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      {
        name: 'pdpRailId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'cacheMissRailId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'cdnRailId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
    ],
    name: 'DataSetAbandoned',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'dataSetId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      {
        name: 'providerId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      {
        name: 'pdpRailId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'cacheMissRailId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'cdnRailId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'payer',
        internalType: 'address',
        type: 'address',
        indexed: false,
      },
      {
        name: 'serviceProvider',
        internalType: 'address',
        type: 'address',
        indexed: false,
      },
      {
        name: 'payee',
        internalType: 'address',
        type: 'address',
        indexed: false,
      },
      {
        name: 'metadataKeys',
        internalType: 'string[]',
        type: 'string[]',
        indexed: false,
      },
      {
        name: 'metadataValues',
        internalType: 'string[]',
        type: 'string[]',
        indexed: false,
      },
    ],
    name: 'DataSetCreated',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'dataSetId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      {
        name: 'oldServiceProvider',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'newServiceProvider',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
    ],
    name: 'DataSetServiceProviderChanged',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'dataSetId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      {
        name: 'periodsFaulted',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'deadline',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
    ],
    name: 'FaultRecord',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'name', internalType: 'string', type: 'string', indexed: false },
      {
        name: 'description',
        internalType: 'string',
        type: 'string',
        indexed: false,
      },
    ],
    name: 'FilecoinServiceDeployed',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'account',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'nonces',
        internalType: 'uint256[]',
        type: 'uint256[]',
        indexed: false,
      },
    ],
    name: 'NoncesUsedUp',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'dataSetId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      {
        name: 'operation',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'signer',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
    ],
    name: 'OperationAuthorized',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'previousOwner',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'newOwner',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
    ],
    name: 'OwnershipTransferred',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'dataSetId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      {
        name: 'endEpoch',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'pdpRailId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
    ],
    name: 'PDPPaymentTerminated',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'dataSetId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      {
        name: 'pieceId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      {
        name: 'pieceCid',
        internalType: 'struct Cid',
        type: 'tuple',
        components: [{ name: 'data', internalType: 'bytes', type: 'bytes' }],
        indexed: false,
      },
      {
        name: 'keys',
        internalType: 'string[]',
        type: 'string[]',
        indexed: false,
      },
      {
        name: 'values',
        internalType: 'string[]',
        type: 'string[]',
        indexed: false,
      },
    ],
    name: 'PieceAdded',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'providerId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
    ],
    name: 'ProviderApproved',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'providerId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
    ],
    name: 'ProviderUnapproved',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'dataSetId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      {
        name: 'railId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'newRate',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
    ],
    name: 'RailRateUpdated',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'approver',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'dataSetId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      {
        name: 'pdpRailId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'cacheMissRailId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'cdnRailId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
    ],
    name: 'ServiceTerminated',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'viewContract',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
    ],
    name: 'ViewContractSet',
  },
  {
    type: 'error',
    inputs: [
      { name: 'payer', internalType: 'address', type: 'address' },
      { name: 'signer', internalType: 'address', type: 'address' },
      { name: 'operation', internalType: 'bytes32', type: 'bytes32' },
      { name: 'expiry', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'AuthorizationExpired',
  },
  {
    type: 'error',
    inputs: [
      { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
      { name: 'expectedPayer', internalType: 'address', type: 'address' },
      { name: 'caller', internalType: 'address', type: 'address' },
    ],
    name: 'CallerNotPayer',
  },
  {
    type: 'error',
    inputs: [
      { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
      { name: 'expectedPayer', internalType: 'address', type: 'address' },
      { name: 'expectedPayee', internalType: 'address', type: 'address' },
      { name: 'caller', internalType: 'address', type: 'address' },
    ],
    name: 'CallerNotPayerOrPayee',
  },
  {
    type: 'error',
    inputs: [
      { name: 'expected', internalType: 'address', type: 'address' },
      { name: 'actual', internalType: 'address', type: 'address' },
    ],
    name: 'CallerNotPayments',
  },
  {
    type: 'error',
    inputs: [
      { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
      { name: 'serviceProvider', internalType: 'address', type: 'address' },
      { name: 'caller', internalType: 'address', type: 'address' },
    ],
    name: 'CallerNotServiceProvider',
  },
  {
    type: 'error',
    inputs: [
      { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
      { name: 'windowStart', internalType: 'uint256', type: 'uint256' },
      { name: 'nowBlock', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'ChallengeWindowTooEarly',
  },
  {
    type: 'error',
    inputs: [
      { name: 'clientDataSetId', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'ClientDataSetAlreadyRegistered',
  },
  {
    type: 'error',
    inputs: [{ name: 'dataSetId', internalType: 'uint256', type: 'uint256' }],
    name: 'ContentDeliveryNotSold',
  },
  {
    type: 'error',
    inputs: [
      { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
      { name: 'lastEpoch', internalType: 'uint256', type: 'uint256' },
      { name: 'currentBlock', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'DataSetNotAbandoned',
  },
  {
    type: 'error',
    inputs: [{ name: 'railId', internalType: 'uint256', type: 'uint256' }],
    name: 'DataSetNotFoundForRail',
  },
  {
    type: 'error',
    inputs: [{ name: 'dataSetId', internalType: 'uint256', type: 'uint256' }],
    name: 'DataSetNotRegistered',
  },
  {
    type: 'error',
    inputs: [{ name: 'dataSetId', internalType: 'uint256', type: 'uint256' }],
    name: 'DataSetPaymentAlreadyTerminated',
  },
  {
    type: 'error',
    inputs: [
      { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
      { name: 'pdpEndEpoch', internalType: 'uint256', type: 'uint256' },
      { name: 'currentBlock', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'DataSetPaymentBeyondEndEpoch',
  },
  {
    type: 'error',
    inputs: [
      { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
      { name: 'key', internalType: 'string', type: 'string' },
    ],
    name: 'DuplicateMetadataKey',
  },
  { type: 'error', inputs: [], name: 'ExtraDataRequired' },
  {
    type: 'error',
    inputs: [
      { name: 'actualSize', internalType: 'uint256', type: 'uint256' },
      { name: 'maxAllowedSize', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'ExtraDataTooLarge',
  },
  {
    type: 'error',
    inputs: [
      { name: 'payer', internalType: 'address', type: 'address' },
      { name: 'operator', internalType: 'address', type: 'address' },
      { name: 'lockupAllowance', internalType: 'uint256', type: 'uint256' },
      { name: 'lockupUsage', internalType: 'uint256', type: 'uint256' },
      {
        name: 'minimumLockupRequired',
        internalType: 'uint256',
        type: 'uint256',
      },
    ],
    name: 'InsufficientLockupAllowance',
  },
  {
    type: 'error',
    inputs: [
      { name: 'payer', internalType: 'address', type: 'address' },
      { name: 'minimumRequired', internalType: 'uint256', type: 'uint256' },
      { name: 'available', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'InsufficientLockupFunds',
  },
  {
    type: 'error',
    inputs: [
      { name: 'payer', internalType: 'address', type: 'address' },
      { name: 'operator', internalType: 'address', type: 'address' },
      { name: 'maxLockupPeriod', internalType: 'uint256', type: 'uint256' },
      {
        name: 'requiredLockupPeriod',
        internalType: 'uint256',
        type: 'uint256',
      },
    ],
    name: 'InsufficientMaxLockupPeriod',
  },
  {
    type: 'error',
    inputs: [
      { name: 'payer', internalType: 'address', type: 'address' },
      { name: 'operator', internalType: 'address', type: 'address' },
      { name: 'rateAllowance', internalType: 'uint256', type: 'uint256' },
      { name: 'rateUsage', internalType: 'uint256', type: 'uint256' },
      { name: 'minimumRateRequired', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'InsufficientRateAllowance',
  },
  {
    type: 'error',
    inputs: [
      { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
      { name: 'minExpected', internalType: 'uint256', type: 'uint256' },
      { name: 'actual', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'InvalidChallengeCount',
  },
  {
    type: 'error',
    inputs: [
      { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
      { name: 'minAllowed', internalType: 'uint256', type: 'uint256' },
      { name: 'maxAllowed', internalType: 'uint256', type: 'uint256' },
      { name: 'actual', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'InvalidChallengeEpoch',
  },
  {
    type: 'error',
    inputs: [
      { name: 'maxProvingPeriod', internalType: 'uint256', type: 'uint256' },
      { name: 'challengeWindowSize', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'InvalidChallengeWindowSize',
  },
  {
    type: 'error',
    inputs: [{ name: 'dataSetId', internalType: 'uint256', type: 'uint256' }],
    name: 'InvalidDataSetId',
  },
  {
    type: 'error',
    inputs: [
      { name: 'fromEpoch', internalType: 'uint256', type: 'uint256' },
      { name: 'toEpoch', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'InvalidEpochRange',
  },
  { type: 'error', inputs: [], name: 'MaxProvingPeriodZero' },
  {
    type: 'error',
    inputs: [
      { name: 'metadataArrayCount', internalType: 'uint256', type: 'uint256' },
      { name: 'pieceCount', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'MetadataArrayCountMismatch',
  },
  {
    type: 'error',
    inputs: [
      { name: 'keysLength', internalType: 'uint256', type: 'uint256' },
      { name: 'valuesLength', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'MetadataKeyAndValueLengthMismatch',
  },
  {
    type: 'error',
    inputs: [
      { name: 'index', internalType: 'uint256', type: 'uint256' },
      { name: 'maxAllowed', internalType: 'uint256', type: 'uint256' },
      { name: 'length', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'MetadataKeyExceedsMaxLength',
  },
  {
    type: 'error',
    inputs: [
      { name: 'index', internalType: 'uint256', type: 'uint256' },
      { name: 'maxAllowed', internalType: 'uint256', type: 'uint256' },
      { name: 'length', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'MetadataValueExceedsMaxLength',
  },
  {
    type: 'error',
    inputs: [
      { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
      { name: 'periodDeadline', internalType: 'uint256', type: 'uint256' },
      { name: 'nowBlock', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'NextProvingPeriodAlreadyCalled',
  },
  {
    type: 'error',
    inputs: [
      { name: 'signer', internalType: 'address', type: 'address' },
      { name: 'nonce', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'NonceAlreadyUsed',
  },
  {
    type: 'error',
    inputs: [
      { name: 'payer', internalType: 'address', type: 'address' },
      { name: 'signer', internalType: 'address', type: 'address' },
      { name: 'operation', internalType: 'bytes32', type: 'bytes32' },
    ],
    name: 'NotAuthorized',
  },
  {
    type: 'error',
    inputs: [
      { name: 'expected', internalType: 'address', type: 'address' },
      { name: 'actual', internalType: 'address', type: 'address' },
    ],
    name: 'OnlyPDPVerifierAllowed',
  },
  {
    type: 'error',
    inputs: [
      { name: 'payer', internalType: 'address', type: 'address' },
      { name: 'operator', internalType: 'address', type: 'address' },
    ],
    name: 'OperatorNotApproved',
  },
  {
    type: 'error',
    inputs: [{ name: 'owner', internalType: 'address', type: 'address' }],
    name: 'OwnableInvalidOwner',
  },
  {
    type: 'error',
    inputs: [{ name: 'account', internalType: 'address', type: 'address' }],
    name: 'OwnableUnauthorizedAccount',
  },
  {
    type: 'error',
    inputs: [
      { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
      { name: 'pdpEndEpoch', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'PaymentRailsNotFinalized',
  },
  {
    type: 'error',
    inputs: [{ name: 'dataSetId', internalType: 'uint256', type: 'uint256' }],
    name: 'ProofAlreadySubmitted',
  },
  {
    type: 'error',
    inputs: [{ name: 'providerId', internalType: 'uint256', type: 'uint256' }],
    name: 'ProviderAlreadyApproved',
  },
  {
    type: 'error',
    inputs: [
      { name: 'index', internalType: 'uint256', type: 'uint256' },
      { name: 'providerId', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'ProviderIdMismatchAtIndex',
  },
  {
    type: 'error',
    inputs: [{ name: 'provider', internalType: 'address', type: 'address' }],
    name: 'ProviderNotRegistered',
  },
  {
    type: 'error',
    inputs: [{ name: 'dataSetId', internalType: 'uint256', type: 'uint256' }],
    name: 'ProvingNotStarted',
  },
  {
    type: 'error',
    inputs: [
      { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
      { name: 'deadline', internalType: 'uint256', type: 'uint256' },
      { name: 'nowBlock', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'ProvingPeriodPassed',
  },
  {
    type: 'error',
    inputs: [
      { name: 'railId', internalType: 'uint256', type: 'uint256' },
      { name: 'settledUpTo', internalType: 'uint256', type: 'uint256' },
      { name: 'endEpoch', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'RailNotFullySettled',
  },
  { type: 'error', inputs: [], name: 'ServiceContractMustTerminateRail' },
  { type: 'error', inputs: [], name: 'StorageProviderChangesNotSupported' },
  {
    type: 'error',
    inputs: [
      { name: 'maxAllowed', internalType: 'uint256', type: 'uint256' },
      { name: 'keysLength', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'TooManyMetadataKeys',
  },
  {
    type: 'error',
    inputs: [
      {
        name: 'field',
        internalType: 'enum IFilecoinWarmStorageService.AddressField',
        type: 'uint8',
      },
    ],
    name: 'ZeroAddress',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
      { name: 'cdnAmount', internalType: 'uint256', type: 'uint256' },
      { name: 'cacheMissAmount', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'settleFilBeamPaymentRails',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'dataSetId', internalType: 'uint256', type: 'uint256' }],
    name: 'terminateCDNService',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
      { name: 'cdnAmountToAdd', internalType: 'uint256', type: 'uint256' },
      {
        name: 'cacheMissAmountToAdd',
        internalType: 'uint256',
        type: 'uint256',
      },
    ],
    name: 'topUpCDNPaymentRails',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'newController', internalType: 'address', type: 'address' },
    ],
    name: 'transferFilBeamController',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'dataSetId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      {
        name: 'cdnAmountAdded',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'totalCdnLockup',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'cacheMissAmountAdded',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'totalCacheMissLockup',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
    ],
    name: 'CDNPaymentRailsToppedUp',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'caller',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'dataSetId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      {
        name: 'cacheMissRailId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'cdnRailId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
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
    inputs: [{ name: 'service_', internalType: 'address', type: 'address' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'client', internalType: 'address', type: 'address' },
      { name: 'offset', internalType: 'uint256', type: 'uint256' },
      { name: 'limit', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'clientDataSets',
    outputs: [{ name: '', internalType: 'uint256[]', type: 'uint256[]' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'client', internalType: 'address', type: 'address' }],
    name: 'clientDataSets',
    outputs: [{ name: '', internalType: 'uint256[]', type: 'uint256[]' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'account', internalType: 'address', type: 'address' },
      { name: 'nonce', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'clientNonces',
    outputs: [{ name: 'use', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'filBeamControllerAddress',
    outputs: [{ name: '', internalType: 'address', type: 'address' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [{ name: 'dataSetId', internalType: 'uint256', type: 'uint256' }],
    name: 'getAllDataSetMetadata',
    outputs: [
      { name: 'keys', internalType: 'string[]', type: 'string[]' },
      { name: 'values', internalType: 'string[]', type: 'string[]' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
      { name: 'pieceId', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'getAllPieceMetadata',
    outputs: [
      { name: 'keys', internalType: 'string[]', type: 'string[]' },
      { name: 'values', internalType: 'string[]', type: 'string[]' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'offset', internalType: 'uint256', type: 'uint256' },
      { name: 'limit', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'getApprovedProviders',
    outputs: [{ name: '', internalType: 'uint256[]', type: 'uint256[]' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'getApprovedProvidersLength',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'client', internalType: 'address', type: 'address' },
      { name: 'offset', internalType: 'uint256', type: 'uint256' },
      { name: 'limit', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'getClientDataSets',
    outputs: [
      {
        name: 'infos',
        internalType:
          'struct IFilecoinWarmStorageServiceStateView.DataSetInfoView[]',
        type: 'tuple[]',
        components: [
          { name: 'pdpRailId', internalType: 'uint256', type: 'uint256' },
          { name: 'cacheMissRailId', internalType: 'uint256', type: 'uint256' },
          { name: 'cdnRailId', internalType: 'uint256', type: 'uint256' },
          { name: 'payer', internalType: 'address', type: 'address' },
          { name: 'payee', internalType: 'address', type: 'address' },
          { name: 'serviceProvider', internalType: 'address', type: 'address' },
          { name: 'commissionBps', internalType: 'uint256', type: 'uint256' },
          { name: 'clientDataSetId', internalType: 'uint256', type: 'uint256' },
          { name: 'pdpEndEpoch', internalType: 'uint256', type: 'uint256' },
          { name: 'providerId', internalType: 'uint256', type: 'uint256' },
          {
            name: 'pendingOneTimePayments',
            internalType: 'uint96',
            type: 'uint96',
          },
          {
            name: 'lifecycleReserveBalance',
            internalType: 'uint96',
            type: 'uint96',
          },
          { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'client', internalType: 'address', type: 'address' }],
    name: 'getClientDataSets',
    outputs: [
      {
        name: '',
        internalType:
          'struct IFilecoinWarmStorageServiceStateView.DataSetInfoView[]',
        type: 'tuple[]',
        components: [
          { name: 'pdpRailId', internalType: 'uint256', type: 'uint256' },
          { name: 'cacheMissRailId', internalType: 'uint256', type: 'uint256' },
          { name: 'cdnRailId', internalType: 'uint256', type: 'uint256' },
          { name: 'payer', internalType: 'address', type: 'address' },
          { name: 'payee', internalType: 'address', type: 'address' },
          { name: 'serviceProvider', internalType: 'address', type: 'address' },
          { name: 'commissionBps', internalType: 'uint256', type: 'uint256' },
          { name: 'clientDataSetId', internalType: 'uint256', type: 'uint256' },
          { name: 'pdpEndEpoch', internalType: 'uint256', type: 'uint256' },
          { name: 'providerId', internalType: 'uint256', type: 'uint256' },
          {
            name: 'pendingOneTimePayments',
            internalType: 'uint96',
            type: 'uint96',
          },
          {
            name: 'lifecycleReserveBalance',
            internalType: 'uint96',
            type: 'uint96',
          },
          { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'client', internalType: 'address', type: 'address' }],
    name: 'getClientDataSetsLength',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'getCurrentPricingRates',
    outputs: [
      { name: 'storagePrice', internalType: 'uint256', type: 'uint256' },
      { name: 'datasetFee', internalType: 'uint256', type: 'uint256' },
    ],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [{ name: 'dataSetId', internalType: 'uint256', type: 'uint256' }],
    name: 'getDataSet',
    outputs: [
      {
        name: 'info',
        internalType:
          'struct IFilecoinWarmStorageServiceStateView.DataSetInfoView',
        type: 'tuple',
        components: [
          { name: 'pdpRailId', internalType: 'uint256', type: 'uint256' },
          { name: 'cacheMissRailId', internalType: 'uint256', type: 'uint256' },
          { name: 'cdnRailId', internalType: 'uint256', type: 'uint256' },
          { name: 'payer', internalType: 'address', type: 'address' },
          { name: 'payee', internalType: 'address', type: 'address' },
          { name: 'serviceProvider', internalType: 'address', type: 'address' },
          { name: 'commissionBps', internalType: 'uint256', type: 'uint256' },
          { name: 'clientDataSetId', internalType: 'uint256', type: 'uint256' },
          { name: 'pdpEndEpoch', internalType: 'uint256', type: 'uint256' },
          { name: 'providerId', internalType: 'uint256', type: 'uint256' },
          {
            name: 'pendingOneTimePayments',
            internalType: 'uint96',
            type: 'uint96',
          },
          {
            name: 'lifecycleReserveBalance',
            internalType: 'uint96',
            type: 'uint96',
          },
          { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
      { name: 'key', internalType: 'string', type: 'string' },
    ],
    name: 'getDataSetMetadata',
    outputs: [
      { name: 'exists', internalType: 'bool', type: 'bool' },
      { name: 'value', internalType: 'string', type: 'string' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'leafCount', internalType: 'uint256', type: 'uint256' }],
    name: 'getDataSetSizeInBytes',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [{ name: 'dataSetId', internalType: 'uint256', type: 'uint256' }],
    name: 'getDataSetStatus',
    outputs: [{ name: '', internalType: 'uint8', type: 'uint8' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'getPDPConfig',
    outputs: [
      { name: 'maxProvingPeriod', internalType: 'uint64', type: 'uint64' },
      { name: 'challengeWindowSize', internalType: 'uint256', type: 'uint256' },
      { name: 'challengesPerProof', internalType: 'uint256', type: 'uint256' },
      {
        name: 'initChallengeWindowStart',
        internalType: 'uint256',
        type: 'uint256',
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
      { name: 'pieceId', internalType: 'uint256', type: 'uint256' },
      { name: 'key', internalType: 'string', type: 'string' },
    ],
    name: 'getPieceMetadata',
    outputs: [
      { name: 'exists', internalType: 'bool', type: 'bool' },
      { name: 'value', internalType: 'string', type: 'string' },
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
        internalType: 'struct IFilecoinWarmStorageServiceStateView.Prices',
        type: 'tuple',
        components: [
          { name: 'token', internalType: 'address', type: 'address' },
          {
            name: 'rates',
            internalType: 'struct IFilecoinWarmStorageServiceStateView.Rates',
            type: 'tuple',
            components: [
              {
                name: 'storagePerTibPerMonth',
                internalType: 'uint256',
                type: 'uint256',
              },
              {
                name: 'datasetFeePerMonth',
                internalType: 'uint256',
                type: 'uint256',
              },
              {
                name: 'cdnEgressPerTib',
                internalType: 'uint256',
                type: 'uint256',
              },
              {
                name: 'cacheMissEgressPerTib',
                internalType: 'uint256',
                type: 'uint256',
              },
            ],
          },
          {
            name: 'fees',
            internalType: 'struct IFilecoinWarmStorageServiceStateView.Fees',
            type: 'tuple',
            components: [
              {
                name: 'createDataSetFee',
                internalType: 'uint256',
                type: 'uint256',
              },
              {
                name: 'addPiecesBaseFee',
                internalType: 'uint256',
                type: 'uint256',
              },
              {
                name: 'addPiecesPerPieceFee',
                internalType: 'uint256',
                type: 'uint256',
              },
              {
                name: 'schedulePieceRemovalsFee',
                internalType: 'uint256',
                type: 'uint256',
              },
              {
                name: 'terminateFee',
                internalType: 'uint256',
                type: 'uint256',
              },
            ],
          },
          {
            name: 'lockups',
            internalType: 'struct IFilecoinWarmStorageServiceStateView.Lockups',
            type: 'tuple',
            components: [
              {
                name: 'lifecycleReserveTarget',
                internalType: 'uint256',
                type: 'uint256',
              },
              {
                name: 'replenishThreshold',
                internalType: 'uint256',
                type: 'uint256',
              },
              {
                name: 'defaultLockupPeriod',
                internalType: 'uint256',
                type: 'uint256',
              },
              {
                name: 'cdnLockupAmount',
                internalType: 'uint256',
                type: 'uint256',
              },
              {
                name: 'cacheMissLockupAmount',
                internalType: 'uint256',
                type: 'uint256',
              },
              {
                name: 'cdnLockupPeriod',
                internalType: 'uint256',
                type: 'uint256',
              },
            ],
          },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'providerId', internalType: 'uint256', type: 'uint256' }],
    name: 'isProviderApproved',
    outputs: [{ name: '', internalType: 'bool', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'dataSetId', internalType: 'uint256', type: 'uint256' }],
    name: 'nextPDPChallengeWindowStart',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'nextUpgrade',
    outputs: [
      { name: 'nextImplementation', internalType: 'address', type: 'address' },
      { name: 'afterEpoch', internalType: 'uint96', type: 'uint96' },
    ],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
      { name: 'periodId', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'provenPeriods',
    outputs: [{ name: '', internalType: 'bool', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'dataSetId', internalType: 'uint256', type: 'uint256' }],
    name: 'provenThisPeriod',
    outputs: [{ name: '', internalType: 'bool', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'dataSetId', internalType: 'uint256', type: 'uint256' }],
    name: 'provingActivationEpoch',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'dataSetId', internalType: 'uint256', type: 'uint256' }],
    name: 'provingDeadline',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'railId', internalType: 'uint256', type: 'uint256' }],
    name: 'railToDataSet',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'service',
    outputs: [{ name: '', internalType: 'address', type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'serviceCommissionBps',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'pure',
  },
  {
    type: 'error',
    inputs: [{ name: 'dataSetId', internalType: 'uint256', type: 'uint256' }],
    name: 'ProvingPeriodNotInitialized',
  },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// PDPVerifier
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const pdpVerifierAbi = [
  {
    type: 'constructor',
    inputs: [
      { name: 'challengeFinality', internalType: 'uint256', type: 'uint256' },
    ],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'FIL_CLEANUP_DEPOSIT',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'INACTIVITY_WINDOW',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'LEGACY_ACTIVITY_EPOCH',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'MAX_ENQUEUED_REMOVALS',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'MAX_PIECE_SIZE_LOG2',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'VERSION',
    outputs: [{ name: '', internalType: 'string', type: 'string' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', internalType: 'uint256', type: 'uint256' },
      { name: 'listenerAddr', internalType: 'address', type: 'address' },
      {
        name: 'pieceData',
        internalType: 'struct Cid[]',
        type: 'tuple[]',
        components: [{ name: 'data', internalType: 'bytes', type: 'bytes' }],
      },
      { name: 'extraData', internalType: 'bytes', type: 'bytes' },
    ],
    name: 'addPieces',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'payable',
  },
  {
    type: 'function',
    inputs: [{ name: 'setId', internalType: 'uint256', type: 'uint256' }],
    name: 'calculateProofFee',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', internalType: 'uint256', type: 'uint256' },
      { name: 'extraData', internalType: 'bytes', type: 'bytes' },
    ],
    name: 'claimDataSetStorageProvider',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', internalType: 'uint256', type: 'uint256' },
      { name: 'maxPieces', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'cleanupPieces',
    outputs: [{ name: 'done', internalType: 'bool', type: 'bool' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'listenerAddr', internalType: 'address', type: 'address' },
      { name: 'extraData', internalType: 'bytes', type: 'bytes' },
    ],
    name: 'createDataSet',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'payable',
  },
  {
    type: 'function',
    inputs: [{ name: 'setId', internalType: 'uint256', type: 'uint256' }],
    name: 'dataSetLive',
    outputs: [{ name: '', internalType: 'bool', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', internalType: 'uint256', type: 'uint256' },
      { name: 'extraData', internalType: 'bytes', type: 'bytes' },
    ],
    name: 'deleteDataSet',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'feePerTiB',
    outputs: [{ name: '', internalType: 'uint96', type: 'uint96' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', internalType: 'uint256', type: 'uint256' },
      { name: 'leafIndexs', internalType: 'uint256[]', type: 'uint256[]' },
    ],
    name: 'findPieceIds',
    outputs: [
      {
        name: '',
        internalType: 'struct IPDPVerifier.PieceIdAndOffset[]',
        type: 'tuple[]',
        components: [
          { name: 'pieceId', internalType: 'uint256', type: 'uint256' },
          { name: 'offset', internalType: 'uint256', type: 'uint256' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', internalType: 'uint256', type: 'uint256' },
      {
        name: 'pieceCid',
        internalType: 'struct Cid',
        type: 'tuple',
        components: [{ name: 'data', internalType: 'bytes', type: 'bytes' }],
      },
      { name: 'startPieceId', internalType: 'uint256', type: 'uint256' },
      { name: 'limit', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'findPieceIdsByCid',
    outputs: [
      { name: 'pieceIds', internalType: 'uint256[]', type: 'uint256[]' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'setId', internalType: 'uint256', type: 'uint256' }],
    name: 'getActivePieceCount',
    outputs: [
      { name: 'activeCount', internalType: 'uint256', type: 'uint256' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', internalType: 'uint256', type: 'uint256' },
      { name: 'offset', internalType: 'uint256', type: 'uint256' },
      { name: 'limit', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'getActivePieces',
    outputs: [
      {
        name: 'pieces',
        internalType: 'struct Cid[]',
        type: 'tuple[]',
        components: [{ name: 'data', internalType: 'bytes', type: 'bytes' }],
      },
      { name: 'pieceIds', internalType: 'uint256[]', type: 'uint256[]' },
      { name: 'hasMore', internalType: 'bool', type: 'bool' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', internalType: 'uint256', type: 'uint256' },
      { name: 'startPieceId', internalType: 'uint256', type: 'uint256' },
      { name: 'limit', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'getActivePiecesByCursor',
    outputs: [
      {
        name: 'pieces',
        internalType: 'struct Cid[]',
        type: 'tuple[]',
        components: [{ name: 'data', internalType: 'bytes', type: 'bytes' }],
      },
      { name: 'pieceIds', internalType: 'uint256[]', type: 'uint256[]' },
      { name: 'hasMore', internalType: 'bool', type: 'bool' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'getChallengeFinality',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'setId', internalType: 'uint256', type: 'uint256' }],
    name: 'getChallengeRange',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'setId', internalType: 'uint256', type: 'uint256' }],
    name: 'getDataSetLastProvenEpoch',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'setId', internalType: 'uint256', type: 'uint256' }],
    name: 'getDataSetLeafCount',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'setId', internalType: 'uint256', type: 'uint256' }],
    name: 'getDataSetListener',
    outputs: [{ name: '', internalType: 'address', type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'setId', internalType: 'uint256', type: 'uint256' }],
    name: 'getDataSetStorageProvider',
    outputs: [
      { name: '', internalType: 'address', type: 'address' },
      { name: '', internalType: 'address', type: 'address' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'setId', internalType: 'uint256', type: 'uint256' }],
    name: 'getNextChallengeEpoch',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'getNextDataSetId',
    outputs: [{ name: '', internalType: 'uint64', type: 'uint64' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'setId', internalType: 'uint256', type: 'uint256' }],
    name: 'getNextPieceId',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', internalType: 'uint256', type: 'uint256' },
      { name: 'pieceId', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'getPieceCid',
    outputs: [
      {
        name: '',
        internalType: 'struct Cid',
        type: 'tuple',
        components: [{ name: 'data', internalType: 'bytes', type: 'bytes' }],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', internalType: 'uint256', type: 'uint256' },
      { name: 'pieceId', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'getPieceLeafCount',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'epoch', internalType: 'uint256', type: 'uint256' }],
    name: 'getRandomness',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [{ name: 'setId', internalType: 'uint256', type: 'uint256' }],
    name: 'getScheduledRemovals',
    outputs: [{ name: '', internalType: 'uint256[]', type: 'uint256[]' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', internalType: 'uint256', type: 'uint256' },
      { name: 'challengeEpoch', internalType: 'uint256', type: 'uint256' },
      { name: 'extraData', internalType: 'bytes', type: 'bytes' },
    ],
    name: 'nextProvingPeriod',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', internalType: 'uint256', type: 'uint256' },
      { name: 'pieceId', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'pieceChallengable',
    outputs: [{ name: '', internalType: 'bool', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', internalType: 'uint256', type: 'uint256' },
      { name: 'pieceId', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'pieceLive',
    outputs: [{ name: '', internalType: 'bool', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', internalType: 'uint256', type: 'uint256' },
      { name: 'newStorageProvider', internalType: 'address', type: 'address' },
    ],
    name: 'proposeDataSetStorageProvider',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'setId', internalType: 'uint256', type: 'uint256' },
      {
        name: 'proofs',
        internalType: 'struct IPDPVerifier.Proof[]',
        type: 'tuple[]',
        components: [
          { name: 'leaf', internalType: 'bytes32', type: 'bytes32' },
          { name: 'proof', internalType: 'bytes32[]', type: 'bytes32[]' },
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
      { name: 'setId', internalType: 'uint256', type: 'uint256' },
      { name: 'pieceIds', internalType: 'uint256[]', type: 'uint256[]' },
      { name: 'extraData', internalType: 'bytes', type: 'bytes' },
    ],
    name: 'schedulePieceDeletions',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'setId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      {
        name: 'storageProvider',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
    ],
    name: 'DataSetCreated',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'setId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      {
        name: 'deletedLeafCount',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
    ],
    name: 'DataSetDeleted',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'setId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
    ],
    name: 'DataSetEmpty',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'setId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      {
        name: 'challengeEpoch',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'leafCount',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
    ],
    name: 'NextProvingPeriod',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'setId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      {
        name: 'pieceIds',
        internalType: 'uint256[]',
        type: 'uint256[]',
        indexed: false,
      },
      {
        name: 'pieceCids',
        internalType: 'struct Cid[]',
        type: 'tuple[]',
        components: [{ name: 'data', internalType: 'bytes', type: 'bytes' }],
        indexed: false,
      },
    ],
    name: 'PiecesAdded',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'setId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      {
        name: 'pieceIds',
        internalType: 'uint256[]',
        type: 'uint256[]',
        indexed: false,
      },
    ],
    name: 'PiecesRemoved',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'setId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      {
        name: 'challenges',
        internalType: 'struct IPDPVerifier.PieceIdAndOffset[]',
        type: 'tuple[]',
        components: [
          { name: 'pieceId', internalType: 'uint256', type: 'uint256' },
          { name: 'offset', internalType: 'uint256', type: 'uint256' },
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
      {
        name: 'setId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      { name: 'fee', internalType: 'uint256', type: 'uint256', indexed: false },
    ],
    name: 'ProofFeePaid',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'setId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      {
        name: 'oldStorageProvider',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'newStorageProvider',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
    ],
    name: 'StorageProviderChanged',
  },
  {
    type: 'error',
    inputs: [
      { name: 'setId', internalType: 'uint256', type: 'uint256' },
      { name: 'proposed', internalType: 'address', type: 'address' },
      { name: 'caller', internalType: 'address', type: 'address' },
    ],
    name: 'CallerNotProposedStorageProvider',
  },
  {
    type: 'error',
    inputs: [
      { name: 'setId', internalType: 'uint256', type: 'uint256' },
      { name: 'storageProvider', internalType: 'address', type: 'address' },
      { name: 'caller', internalType: 'address', type: 'address' },
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
      { name: 'declared', internalType: 'uint256', type: 'uint256' },
      { name: 'actual', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'DigestLengthMismatch',
  },
  {
    type: 'error',
    inputs: [
      { name: 'epochs', internalType: 'uint256', type: 'uint256' },
      { name: 'maxDelay', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'ExcessiveChallengeDelay',
  },
  {
    type: 'error',
    inputs: [{ name: 'height', internalType: 'uint256', type: 'uint256' }],
    name: 'HeightOutOfRange',
  },
  {
    type: 'error',
    inputs: [
      { name: 'idx', internalType: 'uint256', type: 'uint256' },
      { name: 'msg', internalType: 'string', type: 'string' },
    ],
    name: 'IndexedError',
  },
  {
    type: 'error',
    inputs: [
      { name: 'epochs', internalType: 'uint256', type: 'uint256' },
      { name: 'minDelay', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'InsufficientChallengeDelay',
  },
  {
    type: 'error',
    inputs: [{ name: 'data', internalType: 'bytes', type: 'bytes' }],
    name: 'InvalidPaddingEncoding',
  },
  {
    type: 'error',
    inputs: [
      { name: 'setId', internalType: 'uint256', type: 'uint256' },
      { name: 'leafIndex', internalType: 'uint256', type: 'uint256' },
      { name: 'leafCount', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'LeafOutOfRange',
  },
  {
    type: 'error',
    inputs: [
      { name: 'setId', internalType: 'uint256', type: 'uint256' },
      { name: 'listener', internalType: 'address', type: 'address' },
    ],
    name: 'ListenerNotAllowed',
  },
  { type: 'error', inputs: [], name: 'ListenerRequired' },
  { type: 'error', inputs: [], name: 'MaxPiecesMustBePositive' },
  {
    type: 'error',
    inputs: [{ name: 'setId', internalType: 'uint256', type: 'uint256' }],
    name: 'NoChallengeScheduled',
  },
  {
    type: 'error',
    inputs: [{ name: 'setId', internalType: 'uint256', type: 'uint256' }],
    name: 'NoLeaves',
  },
  {
    type: 'error',
    inputs: [{ name: 'setId', internalType: 'uint256', type: 'uint256' }],
    name: 'NoPieces',
  },
  {
    type: 'error',
    inputs: [{ name: 'setId', internalType: 'uint256', type: 'uint256' }],
    name: 'NoProofs',
  },
  {
    type: 'error',
    inputs: [{ name: 'data', internalType: 'bytes', type: 'bytes' }],
    name: 'NotPieceCid',
  },
  { type: 'error', inputs: [], name: 'OnlyStorageProviderCanCleanupPieces' },
  { type: 'error', inputs: [], name: 'OnlyStorageProviderCanDelete' },
  {
    type: 'error',
    inputs: [
      { name: 'setId', internalType: 'uint256', type: 'uint256' },
      { name: 'pieceId', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'PieceNotLive',
  },
  {
    type: 'error',
    inputs: [
      { name: 'setId', internalType: 'uint256', type: 'uint256' },
      { name: 'challengeEpoch', internalType: 'uint256', type: 'uint256' },
      { name: 'epoch', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'PrematureProof',
  },
  {
    type: 'error',
    inputs: [
      { name: 'setId', internalType: 'uint256', type: 'uint256' },
      { name: 'fee', internalType: 'uint256', type: 'uint256' },
      { name: 'value', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'ProofFeeRequired',
  },
  {
    type: 'error',
    inputs: [
      { name: 'setId', internalType: 'uint256', type: 'uint256' },
      { name: 'pieceId', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'RemovalAlreadyScheduled',
  },
  {
    type: 'error',
    inputs: [
      { name: 'setId', internalType: 'uint256', type: 'uint256' },
      { name: 'queued', internalType: 'uint256', type: 'uint256' },
      { name: 'max', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'TooManyRemovals',
  },
  { type: 'error', inputs: [], name: 'TransferFailed' },
  {
    type: 'error',
    inputs: [{ name: 'value', internalType: 'uint256', type: 'uint256' }],
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
    inputs: [{ name: 'providerId', internalType: 'uint256', type: 'uint256' }],
    name: 'addProviderId',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'providerId', internalType: 'uint256', type: 'uint256' }],
    name: 'containsProviderId',
    outputs: [{ name: '', internalType: 'bool', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'getProviderIds',
    outputs: [{ name: '', internalType: 'uint256[]', type: 'uint256[]' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'owner',
    outputs: [{ name: '', internalType: 'address', type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'providerId', internalType: 'uint256', type: 'uint256' }],
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
    inputs: [{ name: 'newOwner', internalType: 'address', type: 'address' }],
    name: 'transferOwnership',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'previousOwner',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'newOwner',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
    ],
    name: 'OwnershipTransferred',
  },
  {
    type: 'error',
    inputs: [{ name: 'owner', internalType: 'address', type: 'address' }],
    name: 'OwnableInvalidOwner',
  },
  {
    type: 'error',
    inputs: [{ name: 'account', internalType: 'address', type: 'address' }],
    name: 'OwnableUnauthorizedAccount',
  },
  {
    type: 'error',
    inputs: [{ name: 'providerId', internalType: 'uint256', type: 'uint256' }],
    name: 'ProviderIdNotFound',
  },
  {
    type: 'error',
    inputs: [{ name: 'providerId', internalType: 'uint256', type: 'uint256' }],
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
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'MAX_CAPABILITY_KEY_LENGTH',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'MAX_CAPABILITY_VALUE_LENGTH',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'REGISTRATION_FEE',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'VERSION',
    outputs: [{ name: '', internalType: 'string', type: 'string' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'productType',
        internalType: 'enum IServiceProviderRegistry.ProductType',
        type: 'uint8',
      },
    ],
    name: 'activeProductTypeProviderCount',
    outputs: [{ name: 'count', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'activeProviderCount',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'productType',
        internalType: 'enum IServiceProviderRegistry.ProductType',
        type: 'uint8',
      },
      { name: 'capabilityKeys', internalType: 'string[]', type: 'string[]' },
      { name: 'capabilityValues', internalType: 'bytes[]', type: 'bytes[]' },
    ],
    name: 'addProduct',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'providerAddress', internalType: 'address', type: 'address' },
    ],
    name: 'addressToProviderId',
    outputs: [{ name: 'providerId', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'offset', internalType: 'uint256', type: 'uint256' },
      { name: 'limit', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'getAllActiveProviders',
    outputs: [
      { name: 'providerIds', internalType: 'uint256[]', type: 'uint256[]' },
      { name: 'hasMore', internalType: 'bool', type: 'bool' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'providerId', internalType: 'uint256', type: 'uint256' },
      {
        name: 'productType',
        internalType: 'enum IServiceProviderRegistry.ProductType',
        type: 'uint8',
      },
    ],
    name: 'getAllProductCapabilities',
    outputs: [
      { name: 'isActive', internalType: 'bool', type: 'bool' },
      { name: 'keys', internalType: 'string[]', type: 'string[]' },
      { name: 'values', internalType: 'bytes[]', type: 'bytes[]' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'getNextProviderId',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'providerId', internalType: 'uint256', type: 'uint256' },
      {
        name: 'productType',
        internalType: 'enum IServiceProviderRegistry.ProductType',
        type: 'uint8',
      },
      { name: 'keys', internalType: 'string[]', type: 'string[]' },
    ],
    name: 'getProductCapabilities',
    outputs: [{ name: 'values', internalType: 'bytes[]', type: 'bytes[]' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'providerId', internalType: 'uint256', type: 'uint256' }],
    name: 'getProvider',
    outputs: [
      {
        name: 'info',
        internalType: 'struct IServiceProviderRegistry.ServiceProviderInfoView',
        type: 'tuple',
        components: [
          { name: 'providerId', internalType: 'uint256', type: 'uint256' },
          {
            name: 'info',
            internalType: 'struct IServiceProviderRegistry.ServiceProviderInfo',
            type: 'tuple',
            components: [
              {
                name: 'serviceProvider',
                internalType: 'address',
                type: 'address',
              },
              { name: 'payee', internalType: 'address', type: 'address' },
              { name: 'name', internalType: 'string', type: 'string' },
              { name: 'description', internalType: 'string', type: 'string' },
              { name: 'isActive', internalType: 'bool', type: 'bool' },
            ],
          },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'providerAddress', internalType: 'address', type: 'address' },
    ],
    name: 'getProviderByAddress',
    outputs: [
      {
        name: 'info',
        internalType: 'struct IServiceProviderRegistry.ServiceProviderInfoView',
        type: 'tuple',
        components: [
          { name: 'providerId', internalType: 'uint256', type: 'uint256' },
          {
            name: 'info',
            internalType: 'struct IServiceProviderRegistry.ServiceProviderInfo',
            type: 'tuple',
            components: [
              {
                name: 'serviceProvider',
                internalType: 'address',
                type: 'address',
              },
              { name: 'payee', internalType: 'address', type: 'address' },
              { name: 'name', internalType: 'string', type: 'string' },
              { name: 'description', internalType: 'string', type: 'string' },
              { name: 'isActive', internalType: 'bool', type: 'bool' },
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
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'providerAddress', internalType: 'address', type: 'address' },
    ],
    name: 'getProviderIdByAddress',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'providerId', internalType: 'uint256', type: 'uint256' }],
    name: 'getProviderPayee',
    outputs: [{ name: 'payee', internalType: 'address', type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'providerId', internalType: 'uint256', type: 'uint256' },
      {
        name: 'productType',
        internalType: 'enum IServiceProviderRegistry.ProductType',
        type: 'uint8',
      },
    ],
    name: 'getProviderWithProduct',
    outputs: [
      {
        name: '',
        internalType: 'struct IServiceProviderRegistry.ProviderWithProduct',
        type: 'tuple',
        components: [
          { name: 'providerId', internalType: 'uint256', type: 'uint256' },
          {
            name: 'providerInfo',
            internalType: 'struct IServiceProviderRegistry.ServiceProviderInfo',
            type: 'tuple',
            components: [
              {
                name: 'serviceProvider',
                internalType: 'address',
                type: 'address',
              },
              { name: 'payee', internalType: 'address', type: 'address' },
              { name: 'name', internalType: 'string', type: 'string' },
              { name: 'description', internalType: 'string', type: 'string' },
              { name: 'isActive', internalType: 'bool', type: 'bool' },
            ],
          },
          {
            name: 'product',
            internalType: 'struct IServiceProviderRegistry.ServiceProduct',
            type: 'tuple',
            components: [
              {
                name: 'productType',
                internalType: 'enum IServiceProviderRegistry.ProductType',
                type: 'uint8',
              },
              {
                name: 'capabilityKeys',
                internalType: 'string[]',
                type: 'string[]',
              },
              { name: 'isActive', internalType: 'bool', type: 'bool' },
            ],
          },
          {
            name: 'productCapabilityValues',
            internalType: 'bytes[]',
            type: 'bytes[]',
          },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'providerIds', internalType: 'uint256[]', type: 'uint256[]' },
    ],
    name: 'getProvidersByIds',
    outputs: [
      {
        name: 'providerInfos',
        internalType:
          'struct IServiceProviderRegistry.ServiceProviderInfoView[]',
        type: 'tuple[]',
        components: [
          { name: 'providerId', internalType: 'uint256', type: 'uint256' },
          {
            name: 'info',
            internalType: 'struct IServiceProviderRegistry.ServiceProviderInfo',
            type: 'tuple',
            components: [
              {
                name: 'serviceProvider',
                internalType: 'address',
                type: 'address',
              },
              { name: 'payee', internalType: 'address', type: 'address' },
              { name: 'name', internalType: 'string', type: 'string' },
              { name: 'description', internalType: 'string', type: 'string' },
              { name: 'isActive', internalType: 'bool', type: 'bool' },
            ],
          },
        ],
      },
      { name: 'validIds', internalType: 'bool[]', type: 'bool[]' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'productType',
        internalType: 'enum IServiceProviderRegistry.ProductType',
        type: 'uint8',
      },
      { name: 'onlyActive', internalType: 'bool', type: 'bool' },
      { name: 'offset', internalType: 'uint256', type: 'uint256' },
      { name: 'limit', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'getProvidersByProductType',
    outputs: [
      {
        name: 'result',
        internalType: 'struct IServiceProviderRegistry.PaginatedProviders',
        type: 'tuple',
        components: [
          {
            name: 'providers',
            internalType:
              'struct IServiceProviderRegistry.ProviderWithProduct[]',
            type: 'tuple[]',
            components: [
              { name: 'providerId', internalType: 'uint256', type: 'uint256' },
              {
                name: 'providerInfo',
                internalType:
                  'struct IServiceProviderRegistry.ServiceProviderInfo',
                type: 'tuple',
                components: [
                  {
                    name: 'serviceProvider',
                    internalType: 'address',
                    type: 'address',
                  },
                  { name: 'payee', internalType: 'address', type: 'address' },
                  { name: 'name', internalType: 'string', type: 'string' },
                  {
                    name: 'description',
                    internalType: 'string',
                    type: 'string',
                  },
                  { name: 'isActive', internalType: 'bool', type: 'bool' },
                ],
              },
              {
                name: 'product',
                internalType: 'struct IServiceProviderRegistry.ServiceProduct',
                type: 'tuple',
                components: [
                  {
                    name: 'productType',
                    internalType: 'enum IServiceProviderRegistry.ProductType',
                    type: 'uint8',
                  },
                  {
                    name: 'capabilityKeys',
                    internalType: 'string[]',
                    type: 'string[]',
                  },
                  { name: 'isActive', internalType: 'bool', type: 'bool' },
                ],
              },
              {
                name: 'productCapabilityValues',
                internalType: 'bytes[]',
                type: 'bytes[]',
              },
            ],
          },
          { name: 'hasMore', internalType: 'bool', type: 'bool' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'providerId', internalType: 'uint256', type: 'uint256' }],
    name: 'isProviderActive',
    outputs: [{ name: '', internalType: 'bool', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'provider', internalType: 'address', type: 'address' }],
    name: 'isRegisteredProvider',
    outputs: [{ name: '', internalType: 'bool', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'productType',
        internalType: 'enum IServiceProviderRegistry.ProductType',
        type: 'uint8',
      },
    ],
    name: 'productTypeProviderCount',
    outputs: [{ name: 'count', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'providerId', internalType: 'uint256', type: 'uint256' },
      {
        name: 'productType',
        internalType: 'enum IServiceProviderRegistry.ProductType',
        type: 'uint8',
      },
    ],
    name: 'providerHasProduct',
    outputs: [{ name: '', internalType: 'bool', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'payee', internalType: 'address', type: 'address' },
      { name: 'name', internalType: 'string', type: 'string' },
      { name: 'description', internalType: 'string', type: 'string' },
      {
        name: 'productType',
        internalType: 'enum IServiceProviderRegistry.ProductType',
        type: 'uint8',
      },
      { name: 'capabilityKeys', internalType: 'string[]', type: 'string[]' },
      { name: 'capabilityValues', internalType: 'bytes[]', type: 'bytes[]' },
    ],
    name: 'registerProvider',
    outputs: [{ name: 'providerId', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'payable',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'productType',
        internalType: 'enum IServiceProviderRegistry.ProductType',
        type: 'uint8',
      },
    ],
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
      {
        name: 'productType',
        internalType: 'enum IServiceProviderRegistry.ProductType',
        type: 'uint8',
      },
      { name: 'capabilityKeys', internalType: 'string[]', type: 'string[]' },
      { name: 'capabilityValues', internalType: 'bytes[]', type: 'bytes[]' },
    ],
    name: 'updateProduct',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'name', internalType: 'string', type: 'string' },
      { name: 'description', internalType: 'string', type: 'string' },
    ],
    name: 'updateProviderInfo',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'providerId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      {
        name: 'productType',
        internalType: 'enum IServiceProviderRegistry.ProductType',
        type: 'uint8',
        indexed: true,
      },
      {
        name: 'serviceProvider',
        internalType: 'address',
        type: 'address',
        indexed: false,
      },
      {
        name: 'capabilityKeys',
        internalType: 'string[]',
        type: 'string[]',
        indexed: false,
      },
      {
        name: 'capabilityValues',
        internalType: 'bytes[]',
        type: 'bytes[]',
        indexed: false,
      },
    ],
    name: 'ProductAdded',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'providerId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      {
        name: 'productType',
        internalType: 'enum IServiceProviderRegistry.ProductType',
        type: 'uint8',
        indexed: true,
      },
    ],
    name: 'ProductRemoved',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'providerId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      {
        name: 'productType',
        internalType: 'enum IServiceProviderRegistry.ProductType',
        type: 'uint8',
        indexed: true,
      },
      {
        name: 'serviceProvider',
        internalType: 'address',
        type: 'address',
        indexed: false,
      },
      {
        name: 'capabilityKeys',
        internalType: 'string[]',
        type: 'string[]',
        indexed: false,
      },
      {
        name: 'capabilityValues',
        internalType: 'bytes[]',
        type: 'bytes[]',
        indexed: false,
      },
    ],
    name: 'ProductUpdated',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'providerId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
    ],
    name: 'ProviderInfoUpdated',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'providerId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      {
        name: 'serviceProvider',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'payee',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
    ],
    name: 'ProviderRegistered',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'providerId',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
    ],
    name: 'ProviderRemoved',
  },
  {
    type: 'error',
    inputs: [
      { name: 'serviceProvider', internalType: 'address', type: 'address' },
      { name: 'providerId', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'AlreadyRegistered',
  },
  {
    type: 'error',
    inputs: [
      { name: 'keys', internalType: 'uint256', type: 'uint256' },
      { name: 'values', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'CapabilityCountMismatch',
  },
  {
    type: 'error',
    inputs: [
      { name: 'length', internalType: 'uint256', type: 'uint256' },
      { name: 'max', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'DescriptionTooLong',
  },
  {
    type: 'error',
    inputs: [
      { name: 'fee', internalType: 'uint256', type: 'uint256' },
      { name: 'value', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'IncorrectRegistrationFee',
  },
  {
    type: 'error',
    inputs: [
      {
        name: 'productType',
        internalType: 'enum IServiceProviderRegistry.ProductType',
        type: 'uint8',
      },
    ],
    name: 'InsufficientCapabilitiesForProduct',
  },
  {
    type: 'error',
    inputs: [
      { name: 'index', internalType: 'uint256', type: 'uint256' },
      { name: 'length', internalType: 'uint256', type: 'uint256' },
      { name: 'max', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'InvalidCapabilityKeyLength',
  },
  {
    type: 'error',
    inputs: [
      { name: 'index', internalType: 'uint256', type: 'uint256' },
      { name: 'length', internalType: 'uint256', type: 'uint256' },
      { name: 'max', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'InvalidCapabilityValueLength',
  },
  {
    type: 'error',
    inputs: [
      { name: 'length', internalType: 'uint256', type: 'uint256' },
      { name: 'max', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'NameTooLong',
  },
  {
    type: 'error',
    inputs: [{ name: 'caller', internalType: 'address', type: 'address' }],
    name: 'NotRegistered',
  },
  {
    type: 'error',
    inputs: [
      { name: 'providerId', internalType: 'uint256', type: 'uint256' },
      {
        name: 'productType',
        internalType: 'enum IServiceProviderRegistry.ProductType',
        type: 'uint8',
      },
    ],
    name: 'ProductAlreadyActive',
  },
  {
    type: 'error',
    inputs: [
      { name: 'providerId', internalType: 'uint256', type: 'uint256' },
      {
        name: 'productType',
        internalType: 'enum IServiceProviderRegistry.ProductType',
        type: 'uint8',
      },
    ],
    name: 'ProductNotActive',
  },
  {
    type: 'error',
    inputs: [
      { name: 'count', internalType: 'uint256', type: 'uint256' },
      { name: 'max', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'TooManyCapabilities',
  },
  { type: 'error', inputs: [], name: 'ZeroPayee' },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// SessionKeyRegistry
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const sessionKeyRegistryAbi = [
  {
    type: 'function',
    inputs: [
      { name: 'identity', internalType: 'address', type: 'address' },
      { name: 'signer', internalType: 'address', type: 'address' },
      { name: 'permissions', internalType: 'bytes32[]', type: 'bytes32[]' },
    ],
    name: 'authorizationExpiries',
    outputs: [
      { name: 'expiries', internalType: 'uint256[]', type: 'uint256[]' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'identity', internalType: 'address', type: 'address' },
      { name: 'signer', internalType: 'address', type: 'address' },
      { name: 'permission', internalType: 'bytes32', type: 'bytes32' },
    ],
    name: 'authorizationExpiry',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'eip712Domain',
    outputs: [
      { name: 'fields', internalType: 'bytes1', type: 'bytes1' },
      { name: 'name', internalType: 'string', type: 'string' },
      { name: 'version', internalType: 'string', type: 'string' },
      { name: 'chainId', internalType: 'uint256', type: 'uint256' },
      { name: 'verifyingContract', internalType: 'address', type: 'address' },
      { name: 'salt', internalType: 'bytes32', type: 'bytes32' },
      { name: 'extensions', internalType: 'uint256[]', type: 'uint256[]' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'identity', internalType: 'address', type: 'address' },
      { name: 'signer', internalType: 'address', type: 'address' },
    ],
    name: 'generationOf',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'identity', internalType: 'address', type: 'address' },
      { name: 'signer', internalType: 'address', type: 'address' },
      { name: 'permission', internalType: 'bytes32', type: 'bytes32' },
    ],
    name: 'isAuthorized',
    outputs: [{ name: '', internalType: 'bool', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'signer', internalType: 'address', type: 'address' },
      { name: 'expiry', internalType: 'uint256', type: 'uint256' },
      { name: 'permissions', internalType: 'bytes32[]', type: 'bytes32[]' },
      { name: 'origin', internalType: 'string', type: 'string' },
    ],
    name: 'login',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'signer', internalType: 'address payable', type: 'address' },
      { name: 'expiry', internalType: 'uint256', type: 'uint256' },
      { name: 'permissions', internalType: 'bytes32[]', type: 'bytes32[]' },
      { name: 'origin', internalType: 'string', type: 'string' },
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
        internalType: 'struct ISessionKeyRegistry.Login',
        type: 'tuple',
        components: [
          { name: 'identity', internalType: 'address', type: 'address' },
          { name: 'signer', internalType: 'address', type: 'address' },
          { name: 'expiry', internalType: 'uint256', type: 'uint256' },
          { name: 'permissions', internalType: 'bytes32[]', type: 'bytes32[]' },
          { name: 'origin', internalType: 'string', type: 'string' },
          { name: 'nonce', internalType: 'uint256', type: 'uint256' },
          { name: 'deadline', internalType: 'uint256', type: 'uint256' },
        ],
      },
      { name: 'signature', internalType: 'bytes', type: 'bytes' },
    ],
    name: 'loginBySig',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'identity', internalType: 'address', type: 'address' },
      { name: 'origin', internalType: 'string', type: 'string' },
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
        internalType: 'struct ISessionKeyRegistry.Logout',
        type: 'tuple',
        components: [
          { name: 'identity', internalType: 'address', type: 'address' },
          { name: 'signer', internalType: 'address', type: 'address' },
          { name: 'origin', internalType: 'string', type: 'string' },
          { name: 'generation', internalType: 'uint256', type: 'uint256' },
          { name: 'deadline', internalType: 'uint256', type: 'uint256' },
        ],
      },
      { name: 'signature', internalType: 'bytes', type: 'bytes' },
    ],
    name: 'logoutBySig',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'identity', internalType: 'address', type: 'address' },
      { name: 'signer', internalType: 'address', type: 'address' },
    ],
    name: 'nonceOf',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'signer', internalType: 'address', type: 'address' },
      { name: 'permissions', internalType: 'bytes32[]', type: 'bytes32[]' },
      { name: 'origin', internalType: 'string', type: 'string' },
    ],
    name: 'revoke',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'signers', internalType: 'address[]', type: 'address[]' },
      { name: 'origin', internalType: 'string', type: 'string' },
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
        internalType: 'struct ISessionKeyRegistry.RevokeAll',
        type: 'tuple',
        components: [
          { name: 'identity', internalType: 'address', type: 'address' },
          {
            name: 'revocations',
            internalType: 'struct ISessionKeyRegistry.Revocation[]',
            type: 'tuple[]',
            components: [
              { name: 'signer', internalType: 'address', type: 'address' },
              { name: 'generation', internalType: 'uint256', type: 'uint256' },
            ],
          },
          { name: 'origin', internalType: 'string', type: 'string' },
          { name: 'deadline', internalType: 'uint256', type: 'uint256' },
        ],
      },
      { name: 'signature', internalType: 'bytes', type: 'bytes' },
    ],
    name: 'revokeAllBySig',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'identity',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'signer',
        internalType: 'address',
        type: 'address',
        indexed: false,
      },
      {
        name: 'expiry',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'permissions',
        internalType: 'bytes32[]',
        type: 'bytes32[]',
        indexed: false,
      },
      {
        name: 'origin',
        internalType: 'string',
        type: 'string',
        indexed: false,
      },
    ],
    name: 'AuthorizationsUpdated',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'identity',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'signer',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'generation',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
    ],
    name: 'SessionDropped',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'signer',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'identity',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
    ],
    name: 'SessionUpdated',
  },
  {
    type: 'error',
    inputs: [
      { name: 'expiry', internalType: 'uint256', type: 'uint256' },
      { name: 'timestamp', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'ExpiryInPast',
  },
  {
    type: 'error',
    inputs: [{ name: 'expiry', internalType: 'uint256', type: 'uint256' }],
    name: 'ExpiryTooFar',
  },
  {
    type: 'error',
    inputs: [
      { name: 'signer', internalType: 'address', type: 'address' },
      { name: 'value', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'FundingFailed',
  },
  {
    type: 'error',
    inputs: [{ name: 'account', internalType: 'address', type: 'address' }],
    name: 'InvalidSignature',
  },
  { type: 'error', inputs: [], name: 'NoPermissions' },
  { type: 'error', inputs: [], name: 'NoSigners' },
  {
    type: 'error',
    inputs: [
      { name: 'deadline', internalType: 'uint256', type: 'uint256' },
      { name: 'timestamp', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'SignatureExpired',
  },
  {
    type: 'error',
    inputs: [
      { name: 'signer', internalType: 'address', type: 'address' },
      { name: 'generation', internalType: 'uint256', type: 'uint256' },
      { name: 'currentGeneration', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'StaleGeneration',
  },
  {
    type: 'error',
    inputs: [
      { name: 'nonce', internalType: 'uint256', type: 'uint256' },
      { name: 'currentNonce', internalType: 'uint256', type: 'uint256' },
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
    outputs: [{ name: 'result', internalType: 'bytes32', type: 'bytes32' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'owner', internalType: 'address', type: 'address' },
      { name: 'spender', internalType: 'address', type: 'address' },
    ],
    name: 'allowance',
    outputs: [{ name: 'result', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'spender', internalType: 'address', type: 'address' },
      { name: 'amount', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'approve',
    outputs: [{ name: '', internalType: 'bool', type: 'bool' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'owner', internalType: 'address', type: 'address' }],
    name: 'balanceOf',
    outputs: [{ name: 'result', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'decimals',
    outputs: [{ name: '', internalType: 'uint8', type: 'uint8' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'to', internalType: 'address', type: 'address' },
      { name: 'amount', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'mint',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'name',
    outputs: [{ name: '', internalType: 'string', type: 'string' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [{ name: 'owner', internalType: 'address', type: 'address' }],
    name: 'nonces',
    outputs: [{ name: 'result', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'owner', internalType: 'address', type: 'address' },
      { name: 'spender', internalType: 'address', type: 'address' },
      { name: 'value', internalType: 'uint256', type: 'uint256' },
      { name: 'deadline', internalType: 'uint256', type: 'uint256' },
      { name: 'v', internalType: 'uint8', type: 'uint8' },
      { name: 'r', internalType: 'bytes32', type: 'bytes32' },
      { name: 's', internalType: 'bytes32', type: 'bytes32' },
    ],
    name: 'permit',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'symbol',
    outputs: [{ name: '', internalType: 'string', type: 'string' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [],
    name: 'totalSupply',
    outputs: [{ name: 'result', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'to', internalType: 'address', type: 'address' },
      { name: 'amount', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'transfer',
    outputs: [{ name: '', internalType: 'bool', type: 'bool' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'from', internalType: 'address', type: 'address' },
      { name: 'to', internalType: 'address', type: 'address' },
      { name: 'amount', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'transferFrom',
    outputs: [{ name: '', internalType: 'bool', type: 'bool' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'version',
    outputs: [{ name: '', internalType: 'string', type: 'string' }],
    stateMutability: 'pure',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'owner',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'spender',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'amount',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
    ],
    name: 'Approval',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      { name: 'from', internalType: 'address', type: 'address', indexed: true },
      { name: 'to', internalType: 'address', type: 'address', indexed: true },
      {
        name: 'amount',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
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
  31415926: '0x76ca03a67C049477FfB09694dFeF00416dB69746',
} as const

export const filecoinWarmStorageServiceAddress = {
  314: '0x8408502033C418E1bbC97cE9ac48E5528F371A9f',
  314159: '0x02925630df557F957f70E112bA06e50965417CA0',
  31415926: '0x37cA242a94945CdC3d3F155452a82Af6374bebD7',
} as const

export const filecoinWarmStorageServiceStateViewAddress = {
  314: '0xdDd8F083a3fe9C66547D46bee24e5AaF56BCa0ab',
  314159: '0x9BF9e67e83EC8613883FDdDec4D3b38AEE937177',
  31415926: '0x9f85887913405317D312244b09Ab6C7D8f5C8b0a',
} as const

export const pdpVerifierAddress = {
  314: '0xBADd0B92C1c71d02E7d520f64c0876538fa2557F',
  314159: '0x85e366Cf9DD2c0aE37E963d9556F5f4718d6417C',
  31415926: '0x1696C7203769A71c97Ca725d42b13270ee493526',
} as const

export const providerIdSetAddress = {
  314: '0x59eFa2e8324E1551d46010d7B0B140eE2F5c726b',
  314159: '0xAA2f7CfC7ecAc616EC9C1f6d700fAd19087FAC84',
  31415926: '0x982830D87C95479dB81Fe62cd08dd9118D080697',
} as const

export const serviceProviderRegistryAddress = {
  314: '0xf55dDbf63F1b55c3F1D4FA7e339a68AB7b64A5eB',
  314159: '0x839e5c9988e4e9977d40708d0094103c0839Ac9D',
  31415926: '0x332Fb35767182F8ac9F9C1405db626105F6694E0',
} as const

export const sessionKeyRegistryAddress = {
  314: '0x74FD50525A958aF5d484601E252271f9625231aB',
  314159: '0x518411c2062E119Aaf7A8B12A2eDf9a939347655',
  31415926: '0xBb23DA6a22e8F9BBb75637A38205f81Ef930A633',
} as const

export const usdfcAddress = {
  314: '0x80B98d3aa09ffff255c3ba4A241111Ff1262F045',
  314159: '0xb3042734b608a1B16e9e86B374A3f3e389B4cDf0',
  31415926: '0x39dD11C243Ac4Ac250980FA3AEa016f73C509f37',
} as const
