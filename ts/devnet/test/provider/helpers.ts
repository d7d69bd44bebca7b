import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as Piece from '@filoz/synapse-core/piece'
import { local } from 'foc-session-keys/chains'
import { zeroAddress } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterEach } from 'vitest'
import { type Provider, startProvider } from '../../src/provider/startProvider.ts'

/** Providers, each with a folder of its own, that end with the test. Without a chain. */
export function useProviders() {
  const providers: Provider[] = []
  const folders: string[] = []

  afterEach(async () => {
    await Promise.all(providers.splice(0).map((provider) => provider.close()))
    await Promise.all(folders.splice(0).map((folder) => rm(folder, { force: true, recursive: true })))
  })

  async function newFolder() {
    const folder = await mkdtemp(join(tmpdir(), 'foc-session-keys-'))
    folders.push(folder)
    return folder
  }

  return {
    newFolder,
    start: async (options: Partial<startProvider.Parameters> = {}) => {
      const provider = await startProvider({
        account: privateKeyToAccount(generatePrivateKey()),
        chain: local,
        contracts: {
          fwss: zeroAddress,
          fwssView: zeroAddress,
          pdp: zeroAddress,
          serviceProviderRegistry: zeroAddress,
        },
        folder: options.folder ?? (await newFolder()),
        ...options,
      })
      providers.push(provider)
      return provider
    },
  }
}

/** Random bytes and their PieceCID, by the library that clients use. */
export function newPiece(size = 1000) {
  const bytes = new Uint8Array(randomBytes(size))
  return { bytes, pieceCid: Piece.calculate(bytes).toString() }
}

/** The address of a new upload. */
export async function beginUpload({ serviceUrl }: Pick<Provider, 'serviceUrl'>) {
  const response = await fetch(`${serviceUrl}/pdp/piece/uploads`, { method: 'POST' })
  return new URL(response.headers.get('Location') ?? '', serviceUrl).href
}

export function put(url: string, body: BodyInit) {
  return fetch(url, { body, duplex: 'half', method: 'PUT' } as RequestInit)
}

export function post(url: string, body: unknown) {
  return fetch(url, {
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json' },
    method: 'POST',
  })
}

/** Uploads a piece in the three steps of the SDK, and returns its PieceCID. */
export async function uploadPiece(provider: Pick<Provider, 'serviceUrl'>, { bytes, pieceCid } = newPiece()) {
  const upload = await beginUpload(provider)
  const sent = await put(upload, bytes)
  if (sent.status !== 204) throw new Error(await sent.text())
  const finished = await post(upload, { pieceCid })
  if (finished.status !== 200) throw new Error(await finished.text())
  return pieceCid
}

/** What a server answers to these very bytes, until it closes the connection. */
export function exchange(serviceUrl: string, request: string): Promise<string> {
  const { port } = new URL(serviceUrl)
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(request))
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('utf8')))
    socket.on('error', reject)
  })
}
