import { type Address, type Hex, isAddress, isHex } from 'viem'
import { SessionKeyError } from '../sessionKeyError.ts'
import { checkPermission } from './validate.ts'

/** A grant that a root signed: plain JSON, for anybody to submit with `sendSigned`. */
export type SignedLogin = Signed<
  'Login',
  {
    identity: Address
    signer: Address
    /** Unix seconds, inclusive. */
    expiry: string
    permissions: readonly Hex[]
    origin: string
    nonce: string
    /** Unix seconds, inclusive: the last second in which it may be submitted. */
    deadline: string
  }
>

/**
 * A grant with policies that a root signed, which says what they are: plain JSON, for anybody to submit with `sendSigned`.
 */
export type SignedLoginWithPolicies = Signed<
  'LoginWithPolicies',
  SignedLogin['message'] & {
    /** What is granted besides `permissions`. Zero, as a number or an address, is any. */
    policies: readonly { operation: Hex; dataSetId: string; provider: Address; limit: string }[]
  }
>

/** A revocation that a root signed: plain JSON, for anybody to submit with `sendSigned`. */
export type SignedRevokeAll = Signed<
  'RevokeAll',
  {
    identity: Address
    revocations: readonly { signer: Address; generation: string }[]
    origin: string
    /** Unix seconds, inclusive: the last second in which it may be submitted. */
    deadline: string
  }
>

/** A renunciation that a session key signed: plain JSON, for anybody to submit with `sendSigned`. */
export type SignedLogout = Signed<
  'Logout',
  {
    identity: Address
    signer: Address
    origin: string
    generation: string
    /** Unix seconds, inclusive: the last second in which it may be submitted. */
    deadline: string
  }
>

/** What `signLogin`, `signRevokeAll` and `signLogout` return: no bigints, so that it can be stored and sent as JSON. */
export type SignedMessage = SignedLogin | SignedLoginWithPolicies | SignedRevokeAll | SignedLogout

type Signed<type extends string, message> = {
  type: type
  chainId: number
  /** Address of the registry. */
  contractAddress: Address
  message: message
  signature: Hex
}

/** Thrown for something that is not what `signLogin`, `signRevokeAll` or `signLogout` return. It does not carry what was given. */
export class InvalidSignedMessageError extends SessionKeyError {
  /** Which part is wrong, such as `message.deadline`; empty for the whole. */
  declare readonly path: string
  /** What it has to be. */
  declare readonly wanted: string

  constructor({ given, ...values }: { given: unknown; path: string; wanted: string }) {
    const { path, wanted } = values
    super(
      'InvalidSignedMessageError',
      `${path ? `\`${path}\` of the signed message` : 'The signed message'} must be ${wanted}, and is ${kindOf(given)}.`,
      'Pass what `signLogin`, `signRevokeAll` or `signLogout` returned, or its JSON, parsed and unchanged.',
      values,
    )
  }
}

const kindOf = (given: unknown) =>
  given === undefined || given === null
    ? 'missing'
    : typeof given === 'string'
      ? 'another string'
      : `of type ${typeof given}`

/** A message with bigints, as the contract takes it. */
export function parseSigned(signed: SignedMessage) {
  objectOf(signed, '')
  const { contractAddress, message, signature, type } = signed
  if (!isHex(signature))
    throw new InvalidSignedMessageError({ given: signature, path: 'signature', wanted: 'hex' })
  addressOf(contractAddress, 'contractAddress')
  objectOf(message, 'message')
  const common = {
    deadline: uintOf(message.deadline, 'message.deadline'),
    identity: addressOf(message.identity, 'message.identity'),
    origin: textOf(message.origin, 'message.origin'),
  }
  switch (type) {
    case 'Login':
      return { message: { ...common, ...grantOf(signed.message) }, type } as const
    case 'LoginWithPolicies': {
      const policies = listOf(signed.message.policies, 'message.policies').map((one, index) => {
        const path = `message.policies[${index}]`
        const { dataSetId, limit, operation, provider } = objectOf(one, path)
        return {
          dataSetId: uintOf(dataSetId, `${path}.dataSetId`),
          limit: uintOf(limit, `${path}.limit`),
          operation: checkPermission(operation),
          provider: addressOf(provider, `${path}.provider`),
        }
      })
      return { message: { ...common, ...grantOf(signed.message), policies }, type } as const
    }
    case 'RevokeAll': {
      const revocations = listOf(signed.message.revocations, 'message.revocations')
      return {
        message: {
          ...common,
          revocations: revocations.map((revocation, index) => {
            const path = `message.revocations[${index}]`
            const { generation, signer } = objectOf(revocation, path)
            return {
              generation: uintOf(generation, `${path}.generation`),
              signer: addressOf(signer, `${path}.signer`),
            }
          }),
        },
        type,
      } as const
    }
    case 'Logout': {
      const { generation, signer } = signed.message
      return {
        message: {
          ...common,
          generation: uintOf(generation, 'message.generation'),
          signer: addressOf(signer, 'message.signer'),
        },
        type,
      } as const
    }
    default:
      throw new InvalidSignedMessageError({
        given: type,
        path: 'type',
        wanted: '`Login`, `LoginWithPolicies`, `RevokeAll` or `Logout`',
      })
  }
}

function grantOf({ expiry, nonce, permissions, signer }: SignedLogin['message']) {
  return {
    expiry: uintOf(expiry, 'message.expiry'),
    nonce: uintOf(nonce, 'message.nonce'),
    permissions: listOf(permissions, 'message.permissions').map(checkPermission),
    signer: addressOf(signer, 'message.signer'),
  }
}

function objectOf<value>(given: value, path: string): value {
  if (typeof given === 'object' && given !== null) return given
  throw new InvalidSignedMessageError({ given, path, wanted: 'an object' })
}

function listOf<item>(given: readonly item[], path: string): readonly item[] {
  if (Array.isArray(given)) return given
  throw new InvalidSignedMessageError({ given, path, wanted: 'a list' })
}

function textOf(given: unknown, path: string): string {
  if (typeof given === 'string') return given
  throw new InvalidSignedMessageError({ given, path, wanted: 'a text' })
}

function addressOf(given: unknown, path: string): Address {
  if (typeof given === 'string' && isAddress(given, { strict: false })) return given
  throw new InvalidSignedMessageError({ given, path, wanted: 'an address' })
}

function uintOf(given: unknown, path: string): bigint {
  if (typeof given === 'string' && /^\d{1,78}$/.test(given)) return BigInt(given)
  throw new InvalidSignedMessageError({ given, path, wanted: 'a whole number in a string' })
}
