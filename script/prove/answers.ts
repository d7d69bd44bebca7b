import type { Answer, Answers, Question } from './evm.ts'
import type { Byte, Truth, Word, Words } from './words.ts'

const [ecrecover, sha256, copies, p256] = [1n, 2n, 4n, 0x100n]

/**
 * What the chain answers: it recovers, hashes and verifies by functions of which nothing is known. Everybody else can answer anything, and
 * differently each time.
 */
export function createAnswers(words: Words): Answers {
  const { bytesOf, holds, not, same, unknown } = words
  const says = (word: Word, when: Truth = true): Answer => ({
    output: bytesOf(word),
    size: 32n,
    success: true,
    when,
  })
  const saysNothing = (when: Truth): Answer => ({ output: [], size: 0n, success: true, when })

  return ({ input, kind, number, to }) => {
    if (kind === 'staticcall' && to === ecrecover) {
      const nobody = same(recovered(words, input), 0n)
      return [saysNothing(nobody), says(recovered(words, input), not(nobody))]
    }
    if (kind === 'staticcall' && to === sha256) return [says(hashed(words, input))]
    if (kind === 'staticcall' && to === copies)
      return [{ output: input, size: BigInt(input.length), success: true }]
    if (kind === 'staticcall' && to === p256)
      return [says(1n, verified(words, input)), saysNothing(not(verified(words, input)))]
    const success = holds(unknown(`whether the call ${number} goes through`))
    const size = unknown(`size of the answer ${number}`)
    return [{ ...(kind === 'staticcall' && { output: bytesOf(unknown(`answer ${number}`)) }), size, success }]
  }
}

/** What the contract of a view that is known to give so many words answers: just so many, or it fails. */
export function answersWords(words: Words, { number }: Question, count: number): Answer[] {
  const { bytesOf, holds, not, unknown } = words
  const through = holds(unknown(`whether the call ${number} goes through`))
  const said = Array.from({ length: count }, (_, index) => unknown(`word ${index} of the answer ${number}`))
  return [
    { output: said.flatMap(bytesOf), size: BigInt(32 * count), success: true, when: through },
    { size: unknown(`size of the answer ${number}`), success: false, when: not(through) },
  ]
}

export const recovered = (words: Words, input: readonly Byte[]): Word => {
  const account = words.unknown('ecrecover', ...words.wordsOf(input))
  return words.wordOf([...Array<number>(12).fill(0), ...words.bytesOf(account).slice(12)])
}
export const hashed = (words: Words, input: readonly Byte[]) =>
  words.unknown(`sha256 of ${input.length} bytes`, ...words.wordsOf(input))
export const verified = (words: Words, input: readonly Byte[]) =>
  words.holds(words.unknown('P-256 verifies', ...words.wordsOf(input)))
