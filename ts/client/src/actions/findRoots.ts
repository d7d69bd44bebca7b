import { type Address, zeroAddress } from 'viem'
import { getContractEvents, readContract } from 'viem/actions'
import { counterAbi, sessionUpdatedAbi } from '../internal/abi.ts'
import { isLive, type ReadClient, registryAddress, withoutAccount } from '../internal/registry.ts'
import { revertOf } from '../internal/revert.ts'
import { readUpdates, scan } from '../internal/scan.ts'
import { checkSessionKeyAddress, type InvalidSessionKeyAddressError } from '../internal/validate.ts'
import {
  type getSessions,
  type SearchParameters,
  type Session,
  searchedBlocks,
  sessionsOf,
} from './getSessions.ts'

/**
 * Every root that ever granted something to a session key. This package's registry has an index for that; on the registries
 * that are live on Filecoin, the grants of all roots are searched.
 *
 * @param client - Any client with a chain. If it has an account, that is left out of the requests.
 * @param parameters - {@link findRoots.Parameters}
 * @returns A session for each root, the most recently changed first. {@link findRoots.ReturnType}
 * @throws {@link findRoots.ErrorType}
 *
 * @example
 * ```ts
 * import { findRoots } from 'foc-session-keys'
 *
 * const [session] = await findRoots(client, { sessionKeyAddress: '0x…' })
 * console.log(session?.root)
 * ```
 */
export async function findRoots(
  client: ReadClient,
  parameters: findRoots.Parameters,
): Promise<findRoots.ReturnType> {
  const sessionKeyAddress = checkSessionKeyAddress(parameters.sessionKeyAddress)
  const contractAddress = registryAddress(client.chain, parameters.contractAddress)
  const range = await searchedBlocks(client, parameters)
  const indexed = await hasIndex(client, contractAddress)
  const updates = await scan({
    ...parameters,
    ...range,
    read: async (blocks) => {
      if (!indexed) return readUpdates(client, { ...blocks, contractAddress, sessionKeyAddress })
      const changes = await getContractEvents(withoutAccount(client), {
        ...blocks,
        abi: sessionUpdatedAbi,
        address: contractAddress,
        args: { signer: sessionKeyAddress },
        eventName: 'SessionUpdated',
        strict: true,
      })
      const root = [...new Set(changes.map(({ args }) => args.identity))]
      if (root.length === 0) return []
      return readUpdates(client, { ...blocks, contractAddress, root, sessionKeyAddress })
    },
  })
  return sessionsOf(client, { ...parameters, contractAddress, updates })
}

export declare namespace findRoots {
  type Parameters = SearchParameters & {
    /** Address of the session key. */
    sessionKeyAddress: Address
  }

  type ReturnType = Session[]

  type ErrorType =
    | Exclude<getSessions.ErrorType, { name: 'InvalidRootError' }>
    | InvalidSessionKeyAddressError
}

/** Whether the registry tells the sessions of a signer apart: it does if it has this package's other views. */
async function hasIndex(client: ReadClient, contractAddress: Address): Promise<boolean> {
  if (isLive(contractAddress)) return false
  try {
    await readContract(withoutAccount(client), {
      abi: counterAbi,
      address: contractAddress,
      args: [zeroAddress, zeroAddress],
      functionName: 'nonceOf',
    })
    return true
  } catch (error) {
    if (!revertOf(error)) throw error
    return false
  }
}
