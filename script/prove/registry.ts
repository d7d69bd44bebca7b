import type { Context } from 'z3-solver'
import { hashOf } from './abi.ts'
import type { Outcome } from './evm.ts'
import { type Artifact, createScene, type Promised, permissions } from './scene.ts'
import { load, slotOf, type Writes } from './storage.ts'
import type { Truth, Word } from './words.ts'
import { createWriters, type Session, type Writer } from './writers.ts'

/** Which mapping of the contract is which, and where in a session's slot something is. */
const [sessions, customExpiries] = [0n, 1n]
const lanes = { CreateDataSet: 27, AddPieces: 22, SchedulePieceRemovals: 17, TerminateService: 12 }

/** What the registry promises. */
export async function promises(z3: Context<'main'>, artifact: Artifact): Promise<Promised[]> {
  const scene = await createScene(z3, artifact)
  const { abi, anyAddress, any, calling, deployed, name, refute, refuteEach, time, view, words } = scene
  const { and, atMost, bytesOf, choose, implies, not, or, plus, same, wordFrom, wordOf } = words
  const { caller, writers } = createWriters(scene)
  const sent = any('FIL sent along')

  // Whatever is looked at: one permission of one session, and what is stored for it in one generation.
  const [identity, signer] = [anyAddress('payer'), anyAddress('signer')]
  const [permission, generation] = [any('permission'), any('generation')]

  const read = async (writes: Writes): Promise<Session> => ({
    expiry: await view(writes, 'authorizationExpiry(address,address,bytes32)', identity, signer, permission),
    generation: await view(writes, 'generationOf(address,address)', identity, signer),
    nonce: await view(writes, 'nonceOf(address,address)', identity, signer),
  })
  /** The expiry that is stored for a permission without a lane, in a generation. */
  const stored = (writes: Writes, of: Word) =>
    load(words, { writes }, slotOf(words, customExpiries, identity, signer, of, permission))
  const before = await read([])
  for (const [of, word] of Object.entries(before)) name(`${of} before`, word)

  /** Counters are two steps from running over at least; and nothing is stored for the generations that these lead to. */
  const sound = [
    atMost(before.generation, 2n ** 48n - 3n),
    atMost(before.nonce, 2n ** 48n - 3n),
    ...[1n, 2n].map((more) => same(stored([], plus(before.generation, more)), 0n)),
  ]

  async function proveWriter({ always, args, funds, ...writer }: Writer): Promise<string | undefined> {
    const outcomes = await calling(writer.signature, args, { caller, value: sent })
    const change = writer.change(signer, before)
    const mine = and(same(identity, writer.identity), change.when)
    const steps = 'dropped' in change ? change.dropped : 1n
    const refuted = await refuteEach(
      outcomes.filter(({ ended }) => ended === 'returned'),
      async (outcome) => {
        const after = await read(outcome.writes)
        for (const [of, word] of Object.entries(after)) name(`${of} after`, word)
        const asked =
          'dropped' in change
            ? 0n
            : choose(
                or(...change.permissions.map((one) => same(one, permission))),
                change.expiry,
                before.expiry,
              )
        const counted = (counter: Word, by: Word) => plus(counter, choose(mine, by, 0n))
        return {
          'it changes its own session alone, and that exactly as asked': same(
            after.expiry,
            choose(mine, asked, before.expiry),
          ),
          'the generation goes up with each drop': same(
            after.generation,
            counted(before.generation, 'dropped' in change ? steps : 0n),
          ),
          'the nonce goes up with each change': same(after.nonce, counted(before.nonce, steps)),
          'only who may can do it': writer.needs(mine, before, outcome),
          'an event names the session': implies(mine, tells(outcome.events)),
          'nothing is stored for a generation to come': implies(
            and(same(stored([], generation), 0n), not(atMost(generation, after.generation))),
            same(stored(outcome.writes, generation), 0n),
          ),
          'what was sent along goes to the signer, and nothing else goes anywhere': hands(outcome, funds),
        }
      },
      ...sound,
    )
    if (refuted || !always) return refuted
    const refused = outcomes.filter(({ ended }) => ended === 'reverted').map(({ path }) => and(...path))
    const counters = always.flatMap((of) =>
      ['nonceOf', 'generationOf'].map((counter) =>
        view([], `${counter}(address,address)`, writer.identity, of),
      ),
    )
    const farFromOver = (await Promise.all(counters)).map((counter) => atMost(counter, 2n ** 48n - 3n))
    return refute({ 'nothing refuses it': not(or(...refused)) }, same(sent, 0n), ...farFromOver)
  }

  /** Among the events is the one by which a signer finds its sessions. */
  function tells(events: Outcome['events']): Truth {
    return or(
      ...events.map(({ topics: [topic, of, by] }) =>
        of !== undefined && by !== undefined && topic === hashOf('SessionUpdated(address,address)')
          ? and(same(of, signer), same(by, identity))
          : false,
      ),
    )
  }

  /** Nobody is called but the signer, last of all and with all that was sent, if it is to be funded. */
  function hands({ asked, writes }: Outcome, to: Word | undefined): Truth {
    const [call, ...others] = asked.filter(({ kind }) => kind === 'call')
    if (to === undefined || !call) return call || to !== undefined ? false : same(sent, 0n)
    const last = call.writes === writes.length && call.input.length === 0 && others.length === 0
    return last && and(same(call.to, to), same(call.value, sent), call.answer.success)
  }

  /** By the layout of a session: six bytes of nonce, six of generation, four expiries of five. */
  async function proveViews(): Promise<string | undefined> {
    const slot = bytesOf(load(words, { writes: [] }, slotOf(words, sessions, identity, signer)))
    const part = (from: number, to: number) =>
      wordOf([...Array<number>(32 - (to - from)).fill(0), ...slot.slice(from, to)])
    const [nonce, current] = [part(0, 6), part(6, 12)]
    const expiryOf = (of: Word) =>
      Object.entries(lanes).reduce<Word>(
        (otherwise, [lane, at]) =>
          choose(same(of, permissions[lane as keyof typeof lanes]), part(at, at + 5), otherwise),
        load(words, { writes: [] }, slotOf(words, customExpiries, identity, signer, current, of)),
      )
    const [expiry, other] = [expiryOf(permission), any('another permission')]
    const authorized = await view([], 'isAuthorized(address,address,bytes32)', identity, signer, permission)
    const both = await calling(
      'authorizationExpiries(address,address,bytes32[])',
      abi.tuple(identity, signer, abi.list(permission, other)),
    )
    const refuted = await refute({
      'a grant holds as long as the time is not after its expiry': same(
        authorized,
        wordFrom(atMost(time, before.expiry)),
      ),
      'the expiry is that of its lane, or of the current generation': same(before.expiry, expiry),
      'the generation is that of the session': same(before.generation, current),
      'the nonce is that of the session': same(before.nonce, nonce),
    })
    return (
      refuted ??
      refuteEach(both, ({ data, ended }) => ({
        'a list says what each one does':
          ended === 'returned' && words.sameBytes(data ?? [], abi.tuple(abi.list(expiry, expiryOf(other)))),
      }))
    )
  }

  return [
    {
      name: 'nothing is stored by the deployment',
      prove: async () => (deployed.writes.length > 0 ? 'something is' : undefined),
    },
    { name: 'a grant holds up to its expiry, in its generation', prove: proveViews },
    ...writers.map((writer) => ({ name: writer.name, prove: () => proveWriter(writer) })),
  ]
}
