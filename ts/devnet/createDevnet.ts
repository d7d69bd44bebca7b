import { readFileSync } from 'node:fs'
import {
  type Address,
  bytesToHex,
  concat,
  createTestClient,
  type Hex,
  http,
  stringToHex,
  walletActions,
} from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { local, type SessionKeyChain } from '../src/chains.ts'
import { startAnvil } from './anvil.ts'

const mnemonic = 'test test test test test test test test test test test junk'

/** The factory that forge deploys through when it is given a salt. anvil has it from the start. */
const create2Factory = '0x4e59b44847b379578588920cA78FbF26c0B4956C'

/** As in `script/Deploy.s.sol`. */
const salt = stringToHex('foc-session-keys', { size: 32 })

/**
 * Starts a chain on this machine with the session key registry and Multicall3 on it, and ten accounts with FIL.
 *
 * Needs forge's artifacts: run `npm run build:contracts` first.
 *
 * @example
 * ```ts
 * const devnet = await createDevnet()
 * console.log(devnet.rpcUrl)
 * await devnet.stop()
 * ```
 */
export async function createDevnet(): Promise<createDevnet.ReturnType> {
  const { port, stop } = await startAnvil({ chainId: local.id, mnemonic })
  try {
    const rpcUrl = `http://127.0.0.1:${port}`
    const chain = {
      ...local,
      rpcUrls: { default: { http: [rpcUrl], webSocket: [`ws://127.0.0.1:${port}`] } },
    }
    const [first, ...others] = Array.from({ length: 10 }, (_, addressIndex) => accountOf(addressIndex))
    const accounts = [first as DevnetAccount, ...others] as const
    const client = createTestClient({
      account: mnemonicToAccount(mnemonic),
      chain,
      mode: 'anvil',
      pollingInterval: 50,
      transport: http(),
    }).extend(walletActions)
    await client.setCode({
      address: chain.contracts.multicall3.address,
      bytecode: artifact('Multicall3').deployedBytecode.object,
    })
    await client.sendTransactionSync({
      data: concat([salt, artifact('SessionKeyRegistry').bytecode.object]),
      to: create2Factory,
    })
    return { accounts, chain, rpcUrl, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

export declare namespace createDevnet {
  type ReturnType = {
    /** Anvil's well-known accounts, each with 10 000 FIL. For this chain only: everybody knows the keys. */
    accounts: readonly [DevnetAccount, ...DevnetAccount[]]
    /** `local` of `foc-session-keys/chains`, at this devnet's port. */
    chain: SessionKeyChain
    /** Endpoint for JSON-RPC over HTTP and, with `ws:`, over WebSocket. */
    rpcUrl: string
    /** Ends the chain. */
    stop: () => Promise<void>
  }
}

/** A key that everybody knows, and its address. */
export type DevnetAccount = { address: Address; privateKey: Hex }

function accountOf(addressIndex: number): DevnetAccount {
  const account = mnemonicToAccount(mnemonic, { addressIndex })
  return { address: account.address, privateKey: bytesToHex(account.getHdKey().privateKey as Uint8Array) }
}

type Artifact = { bytecode: { object: Hex }; deployedBytecode: { object: Hex } }

function artifact(name: string): Artifact {
  const path = new URL(`../../out/${name}.sol/${name}.json`, import.meta.url)
  return JSON.parse(readFileSync(path, 'utf8'))
}
