import { sessionKeyRegistryAbi } from 'foc-session-keys/abi'
import { BaseError, ContractFunctionRevertedError, ContractFunctionZeroDataError, zeroAddress } from 'viem'
import { getCode, readContract } from 'viem/actions'
import { type Check, failed, ok } from '../check.ts'

const title = 'Registry'

export const registry: Check = {
  code: 'RPC_UNAVAILABLE',
  name: 'registry',
  needs: ['network'],
  run: async ({ connection: { client, network } }) => {
    const { address } = client.chain.contracts.sessionKeyRegistry
    const [code, isOfThisProject] = await Promise.all([
      getCode(client, { address }),
      readContract(client, {
        abi: sessionKeyRegistryAbi,
        address,
        args: [zeroAddress, zeroAddress],
        functionName: 'nonceOf',
      }).then(
        () => true,
        (error) => {
          if (isAnswer(error)) return false
          throw error
        },
      ),
    ])
    if (!code)
      return [
        failed(
          title,
          `there is no contract at ${address} on ${network}.`,
          network === 'devnet'
            ? 'Start the chain with npx foc-session-keys-devnet, which brings it.'
            : 'Ask another node of the network: --rpc-url or RPC_URL.',
        ),
      ]
    return [
      ok(
        title,
        isOfThisProject
          ? `${address}, of this project`
          : `${address}, live, with four functions: each permission is revoked by name, and a key cannot give itself up`,
      ),
    ]
  },
  title,
}

/** Whether the contract answered, with something else than a number. */
const isAnswer = (error: unknown) =>
  error instanceof BaseError &&
  error.walk(
    (cause) =>
      cause instanceof ContractFunctionZeroDataError || cause instanceof ContractFunctionRevertedError,
  ) !== null
