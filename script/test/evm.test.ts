import { readFileSync } from 'node:fs'
import {
  type Address,
  createPublicClient,
  encodeFunctionData,
  type Hex,
  hashTypedData,
  hexToBytes,
  http,
  keccak256,
  toHex,
} from 'viem'
import { privateKeyToAccount, sign } from 'viem/accounts'
import { anvil } from 'viem/chains'
import { expect, test } from 'vitest'
import type { Answers } from '../prove/evm.ts'
import { run } from '../prove/evm.ts'
import { createSolver } from '../prove/solver.ts'
import type { Writes } from '../prove/storage.ts'
import { type Byte, createWords } from '../prove/words.ts'
import { startAnvil } from './startAnvil.ts'

const artifact = JSON.parse(readFileSync('out/SessionKeyRegistry.sol/SessionKeyRegistry.json', 'utf8'))

const steps = 60

test('a random life of the registry is the same on anvil', { timeout: 120_000 }, async () => {
  const { port, stop } = await startAnvil({})
  try {
    const client = createPublicClient({ chain: anvil, transport: http(`http://127.0.0.1:${port}`) })
    const request = client.request as (call: { method: string; params: unknown[] }) => Promise<unknown>
    const words = createWords(createSolver())
    const next = createRandom(20_261_127)
    const pick = <item>(items: readonly item[]) => items[next(items.length)] as item

    const accounts = [1, 2, 3].map((key) => privateKeyToAccount(toHex(key, { size: 32 })))
    const addresses = accounts.map(({ address }) => address)
    for (const address of addresses) {
      await request({ method: 'anvil_setBalance', params: [address, toHex(10n ** 20n)] })
      await request({ method: 'anvil_impersonateAccount', params: [address] })
    }
    const p256 = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])
    const point = new Uint8Array(await crypto.subtle.exportKey('raw', p256.publicKey)).slice(1)
    const p256Address = `0x${keccak256(point).slice(26)}` as Address
    const signers = [...addresses, p256Address]

    let now = 2n ** 31n
    /** Sends a transaction in a block at a time of our choice. */
    async function send(from: Address, to: Address | undefined, data: Hex, value = 0n) {
      await request({ method: 'evm_setNextBlockTimestamp', params: [toHex(now)] })
      const gas = toHex(5_000_000)
      const hash = await request({
        method: 'eth_sendTransaction',
        params: [{ data, from, gas, value: toHex(value), ...(to && { to }) }],
      })
      return client.waitForTransactionReceipt({ hash: hash as Hex, pollingInterval: 20 })
    }
    const { contractAddress } = await send(addresses[0] as Address, undefined, artifact.bytecode.object)
    const registry = contractAddress as Address
    const code = [...hexToBytes((await client.getCode({ address: registry })) as Hex)]

    /** What is asked in the course of a call is asked on anvil. */
    const answers: Answers = async ({ input, to, value }) => {
      if (value !== 0n) return [{ output: [], size: 0n, success: true }]
      const { data = '0x' } = await client.call({ data: hexOf(input), to: toHex(to as bigint, { size: 20 }) })
      return [{ output: [...hexToBytes(data)], size: BigInt(hexToBytes(data).length), success: true }]
    }
    let writes: Writes = []
    async function symbolic(caller: Address, data: Hex, value = 0n) {
      const outcomes = await run(words, code, {
        address: BigInt(registry),
        answers,
        calldata: [...hexToBytes(data)],
        caller: BigInt(caller),
        chainId: BigInt(anvil.id),
        codeSize: () => 0n,
        given: [],
        stored: { empty: true, writes },
        timestamp: now,
        value,
      })
      expect(outcomes).toHaveLength(1)
      const [outcome] = outcomes
      if (!outcome?.data) throw new Error('It ends in no way that is known.')
      return { ...outcome, data: hexOf(outcome.data) }
    }
    async function real(from: Address, data: Hex, value = 0n) {
      const call = { data, from, to: registry, value: toHex(value) }
      const params = [call, 'latest', {}, { time: toHex(now) }]
      return request({ method: 'eth_call', params }).then(
        (returned) => ({ data: returned as Hex, ended: 'returned' }),
        (error) => ({ data: error.walk((one: { data?: Hex }) => one.data).data as Hex, ended: 'reverted' }),
      )
    }

    const permissions = [1, 2].map((of) => toHex(of, { size: 32 })).concat(laned)
    const read = async (functionName: 'generationOf' | 'nonceOf', identity: Address, signer: Address) =>
      client.readContract({
        abi: artifact.abi,
        address: registry,
        args: [identity, signer],
        functionName,
      }) as Promise<bigint>
    const domain = {
      name: 'SessionKeyRegistry',
      version: '1',
      verifyingContract: registry,
      chainId: anvil.id,
    }

    /** A call that may go through or not. */
    async function anyCall(): Promise<{ args: unknown[]; functionName: string; value?: bigint }> {
      const identity = pick(addresses)
      const signer = pick(signers)
      const expiry = now - 2n + BigInt(next(100))
      const some = Array.from({ length: next(4) }, () => pick(permissions))
      const policy = { dataSetId: BigInt(next(3)), limit: 2n, operation: pick(permissions), provider: signer }
      const deadline = now + BigInt(next(8)) - 1n
      const origin = 'x'.repeat(next(70))
      const nonce = (await read('nonceOf', identity, signer)) + BigInt(next(4) === 0)
      const generation = (await read('generationOf', identity, signer)) + BigInt(next(4) === 0)
      const byKey = (address: Address, digest: Hex) => {
        const key = toHex(addresses.indexOf(address) + 1, { size: 32 })
        return sign({ hash: digest, privateKey: next(6) === 0 ? toHex(9, { size: 32 }) : key, to: 'hex' })
      }
      const byP256 = async (digest: Hex) => {
        const message = Uint8Array.from(hexToBytes(digest))
        const made = await crypto.subtle.sign({ hash: 'SHA-256', name: 'ECDSA' }, p256.privateKey, message)
        return toHex(Uint8Array.from([...new Uint8Array(made), ...point]))
      }
      switch (next(8)) {
        case 0:
          return { args: [signer, expiry, some, origin], functionName: 'login' }
        case 1:
          return {
            args: [pick(addresses), expiry, some, origin],
            functionName: 'loginAndFund',
            value: BigInt(next(3)),
          }
        case 2:
          return { args: [signer, expiry, some, [policy], origin], functionName: 'loginWithPolicies' }
        case 3:
          return { args: [signer, some, origin], functionName: 'revoke' }
        case 4:
          return {
            args: [Array.from({ length: next(3) }, () => pick(signers)), origin],
            functionName: 'revokeAll',
          }
        case 5:
          return { args: [identity, origin], functionName: 'logout' }
        case 6: {
          const message = { deadline, expiry, identity, nonce, origin, permissions: some, signer }
          const digest = hashTypedData({ domain, message, primaryType: 'Login', types })
          return { args: [message, await byKey(identity, digest)], functionName: 'loginBySig' }
        }
        default: {
          const message = { deadline, generation, identity, origin, signer }
          const digest = hashTypedData({ domain, message, primaryType: 'Logout', types })
          const made = signer === p256Address ? byP256(digest) : byKey(signer, digest)
          return { args: [message, await made], functionName: 'logoutBySig' }
        }
      }
    }

    const through = new Map<string, number>()
    for (let step = 0; step < steps; step++) {
      now += BigInt(next(20) + 1)
      const { args, functionName, value } = await anyCall()
      const caller = pick(addresses)
      const data = encodeFunctionData({ abi: artifact.abi, args, functionName })
      const outcome = await symbolic(caller, data, value)
      expect({ data: outcome.data, ended: outcome.ended }, functionName).toEqual(
        await real(caller, data, value),
      )
      const { logs } = await send(caller, registry, data, value)
      if (outcome.ended === 'returned') {
        expect(
          outcome.events.map(({ data, topics }) => ({ data: hexOf(data), topics: topics.map(hexOfWord) })),
        ).toEqual(logs.map(({ data, topics }) => ({ data, topics })))
        writes = outcome.writes
        through.set(functionName, (through.get(functionName) ?? 0) + 1)
      }
      const view = encodeFunctionData({
        abi: artifact.abi,
        args: [pick(addresses), pick(signers), permissions],
        functionName: 'authorizationExpiries',
      })
      expect((await symbolic(caller, view)).data).toBe((await real(caller, view)).data)
    }
    // A life in which nothing happens would show nothing.
    expect([...through.keys()].sort()).toEqual([
      'login',
      'loginAndFund',
      'loginBySig',
      'loginWithPolicies',
      'logout',
      'logoutBySig',
      'revoke',
      'revokeAll',
    ])
  } finally {
    await stop()
  }
})

const laned = [
  'CreateDataSet(uint256 clientDataSetId,address payee,MetadataEntry[] metadata)MetadataEntry(string key,string value)',
  'TerminateService(uint256 dataSetId)',
].map((type) => keccak256(toHex(type)))

const types = {
  Login: [
    { name: 'identity', type: 'address' },
    { name: 'signer', type: 'address' },
    { name: 'expiry', type: 'uint256' },
    { name: 'permissions', type: 'bytes32[]' },
    { name: 'origin', type: 'string' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
  Logout: [
    { name: 'identity', type: 'address' },
    { name: 'signer', type: 'address' },
    { name: 'origin', type: 'string' },
    { name: 'generation', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const

const hexOf = (bytes: readonly Byte[]): Hex => {
  if (bytes.some((byte) => typeof byte === 'object')) throw new Error('Some bytes are not known.')
  return toHex(Uint8Array.from(bytes as number[]))
}
const hexOfWord = (word: unknown): Hex => toHex(word as bigint, { size: 32 })

/** The same numbers for the same seed: below a limit each. */
function createRandom(seed: number) {
  let state = seed
  return (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
}
