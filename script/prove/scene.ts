import type { Hex } from 'viem'
import { bytesOfHex, createAbi } from './abi.ts'
import { createAnswers } from './answers.ts'
import { type Answers, type Outcome, run } from './evm.ts'
import { createExpected } from './expected.ts'
import { createShow } from './show.ts'
import type { Solver } from './solver.ts'
import { type Byte, createWords, type Truth, type Word } from './words.ts'

/** Something that is promised, and how to show it. It gives what contradicts it, or nothing. */
export type Promised = { name: string; prove: () => Promise<string | undefined> }

/** What forge says of a contract. */
export type Artifact = { bytecode: { object: Hex }; methodIdentifiers: Record<string, string> }

export type Scene = Awaited<ReturnType<typeof createScene>>

/** A contract at any address, on any chain, at any time, where anybody can call it. */
export async function createScene(
  solver: Solver,
  contract: string,
  { bytecode, methodIdentifiers }: Artifact,
  ...constructorArgs: string[]
) {
  const words = createWords(solver)
  const abi = createAbi(words)
  const { atMost, bytesOf, not, same, unknown, wordOf } = words
  /** Whatever has a name in a counterexample. */
  const named = new Map<string, Word>()
  const name = <word extends Word>(as: string, word: word): word => {
    named.set(as, word)
    return word
  }
  const any = (as: string) => name(as, unknown(as))
  const anyAddress = (as: string) =>
    name(as, wordOf([...Array<number>(12).fill(0), ...bytesOf(unknown(as)).slice(12)]))

  const time = any('time')
  const chainId = any('chain')
  const address = anyAddress('contract')
  const given = [not(same(time, 0n)), atMost(time, 2n ** 40n - 1n)]
  const codeSize = (account: Word) => unknown('size of the code', account)
  const around = {
    address,
    answers: createAnswers(words),
    chainId,
    codeSize,
    given,
    timestamp: time,
    value: 0n,
  }

  // What the constructor leaves, wherever it ran: some of its words are terms.
  const [deployed, ...others] = await run(
    words,
    [...bytesOfHex(bytecode.object), ...constructorArgs.map(anyAddress).flatMap(bytesOf)],
    { ...around, calldata: [], caller: 0n, chainId: unknown('chain of the deployment') },
  )
  if (deployed?.ended !== 'returned' || !deployed.data || others.length > 0)
    throw new Error('There is not one way to deploy it.')
  const code = deployed.data

  const selector = (signature: string) => {
    const known = methodIdentifiers[signature]
    if (!known) throw new Error(`There is no ${signature}.`)
    return bytesOfHex(`0x${known}`)
  }

  /** Every way in which a call can end. */
  const calling = (
    signature: string,
    args: readonly Byte[],
    {
      caller = 0n,
      value = 0n,
      ...others
    }: { answers?: Answers; caller?: Word; given?: Truth[]; value?: Word } = {},
  ): Promise<Outcome[]> =>
    run(words, code, { ...around, ...others, calldata: [...selector(signature), ...args], caller, value })

  const show = createShow(words, named, given)

  /** Nothing is stored by the deployment, and whatever has none of these signatures is refused. */
  const closed = (signatures: string[]): Promised => ({
    name: `${contract}: there is nothing else to call`,
    prove: async () => {
      if (deployed.writes.length > 0) return 'something is stored by the deployment'
      const unknown = Object.keys(methodIdentifiers).filter((one) => !signatures.includes(one))
      if (unknown.length > 0) return `nothing is promised of ${unknown.join(', ')}`
      const any4 = bytesOf(any('function')).slice(0, 4)
      const others = signatures.map((one) => not(words.sameBytes(any4, selector(one))))
      for (const calldata of [
        any4,
        [...any4, ...bytesOf(any('argument'))],
        [],
        any4.slice(0, 1),
        any4.slice(0, 3),
      ]) {
        const outcomes = await run(words, code, {
          ...around,
          calldata,
          caller: anyAddress('caller'),
          given: [...given, ...(calldata.length >= 4 ? others : [])],
          value: any('FIL sent along'),
        })
        const refuted = show(outcomes, ({ ended }) => ({ 'it is refused': ended === 'reverted' }), ...others)
        if (refuted) return refuted
      }
      return undefined
    },
  })

  return {
    ...createExpected(words),
    abi,
    address,
    any,
    anyAddress,
    around,
    calling,
    chainId,
    closed,
    given,
    name,
    named,
    selector,
    show,
    time,
    words,
  }
}
