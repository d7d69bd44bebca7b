/** What went wrong, in a sentence. */
export function Problem({ error }: { error: Error | null }) {
  if (!error) return null
  const { message, shortMessage } = error as Error & { shortMessage?: string }
  return <p role="alert">{shortMessage ?? message}</p>
}
