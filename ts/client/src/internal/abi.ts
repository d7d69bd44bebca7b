import { parseAbi } from 'viem'

// The generated ABI in parts, so that an app carries what it uses: a bundler drops a part that is not used only if it spreads
// nothing, hence the repetition. A test compares each part with the whole.

/** What the registries that are live on Filecoin have, too, but for `authorizationExpiries`. */
export const coreAbi = /*#__PURE__*/ parseAbi([
  'function login(address signer, uint256 expiry, bytes32[] permissions, string origin)',
  'function revoke(address signer, bytes32[] permissions, string origin)',
  'function authorizationExpiry(address identity, address signer, bytes32 permission) view returns (uint256)',
  'function authorizationExpiries(address identity, address signer, bytes32[] permissions) view returns (uint256[])',
  'event AuthorizationsUpdated(address indexed identity, address signer, uint256 expiry, bytes32[] permissions, string origin)',
  'error ExpiryInPast(uint256 expiry, uint256 timestamp)',
  'error ExpiryTooFar(uint256 expiry)',
  'error NoPermissions()',
  'error ZeroSigner()',
])

export const fundAbi = /*#__PURE__*/ parseAbi([
  'function loginAndFund(address signer, uint256 expiry, bytes32[] permissions, string origin) payable',
  'error ExpiryInPast(uint256 expiry, uint256 timestamp)',
  'error ExpiryTooFar(uint256 expiry)',
  'error FundingFailed(address signer, uint256 value)',
  'error NoPermissions()',
  'error ZeroSigner()',
])

export const revokeAllAbi = /*#__PURE__*/ parseAbi([
  'function revokeAll(address[] signers, string origin)',
  'error NoSigners()',
])

export const logoutAbi = /*#__PURE__*/ parseAbi(['function logout(address identity, string origin)'])

export const counterAbi = /*#__PURE__*/ parseAbi([
  'function nonceOf(address identity, address signer) view returns (uint256)',
  'function generationOf(address identity, address signer) view returns (uint256)',
])

export const sessionUpdatedAbi = /*#__PURE__*/ parseAbi([
  'event SessionUpdated(address indexed signer, address indexed identity)',
])

export const bySigAbi = /*#__PURE__*/ parseAbi([
  'struct Login { address identity; address signer; uint256 expiry; bytes32[] permissions; string origin; uint256 nonce; uint256 deadline; }',
  'struct Revocation { address signer; uint256 generation; }',
  'struct RevokeAll { address identity; Revocation[] revocations; string origin; uint256 deadline; }',
  'struct Logout { address identity; address signer; string origin; uint256 generation; uint256 deadline; }',
  'function loginBySig(Login grant, bytes signature)',
  'function revokeAllBySig(RevokeAll revocation, bytes signature)',
  'function logoutBySig(Logout renunciation, bytes signature)',
  'error ExpiryInPast(uint256 expiry, uint256 timestamp)',
  'error ExpiryTooFar(uint256 expiry)',
  'error NoPermissions()',
  'error ZeroSigner()',
  'error NoSigners()',
  'error InvalidSignature(address account)',
  'error SignatureExpired(uint256 deadline, uint256 timestamp)',
  'error StaleGeneration(address signer, uint256 generation, uint256 currentGeneration)',
  'error StaleNonce(uint256 nonce, uint256 currentNonce)',
])

/** Every error of the registry, and those of the Filecoin Warm Storage Service about permissions. */
export const errorsAbi = /*#__PURE__*/ parseAbi([
  'error ExpiryInPast(uint256 expiry, uint256 timestamp)',
  'error ExpiryTooFar(uint256 expiry)',
  'error FundingFailed(address signer, uint256 value)',
  'error NoPermissions()',
  'error ZeroSigner()',
  'error NoSigners()',
  'error InvalidSignature(address account)',
  'error SignatureExpired(uint256 deadline, uint256 timestamp)',
  'error StaleGeneration(address signer, uint256 generation, uint256 currentGeneration)',
  'error StaleNonce(uint256 nonce, uint256 currentNonce)',
  'error NotAuthorized(address payer, address signer, bytes32 operation)',
  'error AuthorizationExpired(address payer, address signer, bytes32 operation, uint256 expiry)',
])
