import { readFileSync } from 'node:fs'
import {
  type Abi,
  type BaseError,
  type Chain,
  createWalletClient,
  custom,
  encodeDeployData,
  encodeFunctionData,
  getContractAddress,
  type Hash,
  type Hex,
  http,
  parseEther,
  serializeErc6492Signature,
  WaitForTransactionReceiptTimeoutError,
} from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import {
  AmbiguousCallError,
  ExpiryInPastError,
  login,
  loginSync,
  MissingAccountError,
  MissingChainContractError,
  RegistryNotFoundError,
  revokeAllSync,
  revokeSync,
  type SignedMessage,
  sendSigned,
  sendSignedSync,
  sessionKeyActions,
  signLogin,
  signLogout,
  signRevokeAll,
  TransactionReplacedError,
  TransactionRevertedError,
  WalletNotDeployedError,
} from '../../src/index.ts'
import { errorOf, now, useDevnet } from '../helpers.ts'

// What wallets do to signatures and transactions that they are asked for.
const devnet = useDevnet()
const relayer = () => devnet.rootClient(4)

type Request = { method: string; params?: unknown }

/** A wallet in a browser: an address, and a request function, which may answer in its own way. */
function wallet(index: number, answer: (request: Request, pass: () => Promise<unknown>) => unknown) {
  const node = http(devnet.rpcUrl)({ chain: devnet.chain })
  const request = async (body: Request) =>
    answer(body, () => node.request(body as Parameters<typeof node.request>[0]))
  return createWalletClient({
    account: devnet.account(index).address,
    chain: devnet.chain,
    pollingInterval: 20,
    transport: custom({ request }, { retryCount: 0 }),
  })
}

/** A wallet that makes something else of typed-data signatures. */
const signing = (index: number, change: (signature: Hex) => Hex) =>
  wallet(index, async ({ method }, pass) => {
    const answer = await pass()
    return method === 'eth_signTypedData_v4' ? change(answer as Hex) : answer
  })

/** As hardware wallets do: 0 or 1 in place of 27 or 28. */
const withParity = (signature: Hex): Hex =>
  `${signature.slice(0, -2) as Hex}0${Number.parseInt(signature.slice(-2), 16) - 27}`

/** A wallet that is a contract, and takes what its owner signs. */
async function smartWallet(owner: Hex) {
  const { abi, bytecode } = JSON.parse(
    readFileSync(new URL('../../../../out/SmartWallet.sol/SmartWallet.json', import.meta.url), 'utf8'),
  ) as { abi: Abi; bytecode: { object: Hex } }
  const nonce = await devnet.publicClient().getTransactionCount(relayer().account)
  const hash = await relayer().sendTransaction({
    data: encodeDeployData({ abi, args: [owner], bytecode: bytecode.object }),
  })
  await devnet.publicClient().waitForTransactionReceipt({ hash })
  return getContractAddress({ from: relayer().account.address, nonce: BigInt(nonce) })
}

