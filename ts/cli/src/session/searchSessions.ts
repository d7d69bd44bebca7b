import { explorerLogs, LogsRefusedError, type SearchParameters, type Session } from 'foc-session-keys'
import { CliError } from '../errors/cliError.ts'
import type { Progress } from '../output/output.ts'
import type { Connection } from '../settings/network.ts'
import type { Context } from '../syntax/command.ts'

/** Sessions that were found, and who found them. */
export type Found = { sessions: Session[]; source: 'explorer' | 'node' }

/** Searches the events of the node, and those of an explorer where the node has none or forgot them. */
export async function searchSessions(
  find: (search: SearchParameters) => Promise<Session[]>,
  { connection, explorerUrl }: { connection: Connection; explorerUrl?: string | undefined },
  context: Context,
): Promise<Found> {
  const { output, signal } = context
  const url = explorerUrl ?? connection.client.chain.blockExplorers?.default.apiUrl
  try {
    return {
      sessions: await withProgress(context, (onProgress) => find({ onProgress, signal })),
      source: 'node',
    }
  } catch (error) {
    if (!(error instanceof LogsRefusedError)) throw error
    if (url === undefined)
      throw new CliError(
        'RPC_UNAVAILABLE',
        `The node gives no events of block ${error.blockNumber}: it forgot them, or keeps none.`,
        'Pass the --rpc-url of a node that does, or the --explorer-url of an explorer.',
        { details: { blockNumber: `${error.blockNumber}` } },
      )
    output.warn(
      `The node gives no events of block ${error.blockNumber}: an explorer is asked (${hostOf(url)}), which lags behind a little.`,
    )
    const source = explorerLogs({ url })
    return {
      sessions: await withProgress(context, (onProgress) => find({ onProgress, signal, source })),
      source: 'explorer',
    }
  }
}

/** Says how far it is, once it takes more than one step. */
async function withProgress<result>(
  { output }: Context,
  action: (onProgress: NonNullable<SearchParameters['onProgress']>) => Promise<result>,
): Promise<result> {
  let progress: Progress | undefined
  try {
    return await action(({ searched, total }) => {
      if (searched >= total && !progress) return
      progress ??= output.progress(`Searching ${total} blocks`)
      progress.update(`Searching ${total} blocks: ${(searched * 100n) / total} %`)
    })
  } finally {
    progress?.stop()
  }
}

/** Without the path and the query, where a key may be. */
const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).host : 'its address is none')
