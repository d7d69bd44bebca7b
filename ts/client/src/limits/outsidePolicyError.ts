import type { Address } from 'viem'
import type { Permission } from '../permissions.ts'
import { SessionKeyError } from '../sessionKeyError.ts'
import type { Policy } from './policy.ts'
import { permissionInWords } from './words.ts'

/** Thrown when a session key is granted an operation, but not on that data set or with that storage provider. Nothing was signed. */
export class OutsidePolicyError extends SessionKeyError {
  /** The data set; `undefined` for one that is to be created. */
  declare readonly dataSetId: bigint | undefined
  /** What was asked for. */
  declare readonly permission: Permission
  /** What is granted. */
  declare readonly policies: readonly Policy[]
  /** The storage provider of the data set, if that is known. */
  declare readonly provider: Address | undefined
  declare readonly root: Address
  declare readonly sessionKeyAddress: Address

  constructor(values: {
    dataSetId: bigint | undefined
    permission: Permission
    policies: readonly Policy[]
    provider: Address | undefined
    root: Address
    sessionKeyAddress: Address
  }) {
    const { dataSetId, permission, policies, provider, root, sessionKeyAddress } = values
    const asked = [
      permissionInWords(permission),
      dataSetId === undefined ? 'on a new data set' : `on data set ${dataSetId}`,
      ...(provider ? [`with provider ${provider}`] : []),
    ]
    super(
      'OutsidePolicyError',
      `${sessionKeyAddress} may not ${asked.join(', ')} for ${root}: it may only ${policies.map(permissionInWords).join('; or ')}.`,
      'Choose a data set and a provider that it may use, or let the root call `login` with another policy.',
      values,
    )
  }
}
