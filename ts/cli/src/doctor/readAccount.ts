import {
  filecoinPayAbi,
  filecoinWarmStorageServiceAbi,
  filecoinWarmStorageServiceStateViewAbi,
  usdfcAbi,
} from 'foc-session-keys/abi'
import type { SynapseChain } from 'foc-session-keys/chains'
import { type Address, type Client, multicall3Abi, type Transport } from 'viem'
import { multicall } from 'viem/actions'

/** What a root owns and lets the storage service do. Amounts in the smallest unit, epochs of 30 seconds. */
export type AccountState = {
  approval: {
    isApproved: boolean
    lockupAllowance: bigint
    lockupUsage: bigint
    maxLockupPeriod: bigint
    rateAllowance: bigint
    rateUsage: bigint
  }
  /** In FilecoinPay: what it holds, and what of that is free. */
  deposit: { available: bigint; funds: bigint }
  fil: bigint
  /** What a new data set takes. */
  needed: { lockup: bigint; period: bigint; ratePerEpoch: bigint }
  usdfc: bigint
}

/** Reads all of it in one request. */
export async function readAccount(
  client: Client<Transport, SynapseChain>,
  root: Address,
): Promise<AccountState> {
  const { filecoinPay, fwss, fwssView, multicall3, usdfc } = client.chain.contracts
  const pay = { abi: filecoinPayAbi, address: filecoinPay.address } as const
  const service = { abi: filecoinWarmStorageServiceAbi, address: fwss.address } as const
  const [fil, tokens, account, approval, servicePrice, priceList] = await multicall(client, {
    contracts: [
      { abi: multicall3Abi, address: multicall3.address, args: [root], functionName: 'getEthBalance' },
      { abi: usdfcAbi, address: usdfc.address, args: [root], functionName: 'balanceOf' },
      { ...pay, args: [usdfc.address, root], functionName: 'getAccountInfoIfSettled' },
      { ...pay, args: [usdfc.address, root, fwss.address], functionName: 'operatorApprovals' },
      { ...service, functionName: 'getServicePrice' },
      // Releases before it have none.
      {
        abi: filecoinWarmStorageServiceStateViewAbi,
        address: fwssView.address,
        functionName: 'getPriceList',
      },
    ],
  })
  const [, funds, available] = resultOf(account)
  const [isApproved, rateAllowance, lockupAllowance, rateUsage, lockupUsage, maxLockupPeriod] =
    resultOf(approval)
  const { epochsPerMonth, minimumPricePerMonth } = resultOf(servicePrice)
  const list = priceList.status === 'success' ? priceList.result : undefined
  const month = list?.rates.datasetFeePerMonth ?? minimumPricePerMonth
  return {
    approval: { isApproved, lockupAllowance, lockupUsage, maxLockupPeriod, rateAllowance, rateUsage },
    deposit: { available, funds },
    fil: resultOf(fil),
    needed: {
      lockup: (list?.lockups.lifecycleReserveTarget ?? 0n) + month,
      period: list?.lockups.defaultLockupPeriod ?? epochsPerMonth,
      ratePerEpoch: month / epochsPerMonth,
    },
    usdfc: resultOf(tokens),
  }
}

/** What a call of several said. @throws Its error. */
function resultOf<result>(
  answer: { status: 'success'; result: result } | { status: 'failure'; error: Error },
): result {
  if (answer.status === 'failure') throw answer.error
  return answer.result
}
