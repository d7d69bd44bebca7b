import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { createTestClient, hexToBytes, http, publicActions } from 'viem'
import { afterEach, describe, expect, test } from 'vitest'
import { createDevnet, FolderInUseError, ForeignFolderError, PortInUseError } from '../src/index.ts'
import { lockFolder } from '../src/lock.ts'
import { end, firstLine, freePort, killMany, leftIn, nothingLeftIn, startProgram } from './processes.ts'
import { useDevnets } from './useDevnets.ts'

// What becomes of a chain, its folder and its ports when programs end, and when they meet.
const { newFolder, start: startDevnet } = useDevnets()
const children: ChildProcess[] = []

// Before the folders that they use.
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => end(child, 'SIGKILL')))
})

async function start(options?: createDevnet.Options) {
  const devnet = await startDevnet(options)
  const client = createTestClient({ chain: devnet.chain, mode: 'anvil', transport: http() })
  return { ...devnet, client: client.extend(publicActions) }
}

/** A program with a devnet that is ready. */
async function startReady(options: createDevnet.Options, temporary: string) {
  const child = startProgram('devnetProgram.ts', [JSON.stringify(options)], temporary)
  children.push(child)
  const rpcUrl = await firstLine(child)
  if (rpcUrl === undefined) throw new Error('The program has ended.')
  return { child, rpcUrl }
}

const errorOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error) => error,
  )

describe('a chain ends with its program', { timeout: 60_000 }, () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('%s', async (signal) => {
    const temporary = await newFolder()
    const { child, rpcUrl } = await startReady({}, temporary)
    expect((await leftIn(temporary)).length).toBeGreaterThan(1)
    await end(child, signal)
    await nothingLeftIn(temporary)
    await expect(fetch(rpcUrl)).rejects.toThrow()
  })

  test('behavior: killed at any time', async () => {
    const temporary = await newFolder()
    await killMany(6, temporary)
    await nothingLeftIn(temporary)
  })

  test('behavior: Ctrl-C while the command starts', async () => {
    const temporary = await newFolder()
    const child = startProgram('../src/main.ts', [`--port=${await freePort()}`], temporary)
    children.push(child)
    // As soon as there is anything to leave behind.
    while ((await leftIn(temporary)).length === 0) await new Promise((resolve) => setImmediate(resolve))
    await end(child, 'SIGINT')
    await nothingLeftIn(temporary)
  })

  test('behavior: with the one that watches over it, too', async () => {
    const temporary = await newFolder()
    await startReady({}, temporary)
    const shell = await watcherOf(temporary)
    process.kill(shell, 'SIGKILL')
    while ((await leftIn(temporary)).some((one) => one.includes('anvil '))) {
      await new Promise((resolve) => setImmediate(resolve))
    }
  })
})

/** The process that waits for the end of the program with that temporary folder. */
async function watcherOf(temporary: string): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=', '-o', 'args='])
  const line = stdout.split('\n').find((one) => one.includes('/bin/sh -c') && one.includes(temporary))
  if (!line) throw new Error('Nobody watches.')
  return Number.parseInt(line, 10)
}

/** What accounts have, by the chain that is saved in a folder. */
async function savedBalances(folder: string): Promise<bigint[]> {
  const { state } = JSON.parse(await readFile(join(folder, 'chain.json'), 'utf8').catch(() => '{}'))
  if (!state) return []
  const { accounts } = JSON.parse(gunzipSync(hexToBytes(state)).toString('utf8'))
  return Object.values<{ balance: string }>(accounts).map(({ balance }) => BigInt(balance))
}

describe('ports', () => {
  async function takenPort() {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (typeof address !== 'object' || address === null) throw new Error('There is no port.')
    return { close: () => new Promise((resolve) => server.close(resolve)), port: address.port }
  }

  test.each(['chain', 'provider'])('error: the port of the %s is in use', async (whose) => {
    const { close, port } = await takenPort()
    const options = whose === 'chain' ? { port } : { providerPorts: [0, port] as const }
    const error = await errorOf(createDevnet(options))
    await close()
    expect(error).toBeInstanceOf(PortInUseError)
    expect(error).toMatchObject({ message: expect.stringContaining(`Port ${port} `), port })
  })
})

describe('one owner a folder', { timeout: 60_000 }, () => {
  test('error: a second devnet, in this program or another', async () => {
    const folder = await newFolder()
    const { stop } = await start({ folder })
    const error = await errorOf(createDevnet({ folder }))
    expect(error).toBeInstanceOf(FolderInUseError)
    expect(error).toMatchObject({ folder, message: expect.stringContaining(folder), pid: process.pid })
    await stop()

    const { child } = await startReady({ folder }, await newFolder())
    expect(await errorOf(createDevnet({ folder }))).toMatchObject({
      name: 'FolderInUseError',
      pid: child.pid,
    })
    // Who was killed has lost it.
    await end(child, 'SIGKILL')
    await start({ folder })
  })

  test('behavior: of many that want it at once, one gets it, again and again', async () => {
    const folder = await newFolder()
    for (let round = 0; round < 20; round++) {
      // The one before has died without giving it back.
      if (round % 2 === 1) await leaveDeadOwner(folder)
      const results = await Promise.allSettled(Array.from({ length: 10 }, () => lockFolder(folder)))
      const releases = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
      expect(releases).toHaveLength(1)
      for (const result of results) {
        if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(FolderInUseError)
      }
      await releases[0]?.()
    }
    expect(await readdir(join(folder, 'owners'))).toHaveLength(1)
  })

  test('behavior: never two, however often it goes from one to the next', async () => {
    const folder = await newFolder()
    let owners = 0
    let taken = 0
    const insist = async () => {
      while (taken < 300) {
        const release = await lockFolder(folder).catch((error) => {
          if (!(error instanceof FolderInUseError)) throw error
        })
        if (!release) continue
        owners++
        taken++
        expect(owners).toBe(1)
        await new Promise(setImmediate)
        owners--
        await release()
      }
    }
    await Promise.all(Array.from({ length: 10 }, insist))
  })

  test('behavior: a process that has got the id of a dead owner is not the owner', async () => {
    const folder = await newFolder()
    await mkdir(join(folder, 'owners'))
    await symlink(`${process.pid} another start`, join(folder, 'owners', '1'))
    const release = await lockFolder(folder)
    await release()
  })

  async function leaveDeadOwner(folder: string) {
    const numbers = (await readdir(join(folder, 'owners'))).map(Number)
    await symlink('999999999 once', join(folder, 'owners', `${Math.max(...numbers) + 1}`))
  }
})

