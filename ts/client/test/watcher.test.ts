import { type Address, checksumAddress, numberToHex } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { Permission } from '../src/index.ts'
import { joinWatcher, type Member } from '../src/internal/watcher.ts'
import { errorOf } from './helpers.ts'
import { scriptedNode } from './scriptedNode.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)
const addressOf = (number: number): Address => checksumAddress(numberToHex(number, { size: 20 }))

/** Members of one watcher, and the node that it asks. */
function watched(...options: Parameters<typeof scriptedNode>) {
  const { client, node, registry: contractAddress, transport } = scriptedNode(...options)
  let keys = 0
  function join(fields: Partial<Member> = {}) {
    const heard = { answers: 0, blocks: [] as bigint[], errors: [] as string[] }
    const member: Member = {
      interval: 1000,
      onAnswer: () => heard.answers++,
      onBlock: (timestamp) => heard.blocks.push((timestamp - 1_000_000n) / 30n),
      onError: ({ message }) => heard.errors.push(/^Details: (.*)$/m.exec(message)?.[1] ?? message),
      permissions: [Permission.AddPieces],
      root: addressOf(1),
      sessionKeyAddress: addressOf(1000 + ++keys),
      ...fields,
    }
    const membership = joinWatcher({ client, contractAddress, transport }, member)
    return { heard, member, ...membership }
  }
  /** What was asked since. */
  const asked = () => node.requests.splice(0)
  /** A block with an event of that member. */
  const change = ({ root, sessionKeyAddress }: Member, block = ++node.head) =>
    node.events.push({ block, root, sessionKeyAddress })
  return { asked, change, contractAddress, join, node }
}

const fails =
  (...what: string[]) =>
  (request: string) => {
    if (what.some((one) => request.startsWith(one))) throw new Error(`no ${request}`)
  }

/** What was rejected, and nobody heard. */
const unheard: unknown[] = []
const hear = (reason: unknown) => unheard.push(reason)
beforeAll(() => void process.on('unhandledRejection', hear))
afterAll(() => void process.off('unhandledRejection', hear))
beforeEach(() => void unheard.splice(0))
afterEach(() => {
  expect(unheard.splice(0)).toEqual([])
})

