import { sessionKeyRegistry as liveAbi } from '@filoz/synapse-core/abis'
import {
  AddPiecesPermission,
  CreateDataSetPermission,
  DeleteDataSetPermission,
  SchedulePieceRemovalsPermission,
} from '@filoz/synapse-core/session-key'
import {
  type AbiEvent,
  type AbiFunction,
  keccak256,
  stringToHex,
  toEventSelector,
  toFunctionSelector,
} from 'viem'
import { describe, expect, test } from 'vitest'
import { LegacyPermission, Permission, permissionName, sessionKeyRegistryAbi } from '../src/index.ts'

const functions = sessionKeyRegistryAbi.filter((item) => item.type === 'function') as AbiFunction[]
const events = sessionKeyRegistryAbi.filter((item) => item.type === 'event') as AbiEvent[]

describe('the ABI has all that the live registry has', () => {
  for (const item of liveAbi)
    test(`${item.type} ${item.name}`, () => {
      if (item.type === 'function') {
        const ours = functions.find((other) => toFunctionSelector(other) === toFunctionSelector(item))
        expect(ours?.stateMutability).toBe(item.stateMutability)
        expect(ours?.outputs.map(({ type }) => type)).toEqual(item.outputs.map(({ type }) => type))
      } else {
        const ours = events.find((other) => toEventSelector(other) === toEventSelector(item))
        expect(ours?.inputs.map(({ indexed, name, type }) => ({ indexed, name, type }))).toEqual(
          item.inputs.map(({ indexed, name, type }) => ({ indexed, name, type })),
        )
      }
    })

  test('the first argument of authorizationExpiry goes by another name', () => {
    const differ = liveAbi.flatMap((item) => {
      const ours = sessionKeyRegistryAbi.find((other) => 'name' in other && other.name === item.name)
      return item.inputs
        .map(({ name }, index) => [item.name, name, ours?.inputs[index]?.name])
        .filter(([, live, here]) => live !== here)
    })
    expect(differ).toEqual([['authorizationExpiry', 'user', 'identity']])
  })

  test('four functions and one event', () => {
    expect(liveAbi.map(({ type }) => type).sort()).toEqual(['event', ...Array(4).fill('function')])
  })
})

describe('permissions are the EIP-712 type hashes', () => {
  test('that the Synapse SDK signs', () => {
    expect(Permission.CreateDataSet).toBe(CreateDataSetPermission)
    expect(Permission.CreateDataSetAndAddPieces).toBe(CreateDataSetPermission)
    expect(Permission.AddPieces).toBe(AddPiecesPermission)
    expect(Permission.SchedulePieceRemoval).toBe(SchedulePieceRemovalsPermission)
    expect(LegacyPermission.DeleteDataSet).toBe(DeleteDataSetPermission)
  })

  test('TerminateDataSet, which SDK 0.41 does not know', () => {
    expect(Permission.TerminateDataSet).toBe(keccak256(stringToHex('TerminateService(uint256 dataSetId)')))
  })

  test('each has its name', () => {
    for (const name of ['CreateDataSet', 'AddPieces', 'SchedulePieceRemoval', 'TerminateDataSet'] as const)
      expect(permissionName(Permission[name])).toBe(name)
    expect(permissionName(LegacyPermission.DeleteDataSet)).toBe('DeleteDataSet')
    expect(permissionName(`0x${Permission.AddPieces.slice(2).toUpperCase()}`)).toBe('AddPieces')
    expect(permissionName(`0x${'42'.repeat(32)}`)).toBeUndefined()
  })
})
