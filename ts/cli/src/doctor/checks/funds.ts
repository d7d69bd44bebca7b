import { formatUnits } from 'viem'
import { type Check, failed, ok, skipped, warning } from '../check.ts'

const title = 'Funds'

/** An amount with as many digits as mean something. */
export const amount = (value: bigint): string =>
  formatUnits(value, 18).replace(/(\.\d{0,5}[1-9]|\.)\d*$/, (_, kept: string) => (kept === '.' ? '' : kept))

export const funds: Check = {
  code: 'INSUFFICIENT_FUNDS',
  name: 'funds',
  needs: ['network'],
  run: async ({ account, root }) => {
    if (!root) return [skipped(title, 'no root is known (WALLET_ADDRESS, --wallet-address).')]
    const { deposit, fil, needed, usdfc } = await account()
    const isEnough = deposit.available >= needed.lockup
    return [
      fil > 0n
        ? ok('FIL', `${root} has ${amount(fil)}`)
        : warning(
            'FIL',
            `${root} has none.`,
            'Send it some: granting, renewing, revoking and depositing take gas.',
          ),
      usdfc > 0n || isEnough
        ? ok('USDFC', `${amount(usdfc)} in the wallet`)
        : warning('USDFC', 'none in the wallet.', 'Get some, to deposit it: https://app.usdfc.net'),
      isEnough
        ? ok('Deposit', `${amount(deposit.available)} USDFC of ${amount(deposit.funds)} are free`)
        : failed(
            'Deposit',
            `${amount(deposit.available)} USDFC of ${amount(deposit.funds)} are free, and a new data set takes ${amount(needed.lockup)}.`,
            `Let the root deposit USDFC in FilecoinPay: synapse.payments.deposit of @filoz/synapse-sdk, or a console such as https://pay.filecoin.cloud.`,
          ),
    ]
  },
  title,
}