describe('a look', () => {
  test('default: reads at first, then searches each interval, and reads what changed', async () => {
    const { asked, change, join, node } = watched()
    const { heard, leave, member, refresh } = join()
    expect(await refresh()).toBe(5000n)
    expect(asked()).toEqual(['head', 'read 1 as of 5000'])
    await pass(999)
    expect(asked()).toEqual([])
    await pass(1)
    expect(asked()).toEqual(['head', 'search 4993 to 5000'])
    change(member)
    node.head++
    await pass(1000)
    expect(asked()).toEqual(['head', 'block 5000', 'search 4993 to 5002', 'read 1 as of 5002'])
    // The event is found again, and is known.
    await pass(1000)
    expect(asked()).toEqual(['head', 'search 4995 to 5002'])
    expect(heard).toEqual({ answers: 2, blocks: [5000n, 5000n, 5002n, 5002n], errors: [] })
    leave()
    await pass(10_000)
    expect(asked()).toEqual([])
  })

  test('behavior: a child of the block before needs no question', async () => {
    const { asked, join, node } = watched()
    const { leave, refresh } = join()
    await refresh()
    asked()
    node.head++
    await pass(1000)
    expect(asked()).toEqual(['head', 'search 4993 to 5001'])
    leave()
  })

  test('behavior: near the beginning of a chain, it searches from there', async () => {
    const { asked, join, node } = watched()
    node.head = 6
    const { leave, refresh } = join()
    await refresh()
    for (node.head = 7; node.head < 10; node.head++) await pass(1000)
    const searches = asked().filter((one) => one.startsWith('search'))
    expect(searches).toEqual(['search 0 to 7', 'search 0 to 8', 'search 1 to 9'])
    leave()
  })

  test('behavior: of many sessions, those are read whose events are new, in whatever order these come', async () => {
    const { asked, change, join, node } = watched()
    const [mine, other, elsewhere] = [join(), join(), join({ root: addressOf(2) })]
    await Promise.all([mine, other, elsewhere].map(({ refresh }) => refresh()))
    // Those that ask at the same time are read together.
    expect(asked()).toEqual(['head', 'read 3 as of 5000'])
    expect(node.topics).toEqual([])
    change(mine.member, 5002)
    change(mine.member, 5001)
    change(other.member, 5000)
    change({ ...other.member, root: addressOf(2) }, 5001)
    node.head = 5002
    await pass(1000)
    expect(asked().at(-1)).toBe('read 1 as of 5002')
    expect([mine, other, elsewhere].map(({ heard }) => heard.answers)).toEqual([2, 1, 1])
    // Each root is named once.
    const [[, roots]] = node.topics as [[string, string[]]]
    expect(roots.map((topic) => BigInt(topic))).toEqual([1n, 2n])
    for (const { leave } of [mine, other, elsewhere]) leave()
  })

  test('behavior: the last event of a session counts, in whatever order they come; what is no event is none', async () => {
    const { asked, change, join, node } = watched()
    const { leave, member, refresh } = join()
    await refresh()
    node.head = 5001
    expect(await refresh()).toBe(5001n)
    asked()
    change(member, 5002)
    change(member, 5001)
    node.head = 5002
    await pass(1000)
    expect(asked().at(-1)).toBe('read 1 as of 5002')
    node.events.push({
      block: 5003,
      data: '0x',
      root: member.root,
      sessionKeyAddress: member.sessionKeyAddress,
    })
    node.head = 5003
    await pass(1000)
    expect(asked()).toEqual(['head', 'search 4995 to 5003'])
    leave()
  })

  test.each([
    [100, true],
    [101, false],
  ])('behavior: the roots of %i sessions are named: %s', async (count, named) => {
    const { join, node } = watched()
    const members = Array.from({ length: count }, (_, i) => join({ root: addressOf(i + 1) }))
    await members[0]?.refresh()
    await pass(1000)
    const [topics] = node.topics as [unknown[]]
    expect(topics).toHaveLength(named ? 2 : 1)
    for (const { leave } of members) leave()
  })

  test('behavior: the shortest interval of all counts', async () => {
    const { asked, join } = watched()
    const [slow, quick] = [join({ interval: 5000 }), join({ interval: 2000 })]
    await slow.refresh()
    asked()
    await pass(1999)
    expect(asked()).toEqual([])
    await pass(1)
    expect(asked()).toHaveLength(2)
    quick.leave()
    await pass(2000)
    expect(asked()).toHaveLength(2)
    await pass(4999)
    expect(asked()).toEqual([])
    await pass(1)
    expect(asked()).toHaveLength(2)
    slow.leave()
  })

  test('behavior: who asks while a look is under way has a part in the next, and who left reads nothing', async () => {
    const { asked, join, node } = watched()
    const { leave, refresh } = join()
    let later: Promise<bigint>[] = []
    node.before = (request) => {
      if (request.startsWith('read') && later.length === 0) {
        node.head++
        later = [refresh(), refresh()]
      }
    }
    expect(await refresh()).toBe(5000n)
    expect(await Promise.all(later)).toEqual([5001n, 5001n])
    expect(asked()).toEqual(['head', 'read 1 as of 5000', 'head', 'search 4993 to 5001', 'read 1 as of 5001'])
    leave()
    expect(await refresh()).toBe(-1n)
    await pass(10_000)
    expect(asked()).toEqual([])
  })

  test('behavior: who leaves while it is read is told nothing', async () => {
    const { join, node } = watched()
    const { heard, leave, refresh } = join()
    node.before = (request) => {
      if (request.startsWith('read')) leave()
    }
    await refresh()
    await pass(5000)
    expect(heard.answers).toBe(0)
  })

  test('behavior: who left asks nothing, also where others did not', async () => {
    const { asked, join } = watched()
    const [one, other] = [join(), join()]
    await one.refresh()
    other.leave()
    asked()
    expect(await other.refresh()).toBe(-1n)
    expect(asked()).toEqual([])
    one.leave()
  })

  test('behavior: who was to be read again and left is not', async () => {
    const { asked, join, node } = watched()
    const [one, other] = [join(), join()]
    node.before = fails('read')
    await errorOf(Promise.all([one.refresh(), other.refresh()]))
    other.leave()
    node.before = () => undefined
    asked()
    await pass(2000)
    expect(asked().at(-1)).toBe('read 1 as of 5000')
    one.leave()
  })

  test('behavior: once all left, the next one begins anew', async () => {
    const { asked, join } = watched()
    const first = join()
    await first.refresh()
    first.leave()
    await pass(0)
    asked()
    const second = join()
    await second.refresh()
    expect(asked()).toEqual(['head', 'read 1 as of 5000'])
    await pass(1000)
    expect(asked()).toEqual(['head', 'search 4993 to 5000'])
    second.leave()
  })

  test('behavior: every ten seconds a hundred are read without an event, those first that were read the longest ago', async () => {
    const { asked, join } = watched()
    const members = Array.from({ length: 150 }, () => join())
    await Promise.all(members.map(({ refresh }) => refresh()))
    await pass(10_000)
    expect(asked().filter((one) => one.startsWith('read'))).toEqual([
      'read 125 as of 5000',
      'read 25 as of 5000',
    ])
    await pass(1000)
    expect(asked().at(-1)).toBe('read 100 as of 5000')
    expect(members.map(({ heard }) => heard.answers)).toEqual(
      members.map((_, index) => (index < 100 ? 2 : 1)),
    )
    await pass(10_000)
    expect(asked().filter((one) => one.startsWith('read'))).toEqual([])
    await pass(1000)
    expect(asked().at(-1)).toBe('read 100 as of 5000')
    expect(members.map(({ heard }) => heard.answers)).toEqual(members.map((_, index) => (index < 50 ? 3 : 2)))
    for (const { leave } of members) leave()
  })
})

