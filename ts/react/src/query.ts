export { getSessionsQueryKey, getSessionsQueryOptions } from './query/getSessions.ts'
export { isAuthorizedQueryKey, isAuthorizedQueryOptions } from './query/isAuthorized.ts'
export {
  loadSessionQueryKey,
  loadSessionQueryOptions,
  type SessionData,
  sessionKeyOf,
} from './query/loadSession.ts'
export { remainingQueryKey, remainingQueryOptions } from './query/remaining.ts'
export {
  endSessionMutationOptions,
  renewSessionMutationOptions,
  startSessionMutationOptions,
} from './query/sessionChanges.ts'
export {
  loginMutationOptions,
  loginSyncMutationOptions,
  revokeAllMutationOptions,
  revokeAllSyncMutationOptions,
  revokeMutationOptions,
  revokeSyncMutationOptions,
  type WriteVariables,
} from './query/writes.ts'
