import { type Address, concat, type Hex, hashTypedData, numberToHex } from 'viem'
import type { Permission } from '../permissions.ts'
import type { Policy } from './policy.ts'

/** The first four bytes of `keccak256('SessionKeyEnvelope')`. */
const magic = '0x0904d172'

const flags = { dataSet: 4, p256: 1, policy: 2, provider: 8 }

const types = {
  SessionKeyMessage: [
    { name: 'payer', type: 'address' },
    { name: 'permission', type: 'bytes32' },
    { name: 'digest', type: 'bytes32' },
  ],
}

/** What signs for a session key: 64 or 65 bytes for a hash; of a P-256 key, 128, its public key included. */
export type Signer = { curve: 'P-256' | 'secp256k1'; sign: (hash: Hex) => Promise<Hex> }

/**
 * What a session key hands over in place of a plain signature: it says which policy is presented, and is signed for one root and
 * under one permission, so that whoever submits it can exchange neither.
 *
 * @param presented - The policy; or the permission for the whole operation.
 */
export async function sealEnvelope(
  { curve, sign }: Signer,
  { digest, presented, root }: { digest: Hex; presented: Permission | Policy; root: Address },
): Promise<Hex> {
  const hash = hashTypedData({
    domain: { name: 'SessionKeyEnvelope', version: '1' },
    message: { digest, payer: root, permission: `${presented}` },
    primaryType: 'SessionKeyMessage',
    types,
  })
  const signature = await sign(hash)
  const curveFlag = curve === 'P-256' ? flags.p256 : 0
  if (typeof presented === 'string') return concat([magic, numberToHex(curveFlag, { size: 1 }), signature])
  const { dataSetId, limit = 0n, provider } = presented
  const all =
    curveFlag | flags.policy | (dataSetId === undefined ? 0 : flags.dataSet) | (provider ? flags.provider : 0)
  return concat([magic, numberToHex(all, { size: 1 }), numberToHex(limit, { size: 16 }), signature])
}