describe('a chain that is not as it was', () => {
  test.each([
    [1992, true],
    [1993, false],
  ])('behavior: after %i blocks it is searched: %s', async (gap, isSearched) => {
    const { asked, join, node } = watched()
    const { leave, refresh } = join()
    await refresh()
    asked()
    node.head += gap
    await pass(1000)
    expect(asked()).toEqual(
      isSearched
        ? ['head', 'block 5000', `search 4993 to ${5000 + gap}`]
        : ['head', `read 1 as of ${5000 + gap}`],
    )
    leave()
  })

  test.each([
    ['another block of that number', 0, ['head', 'read 1 as of 5000']],
    ['another parent', 1, ['head', 'block 5000', 'read 1 as of 5001']],
    ['another block behind it', 2, ['head', 'block 5000', 'read 1 as of 5002']],
  ])('behavior: %s makes it read everything', async (_, ahead, expected) => {
    const { asked, join, node } = watched()
    const { leave, refresh } = join()
    await refresh()
    asked()
    node.forks.push({ fork: 1, from: 5000 })
    node.head += ahead
    await pass(1000)
    expect(asked()).toEqual(expected)
    leave()
  })

  test('behavior: a node that lags behind is given two intervals, and is taken for right then', async () => {
    const { asked, join, node } = watched()
    const { heard, leave, refresh } = join()
    await refresh()
    asked()
    node.head = 4990
    await pass(1000)
    expect(asked()).toEqual(['head'])
    await pass(1000)
    expect(asked()).toEqual(['head'])
    await pass(1000)
    expect(asked()).toEqual(['head', 'read 1 as of 4990'])
    expect(heard.errors).toEqual([])
    leave()
  })

  test('behavior: one that caught up meanwhile is no other chain, and a long interval is ten seconds', async () => {
    const { asked, join, node } = watched()
    const { leave, refresh } = join({ interval: 60_000 })
    await refresh()
    asked()
    node.head = 4990
    await pass(60_000)
    node.head = 5001
    await pass(9999)
    expect(asked()).toEqual(['head'])
    await pass(1)
    expect(asked()).toEqual(['head', 'search 4993 to 5001', 'read 1 as of 5001'])
    leave()
  })

  test('behavior: for nobody it does not wait', async () => {
    const { asked, join, node } = watched()
    const { leave, refresh } = join()
    await refresh()
    asked()
    node.head = 4990
    await pass(1000)
    leave()
    await pass(60_000)
    expect(asked()).toEqual(['head', 'head'])
  })

  test('behavior: a question about an earlier block that fails is asked again, and then that block is gone', async () => {
    const { asked, join, node } = watched()
    const { heard, leave, refresh } = join()
    await refresh()
    asked()
    node.head += 2
    node.before = fails('block')
    await pass(1000)
    expect(asked()).toEqual(['head', 'block 5000'])
    expect(heard.errors).toEqual(['no block 5000'])
    await pass(2000)
    expect(asked()).toEqual(['head', 'block 5000', 'read 1 as of 5002'])
    expect(heard.errors).toHaveLength(1)
    leave()
  })
})

