import { permissions } from './permissions.ts'
import { load, slotOf, type Writes } from './storage.ts'
import type { Word, Words } from './words.ts'

/** What can be read of a session. */
type Session = { expiry: Word; generation: Word; nonce: Word }

/** Which mapping of the registry is which, and where in a session's slot a permission's expiry is, in bytes. */
const [sessions, customExpiries] = [0n, 1n]
const lanes = { CreateDataSet: 27, AddPieces: 22, SchedulePieceRemovals: 17, TerminateService: 12 }

export type Sessions = ReturnType<typeof createSessions>

/** What is stored of sessions: in one slot six bytes of nonce, six of generation and four expiries of five, and in others the rest. */
export function createSessions(words: Words) {
  const { bytesOf, choose, same, wordOf } = words

  /** The expiry that is stored in a generation for a permission without a lane. */
  const stored = (writes: Writes, identity: Word, signer: Word, generation: Word, permission: Word) =>
    load(words, { writes }, slotOf(words, customExpiries, identity, signer, generation, permission))

  function counters(writes: Writes, identity: Word, signer: Word) {
    const slot = bytesOf(load(words, { writes }, slotOf(words, sessions, identity, signer)))
    const part = (from: number, to: number) =>
      wordOf([...Array<number>(32 - (to - from)).fill(0), ...slot.slice(from, to)])
    return { generation: part(6, 12), nonce: part(0, 6), part }
  }

  function read(writes: Writes, identity: Word, signer: Word, permission: Word): Session {
    const { generation, nonce, part } = counters(writes, identity, signer)
    const expiry = Object.entries(lanes).reduce<Word>(
      (otherwise, [lane, at]) =>
        choose(same(permission, permissions[lane as keyof typeof lanes]), part(at, at + 5), otherwise),
      stored(writes, identity, signer, generation, permission),
    )
    return { expiry, generation, nonce }
  }

  return { counters, read, stored }
}