describe('behavior: signatures of wallets are made what the registry takes', () => {
  const submitted = async (signed: SignedMessage) => (await sendSignedSync(relayer(), signed)).receipt.status

  test('that end in 0 or 1, of a root, of a key, and of the owner of a contract', async () => {
    const client = signing(2, withParity)
    const root = await smartWallet(client.account.address)
    const ends = new Set<string>()
    // Which of the two it is changes with what is signed.
    for (let round = 0; ends.size < 2 || round < 4; round++) {
      const sessionKeyAddress = devnet.sessionKey().address
      for (const sign of [
        () => signLogin(client, { sessionKeyAddress }),
        () => signRevokeAll(client, { sessionKeyAddresses: [sessionKeyAddress] }),
        () => signLogin(client, { root, sessionKeyAddress }),
        () => signLogout(client, { root: devnet.account(3) }),
      ]) {
        const signed = await sign()
        ends.add(signed.signature.slice(-2))
        expect(await submitted(signed)).toBe('success')
      }
    }
    expect([...ends].sort()).toEqual(['1b', '1c'])
  })

  test('but not when they are not by the account once changed: a contract has its own ways to sign', async () => {
    const own: Hex = `0x${'11'.repeat(64)}01`
    const client = signing(2, () => own)
    const sessionKeyAddress = devnet.sessionKey().address
    expect((await signLogin(client, { sessionKeyAddress })).signature).toBe(own)
  })

  test('that are wrapped for a contract that is not deployed, once it is', async () => {
    const address = relayer().account.address
    const client = signing(2, (signature) =>
      serializeErc6492Signature({ address, data: '0x1234', signature: withParity(signature) }),
    )
    const root = await smartWallet(client.account.address)
    const sessionKeyAddress = devnet.sessionKey().address
    const signed = await signLogin(client, { root, sessionKeyAddress })
    expect(signed.signature).toHaveLength(132)
    expect(await submitted(signed)).toBe('success')

    const missing = privateKeyToAccount(generatePrivateKey()).address
    const error = await errorOf(signLogin(client, { root: missing, sessionKeyAddress }))
    expect(error).toBeInstanceOf(WalletNotDeployedError)
    expect(error).toMatchObject({ address: missing })
  })
})

describe('behavior: a transaction that is replaced in the wallet', () => {
  /** Sends a grant, waits until it was looked at, puts another transaction in its place, and mines that. */
  async function replaced(
    index: number,
    send: (client: ReturnType<typeof wallet>, onHash: (hash: Hash) => void) => Promise<unknown>,
    replace: (original: { data: Hex; to: Hex; value: bigint }) => { data?: Hex; to: Hex; value: bigint },
  ) {
    const account = devnet.account(index)
    const publicClient = devnet.publicClient()
    let seen = () => {}
    const looked = new Promise<void>((resolve) => {
      seen = resolve
    })
    const client = wallet(index, async ({ method }, pass) => {
      const answer = await pass()
      if (method === 'eth_getTransactionByHash') seen()
      return answer
    })
    await devnet.testClient().setAutomine(false)
    try {
      let hash: Hash | undefined
      const outcome = send(client, (sent) => {
        hash = sent
      }).then(
        (value) => ({ value }),
        (error: Error) => ({ error }),
      )
      await looked
      const { gas, input, maxFeePerGas, nonce, to, value } = await publicClient.getTransaction({
        hash: hash as Hash,
      })
      const replacementHash = await devnet.rootClient(index).sendTransaction({
        account,
        gas,
        maxFeePerGas: (maxFeePerGas ?? 0n) * 3n + 10n ** 10n,
        maxPriorityFeePerGas: 10n ** 10n,
        nonce,
        ...replace({ data: input, to: to as Hex, value }),
      })
      await devnet.testClient().mine({ blocks: 1 })
      return { ...((await outcome) as { error?: Error; value?: unknown }), hash, replacementHash }
    } finally {
      await devnet.testClient().setAutomine(true)
    }
  }

  test('by the same call with other fees is a success', async () => {
    const sessionKeyAddress = devnet.sessionKey().address
    const { replacementHash, value } = await replaced(
      5,
      (client, onHash) => loginSync(client, { onHash, sessionKeyAddress }),
      (original) => original,
    )
    expect(value).toMatchObject({
      event: { args: { signer: sessionKeyAddress } },
      receipt: { transactionHash: replacementHash },
    })
  })

  test('error: by a cancellation', async () => {
    const { address } = devnet.account(6)
    const sessionKeyAddresses = [devnet.sessionKey().address]
    for (const send of [
      (client: ReturnType<typeof wallet>, onHash: (hash: Hash) => void) =>
        revokeAllSync(client, { onHash, sessionKeyAddresses }),
      async (client: ReturnType<typeof wallet>, onHash: (hash: Hash) => void) =>
        sendSignedSync(client, await signRevokeAll(devnet.rootClient(7), { sessionKeyAddresses }), {
          onHash,
        }),
    ]) {
      const { error, hash, replacementHash } = await replaced(6, send, () => ({ to: address, value: 0n }))
      expect(error).toBeInstanceOf(TransactionReplacedError)
      expect(error).toMatchObject({
        hash,
        reason: 'cancelled',
        receipt: { status: 'success', transactionHash: replacementHash },
        replacementHash,
      })
      expect(error?.message).toContain('cancelled in the wallet')
    }
  })

  test('error: by another grant, whose event is not taken for the one that was asked for', async () => {
    const client = devnet.rootClient(7)
    const other = encodeFunctionData(
      login.prepare(client, { sessionKeyAddress: devnet.sessionKey().address }),
    )
    const { error } = await replaced(
      7,
      (sender, onHash) => loginSync(sender, { onHash, sessionKeyAddress: devnet.sessionKey().address }),
      (original) => ({ ...original, data: other }),
    )
    expect(error).toBeInstanceOf(TransactionReplacedError)
    expect(error).toMatchObject({ reason: 'replaced' })
  })
})

