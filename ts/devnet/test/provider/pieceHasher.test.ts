import { randomBytes } from 'node:crypto'
import * as Piece from '@filoz/synapse-core/piece'
import { bytesToHex } from 'viem'
import { expect, test } from 'vitest'
import { createPieceHasher } from '../../src/provider/pieceHasher.js'

/** Writes in pieces of all sizes, in a way that is different for each `step`. */
function hash(bytes: Uint8Array, step: number) {
  const hasher = createPieceHasher()
  for (let from = 0, length = 1; from < bytes.length; from += length, length = (length * step) % 70_001) {
    hasher.write(bytes.subarray(from, from + length))
  }
  return bytesToHex(hasher.digest())
}

test.each([
  0, 1, 31, 32, 63, 64, 126, 127, 128, 253, 254, 255, 381, 508, 509, 1016, 1017, 65_024, 65_025, 1_000_003,
])('default: %i bytes have the PieceCID that clients compute', (size) => {
  const bytes = randomBytes(size)
  const expected = bytesToHex(Piece.calculate(bytes).bytes)
  expect(hash(bytes, 7)).toBe(expected)
  expect(hash(bytes, 1009)).toBe(expected)
})

test('behavior: zeros and ones at the edges of the field', () => {
  for (const value of [0x00, 0x3f, 0xc0, 0xff]) {
    const bytes = new Uint8Array(1016).fill(value)
    expect(hash(bytes, 3)).toBe(bytesToHex(Piece.calculate(bytes).bytes))
  }
})
