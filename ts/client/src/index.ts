export {
  filecoinWarmStorageServiceAbi,
  filecoinWarmStorageServiceAddress,
  sessionKeyRegistryAbi,
  sessionKeyRegistryAddress,
} from './abi.ts'
export { announcePolicies, announcePoliciesSync } from './actions/announcePolicies.ts'
export { authorizationExpiry } from './actions/authorizationExpiry.ts'
export { explainError } from './actions/explainError.ts'
export { findRoots } from './actions/findRoots.ts'
export { getExpirations } from './actions/getExpirations.ts'
export {
  getSessions,
  type SearchParameters,
  type Session,
  type SessionChange,
  type SessionStatus,
} from './actions/getSessions.ts'
export { isAuthorized } from './actions/isAuthorized.ts'
export { login, loginSync } from './actions/login.ts'
export { loginAndFund, loginAndFundSync } from './actions/loginAndFund.ts'
export { logout, logoutSync } from './actions/logout.ts'
export { remaining } from './actions/remaining.ts'
export { revoke, revokeSync } from './actions/revoke.ts'
export { revokeAll, revokeAllSync } from './actions/revokeAll.ts'
export { SignedElsewhereError, sendSigned, sendSignedSync } from './actions/sendSigned.ts'
export { signLogin } from './actions/signLogin.ts'
export { signLogout } from './actions/signLogout.ts'
export { signRevokeAll } from './actions/signRevokeAll.ts'
export { SyncAllError, syncAll } from './actions/syncAll.ts'
export { watchSessions } from './actions/watchSessions.ts'
export { decodeError } from './decodeError.ts'
export {
  AuthorizationExpiredError,
  AuthorizationRevokedError,
  FundingFailedError,
  InvalidSignatureError,
  NotAuthorizedError,
  SignatureExpiredError,
  StaleGenerationError,
  StaleNonceError,
} from './errors.ts'
export { expiresIn, InvalidDurationError } from './expiresIn.ts'
export { ExplorerError, explorerLogs } from './explorerLogs.ts'
export { fromSecp256k1, InvalidPrivateKeyError } from './fromSecp256k1.ts'
export { NodeBehindError } from './internal/atLeast.ts'
export type { FoundLog, LogRequest, LogSource, ScanProgress } from './internal/logs.ts'
export { LogsRefusedError } from './internal/readLogs.ts'
export {
  MissingAccountError,
  MissingChainContractError,
  RegistryFeatureError,
} from './internal/registry.ts'
export { WalletNotDeployedError } from './internal/sign.ts'
export {
  InvalidSignedMessageError,
  type SignedLogin,
  type SignedLoginWithPolicies,
  type SignedLogout,
  type SignedMessage,
  type SignedRevokeAll,
} from './internal/signed.ts'
export { InvalidNumberError } from './internal/uint.ts'
export type { AuthorizationsUpdated } from './internal/updates.ts'
export {
  ExpiryInMillisecondsError,
  ExpiryInPastError,
  InvalidPermissionError,
  InvalidRootError,
  InvalidSessionKeyAddressError,
  isPolicy,
  NoPermissionsError,
  NoSessionKeysError,
  type PermissionOrPolicy,
} from './internal/validate.ts'
export { RegistryNotFoundError, type WriteParameters } from './internal/writeRegistry.ts'
export {
  NothingUpdatedError,
  TransactionReplacedError,
  TransactionRevertedError,
  type WaitParameters,
} from './internal/writeRegistrySync.ts'
export { MissingAuthorizerError } from './limits/authorizer.ts'
export { LimitExceededError } from './limits/limitExceededError.ts'
export { OutsidePolicyError } from './limits/outsidePolicyError.ts'
export {
  InvalidPolicyError,
  type Policy,
  type PolicyJSON,
  type PolicyTerms,
  policy,
  policyFromJSON,
} from './limits/policy.ts'
export { PolicyNotGrantedError } from './limits/policyNotGrantedError.ts'
export { uploadLimits } from './limits/uploadLimits.ts'
export { amountInWords, permissionInWords } from './limits/words.ts'
export {
  authorizeLink,
  type ConsoleLink,
  InvalidLinkError,
  type Network,
  readLink,
  revokeLink,
} from './links.ts'
export { createP256KeyPair, type P256KeyPair } from './p256/createP256KeyPair.ts'
export { fromP256, InvalidKeyPairError, TypedDataOnlyError } from './p256/fromP256.ts'
export { pairingCode } from './pairingCode.ts'
export {
  DefaultFwssPermissions,
  DestructivePermissions,
  type Expirations,
  isDestructive,
  LegacyPermission,
  operationOf,
  Permission,
  permissionName,
  UploadPermissions,
} from './permissions.ts'
export { rpcLogs } from './rpcLogs.ts'
export { type PolicyScope, permissionOf, type Scope, scopeOf, UnnamedPermissionError } from './scopes.ts'
export { scopeToDataSet } from './scopeToDataSet.ts'
export { SessionNotEndedError } from './session/end.ts'
export { endSession } from './session/endSession.ts'
export { loadSession } from './session/loadSession.ts'
export { prepareSession } from './session/prepareSession.ts'
export { renewSession, SessionNotFoundError } from './session/renewSession.ts'
export { type SessionDuration, SessionTooLongError } from './session/sessionDuration.ts'
export { startSession } from './session/startSession.ts'
export { statusOf } from './session/statusOf.ts'
export {
  KeyPairNotStorableError,
  SessionNotStoredError,
  type SessionPlace,
  type SessionState,
  type StoredSession,
} from './session/storedSession.ts'
export {
  type HasPermissionOptions,
  type SessionKey,
  type SessionKeyAccount,
  type SessionKeyEvents,
  SessionKeyNotSyncedError,
  type SessionKeyOptions,
  SessionKeyWithoutGasError,
} from './sessionKey.ts'
export {
  AmbiguousCallError,
  type SessionKeyActions,
  type SessionKeyReadActions,
  sessionKeyActions,
} from './sessionKeyActions.ts'
export { SessionKeyError } from './sessionKeyError.ts'
export { InvalidStoredSessionError } from './storage/invalidStoredSessionError.ts'
export type { PairedItem, SessionStorage } from './storage/sessionStorage.ts'
