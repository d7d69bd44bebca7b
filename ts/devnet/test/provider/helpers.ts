import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
          filecoinPay: zeroAddress,
          fwss: zeroAddress,
          fwssView: zeroAddress,
          pdp: zeroAddress,
          serviceProviderRegistry: zeroAddress,
        },
        folder: options.folder ?? (await newFolder()),
        prove: false,
        ...options,
      })
      providers.push(provider)
      return provider
    },
  }
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
