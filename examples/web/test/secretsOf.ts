import { setTimeout } from 'node:timers/promises'
import type { BrowserContext, Page } from 'playwright-core'
import {
  type Address,
  bytesToHex,
  concat,
  getAddress,
  type Hex,
  hexToBigInt,
  hexToBytes,
  keccak256,
  slice,
} from 'viem'

/** Everything that leaves a page: what it asks for and gets, and what it says. */
export function record(context: BrowserContext) {
  const log: Buffer[] = []
  const pending: Promise<unknown>[] = []
  const note = (what: unknown) => void log.push(Buffer.isBuffer(what) ? what : Buffer.from(String(what)))
  context.on('request', (request) => {
    note(request.url())
    note(request.postDataBuffer() ?? '')
    pending.push(request.allHeaders().then((headers) => note(JSON.stringify(headers)), note))
  })
  context.on('response', (response) => {
    pending.push(response.body().then(note, note))
  })
  context.on('console', (message) => note(message.text()))
  context.on('weberror', (error) => note(error.error().stack))
  return async () => {
    // What a reload cut off comes to nobody, and its body is waited for in vain.
    await Promise.race([Promise.all(pending), setTimeout(5_000)])
    return log
  }
}

/** Everything that lies in a page: what it keeps, and what it shows. */
export async function contentsOf(page: Page): Promise<Record<string, Buffer[]>> {
  const found = await page.evaluate(async () => {
    const latin1 = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
    const answer = <result>(request: IDBRequest<result>) =>
      new Promise<result>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })

    /** All that can be read of a value. */
    async function read(value: unknown, into: string[]): Promise<void> {
      if (value instanceof ArrayBuffer) into.push(latin1(new Uint8Array(value)))
      else if (ArrayBuffer.isView(value))
        into.push(latin1(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)))
      else if (value instanceof Blob) await read(await value.arrayBuffer(), into)
      else if (value instanceof CryptoKey)
        for (const format of ['raw', 'pkcs8'] as const)
          await crypto.subtle.exportKey(format, value).then(
            (bytes) => read(bytes, into),
            () => {},
          )
      else if (typeof value === 'object' && value !== null)
        for (const [name, one] of Object.entries(value)) {
          into.push(name)
          await read(one, into)
        }
      else into.push(String(value))
    }

    const itemsOf = (storage: Storage) =>
      Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '').flatMap((name) => [
        name,
        storage.getItem(name) ?? '',
      ])

    const indexedDb: string[] = []
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await answer(indexedDB.open(name))
      for (const store of database.objectStoreNames) {
        const rows = database.transaction(store).objectStore(store)
        const [keys, values] = await Promise.all([answer(rows.getAllKeys()), answer(rows.getAll())])
        for (const row of [...keys, ...values]) await read(row, indexedDb)
      }
      database.close()
    }
    const inputs = [...document.querySelectorAll('input, textarea')].map(
      (one) => (one as HTMLInputElement).value,
    )
    return {
      address: [location.href, window.name, JSON.stringify(history.state)],
      cookies: [document.cookie],
      dom: [document.documentElement.outerHTML, ...inputs],
      indexedDb,
      localStorage: itemsOf(localStorage),
      sessionStorage: itemsOf(sessionStorage),
    }
  })
  const cookies = JSON.stringify(await page.context().cookies())
  return Object.fromEntries(
    Object.entries({ ...found, allCookies: [cookies] }).map(([place, texts]) => [
      place,
      texts.map((text) => Buffer.from(text, place === 'indexedDb' ? 'latin1' : 'utf8')),
    ]),
  )
}

/** A key as it could be written down. */
function formsOf(privateKey: Hex): Buffer[] {
  const bytes = Buffer.from(hexToBytes(privateKey))
  const hex = bytes.toString('hex')
  const texts = [
    hex,
    hex.toUpperCase(),
    ...[bytes, Buffer.from(hex), Buffer.from(privateKey)].map((one) =>
      one.toString('base64').replace(/.?=*$/, ''),
    ),
    bytes.toString('base64url'),
    `${hexToBigInt(privateKey)}`,
    [...bytes].join(','),
    [...bytes].join(', '),
  ]
  return [bytes, ...texts.map((text) => Buffer.from(text))]
}

/** Whether a key is anywhere in that, in any form. */
export const holds = (contents: readonly Buffer[], privateKey: Hex) =>
  contents.some((content) => formsOf(privateKey).some((form) => content.includes(form)))

/**
 * Learns the private halves of all pairs that the pages of a context make, before they are what was asked for: a handle. So what nobody can
 * export can be looked for.
 */
export async function learnKeys(context: BrowserContext) {
  const keys: { address: Address; privateKey: Hex }[] = []
  const numberOf = (text = '') => bytesToHex(Buffer.from(text, 'base64url'))
  await context.exposeFunction('learnKey', ({ d, x, y }: JsonWebKey) => {
    const address = getAddress(slice(keccak256(concat([numberOf(x), numberOf(y)])), 12))
    keys.push({ address, privateKey: numberOf(d) })
  })
  await context.addInitScript(() => {
    const { subtle } = crypto
    const generate = subtle.generateKey.bind(subtle) as (
      ...given: unknown[]
    ) => Promise<CryptoKey | CryptoKeyPair>
    const { learnKey } = window as unknown as { learnKey: (key: JsonWebKey) => Promise<void> }
    subtle.generateKey = (async (algorithm: EcKeyGenParams, extractable: boolean, usages: KeyUsage[]) => {
      if (algorithm.name !== 'ECDSA') return generate(algorithm, extractable, usages)
      const { privateKey, publicKey } = (await generate(algorithm, true, usages)) as CryptoKeyPair
      const key = await subtle.exportKey('jwk', privateKey)
      await learnKey(key)
      return {
        privateKey: await subtle.importKey('jwk', { ...key, ext: extractable }, algorithm, extractable, [
          'sign',
        ]),
        publicKey,
      }
    }) as typeof subtle.generateKey
  })
  return keys
}
