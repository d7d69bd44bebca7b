import { BaseError, HttpRequestError, SocketClosedError, WebSocketRequestError } from 'viem'
import { abortable } from './internal/abortable.ts'
import type { LogSource } from './internal/logs.ts'
import { createRangeSize } from './internal/rangeSize.ts'
import { type LogsRefusedError, readLogs, readPart } from './internal/readLogs.ts'

/**
 * The events that the client's own node finds. Where the node refuses, less is asked of it at a time, and more again where it
 * does not.
 *
 * @returns A `source` for `getSessions` and `findRoots`. {@link rpcLogs.ReturnType}
 *
 * @example
 * ```ts
 * import { getSessions, rpcLogs } from 'foc-session-keys'
 *
 * const sessions = await getSessions(client, { root: '0x…', source: rpcLogs() })
 * ```
 */
export function rpcLogs(): rpcLogs.ReturnType {
  const size = createRangeSize()
  return (client, request) =>
    abortable(request.signal, (signal) =>
      readLogs(request, {
        isRefusal: (error) => !signal.aborted && !isUnreachable(error),
        read: (part) => {
          // What a node refuses, it refuses again: a part of it is another question. A connection that failed is none.
          const single = part.fromBlock === part.toBlock
          const first = readPart(client, request, part, single ? { signal } : { retryCount: 0, signal })
          return first.catch((error) => {
            if (single || !isUnreachable(error)) throw error
            return readPart(client, request, part, { signal })
          })
        },
        size,
      }),
    )
}

export declare namespace rpcLogs {
  type ReturnType = LogSource

  /** What the source ends with, apart from viem's errors of a request. */
  type ErrorType = LogsRefusedError
}

/** Whether the node could not be asked, or had no time for anybody. Whatever else it says is about what was asked. */
function isUnreachable(error: unknown): boolean {
  if (!(error instanceof BaseError)) return false
  return !!error.walk(
    (cause) =>
      cause instanceof SocketClosedError ||
      cause instanceof WebSocketRequestError ||
      (cause instanceof HttpRequestError && (!cause.status || cause.status === 429)),
  )
}
