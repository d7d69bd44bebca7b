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
  31415926: '0x2A7Cb3D9971B4d3fc198f16A4E5f751BA2056927',
} as const

/**
 * - [__View Contract on Filecoin Mainnet Filfox__](https://filfox.info/en/address/0x74FD50525A958aF5d484601E252271f9625231aB)
 * - [__View Contract on Filecoin Calibration Filscan__](https://calibration.filscan.io/address/0x518411c2062E119Aaf7A8B12A2eDf9a939347655)
 */
export const sessionKeyRegistryConfig = {
  address: sessionKeyRegistryAddress,
  abi: sessionKeyRegistryAbi,
} as const
