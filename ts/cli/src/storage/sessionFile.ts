import {
  DefaultFwssPermissions,
  isPolicy,
  type Network,
  type PermissionOrPolicy,
  type Policy,
  type SessionStorage,
  scopeOf,
} from 'foc-session-keys'
import type { Address, Hex } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { eachOnce, includes } from '../limits/policies.ts'
import { readText, type SessionText, type State, writeText } from './sessionText.ts'

/**
 * A session in a file of dotenv lines, as filecoin-pin has it: `SESSION_KEY`, `SESSION_ADDRESS`, `NETWORK`, and `WALLET_ADDRESS`
 * once it is known who granted. What it was to be granted is in `SESSION_SCOPES`, with its limits; limits that it was to be granted
 * before, or was found to have, are in `SESSION_KNOWN_SCOPES`, so that none of them is forgotten while it may hold. What the client
 * knows besides is in `SESSION_STATE`; without that line, or with one that is of another key, it is a key that nobody was asked about
 * yet, and the chain says what became of it.
 */
export type SessionFile = {
  /** Where it is, for people. */
  place: string
  /** For `loadSession` and the like, with the root that it says, or any root while it says none. */
  storage: SessionStorage
  /** What is in it, without the key; `undefined` when there is none. */
  read: () => Promise<SessionLines | undefined>
  /** Stores a new key, unless there is one. @returns What is stored. */
  create: (asked: Asked) => Promise<SessionLines>
  /** Notes what is asked for. */
  ask: (asked: Asked) => Promise<void>
  /** Notes policies that it was found to have been granted. */
  learn: (policies: readonly Policy[]) => Promise<void>
  /** Stores the same under another name, and leaves this one empty. */
  moveTo: (name: string) => Promise<void>
  remove: () => Promise<void>
}

/** What is asked of whoever grants first. */
export type Asked = {
  permissions: readonly PermissionOrPolicy[]
  /** The block from which on grants are searched. Default: that in which the registry was made. */
  since: bigint | undefined
}

/** A session that is stored, without its key. What a key from elsewhere was to be granted is not known. */
export type SessionLines = {
  address: Address
  permissions: readonly PermissionOrPolicy[] | undefined
  /** Every policy that it was to be granted, or was found to have. */
  policies: readonly Policy[]
  root: Address | undefined
  since: bigint | undefined
}

/** What the client hands over to be stored. */
type Stored = State & { permissions: unknown; policies: unknown; privateKey: Hex; root: string }

/** A storage that has a lock of its own. */
export type LockedStorage = SessionStorage & { lock: NonNullable<SessionStorage['lock']> }

/**
 * @param inner - Where the text is kept, by the name of the file.
 * @param name - Of the file.
 */
export function sessionFile(
  inner: LockedStorage,
  { name, network, place }: { name: string; network: Network; place: string },
): SessionFile {
  const locked = <result>(action: () => Promise<result>) => inner.lock(name, action)

  async function load(file: string) {
    const text = await inner.getItem(file)
    return text ? readText(text, { network, place }) : undefined
  }

  const save = (file: string, secret: Hex, text: SessionText) =>
    inner.setItem(file, writeText(network, secret, text))

  async function read(): Promise<SessionLines | undefined> {
    const found = await load(name)
    if (!found) return
    const { address, asked, policies, root, state } = found
    const since = state.since === undefined ? undefined : BigInt(state.since)
    return { address, permissions: asked, policies, root, since }
  }

  const noteOf = (address: Address, since: bigint | undefined): State => ({
    address,
    ...(since === undefined ? {} : { since: `${since}` }),
  })

  return {
    place,
    read,
    create: (asked) =>
      locked(async () => {
        const found = await read()
        if (found) return found
        const secret = generatePrivateKey()
        const address = privateKeyToAddress(secret)
        const { permissions, since } = asked
        const state = noteOf(address, since)
        await save(name, secret, { asked: permissions, known: [], root: undefined, state })
        return { ...asked, address, policies: permissions.filter(isPolicy), root: undefined }
      }),
    ask: ({ permissions, since }) =>
      locked(async () => {
        const found = await load(name)
        if (!found) return
        const { address, policies, root, secret } = found
        const state = { ...found.state, ...noteOf(address, since) }
        await save(name, secret(), { asked: permissions, known: policies, root, state })
      }),
    learn: (policies) =>
      locked(async () => {
        const found = await load(name)
        // What has no scope could not be read again.
        const news = policies.filter((one) => scopeOf(one) && !includes(found?.policies ?? [], one))
        if (!found || news.length === 0) return
        await save(name, found.secret(), { ...found, known: eachOnce([...found.known, ...news]) })
      }),
    moveTo: (other) =>
      locked(async () => {
        const text = await inner.getItem(name)
        if (!text) return
        await inner.setItem(other, text)
        await inner.removeItem(name)
      }),
    remove: () => locked(async () => void (await inner.removeItem(name))),
    storage: {
      getItem: async (item) => {
        const found = await load(fileOf(name, item))
        if (!found) return null
        const { address, chainId, policies, secret, state } = found
        const { contractAddress, root } = placeIn(item)
        const known = {
          address,
          chainId,
          // All that somebody may have granted to it.
          permissions: [...DefaultFwssPermissions, ...policies.map(({ hash }) => hash)],
          policies,
          privateKey: secret(),
          root: found.root ?? root,
        }
        if (state.state !== undefined) return JSON.stringify({ ...state, ...known })
        // Nobody knows whether somebody was asked by a link, nor until when they may grant: it is not forgotten by itself.
        return JSON.stringify({
          ...known,
          asOf: '0',
          asked: false,
          contractAddress,
          expiry: '0',
          state: 'pending',
        })
      },
      setItem: async (item, value) => {
        // What may have been granted has lines of its own.
        const { permissions, policies, privateKey, root, ...state } = JSON.parse(value) as Stored
        const file = fileOf(name, item)
        const before = await load(file)
        const isSame = before?.address.toLowerCase() === state.address?.toLowerCase()
        const { asked, known = [] } = (isSame && before) || {}
        const { since } = (isSame && before?.state) || {}
        await save(file, privateKey, {
          asked,
          known,
          root,
          state: { ...state, ...(since ? { since } : {}) },
        })
      },
      removeItem: (item) => inner.removeItem(fileOf(name, item)),
      lock: (_, action) => locked(action),
    },
  }
}

/** A key that is to take the place of the one that is stored lies beside it. */
const fileOf = (name: string, item: string) => (item.endsWith('.next') ? `${name}.next` : name)

/** What the client's name of an item says: `foc-session-keys.<chain id>.<registry>.<root>`. */
function placeIn(item: string): { contractAddress: string | undefined; root: string | undefined } {
  const [, , contractAddress, root] = item.split('.')
  return { contractAddress, root }
}
