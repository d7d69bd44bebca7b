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
export type SignedMessage = SignedLogin | SignedRevokeAll | SignedLogout

type Signed<type extends string, message> = {
  type: type
  chainId: number
  /** Address of the registry. */
  contractAddress: Address
  message: message
  signature: Hex
}

/** Thrown for something that is not what `signLogin`, `signRevokeAll` or `signLogout` return. */
export class InvalidSignedMessageError extends SessionKeyError {
  constructor({ reason }: { reason: string }) {
    super(
      'InvalidSignedMessageError',
      `This is no signed message: ${reason}.`,
      'Pass what `signLogin`, `signRevokeAll` or `signLogout` returned, or its JSON, parsed and unchanged.',
    )
  }
}

/** A message with bigints, as the contract takes it. */
export function parseSigned(signed: SignedMessage) {
  if (typeof signed !== 'object' || signed === null)
    throw new InvalidSignedMessageError({ reason: 'no object' })
  if (!isHex(signed.signature)) throw new InvalidSignedMessageError({ reason: 'the signature is no hex' })
  if (!isAddress(signed.contractAddress, { strict: false }))
    throw new InvalidSignedMessageError({ reason: 'the registry is no address' })
  const { message } = signed
  if (typeof message !== 'object' || message === null || typeof message.origin !== 'string')
    throw new InvalidSignedMessageError({ reason: 'the message is missing' })
  const common = {
    deadline: uintOf(message.deadline),
    identity: addressOf(message.identity),
    origin: message.origin,
  }
  switch (signed.type) {
    case 'Login': {
      const { expiry, nonce, permissions, signer } = signed.message
      if (!Array.isArray(permissions))
        throw new InvalidSignedMessageError({ reason: 'permissions are missing' })
      return {
        message: {
          ...common,
          expiry: uintOf(expiry),
          nonce: uintOf(nonce),
          permissions: permissions.map(checkPermission),
          signer: addressOf(signer),
        },
        type: 'Login',
      } as const
    }
    case 'RevokeAll': {
      const { revocations } = signed.message
      if (!Array.isArray(revocations))
        throw new InvalidSignedMessageError({ reason: 'revocations are missing' })
      return {
        message: {
          ...common,
          revocations: (revocations as { signer: Address; generation: string }[]).map(
            ({ generation, signer }) => ({ generation: uintOf(generation), signer: addressOf(signer) }),
          ),
        },
        type: 'RevokeAll',
      } as const
    }
    case 'Logout': {
      const { generation, signer } = signed.message
      return {
        message: { ...common, generation: uintOf(generation), signer: addressOf(signer) },
        type: 'Logout',
      } as const
    }
    default:
      throw new InvalidSignedMessageError({
        reason: `the type ${JSON.stringify((signed as { type?: unknown }).type)}`,
      })
  }
}

function addressOf(value: unknown): Address {
  if (typeof value !== 'string' || !isAddress(value, { strict: false }))
    throw new InvalidSignedMessageError({ reason: `${JSON.stringify(value)} is no address` })
  return value
}

function uintOf(value: unknown): bigint {
  if (typeof value !== 'string' || !/^\d{1,78}$/.test(value))
    throw new InvalidSignedMessageError({ reason: `${JSON.stringify(value)} is no number` })
  return BigInt(value)
}
