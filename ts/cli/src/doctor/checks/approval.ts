import { maxUint256 } from 'viem'
import { describeDuration } from '../../output/time.ts'
import { type Check, failed, ok, skipped } from '../check.ts'
import { amount } from './funds.ts'

const title = 'Approval'

/** Seconds of an epoch. */
const epoch = 30n

export const approval: Check = {
  code: 'INSUFFICIENT_FUNDS',
  name: 'approval',
  needs: ['network'],
  run: async ({ account, connection: { client }, root }) => {
    if (!root) return [skipped(title, 'no root is known (WALLET_ADDRESS, --wallet-address).')]
    const { approval, needed } = await account()
    const { address } = client.chain.contracts.fwss
    const how = `synapse.payments.approveService of @filoz/synapse-sdk, or FilecoinPay's setOperatorApproval for ${address}`
    if (!approval.isApproved)
      return [
        failed(
          title,
          'the root does not let the storage service (FWSS) charge it.',
          `Let it approve the service: ${how}.`,
        ),
      ]
    const left = (allowance: bigint, usage: bigint) => (allowance > usage ? allowance - usage : 0n)
    const rate = left(approval.rateAllowance, approval.rateUsage)
    const lockup = left(approval.lockupAllowance, approval.lockupUsage)
    const lacking = [
      ...(rate < needed.ratePerEpoch
        ? [
            `${amount(rate)} USDFC an epoch is left of the rate allowance, and a new data set takes ${amount(needed.ratePerEpoch)}`,
          ]
        : []),
      ...(lockup < needed.lockup
        ? [`${amount(lockup)} USDFC is left of the lockup allowance, and it takes ${amount(needed.lockup)}`]
        : []),
      ...(approval.maxLockupPeriod < needed.period
        ? [
            `the longest lockup is ${describeDuration(approval.maxLockupPeriod * epoch)}, and it takes ${describeDuration(needed.period * epoch)}`,
          ]
        : []),
    ]
    if (lacking.length > 0)
      return [
        failed(title, `the allowance is too small: ${lacking.join('; ')}.`, `Let the root raise it: ${how}.`),
      ]
    const isUnlimited = approval.lockupAllowance > maxUint256 / 2n
    return [
      ok(
        title,
        `the storage service (FWSS) may charge the root; ${isUnlimited ? 'the deposit is its only limit' : `${amount(lockup)} USDFC of lockup are left`}`,
      ),
    ]
  },
  title,
}
