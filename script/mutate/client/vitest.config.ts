import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { mergeConfig } from 'vitest/config'
import config from '../../../vitest.config.ts'
import { trialOf } from './trial.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** The files that are mutated, with their mutants in them, in place of the ones that are there. */
const sources = new Map<string, string>(
  Object.entries(JSON.parse(readFileSync(trialOf(process.env).sources, 'utf8'))),
)

const { test, ...rest } = config
export default mergeConfig(rest, {
  plugins: [
    {
      name: 'mutants',
      enforce: 'pre' as const,
      load: (id: string) => (id.startsWith(root) ? sources.get(id.slice(root.length)) : undefined),
    },
  ],
  test: {
    ...test,
    // What is built is there: the command looks.
    globalSetup: [],
    dangerouslyIgnoreUnhandledErrors: true,
    // Many run at a time, and chains take a while to start.
    hookTimeout: 120_000,
    maxWorkers: 1,
    reporters: [],
    runner: fileURLToPath(new URL('runner.ts', import.meta.url)),
  },
})
