import { type Address, decodeEventLog, encodeEventTopics, zeroAddress } from 'viem'
import { type ReadContractErrorType, readContract } from 'viem/actions'
import { counterAbi, sessionUpdatedAbi } from '../internal/abi.ts'
import { findLogs, findUpdates, rangesOf, type Update } from '../internal/logs.ts'
import { isLive, type ReadClient, registryAddress, withoutAccount } from '../internal/registry.ts'
import { revertOf } from '../internal/revert.ts'

import { checkSessionKeyAddress, type InvalidSessionKeyAddressError } from '../internal/validate.ts'
import {
  type SearchErrorType,
  type SearchParameters,
  type Session,
  searchOf,
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
  const search = await searchOf(client, parameters)
  const session = { contractAddress, sessionKeyAddress }
  const updates = (await hasIndex(client, contractAddress))
    ? await findByIndex(client, search, session)
    : await findUpdates(search.source, client, { ...search, ...session })
  return sessionsOf(client, { ...parameters, ...search, contractAddress, updates })
}

export declare namespace findRoots {
  type Parameters = SearchParameters & {
    /** Address of the session key. */
    sessionKeyAddress: Address
  }

  type ReturnType = Session[]

  type ErrorType = SearchErrorType | InvalidSessionKeyAddressError | ReadContractErrorType
}

/** Finds out by the registry's index where which roots changed the session, and then how. */
async function findByIndex(
  client: ReadClient,
  search: Awaited<ReturnType<typeof searchOf>>,
  session: { contractAddress: Address; sessionKeyAddress: Address },
): Promise<Update[]> {
  const { source, signal } = search
  const abi = sessionUpdatedAbi
  const eventName = 'SessionUpdated'
  const changes = await findLogs(source, client, {
    ...search,
    address: session.contractAddress,
    topics: encodeEventTopics({ abi, args: { signer: session.sessionKeyAddress }, eventName }),
  })
  const roots = changes.map(
    ({ data, topics }) => decodeEventLog({ abi, data, eventName, topics }).args.identity,
  )
  const root = [...new Set(roots)]
  const updates: Update[] = []
  for (const blocks of rangesOf(changes.map(({ blockNumber }) => blockNumber)))
    updates.push(...(await findUpdates(source, client, { ...blocks, ...session, root, signal })))
  return updates
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
