import { hashed, recovered, verified } from './answers.ts'
import type { Answer, Outcome } from './evm.ts'
import type { Scene } from './scene.ts'
import type { Byte, Truth, Word } from './words.ts'

/** A signature of some length, and by which key it is of a digest: zero if it is by none. */
export type Signature = {
  bytes: readonly Byte[]
  by: (digest: Word, outcome: Outcome) => Word
  /** Who was asked about it failed. */
  fails?: (digest: Word, outcome: Outcome) => Truth
}

/** Who has no P-256 precompile asks this contract, which verifies them too. */
const verifier = 0xd01ea45f9efd5c54f037fa57ea1an
const magic = 0x1626ba7en << 224n

/** Signatures as keys make them: of 65 bytes, of 64 (ERC-2098), and of 128 by a P-256 key. */
export function createSignatures({ abi, any, words }: Scene) {
  const { and, bytesOf, choose, holds, keccak256, not, or, same, sameBytes, unknown, wordOf } = words
  const { tuple } = abi
  const [r, s, v, x, y] = ['r', 's', 'v', 'x', 'y'].map(any) as [Word, Word, Word, Word, Word]
  const zeros = (length: number) => Array<number>(length).fill(0)
  const byteOf = (word: Word) => bytesOf(word).slice(31)
  const bits = (word: Word) => words.bitsOf(word)

  const long: Signature = {
    bytes: [...bytesOf(r), ...bytesOf(s), ...byteOf(v)],
    by: (digest) => recovered(words, [digest, wordOf([...zeros(31), ...byteOf(v)]), r, s].flatMap(bytesOf)),
  }
  const short: Signature = {
    bytes: [...bytesOf(r), ...bytesOf(s)],
    by: (digest) => {
      const parity = { bits: bits(s).lshr(255).add(27) }
      return recovered(words, [digest, parity, r, { bits: bits(s).shl(1).lshr(1) }].flatMap(bytesOf))
    },
  }
  const p256Question = (digest: Word) => [hashed(words, bytesOf(digest)), r, s, x, y].flatMap(bytesOf)
  const p256: Signature = {
    by: (digest, outcome) => {
      const input = p256Question(digest)
      const key = wordOf([...zeros(12), ...bytesOf(keccak256([x, y].flatMap(bytesOf))).slice(12)])
      return choose(or(verified(words, input), said(outcome, verifier, input, 1n)), key, 0n)
    },
    bytes: [r, s, x, y].flatMap(bytesOf),
    fails: (digest, outcome) =>
      or(
        ...answersTo(outcome, verifier, p256Question(digest)).map(([when, { success }]) =>
          and(when, not(success)),
        ),
      ),
  }
  /** Of a length that no key makes. */
  const odd: Signature = { by: () => 0n, bytes: [...bytesOf(r), ...bytesOf(s)].slice(0, 50) }

  /** What somebody said who was asked just this, by word. */
  const answersTo = ({ asked }: Outcome, who: Word, input: readonly Byte[]): [when: Truth, said: Answer][] =>
    asked.map(({ answer, input: question, kind, to }) => [
      and(kind === 'staticcall', same(to, who), sameBytes(question, input)),
      answer,
    ])
  /** Whether somebody was asked just this in the course of a call, and said just that. */
  const said = (outcome: Outcome, who: Word, input: readonly Byte[], what: Word): Truth =>
    or(...answersTo(outcome, who, input).map(([when, answer]) => and(when, says(answer, what))))
  const says = ({ output = [], success }: Answer, what: Word): Truth =>
    output.length >= 32 && and(success, same(wordOf(output.slice(0, 32)), what))

  const hasCode = (account: Word) => holds(unknown('size of the code', account))
  const question = (digest: Word, signature: readonly Byte[]) => [
    ...[0x16, 0x26, 0xba, 0x7e],
    ...tuple(digest, [...bytesOf(BigInt(signature.length)), ...signature]),
  ]

  return {
    /** An account's code says that the signature is its own (ERC-1271). */
    byCode: (account: Word, digest: Word, signature: readonly Byte[], outcome: Outcome): Truth =>
      and(hasCode(account), said(outcome, account, question(digest, signature), magic)),
    /** It is by the account's key. */
    byKey: (account: Word, digest: Word, signature: Signature, outcome: Outcome): Truth =>
      and(holds(account), same(signature.by(digest, outcome), account)),
    /** An account has no code, or that was asked whether the signature is its own, and did not say so. */
    deniedByCode: (account: Word, digest: Word, signature: readonly Byte[], outcome: Outcome): Truth =>
      or(
        not(hasCode(account)),
        ...answersTo(outcome, account, question(digest, signature)).map(([when, answer]) =>
          and(when, not(says(answer, magic))),
        ),
      ),
    long,
    odd,
    p256,
    short,
  }
}
