import { hashOf } from './abi.ts'
import type { Outcome } from './evm.ts'
import { policyType } from './policy.ts'
import { createPieces, type Request } from './request.ts'
import type { Promised, Scene } from './scene.ts'
import type { Signature } from './signatures.ts'
import { load, slotOf } from './storage.ts'
import type { Byte, Truth, Word } from './words.ts'

const [p256Flag, policyFlag, dataSetFlag, providerFlag] = [1, 2, 4, 8]

/** What the authorizer asks of an envelope by a key, with some flags; they are not known if they are malformed ones. */
type Shape = { by: Signature; entry: 'authorize' | 'isAuthorized'; flags?: number; pieces?: number }

/** An envelope counts if its key signed just this for this payer under this policy, which was granted to it; and is counted. */
export function createEnvelopes(scene: Scene, request: Request): Promised[] {
  const { abi, any, anyAddress, calling, given, name, refused, show, words } = scene
  const { and, atMost, bytesOf, choose, holds, implies, keccak256, not, or, plus, same, wordOf } = words
  const { dataSetId, digest, operation, payer, scoped, service, signatures } = request
  const limit = wordOf([...Array<number>(16).fill(0), ...bytesOf(any('limit')).slice(16)])

  // Whatever count is looked at. A count is at most its limit, which has 128 bits.
  const most = 2n ** 128n - 1n
  const looked = [
    ...['service', 'payer', 'signer'].map((of) => anyAddress(`${of} of the count`)),
    any('permission'),
    any('expiry'),
  ]
  const slot = slotOf(words, 0n, abi.hash(...looked))
  const before = name('used before', load(words, { writes: [] }, slot))

  const domain = abi.hash(
    ...['EIP712Domain(string name,string version)', 'SessionKeyEnvelope', '1'].map(hashOf),
  )
  const magic = bytesOf(hashOf('SessionKeyEnvelope')).slice(0, 4)
  const messageType = hashOf('SessionKeyMessage(address payer,bytes32 permission,bytes32 digest)')
  const anyFlags = any('flags')
  const flagsWord = wordOf([...Array<number>(31).fill(0), ...bytesOf(anyFlags).slice(31)])
  /** Flags that say a policy's, but of no policy; or what no flag is. */
  const malformed = or(
    not(atMost(flagsWord, 15n)),
    ...[4n, 5n, 8n, 9n, 12n, 13n].map((flags) => same(flagsWord, flags)),
  )

  function one({ by, entry, flags, pieces: count = 1 }: Shape): Promised {
    const hasPolicy = flags !== undefined && (flags & policyFlag) !== 0
    const header = [
      ...magic,
      flags ?? (bytesOf(anyFlags)[31] as Byte),
      ...(hasPolicy ? bytesOf(limit).slice(16) : []),
    ]
    const envelope = [...header, ...by.bytes]
    const { amount, data, isWellFormed } = createPieces(scene, operation, count)

    /** Whose envelope it is, under which permission, and what of it. */
    function read(outcome: Outcome) {
      const provider = entry === 'authorize' ? request.provider : request.servedBy(outcome)
      const policy = [
        operation,
        (flags ?? 0) & dataSetFlag ? dataSetId : 0n,
        (flags ?? 0) & providerFlag ? provider : 0n,
        limit,
      ]
      const permission = hasPolicy ? abi.hash(hashOf(policyType), ...policy) : operation
      const message = abi.hash(messageType, payer, permission, digest)
      const signed = keccak256([0x19, 0x01, ...bytesOf(domain), ...bytesOf(message)])
      const signer = flags === undefined ? 0n : by.by(signed, outcome)
      const grant = request.expiryOf(outcome, signer, permission, ...(hasPolicy ? [] : [scoped]))
      return {
        // Nobody finds an operation that is the hash of a policy of itself.
        apart: !hasPolicy || not(same(permission, operation)),
        expiry: grant.expiry,
        fails: or(request.fails(outcome), by.fails?.(signed, outcome) ?? false),
        isCounted: hasPolicy && and(holds(limit), holds(signer), grant.holds),
        may: and(holds(signer), grant.holds),
        permission,
        policy,
        signer,
      }
    }

    function goalsOf(outcome: Outcome): Record<string, Truth> {
      const { apart, expiry, fails, isCounted, may, permission, policy, signer } = read(outcome)
      const byCode = request.byCode(envelope, outcome)
      const grant = [service, payer, signer, permission, expiry]
      if (outcome.ended === 'reverted') {
        const used = load(words, { writes: [] }, slotOf(words, 0n, abi.hash(...grant)))
        const denied = and(not(may), not(byCode), request.deniedByCode(envelope, outcome))
        const nothing = not(hasPolicy) || not(holds(signer))
        const refusals = refused(outcome, [
          [fails, undefined],
          [
            and(denied, holds(signer), holds(expiry)),
            abi.error(
              'AuthorizationExpired(address,address,bytes32,uint256)',
              payer,
              signer,
              permission,
              expiry,
            ),
          ],
          [
            and(denied, nothing),
            abi.error('NotAuthorized(address,address,bytes32)', payer, signer, operation),
          ],
          [
            denied,
            abi.error(
              'PolicyNotGranted(address,address,(bytes32,uint256,address,uint128))',
              payer,
              signer,
              ...policy,
            ),
          ],
          [and(isCounted, not(isWellFormed)), undefined],
          [
            and(isCounted, not(atMost(plus(used, amount), limit))),
            abi.error(
              'LimitExceeded(address,address,bytes32,uint256,uint256,uint256)',
              ...[payer, signer, permission, limit, used, amount],
            ),
          ],
        ])
        return {
          'it is refused only for a reason, and says which': implies(
            and(apart, atMost(used, most)),
            refusals,
          ),
        }
      }
      const said = wordOf(outcome.data ?? [])
      const counts = (account: Word) => (entry === 'authorize' ? same(said, account) : same(said, 1n))
      const after = name('used after', load(words, outcome, slot))
      const isThis = and(isCounted, ...grant.map((key, index) => same(key, looked[index] as Word)))
      return {
        'only who may is authorized': implies(
          apart,
          or(and(may, counts(signer)), and(not(may), byCode, counts(payer))),
        ),
        'the count grows by what is asked for, and no other does': implies(
          apart,
          same(after, choose(isThis, plus(before, amount), before)),
        ),
        'the count is within the limit': implies(and(apart, isThis), atMost(after, limit)),
        'what is added is well-formed': implies(and(apart, isCounted), isWellFormed),
        'nobody is called but to be asked, and nothing is told': and(
          outcome.asked.every(({ kind }) => kind === 'staticcall'),
          outcome.events.length === 0,
        ),
      }
    }

    const around = {
      answers: request.answers,
      caller: service,
      ...(flags === undefined && { given: [...given, malformed] }),
    }
    const signature = [abi.text(envelope), abi.text(data)] as const
    const call = () =>
      entry === 'authorize'
        ? calling(
            'authorize(address,bytes32,uint256,address,bytes32,bytes,bytes)',
            abi.tuple(
              ...[payer, operation, dataSetId, request.provider, digest],
              signature[0],
              abi.text([...bytesOf(any('function')).slice(0, 4), ...data]),
            ),
            around,
          )
        : calling(
            'isAuthorized(uint256,address,bytes32,bytes32,bytes,bytes)',
            abi.tuple(dataSetId, payer, operation, digest, ...signature),
            around,
          )
    const holding = [atMost(before, most), flags === undefined ? malformed : true]
    const which = flags === undefined ? 'malformed flags' : `the flags ${flags}`
    return {
      name: `${entry}: an envelope of ${envelope.length} bytes with ${which}${count > 1 ? `, of ${count} pieces` : ''}`,
      prove: async () => show(await call(), goalsOf, ...holding),
    }
  }

  const { long, odd, p256, short } = signatures
  const limits = [
    policyFlag,
    policyFlag + dataSetFlag,
    policyFlag + providerFlag,
    policyFlag + dataSetFlag + providerFlag,
  ]
  return (['authorize', 'isAuthorized'] as const).flatMap((entry) => [
    ...[0, ...limits].map((flags) => one({ by: long, entry, flags })),
    ...[0, policyFlag].map((flags) => one({ by: short, entry, flags })),
    ...[0, ...limits].map((flags) => one({ by: p256, entry, flags: flags + p256Flag })),
    one({ by: long, entry }),
    ...[policyFlag, policyFlag + p256Flag].map((flags) => one({ by: odd, entry, flags })),
    ...(entry === 'authorize' ? [one({ by: long, entry, flags: policyFlag, pieces: 2 })] : []),
  ])
}
