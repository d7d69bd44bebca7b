import { hashOf } from './abi.ts'
import type { Event, Outcome } from './evm.ts'
import type { Refusal, Told } from './expected.ts'
import { permissions as fwssPermissions } from './permissions.ts'
import { policyType } from './policy.ts'
import type { Scene } from './scene.ts'
import type { Sessions } from './sessions.ts'
import { createSignatures, type Signature } from './signatures.ts'
import type { Byte, Truth, Word } from './words.ts'

/** What becomes of a session: permissions are set to an expiry, or all are dropped, so often. */
type Change = { expiry: Word; permissions: Word[] } | { dropped: Word }

/** A function of the registry that changes sessions. */
export type Writer = {
  name: string
  signature: string
  args: readonly Byte[]
  identity: Word
  /** Whose sessions with the identity can change. */
  signers: Word[]
  /** What becomes of the session that the identity has with a signer, and when. */
  change: (signer: Word) => Change & { when: Truth }
  tells: Told[]
  /** The first that holds is what it says, and if none does, it goes through. */
  refuses: (outcome: Outcome) => Refusal[]
  /** Who gets what was sent along. */
  funds?: Word
}

const loginType =
  'Login(address identity,address signer,uint256 expiry,bytes32[] permissions,string origin,uint256 nonce,uint256 deadline)'
const loginWithPoliciesType = `LoginWithPolicies(address identity,address signer,uint256 expiry,bytes32[] permissions,Policy[] policies,string origin,uint256 nonce,uint256 deadline)${policyType}`
const revocationType = 'Revocation(address signer,uint256 generation)'
const revokeAllType = `RevokeAll(address identity,Revocation[] revocations,string origin,uint256 deadline)${revocationType}`
const logoutType = 'Logout(address identity,address signer,string origin,uint256 generation,uint256 deadline)'

