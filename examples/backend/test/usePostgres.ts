import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, chown, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { afterAll, beforeAll } from 'vitest'

const execute = promisify(execFile)

/** Where packages put PostgreSQL without adding it to the path. */
const prefixes = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt']

/** A PostgreSQL server for the tests of one file: on the loopback interface, in a folder of its own, and gone at the end. */
export function usePostgres() {
  let server: Awaited<ReturnType<typeof startPostgres>>
  let count = 0
  beforeAll(async () => {
    server = await startPostgres()
  }, 60_000)
  afterAll(() => server?.stop())
  return {
    /** The URL of a new database. */
    newDatabase: async () => {
      const name = `test_${++count}`
      const client = new Client({ connectionString: server.url })
      await client.connect()
      await client.query(`create database ${name}`)
      await client.end()
      return server.url.replace(/postgres$/, name)
    },
  }
}

export async function startPostgres(): Promise<{ stop: () => Promise<void>; url: string }> {
  const bin = await binaries()
  const user = await serverUser()
  const folder = await mkdtemp('/tmp/backend-postgres-')
  const data = join(folder, 'data')
  if (user) await chown(folder, user.uid, user.gid)
  await mkdir(data, { mode: 0o700 })
  if (user) await chown(data, user.uid, user.gid)
  const options = { cwd: folder, env: { HOME: folder, LC_ALL: 'C', PATH: process.env.PATH }, ...user }
  await execute(join(bin, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'backend', '--no-sync'], options)

  const port = await freePort()
  const settings = ['max_connections=200', 'unix_socket_directories=', 'fsync=off'].flatMap((each) => [
    '-c',
    each,
  ])
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-h', '127.0.0.1', '-p', `${port}`, ...settings], {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const kill = () => server.kill('SIGQUIT')
  process.once('exit', kill)
  await ready(server)
  return {
    stop: async () => {
      process.off('exit', kill)
      if (server.exitCode === null && server.signalCode === null) {
        const exit = once(server, 'exit')
        // Does not wait for those who are connected.
        server.kill('SIGINT')
        await exit
      }
      await rm(folder, { force: true, recursive: true })
    },
    url: `postgres://backend@127.0.0.1:${port}/postgres`,
  }
}

async function ready(server: ChildProcess & { stderr: NonNullable<ChildProcess['stderr']> }) {
  const said: string[] = []
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: server.stderr }).on('line', (line) => {
      said.push(line)
      if (line.includes('ready to accept connections')) resolve()
    })
    server.once('error', reject)
    server.once('exit', () => reject(new Error(`PostgreSQL did not start.\n${said.join('\n')}`)))
  })
}

/** The folder with `initdb` and `postgres`. */
async function binaries(): Promise<string> {
  const installed = await Promise.all(
    prefixes.map(async (prefix) =>
      (await readdir(prefix).catch(() => []))
        .sort()
        .reverse()
        .map((name) => join(prefix, name, 'bin')),
    ),
  )
  for (const folder of [...installed.flat(), ...(process.env.PATH ?? '').split(delimiter)]) {
    const has = (name: string) =>
      access(join(folder, name)).then(
        () => true,
        () => false,
      )
    if ((await has('initdb')) && (await has('postgres'))) return folder
  }
  throw new Error(
    `These tests need a PostgreSQL server: there is no "initdb" in the path, nor below ${prefixes.join(', ')}. Install it: "apt-get install postgresql", or "brew install postgresql".`,
  )
}

/** PostgreSQL refuses to run as root: then it runs as nobody. */
async function serverUser(): Promise<{ gid: number; uid: number } | undefined> {
  if (process.getuid?.() !== 0) return
  const id = async (which: string) => Number((await execute('id', [which, 'nobody'])).stdout)
  return { gid: await id('-g'), uid: await id('-u') }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('There is no port.')
  return address.port
}
