import { rm } from 'node:fs/promises'
import { findRoots, type Session } from 'foc-session-keys'
import { type Address, isAddressEqual } from 'viem'
import { CliError } from '../../errors/cliError.ts'
import { failureOf } from '../../errors/failureOf.ts'
import { removeFromKeychain } from '../../keystores/keychain.ts'
import { checkNewName, findKeystore } from '../../keystores/keystoreFiles.ts'
import { confirm } from '../../output/ask.ts'
import { searchSessions } from '../../session/searchSessions.ts'
import { layersOf } from '../../settings/layers.ts'
import { connect, networkIn } from '../../settings/network.ts'
import type { Action, Context } from '../../syntax/command.ts'
import type { NetworkOptions } from '../../syntax/options.ts'
import { parseAddress } from '../../syntax/parse.ts'

type Options = NetworkOptions & { granted?: string; yes?: true }

export const removeKey: Action<Options> = async ({ args: [name = ''], options }, context) => {
  const keystore = await findKeystore(context.env, checkNewName(name))
  const { address, keychainId, owner, path } = keystore
  if (owner === 'foundry')
    throw new CliError(
      'INVALID_ARGUMENT',
      `The keystore ${name} is Foundry's.`,
      `Remove it with: cast wallet remove --name ${name}`,
    )
  if (!context.output.isInteractive && !options.yes)
    throw new CliError(
      'INTERACTION_REQUIRED',
      `Removing the keystore ${name} has to be confirmed.`,
      'Pass --yes.',
    )
  const held = await heldBy(address, options, context)
  const named = options.granted === undefined ? undefined : await parseAddress(options.granted, 'address')
  if (named && address && !isAddressEqual(named, address))
    throw new CliError(
      'INVALID_ARGUMENT',
      `The key in ${name} is ${address}, and --granted names ${named}.`,
      'Name the one that is to be removed.',
    )
  if (held.what !== undefined && !named)
    throw new CliError(
      'INTERACTION_REQUIRED',
      held.what,
      `Let its root revoke it first: foc-session-keys revoke ${address ?? '<address>'}. Or name it: --granted ${address ?? '<address>'}.`,
      { details: { address: address ?? null, roots: held.roots } },
    )
  if (held.what !== undefined) context.output.warn(held.what)
  if (!options.yes)
    await confirm(
      context,
      `Remove ${name} (${address ?? 'address unknown'})? Without another copy of it, what the key owns is lost.`,
      'Pass --yes.',
    )
  await rm(path)
  const problem = keychainId === undefined ? undefined : await removeFromKeychain(keychainId)
  if (problem) context.output.warn(`The system's keychain still has the password: ${problem.problem}`)
  return {
    data: { address: address ?? null, name, path, roots: held.roots },
    text: [`Removed ${name} (${address ?? 'address unknown'}).`],
  }
}

/** What a key is granted on a network, for people, if it is, or may be, anything. */
async function heldBy(
  address: Address | undefined,
  options: Options,
  context: Context,
): Promise<{ roots: Address[]; what?: string }> {
  const layers = layersOf(context.env)
  const network = networkIn({ options, ...layers })
  if (!address) return { roots: [], what: 'The keystore does not say whose key is in it.' }
  try {
    const connection = await connect({ options, ...layers })
    const { sessions } = await searchSessions(
      (search) => findRoots(connection.client, { ...search, sessionKeyAddress: address }),
      { connection },
      context,
    )
    const holding = sessions.filter(({ permissions }: Session) => permissions.length > 0)
    const roots = holding.map(({ root }) => root)
    if (roots.length === 0) return { roots }
    return { roots, what: `${address} is still granted something on ${network}, by ${roots.join(', ')}.` }
  } catch (error) {
    context.signal.throwIfAborted()
    const { error: failure } = await failureOf(error)
    return {
      roots: [],
      what: `It could not be looked up whether ${address} is granted anything on ${network}: ${failure?.message}`,
    }
  }
}
