import {
  login,
  Permission as P,
  type Permission,
  readLink,
  revoke,
  UploadPermissions,
} from 'foc-session-keys'
import type { Address } from 'viem'
import { waitForTransactionReceipt } from 'viem/actions'
import { describe, expect, test, vi } from 'vitest'
import { useDevnet } from '../../client/test/helpers.ts'
import { run } from './program.ts'
import { openTerminal } from './tty.ts'
import { useFolder } from './useFolder.ts'

const devnet = useDevnet()
const folder = useFolder()
// Each runs the command several times.
vi.setConfig({ testTimeout: 60_000 })

const environment = () => ({ HOME: folder.home, NETWORK: 'devnet', RPC_URL: devnet.rpcUrl })
const open = (...args: string[]) => openTerminal(['login', '--no-browser', ...args], environment())

/** What the wallet does with the link that the terminal shows. */
async function grant(link: string, permissions: readonly Permission[], wallet = 0) {
  const asked = readLink(link)
  if (asked?.action !== 'authorize') throw new Error(link)
  const client = devnet.rootClient(wallet)
  const hash = await login(client, { permissions, sessionKeyAddress: asked.sessionKeyAddress })
  await waitForTransactionReceipt(client, { hash })
  return { asked, root: client.account.address }
}

const link =
  /http:\/\/localhost:8547\/console\/session-keys\?authorize=0x[0-9a-f]{40}&scopes=[\w,]+&network=devnet/

/** The one session that is stored. */
async function stored() {
  const sessions = await folder.sessions()
  expect(Object.keys(sessions)).toEqual(['devnet.env'])
  return sessions['devnet.env']
}

describe('a wallet that grants', () => {
  test('default: all of it, from a link in a terminal', async () => {
    const terminal = open()
    const [shown] = await terminal.shows(link)
    await terminal.shows(/asks for a code, type .*[A-Z2-9]{4}-[A-Z2-9]{4}/)
    const before = await stored()
    expect(before).toMatchObject({ NETWORK: 'devnet', mode: 0o600 })
    expect(before).not.toHaveProperty('WALLET_ADDRESS')

    const { asked, root } = await grant(shown, UploadPermissions)
    expect(asked).toMatchObject({ network: 'devnet', permissions: [...UploadPermissions] })
    expect(await terminal.ended).toBe(0)
    expect(terminal.shown()).toContain(root)
    const after = await stored()
    expect(after).toMatchObject({
      SESSION_ADDRESS: asked.sessionKeyAddress,
      SESSION_KEY: before?.SESSION_KEY,
      WALLET_ADDRESS: root,
      mode: 0o600,
    })
    expect(terminal.shown()).not.toContain(String(before?.SESSION_KEY).slice(2, 20))

    const { code, out } = await run(['status', '--json'], environment())
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ code: 'OK', data: { root, status: 'active' } })
  })

  test('behavior: a part of it is told from all of it, and the same key goes on', async () => {
    const terminal = open()
    const [shown] = await terminal.shows(link)
    await grant(shown, [P.AddPieces], 1)
    expect(await terminal.ended).toBe(2)
    expect(terminal.shown()).toMatch(/createDataSet +not granted/)
    const before = await stored()

    const again = open()
    expect((await again.shows(link))[0]).toBe(shown)
    await grant(shown, [P.CreateDataSet], 1)
    expect(await again.ended).toBe(0)
    expect((await stored())?.SESSION_KEY).toBe(before?.SESSION_KEY)
  })

  test('behavior: the wallet may be known before', async () => {
    const root = devnet.account(2).address
    const terminal = open('--wallet-address', root)
    const [shown] = await terminal.shows(link)
    // What a stranger grants is nothing to it.
    await grant(shown, UploadPermissions, 3)
    await grant(shown, UploadPermissions, 2)
    expect(await terminal.ended).toBe(0)
    expect((await stored())?.WALLET_ADDRESS).toBe(root)
  })

  test('error: of two wallets it does not choose', async () => {
    const { out } = await run(['login', '--json'], environment())
    const { data } = JSON.parse(out)
    for (const wallet of [4, 5]) await grant(data.link, UploadPermissions, wallet)
    const { code, out: again } = await run(['login', '--json'], environment())
    expect(code).toBe(2)
    expect(JSON.parse(again)).toMatchObject({
      code: 'INTERACTION_REQUIRED',
      error: { details: { roots: expect.arrayContaining([devnet.account(4).address]) } },
    })
    expect(await stored()).not.toHaveProperty('WALLET_ADDRESS')
    const chosen = await run(['login', '--wallet-address', devnet.account(4).address], environment())
    expect(chosen.code).toBe(0)
  })
})

