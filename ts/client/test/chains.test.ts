import * as Live from '@filoz/synapse-core/chains'
import { Synapse } from '@filoz/synapse-sdk'
import { type AbiFunction, type AbiParameter, http, toFunctionSelector } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { filecoin, filecoinCalibration } from 'viem/chains'
import { describe, expect, test } from 'vitest'
import { calibration, mainnet } from '../src/chains.ts'
import { fromSecp256k1 } from '../src/index.ts'

const privateKey = `0x${'5e'.repeat(32)}` as const
const account = privateKeyToAccount(`0x${'77'.repeat(32)}`)
const root = account.address

type Contracts = Record<string, { abi?: readonly unknown[]; address: string }>

/** The views of FWSS 1.3.1: the SDK has those of the release before. */
const view = {
  314: '0xdDd8F083a3fe9C66547D46bee24e5AaF56BCa0ab',
  314159: '0x9BF9e67e83EC8613883FDdDec4D3b38AEE937177',
}

/** All that the SDK calls, by name; on which contract only where others have the name as well. */
const called = `accounts activeProviderCount addApprovedProvider addProduct allowance approve auctionInfo
  authorizationExpiry balanceOf burnForFees clientDataSets dataSetLive decimals deposit depositWithPermit
  depositWithPermitAndApproveOperator filBeamBeneficiaryAddress findPieceIdsByCid getActivePieceCount getActivePieces
  getAllDataSetMetadata getAllPieceMetadata getApprovedProviders getClientDataSets getClientDataSetsLength getDataSet
  getDataSetLeafCount getDataSetListener getDataSetMetadata getDataSetStorageProvider getNextChallengeEpoch
  getNextPieceId getPDPConfig getPieceMetadata getProviderCount getProviderIdByAddress getProviderIds
  getProviderWithProduct getProvidersByProductType getRail getRailsForPayeeAndToken getRailsForPayerAndToken
  getScheduledRemovals getServicePrice isProviderActive isProviderApproved isRegisteredProvider login name nonces
  operatorApprovals fwss.owner paymentsContractAddress pdpVerifierAddress registerProvider removeApprovedProvider
  removeProduct removeProvider revoke serviceProviderRegistry sessionKeyRegistry setOperatorApproval settleRail
  settleTerminatedRailWithoutValidation symbol terminateService topUpCDNPaymentRails updateProduct
  updateProviderInfo usdfcTokenAddress version viewContractAddress withdraw`.split(/\s+/)

const functionsOf = (abi: readonly unknown[] = []) =>
  (abi as AbiFunction[]).filter((item) => item.type === 'function')

/** Types and, in structs, the names that the SDK reads members by. */
const shapeOf = (parameters: readonly AbiParameter[]): unknown =>
  parameters.map(({ type, ...more }) =>
    'components' in more && more.components
      ? [type, more.components.map((part) => [part.name, shapeOf([part])])]
      : type,
  )

describe.each([
  [mainnet, Live.mainnet, filecoin],
  [calibration, Live.calibration, filecoinCalibration],
])('$name', (ours, live, viems) => {
  test('has what the chain of the Synapse SDK has', () => {
    expect(Live.asChain(ours).id).toBe(live.id)
    expect(ours).toMatchObject({ filbeam: live.filbeam, genesisTimestamp: live.genesisTimestamp })
    expect(ours.rpcUrls.default.http).toEqual(live.rpcUrls.default.http)
    const addresses = (contracts: Contracts) =>
      Object.fromEntries(
        Object.entries(contracts).map(([name, { address }]) => [name, address.toLowerCase()]),
      )
    expect(addresses(ours.contracts as Contracts)).toEqual({
      ...addresses(live.contracts as Contracts),
      fwssView: view[live.id as keyof typeof view].toLowerCase(),
    })
  })

  test('every function that the SDK calls is there, and answers in the same shape', () => {
    const seen = new Set<string>()
    for (const [name, { abi }] of Object.entries(live.contracts as Contracts)) {
      const own = functionsOf((ours.contracts as Contracts)[name]?.abi)
      for (const item of functionsOf(abi)) {
        const names = [item.name, `${name}.${item.name}`].filter((one) => called.includes(one))
        if (names.length === 0) continue
        for (const one of names) seen.add(one)
        const same = own.find((one) => toFunctionSelector(one) === toFunctionSelector(item))
        expect(same, `${name}.${item.name}`).toBeDefined()
        // The view has two members more since FWSS 1.3: the SDK takes the ABI from the chain, and reads by name.
        if (!['getDataSet', 'getClientDataSets'].includes(item.name))
          expect(shapeOf(same?.outputs ?? []), `${name}.${item.name}`).toEqual(shapeOf(item.outputs))
      }
    }
    expect(called.filter((name) => !seen.has(name))).toEqual([])
  })

  test('a data set is read with the thirteen members of FWSS 1.3', () => {
    const getDataSet = functionsOf(ours.contracts.fwssView.abi).find(({ name }) => name === 'getDataSet')
    const [output] = getDataSet?.outputs ?? []
    const names = output && 'components' in output ? output.components.map(({ name }) => name) : []
    expect(names).toHaveLength(13)
    expect(names.slice(-3)).toEqual(['pendingOneTimePayments', 'lifecycleReserveBalance', 'dataSetId'])
  })

  test('goes into Synapse.create with a session key', () => {
    const sessionKey = fromSecp256k1({
      chain: ours,
      expirations: Object.fromEntries(
        fromSecp256k1({ chain: ours, privateKey, root }).permissions.map((one) => [one, 2n ** 40n - 1n]),
      ),
      privateKey,
      root,
    })
    const synapse = Synapse.create({
      account,
      chain: ours,
      sessionKey,
      source: null,
      transport: http(),
    })
    expect(synapse.chain.id).toBe(live.id)
  })

  test("a session key needs no more than viem's chain: the registry is known", () => {
    expect(viems.id).toBe(live.id)
    const sessionKey = fromSecp256k1({ chain: viems, privateKey, root })
    expect(sessionKey.client.chain).toBe(viems)
  })
})
