import * as SessionKey from 'foc-session-keys'
import {
  filecoinWarmStorageServiceStateViewAbi,
  sessionKeyAuthorizerAbi,
  sessionKeyRegistryAbi,
} from 'foc-session-keys/abi'
import {
  type Address,
  BaseError,
  custom,
  decodeFunctionData,
  decodeFunctionResult,
  encodeFunctionResult,
  type Hex,
  http,
  multicall3Abi,
  type Transport,
  zeroAddress,
} from 'viem'
import { expect, test } from 'vitest'
import { messagesOf, newData, useDevnet } from './helpers.ts'

// A session key asks its node what is used, what is granted, which data set is meant and whose that is. Whatever the node says of it,
// the contract decides: here the node lies, and the chain is asked honestly what came of it.
const devnet = useDevnet()
const { Permission, policy } = SessionKey

const abi = [...filecoinWarmStorageServiceStateViewAbi, ...sessionKeyAuthorizerAbi, ...sessionKeyRegistryAbi]

/** What the node says in place of what is so; `undefined` for the truth. */
type Lie = (functionName: string, args: readonly unknown[], truth: Hex) => Hex | undefined

/** A node that says whatever it likes in answer to calls, also to those that come in one request. */
function lyingNode(lie: Lie): Transport {
  const { request } = http(devnet.devnet.rpcUrl)({ chain: devnet.devnet.chain })
  const answer = (data: Hex, truth: Hex) => {
    try {
      const { args = [], functionName } = decodeFunctionData({ abi, data })
      return lie(functionName, args as readonly unknown[], truth) ?? truth
    } catch {
      return truth
    }
  }
  return custom({
    request: async (body: { method: string; params?: unknown }) => {
      const truth = await request(body as Parameters<typeof request>[0])
      if (body.method !== 'eth_call') return truth
      const [{ data, to }] = body.params as [{ data: Hex; to: Address }]
      const { multicall3 } = devnet.devnet.chain.contracts
      if (to.toLowerCase() !== multicall3.address.toLowerCase()) return answer(data, truth as Hex)
      const asked = { abi: multicall3Abi, functionName: 'aggregate3' } as const
      const [calls] = decodeFunctionData({ abi: multicall3Abi, data }).args as readonly [
        readonly { callData: Hex }[],
      ]
      const truths = decodeFunctionResult({ ...asked, data: truth as Hex })
      const result = truths.map(({ returnData, success }, i) => ({
        returnData: answer(calls[i]?.callData ?? '0x', returnData),
        success,
      }))
      return encodeFunctionResult({ ...asked, result })
    },
  })
}

const untouched: Lie = () => undefined

/** A P-256 key that was granted `granted`, and believes itself to have been granted `permissions`, by what its node says. */
async function open(
  permissions: readonly SessionKey.PermissionOrPolicy[],
  { granted = permissions, lie = untouched }: { granted?: typeof permissions; lie?: Lie } = {},
) {
  const root = devnet.rootClient()
  let current = lie
  const sessionKey = SessionKey.fromP256({
    chain: devnet.devnet.chain,
    keyPair: await SessionKey.createP256KeyPair(),
    permissions,
    root: root.account.address,
    transport: lyingNode((...call) => current(...call)),
  })
  const signed: unknown[] = []
  const { signTypedData } = sessionKey.account
  sessionKey.account.signTypedData = async (typedData) => {
    const signature = await signTypedData(typedData)
    signed.push(typedData.primaryType)
    return signature
  }
  await SessionKey.loginSync(root, { permissions: granted, sessionKeyAddress: sessionKey.address })
  await sessionKey.syncExpirations()
  const { synapse } = await devnet.synapse(sessionKey)
  return {
    add: async (dataSetId: bigint, size: number) => {
      const context = await synapse.storage.createContext({ dataSetId })
      return context.upload(newData(size))
    },
    /** What is left by what the chain says to others. */
    left: (permission: SessionKey.Policy) =>
      SessionKey.remaining(devnet.publicClient(), {
        permission,
        root: root.account.address,
        sessionKeyAddress: sessionKey.address,
      }),
    setLie: (next: Lie) => {
      current = next
    },
    sessionKey,
    signed,
  }
}

