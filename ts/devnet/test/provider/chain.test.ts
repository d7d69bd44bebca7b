import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { parse } from '@filoz/synapse-core/piece'
import {
  signAddPieces,
  signCreateDataSetAndAddPieces,
  signSchedulePieceRemovals,
} from '@filoz/synapse-core/typed-data'
import { filecoinWarmStorageServiceStateViewAbi } from 'foc-session-keys/abi'
import {
  bytesToBigInt,
  bytesToHex,
  createTestClient,
  createWalletClient,
  encodeAbiParameters,
  type Hex,
  hexToBytes,
  http,
  numberToHex,
  parseAbiParameters,
  parseEther,
  publicActions,
  stringToHex,
  zeroHash,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createDevnet, type DevnetProvider } from '../../src/createDevnet.ts'
import { startProvider } from '../../src/provider/startProvider.ts'
import { useProviders } from './helpers.ts'
import { newPiece, post, uploadPiece } from './pieces.ts'

// What a provider does on chain, signed for by the root itself.
let devnet: createDevnet.ReturnType

beforeAll(async () => {
  // Proofs are made with the same keys, and drop what is scheduled: test/proving.test.ts.
  devnet = await createDevnet({ prove: false })
})
afterAll(() => devnet.stop())

const { newFolder } = useProviders()

const root = () =>
  createWalletClient({
    account: privateKeyToAccount(devnet.accounts[0].privateKey),
    chain: devnet.chain,
    transport: http(),
  })

const testClient = () => createTestClient({ chain: devnet.chain, mode: 'anvil', transport: http() })

const randomId = () => bytesToBigInt(randomBytes(32))

async function signCreateAndAdd(
  { address }: DevnetProvider,
  pieceCids: string[],
  clientDataSetId = randomId(),
) {
  const extraData = await signCreateDataSetAndAddPieces(root(), {
    clientDataSetId,
    payee: address,
    pieces: pieceCids.map((pieceCid) => ({ pieceCid: parse(pieceCid) })),
  })
  return { clientDataSetId, extraData }
}

const toPieces = (pieceCids: string[]) =>
  pieceCids.map((pieceCid) => ({ pieceCid, subPieces: [{ subPieceCid: pieceCid }] }))

function createAndAdd({ serviceUrl }: DevnetProvider, pieceCids: string[], extraData: Hex) {
  const recordKeeper = devnet.chain.contracts.fwss.address
  return post(`${serviceUrl}/pdp/data-sets/create-and-add`, {
    extraData,
    pieces: toPieces(pieceCids),
    recordKeeper,
  })
}

async function getJson(url: string) {
  const response = await fetch(url)
  return [response.status, await response.json()]
}

/** Code that writes this log, whatever it is called with. */
function emitting(topic0: Hex, topic1: Hex, data: Hex): Hex {
  const { length } = hexToBytes(data)
  const word = (value: number) => `61${value.toString(16).padStart(4, '0')}`
  // PUSH2 length, PUSH2 offset of the data, PUSH1 0, CODECOPY; PUSH32 topic1, PUSH32 topic0, PUSH2 length, PUSH1 0, LOG2, STOP
  const code = (offset: number) =>
    `${word(length)}${word(offset)}600039` + `7f${topic1.slice(2)}7f${topic0.slice(2)}${word(length)}6000a200`
  return `0x${code(code(0).length / 2)}${data.slice(2)}`
}

/** A data set with one piece in it. */
async function newDataSet(provider = devnet.providers[0]) {
  const pieceCid = await uploadPiece(provider)
  const { clientDataSetId, extraData } = await signCreateAndAdd(provider, [pieceCid])
  const created = await createAndAdd(provider, [pieceCid], extraData)
  if (created.status !== 201) throw new Error(await created.text())
  const location = created.headers.get('Location') ?? ''
  const { dataSetId } = await (await fetch(provider.serviceUrl + location)).json()
  return { clientDataSetId, dataSetId, extraData, hash: location.split('/').pop() as Hex, location, pieceCid }
}

