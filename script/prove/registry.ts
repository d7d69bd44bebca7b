import type { Argument } from './abi.ts'
import type { Outcome } from './evm.ts'
import type { Refusal } from './expected.ts'
import { type Artifact, createScene, type Promised } from './scene.ts'
import { createSessions } from './sessions.ts'
import type { Solver } from './solver.ts'
import type { Byte, Truth, Word } from './words.ts'
import { createWriters, type Writer } from './writers.ts'

/** What the registry promises. */
export async function promises(solver: Solver, artifact: Artifact): Promise<Promised[]> {
  const scene = await createScene(solver, 'registry', artifact)
  const { abi, any, anyAddress, calling, name, refused, show, tells, time, viewed, words } = scene
  const { and, atMost, bytesOf, choose, holds, implies, not, or, plus, same, wordFrom } = words
  const sessions = createSessions(words)
  const { caller, writers } = createWriters(scene, sessions)
  const sent = any('FIL sent along')

  // Whatever is looked at: one permission of one session, and what is stored for it in one generation.
  const [identity, signer] = [anyAddress('payer'), anyAddress('signer')]
  const [permission, generation] = [any('permission'), any('generation')]
  const before = sessions.read([], identity, signer, permission)
  for (const [of, word] of Object.entries(before)) name(`${of} before`, word)
  const empty = (at: Word) => same(sessions.stored([], identity, signer, at, permission), 0n)

  /** Counters are two steps from running over at least. */
  const farFromOver = (...counters: Word[]) => counters.map((counter) => atMost(counter, 2n ** 48n - 3n))

  async function proveWriter({ args, funds, signature, ...writer }: Writer): Promise<string | undefined> {
    const outcomes = await calling(signature, args, { caller, value: sent })
    const { when, ...change } = writer.change(signer)
    const mine = and(same(identity, writer.identity), when)
    const steps = 'dropped' in change ? change.dropped : 1n
    const asked =
      'dropped' in change
        ? 0n
        : choose(or(...change.permissions.map((one) => same(one, permission))), change.expiry, before.expiry)
    const counted = (counter: Word, by: Word) => plus(counter, choose(mine, by, 0n))

    function goalsOf(outcome: Outcome): Record<string, Truth> {
      const refusals: Refusal[] = [
        ...(funds === undefined ? [[holds(sent), []] satisfies Refusal] : []),
        ...writer.refuses(outcome),
        ...unfunded(outcome, funds),
      ]
      if (outcome.ended === 'reverted')
        return { 'it is refused only for a reason, and says which': refused(outcome, refusals) }
      const after = sessions.read(outcome.writes, identity, signer, permission)
      for (const [of, word] of Object.entries(after)) name(`${of} after`, word)
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
        'nothing is stored for a generation to come': implies(
          and(empty(generation), not(atMost(generation, after.generation))),
          same(sessions.stored(outcome.writes, identity, signer, generation, permission), 0n),
        ),
        'only who may can do it': not(or(...refusals.map(([refused]) => refused))),
        'it tells what it does': and(outcome.data?.length === 0, tells(outcome.events, writer.tells)),
        'what was sent along goes to the signer, and nothing else goes anywhere': hands(outcome, funds),
      }
    }
    return show(
      outcomes,
      goalsOf,
      // Nothing is stored for the generations that drops lead to, and the counters are far from running over.
      ...('dropped' in change ? [1n, 2n].map((more) => empty(plus(before.generation, more))) : []),
      ...farFromOver(before.generation, before.nonce),
      ...writer.signers.flatMap((of) => {
        const counters = sessions.counters([], writer.identity, of)
        return farFromOver(counters.generation, counters.nonce)
      }),
    )
  }

  const callsOf = ({ asked }: Outcome) => asked.filter(({ kind }) => kind === 'call')

  /** Nobody is called but the signer, last of all and with all that was sent, if it is to be funded. */
  function hands(outcome: Outcome, to: Word | undefined): Truth {
    const [call, ...others] = callsOf(outcome)
    if (to === undefined || !call) return !call && to === undefined
    const last = call.writes === outcome.writes.length && call.input.length === 0 && others.length === 0
    return last && and(same(call.to, to), same(call.value, sent), call.answer.success)
  }

  /** Who is to be funded did not take it. How that is told is not known, since the answer stands before it, however long. */
  const unfunded = (outcome: Outcome, to: Word | undefined): Refusal[] =>
    callsOf(outcome).map(({ answer }) => [and(to !== undefined, not(answer.success)), undefined])

  async function proveViews(): Promise<string | undefined> {
    const view = (signature: string, ...args: Argument[]) =>
      calling(signature, abi.tuple(identity, signer, ...args))
    const other = any('another permission')
    const expiries = [before.expiry, sessions.read([], identity, signer, other).expiry]
    const views: [name: string, outcomes: Promise<Outcome[]>, says: readonly Byte[]][] = [
      [
        'a grant holds as long as the time is not after its expiry',
        view('isAuthorized(address,address,bytes32)', permission),
        bytesOf(wordFrom(atMost(time, before.expiry))),
      ],
      [
        'the expiry is that of its lane, or of the current generation',
        view('authorizationExpiry(address,address,bytes32)', permission),
        bytesOf(before.expiry),
      ],
      [
        'the generation is that of the session',
        view('generationOf(address,address)'),
        bytesOf(before.generation),
      ],
      ['the nonce is that of the session', view('nonceOf(address,address)'), bytesOf(before.nonce)],
      ...[0, 1, 2].map((count): [string, Promise<Outcome[]>, readonly Byte[]] => [
        'a list says what each one does',
        view(
          'authorizationExpiries(address,address,bytes32[])',
          abi.list(...[permission, other].slice(0, count)),
        ),
        abi.tuple(abi.list(...expiries.slice(0, count))),
      ]),
      [
        'the domain is that of the signatures',
        calling('eip712Domain()', []),
        abi.tuple(
          0x0fn << 248n,
          abi.string('SessionKeyRegistry'),
          abi.string('1'),
          scene.chainId,
          scene.address,
          0n,
          abi.list(),
        ),
      ],
    ]
    for (const [of, outcomes, said] of views) {
      const refuted = show(
        await outcomes,
        viewed(of, () => said),
      )
      if (refuted) return refuted
    }
    return undefined
  }

  return [
    scene.closed([...writers.map(({ signature }) => signature), ...views]),
    { name: 'a grant holds up to its expiry, in its generation', prove: proveViews },
    ...writers.map((writer) => ({ name: writer.name, prove: () => proveWriter(writer) })),
  ]
}

const views = [
  'authorizationExpiries(address,address,bytes32[])',
  'authorizationExpiry(address,address,bytes32)',
  'eip712Domain()',
  'generationOf(address,address)',
  'isAuthorized(address,address,bytes32)',
  'nonceOf(address,address)',
]