/** Two data sets of the root, of two providers. */
async function dataSets() {
  const { synapse } = await devnet.synapse()
  const { copies } = await synapse.storage.upload(newData(), { metadata: { test: 'lying node' } })
  const [here, elsewhere] = copies
  if (!here || !elsewhere) throw new Error('There are no two copies.')
  return { elsewhere: elsewhere.dataSetId, here: here.dataSetId }
}

const piecesIn = (dataSetId: bigint) =>
  devnet.publicClient().readContract({
    abi: [
      {
        inputs: [{ name: 'setId', type: 'uint256' }],
        name: 'getActivePieceCount',
        outputs: [{ name: '', type: 'uint256' }],
        stateMutability: 'view',
        type: 'function',
      },
    ],
    address: devnet.devnet.chain.contracts.pdp.address,
    args: [dataSetId],
    functionName: 'getActivePieceCount',
  })

const errorOf = (action: Promise<unknown>): Promise<Error> =>
  action.then(
    () => Promise.reject(new Error('It did not fail.')),
    (error) => error,
  )

const rest = SessionKey.DefaultFwssPermissions.filter((one) => one !== Permission.AddPieces)
const word = (value: bigint): Hex => `0x${value.toString(16).padStart(64, '0')}`

test('it says that nothing is used: the contract refuses what is too much', async () => {
  const { here } = await dataSets()
  const limited = policy({ limit: 1000n, permission: Permission.AddPieces })
  const { add, left, setLie, signed } = await open([limited, ...rest])
  await add(here, 600)
  const pieces = await piecesIn(here)

  const honest = SessionKey.decodeError(await errorOf(add(here, 401)))
  expect(honest).toMatchObject({ asked: 401n, name: 'LimitExceededError', policy: limited, used: 600n })
  expect(signed).toHaveLength(1)
  setLie((name, _, truth) =>
    name === 'usageOf' ? `${truth.slice(0, 66) as Hex}${'0'.repeat(64)}` : undefined,
  )
  const refused = await errorOf(add(here, 401))
  expect(signed).toHaveLength(2)
  const decoded = SessionKey.decodeError(refused, { policies: [limited] })
  expect(decoded).toBeInstanceOf(SessionKey.LimitExceededError)
  expect(decoded).toMatchObject({ asked: 401n, limit: 1000n, policy: limited, used: 600n })
  expect(decoded?.message).toContain('AddPieces, at most 1000 bytes')

  // The other way, the key refuses what it could do.
  setLie((name, _, truth) =>
    name === 'usageOf' ? `${truth.slice(0, 66) as Hex}${word(1000n).slice(2)}` : undefined,
  )
  expect(SessionKey.decodeError(await errorOf(add(here, 130)))).toMatchObject({ used: 1000n })
  expect(signed).toHaveLength(2)
  expect(await piecesIn(here)).toBe(pieces)
  expect(await left(limited)).toBe(400n)
})

