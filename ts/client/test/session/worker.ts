import { readFileSync } from 'node:fs'
import { type Chain, createWalletClient, custom, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { endSession } from '../../src/session/endSession.ts'
import { renewSession } from '../../src/session/renewSession.ts'
import { startSession } from '../../src/session/startSession.ts'
import type { Task } from './processes.ts'
import { setKillAt, step, stepCount } from './step.ts'
import { storages } from './storages.ts'

// A process that does one thing, and is killed before one of its steps.
const task = JSON.parse(readFileSync(process.argv[2] as string, 'utf8')) as Task
const { action, folder, killAt, privateKey, rpcUrl } = task
setKillAt(killAt)

const chain: Chain = task.chain
const inner = http(rpcUrl)({ chain })
const client = createWalletClient({
  account: privateKeyToAccount(privateKey),
  chain,
  pollingInterval: 20,
  transport: custom({
    request: async (body) => {
      const isSending = body.method === 'eth_sendRawTransaction'
      if (isSending) step()
      const answer = await inner.request(body)
      if (isSending) step()
      return answer
    },
  }),
})
const storage = storages[task.storage](folder)

const actions = {
  end: () => endSession(client, { storage }),
  renew: () => renewSession(client, { duration: 'mobile', storage }),
  replace: () => renewSession(client, { newKey: true, storage }),
  start: () => startSession(client, { storage }),
}
const session = await actions[action]()
const address = session?.sessionKey.address ?? null
process.stdout.write(JSON.stringify({ address, steps: stepCount() }))
