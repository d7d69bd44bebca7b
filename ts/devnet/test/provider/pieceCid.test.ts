import { randomBytes } from 'node:crypto'
import * as Piece from '@filoz/synapse-core/piece'
import { base32 } from 'multiformats/bases/base32'
import { bytesToHex } from 'viem'
import { expect, test } from 'vitest'
import { parsePieceCid, pieceCidFromHex, pieceCidToHex, pieceSize } from '../../src/provider/pieceCid.ts'

// Held against the library that clients use.
test.each([1, 126, 127, 128, 254, 255, 1000, 65_024, 65_025, 1_000_000])('default: of %i bytes', (size) => {
  const cid = Piece.calculate(new Uint8Array(randomBytes(size)))
  const text = cid.toString()
  expect(parsePieceCid(text)).toBe(text)
  expect(pieceSize(text)).toBe(size)
  expect(pieceCidToHex(text)).toBe(bytesToHex(cid.bytes))
  expect(pieceCidFromHex(bytesToHex(cid.bytes))).toBe(text)
})

test('behavior: the largest that the SDK takes', () => {
  const cid = Piece.calculate(new Uint8Array(127))
  // A tree of 1 GiB with one byte of padding: only the numbers count here.
  const bytes = Uint8Array.from(cid.bytes)
  bytes[6] = 25
  bytes[5] = 1
  const text = pieceCidFromHex(bytesToHex(bytes))
  expect(pieceSize(text)).toBe(127 * 2 ** 23 - 1)
  expect(Piece.getSizeFromPieceCID(text)).toBe(127 * 2 ** 23 - 1)
})

test('error: whatever is no PieceCID v2', () => {
  // Its padding takes two bytes.
  const good = Piece.calculate(new Uint8Array(300)).toString()
  const bytes = Piece.parse(good).bytes
  const changed = (index: number, value: number) => {
    const copy = Uint8Array.from(bytes)
    copy[index] = value
    return base32.encode(copy)
  }
  for (const value of [
    undefined,
    null,
    1,
    {},
    '',
    'b',
    'z',
    good.slice(1),
    good.slice(0, -1),
    good.slice(0, -8),
    `${good}a`,
    good.toUpperCase(),
    `${good.slice(0, -1)}0`,
    `b${good}`,
    'baga6ea4seaqao7s73y24kcutaosvacpdjgfe5pw76ooefnyqw4ynr3d2y6x2mpq',
    'bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy',
    // Another kind of CID, of contents, of hash; another length; no height, too much, less than padding.
    changed(0, 0),
    changed(1, 0x70),
    changed(2, 0x12),
    changed(4, 1),
    changed(7, 0),
    changed(7, 255),
    changed(7, 2),
  ]) {
    expect(() => parsePieceCid(value), String(value)).toThrow('pieceCid is not a PieceCID v2.')
  }
})
