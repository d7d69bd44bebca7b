import { hashOf } from './abi.ts'
import { createEnvelopes } from './envelopes.ts'
import { createPlain, type Entry } from './plain.ts'
import { policyType } from './policy.ts'
import { createRequest, type Request } from './request.ts'
import { type Artifact, createScene, type Promised, type Scene } from './scene.ts'
import type { Solver } from './solver.ts'
import { load, slotOf } from './storage.ts'
import type { Byte, Word } from './words.ts'

const signatures = {
  announce: 'announce((bytes32,uint256,address,uint128)[])',
  authorize: 'authorize(address,bytes32,uint256,address,bytes32,bytes,bytes)',
  isAuthorized: 'isAuthorized(uint256,address,bytes32,bytes32,bytes,bytes)',
  permissionOf: 'permissionOf((bytes32,uint256,address,uint128))',
  remaining: 'remaining(address,address,address,(bytes32,uint256,address,uint128))',
  sessionKeyRegistry: 'sessionKeyRegistry()',
  signerOf: 'signerOf(address,bytes32,uint256,address,bytes32,bytes)',
  usageOf: 'usageOf(address,address,address,bytes32)',
}

/** What the authorizer promises. */
export async function promises(solver: Solver, artifact: Artifact): Promise<Promised[]> {
  const scene = await createScene(solver, 'authorizer', artifact, 'registry')
  const request = createRequest(scene, scene.named.get('registry') as Word, scene.anyAddress('service'))
  const { answers, dataSetId, digest, operation, payer, provider, service } = request
  const { abi, calling, words } = scene
  const data = abi.text([1, 2, 3, 4])
  const around = { answers, caller: service }
  const entries: Entry[] = [
    {
      call: (signature) =>
        calling(
          signatures.authorize,
          abi.tuple(payer, operation, dataSetId, provider, digest, abi.text(signature), data),
          around,
        ),
      name: 'authorize',
      says: words.same,
      scoped: true,
    },
    {
      call: (signature) =>
        calling(
          signatures.isAuthorized,
          abi.tuple(dataSetId, payer, operation, digest, abi.text(signature), data),
          around,
        ),
      name: 'isAuthorized',
      says: (said) => words.same(said, 1n),
      scoped: true,
    },
  ]
  return [
    scene.closed(Object.values(signatures)),
    ...views(scene, request),
    ...createEnvelopes(scene, request),
    ...entries.flatMap((entry) => createPlain(scene, request, entry)),
  ]
}

/** What the authorizer says of policies, and of what is left of them. */
function views(scene: Scene, request: Request): Promised[] {
  const { abi, any, anyAddress, calling, name, show, tells, time, viewed, words } = scene
  const { atMost, bytesOf, choose, same, wordOf } = words
  const { answers, payer, registry } = request
  const [service, signer] = [anyAddress('service of the grant'), anyAddress('signer')]
  const policies = ['first', 'second'].map((which): Word[] => [
    any(`${which} operation`),
    any(`${which} data set`),
    anyAddress(`${which} provider`),
    wordOf([...Array<number>(16).fill(0), ...bytesOf(any(`${which} limit`)).slice(16)]),
  ])
  const [policy = []] = policies
  const limit = policy[3] as Word
  const hash = (one: Word[]) => abi.hash(hashOf(policyType), ...one)
  const usage = (outcome: Parameters<Request['expiryOf']>[0], permission: Word) => {
    const { expiry } = request.expiryOf(outcome, signer, permission)
    const grant = abi.hash(service, payer, signer, permission, expiry)
    return { expiry, used: name('used', load(words, { writes: [] }, slotOf(words, 0n, grant))) }
  }
  const ask = (signature: string, args: readonly Byte[] = []) => calling(signature, args, { answers })

  return [
    {
      name: 'the registry is the one that it was deployed with',
      prove: async () =>
        show(
          await ask(signatures.sessionKeyRegistry),
          viewed('it is that', () => bytesOf(registry)),
        ),
    },
    {
      name: 'the permission of a policy is its hash',
      prove: async () =>
        show(
          await ask(signatures.permissionOf, abi.tuple(...policy)),
          viewed('it is that', () => bytesOf(hash(policy))),
        ),
    },
    {
      name: 'usageOf',
      prove: async () => {
        const permission = any('permission')
        return show(
          await ask(signatures.usageOf, abi.tuple(service, payer, signer, permission)),
          viewed(
            'it says the expiry, and what was used up to that',
            (outcome) => {
              const { expiry, used } = usage(outcome, permission)
              return [...bytesOf(expiry), ...bytesOf(used)]
            },
            request.fails,
          ),
        )
      },
    },
    {
      name: 'remaining',
      prove: async () => {
        const left = (outcome: Parameters<Request['expiryOf']>[0]): Word => {
          const { expiry, used } = usage(outcome, hash(policy))
          const difference = { bits: words.bitsOf(limit).sub(words.bitsOf(used)) }
          return choose(atMost(time, expiry), choose(same(limit, 0n), 2n ** 256n - 1n, difference), 0n)
        }
        return show(
          await ask(signatures.remaining, abi.tuple(service, payer, signer, ...policy)),
          viewed(
            'it says what is left of the limit while the grant holds',
            (outcome) => bytesOf(left(outcome)),
            // A count is never above its limit.
            (outcome) =>
              words.or(request.fails(outcome), words.not(atMost(usage(outcome, hash(policy)).used, limit))),
          ),
        )
      },
    },
    {
      name: 'announce',
      prove: async () => {
        const announced = policies.map((one) =>
          abi.event(
            'PolicyAnnounced(bytes32,(bytes32,uint256,address,uint128))',
            [hash(one)],
            one.flatMap(bytesOf),
          ),
        )
        return show(
          await ask(signatures.announce, abi.tuple(abi.listOf(policies))),
          ({ ended, events, writes }) => ({
            'it tells the policies, each with its hash, and does nothing else':
              ended === 'returned' && writes.length === 0 && tells(events, [[true, announced]]),
          }),
        )
      },
    },
  ]
}

/** What `SessionKeyAuth` promises of plain signatures to a service that checks them by itself. */
export async function plainPromises(solver: Solver, artifact: Artifact): Promise<Promised[]> {
  const scene = await createScene(solver, 'plain', artifact)
  const registry = scene.anyAddress('registry')
  const request = createRequest(scene, registry, scene.address)
  const { answers, dataSetId, digest, operation, payer } = request
  const { abi, calling, words } = scene
  const call =
    (signature: string, ...args: Word[]) =>
    (bytes: readonly Byte[]) =>
      calling(signature, abi.tuple(...args, payer, operation, digest, abi.text(bytes)), { answers })
  const entries: Entry[] = [
    {
      call: call('authorize(address,address,bytes32,bytes32,bytes)', registry),
      name: 'SessionKeyAuth.authorize',
      says: words.same,
      scoped: false,
    },
    {
      call: call('authorizeOn(uint256,address,address,bytes32,bytes32,bytes)', dataSetId, registry),
      name: 'SessionKeyAuth.authorizeOn',
      says: words.same,
      scoped: true,
    },
    {
      call: call('tryAuthorizeOn(uint256,address,address,bytes32,bytes32,bytes)', dataSetId, registry),
      name: 'SessionKeyAuth.tryAuthorizeOn',
      orZero: true,
      says: words.same,
      scoped: true,
    },
  ]
  return entries.flatMap((entry) => createPlain(scene, request, entry))
}
