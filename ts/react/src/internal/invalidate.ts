import type { QueryClient } from '@tanstack/react-query'

const names = ['getSessions', 'isAuthorized', 'loadSession', 'remaining']

/** Has everything of this package that is shown read again, and ends when it was. */
export async function invalidate(client: QueryClient): Promise<void> {
  await Promise.all(names.map((name) => client.invalidateQueries({ queryKey: [name] })))
}
