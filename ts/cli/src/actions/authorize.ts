import { CliError } from '../errors/cliError.ts'
import { type AskedOptions, askedPermissions } from '../limits/askedPermissions.ts'
import { askRoot } from '../root/askRoot.ts'
import { expiryOf } from '../root/expiryOf.ts'
import { grantStep, warningsOf } from '../root/grantStep.ts'
import { rootAccount } from '../root/rootAccount.ts'
import { consoleUrlOf } from '../session/consoleUrl.ts'
import { connect, networkIn } from '../settings/network.ts'
import { readSettings, walletOf } from '../settings/session.ts'
import type { Action } from '../syntax/command.ts'
import type { AskOptions, ConsoleOptions, WalletOptions } from '../syntax/options.ts'
import { parseAddress, type Validity } from '../syntax/parse.ts'

type Options = WalletOptions & AskOptions & ConsoleOptions & AskedOptions & { validity: Validity }

export const authorize: Action<Options> = async ({ args: [address = ''], options }, context) => {
  const sessionKeyAddress = await parseAddress(address, 'session key')
  const layers = await readSettings({}, context)
  const permissions = await askedPermissions(options, networkIn({ options, ...layers }))
  const root = await walletOf(options, layers)
  const connection = await connect({ options, ...layers })
  const account = await rootAccount(options, context)
  if (sessionKeyAddress === (account?.address ?? root))
    throw new CliError(
      'INVALID_ARGUMENT',
      'The session key is the root itself.',
      'Pass the address that login printed.',
    )
  const step = grantStep(connection, {
    consoleUrl: consoleUrlOf(connection.network, options, layers),
    expiry: await expiryOf(connection, options.validity),
    origin: options.origin,
    permissions,
    sessionKeyAddress,
  })
  return askRoot([step], { account, connection, options, root, warnings: warningsOf(permissions) }, context)
}
