import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { freePort } from './processes.ts'

const project = new URL('../../../', import.meta.url)
const main = new URL('../src/main.ts', import.meta.url).pathname
const running: ChildProcess[] = []
const folders: string[] = []

afterEach(async () => {
  await Promise.all(running.splice(0).map(interrupt))
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { force: true, recursive: true })))
})

async function newFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'foc-session-keys-test-'))
  folders.push(folder)
  return folder
}

/** Runs the command to its end. */
async function run(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args])
  const [out, error] = [collect(child.stdout), collect(child.stderr)]
  const [code] = await once(child, 'exit')
  return { code, error: await error, out: await out }
}

async function collect(stream: AsyncIterable<Buffer>) {
  let text = ''
  for await (const chunk of stream) text += chunk
  return text
}

/** Runs the command, as a shell would, until it says that it is ready. */
async function start(args: string[], temporary: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], {
    detached: true,
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.push(child)
  let out = ''
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk
      if (out.includes('Ctrl-C ends it.')) resolve()
    })
    child.once('exit', () => reject(new Error(`It has ended: ${out}`)))
  })
  return { child, out }
}

/** Ctrl-C: the terminal tells the whole group. Returns the exit code. */
async function interrupt(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const exit = once(child, 'exit')
  process.kill(-(child.pid as number), 'SIGINT')
  return (await exit)[0]
}

/** Runs the snippet that was printed, against the client's source. */
async function paste(out: string) {
  const snippet = out.split('upload.mjs\n')[1]?.split('\n\nCtrl-C')[0] ?? ''
  const folder = new URL('cache/snippets/', project)
  await mkdir(folder, { recursive: true })
  const file = new URL(`${process.pid}.ts`, folder)
  await writeFile(file, snippet)
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', file.pathname])
  await rm(file)
  return stdout
}

test('default: ready to paste, and nothing left behind', { timeout: 60_000 }, async () => {
  const temporary = await newFolder()
  const port = await freePort()
  const { child, out } = await start([`--port=${port}`], temporary)
  expect(out).toContain('chain id 31415926')
  expect(out).toContain(`http://127.0.0.1:${port}\n`)
  expect(out).toMatch(/fwss +0x[0-9a-fA-F]{40}/)
  expect(out).toContain('0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266')
  expect(await paste(out)).toMatch(/^Uploaded bafk\w+ signed by 0x\w{40} paid by 0xf39Fd6e5/)

  expect(await interrupt(child)).toBe(0)
  // tsx keeps what it has compiled in a folder of its own.
  const left = await readdir(temporary)
  expect(left.filter((name) => !name.startsWith('tsx'))).toEqual([])
  for (const one of [port, port + 1, port + 2]) {
    await expect(fetch(`http://127.0.0.1:${one}/`)).rejects.toThrow()
  }
})

test('behavior: --state goes on with chain and pieces', { timeout: 60_000 }, async () => {
  const temporary = await newFolder()
  const folder = join(await newFolder(), 'devnet')
  const port = await freePort()
  const first = await start([`--port=${port}`, `--state=${folder}`], temporary)
  const cid = /bafk\w+/.exec(await paste(first.out))?.[0]
  expect(await interrupt(first.child)).toBe(0)

  const second = await start([`--port=${port}`, `--state=${folder}`], temporary)
  expect((await fetch(`http://127.0.0.1:${port + 1}/piece/${cid}`)).status).toBe(200)
  const dataSet = await fetch(`http://127.0.0.1:${port + 1}/pdp/data-sets/1`)
  expect(await dataSet.json()).toMatchObject({ pieces: [{ pieceCid: cid }] })
  // The same root goes on, in the same data set.
  await paste(second.out)
  const after = await fetch(`http://127.0.0.1:${port + 1}/pdp/data-sets/1`)
  expect((await after.json()).pieces).toHaveLength(2)
})

test('behavior: --block-time', { timeout: 60_000 }, async () => {
  const port = await freePort()
  const { out } = await start([`--port=${port}`, '--block-time=1'], await newFolder())
  expect(out).toContain('Ctrl-C ends it.')
})

test.each([[['devnet']], [['--nothing']], [['--port=x']], [['--block-time=0']], [['--state=']]])(
  'error: %s',
  async (args) => {
    const { code, error, out } = await run(...args)
    expect([code, out]).toEqual([1, ''])
    expect(error).toContain('Usage: foc-session-keys-devnet')
  },
)

test('error: the port is taken', { timeout: 60_000 }, async () => {
  const port = await freePort()
  await start([`--port=${port}`], await newFolder())
  const { code, error } = await run(`--port=${port}`)
  expect(code).toBe(1)
  expect(error).toBe(
    `Port ${port} of 127.0.0.1 is in use by another program: end that one, or pass another port.\n`,
  )
})

test('--help', async () => {
  expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('--block-time') })
})