describe('what fails', () => {
  test('behavior: each hears of it, and the pause is doubled, up to eight intervals, until it is over', async () => {
    const { asked, join, node } = watched()
    const both = [join(), join()]
    node.before = fails('head')
    expect((await errorOf(both[0]?.refresh() as Promise<bigint>)).message).toContain('no head')
    for (const pause of [2000, 4000, 8000, 8000]) {
      asked()
      await pass(pause - 1)
      expect(asked()).toEqual([])
      await pass(1)
      expect(asked()).toEqual(['head'])
    }
    for (const { heard } of both) expect(heard.errors).toEqual(Array(5).fill('no head'))
    node.before = () => {}
    await pass(8000)
    // Whoever did not ask is read, too.
    expect(asked()).toEqual(['head', 'read 2 as of 5000'])
    await pass(1000)
    expect(asked()).toEqual(['head', 'search 4993 to 5000'])
    for (const { leave } of both) leave()
  })

  test('behavior: whose session was read hears nothing of another that was not', async () => {
    const { join, node } = watched()
    const members = Array.from({ length: 126 }, () => join())
    node.before = fails('read 1 as')
    const ends = await Promise.allSettled(members.map(({ refresh }) => refresh()))
    expect(ends.map(({ status }) => status)).toEqual([...Array(125).fill('fulfilled'), 'rejected'])
    for (const { leave } of members) leave()
  })

  test('behavior: where a search fails, everything is read with each new block; it is told once, at the third in a row', async () => {
    const { asked, join, node } = watched()
    const { heard, leave, refresh } = join()
    await refresh()
    asked()
    node.before = fails('search')
    const look = async (blocks: number) => {
      node.head += blocks
      await pass(1000)
      return asked().at(-1)
    }
    expect(await look(1)).toBe('read 1 as of 5001')
    expect(await look(0)).toBe('search 4994 to 5001')
    expect(heard.errors).toEqual([])
    expect(await look(1)).toBe('read 1 as of 5002')
    expect(heard.errors).toEqual(['no search 4994 to 5002'])
    expect(await look(1)).toBe('read 1 as of 5003')
    expect(heard.errors).toHaveLength(1)
    // One that succeeds begins the count anew.
    node.before = () => {}
    await look(0)
    node.before = fails('search')
    for (let i = 0; i < 2; i++) await look(0)
    expect(heard.errors).toHaveLength(1)
    await look(0)
    expect(heard.errors).toHaveLength(2)
    leave()
  })
})

test('behavior: what a node refuses is searched once, whatever else is asked again', async () => {
  const { asked, join, node } = watched({}, 2)
  const { leave, refresh } = join()
  node.before = fails('head')
  const failed = errorOf(refresh())
  await pass(100)
  await failed
  expect(asked()).toEqual(['head', 'head', 'head'])
  node.before = () => undefined
  await pass(2000)
  asked()
  node.before = fails('search')
  await pass(1000)
  expect(asked()).toEqual(['head', 'search 4993 to 5000'])
  leave()
})