describe('what is saved', () => {
  test('behavior: state that no block has brought', async () => {
    const folder = await newFolder()
    const first = await start({ folder })
    const [{ address }] = first.accounts
    const block = await first.client.getBlockNumber()
    // Until it has been saved once, at this block.
    const path = join(folder, 'chain.json')
    while ((await errorOf(readFile(path))) !== undefined)
      await new Promise((resolve) => setImmediate(resolve))
    await first.client.setBalance({ address, value: 5n })
    expect(await first.client.getBlockNumber()).toBe(block)
    await first.stop()
    const second = await start({ folder })
    expect(await second.client.getBalance({ address })).toBe(5n)
  })

  test('behavior: another state at the same height', async () => {
    const folder = await newFolder()
    const first = await start({ folder })
    const [{ address }] = first.accounts
    const id = await first.client.snapshot()
    await first.client.mine({ blocks: 1 })
    const block = await first.client.getBlockNumber()
    await first.client.revert({ id })
    await first.client.setBalance({ address, value: 7n })
    await first.client.mine({ blocks: 1 })
    expect(await first.client.getBlockNumber()).toBe(block)
    // A program that is killed loses no more than the last seconds.
    while (!(await savedBalances(folder)).includes(7n)) await new Promise((resolve) => setImmediate(resolve))
    await first.stop()
  })

  test('error: a folder that is not one of a devnet is left as it is', async () => {
    const project = await newFolder()
    await writeFile(join(project, 'package.json'), '{}')
    const error = await errorOf(createDevnet({ folder: project }))
    expect(error).toBeInstanceOf(ForeignFolderError)
    expect(error).toMatchObject({ folder: project, message: expect.stringContaining('package.json') })
    expect(await readdir(project)).toEqual(['package.json'])

    const file = join(project, 'package.json')
    expect(await errorOf(createDevnet({ folder: file }))).toBeInstanceOf(ForeignFolderError)
    expect(await errorOf(createDevnet({ folder: join(file, 'below') }))).toBeInstanceOf(ForeignFolderError)
  })

  test.each(['', '{', 'null', '[]', '{"contracts":{},"state":"0x"}', '{"state":1}'])(
    'error: chain.json is %j',
    async (text) => {
      const folder = await newFolder()
      await writeFile(join(folder, 'chain.json'), text)
      expect(await errorOf(createDevnet({ folder }))).toMatchObject({ folder, name: 'ForeignFolderError' })
    },
  )

  test('error: the state in chain.json is none', async () => {
    const folder = await newFolder()
    await (await start({ folder })).stop()
    const chain = JSON.parse(await readFile(join(folder, 'chain.json'), 'utf8'))
    await writeFile(join(folder, 'chain.json'), JSON.stringify({ ...chain, state: '0x1234' }))
    expect(await errorOf(createDevnet({ folder }))).toMatchObject({ folder, name: 'ForeignFolderError' })
    // It is nobody's afterwards.
    await writeFile(join(folder, 'chain.json'), JSON.stringify(chain))
    await start({ folder })
  })

  test('error: the contracts in chain.json are those of another release', async () => {
    const folder = await newFolder()
    await (await start({ folder })).stop()
    const chain = JSON.parse(await readFile(join(folder, 'chain.json'), 'utf8'))
    for (const version of ['another', undefined]) {
      const saved = JSON.stringify({ ...chain, version })
      await writeFile(join(folder, 'chain.json'), saved)
      expect(await errorOf(createDevnet({ folder }))).toMatchObject({ folder, name: 'ForeignFolderError' })
      expect(await readFile(join(folder, 'chain.json'), 'utf8')).toBe(saved)
    }
  })
})

describe('programs that are no files', { timeout: 60_000 }, () => {
  const index = new URL('../src/index.ts', import.meta.url)
  // The thread that hashes must start for a piece to be stored.
  const text = `
    import { createDevnet } from '${index}'
    import { uploadPiece } from '${new URL('provider/pieces.ts', import.meta.url)}'
    const devnet = await createDevnet()
    process.stdout.write(await uploadPiece(devnet.providers[0]))
    await devnet.stop()`

  test.each(['--eval', '-'])('behavior: %s', async (how) => {
    const args = ['--import', 'tsx', '--input-type=module', how, ...(how === '-' ? [] : [text])]
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    children.push(child)
    child.stdin.end(how === '-' ? text : '')
    let out = ''
    for await (const chunk of child.stdout) out += chunk
    expect(out).toMatch(/^bafk\w+$/)
  })
})
