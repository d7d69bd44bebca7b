import { getExpirations, loginSync, Permission, revokeSync } from 'foc-session-keys'
import type { Page } from 'playwright-core'
import type { Address, Hash } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { expect, test } from 'vitest'
import { connect, says, usePages } from './usePages.ts'

const { devnet, visit } = usePages()

type Write = 'login' | 'loginSync' | 'revoke' | 'revokeAll' | 'revokeAllSync' | 'revokeSync'

/** What a write gives back, as far as JSON has it; or the name of its error. */
const write = (page: Page, name: Write, variables: object) =>
  page.evaluate(
    async ([which, given]) => {
      const mutate = window.tested.hooks?.[which].mutateAsync as (variables: object) => Promise<unknown>
      const withoutBigint = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)
      return mutate(given).then(
        (data) => JSON.parse(JSON.stringify(data, withoutBigint)),
        (error: Error) => error.name,
      )
    },
    [name, variables] as const,
  )

async function connected(index: number, watch = false) {
  const sessionKeyAddress = privateKeyToAddress(generatePrivateKey())
  const visitor = await visit([index], { sessionKeyAddress, watch })
  const page = await visitor.open()
  await connect(page)
  return { ...visitor, page, sessionKeyAddress }
}

const expiry = async (root: Address, sessionKeyAddress: Address) => {
  const expirations = await getExpirations(devnet.publicClient(), { root, sessionKeyAddress })
  return expirations[Permission.AddPieces]
}

test('default: granted and revoked, and what is shown is read again', async () => {
  const { context, page, root, sessionKeyAddress, wallet } = await connected(0)
  await says(page, 'may', 'false')
  const granted = await write(page, 'loginSync', { sessionKeyAddress })
  expect(granted.receipt.status).toBe('success')
  expect(granted.event.args.expiry).toBe(`${await expiry(root.address, sessionKeyAddress)}`)
  await says(page, 'may', 'true')
  await says(page, 'sessions', `${sessionKeyAddress} active`)
  const { receipt } = await write(page, 'revokeSync', { sessionKeyAddress })
  expect(receipt.status).toBe('success')
  await says(page, 'may', 'false')
  await says(page, 'sessions', `${sessionKeyAddress} revoked`)
  await write(page, 'loginSync', { sessionKeyAddress })
  const { events } = await write(page, 'revokeAllSync', { sessionKeyAddresses: [sessionKeyAddress] })
  expect(events).toHaveLength(1)
  await says(page, 'sessions', `${sessionKeyAddress} revoked`)
  expect(wallet.sent).toHaveLength(4)
  await context.close()
})

test('behavior: a hash comes back before it is mined; then what is shown is read again', async () => {
  const { context, page, sessionKeyAddress, wallet } = await connected(1)
  await says(page, 'sessions', '')
  const chain = devnet.testClient()
  const writes = [
    ['login', { sessionKeyAddress }, 'active'],
    ['revoke', { sessionKeyAddress }, 'revoked'],
    ['login', { sessionKeyAddress }, 'active'],
    ['revokeAll', { sessionKeyAddresses: [sessionKeyAddress] }, 'revoked'],
  ] as const
  for (const [name, variables, status] of writes) {
    await chain.setAutomine(false)
    const hash: Hash = await write(page, name, variables)
    expect(hash).toBe(wallet.sent.at(-1)?.hash)
    await chain.mine({ blocks: 1 })
    await chain.setAutomine(true)
    await says(page, 'sessions', `${sessionKeyAddress} ${status}`)
  }
  await context.close()
})

test('behavior: what anybody else grants and revokes for the wallet is shown', async () => {
  const { context, page, root, sessionKeyAddress } = await connected(2, true)
  await says(page, 'sessions', '')
  const rootClient = devnet.rootClient(2)
  await loginSync(rootClient, { sessionKeyAddress })
  await says(page, 'sessions', `${sessionKeyAddress} active`)
  await revokeSync(rootClient, { sessionKeyAddress })
  await says(page, 'sessions', `${sessionKeyAddress} revoked`)
  expect(await expiry(root.address, sessionKeyAddress)).toBe(0n)
  await context.close()
})

test('behavior: what ends by itself is shown to have', async () => {
  const { context, page, sessionKeyAddress } = await connected(3)
  const { timestamp } = await devnet.publicClient().getBlock()
  await page.evaluate(
    ([key, end]) =>
      window.tested.hooks?.loginSync
        .mutateAsync({ expiry: BigInt(end), sessionKeyAddress: key })
        .then(() => {}),
    [sessionKeyAddress, `${timestamp + 5n}`] as const,
  )
  await says(page, 'may', 'true')
  await says(page, 'sessions', `${sessionKeyAddress} expiring`)
  const chain = devnet.testClient()
  await chain.increaseTime({ seconds: 10 })
  await chain.mine({ blocks: 1 })
  await says(page, 'may', 'false')
  await says(page, 'sessions', `${sessionKeyAddress} expired`)
  await context.close()
})

test('error: the wallet says no, does not have the account, or is elsewhere', async () => {
  const { context, page, sessionKeyAddress, wallet } = await connected(4)
  const nobody = privateKeyToAddress(generatePrivateKey())
  expect(await write(page, 'login', { account: nobody, sessionKeyAddress })).toBe(
    'ConnectorAccountNotFoundError',
  )
  expect(await write(page, 'login', { chainId: 5, sessionKeyAddress })).toBe('ChainNotConfiguredError')
  expect(await write(page, 'loginSync', { sessionKeyAddress: '0x12' })).toBe('InvalidSessionKeyAddressError')
  expect(wallet.sent).toEqual([])
  wallet.answer = () => 'no'
  expect(await write(page, 'revokeSync', { sessionKeyAddress })).not.toMatchObject({ receipt: {} })
  expect(wallet.sent).toEqual([])
  await context.close()
})