describe('behavior: waiting for a transaction', () => {
  test('takes a timeout, a number of blocks, and how often to ask', async () => {
    const client = devnet.rootClient(5)
    const sessionKeyAddress = devnet.sessionKey().address
    await devnet.testClient().setAutomine(false)
    try {
      const started = performance.now()
      const late = errorOf(loginSync(client, { sessionKeyAddress, timeout: 100 }))
      expect(await late).toBeInstanceOf(WaitForTransactionReceiptTimeoutError)
      expect(performance.now() - started).toBeLessThan(10_000)
      await devnet.testClient().mine({ blocks: 1 })

      let polls = 0
      const slow = wallet(5, ({ method }, pass) => {
        if (method === 'eth_blockNumber') polls++
        return pass()
      })
      let settled = false
      const sent = new Promise<Hash>((onHash) => {
        confirmed = loginSync(slow, { confirmations: 3, onHash, pollingInterval: 10, sessionKeyAddress })
      })
      await sent
      confirmed?.finally(() => {
        settled = true
      })
      await devnet.testClient().mine({ blocks: 2 })
      const before = polls
      await until(() => polls > before + 3)
      expect(settled).toBe(false)
      await devnet.testClient().mine({ blocks: 1 })
      expect((await confirmed)?.receipt.status).toBe('success')
    } finally {
      await devnet.testClient().setAutomine(true)
    }
  })
  let confirmed: ReturnType<typeof loginSync> | undefined

  /** Goes round the event loop until something is so. */
  async function until(condition: () => boolean) {
    while (!condition()) await new Promise((resolve) => setImmediate(resolve))
  }

  test('does not fail with what onHash throws, now or later', async () => {
    const client = devnet.rootClient(5)
    const sessionKeyAddress = devnet.sessionKey().address
    const signed = await signLogin(devnet.rootClient(8), { sessionKeyAddress })
    for (const onHash of [
      () => {
        throw new Error('The page is gone.')
      },
      async () => Promise.reject(new Error('The page is gone.')),
    ])
      expect((await loginSync(client, { onHash, sessionKeyAddress })).receipt.status).toBe('success')
    const { receipt } = await sendSignedSync(client, signed, {
      onHash: () => {
        throw new Error('The page is gone.')
      },
    })
    expect(receipt.status).toBe('success')
  })

  test('error: a transaction that was mined and failed says why', async () => {
    const client = devnet.rootClient(5)
    const { timestamp } = await devnet.publicClient().getBlock()
    const expiry = (timestamp > now() ? timestamp : now()) + 30n
    await devnet.testClient().setAutomine(false)
    try {
      let outcome: Promise<Error> | undefined
      await new Promise((onHash) => {
        outcome = errorOf(
          loginSync(client, { expiry, onHash, sessionKeyAddress: devnet.sessionKey().address }),
        )
      })
      await devnet.testClient().setNextBlockTimestamp({ timestamp: expiry + 1n })
      await devnet.testClient().mine({ blocks: 1 })
      const error = await outcome
      expect(error).toBeInstanceOf(TransactionRevertedError)
      const { reason } = error as TransactionRevertedError
      expect(reason).toBeInstanceOf(ExpiryInPastError)
      expect(reason).toMatchObject({ expiry, now: expiry + 1n })
      expect(error?.message).toContain(`The expiry ${expiry} was 1 seconds ago.`)
    } finally {
      await devnet.testClient().setAutomine(true)
    }
  })
})

