import { readFileSync } from 'node:fs'
import { getSessions, loginSync } from 'foc-session-keys'
import { calibration } from 'foc-session-keys/chains'
import type { BrowserContext, Route } from 'playwright-core'
import {
  type Address,
  type Chain,
  createPublicClient,
  createTestClient,
  createWalletClient,
  type Hex,
  http,
  numberToHex,
  pad,
} from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startAnvil } from '../../../script/test/startAnvil.ts'
import { row, useConsole } from './useConsole.ts'

const [node = ''] = calibration.rpcUrls.default.http
const explorer = calibration.blockExplorers?.default.apiUrl ?? ''
const { connect, devnet } = useConsole({ hosts: [node, explorer] })

const allowed = { 'access-control-allow-origin': '*' }

const code = (name: string) =>
  JSON.parse(readFileSync(`out/${name}.sol/${name}.json`, 'utf8')).deployedBytecode.object as Hex

let chain: Chain
let stop: () => Promise<void>
const reader = () => createPublicClient({ chain, transport: http() })

/** A registry like the one that is live on calibration: with its four functions, where it is there. */
beforeAll(async () => {
  const { multicall3, sessionKeyRegistry } = calibration.contracts
  const anvil = await startAnvil({ chainId: calibration.id, number: sessionKeyRegistry.blockCreated })
  stop = anvil.stop
  chain = { ...calibration, rpcUrls: { default: { http: [`http://127.0.0.1:${anvil.port}`] } } }
  const testClient = createTestClient({ chain, mode: 'anvil', transport: http() })
  await testClient.setCode({ address: sessionKeyRegistry.address, bytecode: code('LiveRegistry') })
  await testClient.setCode({ address: multicall3.address, bytecode: code('Multicall3') })
})
afterAll(() => stop())

const key = (number: number): Address => pad(`0xabc${number}`, { size: 20 })

/** Two keys of a wallet, with the node and the explorer of calibration being on this machine. */
async function connectWithTwo(index: number, more: { isExplorerDown?: boolean; takesCalls?: boolean } = {}) {
  const { isExplorerDown = false, takesCalls = false } = more
  const account = devnet.account(index)
  const client = createWalletClient({ account, chain, pollingInterval: 20, transport: http() })
  for (const number of [0, 1])
    await loginSync(client, { origin: `app ${number}`, sessionKeyAddress: key(10 * index + number) })
  const explore = (route: Route) =>
    isExplorerDown ? route.fulfill({ body: 'Back soon.', headers: allowed }) : answer(route)
  return connect({
    accounts: [account],
    before: async (context: BrowserContext) => {
      await context.route(`${node}**`, async (route) =>
        route.fulfill({ response: await route.fetch({ url: chain.rpcUrls.default.http[0] as string }) }),
      )
      await context.route(`${explorer}**`, explore)
    },
    chains: [chain],
    path: '?network=calibration',
    takesCalls,
  })
}

/** What an explorer has of the chain. */
async function answer(route: Route) {
  const query = new URL(route.request().url()).searchParams
  const logs = await reader().request({
    method: 'eth_getLogs',
    params: [
      {
        address: query.get('address') as Address,
        fromBlock: numberToHex(BigInt(query.get('fromBlock') ?? 0)),
        toBlock: numberToHex(BigInt(query.get('toBlock') ?? 0)),
        topics: ['topic0', 'topic1', 'topic2'].map((name) => query.get(name) as Hex | null),
      },
    ],
  })
  await route.fulfill({
    headers: allowed,
    json: { message: 'OK', result: logs, status: '1' },
  })
}

const holding = async (index: number) =>
  (await getSessions(reader(), { root: devnet.account(index) })).filter(
    ({ permissions }) => permissions.length > 0,
  )

test('behavior: several keys are revoked one after the other, until the wallet is told no', async () => {
  const { page, wallet } = await connectWithTwo(0)
  await row(page, 'app 0').getByText('Active').waitFor()
  expect(await row(page, 'app 0').innerText()).toMatch(/First on \d+ \w+ \d{4}, \d\d:\d\d/)
  await page.getByLabel('Select all that hold something').check()
  wallet.answer = () => (wallet.prompts.length > 2 ? 'No.' : undefined)
  await page.getByRole('button', { name: 'Revoke selected (2)' }).click()
  await page.getByText(/\(1 of 2\): Done/).waitFor()
  await page.getByText(/\(2 of 2\): Refused/).waitFor()
  expect(await holding(0)).toHaveLength(1)
  wallet.answer = () => undefined
  await page.getByLabel('Select all that hold something').check()
  await page.getByRole('button', { name: 'Revoke selected (1)' }).click()
  await page.getByRole('log').getByText('Done.').nth(1).waitFor()
  expect(await holding(0)).toEqual([])
})

test('behavior: several keys are revoked at one prompt of a wallet that takes several calls', async () => {
  const { page, wallet } = await connectWithTwo(1, { takesCalls: true })
  await row(page, 'app 0').waitFor()
  await page.getByLabel('Select all that hold something').check()
  await page.getByRole('button', { name: 'Revoke selected (2)' }).click()
  await page.getByText('Revoke 2 session keys: Done.').waitFor()
  expect(wallet.prompts.map(({ method }) => method).slice(1)).toEqual(['wallet_sendCalls'])
  expect(await holding(1)).toEqual([])
})

test('behavior: an explorer that does not answer is said, and the node is asked instead', async () => {
  const { page } = await connectWithTwo(2, { isExplorerDown: true })
  await page.getByText('The sessions could not be read.').waitFor()
  await page.getByRole('button', { name: 'Search through the node instead' }).click()
  await row(page, 'app 1').getByText('Active').waitFor()
  await page.getByRole('link', { name: 'app 1' }).click()
  await page.getByRole('button', { name: 'Revoke Add pieces' }).click()
  await page.getByRole('log').getByText('Done.').waitFor()
})

test('behavior: limits are not offered where they are not taken, and that is said', async () => {
  const { page } = await connectWithTwo(4)
  await row(page, 'app 0').waitFor()
  await page.getByRole('button', { name: 'New session key' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Limits cannot be set on Calibration').waitFor()
  expect(await dialog.getByLabel('Up to a limit').count()).toBe(0)
  await dialog.getByLabel('One that exists').check()
  await dialog.getByRole('textbox', { name: 'Address' }).fill(key(49))
  await dialog.getByText('may create data sets and add pieces for the wallet').waitFor()
  await dialog.getByText('Nothing here limits how many data sets it creates and how much it stores').waitFor()
})
