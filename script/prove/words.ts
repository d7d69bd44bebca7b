import { bytesToBigInt, keccak256 as keccak } from 'viem'
import type { BitVec, Bool, FuncDecl } from 'z3-solver'
import type { Found, Solver } from './solver.ts'

/** 256 bits: known, or a term. */
export type Word = bigint | Term
export type Term = {
  bits: BitVec
  /** What it is put together of, if that is more than its own bytes. */
  bytes?: readonly Byte[]
  /** It is the keccak256 of these. */
  hashed?: readonly Byte[]
  /** Whether it is not zero, if that can be said better than in bits. */
  nonzero?: Truth
}

/** A known byte, or one of a term, counted from the left. */
export type Byte = number | { index: number; of: Term }

/** Known, or not. */
export type Truth = boolean | Bool

export type Words = ReturnType<typeof createWords>

/**
 * Words, and what can be done with them whether they are known or not. Two hashes are the same if what was hashed is, and no other
 * number is a hash: nobody finds a collision.
 */
export function createWords({ solve, z3 }: Solver) {
  const { BitVec, If } = z3
  const [zero, one] = [BitVec.val(0, 256), BitVec.val(1, 256)]
  const functions = new Map<string, FuncDecl<'main'>>()
  /** Of the hashes that are known numbers, what was hashed. */
  const hashes = new Map<bigint, readonly Byte[]>()
  /** That hashes are not the numbers which they were compared with. */
  const given: Bool[] = []

  /* TRUTHS */

  const not = (truth: Truth): Truth => (typeof truth === 'boolean' ? !truth : z3.Not(truth))
  function and(...truths: Truth[]): Truth {
    if (truths.includes(false)) return false
    const open = truths.filter((truth) => typeof truth === 'object')
    return open.length > 1 ? z3.And(...open) : (open[0] ?? true)
  }
  const or = (...truths: Truth[]): Truth => not(and(...truths.map(not)))
  const implies = (truth: Truth, then: Truth): Truth => or(not(truth), then)
  const boolOf = (truth: Truth): Bool => (typeof truth === 'boolean' ? z3.Bool.val(truth) : truth)

  /** With which values all of this can hold; nothing if it cannot. */
  function ask(...holding: Truth[]): Found | 'unknown' | undefined {
    const all = and(...holding)
    return all === false ? undefined : solve([boolOf(all), ...given])
  }

  const isTrueIn = (model: Found, truth: Truth) => model.eval(boolOf(truth), true).sexpr() === 'true'

  /* WORDS */

  const bitsOf = (word: Word): BitVec => (typeof word === 'bigint' ? BitVec.val(word, 256) : word.bits)
  const wordFrom = (truth: Truth): Word =>
    typeof truth === 'boolean' ? BigInt(truth) : { bits: If(truth, one, zero) as BitVec, nonzero: truth }
  const holds = (word: Word): Truth =>
    typeof word === 'bigint' ? word !== 0n : (word.nonzero ?? z3.Not(word.bits.eq(zero)))
  function choose(condition: Truth, yes: Word, no: Word): Word {
    if (typeof condition === 'boolean') return condition ? yes : no
    return yes === no ? yes : { bits: If(condition, bitsOf(yes), bitsOf(no)) as BitVec }
  }
  const atMost = (a: Word, b: Word): Truth =>
    typeof a === 'bigint' && typeof b === 'bigint' ? a <= b : bitsOf(a).ule(bitsOf(b))
  const plus = (a: Word, b: Word): Word => {
    if (typeof a === 'bigint' && typeof b === 'bigint') return BigInt.asUintN(256, a + b)
    return a === 0n ? b : b === 0n ? a : { bits: bitsOf(a).add(bitsOf(b)) }
  }

  /** What a function of these gives, of which nothing is known but that it is a function. */
  function unknown(name: string, ...args: Word[]): Term {
    const declared =
      functions.get(name) ??
      z3.Function.declare(name, ...(args.map(() => BitVec.sort(256)) as [never]), BitVec.sort(256))
    functions.set(name, declared as FuncDecl<'main'>)
    return { bits: declared.call(...(args.map(bitsOf) as [never])) as BitVec }
  }

  /* BYTES */

  function bytesOf(word: Word): readonly Byte[] {
    if (typeof word === 'object' && word.bytes) return word.bytes
    return Array.from({ length: 32 }, (_, index) =>
      typeof word === 'bigint' ? Number((word >> BigInt(248 - 8 * index)) & 255n) : { index, of: word },
    )
  }

  /** The word of 32 bytes. */
  function wordOf(bytes: readonly Byte[]): Word {
    const [first] = bytes
    if (bytes.every((byte) => typeof byte === 'number'))
      return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
    if (typeof first === 'object' && bytes.every((byte, index) => sameByte(byte, { index, of: first.of })))
      return first.of
    const parts = partsOf(bytes).map(bitsOfPart)
    return { bits: parts.length > 1 ? z3.Concat(...parts) : (parts[0] as BitVec), bytes }
  }
  /** Bytes that are known, or that stand side by side in one term, taken together. */
  function partsOf(bytes: readonly Byte[]): [Byte, ...Byte[]][] {
    return bytes.reduce<[Byte, ...Byte[]][]>((parts, byte) => {
      const [part, last] = [parts.at(-1), parts.at(-1)?.at(-1)]
      const goesOn =
        typeof byte === 'number'
          ? typeof last === 'number'
          : typeof last === 'object' && last.of === byte.of && last.index + 1 === byte.index
      if (part && goesOn) part.push(byte)
      else parts.push([byte])
      return parts
    }, [])
  }
  function bitsOfPart(part: [Byte, ...Byte[]]): BitVec {
    const [first] = part
    if (typeof first === 'number')
      return BitVec.val(
        (part as number[]).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n),
        8 * part.length,
      )
    const highest = 255 - 8 * first.index
    return z3.Extract(highest, highest + 1 - 8 * part.length, first.of.bits)
  }
  const sameByte = (a: Byte, b: Byte) =>
    a === b || (typeof a === 'object' && typeof b === 'object' && a.of === b.of && a.index === b.index)

  /** The words of any number of bytes, the last one filled up with zeros. */
  function wordsOf(bytes: readonly Byte[]): Word[] {
    return Array.from({ length: Math.ceil(bytes.length / 32) }, (_, index) =>
      wordOf(Array.from({ length: 32 }, (_, place) => bytes[32 * index + place] ?? 0)),
    )
  }

  /** What can be said byte by byte, if it can be for all. */
  function bytewise(a: Word, b: Word, each: (a: Byte, b: Byte) => Byte | undefined): Word | undefined {
    const others = bytesOf(b)
    const bytes = bytesOf(a).map((byte, index) => each(byte, others[index] as Byte))
    return bytes.includes(undefined) ? undefined : wordOf(bytes as Byte[])
  }

  function keccak256(bytes: readonly Byte[]): Word {
    if (bytes.every((byte) => typeof byte === 'number')) {
      const hash = bytesToBigInt(keccak(Uint8Array.from(bytes), 'bytes'))
      hashes.set(hash, bytes)
      return hash
    }
    return { ...unknown(`keccak256 of ${bytes.length} bytes`, ...wordsOf(bytes)), hashed: bytes }
  }
  /** What a word is the hash of. */
  const hashedOf = (word: Word) => (typeof word === 'bigint' ? hashes.get(word) : word.hashed)

  /** Whether two words are the same. */
  function same(a: Word, b: Word): Truth {
    if (a === b) return true
    if (typeof a === 'bigint' && typeof b === 'bigint') return false
    const [hashedA, hashedB] = [hashedOf(a), hashedOf(b)]
    if (hashedA && hashedB) return sameBytes(hashedA, hashedB)
    if ((hashedA && typeof b === 'bigint') || (hashedB && typeof a === 'bigint')) {
      const differ = z3.Not(bitsOf(a).eq(bitsOf(b)))
      if (!given.some((one) => one.eqIdentity(differ))) given.push(differ)
      return false
    }
    const [left, right] = [bytesOf(a), bytesOf(b)]
    const differ = (byte: Byte, index: number) =>
      typeof byte === 'number' && typeof right[index] === 'number' && byte !== right[index]
    if (left.some(differ)) return false
    return left.every((byte, index) => sameByte(byte, right[index] as Byte)) || bitsOf(a).eq(bitsOf(b))
  }

  function sameBytes(a: readonly Byte[], b: readonly Byte[]): Truth {
    const others = wordsOf(b)
    return a.length === b.length && and(...wordsOf(a).map((word, index) => same(word, others[index] as Word)))
  }

  return {
    and,
    ask,
    atMost,
    bitsOf,
    boolOf,
    bytesOf,
    bytewise,
    choose,
    given,
    hashedOf,
    holds,
    implies,
    isTrueIn,
    keccak256,
    not,
    or,
    plus,
    same,
    sameBytes,
    unknown,
    wordFrom,
    wordOf,
    wordsOf,
    z3,
  }
}
