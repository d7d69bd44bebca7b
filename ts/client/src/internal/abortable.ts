/**
 * Does something whose parts end together: when one of them fails, or when the signal says so.
 *
 * @param outer - The caller's signal.
 * @param action - Given a signal that is for all of its requests.
 * @throws The outer signal's reason as soon as it is aborted, even if a request does not heed the signal.
 */
export async function abortable<result>(
  outer: AbortSignal | undefined,
  action: (signal: AbortSignal) => Promise<result>,
): Promise<result> {
  outer?.throwIfAborted()
  const inner = new AbortController()
  let abort = () => {}
  try {
    return await new Promise<result>((resolve, reject) => {
      abort = () => {
        reject(outer?.reason)
        inner.abort(outer?.reason)
      }
      outer?.addEventListener('abort', abort)
      action(inner.signal).then(resolve, reject)
    })
  } finally {
    outer?.removeEventListener('abort', abort)
    // Nothing is left to end, unless it failed.
    inner.abort()
  }
}
