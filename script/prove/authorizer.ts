import { parseAbi, toFunctionSelector } from 'viem'
import type { BitVec, Context } from 'z3-solver'
import { bytesOfHex, hashOf } from './abi.ts'
import { answersWords } from './answers.ts'
import type { Outcome, Question } from './evm.ts'
import { policyType } from './policy.ts'
import { type Artifact, createScene, type Promised, permissions } from './scene.ts'
import { createSignatures, type Signature } from './signatures.ts'
import { load, slotOf } from './storage.ts'
import type { Byte, Truth, Word } from './words.ts'

/** What others are asked, and with how many words they answer. */
const [expirySelector, verifierSelector, providerSelector] = parseAbi([
  'function authorizationExpiry(address, address, bytes32) view returns (uint256)',
  'function pdpVerifierAddress() view returns (address)',
  'function getDataSetStorageProvider(uint256) view returns (address, address)',
]).map((one) => bytesOfHex(toFunctionSelector(one))) as [Byte[], Byte[], Byte[]]
const answering: [selector: Byte[], count: number][] = [
  [expirySelector, 1],
  [verifierSelector, 1],
  [providerSelector, 2],
]

const [policyFlag, dataSetFlag, providerFlag] = [2, 4, 8]

/** What the authorizer promises. */
export async function promises(z3: Context<'main'>, artifact: Artifact): Promise<Promised[]> {
  const scene = await createScene(z3, artifact, 'registry')
  return [...envelopes(scene, 'authorize'), ...envelopes(scene, 'isAuthorized'), ...signatures(scene)]
}

type Scene = Awaited<ReturnType<typeof createScene>>

/** Who asks, in whose name, and for what. */
function createRequest(scene: Scene) {
  const { abi, any, anyAddress, calling, chainId, named, time, words } = scene
  const { and, atMost, bytesOf, keccak256, or, same, sameBytes, wordOf } = words
  const signatures = createSignatures(scene)
  const registry = named.get('registry') as Word
  const [service, payer, provider] = ['service', 'payer', 'provider'].map(anyAddress) as [Word, Word, Word]
  const [operation, dataSetId, digest] = ['operation', 'data set', 'digest'].map(any) as [Word, Word, Word]

  const answers = (question: Question) => {
    const [, count] =
      answering.find(([selector]) => sameBytes(question.input.slice(0, 4), selector) === true) ?? []
    return count ? answersWords(words, question, count) : scene.around.answers(question)
  }
  const asked = ({ asked: all }: Outcome, to: Word, selector: Byte[], ...args: Word[]) =>
    all.map(({ answer, input, to: who }): [when: Truth, said: Word[]] => [
      and(same(who, to), sameBytes(input, [...selector, ...args.flatMap(bytesOf)]), answer.success),
      words.wordsOf(answer.output ?? []),
    ])
  /** The expiries that the registry said a grant has. */
  const expiriesOf = (outcome: Outcome, signer: Word, permission: Word) =>
    asked(outcome, registry, expirySelector, payer, signer, permission).map(
      ([when, [expiry = 0n]]): [Truth, Word] => [when, expiry],
    )
  /** The registry said that the grant holds now. */
  const granted = (outcome: Outcome, signer: Word, permission: Word): Truth =>
    or(...expiriesOf(outcome, signer, permission).map(([when, expiry]) => and(when, atMost(time, expiry))))
  const scoped = abi.hash(operation, dataSetId)

  /** The payer's code took the signature, for this service, this payer and this digest. */
  function byCode(signature: readonly Byte[], outcome: Outcome): Truth {
    const domain = abi.hash(
      hashOf('EIP712Domain(uint256 chainId,address verifyingContract)'),
      chainId,
      service,
    )
    const message = abi.hash(hashOf('PayerMessage(address payer,bytes32 digest)'), payer, digest)
    const forCode = keccak256([0x19, 0x01, ...bytesOf(domain), ...bytesOf(message)])
    return signatures.byCode(payer, forCode, signature, outcome)
  }

  /** Adds one piece, if it is an addition: with two bytes of padding. */
  const piece = [...bytesOf(any('piece')), ...bytesOf(any('rest of the piece')).slice(0, 8)]
  const data = abi.tuple(
    any('name'),
    any('nonce'),
    [...bytesOf(1n), ...abi.tuple(abi.tuple(abi.text(piece)))],
    any('keys'),
    any('values'),
  )
  const byteAt = (at: number) => wordOf([...Array<number>(31).fill(0), piece[at] as Byte])
  const bits = (word: Word): BitVec => words.bitsOf(word)
  const seven = bits(0x7fn)
  const padding = bits(byteAt(5))
    .and(seven)
    .or(bits(byteAt(6)).and(seven).shl(bits(7n)))
  const room = bits(127n).shl(bits(byteAt(7)).sub(bits(2n)))
  const isAddition = same(operation, permissions.AddPieces)

  return {
    ...{ byCode, dataSetId, digest, expiriesOf, granted, operation, payer, provider, registry, scoped },
    ...{ asked, isAddition, service, signatures },
    /** In bytes of data for an addition, else one. */
    amount: words.choose(isAddition, { bits: room.sub(padding) }, 1n),
    authorize: (signature: readonly Byte[]) =>
      calling(
        'authorize(address,bytes32,uint256,address,bytes32,bytes,bytes)',
        abi.tuple(
          payer,
          operation,
          dataSetId,
          provider,
          digest,
          abi.text(signature),
          abi.text([...bytesOf(any('function')).slice(0, 4), ...data]),
        ),
        { answers, caller: service },
      ),
    isAuthorized: (signature: readonly Byte[]) =>
      calling(
        'isAuthorized(uint256,address,bytes32,bytes32,bytes,bytes)',
        abi.tuple(dataSetId, payer, operation, digest, abi.text(signature), abi.text(data)),
        { answers, caller: service },
      ),
    tryAuthorizeOn: (signature: readonly Byte[]) =>
      calling(
        'tryAuthorizeOn(uint256,address,address,bytes32,bytes32,bytes)',
        abi.tuple(dataSetId, registry, payer, operation, digest, abi.text(signature)),
        { answers, caller: service },
      ),
  }
}

