import { useTransactions } from '../state/transactions.tsx'
import { TransactionState } from './TransactionState.tsx'

/** All that the wallet was asked for, read out when it changes. */
export function Transactions() {
  const { clear, list } = useTransactions()
  return (
    <section className="transactions" aria-label="Transactions">
      <div role="log" aria-label="What was sent">
        {list.map((transaction) => (
          <TransactionState key={transaction.id} transaction={transaction} />
        ))}
      </div>
      {list.length > 0 && (
        <button type="button" className="quiet" onClick={clear}>
          Clear
        </button>
      )}
    </section>
  )
}
