import { layersOf } from '../settings/layers.ts'
import { connect } from '../settings/network.ts'
import type { Action } from '../syntax/command.ts'
import type { SessionOptions } from '../syntax/options.ts'

export const status: Action<SessionOptions & { minValidity: bigint }> = async ({ options }, { env }) => {
  const { network } = await connect({ options, ...layersOf(env) })
  return { data: { network }, text: [network] }
}
