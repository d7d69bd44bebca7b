import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import * as Keystore from 'ox/Keystore'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { afterAll, describe, expect, test } from 'vitest'
import { createP256KeyPair } from '../../src/p256/createP256KeyPair.ts'
import {
  dataFolder,
  decryptKeystore,
  ExposedFileError,
  encryptKeystore,
  fileStorage,
  KeystorePasswordError,
  keystoreStorage,
} from '../../src/storage/node.ts'
import { InvalidStoredSessionError, memoryStorage, sealedStorage, webStorage } from '../../src/storage.ts'
import { errorOf } from '../helpers.ts'
import { kms, openStorage } from '../session/storages.ts'

const folders: string[] = []
afterAll(async () => {
  for (const folder of folders) await rm(folder, { force: true, recursive: true })
})

async function newFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'foc-storage-'))
  folders.push(folder)
  return folder
}

/** What is stored of a session, as text. */
const sessionText = (privateKey = generatePrivateKey(), fields: object = {}) =>
  JSON.stringify({
    address: privateKeyToAddress(privateKey),
    chainId: 314159,
    contractAddress: '0x518411c2062E119Aaf7A8B12A2eDf9a939347655',
    privateKey,
    root: '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266',
    state: 'granted',
    ...fields,
  })

const parsed = (text: string | null | undefined) => JSON.parse(text ?? '')

const kinds = {
  fileStorage: async () => fileStorage({ folder: await newFolder() }),
  keystoreStorage: async () => keystoreStorage({ folder: await newFolder(), password: 'correct horse' }),
  memoryStorage: async () => memoryStorage(),
  sealedStorage: async () => sealedStorage(memoryStorage(), kms),
  webStorage: async () => {
    const { items } = openStorage()
    return webStorage({
      getItem: (key) => items.get(key) ?? null,
      removeItem: (key) => void items.delete(key),
      setItem: (key, value) => void items.set(key, value),
    })
  },
}

describe.each(Object.entries(kinds))('%s', (_, create) => {
  test('default: keeps, replaces and forgets, each item by itself', async () => {
    const storage = await create()
    const [first, second] = [sessionText(), sessionText()]
    expect((await storage.getItem('a')) ?? null).toBe(null)
    await storage.setItem('a', first)
    await storage.setItem('b', second)
    expect(parsed(await storage.getItem('a'))).toEqual(parsed(first))
    expect(parsed(await storage.getItem('b'))).toEqual(parsed(second))
    const changed = first.replace('granted', 'ending')
    await storage.setItem('a', changed)
    expect(parsed(await storage.getItem('a'))).toEqual(parsed(changed))
    await storage.removeItem('a')
    await storage.removeItem('a')
    expect((await storage.getItem('a')) ?? null).toBe(null)
    expect(parsed(await storage.getItem('b'))).toEqual(parsed(second))
  })

  test('behavior: whoever has the lock of an item has it alone, and gives it back when it fails', async () => {
    const { lock } = await create()
    if (!lock) return expect(globalThis.navigator?.locks).toBe(undefined)
    let inside = 0
    const most: number[] = []
    const work = async () => {
      most.push(++inside)
      await new Promise((resolve) => setImmediate(resolve))
      inside--
    }
    const failing = errorOf(lock('a', () => Promise.reject(new Error('no'))))
    await Promise.all([lock('a', work), lock('a', work), lock('a', work), failing])
    expect(most).toEqual([1, 1, 1])
    // Another item is not held up.
    expect(await lock('a', () => lock('b', async () => 'both'))).toBe('both')
  })

  test('behavior: nothing of it shows a key that went through it', async () => {
    const storage = await create()
    const privateKey = generatePrivateKey()
    await storage.setItem('a', sessionText(privateKey))
    const shown = inspect(storage, { depth: 9, getters: true, showHidden: true }) + JSON.stringify(storage)
    expect(shown).not.toContain(privateKey.slice(2))
  })
})

