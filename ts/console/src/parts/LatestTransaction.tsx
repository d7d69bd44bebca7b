import { useTransactions } from '../state/transactions.tsx'
import { TransactionState } from './TransactionState.tsx'

/** What became of what was asked last, for a dialog, behind which the rest is out of reach. */
export function LatestTransaction() {
  const [latest] = useTransactions().list
  return <div role="status">{latest && <TransactionState transaction={latest} />}</div>
}
