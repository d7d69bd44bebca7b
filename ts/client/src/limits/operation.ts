import {
  type Address,
  getAddress,
  type Hex,
  hexToBytes,
  isHex,
  keccak256,
  stringToHex,
  type TypedDataDefinition,
} from 'viem'
import { Permission } from '../permissions.ts'

/** Typed data of which nothing is known. */
export type AnyTypedData = TypedDataDefinition<Record<string, unknown>, string>

/** What is asked for by something that is to be signed, as far as that says it. */
export type Operation = {
  /** What it takes from a limit: bytes for `AddPieces`, 1n for any other. */
  amount: bigint
  /** By which the root knows the data set. */
  clientDataSetId: bigint | undefined
  dataSetId: bigint | undefined
  /** Who is to be paid for a data set that is created: its storage provider. */
  payee: Address | undefined
  permission: Permission
  /** The contract that is asked. */
  service: Address | undefined
}

type Fields = {
  clientDataSetId?: unknown
  dataSetId?: unknown
  payee?: unknown
  pieceData?: { data: unknown }[]
}

/** Reads what is to be signed. The permission for it is its EIP-712 type hash. */
export function readOperation({ domain, message, primaryType, types }: AnyTypedData): Operation {
  const permission = keccak256(stringToHex(encodeType(primaryType, types as Types)))
  const { clientDataSetId, dataSetId, payee, pieceData = [] } = message as Fields
  const sizes = pieceData.map(({ data }) => rawSizeOf(data as Hex))
  return {
    amount: permission === Permission.AddPieces ? sizes.reduce((sum, size) => sum + size, 0n) : 1n,
    clientDataSetId: uintOf(clientDataSetId),
    dataSetId: uintOf(dataSetId),
    payee: payee ? getAddress(payee as Address) : undefined,
    permission,
    service: (domain as { verifyingContract?: Address } | undefined)?.verifyingContract,
  }
}

const uintOf = (value: unknown) => (value === undefined ? undefined : BigInt(value as bigint))

type Types = Record<string, readonly { name: string; type: string }[]>

/** A struct's type as EIP-712 writes it: with all that it refers to, in order. */
function encodeType(primaryType: string, types: Types): string {
  const found = new Set<string>()
  const visit = (type: string) => {
    const name = /^\w+/.exec(type)?.[0] ?? ''
    if (found.has(name) || !types[name]) return
    found.add(name)
    for (const field of types[name]) visit(field.type)
  }
  visit(primaryType)
  found.delete(primaryType)
  return [primaryType, ...[...found].sort()]
    .map((name) => `${name}(${types[name]?.map(({ name, type }) => `${type} ${name}`)})`)
    .join('')
}

/**
 * How much data a piece holds, from its PieceCID of version 2 (FRC-0069): four bytes of prefix, one of length, the padding as a
 * uvarint, the height, the root. Data of 127 bytes take 128 in the tree. What is no such PieceCID no contract takes: 0n.
 */
export function rawSizeOf(pieceCid: Hex | Uint8Array): bigint {
  const bytes = isHex(pieceCid) ? hexToBytes(pieceCid) : pieceCid
  const height = BigInt(bytes.at(-33) ?? 0)
  if (bytes.length < 39 || height < 2n) return 0n
  let padding = 0n
  for (const [i, byte] of bytes.subarray(5, -33).entries()) padding |= BigInt(byte & 0x7f) << BigInt(7 * i)
  return 127n * 2n ** (height - 2n) - padding
}
