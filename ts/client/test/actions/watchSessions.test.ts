import { createPublicClient } from 'viem'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { loginSync, revokeSync, watchSessions } from '../../src/index.ts'
import { errorOf, useDevnet } from '../helpers.ts'
import { scriptedNode } from '../scriptedNode.ts'

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

describe('what it asks', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)
  const root = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'

  function watched(parameters: Partial<watchSessions.Parameters> = {}) {
    const { client, node } = scriptedNode()
    const onChange = vi.fn()
    const end = watchSessions(client, { onChange, pollingInterval: 1000, root, ...parameters })
    const event = (block: number) => node.events.push({ block, root, sessionKeyAddress: root })
    /** What was asked, and how often something changed, in a look at a chain that is that far. */
    const look = async (head: number) => {
      node.head = head
      node.requests.length = 0
      onChange.mockClear()
      await pass(1000)
      return [...node.requests, onChange.mock.calls.length]
    }
    return { client, end, event, look, node, onChange }
  }

  test('default: the last blocks at first, then what came since, and those before it again', async () => {
    const { end, look, node, onChange } = watched()
    await pass(0)
    expect(node.requests).toEqual(['head', 'search 4992 to 5000'])
    expect(onChange).not.toHaveBeenCalled()
    expect(await look(5000)).toEqual(['head', 0])
    expect(await look(5001)).toEqual(['head', 'search 4992 to 5001', 0])
    expect(await look(5050)).toEqual(['head', 'search 4993 to 5050', 0])
    expect(node.topics.map((topics) => (topics as string[]).length)).toEqual([2, 2, 2])
    end()
  })

  test('behavior: the interval is the client’s, if none is given', async () => {
    const { client, node } = scriptedNode()
    const end = watchSessions(client, { onChange: () => {}, root })
    await pass(client.pollingInterval - 1)
    expect(node.requests).toHaveLength(2)
    await pass(1)
    expect(node.requests).toHaveLength(3)
    end()
  })

  test('behavior: an event is told once, however often it is found, and what is far behind is not gone', async () => {
    const { end, event, look, onChange } = watched()
    event(4999)
    await pass(0)
    expect(onChange).toHaveBeenCalledTimes(1)
    expect(await look(5001)).toEqual(['head', 'search 4992 to 5001', 0])
    event(5001)
    event(5002)
    expect(await look(5002)).toEqual(['head', 'search 4993 to 5002', 1])
    expect(await look(5010)).toEqual(['head', 'search 4994 to 5010', 0])
    // Block 5001 is out of sight, and 5002 just not.
    expect(await look(5011)).toEqual(['head', 'search 5002 to 5011', 0])
    expect(await look(5012)).toEqual(['head', 'search 5003 to 5012', 0])
    end()
  })

  test('behavior: an event that was taken back is told, also at the edge of what is searched', async () => {
    const { end, event, look, node } = watched()
    await pass(0)
    event(5002)
    event(5003)
    expect(await look(5010)).toEqual(['head', 'search 4992 to 5010', 1])
    node.events.shift()
    expect(await look(5011)).toEqual(['head', 'search 5002 to 5011', 1])
    // The same event in another block is another.
    node.forks.push({ fork: 1, from: 5003 })
    expect(await look(5010)).toEqual(['head', 'search 5002 to 5010', 1])
    end()
  })

  test('behavior: a chain that got shorter is searched from its end', async () => {
    const { end, look } = watched()
    await pass(0)
    expect(await look(4990)).toEqual(['head', 'search 4982 to 4990', 0])
    end()
  })

  test.each([
    [2000, ['head', 'search 4992 to 7000', 0]],
    [2001, ['head', 'search 6993 to 7001', 1]],
  ])('behavior: after %i blocks', async (gap, expected) => {
    const { end, look } = watched()
    await pass(0)
    expect(await look(5000 + gap)).toEqual(expected)
    end()
  })

  test('behavior: near the beginning of a chain, it searches from there', async () => {
    const { end, look } = watched()
    await pass(0)
    expect(await look(7)).toEqual(['head', 'search 0 to 7', 0])
    expect(await look(9)).toEqual(['head', 'search 0 to 9', 0])
    expect(await look(10)).toEqual(['head', 'search 1 to 10', 0])
    end()
  })

  test.each([true, false])(
    'behavior: what fails is told to whoever listens (%s), and it goes on',
    async (listens) => {
      const onError = vi.fn()
      const failure = new Error('mine')
      const onChange = vi.fn(() => {
        throw failure
      })
      const { end, event, node } = watched({ onChange, ...(listens && { onError }) })
      node.before = () => {
        throw new Error('down')
      }
      await pass(0)
      node.before = () => undefined
      event(5000)
      await pass(1000)
      expect(onChange).toHaveBeenCalledTimes(1)
      event(5001)
      node.head++
      await pass(1000)
      expect(onChange).toHaveBeenCalledTimes(2)
      const told = onError.mock.calls.map(([{ details, message }]) => details ?? message)
      expect(told).toEqual(listens ? ['down', 'mine', 'mine'] : [])
      end()
    },
  )

  test.each(['down', undefined])(
    'behavior: once ended, also while it looks, nothing is heard',
    async (failure) => {
      const onError = vi.fn()
      const { end, event, node, onChange } = watched({ onError })
      event(5000)
      let answer = () => {}
      node.before = () =>
        new Promise<void>((resolve, reject) => {
          answer = () => (failure ? reject(new Error(failure)) : resolve())
        })
      await pass(0)
      end()
      node.before = () => undefined
      answer()
      await pass(10_000)
      expect([onChange.mock.calls, onError.mock.calls]).toEqual([[], []])
      expect(node.requests.length).toBeLessThanOrEqual(2)
    },
  )

  test('behavior: once ended, it looks no more', async () => {
    const { end, node } = watched()
    await pass(0)
    end()
    await pass(10_000)
    expect(node.requests).toHaveLength(2)
  })
})
