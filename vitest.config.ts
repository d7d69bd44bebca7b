import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: 'ts/test/globalSetup.ts',
    include: ['ts/test/**/*.test.ts'],
    typecheck: { enabled: true, include: ['ts/test/**/*.test-d.ts'], tsconfig: './tsconfig.json' },
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
})
