import { readdirSync, readFileSync } from 'node:fs'
import { defineConfig } from '@wagmi/cli'
import { foundry } from '@wagmi/cli/plugins'

const deployments = Object.fromEntries(
  readdirSync('script/deployments').map((file) => [
    Number.parseInt(file, 10),
    JSON.parse(readFileSync(`script/deployments/${file}`, 'utf8')),
  ]),
)

/** The address of a contract on each chain that has it. */
const addresses = (name: string) =>
  Object.fromEntries(
    Object.entries(deployments).flatMap(([chainId, contracts]) =>
      contracts[name] ? [[chainId, contracts[name]]] : [],
    ),
  )

export default defineConfig({
  out: 'ts/src/generated.ts',
  plugins: [
    foundry({
      project: '.',
      artifacts: 'out',
      forge: { build: false },
      include: [
        'FilecoinWarmStorageService.sol/FilecoinWarmStorageService.json',
        'SessionKeyRegistry.sol/SessionKeyRegistry.json',
      ],
      deployments: {
        FilecoinWarmStorageService: addresses('fwss'),
        SessionKeyRegistry: addresses('sessionKeyRegistry'),
      },
    }),
  ],
})
