import type { Code, Outcome } from '../output/envelope.ts'
import { plainText } from '../output/plainText.ts'
import { CliError } from './cliError.ts'

/**
 * What a command ends with that threw: the kind of failure and its cure, never a stack, and never a URL, whose path or query may
 * be a key of the node's owner.
 */
export async function failureOf(error: unknown): Promise<Outcome> {
  const known = error instanceof CliError ? error : await translate(error)
  return {
    actions: known.actions,
    code: known.code,
    data: null,
    error: { details: known.details, message: `${known.message} ${known.cure}`.trim() },
    text: [],
  }
}

/** An error of the client, of viem or of the system as one of the command's. Loads viem, which the start does without. */
async function translate(error: unknown): Promise<CliError> {
  const [
    { SessionKeyError },
    { BaseError, ChainMismatchError, HttpRequestError, InsufficientFundsError, ...viem },
  ] = await Promise.all([import('foc-session-keys'), import('viem')])
  const name = error instanceof Error ? error.name : 'Error'
  const details = { name }
  if (error instanceof SessionKeyError) {
    const cure = cures[name] ?? error.metaMessages?.[0] ?? ''
    const first = error.message.split('\n')[0] ?? ''
    // What was signed or sent in vain has viem's reason as its cause.
    const cause = error.cause instanceof Error ? await translate(error.cause) : undefined
    const code = cause && cause.code !== 'INTERNAL_ERROR' ? cause.code : codeOf(name)
    return new CliError(code, plainText(first), cause ? `${cause.message} ${cause.cure}` : cure, { details })
  }
  if (error instanceof BaseError) {
    const find = (kind: new (...args: never[]) => Error) => error.walk((cause) => cause instanceof kind)
    if (find(InsufficientFundsError))
      return new CliError(
        'INSUFFICIENT_FUNDS',
        'The account has not enough FIL to pay for the transaction.',
        'Send it some FIL, and run it again.',
        { details },
      )
    if (find(ChainMismatchError))
      return new CliError(
        'INVALID_ARGUMENT',
        'The node is on another chain.',
        'Pass --network or --rpc-url.',
        {
          details,
        },
      )
    const unreachable = [
      HttpRequestError,
      viem.TimeoutError,
      viem.WebSocketRequestError,
      viem.RpcRequestError,
    ]
    if (unreachable.some(find) || error.name.includes('Rpc'))
      return new CliError(
        'RPC_UNAVAILABLE',
        `The node did not answer as it should: ${plainText(error.shortMessage)}`,
        'Check --rpc-url or RPC_URL, or try again later.',
        { details: { ...details, node: plainText(withoutUrls(error.details ?? '')) } },
      )
    return new CliError('INTERNAL_ERROR', plainText(withoutUrls(error.shortMessage)), '', { details })
  }
  const system = (error as NodeJS.ErrnoException).code
  if (system === 'ABORT_ERR') return new CliError('CANCELLED', 'Cancelled.', '')
  const message = error instanceof Error ? error.message : 'Something was thrown that is no error.'
  return new CliError('INTERNAL_ERROR', plainText(withoutUrls(message)), '', { details })
}

/** What to do in a terminal, where the client tells who writes a program. */
const cures: Readonly<Record<string, string>> = {
  MissingAuthorizerError:
    'Leave out --max-bytes, --max-data-sets, --provider, --data-set and limits in --scopes or SESSION_SCOPES there: what bounds a key is a short --validity, and the lockup allowance of its root in FilecoinPay.',
}

/** Errors of the client that are about what was typed or is set. */
function codeOf(name: string): Exclude<Code, 'OK'> {
  if (
    /^(Invalid(?!StoredSession)|No(?!deBehind|thing|tAuthorized)|Missing|SessionTooLong|ExpiryIn|Unnamed|KeystorePassword)/.test(
      name,
    )
  )
    return 'INVALID_ARGUMENT'
  if (name === 'SessionKeyWithoutGasError') return 'INSUFFICIENT_FUNDS'
  if (name === 'NodeBehindError' || name === 'LogsRefusedError' || name === 'ExplorerError')
    return 'RPC_UNAVAILABLE'
  if (name === 'SessionNotFoundError' || name === 'NotAuthorizedError') return 'AUTH_REQUIRED'
  return 'INTERNAL_ERROR'
}

const withoutUrls = (text: string) => text.replace(/\b(?:https?|wss?):\/\/\S+/gi, '(URL)')
