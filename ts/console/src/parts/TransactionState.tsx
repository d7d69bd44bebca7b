import type { Transaction } from '../state/transactions.tsx'
import { Hash } from './Hash.tsx'

const words: Record<Transaction['state'], string> = {
  asking: 'Look at your wallet: it asks you.',
  failed: 'It did not work.',
  mined: 'Done.',
  refused: 'Refused.',
  replaced: 'Replaced.',
  reverted: 'Reverted.',
  sent: 'Sent. Waiting for a block.',
}

/** What became of a transaction. */
export function TransactionState({ transaction }: { transaction: Transaction }) {
  const { chainId, hash, message, minedHash, state, title } = transaction
  return (
    <div className={`transaction ${state}`}>
      <p>
        <strong>{title}</strong>: {words[state]} {message}
      </p>
      {hash && (
        <p>
          Sent as <Hash chainId={chainId} hash={hash} />
        </p>
      )}
      {minedHash && (
        <p>
          Mined as <Hash chainId={chainId} hash={minedHash} />
          {hash && minedHash !== hash && state === 'mined' && ' with other fees'}
        </p>
      )}
    </div>
  )
}
