import { getAddress, type Hex, toHex } from 'viem'
import type { Context, Model } from 'z3-solver'
import { bytesOfHex, createAbi, hashOf } from './abi.ts'
import { createAnswers } from './answers.ts'
import { type Answers, type Outcome, run } from './evm.ts'
import type { Writes } from './storage.ts'
import { type Byte, createWords, type Truth, type Word } from './words.ts'

/** Something that is promised, and how to show it. It gives what contradicts it, or nothing. */
export type Promised = { name: string; prove: () => Promise<string | undefined> }

/** What forge says of a contract. */
export type Artifact = { bytecode: { object: Hex }; methodIdentifiers: Record<string, string> }

export type Scene = Awaited<ReturnType<typeof createScene>>

/** Milliseconds for one question to the solver. What takes longer is not proved. */
const patience = 120_000

/** A contract at any address, on any chain, at any time, where anybody can call it. */
export async function createScene(
  z3: Context<'main'>,
  { bytecode, methodIdentifiers }: Artifact,
  ...constructorArgs: string[]
) {
  const words = createWords(z3)
  const abi = createAbi(words)
  const { and, atMost, bytesOf, choose, implies, not, same, unknown, wordOf } = words
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
      answers = around.answers,
      caller = 0n,
      value = 0n,
    }: { answers?: Answers; caller?: Word; value?: Word } = {},
  ): Promise<Outcome[]> =>
    run(words, code, { ...around, answers, calldata: [...selector(signature), ...args], caller, value })

  /** What a view says that cannot revert. */
  async function view(writes: Writes, signature: string, ...args: Word[]): Promise<Word> {
    const calldata = [...selector(signature), ...abi.tuple(...args)]
    const outcomes = await run(words, code, {
      ...around,
      calldata,
      caller: 0n,
      stored: { writes },
      unchecked: true,
    })
    return outcomes.reduce<Word>((word, { data, ended, path }) => {
      if (ended === 'reverted' || data?.length !== 32) throw new Error(`${signature} can revert.`)
      return choose(and(...path), wordOf(data), word)
    }, 0n)
  }

  async function ask(...holding: Truth[]): Promise<'unknown' | Model<'main'> | undefined> {
    const solver = new z3.Solver()
    solver.set('timeout', patience)
    solver.add(words.boolOf(and(...given, ...holding)), ...words.given)
    const answer = await solver.check()
    const found = answer === 'sat' ? solver.model() : answer === 'unsat' ? undefined : 'unknown'
    solver.release()
    return found
  }

  /** What contradicts one of these goals, if all of that holds. */
  async function refute(goals: Record<string, Truth>, ...holding: Truth[]): Promise<string | undefined> {
    const all = await ask(...holding, not(and(...Object.values(goals))))
    if (all === undefined) return undefined
    if (all === 'unknown') return `not decided: ${Object.keys(goals).join(', ')}`
    const [broken] = Object.entries(goals).find(([, goal]) => isTrue(all, not(goal))) ?? ['']
    const values = [...named].map(([of, word]): [string, bigint] => [of, valueIn(all, word)])
    const told = values.filter(([, value]) => value !== 0n).map(([of, value]) => `${of} is ${said(value)}`)
    return `${broken}, but not if ${told.join(', ')}, and all else is 0`
  }
  const isTrue = (model: Model<'main'>, truth: Truth) =>
    model.eval(words.boolOf(truth), true).sexpr() === 'true'
  const valueIn = (model: Model<'main'>, word: Word) =>
    BigInt(model.eval(words.bitsOf(word), true).sexpr().replace('#', '0'))

  /** Goes through outcomes one by one; there has to be one that can happen. */
  async function refuteEach(
    outcomes: Outcome[],
    goalsOf: (outcome: Outcome) => Promise<Record<string, Truth>> | Record<string, Truth>,
    ...holding: Truth[]
  ): Promise<string | undefined> {
    let happens = false
    for (const outcome of outcomes) {
      const refuted = await refute(await goalsOf(outcome), ...holding, ...outcome.path)
      if (refuted) return refuted
      happens ||= typeof (await ask(...holding, ...outcome.path)) === 'object'
    }
    return happens ? undefined : 'nothing shows that it ever goes through'
  }

  return {
    ...{
      abi,
      address,
      any,
      anyAddress,
      around,
      calling,
      chainId,
      code,
      deployed,
      given,
      implies,
      name,
      named,
    },
    ...{ refute, refuteEach, selector, time, view, words, z3 },
  }
}

/** The permissions that have names. */
export const permissions = {
  CreateDataSet: hashOf(
    'CreateDataSet(uint256 clientDataSetId,address payee,MetadataEntry[] metadata)MetadataEntry(string key,string value)',
  ),
  AddPieces: hashOf(
    'AddPieces(uint256 clientDataSetId,uint256 nonce,Cid[] pieceData,PieceMetadata[] pieceMetadata)Cid(bytes data)MetadataEntry(string key,string value)PieceMetadata(uint256 pieceIndex,MetadataEntry[] metadata)',
  ),
  SchedulePieceRemovals: hashOf('SchedulePieceRemovals(uint256 clientDataSetId,uint256[] pieceIds)'),
  TerminateService: hashOf('TerminateService(uint256 dataSetId)'),
}

/** A value in words: a permission by its name, a small number as such, an address, or bytes. */
function said(value: bigint): string {
  const known = Object.entries(permissions).find(([, permission]) => permission === value)
  if (known) return known[0]
  if (value < 2n ** 64n) return String(value)
  return value < 2n ** 160n ? getAddress(toHex(value, { size: 20 })) : toHex(value, { size: 32 })
}