describe('a socket', () => {
  /** A transport that can be subscribed to, and what is behind it. */
  function socket() {
    type Listener = { onData: () => void; onError: () => void; params: unknown }
    const state = {
      closed: 0,
      /** What subscribing is answered with. */
      answer: (): Promise<unknown> => Promise.resolve(),
      /** What connecting ends with. */
      failure: undefined as unknown,
      readyState: 1,
      subscribed: [] as Listener[],
      subscriptions: new Map<string, unknown>(),
      unsubscribed: 0,
    }
    const value = {
      getRpcClient: async () => {
        if (state.failure) throw state.failure
        return {
          close: () => state.closed++,
          socket: { readyState: state.readyState },
          subscriptions: state.subscriptions,
        }
      },
      subscribe: async (listener: Listener) => {
        state.subscribed.push(listener)
        await state.answer()
        return {
          unsubscribe: async () => {
            state.unsubscribed++
            throw new Error('closed')
          },
        }
      },
    }
    return { state, ...watched(value) }
  }

  test('default: once subscribed it looks at once, with each event, and five times less often', async () => {
    const { asked, contractAddress, join, state } = socket()
    const { leave, refresh } = join()
    await refresh()
    await pass(0)
    // What came while it subscribed.
    expect(asked()).toEqual(['head', 'read 1 as of 5000', 'head', 'search 4993 to 5000'])
    await pass(4999)
    expect(asked()).toEqual([])
    await pass(1)
    expect(asked()).toEqual(['head', 'search 4993 to 5000'])
    expect(state.subscribed).toHaveLength(1)
    expect(state.subscribed[0]?.params).toEqual(['logs', { address: contractAddress }])
    state.subscribed[0]?.onData()
    await pass(0)
    expect(asked()).toEqual(['head', 'search 4993 to 5000'])
    leave()
    await pass(0)
    expect(state.unsubscribed).toBe(1)
    state.subscribed[0]?.onData()
    state.subscribed[0]?.onError()
    await pass(60_000)
    expect(asked()).toEqual([])
  })

  test('behavior: one that is cut is looked through after an interval, and subscribed to again', async () => {
    const { asked, join, state } = socket()
    const { leave, refresh } = join()
    await refresh()
    await pass(0)
    asked()
    state.subscribed[0]?.onError()
    expect(state.unsubscribed).toBe(1)
    // It is over, and says no more.
    state.subscribed[0]?.onData()
    state.subscribed[0]?.onError()
    await pass(999)
    expect(asked()).toEqual([])
    expect(state.unsubscribed).toBe(1)
    await pass(1)
    expect(state.subscribed).toHaveLength(2)
    expect(asked()).toEqual(Array(2).fill(['head', 'search 4993 to 5000']).flat())
    leave()
  })

  test('behavior: one that refuses is asked at each look, which are as far apart as without', async () => {
    const { asked, join, state } = socket()
    state.answer = () => Promise.reject(new Error('no'))
    const { heard, leave, refresh } = join()
    await refresh()
    await pass(0)
    expect(asked()).toEqual(['head', 'read 1 as of 5000'])
    await pass(999)
    expect(state.subscribed).toHaveLength(1)
    await pass(1)
    expect(state.subscribed).toHaveLength(2)
    expect(asked()).toEqual(['head', 'search 4993 to 5000'])
    expect(heard.errors).toEqual([])
    leave()
  })

  test('behavior: a subscription that comes when all left is given back', async () => {
    const { asked, join, state } = socket()
    let come = () => {}
    state.answer = () => new Promise<void>((resolve) => (come = resolve))
    const { leave, refresh } = join()
    await refresh()
    leave()
    await pass(0)
    expect(state.unsubscribed).toBe(0)
    asked()
    const first = come
    const next = join()
    await next.refresh()
    expect(asked()).toEqual(['head', 'read 1 as of 5000'])
    first()
    await pass(0)
    expect(state.unsubscribed).toBe(1)
    next.leave()
  })

  test('error: one that does not connect is heard, as an error', async () => {
    const { join, state } = socket()
    state.failure = { type: 'error' }
    const { heard, leave, refresh } = join()
    expect(await errorOf(refresh())).toBeInstanceOf(Error)
    expect(heard.errors).toEqual(['The connection failed.'])
    leave()
  })

  test.each([
    ['open', 1, 0, 0],
    ['closing', 2, 0, 1],
    ['closed', 3, 0, 1],
    ['closed, and others are subscribed', 3, 1, 0],
  ])('behavior: where it is %s, it makes place for a new one', async (_, readyState, others, closed) => {
    const { join, state } = socket()
    if (others > 0) state.subscriptions.set('other', {})
    state.readyState = readyState
    const { leave, refresh } = join()
    await refresh()
    expect(state.closed).toBe(closed)
    leave()
  })

  test('behavior: after six errors nothing comes through it any more', async () => {
    const { join, node, state } = socket()
    node.before = fails('head')
    const { heard, leave, refresh } = join()
    await errorOf(refresh())
    // Looks are 2, 4 and then 8 intervals apart.
    await pass(2000 + 4000 + 3 * 8000)
    expect([heard.errors.length, state.closed]).toEqual([6, 0])
    await pass(8000)
    expect([heard.errors.length, state.closed]).toEqual([7, 1])
    leave()
  })
})
