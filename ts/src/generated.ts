//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// FilecoinWarmStorageService
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

/**
 * - [__View Contract on Filecoin Mainnet Filfox__](https://filfox.info/en/address/0x8408502033C418E1bbC97cE9ac48E5528F371A9f)
 * - [__View Contract on Filecoin Calibration Filscan__](https://calibration.filscan.io/address/0x02925630df557F957f70E112bA06e50965417CA0)
 */
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
    ],
    stateMutability: 'nonpayable',
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
    inputs: [{ name: 'totalBytes', internalType: 'uint256', type: 'uint256' }],
    name: 'calculateRatePerEpoch',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [],
    name: 'cancelOwnershipHandover',
    outputs: [],
    stateMutability: 'payable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'payer', internalType: 'address', type: 'address' },
      { name: 'offset', internalType: 'uint256', type: 'uint256' },
      { name: 'limit', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'clientDataSets',
    outputs: [{ name: '', internalType: 'uint256[]', type: 'uint256[]' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'payer', internalType: 'address', type: 'address' }],
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
    inputs: [
      { name: 'pendingOwner', internalType: 'address', type: 'address' },
    ],
    name: 'completeOwnershipHandover',
    outputs: [],
    stateMutability: 'payable',
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
    inputs: [],
    name: 'filBeamBeneficiaryAddress',
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
        internalType: 'struct IFilecoinWarmStorageService.DataSetInfoView[]',
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
        internalType: 'struct IFilecoinWarmStorageService.DataSetInfoView[]',
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
          { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'payer', internalType: 'address', type: 'address' }],
    name: 'getClientDataSetsLength',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'dataSetId', internalType: 'uint256', type: 'uint256' }],
    name: 'getDataSet',
    outputs: [
      {
        name: 'info',
        internalType: 'struct IFilecoinWarmStorageService.DataSetInfoView',
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
        internalType: 'struct IFilecoinWarmStorageService.Prices',
        type: 'tuple',
        components: [
          { name: 'token', internalType: 'address', type: 'address' },
          {
            name: 'rates',
            internalType: 'struct IFilecoinWarmStorageService.Rates',
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
            internalType: 'struct IFilecoinWarmStorageService.Fees',
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
            internalType: 'struct IFilecoinWarmStorageService.Lockups',
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
    inputs: [{ name: 'providerId', internalType: 'uint256', type: 'uint256' }],
    name: 'isProviderApproved',
    outputs: [{ name: '', internalType: 'bool', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
      { name: '', internalType: 'uint256', type: 'uint256' },
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
    outputs: [{ name: 'result', internalType: 'address', type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'pendingOwner', internalType: 'address', type: 'address' },
    ],
    name: 'ownershipHandoverExpiresAt',
    outputs: [{ name: 'result', internalType: 'uint256', type: 'uint256' }],
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
      { name: '', internalType: 'uint256', type: 'uint256' },
      { name: '', internalType: 'uint256', type: 'uint256' },
      { name: '', internalType: 'uint256', type: 'uint256' },
      { name: '', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'possessionProven',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: '', internalType: 'uint256', type: 'uint256' },
      { name: 'terminator', internalType: 'address', type: 'address' },
      { name: '', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'railTerminated',
    outputs: [],
    stateMutability: 'view',
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
    stateMutability: 'payable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'requestOwnershipHandover',
    outputs: [],
    stateMutability: 'payable',
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
    inputs: [{ name: 'newOwner', internalType: 'address', type: 'address' }],
    name: 'transferOwnership',
    outputs: [],
    stateMutability: 'payable',
  },
  {
    type: 'function',
    inputs: [{ name: 'dataSetId', internalType: 'uint256', type: 'uint256' }],
    name: 'updateRate',
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
      { name: '', internalType: 'uint256', type: 'uint256' },
      { name: 'proposedAmount', internalType: 'uint256', type: 'uint256' },
      { name: '', internalType: 'uint256', type: 'uint256' },
      { name: 'toEpoch', internalType: 'uint256', type: 'uint256' },
      { name: '', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'validatePayment',
    outputs: [
      {
        name: '',
        internalType: 'struct IValidator.ValidationResult',
        type: 'tuple',
        components: [
          { name: 'modifiedAmount', internalType: 'uint256', type: 'uint256' },
          { name: 'settleUpto', internalType: 'uint256', type: 'uint256' },
          { name: 'note', internalType: 'string', type: 'string' },
        ],
      },
    ],
    stateMutability: 'pure',
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
        name: 'pendingOwner',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
    ],
    name: 'OwnershipHandoverCanceled',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'pendingOwner',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
    ],
    name: 'OwnershipHandoverRequested',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'oldOwner',
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
  { type: 'error', inputs: [], name: 'AlreadyInitialized' },
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
      { name: 'clientDataSetId', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'ClientDataSetAlreadyRegistered',
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
  { type: 'error', inputs: [], name: 'IndexOutOfBounds' },
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
    inputs: [{ name: 'dataSetId', internalType: 'uint256', type: 'uint256' }],
    name: 'InvalidDataSetId',
  },
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
  { type: 'error', inputs: [], name: 'NewOwnerIsZeroAddress' },
  { type: 'error', inputs: [], name: 'NoHandoverRequest' },
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
    inputs: [
      { name: 'dataSetId', internalType: 'uint256', type: 'uint256' },
      { name: 'pdpEndEpoch', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'PaymentRailsNotFinalized',
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
    inputs: [{ name: 'providerId', internalType: 'uint256', type: 'uint256' }],
    name: 'ProviderNotApproved',
  },
  {
    type: 'error',
    inputs: [{ name: 'provider', internalType: 'address', type: 'address' }],
    name: 'ProviderNotRegistered',
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
  { type: 'error', inputs: [], name: 'Unauthorized' },
  { type: 'error', inputs: [], name: 'ZeroAddressPayer' },
] as const

/**
 * - [__View Contract on Filecoin Mainnet Filfox__](https://filfox.info/en/address/0x8408502033C418E1bbC97cE9ac48E5528F371A9f)
 * - [__View Contract on Filecoin Calibration Filscan__](https://calibration.filscan.io/address/0x02925630df557F957f70E112bA06e50965417CA0)
 */
export const filecoinWarmStorageServiceAddress = {
  314: '0x8408502033C418E1bbC97cE9ac48E5528F371A9f',
  314159: '0x02925630df557F957f70E112bA06e50965417CA0',
  31415926: '0x37cA242a94945CdC3d3F155452a82Af6374bebD7',
} as const

/**
 * - [__View Contract on Filecoin Mainnet Filfox__](https://filfox.info/en/address/0x8408502033C418E1bbC97cE9ac48E5528F371A9f)
 * - [__View Contract on Filecoin Calibration Filscan__](https://calibration.filscan.io/address/0x02925630df557F957f70E112bA06e50965417CA0)
 */
export const filecoinWarmStorageServiceConfig = {
  address: filecoinWarmStorageServiceAddress,
  abi: filecoinWarmStorageServiceAbi,
} as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// SessionKeyRegistry
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

/**
 * - [__View Contract on Filecoin Mainnet Filfox__](https://filfox.info/en/address/0x74FD50525A958aF5d484601E252271f9625231aB)
 * - [__View Contract on Filecoin Calibration Filscan__](https://calibration.filscan.io/address/0x518411c2062E119Aaf7A8B12A2eDf9a939347655)
 */
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

/**
 * - [__View Contract on Filecoin Mainnet Filfox__](https://filfox.info/en/address/0x74FD50525A958aF5d484601E252271f9625231aB)
 * - [__View Contract on Filecoin Calibration Filscan__](https://calibration.filscan.io/address/0x518411c2062E119Aaf7A8B12A2eDf9a939347655)
 */
export const sessionKeyRegistryAddress = {
  314: '0x74FD50525A958aF5d484601E252271f9625231aB',
  314159: '0x518411c2062E119Aaf7A8B12A2eDf9a939347655',
  31415926: '0xD3deB8A0d02a71F7D9790CdD4FF5fff15dEeFc35',
} as const

/**
 * - [__View Contract on Filecoin Mainnet Filfox__](https://filfox.info/en/address/0x74FD50525A958aF5d484601E252271f9625231aB)
 * - [__View Contract on Filecoin Calibration Filscan__](https://calibration.filscan.io/address/0x518411c2062E119Aaf7A8B12A2eDf9a939347655)
 */
export const sessionKeyRegistryConfig = {
  address: sessionKeyRegistryAddress,
  abi: sessionKeyRegistryAbi,
} as const
