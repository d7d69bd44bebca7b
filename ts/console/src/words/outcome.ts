import { SessionKeyError, TransactionReplacedError, TransactionRevertedError } from 'foc-session-keys'
import { BaseError, type Hash, UserRejectedRequestError } from 'viem'
import { ConnectorChainMismatchError } from 'wagmi'

/** How something ended that went wrong. */
export type Failure = {
  state: 'refused' | 'replaced' | 'reverted' | 'failed'
  /** What happened, and what to do. */
  message: string
  /** What was mined instead. */
  minedHash?: Hash
}

export function failureOf(error: unknown): Failure {
  if (isRefusal(error)) return { message: 'You said no in the wallet. Nothing was sent.', state: 'refused' }
  if (error instanceof TransactionReplacedError)
    return {
      message:
        error.reason === 'cancelled'
          ? 'You cancelled it in the wallet. Nothing was changed.'
          : 'The wallet sent something else in its place. Nothing was changed by this.',
      minedHash: error.replacementHash,
      state: 'replaced',
    }
  if (error instanceof TransactionRevertedError)
    return {
      message: `It was mined, and the registry refused it. Nothing was changed.${error.reason ? ` ${error.reason.shortMessage}` : ''}`,
      state: 'reverted',
    }
  return { message: messageOf(error), state: 'failed' }
}

export function messageOf(error: unknown): string {
  if (error instanceof ConnectorChainMismatchError)
    return 'The wallet is on another network. Switch it, and try again.'
  if (error instanceof SessionKeyError) return [error.shortMessage, ...(error.metaMessages ?? [])].join(' ')
  if (error instanceof BaseError) return error.shortMessage
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
}

const isRefusal = (error: unknown) =>
  error instanceof BaseError && error.walk((cause) => cause instanceof UserRejectedRequestError) !== null
