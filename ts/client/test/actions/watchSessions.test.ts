import { createPublicClient } from 'viem'
import { expect, test } from 'vitest'
import { loginSync, revokeSync, watchSessions } from '../../src/index.ts'
import { errorOf, useDevnet } from '../helpers.ts'

const devnet = useDevnet()

/** Counts what is heard, and waits for more of it. */
function listener() {
  let heard = 0
  let wake: (() => void) | undefined
  return {
    get heard() {
      return heard
    },
    hear: () => {
      heard++
      wake?.()
    },
    /** Waits until it was heard that often. */
    until: async (times: number) => {
      while (heard < times)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    },
  }
}

test('default: what is granted and revoked is heard, new keys included, and of others nothing', async () => {
  const { requests, transport } = devnet.recorder()
  const client = createPublicClient({ chain: devnet.chain, pollingInterval: 20, transport })
  const rootClient = devnet.rootClient(0)
  const others = devnet.rootClient(1)
  const [mine, theirs] = [listener(), listener()]
  const ends = [
    watchSessions(client, {
      onChange: mine.hear,
      root: rootClient.account.address.toLowerCase() as `0x${string}`,
    }),
    watchSessions(client, { onChange: theirs.hear, root: others.account }),
  ]
  const { address: sessionKeyAddress } = devnet.sessionKey()
  await loginSync(rootClient, { sessionKeyAddress })
  await mine.until(1)
  await revokeSync(rootClient, { sessionKeyAddress })
  await mine.until(2)
  expect(theirs.heard).toBe(0)
  await loginSync(others, { sessionKeyAddress })
  await theirs.until(1)
  expect(mine.heard).toBe(2)
  for (const end of ends) end()
  expect(JSON.stringify(requests)).not.toContain('"from"')
  // Named, since nodes search to `latest` for a long time.
  const searches = requests.filter(({ method }) => method === 'eth_getLogs')
  expect(searches.length).toBeGreaterThan(2)
  for (const { params } of searches) expect(params).toMatchObject([{ toBlock: expect.stringMatching(/^0x/) }])
})

test('behavior: it is heard what happened shortly before, and what a reorg took back', async () => {
  const rootClient = devnet.rootClient(2)
  const chain = devnet.testClient()
  const snapshot = await chain.snapshot()
  await loginSync(rootClient, { sessionKeyAddress: devnet.sessionKey().address })
  const { hear, until } = listener()
  const end = watchSessions(devnet.publicClient(), { onChange: hear, root: rootClient.account })
  await until(1)
  await chain.revert({ id: snapshot })
  await chain.mine({ blocks: 1 })
  await until(2)
  end()
})

test('behavior: a look that is in vain is heard, and it goes on; once ended, nothing is', async () => {
  const { transport } = devnet.recorder()
  let isDown = true
  const client = createPublicClient({
    chain: devnet.chain,
    pollingInterval: 20,
    transport: (options) => {
      const inner = transport(options)
      return {
        ...inner,
        request: async (body: never) => {
          if (isDown) throw new Error('down')
          return inner.request(body)
        },
      } as typeof inner
    },
  })
  const [changes, errors] = [listener(), listener()]
  const end = watchSessions(client, { onChange: changes.hear, onError: errors.hear, root: devnet.account(4) })
  await errors.until(2)
  isDown = false
  const rootClient = devnet.rootClient(4)
  await loginSync(rootClient, { sessionKeyAddress: devnet.sessionKey().address })
  await changes.until(1)
  end()
  const { heard } = changes
  await revokeSync(rootClient, { sessionKeyAddress: devnet.sessionKey().address })
  const other = listener()
  const endOther = watchSessions(devnet.publicClient(), { onChange: other.hear, root: rootClient.account })
  await other.until(1)
  endOther()
  expect(changes.heard).toBe(heard)
})

test('error: a root that is none, a chain without a registry', async () => {
  const onChange = () => {}
  const watch = (root: `0x${string}`) => () => watchSessions(devnet.publicClient(), { onChange, root })
  expect((await errorOf(watch('0x12'))).name).toBe('InvalidRootError')
  const { contracts: _, ...chain } = devnet.chain
  const client = createPublicClient({ chain: { ...chain, id: 1 }, transport: devnet.recorder().transport })
  const lost = () => watchSessions(client, { onChange, root: devnet.account(0).address })
  expect((await errorOf(lost)).name).toBe('MissingChainContractError')
})