describe('a wallet that does not', () => {
  test('behavior: nothing is granted in time', async () => {
    const terminal = open('--timeout', '1')
    expect(await terminal.ended).toBe(2)
    expect(terminal.shown()).toContain('Nobody granted it within 1 seconds.')
    expect(await stored()).toMatchObject({ mode: 0o600 })
  })

  test('behavior: what it granted it takes back', async () => {
    const { out } = await run(['login', '--json'], environment())
    const { data } = JSON.parse(out)
    const before = await stored()
    const { root } = await grant(data.link, UploadPermissions)
    const client = devnet.rootClient()
    const hash = await revoke(client, { sessionKeyAddress: data.sessionKeyAddress as Address })
    await waitForTransactionReceipt(client, { hash })
    const terminal = open()
    expect(await terminal.ended).toBe(2)
    expect(terminal.shown()).toContain(`${root} took back`)
    expect((await stored())?.SESSION_KEY).toBe(before?.SESSION_KEY)
  })
})

describe('an end before that', () => {
  test('behavior: Ctrl-C, and on with the same key', async () => {
    const terminal = open()
    const [shown] = await terminal.shows(link)
    await terminal.shows(/Waiting for the grant/)
    terminal.type('\x03')
    expect(await terminal.ended).toBe(130)
    const before = await stored()
    // Granted while nobody looks.
    await grant(shown, UploadPermissions)
    const again = await run(['login'], environment())
    expect(again.code).toBe(0)
    expect((await stored())?.SESSION_KEY).toBe(before?.SESSION_KEY)
  })

  test('behavior: killed, and on with the same key', async () => {
    const terminal = open()
    const [shown] = await terminal.shows(link)
    terminal.kill('SIGKILL')
    expect(await terminal.ended).toBe(137)
    const before = await stored()
    const again = open()
    expect((await again.shows(link))[0]).toBe(shown)
    await grant(shown, UploadPermissions)
    expect(await again.ended).toBe(0)
    expect(await stored()).toMatchObject({ SESSION_KEY: before?.SESSION_KEY, mode: 0o600 })
  })

  test('behavior: two at once have one key', async () => {
    const both = [open(), open()]
    const links = await Promise.all(both.map(async (one) => (await one.shows(link))[0]))
    expect(links[0]).toBe(links[1])
    await grant(links[0] ?? '', UploadPermissions)
    expect(await Promise.all(both.map((one) => one.ended))).toEqual([0, 0])
    await stored()
  })
})

describe('--json', () => {
  test('default: the link, the code and how to go on, at once', async () => {
    const { code, error, out } = await run(['login', '--json', '--scopes', 'addPieces'], environment())
    expect({ code, error }).toEqual({ code: 2, error: '' })
    const { actions, code: name, data } = JSON.parse(out)
    expect(name).toBe('AUTHORIZATION_INCOMPLETE')
    expect(data).toMatchObject({
      code: expect.stringMatching(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/),
      scopes: ['addPieces'],
    })
    expect(actions[0]).toMatchObject({ actor: 'user', type: 'open_url', url: data.link })
    await grant(data.link, [P.AddPieces])
    const args = actions[1].command.split(' ').slice(1)
    const again = await run(args, environment())
    expect(again.code).toBe(0)
    expect(JSON.parse(again.out).data.grants.addPieces.status).toBe('active')
  })
})

test('behavior: --fresh keeps the key that it does not go on with', async () => {
  await run(['login', '--json'], environment())
  const before = await stored()
  await run(['login', '--json', '--fresh'], environment())
  const sessions = await folder.sessions()
  const name = `devnet.before-${String(before?.SESSION_ADDRESS).slice(2, 10).toLowerCase()}.env`
  expect(Object.keys(sessions).sort()).toEqual([name, 'devnet.env'].sort())
  expect(sessions[name]).toEqual(before)
  expect(sessions['devnet.env']?.SESSION_KEY).not.toBe(before?.SESSION_KEY)
})
