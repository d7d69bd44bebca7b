import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { loginSync } from 'foc-session-keys'
import { afterAll, expect, test } from 'vitest'
import { grantOf, newData, secret, storedBy, useBackend, userOfApp } from './helpers.ts'

// The program as it is started, with the embedded database in a folder.
const backend = useBackend()
const running = new Set<ChildProcess>()
afterAll(() => Promise.all([...running].map((child) => end(child, 'SIGKILL'))))

async function start() {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('../src/main.ts', import.meta.url))],
    {
      env: {
        ...process.env,
        CHAIN: 'local',
        DATA_FOLDER: join(backend.folder, 'data'),
        PORT: '0',
        RELAYER_KEY: backend.devnet.accounts.at(-1)?.privateKey,
        RPC_URL: backend.devnet.rpcUrl,
        TOKEN_SECRET: secret,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  running.add(child)
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^Listening on (\S+)$/.exec(line)?.[1]
    if (url) return { child, user: userOfApp((path, init) => fetch(`${url}${path}`, init), 'alice') }
  }
  throw new Error('The service did not start.')
}

async function end(child: ChildProcess, signal: NodeJS.Signals) {
  running.delete(child)
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill(signal)
  await exit
}

test('default: the service keeps what it has when it is killed, and ends when it is told to', async () => {
  const root = backend.wallet(0)
  const first = await start()
  const { body } = await first.user.start({ root: root.account.address })
  await end(first.child, 'SIGKILL')

  await loginSync(root, grantOf(body.signLogin))
  const second = await start()
  expect(await second.user.session()).toMatchObject({ body: { address: body.address, status: 'active' } })
  const content = newData()
  const upload = second.user.upload(content, 'photo').catch(() => undefined)
  await end(second.child, 'SIGKILL')
  await upload

  const third = await start()
  expect((await third.user.upload(content, 'photo')).status).toBe(200)
  expect((await storedBy(backend.devnet, root.account.address)).pieces.length).toBe(1)
  expect((await third.user.end()).body.status).toBe('none')
  expect((await stat(join(backend.folder, 'data'))).mode & 0o077).toBe(0)
  await end(third.child, 'SIGTERM')
  expect(third.child.exitCode).toBe(0)
}, 60_000)
