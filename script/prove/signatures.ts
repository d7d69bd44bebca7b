import { hashed, recovered, verified } from './answers.ts'
import type { Outcome } from './evm.ts'
import type { Scene } from './scene.ts'
import type { Byte, Truth, Word } from './words.ts'

/** A signature of some length, and by which key it is of a digest: zero if it is by none. */
export type Signature = {
  bytes: readonly Byte[]
  length: number
  by: (digest: Word, outcome: Outcome) => Word
}

/** Who has no P-256 precompile asks this contract, which verifies them too. */
const verifier = 0xd01ea45f9efd5c54f037fa57ea1an
const magic = 0x1626ba7en << 224n

/** Signatures as keys make them: of 65 bytes, of 64 (ERC-2098), and of 128 by a P-256 key. */
export function createSignatures({ abi, any, words }: Scene) {
  const { and, bytesOf, choose, holds, keccak256, or, same, sameBytes, unknown, wordOf } = words
  const { tuple } = abi
  const [r, s, v, x, y] = ['r', 's', 'v', 'x', 'y'].map(any) as [Word, Word, Word, Word, Word]
  const zeros = (length: number) => Array<number>(length).fill(0)
  const byteOf = (word: Word) => bytesOf(word).slice(31)
  const bits = (word: Word) => words.bitsOf(word)

  const long: Signature = {
    bytes: [...bytesOf(r), ...bytesOf(s), ...byteOf(v)],
    by: (digest) => recovered(words, [digest, wordOf([...zeros(31), ...byteOf(v)]), r, s].flatMap(bytesOf)),
    length: 65,
  }
  const short: Signature = {
    bytes: [...bytesOf(r), ...bytesOf(s)],
    by: (digest) => {
      const parity = { bits: bits(s).lshr(255).add(27) }
      return recovered(words, [digest, parity, r, { bits: bits(s).shl(1).lshr(1) }].flatMap(bytesOf))
    },
    length: 64,
  }
  const p256: Signature = {
    bytes: [r, s, x, y].flatMap(bytesOf),
    by: (digest, outcome) => {
      const input = [hashed(words, bytesOf(digest)), r, s, x, y].flatMap(bytesOf)
      const key = wordOf([...zeros(12), ...bytesOf(keccak256([x, y].flatMap(bytesOf))).slice(12)])
      return choose(or(verified(words, input), said(outcome, verifier, input, 1n)), key, 0n)
    },
    length: 128,
  }

  /** Whether somebody was asked just this in the course of a call, and said just that. */
  function said({ asked }: Outcome, who: Word, input: readonly Byte[], what: Word): Truth {
    return or(
      ...asked.map(({ answer, input: question, kind, to }) =>
        and(
          kind === 'staticcall' && (answer.output?.length ?? 0) >= 32,
          same(to, who),
          sameBytes(question, input),
          answer.success,
          same(wordOf((answer.output ?? []).slice(0, 32)), what),
        ),
      ),
    )
  }

  return {
    long,
    p256,
    said,
    short,
    /** An account's code says that the signature is its own (ERC-1271). */
    byCode: (account: Word, digest: Word, signature: readonly Byte[], outcome: Outcome): Truth => {
      const content = [...bytesOf(BigInt(signature.length)), ...signature]
      const question = [0x16, 0x26, 0xba, 0x7e, ...tuple(digest, content)]
      return and(holds(unknown('size of the code', account)), said(outcome, account, question, magic))
    },
    /** It is by the account's key. */
    byKey: (account: Word, digest: Word, signature: Signature, outcome: Outcome): Truth =>
      and(holds(account), same(signature.by(digest, outcome), account)),
  }
}