/** An envelope counts if its key signed just this for this payer under this policy, which was granted to it; and is counted. */
function envelopes(scene: Scene, entry: 'authorize' | 'isAuthorized'): Promised[] {
  const { abi, any, anyAddress, name, refute, refuteEach, words } = scene
  const { and, atMost, bytesOf, choose, holds, implies, keccak256, not, or, plus, same, wordOf } = words
  const request = createRequest(scene)
  const { dataSetId, digest, operation, payer, service, signatures } = request
  const { long, p256, short } = signatures
  const limit = wordOf([...Array<number>(16).fill(0), ...bytesOf(any('limit')).slice(16)])

  // Whatever count is looked at.
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

  const one = (by: Signature, flags: number): Promised => {
    const hasPolicy = (flags & policyFlag) !== 0
    const header = [...magic, flags, ...(hasPolicy ? bytesOf(limit).slice(16) : [])]
    const envelope = [...header, ...by.bytes]

    /** Whose envelope it is, under which permission, and whether that key may. */
    function wants(outcome: Outcome) {
      const provider = flags & providerFlag ? providerFor(outcome) : 0n
      const policy = [operation, flags & dataSetFlag ? dataSetId : 0n, provider, limit]
      const permission = hasPolicy ? abi.hash(hashOf(policyType), ...policy) : operation
      const type = hashOf('SessionKeyMessage(address payer,bytes32 permission,bytes32 digest)')
      const message = abi.hash(type, payer, permission, digest)
      const signer = by.by(keccak256([0x19, 0x01, ...bytesOf(domain), ...bytesOf(message)]), outcome)
      const granted = request.granted(outcome, signer, permission)
      const scoped = !hasPolicy && request.granted(outcome, signer, request.scoped)
      const may = and(holds(signer), or(granted, scoped))
      // Nobody finds an operation that is the hash of a policy of itself.
      return { apart: !hasPolicy || not(same(permission, operation)), may, permission, signer }
    }

    async function prove() {
      const outcomes = await request[entry](envelope)
      const refuted = await refuteEach(
        outcomes.filter(({ ended }) => ended === 'returned'),
        (outcome) => {
          const { apart, may, permission, signer } = wants(outcome)
          const said = wordOf((outcome.data ?? []).slice(0, 32))
          const counts = (account: Word) => (entry === 'authorize' ? same(said, account) : same(said, 1n))
          const after = name('used after', load(words, outcome, slot))
          const mine = request.expiriesOf(outcome, signer, permission).map(([when, expiry]) => {
            const keys = [service, payer, signer, permission, expiry]
            const isThis = keys.map((key, index) => same(key, looked[index] as Word))
            return and(when, atMost(scene.time, expiry), ...isThis)
          })
          const isCounted = and(hasPolicy, holds(limit), holds(signer), or(...mine))
          return {
            'only who may is authorized': implies(
              apart,
              or(and(may, counts(signer)), and(request.byCode(envelope, outcome), counts(payer))),
            ),
            'the count grows by what is asked for, and no other does': implies(
              apart,
              same(after, choose(isCounted, plus(before, request.amount), before)),
            ),
            'the count is within the limit': implies(and(apart, isCounted), atMost(after, limit)),
            'nobody is called but to be asked': outcome.asked.every(({ kind }) => kind === 'staticcall'),
          }
        },
      )
      return refuted ?? proveThatItIsTaken(outcomes)
    }

    /** What is no addition, whose pieces could be malformed, is refused to nobody who may, if there is something left of the limit. */
    async function proveThatItIsTaken(outcomes: Outcome[]): Promise<string | undefined> {
      for (const outcome of outcomes.filter(({ ended }) => ended === 'reverted')) {
        const { apart, may, permission, signer } = wants(outcome)
        const left = request.expiriesOf(outcome, signer, permission).map(([when, expiry]) => {
          const grant = abi.hash(service, payer, signer, permission, expiry)
          const used = load(words, { writes: [] }, slotOf(words, 0n, grant))
          return implies(and(when, atMost(scene.time, expiry)), not(atMost(limit, used)))
        })
        const fits = !hasPolicy || or(same(limit, 0n), and(not(request.isAddition), ...left))
        const refuted = await refute(
          { 'who may is not refused': not(and(apart, may, fits)) },
          ...outcome.path,
        )
        if (refuted) return refuted
      }
      return undefined
    }
    return { name: `${entry}: an envelope of ${envelope.length} bytes with the flags ${flags}`, prove }
  }

  /** Who serves the data set, as the service's PDPVerifier says if it was asked. */
  function providerFor(outcome: Outcome): Word {
    if (entry === 'authorize') return request.provider
    const said = (to: Word, selector: Byte[], ...args: Word[]) =>
      request.asked(outcome, to, selector, ...args).find(([when]) => when !== false)?.[1][0] ?? 0n
    return said(said(service, verifierSelector), providerSelector, dataSetId)
  }

  return [
    ...[0, policyFlag, policyFlag + dataSetFlag, policyFlag + dataSetFlag + providerFlag].map((flags) =>
      one(long, flags),
    ),
    ...[0, policyFlag].map((flags) => one(short, flags)),
    ...[1, 1 + policyFlag, 1 + policyFlag + dataSetFlag + providerFlag].map((flags) => one(p256, flags)),
  ]
}