describe('data sets', () => {
  test('default: create and add, and ask what became of it, also after a restart', async () => {
    const [provider] = devnet.providers
    const { dataSetId, hash, location, pieceCid } = await newDataSet()
    expect(location).toBe(`/pdp/data-sets/created/${hash}`)
    for (const step of ['now', 'after a restart']) {
      expect([step, ...(await getJson(provider.serviceUrl + location))]).toEqual([
        step,
        200,
        {
          confirmedTxHash: hash,
          createMessageHash: hash,
          dataSetCreated: true,
          dataSetId,
          ok: true,
          service: 'public',
          txStatus: 'confirmed',
        },
      ])
      expect(await getJson(`${provider.serviceUrl}/pdp/data-sets/${dataSetId}/pieces/added/${hash}`)).toEqual(
        [
          200,
          {
            addMessageOk: true,
            confirmedPieceIds: [0],
            confirmedTxHash: hash,
            dataSetId,
            pieceCount: 1,
            piecesAdded: true,
            txHash: hash,
            txStatus: 'confirmed',
          },
        ],
      )
      await provider.stop()
      await provider.start()
    }
    expect(await getJson(`${provider.serviceUrl}/pdp/data-sets/${dataSetId}`)).toEqual([
      200,
      {
        id: dataSetId,
        nextChallengeEpoch: expect.any(Number),
        pieces: [{ pieceCid, pieceId: 0, subPieceCid: pieceCid, subPieceOffset: 0 }],
      },
    ])
  })

  test('behavior: the provider pays the deposit for each', async () => {
    const [{ address }] = devnet.providers
    const balance = () => testClient().extend(publicActions).getBalance({ address })
    const before = await balance()
    await newDataSet()
    const paid = before - (await balance())
    expect(paid).toBeGreaterThan(parseEther('0.1'))
    expect(paid).toBeLessThan(parseEther('0.11'))
  })

  test('behavior: pieces as PDPVerifier 3.5 is to report them', async () => {
    const later = await createDevnet()
    const before = devnet
    devnet = later
    try {
      const [provider] = devnet.providers
      const { clientDataSetId, dataSetId } = await newDataSet()
      const { pdp } = devnet.chain.contracts
      // The log that 3.5 writes: two pieces from id 5 on. Whatever is called, this is what happens.
      await testClient().setCode({
        address: pdp.address,
        bytecode: emitting(
          '0xf940e16e56c59d7821a2d55055b93909607d378871e741e763798717d8924579',
          numberToHex(dataSetId, { size: 32 }),
          encodeAbiParameters(parseAbiParameters('uint256, (bytes32, bytes32)[]'), [
            5n,
            [
              [zeroHash, zeroHash],
              [zeroHash, zeroHash],
            ],
          ]),
        ),
      })
      const pieceCids = [await uploadPiece(provider), await uploadPiece(provider)]
      const extraData = await signAddPieces(root(), {
        clientDataSetId,
        pieces: pieceCids.map((pieceCid) => ({ pieceCid: parse(pieceCid) })),
      })
      const added = await post(`${provider.serviceUrl}/pdp/data-sets/${dataSetId}/pieces`, {
        extraData,
        pieces: toPieces(pieceCids),
      })
      const status = await getJson(provider.serviceUrl + added.headers.get('Location'))
      expect(status).toMatchObject([200, { confirmedPieceIds: [5, 6], dataSetId, pieceCount: 2 }])
    } finally {
      devnet = before
      await later.stop()
    }
  })

  test('behavior: several pieces at once', async () => {
    const [provider] = devnet.providers
    const { clientDataSetId, dataSetId } = await newDataSet()
    const pieceCids = [await uploadPiece(provider), await uploadPiece(provider)]
    const extraData = await signAddPieces(root(), {
      clientDataSetId,
      pieces: pieceCids.map((pieceCid) => ({ pieceCid: parse(pieceCid) })),
    })
    const added = await post(`${provider.serviceUrl}/pdp/data-sets/${dataSetId}/pieces`, {
      extraData,
      pieces: toPieces(pieceCids),
    })
    expect(added.status).toBe(201)
    const status = await getJson(provider.serviceUrl + added.headers.get('Location'))
    expect(status).toMatchObject([200, { confirmedPieceIds: [1, 2], dataSetId, pieceCount: 2 }])
  })

  test('behavior: pending until it is mined', async () => {
    const [provider] = devnet.providers
    const pieceCid = await uploadPiece(provider)
    const { extraData } = await signCreateAndAdd(provider, [pieceCid])
    await testClient().setAutomine(false)
    try {
      const created = await createAndAdd(provider, [pieceCid], extraData)
      const url = provider.serviceUrl + created.headers.get('Location')
      expect(await getJson(url)).toMatchObject([
        200,
        { dataSetCreated: false, ok: null, txStatus: 'pending' },
      ])
      await testClient().mine({ blocks: 1 })
      expect(await getJson(url)).toMatchObject([
        200,
        { dataSetCreated: true, ok: true, txStatus: 'confirmed' },
      ])
    } finally {
      await testClient().setAutomine(true)
    }
  })

  test('behavior: rejected when it is refused only once it is mined', async () => {
    const [provider] = devnet.providers
    const { dataSetId, extraData, pieceCid } = await newDataSet()
    const client = createWalletClient({
      account: privateKeyToAccount(provider.privateKey),
      chain: devnet.chain,
      transport: http(),
    })
    // The signature has been used, and nobody asks beforehand.
    const { fwss, pdp } = devnet.chain.contracts
    const hash = await client.writeContract({
      ...pdp,
      args: [0n, fwss.address, [{ data: bytesToHex(parse(pieceCid).bytes) }], extraData],
      functionName: 'addPieces',
      gas: 2_000_000n,
    })
    expect(await getJson(`${provider.serviceUrl}/pdp/data-sets/created/${hash}`)).toEqual([
      200,
      { createMessageHash: hash, dataSetCreated: false, ok: false, service: 'public', txStatus: 'rejected' },
    ])
    expect(await getJson(`${provider.serviceUrl}/pdp/data-sets/0/pieces/added/${hash}`)).toEqual([
      200,
      {
        addMessageOk: null,
        dataSetId: 0,
        pieceCount: 1,
        piecesAdded: false,
        txHash: hash,
        txStatus: 'rejected',
      },
    ])
    expect(
      (await fetch(`${provider.serviceUrl}/pdp/data-sets/${dataSetId}/pieces/added/${hash}`)).status,
    ).toBe(404)
  })

  test('error: what no transaction did', async () => {
    const [{ serviceUrl }] = devnet.providers
    const { dataSetId, hash } = await newDataSet()
    for (const path of [
      `/pdp/data-sets/created/${zeroHash}`,
      `/pdp/data-sets/${dataSetId}/pieces/added/${zeroHash}`,
      `/pdp/data-sets/${dataSetId + 1}/pieces/added/${hash}`,
      `/pdp/data-sets/${dataSetId + 1000}`,
      `/pdp/data-sets/${dataSetId}/terminate`,
      `/pdp/data-sets/${dataSetId + 1000}/terminate`,
    ]) {
      expect([path, (await fetch(serviceUrl + path)).status]).toEqual([path, 404])
    }
  })

  test('error: a piece that is not here', async () => {
    const [provider] = devnet.providers
    const { pieceCid } = newPiece()
    const { extraData } = await signCreateAndAdd(provider, [pieceCid])
    const answer = await createAndAdd(provider, [pieceCid], extraData)
    expect([answer.status, await answer.text()]).toEqual([400, `This provider does not have ${pieceCid}.`])
  })
})

