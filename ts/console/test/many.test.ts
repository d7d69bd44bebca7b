import { login, UploadPermissions } from 'foc-session-keys'
import { type Address, pad } from 'viem'
import { beforeAll, expect, test } from 'vitest'
import { row, useConsole } from './useConsole.ts'

const { connect, devnet } = useConsole()
const count = 1000

/** A wallet that let in a thousand keys. */
beforeAll(async () => {
  const client = devnet.rootClient(0)
  const chain = devnet.testClient()
  await chain.setAutomine(false)
  const expiry = BigInt(Math.floor(Date.now() / 1000) + 86_400)
  const { address } = client.account
  const first = await devnet.publicClient().getTransactionCount({ address })
  const send = (number: number) =>
    login(client, {
      expiry,
      gas: 200_000n,
      nonce: first + number,
      origin: `app ${number}`,
      permissions: UploadPermissions,
      sessionKeyAddress: pad(`0xabcd${(number + 0x1000).toString(16)}` as Address, { size: 20 }),
    })
  for (let number = 0; number < count; number += 100) {
    await Promise.all(Array.from({ length: 100 }, (_, i) => send(number + i)))
    await chain.mine({ blocks: 1 })
  }
  await chain.setAutomine(true)
}, 120_000)

test('behavior: 1 000 sessions are there in 3 seconds, and the list scrolls smoothly', async () => {
  const { page } = await connect()
  const began = performance.now()
  await page.getByText('1000 of 1000 session keys').waitFor()
  await page.getByRole('article').first().waitFor()
  const took = performance.now() - began
  expect(took).toBeLessThan(3000)
  expect(await page.getByRole('article').count()).toBeLessThan(40)
  expect(await page.getByRole('listitem').first().getAttribute('aria-setsize')).toBe('1000')

  // Frames while it scrolls by ten screens a second, to the end.
  const { frames, slow } = await page.evaluate(async () => {
    let [frames, slow, last] = [0, 0, performance.now()]
    const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
    while (window.scrollY + window.innerHeight < document.documentElement.scrollHeight - 1) {
      window.scrollBy(0, 250)
      const now = await nextFrame()
      if (now - last > 50) slow++
      last = now
      frames++
    }
    return { frames, slow }
  })
  expect(frames).toBeGreaterThan(100)
  expect(slow / frames).toBeLessThan(0.1)
  await row(page, 'app 0').waitFor()

  await page.getByLabel('Find').fill('app 77')
  await page.getByText('11 of 1000 session keys').waitFor()
})

test('behavior: all of them are revoked in one transaction', async () => {
  const { page, wallet } = await connect()
  await page.getByText('1000 of 1000 session keys').waitFor()
  await page.getByLabel('Find').fill('app 5')
  await page.getByLabel('Select all that hold something').check()
  await page.getByRole('button', { name: 'Revoke selected (111)' }).click()
  await page.getByText('Revoke 111 session keys: Done.').waitFor()
  expect(wallet.sent).toHaveLength(1)
  await page.getByLabel('Show').selectOption('Revoked')
  await page.getByText('111 of 1000 session keys').waitFor()
})
