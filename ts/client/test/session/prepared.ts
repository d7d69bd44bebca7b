import { prepareSession } from '../../src/index.ts'
import type { useDevnet } from '../helpers.ts'
import { openStorage } from './storages.ts'
import { itemOf } from './wallets.ts'

/** A session that is prepared for a root, and not granted; how it is stored can be changed. */
export async function preparedSession(devnet: ReturnType<typeof useDevnet>, index: number) {
  const { items, storage } = openStorage()
  const client = devnet.rootClient(index)
  const root = client.account.address
  const { grant, session } = await prepareSession(devnet.publicClient(), { root, storage })
  if (!grant) throw new Error('There is nothing to grant.')
  const item = itemOf(devnet, root)
  const text = () => items.get(item) ?? ''
  const stored = () => JSON.parse(text() || '{}')
  return {
    address: session.sessionKey.address,
    change: (fields: object) => items.set(item, JSON.stringify({ ...stored(), ...fields })),
    client,
    grant,
    item,
    items,
    root,
    storage,
    stored,
    text,
  }
}