describe('removal', () => {
  /** A data set with three pieces, and the signature for the removal of some. */
  async function newDataSetOfThree() {
    const [provider] = devnet.providers
    const pieceCids = [await uploadPiece(provider), await uploadPiece(provider), await uploadPiece(provider)]
    const { clientDataSetId, extraData } = await signCreateAndAdd(provider, pieceCids)
    const created = await createAndAdd(provider, pieceCids, extraData)
    const status = await fetch(provider.serviceUrl + created.headers.get('Location'))
    const { dataSetId } = await status.json()
    const remove = async (path: number, signed: number[], pieceIds?: number[]) =>
      fetch(`${provider.serviceUrl}/pdp/data-sets/${dataSetId}/pieces/${path}`, {
        body: JSON.stringify({
          extraData: await signSchedulePieceRemovals(root(), {
            clientDataSetId,
            pieceIds: signed.map(BigInt),
          }),
          ...(pieceIds && { pieceIds }),
        }),
        method: 'DELETE',
      })
    const scheduled = () =>
      root()
        .extend(publicActions)
        .readContract({
          ...devnet.chain.contracts.pdp,
          args: [BigInt(dataSetId)],
          functionName: 'getScheduledRemovals',
        })
    return { remove, scheduled }
  }

  test('default: the pieces of a list, in its order', async () => {
    const { remove, scheduled } = await newDataSetOfThree()
    const answer = await remove(2, [2, 0], [2, 0])
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { txHash: expect.stringMatching(/^0x\w{64}$/) },
    ])
    expect(await scheduled()).toEqual([2n, 0n])
  })

  test.each([[undefined], [[]]])('behavior: the piece in the path, with %j for a list', async (pieceIds) => {
    const { remove, scheduled } = await newDataSetOfThree()
    expect((await remove(1, [1], pieceIds)).status).toBe(200)
    expect(await scheduled()).toEqual([1n])
  })

  test('error: signed for others', async () => {
    const { remove, scheduled } = await newDataSetOfThree()
    expect((await remove(1, [0, 1], [1, 0])).status).toBe(422)
    expect(await scheduled()).toEqual([])
  })

  test('error: a list that does not begin with the piece in the path', async () => {
    const { remove, scheduled } = await newDataSetOfThree()
    const answer = await remove(1, [0, 1], [0, 1])
    expect([answer.status, await answer.text()]).toEqual([
      400,
      'pieceIds begins with 0, and the path names 1.',
    ])
    expect(await scheduled()).toEqual([])
  })

  test('error: as many as may wait', async () => {
    const few = await createDevnet({ limits: { maxQueuedRemovals: 2 }, prove: false })
    const before = devnet
    devnet = few
    try {
      const { remove, scheduled } = await newDataSetOfThree()
      const answers = await Promise.all([remove(0, [0]), remove(1, [1]), remove(2, [2])])
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 429])
      const refused = answers.find(({ status }) => status === 429)
      expect(await refused?.text()).toBe('2 removals wait for the next proving period, of at most 2.')
      expect(await scheduled()).toHaveLength(2)
    } finally {
      devnet = before
      await few.stop()
    }
  })
})

