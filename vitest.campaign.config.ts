import { defineConfig, mergeConfig } from 'vitest/config'
import config from './vitest.config.ts'

// Long random lives, apart from `npm test`: npm run test:campaign
export default mergeConfig(
  config,
  defineConfig({ test: { include: ['ts/test/**/*.campaign.ts'], typecheck: { enabled: false } } }),
)