describe('fileStorage', () => {
  test('behavior: files that nobody else can read, and nothing else', async () => {
    const folder = join(await newFolder(), 'made')
    const storage = fileStorage({ folder })
    await storage.setItem('a/../b', sessionText())
    expect(await readdir(folder)).toEqual(['a%2F..%2Fb'])
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    expect((await stat(join(folder, 'a%2F..%2Fb'))).mode & 0o777).toBe(0o600)
    expect(await fileStorage({ folder }).getItem('a/../b')).toBe(await storage.getItem('a/../b'))
  })

  test('error: a file that others can read is refused', async () => {
    const folder = await newFolder()
    const storage = fileStorage({ folder })
    await storage.setItem('a', sessionText())
    for (const mode of [0o640, 0o604, 0o660]) {
      await chmod(join(folder, 'a'), mode)
      const error = await errorOf(async () => storage.getItem('a'))
      expect(error).toBeInstanceOf(ExposedFileError)
      expect(error).toMatchObject({ mode, path: join(folder, 'a') })
    }
  })

  test('behavior: what a writer that was killed left is wiped with the item', async () => {
    const folder = await newFolder()
    const storage = fileStorage({ folder })
    await storage.setItem('a', sessionText())
    await writeFile(join(folder, '.a.left'), sessionText())
    await writeFile(join(folder, '.ab.other'), 'another item')
    await storage.removeItem('a')
    expect(await readdir(folder)).toEqual(['.ab.other'])
  })

  test("default: in the platform's data folder", async () => {
    const home = await newFolder()
    const { HOME, XDG_DATA_HOME } = process.env
    Object.assign(process.env, { HOME: home, XDG_DATA_HOME: join(home, 'data') })
    try {
      await fileStorage().setItem('a', 'text')
      expect(await readFile(join(dataFolder(), 'foc-session-keys', 'a'), 'utf8')).toBe('text')
    } finally {
      Object.assign(process.env, { HOME })
      if (XDG_DATA_HOME === undefined) delete process.env.XDG_DATA_HOME
      else process.env.XDG_DATA_HOME = XDG_DATA_HOME
    }
  })
})

describe('memoryStorage', () => {
  test('behavior: who comes while another goes and a third waits is after both', async () => {
    const { lock } = memoryStorage()
    const order: string[] = []
    const work = (name: string) => async () => {
      order.push(name)
      await new Promise((resolve) => setImmediate(resolve))
      order.push(name)
    }
    const first = lock?.('a', work('first'))
    const second = lock?.('a', work('second'))
    await first
    await Promise.all([second, lock?.('a', work('third'))])
    expect(order).toEqual(['first', 'first', 'second', 'second', 'third', 'third'])
  })

  test('behavior: a key that cannot leave is kept with what is said of it', async () => {
    const { getItem, keyPairs, removeItem, setItem } = memoryStorage()
    expect(await keyPairs?.get('a')).toBe(null)
    const item = { keyPair: await createP256KeyPair(), value: 'text' }
    await keyPairs?.set('a', item)
    expect(await keyPairs?.get('a')).toEqual(item)
    expect(await getItem('a')).toBe('text')
    await setItem('a', 'other')
    expect(await keyPairs?.get('a')).toEqual({ value: 'other' })
    await removeItem('a')
    expect(await keyPairs?.get('a')).toBe(null)
  })
})