describe('termination', () => {
  async function terminate(dataSetId: number, provider = devnet.providers[0]) {
    const signature = await root().signTypedData({
      domain: {
        chainId: devnet.chain.id,
        name: 'FilecoinWarmStorageService',
        verifyingContract: devnet.chain.contracts.fwss.address,
        version: '1',
      },
      message: { dataSetId: BigInt(dataSetId) },
      primaryType: 'TerminateService',
      types: { TerminateService: [{ name: 'dataSetId', type: 'uint256' }] },
    })
    const extraData = encodeAbiParameters([{ type: 'bytes' }], [signature])
    return post(`${provider.serviceUrl}/pdp/data-sets/${dataSetId}/terminate`, { extraData })
  }

  test('default: it is accepted when it is mined', async () => {
    const { dataSetId } = await newDataSet()
    await testClient().setAutomine(false)
    await testClient().setIntervalMining({ interval: 1 })
    try {
      expect((await terminate(dataSetId)).status).toBe(202)
      const { pdpEndEpoch } = await root()
        .extend(publicActions)
        .readContract({
          ...devnet.chain.contracts.fwssView,
          abi: filecoinWarmStorageServiceStateViewAbi,
          args: [BigInt(dataSetId)],
          functionName: 'getDataSet',
        })
      expect(pdpEndEpoch).toBeGreaterThan(0n)
    } finally {
      await testClient().setIntervalMining({ interval: 0 })
      await testClient().setAutomine(true)
    }
  })

  test('behavior: pending until then, and only once', async () => {
    const [{ serviceUrl }] = devnet.providers
    const { dataSetId } = await newDataSet()
    const url = `${serviceUrl}/pdp/data-sets/${dataSetId}/terminate`
    await testClient().setAutomine(false)
    try {
      const answers = await Promise.all([terminate(dataSetId), terminate(dataSetId), terminate(dataSetId)])
      expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409])
      for (const answer of answers.filter(({ status }) => status === 409)) {
        expect(await answer.json()).toMatchObject({ code: 1, serviceTerminationEpoch: null })
      }
      const hash = expect.stringMatching(/^0x\w{64}$/)
      const pending = { fwssTerminated: null, serviceTerminationEpoch: null, terminationTxHash: hash }
      expect(await getJson(url)).toEqual([200, pending])
      await testClient().mine({ blocks: 1 })
      expect(await getJson(url)).toEqual([
        200,
        {
          confirmedTxHash: hash,
          fwssTerminated: true,
          serviceTerminationEpoch: expect.any(Number),
          terminationTxHash: hash,
        },
      ])
    } finally {
      await testClient().setAutomine(true)
    }
  })

  test('error: the service takes no signed terminations', async () => {
    const [{ privateKey }] = devnet.providers
    const { contracts } = devnet
    const { dataSetId } = await newDataSet()
    // Something that has no such function, as releases of the service before 1.3.
    const old = await startProvider({
      account: privateKeyToAccount(privateKey),
      chain: devnet.chain,
      contracts: { ...contracts, fwss: contracts.multicall3, pdp: contracts.pdpVerifier },
      folder: await newFolder(),
    })
    try {
      const answer = await post(`${old.serviceUrl}/pdp/data-sets/${dataSetId}/terminate`, {
        extraData: '0x12',
      })
      expect([answer.status, await answer.text()]).toEqual([
        503,
        'The service of this provider takes no signed terminations.',
      ])
    } finally {
      await old.close()
    }
  })

  test('error: refused, and tried again', async () => {
    const [{ serviceUrl }] = devnet.providers
    const { dataSetId } = await newDataSet()
    const url = `${serviceUrl}/pdp/data-sets/${dataSetId}/terminate`
    expect((await post(url, { extraData: '0x1234' })).status).toBe(422)
    expect((await fetch(url)).status).toBe(404)
    expect((await terminate(dataSetId)).status).toBe(202)
  })
})

