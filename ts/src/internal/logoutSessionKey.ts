import { type Address, BaseError, type Hash } from 'viem'
import { getBalance } from 'viem/actions'
import { logout } from '../actions/logout.ts'
import { sendSigned } from '../actions/sendSigned.ts'
import { signLogout } from '../actions/signLogout.ts'
import type { SessionKey, SessionKeyLogoutOptions } from '../sessionKey.ts'
import { withoutAccount } from './registry.ts'

/** Thrown when a session key is to send a transaction and has nothing to pay it with. */
export class SessionKeyWithoutGasError extends BaseError {
  constructor({ address }: { address: Address }) {
    super(`Session key ${address} has no FIL to pay gas with.`, {
      metaMessages: [
        'Pass `relayerClient`, the client of any account that has FIL: the session key then signs, and that account pays.',
      ],
      name: 'SessionKeyWithoutGasError',
    })
  }
}

/** Gives up what a session key holds, with gas of its own or with a relayer's. */
export async function logoutSessionKey(
  client: SessionKey['client'],
  { contractAddress, origin, relayerClient }: SessionKeyLogoutOptions & { contractAddress: Address },
): Promise<Hash> {
  const { address, rootAddress: root } = client.account
  const parameters = { contractAddress, origin, root }
  if (relayerClient)
    return sendSigned(relayerClient, await signLogout(client, parameters), { contractAddress })
  logout.call(client, parameters)
  if ((await getBalance(withoutAccount(client), { address })) === 0n)
    throw new SessionKeyWithoutGasError({ address })
  return logout(client, parameters)
}
