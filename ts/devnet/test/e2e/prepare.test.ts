import { Synapse } from '@filoz/synapse-sdk'
import { http, parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { expect, test } from 'vitest'
import { dataSetsOf } from '../provider/dataSets.ts'
import { newData, useDevnet } from './helpers.ts'

// What the published SDK computes to be deposited. It does not know how the service bills since release 1.3.
const chain = useDevnet()

/** The SDK of an account, which signs for itself. */
function synapseOf(index: number) {
  const privateKey = chain.devnet.accounts[index]?.privateKey
  if (!privateKey) throw new Error(`There is no account ${index}.`)
  const account = privateKeyToAccount(privateKey)
  return Synapse.create({ account, chain: chain.devnet.chain, source: null, transport: http() })
}

test('default: a root with a deposit is ready, and uploads', async () => {
  const synapse = synapseOf(0)
  const { costs, transaction } = await synapse.storage.prepare({ dataSize: 1000n })
  expect([costs.ready, transaction]).toEqual([true, null])
  expect((await synapse.storage.upload(newData())).complete).toBe(true)
})

test('behavior: what a new root is told to deposit is short of the price of the bytes', async () => {
  const synapse = synapseOf(1)
  const { transaction } = await synapse.storage.prepare({ dataSize: 1000n })
  expect(transaction?.includesApproval).toBe(true)
  await transaction?.execute()
  // Two copies, two data sets of 32 leaves: the reserve of each, and what it costs for the lockup period.
  const rate = 277_777_777_777n + (1016n * parseEther('2.5')) / (2n ** 40n * 86_400n)
  const missing = 2n * (parseEther('0.1') + rate * 86_400n) - (transaction?.depositAmount ?? 0n)
  expect(missing).toBeGreaterThan(0n)
  expect(missing).toBeLessThan(parseEther('0.00000001'))

  // That, and what goes by from block to block.
  const amount = missing + parseEther('0.0001')
  const { pay, wallet } = dataSetsOf(chain.devnet)
  const { filecoinPay, usdfc } = chain.devnet.chain.contracts
  const root = wallet(chain.devnet.accounts[1]?.privateKey as `0x${string}`)
  for (const call of [
    { ...usdfc, args: [filecoinPay.address, amount], functionName: 'approve' },
    { ...pay, args: [usdfc.address, root.account.address, amount], functionName: 'deposit' },
  ])
    await root.waitForTransactionReceipt({ hash: await root.writeContract(call) })
  expect((await synapse.storage.upload(newData())).complete).toBe(true)
})
