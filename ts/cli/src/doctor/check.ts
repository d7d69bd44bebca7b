import type { Policy } from 'foc-session-keys'
import type { Address } from 'viem'
import type { Code } from '../output/envelope.ts'
import type { Connection } from '../settings/network.ts'
import type { FoundSession } from '../settings/session.ts'
import type { AccountState } from './readAccount.ts'

/** What a check found: as it should be, worth knowing, or in the way. */
export type Finding = {
  status: 'ok' | 'warning' | 'failed'
  /** What was looked at. */
  title: string
  message: string
  /** What to do about it. */
  cure?: string
  /** It could not be looked at. */
  isSkipped?: true
}

/** One thing to look at. */
export type Check = {
  name: string
  title: string
  /** Names of those before it in the table without which it makes no sense. */
  needs: readonly string[]
  /** What the command ends with when this is in the way. */
  code: Exclude<Code, 'OK'>
  run: (subject: Subject) => Promise<Finding[]> | Finding[]
}

/** What is looked at. What several checks need is read once. */
export type Subject = {
  /** What the root owns and allows. */
  account: () => Promise<AccountState>
  connection: Connection
  /** The key that commands would use, or why it cannot be had. */
  key: FoundSession | { problem: string } | undefined
  /** Now by the chain's clock, in Unix seconds. */
  now: () => Promise<bigint>
  /** The policies that the key was to be granted, or was found to have. */
  policies: () => Promise<readonly Policy[]>
  root: Address | undefined
  signal: AbortSignal
}

export const ok = (title: string, message: string): Finding => ({ message, status: 'ok', title })

export const warning = (title: string, message: string, cure: string): Finding => ({
  cure,
  message,
  status: 'warning',
  title,
})

export const failed = (title: string, message: string, cure: string): Finding => ({
  cure,
  message,
  status: 'failed',
  title,
})

/** It could not be looked at. */
export const skipped = (title: string, why: string): Finding => ({
  isSkipped: true,
  message: `not checked: ${why}`,
  status: 'warning',
  title,
})