/** A plain signature counts if it is by the payer's key, by one that was granted the operation, or by the payer's code. */
function signatures(scene: Scene): Promised[] {
  const { refuteEach, words } = scene
  const { and, holds, or, same, wordOf } = words
  const request = createRequest(scene)
  const { long, short } = request.signatures
  return [long, short].map(({ by, bytes, length }) => ({
    name: `authorize: a plain signature of ${length} bytes`,
    prove: async () =>
      refuteEach(
        (await request.authorize(bytes)).filter(({ ended }) => ended === 'returned'),
        (outcome) => {
          const said = wordOf(outcome.data ?? [])
          const signer = by(request.digest, outcome)
          const may = or(
            same(signer, request.payer),
            request.granted(outcome, signer, request.operation),
            request.granted(outcome, signer, request.scoped),
          )
          return {
            'only who may is authorized': or(
              and(holds(signer), same(said, signer), may),
              and(request.byCode(bytes, outcome), same(said, request.payer)),
            ),
            'nothing is stored': outcome.writes.length === 0,
          }
        },
      ),
  }))
}

/** What the service promises of plain signatures, which it checks by itself. */
export async function plainPromises(z3: Context<'main'>, plain: Artifact): Promise<Promised[]> {
  const scene = await createScene(z3, plain)
  scene.anyAddress('registry')
  const request = createRequest(scene)
  const { and, holds, implies, or, same, wordOf } = scene.words
  const { long, short } = request.signatures
  return [long, short].map(({ by, bytes, length }) => ({
    name: `tryAuthorizeOn: a plain signature of ${length} bytes`,
    prove: async () =>
      scene.refuteEach(
        (await request.tryAuthorizeOn(bytes)).filter(({ ended }) => ended === 'returned'),
        (outcome) => {
          const said = wordOf(outcome.data ?? [])
          const signer = by(request.digest, outcome)
          const may = or(
            same(signer, request.payer),
            request.granted(outcome, signer, request.operation),
            request.granted(outcome, signer, request.scoped),
          )
          return {
            'nobody counts but who may': implies(holds(said), and(same(said, signer), may)),
            'whoever may counts': implies(and(holds(signer), may), same(said, signer)),
          }
        },
      ),
  }))
}
