import {
  type Address,
  concat,
  type Hex,
  hexToNumber,
  isAddressEqual,
  isErc6492Signature,
  numberToHex,
  parseErc6492Signature,
  recoverTypedDataAddress,
  size,
  slice,
  zeroAddress,
} from 'viem'
import { getCode, signTypedData } from 'viem/actions'
import { policyType } from '../limits/struct.ts'
import { SessionKeyError } from '../sessionKeyError.ts'
import { inOneHour } from './chainTime.ts'
import { accountOf, type ReadClient, type RootClient, withoutAccount } from './registry.ts'
import type { SignedMessage } from './signed.ts'
import { checkUint } from './uint.ts'

/** Thrown when a wallet that is a contract signs before it is deployed: nobody can check its signature on chain. */
export class WalletNotDeployedError extends SessionKeyError {
  declare readonly address: Address

  constructor(values: { address: Address }) {
    super(
      'WalletNotDeployedError',
      `The wallet at ${values.address} is a contract that is not deployed yet, so the registry cannot check its signature.`,
      'Deploy it, such as with its first transaction, and sign again.',
      values,
    )
  }
}

const granted = [
  { name: 'identity', type: 'address' },
  { name: 'signer', type: 'address' },
  { name: 'expiry', type: 'uint256' },
  { name: 'permissions', type: 'bytes32[]' },
] as const

const submitted = [
  { name: 'origin', type: 'string' },
  { name: 'nonce', type: 'uint256' },
  { name: 'deadline', type: 'uint256' },
] as const

/** The EIP-712 types of all that can be signed for the registry. */
const types = {
  Login: [...granted, ...submitted],
  LoginWithPolicies: [...granted, { name: 'policies', type: 'Policy[]' }, ...submitted],
  Policy: policyType,
  Revocation: [
    { name: 'signer', type: 'address' },
    { name: 'generation', type: 'uint256' },
  ],
  RevokeAll: [
    { name: 'identity', type: 'address' },
    { name: 'revocations', type: 'Revocation[]' },
    { name: 'origin', type: 'string' },
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

/** The deadline given, or in one hour. Only for that, the chain is asked. */
export async function deadlineOf(client: ReadClient, deadline: bigint | undefined): Promise<bigint> {
  return checkUint('deadline', deadline) ?? inOneHour(client)
}

/**
 * Lets the account of a client sign a message for a registry, and makes of what wallets return what the registry takes.
 *
 * @param party - Whose signature it has to count as: the account itself, or a contract that it owns.
 */
export async function sign(
  client: RootClient,
  verifyingContract: Address,
  primaryType: SignedMessage['type'],
  message: Record<string, unknown>,
  party: Address,
): Promise<Hex> {
  const account = accountOf(client)
  const typedData = {
    domain: { chainId: client.chain.id, name: 'SessionKeyRegistry', verifyingContract, version: '1' },
    message,
    primaryType,
    types: types as Record<string, readonly { name: string; type: string }[]> & typeof types,
  }
  const signature = await unwrapped(client, await signTypedData(client, { account, ...typedData }), party)

  // Hardware wallets end with 0 or 1 in place of 27 or 28. A contract may take that to mean something of its own, so it must be
  // the account's once it is changed.
  const parity = size(signature) === 65 ? hexToNumber(slice(signature, 64)) : 27
  if (parity > 1) return signature
  const usual = concat([slice(signature, 0, 64), numberToHex(parity + 27)])
  const signer = await recoverTypedDataAddress({ ...typedData, signature: usual }).catch(() => zeroAddress)
  return isAddressEqual(signer, account.address) ? usual : signature
}

/** Takes a signature out of the wrapper by which a contract can be deployed that checks it, if that is done. */
async function unwrapped(client: RootClient, signature: Hex, party: Address): Promise<Hex> {
  if (!isErc6492Signature(signature)) return signature
  if (!(await getCode(withoutAccount(client), { address: party })))
    throw new WalletNotDeployedError({ address: party })
  return parseErc6492Signature(signature).signature
}
