//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// Authorizer
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const authorizerAbi = [
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
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// BySig
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const bySigAbi = [
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
  { type: 'error', inputs: [], name: 'NoPermissions' },
  { type: 'error', inputs: [], name: 'ZeroSigner' },
  {
    type: 'error',
    inputs: [{ name: 'account', type: 'address' }],
    name: 'InvalidSignature',
  },
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
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// Core
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const coreAbi = [
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
    type: 'event',
    inputs: [
      { name: 'identity', type: 'address', indexed: true },
      { name: 'signer', type: 'address' },
      { name: 'expiry', type: 'uint256' },
      { name: 'permissions', type: 'bytes32[]' },
      { name: 'origin', type: 'string' },
    ],
    name: 'AuthorizationsUpdated',
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
  { type: 'error', inputs: [], name: 'NoPermissions' },
  { type: 'error', inputs: [], name: 'ZeroSigner' },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// Counter
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const counterAbi = [
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
    ],
    name: 'nonceOf',
    outputs: [{ name: '', type: 'uint256' }],
    stateMutability: 'view',
  },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// Errors
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const errorsAbi = [
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
  { type: 'error', inputs: [], name: 'NoPermissions' },
  { type: 'error', inputs: [], name: 'ZeroSigner' },
  {
    type: 'error',
    inputs: [{ name: 'account', type: 'address' }],
    name: 'InvalidSignature',
  },
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
// Fund
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const fundAbi = [
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
    type: 'error',
    inputs: [
      { name: 'signer', type: 'address' },
      { name: 'value', type: 'uint256' },
    ],
    name: 'FundingFailed',
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
  { type: 'error', inputs: [], name: 'NoPermissions' },
  { type: 'error', inputs: [], name: 'ZeroSigner' },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// Policies
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const policiesAbi = [
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
  { type: 'error', inputs: [], name: 'NoPermissions' },
  { type: 'error', inputs: [], name: 'ZeroSigner' },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// PolicyAnnounced
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const policyAnnouncedAbi = [
  {
    type: 'event',
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
      },
    ],
    name: 'PolicyAnnounced',
  },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// SessionUpdated
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const sessionUpdatedAbi = [
  {
    type: 'event',
    inputs: [
      { name: 'signer', type: 'address', indexed: true },
      { name: 'identity', type: 'address', indexed: true },
    ],
    name: 'SessionUpdated',
  },
] as const
