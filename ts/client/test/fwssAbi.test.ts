import { fwss, fwssView } from '@filoz/synapse-core/abis'
import { type AbiParameter, toEventSelector, toFunctionSelector } from 'viem'
import { describe, expect, test } from 'vitest'
import { filecoinWarmStorageServiceAbi, filecoinWarmStorageServiceStateViewAbi } from '../src/abi.ts'

type Item =
  | (typeof filecoinWarmStorageServiceAbi)[number]
  | (typeof filecoinWarmStorageServiceStateViewAbi)[number]
  | (typeof fwss)[number]
  | (typeof fwssView)[number]

const live = [...fwss, ...fwssView]

/** What tells an item apart on the wire: its kind and selector. */
function identify(item: Item): string | undefined {
  if (item.type === 'function') return `function ${toFunctionSelector(item)}`
  if (item.type === 'error')
    return `error ${toFunctionSelector(`${item.name}(${item.inputs.map(({ type }) => type).join(',')})`)}`
  if (item.type === 'event') return `event ${toEventSelector(item)}`
  return undefined
}

/** The types of parameters, down to the last component, and which are indexed. */
function shapeOf(parameters: readonly AbiParameter[]): unknown {
  return parameters.map((parameter) => [
    parameter.type,
    'indexed' in parameter && parameter.indexed,
    'components' in parameter ? shapeOf(parameter.components) : [],
  ])
}

const ours = new Map<string | undefined, Item>(
  [...filecoinWarmStorageServiceAbi, ...filecoinWarmStorageServiceStateViewAbi].map((item) => [
    identify(item),
    item,
  ]),
)

describe('FWSS has what the Synapse SDK calls, reads and decodes', () => {
  for (const name of [
    'addApprovedProvider',
    'clientDataSets',
    'clientNonces',
    'getAllDataSetMetadata',
    'getAllPieceMetadata',
    'getApprovedProviders',
    'getClientDataSets',
    'getClientDataSetsLength',
    'getDataSet',
    'getDataSetMetadata',
    'getPDPConfig',
    'getPieceMetadata',
    'getServicePrice',
    'isProviderApproved',
    'owner',
    'paymentsContractAddress',
    'pdpVerifierAddress',
    'removeApprovedProvider',
    'serviceProviderRegistry',
    'sessionKeyRegistry',
    'terminateService',
    'usdfcTokenAddress',
    'viewContractAddress',
  ])
    test(name, () => {
      const items = live.filter((item) => item.type === 'function' && item.name === name)
      expect(items.length).toBeGreaterThan(0)
      for (const item of items) expect(ours.has(identify(item))).toBe(true)
    })

  test('whatever both have is the same', () => {
    const shared = live.filter((item) => identify(item) && ours.has(identify(item)))
    expect(shared.length).toBeGreaterThan(80)
    for (const item of shared) {
      const own = ours.get(identify(item))
      // A data set has two members more since FWSS 1.3: test/chains.test.ts.
      if (
        item.type === 'function' &&
        own?.type === 'function' &&
        !['getDataSet', 'getClientDataSets'].includes(item.name)
      )
        expect(shapeOf(own.outputs), item.name).toEqual(shapeOf(item.outputs))
      if (item.type === 'event' && own?.type === 'event')
        expect(shapeOf(own.inputs), item.name).toEqual(shapeOf(item.inputs))
    }
  })
})
