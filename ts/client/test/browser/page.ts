import { type Address, type Chain, createWalletClient, custom, http } from 'viem'
import {
  endSession,
  loadSession,
  type P256KeyPair,
  renewSession,
  startSession,
  statusOf,
} from '../../src/index.ts'
import { indexedDbStorage, webStorage } from '../../src/storage.ts'

// What a web app does, with a wallet that is asked outside of the page.
declare global {
  interface Window {
    askWallet: () => Promise<string | null>
    /** Called before each request, and after each transaction. */
    beforeRequest: () => Promise<void>
    app: typeof app
  }
}

export type Setup = {
  chain: Chain
  key?: 'P-256' | 'secp256k1' | undefined
  root: Address
  rpcUrl: string
  storage: 'indexedDb' | 'web'
}

function setUp({ chain, root, rpcUrl, storage }: Setup) {
  const inner = http(rpcUrl)({ chain })
  const client = createWalletClient({
    account: root,
    chain,
    pollingInterval: 20,
    transport: custom({
      request: async (body) => {
        if (body.method === 'eth_sendTransaction') {
          const refusal = await window.askWallet()
          if (refusal) throw Object.assign(new Error(refusal), { code: 4001 })
        }
        await window.beforeRequest()
        const answer = await inner.request(body)
        if (body.method === 'eth_sendTransaction') await window.beforeRequest()
        return answer
      },
    }),
  })
  return { client, storage: storage === 'web' ? webStorage(localStorage) : indexedDbStorage() }
}

const actions = {
  end: endSession,
  load: loadSession,
  // Longer than what it has, or there would be nothing to renew.
  renew: (...[client, parameters]: Parameters<typeof renewSession>) =>
    renewSession(client, { ...parameters, duration: '2h' }),
  start: startSession,
}

/** What any way to get at the bytes of keys ends with. */
async function exportsOf(keys: CryptoKey[]): Promise<string[]> {
  const wrapping = await crypto.subtle.generateKey({ length: 256, name: 'AES-GCM' }, false, ['wrapKey'])
  const cipher = { iv: new Uint8Array(12), name: 'AES-GCM' }
  const attempts = keys.flatMap((key) =>
    (['jwk', 'pkcs8', 'raw', 'spki'] as const).flatMap((format) => [
      crypto.subtle.exportKey(format as 'jwk', key),
      crypto.subtle.wrapKey(format, key, wrapping, cipher),
    ]),
  )
  const ends = await Promise.allSettled(attempts)
  return [...new Set(ends.map((end) => (end.status === 'rejected' ? end.reason.name : 'exported')))]
}

const app = {
  run: async (action: keyof typeof actions, setup: Setup) => {
    const { client, storage } = setUp(setup)
    const given = { key: setup.key, root: setup.root, storage }
    const [session, error] = await actions[action](client, given).then(
      (found) => [found, undefined] as const,
      (thrown: Error) => [undefined, thrown.message] as const,
    )
    return {
      error,
      address: session?.sessionKey.address,
      curve: session && (session.sessionKey.account.curve ?? 'secp256k1'),
      state: session?.state,
      status: statusOf(session),
    }
  },
  /** What lies in the database. */
  rows: async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('foc-session-keys')
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    const store = database.transaction('sessions').objectStore('sessions')
    const rows = await new Promise<{ data: ArrayBuffer; key: CryptoKey; keyPair?: P256KeyPair }[]>(
      (resolve, reject) => {
        const request = store.getAll()
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      },
    )
    database.close()
    return Promise.all(
      rows.map(async ({ data, key, keyPair }) => ({
        exported: await crypto.subtle.exportKey('raw', key).then(
          () => 'yes',
          ({ name }) => name,
        ),
        extractable: key.extractable,
        /** What a script gets that reads the private key of the session out of its row. */
        privateKey: keyPair && {
          algorithm: (keyPair.privateKey.algorithm as EcKeyAlgorithm).namedCurve,
          exported: await exportsOf([keyPair.privateKey, structuredClone(keyPair.privateKey)]),
          json: JSON.stringify(keyPair.privateKey),
        },
        text: new TextDecoder('latin1').decode(data),
      })),
    )
  },
  /** Exchanges the rows of two items. */
  swap: async (first: string, second: string) => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('foc-session-keys')
      request.onsuccess = () => resolve(request.result)
    })
    const transaction = database.transaction('sessions', 'readwrite')
    const store = transaction.objectStore('sessions')
    const read = (item: string) =>
      new Promise<unknown>((resolve) => {
        const request = store.get(item)
        request.onsuccess = () => resolve(request.result)
      })
    const [a, b] = [await read(first), await read(second)]
    store.put(b, first)
    store.put(a, second)
    await new Promise((resolve) => {
      transaction.oncomplete = resolve
    })
    database.close()
  },
}

window.app = app
