import { randomBytes } from 'node:crypto'
import { calibration, local, mainnet } from 'foc-session-keys/chains'
import type { Hex } from 'viem'
import { bearer, tokenOf } from './bearer.ts'
import { embeddedDatabase } from './embeddedDatabase.ts'
import { localKms } from './kms.ts'
import { serveBackend } from './serveBackend.ts'
import { serverDatabase } from './serverDatabase.ts'
import { createService } from './service.ts'
import { webhook } from './sweep.ts'

const { env } = process
const chains = { calibration, local, mainnet }
function chainOf(name: string) {
  const chain = chains[name as keyof typeof chains]
  if (!chain) throw new Error(`CHAIN is ${name}: it has to be one of ${Object.keys(chains).join(', ')}.`)
  return chain
}

const folder = env.DATA_FOLDER ?? '.data'
const database = env.DATABASE_URL
  ? serverDatabase(env.DATABASE_URL)
  : await embeddedDatabase(`${folder}/database`)
const service = await createService({
  chain: chainOf(env.CHAIN ?? 'calibration'),
  database,
  kms: await localKms(env.KEY_FILE ?? `${folder}/key`),
  origin: env.ORIGIN,
  relayerKey: env.RELAYER_KEY as Hex | undefined,
  rpcUrl: env.RPC_URL,
})
const secret = env.TOKEN_SECRET ?? randomBytes(32).toString('hex')
const { stop, url } = await serveBackend(service, {
  authenticate: bearer(secret),
  hostname: env.HOST,
  // Errors may quote what users sent, so their names are all that is written.
  onError: ({ name }) => console.error(name),
  port: Number(env.PORT ?? 8787),
  tell: env.WEBHOOK_URL ? webhook(env.WEBHOOK_URL) : undefined,
})
console.log(`Listening on ${url}`)
if (!env.TOKEN_SECRET)
  console.log(`Without TOKEN_SECRET, until it ends, the token of user "alice" is ${tokenOf(secret, 'alice')}`)

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, async () => {
    await stop()
    await database.close()
  })
