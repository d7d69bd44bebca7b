import { readFileSync } from 'node:fs'

/** What the package says of itself. */
export const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  description: string
  engines: { node: string }
  version: string
}
