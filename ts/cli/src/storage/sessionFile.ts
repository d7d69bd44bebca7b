import { DefaultFwssPermissions, type Network, type Permission, type SessionStorage } from 'foc-session-keys'
import { type Address, type Hex, isHash } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { chainIdOf } from '../settings/network.ts'
import { parseAddress, parsePrivateKey } from '../syntax/parse.ts'
import { formatDotenv, parseDotenv } from './dotenv.ts'

/**
 * A session in a file of dotenv lines, as filecoin-pin has it: `SESSION_KEY`, `SESSION_ADDRESS`, `NETWORK`, and `WALLET_ADDRESS`
 * once it is known who granted. What the client knows besides is in `SESSION_STATE`; without that line, or with one that is of
 * another key, it is a key that nobody was asked about yet, and the chain says what became of it.
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
  /** Stores the same under another name, and leaves this one empty. */
  moveTo: (name: string) => Promise<void>
  remove: () => Promise<void>
}

/** What is asked of whoever grants first. */
export type Asked = {
  permissions: readonly Permission[]
  /** The block from which on grants are searched. Default: that in which the registry was made. */
  since: bigint | undefined
}

/** A session that is stored, without its key. What a key from elsewhere was to be granted is not known. */
export type SessionLines = {
  address: Address
  permissions: readonly Permission[] | undefined
  root: Address | undefined
  since: bigint | undefined
}

/** What the client stores, apart from the key and the root, if it did already; and what a link asked for, and from when on. */
type State = { address?: string; since?: string; state?: string; wanted?: Permission[] }

/** A storage that has a lock of its own. */
export type LockedStorage = SessionStorage & { lock: NonNullable<SessionStorage['lock']> }

const comment = 'Whoever has this session key can do with the wallet what it was granted. Tell it to nobody.'

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
    if (!text) return
    const lines = parseDotenv(text)
    const secret = await parsePrivateKey(lines.SESSION_KEY ?? '', `SESSION_KEY in ${place}`)
    const address = privateKeyToAddress(secret)
    const state = stateOf(lines.SESSION_STATE)
    return {
      address,
      chainId: chainIdOf(lines.NETWORK ?? network),
      root: lines.WALLET_ADDRESS
        ? await parseAddress(lines.WALLET_ADDRESS, `WALLET_ADDRESS in ${place}`)
        : undefined,
      // The secret is a property of nothing.
      secret: () => secret,
      state: state.address?.toLowerCase() === address.toLowerCase() ? state : {},
    }
  }

  const save = (file: string, secret: Hex, root: string | undefined, state: State) =>
    inner.setItem(
      file,
      formatDotenv(comment, {
        SESSION_KEY: secret,
        SESSION_ADDRESS: privateKeyToAddress(secret),
        NETWORK: network,
        WALLET_ADDRESS: root,
        SESSION_STATE: JSON.stringify(state),
      }),
    )

  async function read(): Promise<SessionLines | undefined> {
    const found = await load(name)
    if (!found) return
    const { address, root, state } = found
    return {
      address,
      permissions: state.wanted,
      root,
      since: state.since === undefined ? undefined : BigInt(state.since),
    }
  }

  const noteOf = (address: Address, { permissions, since }: Asked): State => ({
    address,
    ...(since === undefined ? {} : { since: `${since}` }),
    wanted: [...permissions],
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
        await save(name, secret, undefined, noteOf(address, asked))
        return { ...asked, address, root: undefined }
      }),
    ask: (asked) =>
      locked(async () => {
        const found = await load(name)
        if (!found) return
        const { address, root, secret, state } = found
        await save(name, secret(), root, { ...state, ...noteOf(address, asked) })
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
        const { address, chainId, secret, state } = found
        const { contractAddress, root } = placeIn(item)
        const known = { address, chainId, privateKey: secret(), root: found.root ?? root }
        if (state.state !== undefined) return JSON.stringify({ ...state, ...known })
        // Nobody knows whether somebody was asked by a link, nor until when they may grant: it is not forgotten by itself.
        return JSON.stringify({
          ...known,
          asOf: '0',
          asked: false,
          contractAddress,
          expiry: '0',
          permissions: DefaultFwssPermissions,
          state: 'pending',
        })
      },
      setItem: async (item, value) => {
        const { privateKey, root, ...state } = JSON.parse(value) as State & { privateKey: Hex; root: string }
        const file = fileOf(name, item)
        const before = await load(file)
        const isSame = before?.address.toLowerCase() === state.address?.toLowerCase()
        const { since, wanted } = (isSame && before?.state) || {}
        await save(file, privateKey, root, {
          ...state,
          ...(wanted ? { wanted } : {}),
          ...(since ? { since } : {}),
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

function stateOf(text: string | undefined): State {
  try {
    const state: State = Object(JSON.parse(text ?? '{}'))
    const { since, wanted } = state
    if (since !== undefined && !/^\d+$/.test(since)) return {}
    if (wanted !== undefined && !wanted.every((permission) => isHash(permission))) return {}
    return state
  } catch {
    return {}
  }
}
