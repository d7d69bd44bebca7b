import { createDevnet } from './createDevnet.ts'

/** Runs a devnet until it is told to end. */
export async function runDevnet(options: {
  blockTime: number | undefined
  folder: string | undefined
  port: number
}): Promise<void> {
  const { port } = options
  // Who reads this may go away at any time.
  process.stdout.on('error', () => {})
  // A signal during the start simply ends this process, and everything else ends with it.
  const running = await createDevnet({ ...options, providerPorts: [port + 1, port + 2] })
  const ending = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
  console.log(describe(running, options.folder))
  await ending
  await running.stop()
  console.log('The devnet has ended.')
}

function describe(devnet: createDevnet.ReturnType, folder: string | undefined): string {
  const { accounts, chain, contracts, providers, rpcUrl } = devnet
  const line = (name: string, text: string) => `  ${name.padEnd(24)} ${text}`
  return [
    `Filecoin Onchain Cloud on this machine, chain id ${chain.id}`,
    line('chain', rpcUrl),
    ...providers.map(({ serviceUrl }, index) => line(`provider ${index + 1}`, serviceUrl)),
    line('kept in', folder ?? 'a temporary folder: all is gone at the end'),
    '',
    'Contracts',
    ...Object.entries(contracts).map(([name, address]) => line(name, address)),
    '',
    'Accounts: 10 000 FIL and USDFC each; the first has a deposit and can be a root at once. Everybody knows these keys.',
    ...accounts.map(({ address, privateKey }) => `  ${address}  ${privateKey}`),
    '',
    'To paste: upload.mjs',
    snippet(devnet),
    '',
    'Ctrl-C ends it.',
  ].join('\n')
}

/** A whole program against this devnet. */
function snippet({ accounts, rpcUrl }: createDevnet.ReturnType): string {
  return `import * as SessionKey from 'foc-session-keys'
import { Synapse } from '@filoz/synapse-sdk'
import { local } from 'foc-session-keys/chains'
import { createWalletClient, http } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'

const chain = { ...local, rpcUrls: { default: { http: ['${rpcUrl}'] } } }
const account = privateKeyToAccount('${accounts[0].privateKey}')
const rootClient = createWalletClient({ account, chain, transport: http() })
const sessionKey = SessionKey.fromSecp256k1({ chain, privateKey: generatePrivateKey(), root: account.address })
await SessionKey.loginSync(rootClient, { sessionKeyAddress: sessionKey.address })
await sessionKey.syncExpirations()

const synapse = Synapse.create({ account, chain, sessionKey, source: null, transport: http() })
const { pieceCid } = await synapse.storage.upload(new TextEncoder().encode('Session key test. '.repeat(10)))
console.log('Uploaded', pieceCid.toString(), 'signed by', sessionKey.address, 'paid by', account.address)`
}
