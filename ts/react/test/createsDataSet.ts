import { Permission, type SessionKey } from 'foc-session-keys'
import { sessionKeyAuthorizerAbi } from 'foc-session-keys/abi'
import {
  type Address,
  type Chain,
  type ChainContract,
  createTestClient,
  type Hex,
  hashTypedData,
  http,
} from 'viem'
import { simulateContract, waitForTransactionReceipt, writeContract } from 'viem/actions'

const payee = '0x90F79bf6EB2c4f870365E785982E1f101E93b906'

const contractOf = ({ contracts }: Chain, name: 'fwss' | 'sessionKeyAuthorizer') =>
  (contracts as { [name in 'fwss' | 'sessionKeyAuthorizer']: ChainContract })[name].address

/** What a session key signs to create a data set. */
const message = (chain: Chain) =>
  ({
    domain: {
      chainId: chain.id,
      name: 'FilecoinWarmStorageService',
      verifyingContract: contractOf(chain, 'fwss'),
      version: '1',
    },
    message: { clientDataSetId: 1n, metadata: [], payee },
    primaryType: 'CreateDataSet',
    types: {
      CreateDataSet: [
        { name: 'clientDataSetId', type: 'uint256' },
        { name: 'payee', type: 'address' },
        { name: 'metadata', type: 'MetadataEntry[]' },
      ],
      MetadataEntry: [
        { name: 'key', type: 'string' },
        { name: 'value', type: 'string' },
      ],
    },
  }) as const

export const signCreation = (sessionKey: SessionKey): Promise<Hex> =>
  sessionKey.account.signTypedData(message(sessionKey.client.chain))

/** Has that counted, as the service does which it is for. */
export async function countCreation(
  { chain, rpcUrl }: { chain: Chain; rpcUrl: string },
  { root, signature }: { root: Address; signature: Hex },
): Promise<void> {
  const service = contractOf(chain, 'fwss')
  const client = createTestClient({ chain, mode: 'anvil', pollingInterval: 20, transport: http(rpcUrl) })
  await client.impersonateAccount({ address: service })
  await client.setBalance({ address: service, value: 10n ** 18n })
  const { request } = await simulateContract(client, {
    abi: sessionKeyAuthorizerAbi,
    account: service,
    address: contractOf(chain, 'sessionKeyAuthorizer'),
    args: [root, Permission.CreateDataSet, 0n, payee, hashTypedData(message(chain)), signature, '0x00000000'],
    functionName: 'authorize',
  })
  const hash = await writeContract(client, request)
  const { status } = await waitForTransactionReceipt(client, { hash })
  if (status !== 'success') throw new Error('The creation was not counted.')
}
