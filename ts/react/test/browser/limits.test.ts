import { getSessions, uploadLimits } from 'foc-session-keys'
import type { Page } from 'playwright-core'
import type { Hex } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { expect, test } from 'vitest'
import { countCreation } from '../createsDataSet.ts'
import { connect, says, textOf, usePages } from './usePages.ts'

const { devnet, visit } = usePages()

const bytes = 1024n ** 3n
const limits = uploadLimits({ bytes })

/** Starts, renews or ends. @returns The name of the error that it ended with. */
const change = (page: Page, name: 'end' | 'renew' | 'start', variables: object = {}) =>
  page.evaluate(
    async ([which, given]) => {
      const mutate = window.tested.hooks?.session[which].mutateAsync as (given: object) => Promise<unknown>
      return mutate(given).then(
        () => undefined,
        (error: Error) => error.name,
      )
    },
    [name, variables] as const,
  )

async function connected(index: number, setup: Parameters<typeof visit>[1] = {}) {
  const visitor = await visit([index], { bytes: `${bytes}`, ...setup })
  const page = await visitor.open()
  await connect(page)
  await says(page, 'status', 'none')
  return { ...visitor, page }
}

test('default: a session with limits has a key that no script can take, is found again, and shows what is left', async () => {
  const { context, page, root, wallet } = await connected(0)
  expect(await change(page, 'start')).toBeUndefined()
  await says(page, 'status', 'active')
  await says(page, 'curve', 'P-256')
  await says(page, 'may', 'true')
  await says(page, 'left', '2')
  const key = await textOf(page, 'key')
  const [session] = await getSessions(devnet.publicClient(), { root })
  expect(session).toMatchObject({ permissions: limits.map(({ hash }) => hash), sessionKeyAddress: key })

  await page.reload()
  await says(page, 'status', 'active')
  await says(page, 'left', '2')
  expect(await textOf(page, 'key')).toBe(key)
  expect(await textOf(page, 'curve')).toBe('P-256')
  const [stored] = (await page.evaluate(() => window.tested.stored?.())) ?? []
  expect(stored).not.toContain('privateKey')

  const signature = (await page.evaluate(() => window.tested.signCreation?.())) as Hex
  await countCreation(devnet, { root: root.address, signature })
  await says(page, 'left', '1')
  // A renewal is a fresh budget.
  expect(await change(page, 'renew', { duration: '2h' })).toBeUndefined()
  await says(page, 'left', '2')
  const sent = wallet.sent.length
  expect(sent).toBe(2)
  expect(await change(page, 'end')).toBeUndefined()
  await says(page, 'status', 'none')
  await says(page, 'sessions', `${key} revoked`)
  await context.close()
})

test('behavior: what is read again and is the same draws nothing anew, and stays with its key', async () => {
  const { context, page } = await connected(1)
  expect(await change(page, 'start')).toBeUndefined()
  await says(page, 'status', 'active')
  await says(page, 'left', '2')
  const same = await page.evaluate(async () => {
    const read = () => {
      const { session, sessions } = window.tested.hooks ?? {}
      return [session?.sessionKey, session?.session, sessions?.data?.[0]]
    }
    const before = read()
    await window.tested.queryClient.invalidateQueries()
    const after = read()
    return before.map((one, i) => one !== undefined && one === after[i])
  })
  expect(same).toEqual([true, true, true])
  await context.close()
})

test('behavior: after a mutation what is left is read again, however seldom it is otherwise', async () => {
  const { context, page, root } = await connected(3, { pollingInterval: 600_000 })
  const often = { pollingInterval: 50 }
  expect(await change(page, 'start', often)).toBeUndefined()
  await says(page, 'left', '2')
  const signature = (await page.evaluate(() => window.tested.signCreation?.())) as Hex
  await countCreation(devnet, { root: root.address, signature })
  await page.evaluate(
    async (given) => {
      await window.tested.hooks?.loginSync.mutateAsync(given)
    },
    {
      ...often,
      sessionKeyAddress: privateKeyToAddress(generatePrivateKey()),
    },
  )
  await says(page, 'left', '1')
  await context.close()
})

test('error: where the contracts take no limits, the wallet is not asked, and what is whole goes on with another key', async () => {
  const { sessionKeyAuthorizer: _, ...contracts } = devnet.chain.contracts
  const chains = [{ ...devnet.chain, contracts }] as const
  const { context, page, wallet } = await connected(2, { chains })
  expect(await change(page, 'start')).toBe('MissingAuthorizerError')
  expect(wallet.sent).toEqual([])
  await context.close()

  const visitor = await visit([2], { chains })
  const plain = await visitor.open()
  await connect(plain)
  await says(plain, 'status', 'none')
  expect(await change(plain, 'start')).toBeUndefined()
  await says(plain, 'status', 'active')
  expect(await textOf(plain, 'curve')).not.toBe('P-256')
  await visitor.context.close()
})