describe('keystoreStorage', () => {
  test('behavior: the key is nowhere in the file, the rest is beside it', async () => {
    const folder = await newFolder()
    const privateKey = generatePrivateKey()
    await keystoreStorage({ folder, password: 'pw' }).setItem('a', sessionText(privateKey))
    const text = await readFile(join(folder, 'a.json'), 'utf8')
    expect(text).not.toContain(privateKey.slice(2))
    expect(JSON.parse(text)).toMatchObject({
      address: privateKeyToAddress(privateKey).slice(2).toLowerCase(),
      'foc-session-keys': { state: 'granted' },
      version: 3,
    })
    const again = keystoreStorage({ folder, password: 'pw' })
    expect(JSON.parse((await again.getItem('a')) ?? '')).toMatchObject({ privateKey })
  })

  test('error: another password, and a file that is no keystore', async () => {
    const folder = await newFolder()
    await keystoreStorage({ folder, password: 'pw' }).setItem('a', sessionText())
    const error = await errorOf(async () => keystoreStorage({ folder, password: 'wrong' }).getItem('a'))
    expect(error).toBeInstanceOf(KeystorePasswordError)
    expect(error).toMatchObject({ path: join(folder, 'a.json') })
  })

  test.each(['', '{}', '{"version":1,"crypto":{}}', '{"version":3}', '{"crypto":{}}', sessionText()])(
    'error: %s is no keystore',
    async (text) => {
      const folder = await newFolder()
      await writeFile(join(folder, 'b.json'), text)
      const error = await errorOf(async () => keystoreStorage({ folder, password: 'pw' }).getItem('b'))
      expect(error).toBeInstanceOf(InvalidStoredSessionError)
      expect(error).toMatchObject({ item: 'b', reason: 'it is no keystore of version 3' })
    },
  )

  test.each(['', '{}', '{"privateKey":"0x12"}', '{"privateKey":1}'])(
    'error: %s is no session',
    async (text) => {
      const storage = keystoreStorage({ folder: await newFolder(), password: 'pw' })
      const error = await errorOf(async () => storage.setItem('b', text))
      expect(error).toBeInstanceOf(InvalidStoredSessionError)
      expect(error).toMatchObject({ item: 'b', reason: 'it is to be encrypted, and is no session' })
    },
  )

  test('behavior: a change beside the key does not take the password again, and another key does', async () => {
    const folder = await newFolder()
    const privateKey = generatePrivateKey()
    const crypto = async () => JSON.parse(await readFile(join(folder, 'a.json'), 'utf8')).crypto
    const storage = keystoreStorage({ folder, password: 'pw' })
    await storage.setItem('a', sessionText(privateKey))
    const first = await crypto()
    expect(first).toMatchObject({ kdf: 'scrypt', kdfparams: { n: 131_072, p: 1, r: 8 } })
    await storage.setItem('a', sessionText(privateKey, { state: 'ending' }))
    expect(await crypto()).toEqual(first)
    // Who has read it has it, too.
    const reader = keystoreStorage({ folder, password: 'pw' })
    await reader.getItem('a')
    await reader.setItem('a', sessionText(privateKey))
    expect(await crypto()).toEqual(first)
    await storage.setItem('a', sessionText())
    expect((await crypto()).ciphertext).not.toBe(first.ciphertext)
  })

  test('behavior: a file that another one replaced is opened anew', async () => {
    const folder = await newFolder()
    const [mine, theirs] = [generatePrivateKey(), generatePrivateKey()]
    const storage = keystoreStorage({ folder, password: 'pw' })
    await storage.setItem('a', sessionText(mine))
    await keystoreStorage({ folder, password: 'pw' }).setItem('a', sessionText(theirs))
    expect(parsed(await storage.getItem('a'))).toMatchObject({ privateKey: theirs })
  })

  test('default: the name is that of one session, and what is to follow it has its own', async () => {
    const folder = await newFolder()
    const storage = keystoreStorage({ folder, name: 'mine', password: 'pw' })
    const [now, next] = [sessionText(), sessionText()]
    await storage.setItem('any.item', now)
    await storage.setItem('any.item.next', next)
    expect((await readdir(folder)).sort()).toEqual(['mine', 'mine.next'])
    expect(parsed(await storage.getItem('any.item'))).toEqual(parsed(now))
    expect(parsed(await storage.getItem('any.item.next'))).toEqual(parsed(next))
  })

  test('behavior: the text of a keystore, and the key in it', async () => {
    const privateKey = generatePrivateKey()
    const text = await encryptKeystore({ password: 'pw', privateKey })
    expect(text).not.toContain(privateKey.slice(2))
    expect(await decryptKeystore({ password: 'pw', path: 'key.json', text })).toBe(privateKey)
    const error = await errorOf(decryptKeystore({ password: 'no', path: 'key.json', text }))
    expect(error).toMatchObject({ name: 'KeystorePasswordError', path: 'key.json' })
  })

  test('behavior: keystores of other costs, and by PBKDF2, are read', async () => {
    const privateKey = generatePrivateKey()
    const derived = {
      light: Keystore.scrypt({ n: 4096, p: 6, password: 'pw', r: 8 }),
      pbkdf2: Keystore.pbkdf2({ iterations: 1000, password: 'pw' }),
    }
    for (const [key, options] of Object.values(derived)) {
      const text = JSON.stringify(Keystore.encrypt(privateKey, key, options))
      expect(await decryptKeystore({ password: 'pw', path: 'key.json', text })).toBe(privateKey)
      const error = await errorOf(decryptKeystore({ password: 'no', path: 'key.json', text }))
      expect(error).toBeInstanceOf(KeystorePasswordError)
    }
  })
})

