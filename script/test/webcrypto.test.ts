// What WebCrypto signs with a P-256 key that nobody can export, against the contracts on a chain.
import { readFileSync } from 'node:fs'
import {
  type Address,
  bytesToHex,
  concat,
  createTestClient,
  encodeDeployData,
  encodeFunctionData,
  getContractAddress,
  type Hex,
  hashStruct,
  hashTypedData,
  hexToBytes,
  http,
  keccak256,
  numberToHex,
  publicActions,
  slice,
  toHex,
  walletActions,
  zeroAddress,
} from 'viem'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startAnvil } from './startAnvil.ts'

const root: Address = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const service: Address = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const operation = keccak256(toHex('TerminateService(uint256 dataSetId)'))
const count = 1000

const artifact = (name: string) => JSON.parse(readFileSync(`out/${name}.sol/${name}.json`, 'utf8'))
const types = {
  Policy: [
    { name: 'operation', type: 'bytes32' },
    { name: 'dataSetId', type: 'uint256' },
    { name: 'provider', type: 'address' },
    { name: 'limit', type: 'uint128' },
  ],
  SessionKeyMessage: [
    { name: 'payer', type: 'address' },
    { name: 'permission', type: 'bytes32' },
    { name: 'digest', type: 'bytes32' },
  ],
} as const

let anvil: Awaited<ReturnType<typeof startAnvil>>
beforeAll(async () => {
  anvil = await startAnvil({ chainId: foundry.id })
})
afterAll(() => anvil.stop())

test('behavior: takes a thousand signatures of WebCrypto, with high and with low s, and counts each', async () => {
  const client = createTestClient({
    chain: foundry,
    mode: 'anvil',
    transport: http(`http://127.0.0.1:${anvil.port}`),
  })
    .extend(publicActions)
    .extend(walletActions)
  const send = async (account: Address, to: Address | undefined, data: Hex) => {
    const hash = await client.sendTransaction({ account, data, gas: 5_000_000n, ...(to && { to }) })
    return client.waitForTransactionReceipt({ hash })
  }
  const [registry, authorizer] = [artifact('SessionKeyRegistry'), artifact('SessionKeyAuthorizer')]
  await send(root, undefined, registry.bytecode.object)
  const registryAddress = getContractAddress({ from: root, nonce: 0n })
  const args = [registryAddress]
  await send(
    root,
    undefined,
    encodeDeployData({ abi: authorizer.abi, args, bytecode: authorizer.bytecode.object }),
  )
  const address = getContractAddress({ from: root, nonce: 1n })

  const { privateKey, publicKey } = await crypto.subtle.generateKey(
    { name: 'ECDSA', namedCurve: 'P-256' },
    false,
    ['sign', 'verify'],
  )
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)).slice(1)
  const signer = slice(keccak256(point), 12)
  const data = { dataSetId: 0n, limit: BigInt(count), operation, provider: zeroAddress }
  const permission = hashStruct({ data, primaryType: 'Policy', types })
  const expiry = (await client.getBlock()).timestamp + 86_400n
  const login = [signer, expiry, [], [data], 'test']
  await send(
    root,
    registryAddress,
    encodeFunctionData({ abi: registry.abi, args: login, functionName: 'loginWithPolicies' }),
  )

  const call = async (digest: Hex) => {
    const message = { digest, payer: root, permission }
    const signed = hashTypedData({
      domain: { name: 'SessionKeyEnvelope', version: '1' },
      message,
      primaryType: 'SessionKeyMessage',
      types,
    })
    const signature = bytesToHex(
      new Uint8Array(
        await crypto.subtle.sign(
          { hash: 'SHA-256', name: 'ECDSA' },
          privateKey,
          Uint8Array.from(hexToBytes(signed)),
        ),
      ),
    )
    if (BigInt(slice(signature, 32)) > order / 2n) high++
    const envelope = concat([
      '0x0904d172',
      '0x03',
      numberToHex(count, { size: 16 }),
      signature,
      bytesToHex(point),
    ])
    return encodeFunctionData({
      abi: authorizer.abi,
      args: [root, operation, 1n, zeroAddress, digest, envelope, '0x00000000'],
      functionName: 'authorize',
    })
  }
  const used = async () => {
    const args = [service, root, signer, permission]
    const [, used] = (await client.readContract({
      abi: authorizer.abi,
      address,
      args,
      functionName: 'usageOf',
    })) as [bigint, bigint]
    return used
  }

  let high = 0
  await client.setAutomine(false)
  const hashes: Hex[] = []
  for (let i = 0; i < count; i++) {
    const data = await call(keccak256(numberToHex(i)))
    hashes.push(
      await client.sendTransaction({ account: service, data, gas: 200_000n, nonce: i, to: address }),
    )
    if (i % 100 === 99) await client.mine({ blocks: 1 })
  }
  expect(await used()).toBe(BigInt(count))
  expect(high).toBeGreaterThan(count / 3)
  expect(high).toBeLessThan((2 * count) / 3)
  // All of them were: so there is room for no other.
  await expect(
    client.call({ account: service, data: await call(keccak256('0xff')), to: address }),
  ).rejects.toThrow()
}, 120_000)
