import { mergeConfig } from 'vitest/config'
import config from '../../../vitest.config.ts'

// What Stryker runs: the tests of the client that are over soon. Long chains, thousands of keys, random lives, killed processes and
// browsers are left to `npm test`, and so is the building of the chain that devnets begin with.
const quick = mergeConfig(config, { test: {} })
quick.test.globalSetup = []
quick.test.include = ['ts/client/test/**/*.test.ts']
quick.test.exclude = [
  'ts/client/test/{abi,chains,fwssAbi,guide,links,live,longChain,permissions,randomLife,scale}.test.ts',
  'ts/client/test/{browser,limits}/**',
  'ts/client/test/session/{kill,useCases}.test.ts',
]
quick.test.typecheck = { enabled: false }

export default quick