describe('what contracts refuse', () => {
  test('error: a provider without the FIL for a deposit', async () => {
    const [provider] = devnet.providers
    const { address } = provider
    const pieceCid = await uploadPiece(provider)
    const { extraData } = await signCreateAndAdd(provider, [pieceCid])
    const value = await testClient().extend(publicActions).getBalance({ address })
    await testClient().setBalance({ address, value: parseEther('0.05') })
    const answer = await createAndAdd(provider, [pieceCid], extraData)
    expect([answer.status, await answer.text()]).toEqual([
      500,
      'This provider cannot pay for the transaction.',
    ])
    await testClient().setBalance({ address, value })
    expect((await createAndAdd(provider, [pieceCid], extraData)).status).toBe(201)
  })

  test('error: known to clients by name, as data', async () => {
    const [provider] = devnet.providers
    const { extraData, pieceCid } = await newDataSet()
    // The signature has been used.
    const answer = await createAndAdd(provider, [pieceCid], extraData)
    expect([answer.status, await answer.text()]).toEqual([
      422,
      expect.stringMatching(/revert reason=\[0x[0-9a-f]{8,}\]$/),
    ])
  })

  test('error: known to this suite only, in words', async () => {
    const [first, second] = devnet.providers
    const { clientDataSetId, dataSetId } = await newDataSet()
    const pieceCid = await uploadPiece(second)
    const extraData = await signAddPieces(root(), {
      clientDataSetId,
      pieces: [{ pieceCid: parse(pieceCid) }],
    })
    const answer = await post(`${second.serviceUrl}/pdp/data-sets/${dataSetId}/pieces`, {
      extraData,
      pieces: toPieces([pieceCid]),
    })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(
      `revert reason=[Error(CallerNotStorageProvider: setId=${dataSetId}, storageProvider=${first.address}, caller=${second.address})] 0x`,
    )
  })

  test('error: rubbish for extra data', async () => {
    const [provider] = devnet.providers
    const pieceCid = await uploadPiece(provider)
    const answer = await createAndAdd(provider, [pieceCid], '0x1234')
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('=[')])
  })

  test('behavior: a refused transaction leaves no gap before the next', async () => {
    const [provider] = devnet.providers
    const pieceCid = await uploadPiece(provider)
    const signed = await Promise.all(Array.from({ length: 6 }, () => signCreateAndAdd(provider, [pieceCid])))
    const answers = await Promise.all(
      signed.map(({ extraData }, index) =>
        createAndAdd(provider, [pieceCid], index % 2 === 0 ? extraData : '0x1234'),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual([201, 422, 201, 422, 201, 422])
  })

  test('error: the chain is gone', async () => {
    const other = await createDevnet()
    const [provider] = other.providers
    await other.stop()
    // The provider of a stopped devnet can be started again, and still serves.
    await provider.start()
    const stderr = vi.spyOn(process.stderr, 'write')
    try {
      expect((await fetch(`${provider.serviceUrl}/pdp/ping`)).status).toBe(200)
      const answer = await fetch(`${provider.serviceUrl}/pdp/data-sets/1`)
      expect([answer.status, await answer.text()]).toEqual([500, 'The chain cannot be reached.'])
      // Why is between the server and who runs it.
      const logged = stderr.mock.calls.map(([text]) => String(text)).join('')
      expect(logged).toMatch(/^Storage provider: GET \/pdp\/data-sets\/1: .*ECONNREFUSED 127\.0\.0\.1:\d+$/m)
    } finally {
      stderr.mockRestore()
      await provider.stop()
      await rm(dirname(provider.folder), { force: true, recursive: true })
    }
  })
})