describe('sealedStorage', () => {
  const items = ['a', 'b'] as const

  async function sealTwo() {
    const inner = openStorage()
    const storage = sealedStorage(inner.storage, kms)
    for (const item of items) await storage.setItem(item, sessionText())
    const rows = items.map((item) => JSON.parse(inner.items.get(item) ?? ''))
    return { inner, rows, storage }
  }

  test('behavior: a row shows whose it is, and nothing of the key', async () => {
    const inner = openStorage()
    const privateKey = generatePrivateKey()
    await sealedStorage(inner.storage, kms).setItem('a', sessionText(privateKey))
    const row = inner.items.get('a') ?? ''
    expect(row).toContain(privateKeyToAddress(privateKey))
    expect(row).not.toContain(privateKey.slice(2))
  })

  test.each(['context', 'data', 'iv', 'sealed'])('error: %s of another row', async (field) => {
    const { inner, rows, storage } = await sealTwo()
    inner.items.set('a', JSON.stringify({ ...rows[0], [field]: rows[1][field] }))
    const error = await errorOf(async () => storage.getItem('a'))
    // The key service says so itself, where it is asked for another.
    if (field === 'data' || field === 'iv')
      expect(error).toMatchObject({ item: 'a', reason: 'it was sealed otherwise, or for another place' })
  })

  test.each([
    ['half of one', (row: string) => row.slice(0, 40)],
    ['another version', (row: string) => row.replace('"version":1', '"version":2')],
    ['data that is no hex', (row: string) => row.replace('"data":"0x', '"data":"')],
    ['no seal', (row: string) => row.replace('"sealed"', '"unsealed"')],
    ['no context', (row: string) => row.replace('"context"', '"other"')],
    ['nothing', () => ''],
  ])('error: %s is no sealed session', async (_, change) => {
    const { inner, storage } = await sealTwo()
    inner.items.set('a', change(inner.items.get('a') ?? ''))
    const error = await errorOf(async () => storage.getItem('a'))
    expect(error).toBeInstanceOf(InvalidStoredSessionError)
    expect(error).toMatchObject({ item: 'a', reason: 'it is no sealed session' })
  })

  test('behavior: nothing is there where the inner storage has null or undefined', async () => {
    for (const nothing of [null, undefined]) {
      const storage = sealedStorage({ ...openStorage().storage, getItem: () => nothing }, kms)
      expect(await storage.getItem('a')).toBe(null)
    }
  })

  test('error: a whole row in the place of another, and one with another root', async () => {
    const { inner, rows, storage } = await sealTwo()
    inner.items.set('a', JSON.stringify(rows[1]))
    const error = await errorOf(async () => storage.getItem('a'))
    expect(error).toBeInstanceOf(InvalidStoredSessionError)
    expect(error).toMatchObject({ item: 'a' })
    // Even by a key service that does not look whom it opens for.
    const careless = sealedStorage(inner.storage, {
      open: (sealed) => kms.open(sealed, rows[0].context),
      seal: kms.seal,
    })
    const context = { ...rows[0].context, root: rows[0].context.address }
    inner.items.set('a', JSON.stringify({ ...rows[0], context }))
    expect(await errorOf(async () => careless.getItem('a'))).toBeInstanceOf(InvalidStoredSessionError)
  })

  test('behavior: each write has a data key of its own', async () => {
    const { inner, rows, storage } = await sealTwo()
    await storage.setItem('a', (await storage.getItem('a')) ?? '')
    const row = JSON.parse(inner.items.get('a') ?? '')
    expect([row.data, row.iv, row.sealed]).not.toEqual([rows[0].data, rows[0].iv, rows[0].sealed])
    expect(row.context).toEqual(rows[0].context)
  })

  test('behavior: over a storage without a lock, one at a time has it', async () => {
    const { items, storage } = openStorage()
    const { lock: _, ...inner } = storage
    const { lock } = sealedStorage(inner, kms)
    const order: string[] = []
    const work = (name: string) => async () => {
      order.push(`${name} begins`)
      await new Promise((resolve) => setImmediate(resolve))
      order.push(`${name} ends`)
    }
    await Promise.all([lock?.('a', work('one')), lock?.('a', work('other'))])
    expect(order).toHaveLength(4)
    expect(order[1]).toBe(order[0]?.replace('begins', 'ends'))
    expect(items.size).toBe(0)
  })

  test.each([
    '[]',
    '"text"',
    ...['address', 'contractAddress', 'root'].flatMap((field) =>
      [undefined, '', 7].map((value) => sessionText(undefined, { [field]: value })),
    ),
  ])('error: %s is no session', async (text) => {
    const { items, storage } = openStorage()
    const error = await errorOf(async () => sealedStorage(storage, kms).setItem('a', text))
    expect(error).toBeInstanceOf(InvalidStoredSessionError)
    expect(error).toMatchObject({ item: 'a', reason: 'it is to be sealed, and is no session' })
    expect(items.size).toBe(0)
  })

  test('error: only sessions are sealed, and the error does not quote', async () => {
    const privateKey = generatePrivateKey()
    const error = await errorOf(async () =>
      sealedStorage(memoryStorage(), kms).setItem('a', `{${privateKey}`),
    )
    expect(error).toBeInstanceOf(InvalidStoredSessionError)
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(privateKey.slice(2))
  })
})
