import type { BitVec, Bool } from 'z3-solver'
import type { Byte, Word, Words } from './words.ts'

/** What instructions make of words alone, by number; the first word is the one on top of the stack. */
export function createOperations(words: Words): Record<number, (a: Word, b: Word) => Word> {
  const { bitsOf, bytesOf, bytewise, not, plus, same, wordFrom, wordOf, z3 } = words
  const zero = z3.BitVec.val(0, 256)

  /** One that is worked out if both are known, and else left to the solver. */
  const either =
    (known: (a: bigint, b: bigint) => bigint, term: (a: BitVec, b: BitVec) => BitVec) =>
    (a: Word, b: Word): Word =>
      typeof a === 'bigint' && typeof b === 'bigint'
        ? BigInt.asUintN(256, known(a, b))
        : { bits: term(bitsOf(a), bitsOf(b)) }
  const compared =
    (known: (a: bigint, b: bigint) => boolean, term: (a: BitVec, b: BitVec) => Bool) =>
    (a: Word, b: Word): Word =>
      wordFrom(typeof a === 'bigint' && typeof b === 'bigint' ? known(a, b) : term(bitsOf(a), bitsOf(b)))
  /** One that says with all its bits whether two words differ. */
  const differing =
    (operation: (a: Word, b: Word) => Word) =>
    (a: Word, b: Word): Word => {
      const word = operation(a, b)
      return typeof word === 'bigint' ? word : { ...word, nonzero: not(same(a, b)) }
    }
  const shifted =
    (moved: (bytes: readonly Byte[], by: number) => Byte[], otherwise: (by: Word, word: Word) => Word) =>
    (by: Word, word: Word): Word => {
      if (typeof by !== 'bigint' || (by < 256n && by % 8n !== 0n)) return otherwise(by, word)
      return by < 256n ? wordOf(moved(bytesOf(word), Number(by / 8n))) : 0n
    }
  const zeros = (length: number) => Array<number>(length).fill(0)
  const signed = (value: bigint) => BigInt.asIntN(256, value)
  const divided = (by: (a: BitVec, b: BitVec) => BitVec) => (a: BitVec, b: BitVec) =>
    z3.If(b.eq(zero), zero, by(a, b)) as BitVec

  const and = either(
    (a, b) => a & b,
    (a, b) => a.and(b),
  )
  const or = either(
    (a, b) => a | b,
    (a, b) => a.or(b),
  )
  return {
    1: plus, // ADD
    2: either(
      (a, b) => a * b,
      (a, b) => a.mul(b),
    ),
    3: differing(
      either(
        (a, b) => a - b,
        (a, b) => a.sub(b),
      ),
    ),
    4: either(
      (a, b) => (b === 0n ? 0n : a / b),
      divided((a, b) => a.udiv(b)),
    ),
    6: either(
      (a, b) => (b === 0n ? 0n : a % b),
      divided((a, b) => a.urem(b)),
    ),
    16: compared(
      (a, b) => a < b,
      (a, b) => a.ult(b),
    ),
    17: compared(
      (a, b) => a > b,
      (a, b) => a.ugt(b),
    ),
    18: compared(
      (a, b) => signed(a) < signed(b),
      (a, b) => a.slt(b),
    ),
    19: compared(
      (a, b) => signed(a) > signed(b),
      (a, b) => a.sgt(b),
    ),
    20: (a, b) => wordFrom(same(a, b)),
    22: (a, b) =>
      bytewise(a, b, (x, y) =>
        x === 0 || y === 0 ? 0 : x === 255 || x === y ? y : y === 255 ? x : undefined,
      ) ?? and(a, b),
    23: (a, b) =>
      bytewise(a, b, (x, y) =>
        x === 255 || y === 255 ? 255 : x === 0 || x === y ? y : y === 0 ? x : undefined,
      ) ?? or(a, b),
    24: differing(
      either(
        (a, b) => a ^ b,
        (a, b) => a.xor(b),
      ),
    ),
    26: (index, word) => {
      if (typeof index !== 'bigint') throw new Error('BYTE wants to know which one.')
      return index < 32n ? wordOf([...zeros(31), bytesOf(word)[Number(index)] as Byte]) : 0n
    },
    27: shifted(
      (bytes, by) => [...bytes.slice(by), ...zeros(by)],
      either(
        (by, word) => word << by,
        (by, word) => word.shl(by),
      ),
    ),
    28: shifted(
      (bytes, by) => [...zeros(by), ...bytes.slice(0, 32 - by)],
      either(
        (by, word) => word >> by,
        (by, word) => word.lshr(by),
      ),
    ),
  }
}