describe('pull', () => {
  async function pull(pieceCid: string, sourceUrl: string) {
    const provider = devnet.providers[1]
    const { extraData } = await signCreateAndAdd(provider, [pieceCid])
    return post(`${provider.serviceUrl}/pdp/piece/pull`, {
      extraData,
      pieces: [{ pieceCid, sourceUrl }],
      recordKeeper: devnet.chain.contracts.fwss.address,
    })
  }

  test('default: from another provider, once', async () => {
    const [first, second] = devnet.providers
    const piece = newPiece(100_000)
    await uploadPiece(first, piece)
    const sourceUrl = `${first.serviceUrl}/piece/${piece.pieceCid}`
    for (let i = 0; i < 2; i++) {
      const pulled = await pull(piece.pieceCid, sourceUrl)
      expect([pulled.status, await pulled.json()]).toEqual([
        200,
        { pieces: [{ pieceCid: piece.pieceCid, status: 'complete' }], status: 'complete' },
      ])
    }
    const stored = await (await fetch(`${second.serviceUrl}/piece/${piece.pieceCid}`)).arrayBuffer()
    expect(Buffer.from(stored).equals(piece.bytes)).toBe(true)
  })

  test('error: the other provider does not have it', async () => {
    const [first] = devnet.providers
    const { pieceCid } = newPiece()
    const pulled = await pull(pieceCid, `${first.serviceUrl}/piece/${pieceCid}`)
    expect([pulled.status, await pulled.json()]).toEqual([
      200,
      { pieces: [{ pieceCid, status: 'failed' }], status: 'failed' },
    ])
  })

  test('error: the other provider gives something else', async () => {
    const [, second] = devnet.providers
    const { pieceCid } = newPiece()
    const liar = createServer((_, response) => response.end(newPiece().bytes)).listen(0, '127.0.0.1')
    await once(liar, 'listening')
    const serviceUrl = `http://127.0.0.1:${(liar.address() as AddressInfo).port}`
    try {
      await register(1, serviceUrl)
      const pulled = await pull(pieceCid, `${serviceUrl}/piece/${pieceCid}`)
      expect([pulled.status, await pulled.json()]).toMatchObject([200, { status: 'failed' }])
    } finally {
      liar.close()
    }
    expect((await fetch(`${second.serviceUrl}/piece/${pieceCid}`)).status).toBe(404)
    expect(await readdir(join(second.folder, 'incoming'))).toEqual([])
  })

  test('error: the disk of the other provider has gone bad', async () => {
    const [first, second] = devnet.providers
    const pieceCid = await uploadPiece(first)
    await writeFile(join(first.folder, 'pieces', pieceCid), newPiece().bytes)
    const pulled = await pull(pieceCid, `${first.serviceUrl}/piece/${pieceCid}`)
    expect(await pulled.json()).toMatchObject({ status: 'failed' })
    expect((await fetch(`${second.serviceUrl}/piece/${pieceCid}`)).status).toBe(404)
  })

  test('behavior: whatever strangers have in the registry', async () => {
    const [first] = devnet.providers
    for (const [index, url] of ['', 'pdp.example.org', 'http://', 'https://[', '\u0000'].entries()) {
      await register(2 + index, url).catch(() => {})
    }
    const pieceCid = await uploadPiece(first)
    const pulled = await pull(pieceCid, `${first.serviceUrl}/piece/${pieceCid}`)
    expect([pulled.status, await pulled.json()]).toMatchObject([200, { status: 'complete' }])
  })

  /** Makes an account a provider, as anybody can. */
  async function register(accountIndex: number, serviceUrl: string) {
    const account = privateKeyToAccount(devnet.accounts[accountIndex]?.privateKey as Hex)
    const client = createWalletClient({ account, chain: devnet.chain, transport: http() }).extend(
      publicActions,
    )
    const values = {
      ...capabilities(devnet.chain.contracts.usdfc.address),
      serviceURL: stringToHex(serviceUrl),
    }
    const hash = await client.writeContract({
      ...devnet.chain.contracts.serviceProviderRegistry,
      args: [account.address, 'Another', 'Anything', 0, Object.keys(values), Object.values(values)],
      functionName: 'registerProvider',
      value: parseEther('5'),
    })
    await client.waitForTransactionReceipt({ hash })
  }

  const capabilities = (paymentTokenAddress: Hex): Record<string, Hex> => ({
    location: stringToHex('C=XX;ST=A;L=B'),
    maxPieceSizeInBytes: '0x0800000000',
    minPieceSizeInBytes: '0x7f',
    minProvingPeriodInEpochs: '0x1e',
    paymentTokenAddress,
    serviceURL: '0x',
    storagePricePerTibPerDay: '0x01',
  })

  test('error: from anywhere else', async () => {
    const [first] = devnet.providers
    const { pieceCid } = newPiece()
    for (const sourceUrl of [
      `http://127.0.0.1:1/piece/${pieceCid}`,
      `http://127.0.0.1:1@${new URL(first.serviceUrl).host}/piece/${pieceCid}`,
      `${first.serviceUrl}/piece/${newPiece().pieceCid}`,
      `${first.serviceUrl}/pdp/ping`,
      `${devnet.rpcUrl}/piece/${pieceCid}`,
      'file:///etc/passwd',
      'nothing',
    ]) {
      const pulled = await pull(pieceCid, sourceUrl)
      expect([sourceUrl, pulled.status]).toEqual([sourceUrl, 400])
    }
  })

  test('error: for somebody who could not add it', async () => {
    const [first, second] = devnet.providers
    const pieceCid = await uploadPiece(first)
    const pulled = await post(`${second.serviceUrl}/pdp/piece/pull`, {
      extraData: '0x1234',
      pieces: [{ pieceCid, sourceUrl: `${first.serviceUrl}/piece/${pieceCid}` }],
      recordKeeper: devnet.chain.contracts.fwss.address,
    })
    expect(pulled.status).toBe(422)
    expect((await fetch(`${second.serviceUrl}/piece/${pieceCid}`)).status).toBe(404)
  })
})
