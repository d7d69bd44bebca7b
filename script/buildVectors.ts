// Writes test/fixtures/synapse.json: what the published Synapse SDK signs and encodes, for forge to submit.
import { writeFileSync } from 'node:fs'
import { type Chain, calibration } from '@filoz/synapse-core/chains'
import * as Piece from '@filoz/synapse-core/piece'
import {
  signAddPieces,
  signCreateDataSet,
  signCreateDataSetAndAddPieces,
  signSchedulePieceRemovals,
} from '@filoz/synapse-core/typed-data'
import { type Address, createClient, custom, encodeAbiParameters, type Hex, toHex } from 'viem'
import { mnemonicToAccount, privateKeyToAccount } from 'viem/accounts'

const mnemonic = 'test test test test test test test test test test test junk'
const root = mnemonicToAccount(mnemonic, { addressIndex: 0 })
const provider = mnemonicToAccount(mnemonic, { addressIndex: 8 })
const sessionKey = privateKeyToAccount(`0x${'5e'.repeat(32)}`)

// Where the forge test puts FWSS.
const verifyingContract: Address = '0xf055f055f055f055f055f055f055f055f055f055'
const chain: Chain = {
  ...calibration,
  id: 31415926,
  contracts: {
    ...calibration.contracts,
    fwss: { ...calibration.contracts.fwss, address: verifyingContract },
  },
}

const pieces = ['first', 'second'].map((name, i) => ({
  metadata: i === 0 ? [] : [{ key: 'name', value: name }],
  pieceCid: Piece.calculate(new TextEncoder().encode(name.repeat(100))),
}))
const metadata = [
  { key: 'source', value: 'app' },
  { key: 'withIPFSIndexing', value: '' },
]
const common = { payee: provider.address, payer: root.address }

async function signedBy(account: typeof root | typeof sessionKey, offset: bigint) {
  const request = async () => {
    throw new Error('Nothing may be asked of a chain.')
  }
  const client = createClient({ account, chain, transport: custom({ request }) })
  const domain = { chainId: chain.id, name: 'FilecoinWarmStorageService', verifyingContract, version: '1' }
  return {
    signer: account.address,
    // Each in a data set of its own: the first is created alone, the second together with its pieces.
    create: await signCreateDataSet(client, { ...common, clientDataSetId: offset + 1n, metadata }),
    add: await signAddPieces(client, { clientDataSetId: offset + 1n, nonce: offset + 3n, pieces }),
    remove: await signSchedulePieceRemovals(client, { clientDataSetId: offset + 1n, pieceIds: [0n, 1n] }),
    createAndAdd: await signCreateDataSetAndAddPieces(client, {
      ...common,
      clientDataSetId: offset + 2n,
      nonce: offset + 4n,
      pieces,
    }),
    // Newer than the SDK that is published: signed by viem, for the data set that is created first.
    terminateFirst: encodeAbiParameters(
      [{ type: 'bytes' }],
      [
        await account.signTypedData({
          domain,
          message: { dataSetId: 1n },
          primaryType: 'TerminateService',
          types: { TerminateService: [{ name: 'dataSetId', type: 'uint256' }] },
        }),
      ],
    ) satisfies Hex,
  }
}

const fixture = {
  chainId: chain.id,
  verifyingContract,
  payer: root.address,
  payee: provider.address,
  pieces: pieces.map(({ pieceCid }) => toHex(pieceCid.bytes)),
  byRoot: await signedBy(root, 0n),
  bySessionKey: await signedBy(sessionKey, 100n),
}
writeFileSync('test/fixtures/synapse.json', `${JSON.stringify(fixture, null, 2)}\n`)