describe('behavior: sending', () => {
  test("takes viem's own parameters", async () => {
    const account = devnet.account(9)
    const nonce = await devnet.publicClient().getTransactionCount(account)
    const sessionKeyAddress = devnet.sessionKey().address
    const parameters = {
      dataSuffix: '0xabcd',
      gas: 500_000n,
      maxFeePerGas: 20n * 10n ** 9n,
      maxPriorityFeePerGas: 3n,
      nonce,
      sessionKeyAddress,
    } as const
    // Of another account than the client's, as an account and as an address.
    const { event, receipt } = await loginSync(devnet.rootClient(5), { ...parameters, account })
    expect(event.args.identity).toBe(account.address)
    const transaction = await devnet.publicClient().getTransaction({ hash: receipt.transactionHash })
    const { gas, input, maxFeePerGas, maxPriorityFeePerGas } = transaction
    expect({ gas, maxFeePerGas, maxPriorityFeePerGas, nonce: transaction.nonce }).toEqual({
      gas: 500_000n,
      maxFeePerGas: 20n * 10n ** 9n,
      maxPriorityFeePerGas: 3n,
      nonce,
    })
    expect(input.endsWith('abcd')).toBe(true)
    const { address } = account
    const again = await revokeSync(
      wallet(5, (_, pass) => pass()),
      { account: address, sessionKeyAddress },
    )
    expect(again.event.args.identity).toBe(address)
  })

  test('error: a call that would fail is refused before it is sent, when it is told how much gas to take, too', async () => {
    const { address } = devnet.chain.contracts.sessionKeyRegistry
    const client = devnet.rootClient(5)
    const nonce = await devnet.publicClient().getTransactionCount(client.account)
    const error = await errorOf(
      client
        .extend(sessionKeyActions())
        .loginAndFund({ gas: 500_000n, sessionKeyAddress: address, value: parseEther('1') }),
    )
    expect(error.name).toBe('FundingFailedError')
    expect(await devnet.publicClient().getTransactionCount(client.account)).toBe(nonce)
  })

  test('error: to an address without code is refused before anything is paid', async () => {
    const contractAddress = privateKeyToAccount(generatePrivateKey()).address
    const sessionKeyAddress = devnet.sessionKey().address
    const methods: string[] = []
    const client = wallet(5, ({ method }, pass) => {
      methods.push(method)
      return pass()
    })
    const signed = { ...(await signLogin(client, { sessionKeyAddress })), contractAddress }
    const grant = { contractAddress, sessionKeyAddress }
    for (const send of [
      () => login(client, grant),
      () => login(devnet.rootClient(5), grant),
      () => loginSync(client, grant),
      () => revokeSync(client, grant),
      () => revokeAllSync(client, { contractAddress, sessionKeyAddresses: [sessionKeyAddress] }),
      () => sendSigned(client, signed, { contractAddress }),
      () => signLogin(client, grant),
    ]) {
      const error = await errorOf(send)
      expect(error).toBeInstanceOf(RegistryNotFoundError)
      expect(error).toMatchObject({ chainId: devnet.chain.id, contractAddress })
    }
    expect(methods).not.toContain('eth_sendTransaction')
  })

  test('error: a wallet that stands on another chain is told so, whether or not something is there', async () => {
    for (const code of ['0x', '0x00']) {
      const sent: unknown[] = []
      const client = wallet(5, async ({ method, params }, pass) => {
        if (method === 'eth_sendTransaction') sent.push(params)
        if (method === 'eth_chainId') return '0x1'
        if (method === 'eth_call') return '0x'
        if (method === 'eth_getCode') return code
        return method === 'eth_call' ? '0x' : pass()
      })
      const error = await errorOf(login(client, { sessionKeyAddress: devnet.sessionKey().address }))
      expect(`${error}`).toContain('does not match the target chain')
      expect(sent).toEqual([])
    }
  })

  test('error: without an account, or without a chain', async () => {
    const sessionKeyAddress = devnet.sessionKey().address
    const full = devnet.rootClient(5)
    const nobody = { ...full, account: undefined as unknown as typeof full.account }
    const nowhere = { ...full, chain: undefined as unknown as Chain }
    const { address: contractAddress } = devnet.chain.contracts.sessionKeyRegistry
    for (const [client, type] of [
      [nobody, MissingAccountError],
      [nowhere, MissingChainContractError],
    ] as const)
      for (const action of [
        () => login(client as typeof full, { contractAddress, sessionKeyAddress }),
        () => revokeSync(client as typeof full, { contractAddress, sessionKeyAddress }),
        () => signLogin(client as typeof full, { contractAddress, sessionKeyAddress }),
        () => signLogout(client as typeof full, { contractAddress, root: full.account }),
        () =>
          signRevokeAll(client as typeof full, { contractAddress, sessionKeyAddresses: [sessionKeyAddress] }),
      ])
        expect(await errorOf(action)).toBeInstanceOf(type)
    // The account may be passed with each write.
    const { event } = await loginSync(nobody, { account: full.account, sessionKeyAddress })
    expect(event.args.identity).toBe(full.account.address)
  })
})

