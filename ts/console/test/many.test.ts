import { expiresIn, login, UploadPermissions } from 'foc-session-keys'
import { createPublicClient, encodeFunctionData, http, pad, parseGwei } from 'viem'
import { beforeAll, expect, test } from 'vitest'
import { useConsole } from './useConsole.ts'

const { connect, devnet } = useConsole()
const count = 1000

/** A wallet that let in a thousand keys. */
beforeAll(async () => {
  const account = devnet.account(0)
  const batching = http(devnet.rpcUrl, { batch: { batchSize: 250 } })
  const client = createPublicClient({ chain: devnet.chain, transport: batching })
  const first = await client.getTransactionCount({ address: account.address })
  const expiry = await expiresIn('1d', client)
  const sign = (number: number) => {
    const sessionKeyAddress = pad(`0xabcd${(number + 0x1000).toString(16)}`, { size: 20 })
    const grant = { expiry, origin: `app ${number}`, permissions: UploadPermissions, sessionKeyAddress }
    const { abi, args, functionName, to } = login.prepare(client, grant)
    return account.signTransaction({
      chainId: devnet.chain.id,
      data: encodeFunctionData({ abi, args, functionName }),
      gas: 200_000n,
      maxFeePerGas: parseGwei('10'),
      nonce: first + number,
      to,
    })
  }
  const signed = await Promise.all(Array.from({ length: count }, (_, number) => sign(number)))
  const chain = devnet.testClient()
  await chain.setAutomine(false)
  await Promise.all(
    signed.map((serializedTransaction) => client.sendRawTransaction({ serializedTransaction })),
  )
  while ((await client.getTransactionCount({ address: account.address })) < first + count)
    await chain.mine({ blocks: 1 })
  await chain.setAutomine(true)
}, 60_000)

test('behavior: 1 000 sessions are there in 3 seconds, and the list scrolls smoothly', async () => {
  const { page } = await connect()
  const began = performance.now()
  await page.getByText('1000 of 1000 session keys').waitFor()
  await page.getByRole('article').first().waitFor()
  const took = performance.now() - began
  expect(took).toBeLessThan(3000)
  expect(await page.getByRole('article').count()).toBeLessThan(40)
  expect(await page.getByRole('listitem').first().getAttribute('aria-setsize')).toBe('1000')

  // What drawing takes of the processor, whatever else the machine does.
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const busy = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'ThreadTime')?.value ?? Number.NaN
  }
  const before = await busy()
  const frames = 120
  await page.evaluate(async (times) => {
    for (let frame = 0; frame < times; frame++) {
      window.scrollBy(0, 100)
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
  }, frames)
  // Seven screens a second, at sixty frames a second.
  expect((await busy()) - before).toBeLessThan(frames / 60)
  expect(await page.getByRole('article').count()).toBeGreaterThan(3)
  await page.waitForFunction(() => {
    window.scrollTo(0, document.documentElement.scrollHeight)
    return document.querySelector('[aria-posinset="1000"]')
  })

  await page.getByLabel('Find').fill('app 77')
  await page.getByText('11 of 1000 session keys').waitFor()
})

test('behavior: those that are found are revoked in one transaction', async () => {
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
