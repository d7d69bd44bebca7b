import type { BrowserContext, Page } from 'playwright-core'
import { type Hex, hexToBigInt, hexToBytes } from 'viem'

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
    await Promise.all(pending)
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

/** The key of the session that a page keeps, which its storage decrypts, as the page itself could. */
export const privateKeyOf = (page: Page): Promise<Hex> =>
  page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('foc-session-keys')
      request.onsuccess = () => resolve(request.result)
    })
    const [item, { data, iv, key }] = await new Promise<
      [string, { data: ArrayBuffer; iv: Uint8Array<ArrayBuffer>; key: CryptoKey }]
    >((resolve) => {
      const request = database.transaction('sessions').objectStore('sessions').openCursor()
      request.onsuccess = () => resolve([String(request.result?.key), request.result?.value])
    })
    database.close()
    const cipher = { additionalData: new TextEncoder().encode(item), iv, name: 'AES-GCM' }
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(cipher, key, data))).privateKey
  })
