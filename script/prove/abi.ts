import { type Hex, hexToBigInt, hexToBytes, keccak256, stringToBytes, stringToHex } from 'viem'
import type { Event } from './evm.ts'
import type { Byte, Word, Words } from './words.ts'

/** A word, or what stands behind the others with its offset among them. */
export type Argument = Word | readonly Byte[]

export const hashOf = (text: string) => hexToBigInt(keccak256(stringToHex(text)))
export const bytesOfHex = (hex: Hex): Byte[] => [...hexToBytes(hex)]

/** How the ABI writes what is called with, where words need not be known. */
export function createAbi({ bytesOf, keccak256 }: Words) {
  function tuple(...args: Argument[]): Byte[] {
    const [head, tail]: [Byte[], Byte[]] = [[], []]
    for (const arg of args) {
      const isBehind = Array.isArray(arg)
      head.push(...bytesOf(isBehind ? BigInt(32 * args.length + tail.length) : (arg as Word)))
      if (isBehind) tail.push(...arg)
    }
    return [...head, ...tail]
  }
  const list = (...items: Word[]): Byte[] => [...bytesOf(BigInt(items.length)), ...items.flatMap(bytesOf)]
  const text = (content: readonly Byte[]): Byte[] => [
    ...bytesOf(BigInt(content.length)),
    ...content,
    ...Array<number>((32 - (content.length % 32)) % 32).fill(0),
  ]
  const hashed = (text: string) => bytesOf(hashOf(text))
  return {
    /** What a contract says when it refuses. */
    error: (signature: string, ...args: Word[]): readonly Byte[] => [
      ...hashed(signature).slice(0, 4),
      ...args.flatMap(bytesOf),
    ],
    event: (signature: string, indexed: Word[], data: readonly Byte[] = []): Event => ({
      data,
      topics: [hashOf(signature), ...indexed],
    }),
    /** The hash of words, one behind the other. */
    hash: (...items: Word[]): Word => keccak256(items.flatMap(bytesOf)),
    /** A list of words, or of structs of nothing but words. */
    list,
    listOf: (structs: Word[][]): Byte[] => [
      ...bytesOf(BigInt(structs.length)),
      ...structs.flat().flatMap(bytesOf),
    ],
    string: (content: string): Byte[] => text([...stringToBytes(content)]),
    text,
    tuple,
  }
}
