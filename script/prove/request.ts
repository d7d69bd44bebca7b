import { parseAbi, toFunctionSelector } from 'viem'
import type { BitVec } from 'z3-solver'
import { bytesOfHex, hashOf } from './abi.ts'
import { answersWords } from './answers.ts'
import type { Outcome, Question } from './evm.ts'
import { permissions } from './permissions.ts'
import type { Scene } from './scene.ts'
import { createSignatures } from './signatures.ts'
import type { Byte, Truth, Word } from './words.ts'

/** What others are asked, and with how many words they answer. */
const [expirySelector, verifierSelector, providerSelector] = parseAbi([
  'function authorizationExpiry(address, address, bytes32) view returns (uint256)',
  'function pdpVerifierAddress() view returns (address)',
  'function getDataSetStorageProvider(uint256) view returns (address, address)',
]).map((one) => bytesOfHex(toFunctionSelector(one))) as [Byte[], Byte[], Byte[]]
const [anyWord, anAddress] = [2n ** 256n - 1n, 2n ** 160n - 1n]
const answering: [selector: Byte[], count: number, most: bigint][] = [
  [expirySelector, 1, anyWord],
  [verifierSelector, 1, anAddress],
  [providerSelector, 2, anAddress],
]

export type Request = ReturnType<typeof createRequest>

/** Who asks, in whose name, for what, and what the others say whom that is about. */
export function createRequest(scene: Scene, registry: Word, service: Word) {
  const { abi, any, anyAddress, chainId, time, words } = scene
  const { and, atMost, bytesOf, choose, keccak256, not, or, same, sameBytes } = words
  const signatures = createSignatures(scene)
  const [payer, provider] = ['payer', 'provider'].map(anyAddress) as [Word, Word]
  const [operation, dataSetId, digest] = ['operation', 'data set', 'digest'].map(any) as [Word, Word, Word]

  const selectorOf = ({ input }: Question) =>
    answering.find(([selector]) => sameBytes(input.slice(0, 4), selector) === true)
  const asked = ({ asked: all }: Outcome, to: Word, selector: Byte[], ...args: Word[]) =>
    all.map(({ answer, input, to: who }): [when: Truth, said: Word[]] => [
      and(same(who, to), sameBytes(input, [...selector, ...args.flatMap(bytesOf)]), answer.success),
      words.wordsOf(answer.output ?? []),
    ])
  /** What somebody said, or zero. */
  const said = (outcome: Outcome, to: Word, selector: Byte[], ...args: Word[]): Word =>
    asked(outcome, to, selector, ...args).reduce<Word>(
      (before, [when, [word = 0n]]) => choose(when, word, before),
      0n,
    )

  // What the payer's code is asked: for this service, this payer and this digest.
  const domain = abi.hash(hashOf('EIP712Domain(uint256 chainId,address verifyingContract)'), chainId, service)
  const message = abi.hash(hashOf('PayerMessage(address payer,bytes32 digest)'), payer, digest)
  const forCode = keccak256([0x19, 0x01, ...bytesOf(domain), ...bytesOf(message)])

  return {
    answers: (question: Question) => {
      const [, count] = selectorOf(question) ?? []
      return count ? answersWords(words, question, count) : scene.around.answers(question)
    },
    byCode: (signature: readonly Byte[], outcome: Outcome): Truth =>
      signatures.byCode(payer, forCode, signature, outcome),
    dataSetId,
    deniedByCode: (signature: readonly Byte[], outcome: Outcome): Truth =>
      signatures.deniedByCode(payer, forCode, signature, outcome),
    digest,
    /** The longest expiry that the registry said the grants of these to a signer have, and whether it said any. */
    expiryOf: (outcome: Outcome, signer: Word, ...of: Word[]) => {
      const answers = of.flatMap((permission) =>
        asked(outcome, registry, expirySelector, payer, signer, permission),
      )
      const expiry = answers.reduce<Word>(
        (longest, [when, [one = 0n]]) => choose(and(when, not(atMost(one, longest))), one, longest),
        0n,
      )
      return { expiry, holds: and(or(...answers.map(([when]) => when)), atMost(time, expiry)) }
    },
    /** Somebody who has to answer failed, or answered with what is no address where one is due. */
    fails: ({ asked: all }: Outcome): Truth =>
      or(
        ...all.map((question) => {
          const [, , most] = selectorOf(question) ?? []
          if (most === undefined) return false
          const answered = words.wordsOf(question.answer.output ?? []).map((word) => atMost(word, most))
          return not(and(question.answer.success, ...answered))
        }),
      ),
    operation,
    payer,
    provider,
    /** Who serves the data set, as the service's PDPVerifier says if it was asked. */
    servedBy: (outcome: Outcome): Word =>
      said(outcome, said(outcome, service, verifierSelector), providerSelector, dataSetId),
    registry,
    scoped: abi.hash(operation, dataSetId),
    service,
    signatures,
  }
}

/** Adds so many pieces, if it is an addition; with two bytes of padding each. */
export function createPieces(scene: Scene, operation: Word, count: number) {
  const { abi, any, words } = scene
  const { and, atMost, bytesOf, choose, plus, same, sameBytes, wordOf } = words
  const bits = (word: Word): BitVec => words.bitsOf(word)
  const seven = bits(0x7fn)

  const pieces = Array.from({ length: count }, (_, index) => {
    const bytes = [
      ...bytesOf(any(`piece ${index}`)),
      ...bytesOf(any(`rest of the piece ${index}`)).slice(0, 8),
    ]
    const byteAt = (at: number) => wordOf([...Array<number>(31).fill(0), bytes[at] as Byte])
    const within = (at: number, least: bigint, most: bigint) =>
      and(atMost(least, byteAt(at)), atMost(byteAt(at), most))
    const padding = bits(byteAt(5))
      .and(seven)
      .or(bits(byteAt(6)).and(seven).shl(bits(7n)))
    const room = bits(127n).shl(bits(byteAt(7)).sub(bits(2n)))
    return {
      bytes,
      isWellFormed: and(
        sameBytes(bytes.slice(0, 5), [0x01, 0x55, 0x91, 0x20, 35]),
        ...[within(5, 0x80n, 0xffn), within(6, 1n, 0x7fn), within(7, 2n, 63n)],
        padding.ult(room),
      ),
      size: { bits: room.sub(padding) },
    }
  })
  const isAddition = same(operation, permissions.AddPieces)
  const tails = pieces.map(({ bytes }) => abi.tuple(abi.text(bytes)))
  const offsets = tails.map((_, index) =>
    BigInt(32 * count + tails.slice(0, index).reduce((sum, { length }) => sum + length, 0)),
  )
  return {
    /** In bytes of data for an addition, else one. */
    amount: choose(isAddition, pieces.map(({ size }): Word => size).reduce(plus, 0n), 1n),
    data: abi.tuple(
      any('name'),
      any('nonce'),
      [...bytesOf(BigInt(count)), ...offsets.flatMap(bytesOf), ...tails.flat()],
      any('keys'),
      any('values'),
    ),
    isWellFormed: words.or(words.not(isAddition), and(...pieces.map((piece) => piece.isWellFormed))),
  }
}