/** Who calls, and what with. Lists have up to two items, and the origin has 32 bytes. */
export function createWriters(scene: Scene, sessions: Sessions): { caller: Word; writers: Writer[] } {
  const { abi, address, any, anyAddress, chainId, time, words } = scene
  const { error, event, hash, list, listOf, text, tuple } = abi
  const { and, atMost, bytesOf, keccak256, not, or, plus, same, wordFrom, wordOf } = words
  const { byCode, byKey, deniedByCode, long, odd, p256, short } = createSignatures(scene)

  const caller = anyAddress('caller')
  const [named, signer, other] = ['named identity', 'named signer', 'other signer'].map(anyAddress) as [
    Word,
    Word,
    Word,
  ]
  const [expiry, nonce, deadline] = ['asked expiry', 'asked nonce', 'deadline'].map(any) as [Word, Word, Word]
  const permissions = ['first permission', 'second permission'].map(any)
  const generations = ['first generation', 'second generation'].map(any) as [Word, Word]
  const content = bytesOf(any('origin'))
  const [origin, originHash] = [text(content), keccak256(content)]
  const policies = ['', 'second '].map((which): Word[] => [
    any(`${which}operation`),
    any(`${which}data set`),
    anyAddress(`${which}provider`),
    wordOf([...Array<number>(16).fill(0), ...bytesOf(any(`${which}limit`)).slice(16)]),
  ])
  const policyHash = (policy: Word[]) => hash(hashOf(policyType), ...policy)

  /* WHAT IS TOLD */

  const updates = (identity: Word, of: Word, to: Word, changed: Word[]): Event[] => [
    event(
      'AuthorizationsUpdated(address,address,uint256,bytes32[],string)',
      [identity],
      tuple(of, to, list(...changed), origin),
    ),
    event('SessionUpdated(address,address)', [of, identity]),
  ]
  const announces = (some: Word[][]): Event[] =>
    some.map((policy) =>
      event(
        'PolicyAnnounced(bytes32,(bytes32,uint256,address,uint128))',
        [policyHash(policy)],
        policy.flatMap(bytesOf),
      ),
    )

  /* WHAT IS REFUSED */

  const grantable: Refusal[] = [
    [same(signer, 0n), error('ZeroSigner()')],
    [not(atMost(time, expiry)), error('ExpiryInPast(uint256,uint256)', expiry, time)],
    [not(atMost(expiry, 2n ** 40n - 1n)), error('ExpiryTooFar(uint256)', expiry)],
  ]
  const empty = (items: unknown[], name: string): Refusal => [items.length === 0, error(name)]

  const domain = hash(
    hashOf('EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)'),
    hashOf('SessionKeyRegistry'),
    hashOf('1'),
    chainId,
    address,
  )
  /** Neither the account's key signed just this, nor says its code so; or it did too late. */
  function unsigned(account: Word, structHash: Word, signature: Signature, outcome: Outcome): Refusal[] {
    const digest = keccak256([0x19, 0x01, ...bytesOf(domain), ...bytesOf(structHash)])
    const taken = or(
      byKey(account, digest, signature, outcome),
      byCode(account, digest, signature.bytes, outcome),
    )
    return [
      [not(atMost(time, deadline)), error('SignatureExpired(uint256,uint256)', deadline, time)],
      [signature.fails?.(digest, outcome) ?? false, []],
      [
        outcome.ended === 'reverted'
          ? and(not(taken), deniedByCode(account, digest, signature.bytes, outcome))
          : not(taken),
        error('InvalidSignature(address)', account),
      ],
    ]
  }

  /* GRANTS, AND WHAT TAKES THEM AWAY */

  /** Sets permissions of the named signer to an expiry. */
  const sets = (identity: Word, changed: Word[], to: Word, announced: Word[][] = []) => ({
    change: (of: Word) => ({ expiry: to, permissions: changed, when: same(of, signer) }),
    identity,
    signers: [signer],
    tells: [[true, [...announces(announced), ...updates(identity, signer, to, changed)]]] satisfies Told[],
  })

  /** Drops everything of these, one after the other: each if it is in the generation that it wants. */
  function drops(identity: Word, items: { of: Word; at?: Word }[]) {
    const turns: { current: Word; of: Word; when: Truth }[] = []
    for (const { at, of } of items) {
      const { generation } = sessions.counters([], identity, of)
      const before = turns.map((turn) => wordFrom(and(turn.when, same(turn.of, of))))
      const current = before.reduce(plus, generation)
      turns.push({ current, of, when: at === undefined || same(at, current) })
    }
    return {
      change: (who: Word) => {
        const mine = turns.map(({ of, when }) => and(same(of, who), when))
        return { dropped: mine.map(wordFrom).reduce(plus, 0n), when: or(...mine) }
      },
      identity,
      none: not(or(...turns.map(({ when }) => when))),
      signers: items.map(({ of }) => of),
      tells: turns.map(
        ({ current, of, when }): Told => [
          when,
          [
            ...updates(identity, of, 0n, Object.values(fwssPermissions)),
            event('SessionDropped(address,address,uint256)', [identity, of], bytesOf(plus(current, 1n))),
          ],
        ],
      ),
    }
  }
  const stale = (identity: Word, of: Word, at: Word): readonly Byte[] =>
    error('StaleGeneration(address,uint256,uint256)', of, at, sessions.counters([], identity, of).generation)

  /** What an identity does by itself, and what somebody hands in who has a signature. */
  const grants = (granted: Word[]) => ({
    ...sets(caller, granted, expiry),
    args: tuple(signer, expiry, list(...granted), origin),
    refuses: () => [...grantable, empty(granted, 'NoPermissions()')],
  })
  const withPolicies = (granted: Word[], some: Word[][], identity: Word) =>
    sets(identity, [...granted, ...some.map(policyHash)], expiry, some)
  const direct = (granted: Word[]): Writer[] => [
    {
      ...grants(granted),
      name: `login of ${granted.length}`,
      signature: 'login(address,uint256,bytes32[],string)',
    },
    {
      ...grants(granted),
      funds: signer,
      name: `loginAndFund of ${granted.length}`,
      signature: 'loginAndFund(address,uint256,bytes32[],string)',
    },
    {
      ...sets(caller, granted, 0n),
      args: tuple(signer, list(...granted), origin),
      name: `revoke of ${granted.length}`,
      refuses: () => [empty(granted, 'NoPermissions()')],
      signature: 'revoke(address,bytes32[],string)',
    },
  ]
  const loginWithPolicies = (granted: Word[], some: Word[][]): Writer => ({
    ...withPolicies(granted, some, caller),
    args: tuple(signer, expiry, list(...granted), listOf(some), origin),
    name: `loginWithPolicies of ${granted.length} and ${some.length}`,
    refuses: () => [...grantable, empty([...granted, ...some], 'NoPermissions()')],
    signature: 'loginWithPolicies(address,uint256,bytes32[],(bytes32,uint256,address,uint128)[],string)',
  })
  const revokeAll = (signers: Word[]): Writer => ({
    ...drops(
      caller,
      signers.map((of) => ({ of })),
    ),
    args: tuple(list(...signers), origin),
    name: `revokeAll of ${signers.length}`,
    refuses: () => [empty(signers, 'NoSigners()')],
    signature: 'revokeAll(address[],string)',
  })
  const logout: Writer = {
    ...drops(named, [{ of: caller }]),
    args: tuple(named, origin),
    name: 'logout',
    refuses: () => [],
    signature: 'logout(address,string)',
  }

  /** A grant that an identity signed; with policies if there is a list of them, be it empty. */
  function grantBySig(by: Signature, granted: Word[], some?: Word[][]): Writer {
    const lists = [list(...granted), ...(some ? [listOf(some)] : [])]
    const hashes = [hash(...granted), ...(some ? [hash(...some.map(policyHash))] : [])]
    const type = hashOf(some ? loginWithPoliciesType : loginType)
    const structHash = hash(type, named, signer, expiry, ...hashes, originHash, nonce, deadline)
    const of = some ? `${granted.length} and ${some.length}` : granted.length
    const current = sessions.counters([], named, signer).nonce
    return {
      ...withPolicies(granted, some ?? [], named),
      args: tuple(tuple(named, signer, expiry, ...lists, origin, nonce, deadline), text(by.bytes)),
      name: `${some ? 'loginWithPoliciesBySig' : 'loginBySig'} of ${of}, ${by.bytes.length} bytes`,
      refuses: (outcome) => [
        ...unsigned(named, structHash, by, outcome),
        [not(same(nonce, current)), error('StaleNonce(uint256,uint256)', nonce, current)],
        ...grantable,
        empty([...granted, ...(some ?? [])], 'NoPermissions()'),
      ],
      signature: some
        ? 'loginWithPoliciesBySig((address,address,uint256,bytes32[],(bytes32,uint256,address,uint128)[],string,uint256,uint256),bytes)'
        : 'loginBySig((address,address,uint256,bytes32[],string,uint256,uint256),bytes)',
    }
  }
  function revokeAllBySig(by: Signature, count: number): Writer {
    const items = [signer, other].slice(0, count).map((of, index) => ({ at: generations[index] as Word, of }))
    const { none, ...dropping } = drops(named, items)
    const hashes = items.map(({ at, of }) => hash(hashOf(revocationType), of, at))
    const structHash = hash(hashOf(revokeAllType), named, hash(...hashes), originHash, deadline)
    return {
      ...dropping,
      args: tuple(
        tuple(named, listOf(items.map(({ at, of }) => [of, at])), origin, deadline),
        text(by.bytes),
      ),
      name: `revokeAllBySig of ${count}, ${by.bytes.length} bytes`,
      refuses: (outcome) => [
        ...unsigned(named, structHash, by, outcome),
        empty(items, 'NoSigners()'),
        [none, stale(named, signer, generations[0])],
      ],
      signature: 'revokeAllBySig((address,(address,uint256)[],string,uint256),bytes)',
    }
  }
  function logoutBySig(by: Signature): Writer {
    const { none, ...dropping } = drops(named, [{ at: generations[0], of: signer }])
    const structHash = hash(hashOf(logoutType), named, signer, originHash, generations[0], deadline)
    return {
      ...dropping,
      args: tuple(tuple(named, signer, origin, generations[0], deadline), text(by.bytes)),
      name: `logoutBySig, ${by.bytes.length} bytes`,
      refuses: (outcome) => [
        ...unsigned(signer, structHash, by, outcome),
        [none, stale(named, signer, generations[0])],
      ],
      signature: 'logoutBySig((address,address,string,uint256,uint256),bytes)',
    }
  }

  const [one, two] = [permissions.slice(0, 1), permissions]
  return {
    caller,
    writers: [
      ...[[], one, two].flatMap(direct),
      loginWithPolicies([], []),
      loginWithPolicies([], policies.slice(0, 1)),
      loginWithPolicies(one, policies.slice(0, 1)),
      loginWithPolicies([], policies),
      loginWithPolicies(two, []),
      ...[[], [signer], [signer, other]].map(revokeAll),
      logout,
      ...[long, short, p256].flatMap((by) => [
        grantBySig(by, one),
        grantBySig(by, [], policies.slice(0, 1)),
        revokeAllBySig(by, 1),
        logoutBySig(by),
      ]),
      logoutBySig(odd),
      grantBySig(long, []),
      grantBySig(long, two),
      grantBySig(long, [], []),
      grantBySig(long, one, policies.slice(0, 1)),
      grantBySig(long, [], policies),
      revokeAllBySig(long, 0),
      revokeAllBySig(long, 2),
    ],
  }
}