test('behavior: a call is built by the same name on a function and on a client, and never sent by accident', async () => {
  const methods: string[] = []
  const plain = wallet(5, ({ method }, pass) => {
    methods.push(method)
    return pass()
  })
  const client = plain.extend(sessionKeyActions())
  const parameters = { expiry: now() + 900n, sessionKeyAddress: devnet.sessionKey().address }
  expect(client.login.prepare(parameters)).toEqual(login.prepare(plain, parameters))
  const actions = client as unknown as Record<string, typeof Function.prototype>
  for (const misuse of [
    () => actions.login?.call(client, parameters),
    () => actions.login?.call(parameters),
    () => actions.revoke?.call(client, parameters),
  ]) {
    const error = await errorOf(misuse)
    expect(error).toBeInstanceOf(AmbiguousCallError)
    expect(error.message).toContain('.prepare(')
  }
  expect(methods).toEqual([])
  const { receipt } = await client.loginSync(parameters)
  expect(client.login.extractEvent(receipt.logs)?.args.expiry).toBe(parameters.expiry)
  expect(client.revokeAll.extractEvents(receipt.logs)).toHaveLength(1)
})

test('error: a wallet on another chain, that tells nothing of this one, is asked for no transaction', async () => {
  const methods: string[] = []
  const client = wallet(5, async ({ method }) => {
    methods.push(method)
    if (method === 'eth_chainId') return '0x1'
    if (method === 'eth_call') return '0x'
    throw Object.assign(new Error(`There is no ${method}.`), { code: -32601 })
  })
  const sessionKeyAddress = devnet.sessionKey().address
  for (const write of [login, loginSync]) {
    const error = (await errorOf(write(client, { sessionKeyAddress }))) as BaseError
    expect(error.walk((cause) => (cause as Error).name === 'ChainMismatchError')).not.toBeNull()
  }
  expect(methods).not.toContain('eth_sendTransaction')
  expect(methods).not.toContain('eth_sendRawTransaction')
})
