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

/** Since release 1.3 there are two members more, which the ABIs of the SDK's release 0.41 do not have. */
const grown = ['getClientDataSets', 'getDataSet']

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

const ours = new Map(
  [...filecoinWarmStorageServiceAbi, ...filecoinWarmStorageServiceStateViewAbi].map((item: Item) => [
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
      if (item.type === 'function' && own?.type === 'function' && !grown.includes(item.name))
        expect(shapeOf(own.outputs), item.name).toEqual(shapeOf(item.outputs))
      if (item.type === 'event' && own?.type === 'event')
        expect(shapeOf(own.inputs), item.name).toEqual(shapeOf(item.inputs))
    }
  })

  /** As of the release that the ABIs of the SDK are of; `updatePricing` and what belongs to it went with 1.3. */
  test('only upgrades, content delivery and prices that change are missing', () => {
    const missing = live.filter(
      (item) => (item.type === 'function' || item.type === 'event') && !ours.has(identify(item)),
    )
    expect(missing.map((item) => 'name' in item && item.name).sort()).toEqual([
      'CDNPaymentTerminated',
      'ContractUpgraded',
      'EIP712DomainChanged',
      'FilBeamControllerChanged',
      'Initialized',
      'PricingUpdated',
      'UPGRADE_INTERFACE_VERSION',
      'UpgradeAnnounced',
      'Upgraded',
      'announcePlannedUpgrade',
      'calculateRatePerEpoch',
      'initialize',
      'migrate',
      'proxiableUUID',
      'updatePricing',
      'updateServiceCommission',
      'upgradeToAndCall',
    ])
  })
})
