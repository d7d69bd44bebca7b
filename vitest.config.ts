import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (path: string) => fileURLToPath(new URL(`ts/${path}`, import.meta.url))

export default defineConfig({
  // Tests run on the sources, as the `paths` of tsconfig.json say to TypeScript.
  resolve: {
    alias: [
      { find: /^foc-session-keys$/, replacement: source('client/src/index.ts') },
      { find: /^foc-session-keys\/(.*)$/, replacement: source('client/src/$1.ts') },
      { find: /^foc-session-keys-(devnet|react)$/, replacement: source('$1/src/index.ts') },
      { find: /^foc-session-keys-react\/(.*)$/, replacement: source('react/src/$1.ts') },
    ],
  },
  test: {
    globalSetup: 'script/test/globalSetup.ts',
    include: ['{script,ts/*,examples/*}/test/**/*.test.{ts,tsx}'],
    // These need a PostgreSQL server's programs, which not every machine has: `npm run test:postgres`.
    exclude: process.env.POSTGRES ? [] : ['examples/backend/test/instances.test.ts'],
    typecheck: { include: ['ts/*/test/**/*.test-d.{ts,tsx}'], tsconfig: './tsconfig.json' },
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
})
