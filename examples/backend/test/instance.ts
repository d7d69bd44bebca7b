import type { SynapseChain } from 'foc-session-keys/chains'
import type { Hex } from 'viem'
import { bearer } from '../src/bearer.ts'
import { localKms } from '../src/kms.ts'
import { serveBackend } from '../src/serveBackend.ts'
import { serverDatabase } from '../src/serverDatabase.ts'
import { createService } from '../src/service.ts'
import { webhook } from '../src/sweep.ts'

/** What an instance of its own process is told. */
export type InstanceOptions = {
  chain: SynapseChain
  databaseUrl: string
  interval?: number
  keyFile: string
  /** Before (odd) or after (even) which of its writes it is killed, counted from 1 with the first request. */
  killAt?: number
  relayerKey: Hex
  tokenSecret: string
  webhookUrl?: string
}

const options: InstanceOptions = JSON.parse(process.argv[2] ?? '')

let armed = false
let steps = 0
function step() {
  if (armed && ++steps === options.killAt) process.kill(process.pid, 'SIGKILL')
}

/** Runs what changes something, with a step before it and a step after it. */
async function stepping<result>(changes: boolean, action: () => Promise<result>): Promise<result> {
  if (changes) step()
  const result = await action()
  if (changes) step()
  return result
}

const { fetch } = globalThis
globalThis.fetch = (input, init) => {
  const isRead =
    (init?.method ?? 'GET') === 'GET' ||
    (typeof init?.body === 'string' && /"method":"eth_(?!sendRaw)/.test(init.body))
  return stepping(!isRead, () => fetch(input, init))
}
const database = serverDatabase(options.databaseUrl)
const service = await createService({
  chain: options.chain,
  database: {
    ...database,
    query: (sql, values) => stepping(!/^\s*select/i.test(sql), () => database.query(sql, values)),
  },
  kms: await localKms(options.keyFile),
  pollingInterval: 20,
  relayerKey: options.relayerKey,
})
const authenticate = bearer(options.tokenSecret)
const { url } = await serveBackend(service, {
  authenticate: (request) => {
    armed = true
    return authenticate(request)
  },
  interval: options.interval,
  onError: (error) => console.error(error),
  tell: options.webhookUrl === undefined ? undefined : webhook(options.webhookUrl),
})
console.log(url)