test('it says that everything is granted: the contract does not take what is not', async () => {
  const { here } = await dataSets()
  const pieces = await piecesIn(here)
  const more = policy({ limit: 2n ** 40n, permission: Permission.AddPieces })
  const { add, left, sessionKey, signed } = await open([more, ...rest], {
    granted: rest,
    lie: (name, args) => {
      if (name !== 'authorizationExpiries') return undefined
      const [, , permissions] = args as [Address, Address, Hex[]]
      return encodeFunctionResult({
        abi: sessionKeyRegistryAbi,
        functionName: 'authorizationExpiries',
        result: permissions.map(() => 2n ** 39n),
      })
    },
  })
  expect(sessionKey.hasPermission(Permission.AddPieces)).toBe(true)
  const refused = await errorOf(add(here, 130))
  expect(signed).toHaveLength(1)
  const decoded = SessionKey.decodeError(refused)
  expect(decoded).toBeInstanceOf(SessionKey.PolicyNotGrantedError)
  expect(decoded).toMatchObject({
    policy: { dataSetId: undefined, limit: 2n ** 40n, operation: Permission.AddPieces, provider: undefined },
    sessionKeyAddress: sessionKey.address,
  })
  expect(decoded?.message).toContain('AddPieces, at most 1 TiB')
  expect(await left(more)).toBe(0n)
  expect(await piecesIn(here)).toBe(pieces)
})

test('it says that the data set, or its provider, is the one that the policy names', async () => {
  const { elsewhere, here } = await dataSets()
  const [mine] = devnet.devnet.providers
  const pieces = await piecesIn(elsewhere)
  const only = policy({ dataSetId: here, permission: Permission.AddPieces })
  const ofHere = await open([only, ...rest])
  expect(SessionKey.decodeError(await errorOf(ofHere.add(elsewhere, 130)))).toBeInstanceOf(
    SessionKey.OutsidePolicyError,
  )
  expect(ofHere.signed).toEqual([])
  const lied = await open([only, ...rest], {
    lie: (name) => (name === 'clientNonces' ? word(here) : undefined),
  })
  // What is signed binds the data set that the key believed in: for any other it is nobody's signature.
  const nobody = { name: 'NotAuthorizedError', sessionKeyAddress: zeroAddress }
  expect(SessionKey.decodeError(await errorOf(lied.add(elsewhere, 130)))).toMatchObject(nobody)
  expect(lied.signed).toHaveLength(1)

  const { serviceProvider } = await devnet.publicClient().readContract({
    abi: filecoinWarmStorageServiceStateViewAbi,
    address: devnet.devnet.chain.contracts.fwssView.address,
    args: [elsewhere],
    functionName: 'getDataSet',
  })
  const another = devnet.devnet.providers.find(({ address }) => address !== serviceProvider) ?? mine
  const withAnother = policy({ permission: Permission.AddPieces, provider: another.address })
  const swapped = serviceProvider.slice(2).toLowerCase()
  const ofProvider = await open([withAnother, ...rest], {
    lie: (name, _, truth) =>
      name === 'getDataSet'
        ? (truth.replaceAll(swapped, another.address.slice(2).toLowerCase()) as Hex)
        : undefined,
  })
  expect(SessionKey.decodeError(await errorOf(ofProvider.add(elsewhere, 130)))).toMatchObject(nobody)
  expect(ofProvider.signed).toHaveLength(1)
  expect(await piecesIn(elsewhere)).toBe(pieces)
})

test('it says what nobody can read: a typed error, and nothing is signed', async () => {
  const { here } = await dataSets()
  const [mine] = devnet.devnet.providers
  const pieces = await piecesIn(here)
  const terms = { limit: 1000n, permission: Permission.AddPieces, provider: mine.address }
  for (const garbage of ['0x', '0x12', `0x${'ff'.repeat(31)}`] as const)
    for (const asked of ['clientNonces', 'getDataSet', 'usageOf']) {
      // A data set is asked for once, so each needs a key of its own.
      const { add, signed } = await open([policy({ ...terms, dataSetId: here }), ...rest], {
        lie: (name) => (name === asked ? garbage : undefined),
      })
      const error = await errorOf(add(here, 130))
      const causes = []
      for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) causes.push(cause)
      expect(
        causes.some((cause) => cause instanceof BaseError),
        `${asked} ${garbage}: ${messagesOf(error)}`,
      ).toBe(true)
      expect(signed).toEqual([])
    }
  expect(await piecesIn(here)).toBe(pieces)
})
