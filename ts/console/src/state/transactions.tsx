import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react'
import type { Hash } from 'viem'
import { type Failure, failureOf } from '../words/outcome.ts'

/** Something that the wallet was asked to send, and what became of it. */
export type Transaction = {
  chainId: number
  /** As it was sent. */
  hash?: Hash
  id: number
  /** What went wrong. */
  message?: string
  /** As it was mined: another, if the wallet sped it up or replaced it. */
  minedHash?: Hash
  state: 'asking' | 'sent' | 'mined' | Failure['state']
  title: string
}

/** Sends something: `onHash` is called when it is sent, the promise ends when it is mined. */
export type Send = (onHash: (hash: Hash) => void) => Promise<{ receipt: { transactionHash: Hash } }>

type Transactions = {
  /** Asks the wallet. Ends with what became of it, and throws nothing. */
  run: (about: { chainId: number; title: string }, send: Send) => Promise<Transaction>
  clear: () => void
  list: readonly Transaction[]
}

const Context = createContext<Transactions | undefined>(undefined)

/** All that the page asked the wallet for, the latest first. */
export function TransactionsProvider({ children }: { children: ReactNode }) {
  const [list, setList] = useState<readonly Transaction[]>([])
  const lastId = useRef(0)

  const run = useCallback<Transactions['run']>(async (about, send) => {
    let transaction: Transaction = { ...about, id: ++lastId.current, state: 'asking' }
    const change = (changes: Partial<Transaction>) => {
      transaction = { ...transaction, ...changes }
      setList((others) => others.map((one) => (one.id === transaction.id ? transaction : one)))
    }
    setList((others) => [transaction, ...others])
    try {
      const { receipt } = await send((hash) => change({ hash, state: 'sent' }))
      change({ minedHash: receipt.transactionHash, state: 'mined' })
    } catch (error) {
      change(failureOf(error))
    }
    return transaction
  }, [])

  const clear = useCallback(
    () => setList((all) => all.filter(({ state }) => state === 'asking' || state === 'sent')),
    [],
  )
  const value = useMemo(() => ({ clear, list, run }), [clear, list, run])
  return <Context value={value}>{children}</Context>
}

export function useTransactions(): Transactions {
  const transactions = useContext(Context)
  if (!transactions) throw new Error('There is no TransactionsProvider.')
  return transactions
}

/** Whether the wallet is being asked for something, or it is not mined yet. */
export const useIsBusy = () =>
  useTransactions().list.some(({ state }) => state === 'asking' || state === 'sent')
