export { authorizationExpiry } from './actions/authorizationExpiry.ts'
export { getExpirations } from './actions/getExpirations.ts'
export { isAuthorized } from './actions/isAuthorized.ts'
export { login, loginSync } from './actions/login.ts'
export { loginAndFund, loginAndFundSync } from './actions/loginAndFund.ts'
export { logout, logoutSync } from './actions/logout.ts'
export { revoke, revokeSync } from './actions/revoke.ts'
export { revokeAll, revokeAllSync } from './actions/revokeAll.ts'
export { fromSecp256k1, InvalidPrivateKeyError } from './fromSecp256k1.ts'
export {
  filecoinWarmStorageServiceAbi,
  filecoinWarmStorageServiceAddress,
  sessionKeyRegistryAbi,
  sessionKeyRegistryAddress,
} from './generated.ts'
export { MissingChainContractError, RegistryFeatureError } from './internal/registry.ts'
export {
  type AuthorizationsUpdated,
  NothingUpdatedError,
  TransactionRevertedError,
} from './internal/transactions.ts'
export {
  ExpiryInMillisecondsError,
  ExpiryInPastError,
  InvalidPermissionError,
  InvalidRootError,
  InvalidSessionKeyAddressError,
  NoPermissionsError,
  NoSessionKeysError,
} from './internal/validate.ts'
export {
  DefaultFwssPermissions,
  type Expirations,
  LegacyPermission,
  Permission,
  permissionName,
  UploadPermissions,
} from './permissions.ts'
export {
  type HasPermissionOptions,
  type SessionKey,
  type SessionKeyAccount,
  type SessionKeyEvents,
  SessionKeyNotSyncedError,
} from './sessionKey.ts'
