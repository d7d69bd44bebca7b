import { hashOf } from './abi.ts'
import type { Outcome } from './evm.ts'
import { policyType } from './policy.ts'
import type { Scene } from './scene.ts'
import { createSignatures, type Signature } from './signatures.ts'
import type { Byte, Truth, Word } from './words.ts'

/** What can be read of a session. */
export type Session = { expiry: Word; generation: Word; nonce: Word }

/** What becomes of a session: permissions are set to an expiry, or all are dropped, so often. */
export type Change = { expiry: Word; permissions: Word[] } | { dropped: Word }

/** A function of the registry that changes sessions. */
export type Writer = {
  name: string
  signature: string
  args: readonly Byte[]
  identity: Word
  /** What becomes of the session that the identity has with a signer, and when. */
  change: (signer: Word, before: Session) => Change & { when: Truth }
  /** What holds if it goes through; `mine` is whether the session that is looked at is one that it changes. */
  needs: (mine: Truth, before: Session, outcome: Outcome) => Truth
  /** The signers of the sessions that it changes; then nothing refuses it. */
  always?: Word[]
  /** Who gets what was sent along. */
  funds?: Word
}

const loginType =
  'Login(address identity,address signer,uint256 expiry,bytes32[] permissions,string origin,uint256 nonce,uint256 deadline)'
const loginWithPoliciesType = `LoginWithPolicies(address identity,address signer,uint256 expiry,bytes32[] permissions,Policy[] policies,string origin,uint256 nonce,uint256 deadline)${policyType}`
const revocationType = 'Revocation(address signer,uint256 generation)'
const revokeAllType = `RevokeAll(address identity,Revocation[] revocations,string origin,uint256 deadline)${revocationType}`
const logoutType = 'Logout(address identity,address signer,string origin,uint256 generation,uint256 deadline)'

/** Who calls, and what with. Lists have one item or two, and the origin has 32 bytes. */
export function createWriters(scene: Scene): { caller: Word; writers: Writer[] } {
  const { abi, address, any, anyAddress, chainId, time, words } = scene
  const { hash, list, listOf, text, tuple } = abi
  const { and, atMost, bytesOf, holds, implies, keccak256, or, plus, same, wordFrom, wordOf } = words
  const { byCode, byKey, long, p256, short } = createSignatures(scene)

  const caller = anyAddress('caller')
  const [named, signer, other] = ['named identity', 'named signer', 'other signer'].map(anyAddress) as [
    Word,
    Word,
    Word,
  ]
  const [expiry, nonce, deadline] = ['asked expiry', 'asked nonce', 'deadline'].map(any) as [Word, Word, Word]
  const permissions = ['first permission', 'second permission'].map(any) as [Word, Word]
  const generations = ['first generation', 'second generation'].map(any) as [Word, Word]
  const content = bytesOf(any('origin'))
  const [origin, originHash] = [text(content), keccak256(content)]
  const limit = wordOf([...Array<number>(16).fill(0), ...bytesOf(any('limit')).slice(16)])
  const policy: Word[] = [any('operation'), any('data set'), anyAddress('provider'), limit]
  const policyHash = hash(hashOf(policyType), ...policy)

  const domain = hash(
    hashOf('EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)'),
    hashOf('SessionKeyRegistry'),
    hashOf('1'),
    chainId,
    address,
  )
  /** The account's key signed just this, or its code says so. */
  function signed(account: Word, structHash: Word, signature: Signature, outcome: Outcome): Truth {
    const digest = keccak256([0x19, 0x01, ...bytesOf(domain), ...bytesOf(structHash)])
    return and(
      atMost(time, deadline),
      or(byKey(account, digest, signature, outcome), byCode(account, digest, signature.bytes, outcome)),
    )
  }

  const sets = (granted: Word[], to: Word) => (of: Word) => ({
    expiry: to,
    permissions: granted,
    when: same(of, signer),
  })
  function drops(...signers: Word[]) {
    return (of: Word) => {
      const dropped = signers.map((one) => wordFrom(same(of, one))).reduce(plus)
      return { dropped, when: or(...signers.map((one) => same(of, one))) }
    }
  }
  const grantable = and(atMost(time, expiry), atMost(expiry, 2n ** 40n - 1n), holds(signer))

  /** What an identity does by itself. */
  const direct = (
    signature: string,
    args: readonly Byte[],
    granted: Word[],
    more: Partial<Writer> = {},
  ): Writer => ({
    name: `${signature.slice(0, signature.indexOf('('))} of ${granted.length}`,
    args,
    change: sets(granted, expiry),
    identity: caller,
    needs: () => grantable,
    signature,
    ...more,
  })
  /** A grant that an identity signed. */
  const bySig = (
    type: string,
    granted: Word[],
    lists: [items: readonly Byte[], hash: Word][],
    by: Signature,
  ): Writer => {
    const structHash = hash(
      ...[hashOf(type), named, signer, expiry, ...lists.map(([, of]) => of), originHash, nonce, deadline],
    )
    const [name, policies] =
      type === loginType
        ? ['loginBySig', '']
        : ['loginWithPoliciesBySig', ',(bytes32,uint256,address,uint128)[]']
    return {
      name: `${name} of ${granted.length}, ${by.length} bytes`,
      args: tuple(
        tuple(named, signer, expiry, ...lists.map(([items]) => items), origin, nonce, deadline),
        text(by.bytes),
      ),
      change: sets(granted, expiry),
      identity: named,
      needs: (mine, before, outcome) =>
        and(grantable, signed(named, structHash, by, outcome), implies(mine, same(before.nonce, nonce))),
      signature: `${name}((address,address,uint256,bytes32[]${policies},string,uint256,uint256),bytes)`,
    }
  }
  const revokeAllBySig = (count: number, by: Signature): Writer => {
    const items = [signer, other]
      .slice(0, count)
      .map((one, index): [Word, Word] => [one, generations[index] as Word])
    const hashes = items.map((item) => hash(hashOf(revocationType), ...item))
    const structHash = hash(hashOf(revokeAllType), named, hash(...hashes), originHash, deadline)
    return {
      name: `revokeAllBySig of ${count}, ${by.length} bytes`,
      args: tuple(tuple(named, listOf(items), origin, deadline), text(by.bytes)),
      // An item counts if it names the generation that the session is in when its turn comes.
      change: (of, before) => {
        const dropped = items.reduce<Word>(
          (sum, [one, at]) => plus(sum, wordFrom(and(same(of, one), same(at, plus(before.generation, sum))))),
          0n,
        )
        return { dropped, when: holds(dropped) }
      },
      identity: named,
      needs: (_, __, outcome) => signed(named, structHash, by, outcome),
      signature: 'revokeAllBySig((address,(address,uint256)[],string,uint256),bytes)',
    }
  }
  const logoutBySig = (by: Signature): Writer => {
    const structHash = hash(hashOf(logoutType), named, signer, originHash, generations[0], deadline)
    return {
      name: `logoutBySig, ${by.length} bytes`,
      args: tuple(tuple(named, signer, origin, generations[0], deadline), text(by.bytes)),
      change: drops(signer),
      identity: named,
      needs: (mine, before, outcome) =>
        and(signed(signer, structHash, by, outcome), implies(mine, same(before.generation, generations[0]))),
      signature: 'logoutBySig((address,address,string,uint256,uint256),bytes)',
    }
  }

  const lists = [permissions.slice(0, 1), permissions]
  const withPolicy = (granted: Word[]): [readonly Byte[], Word][] => [
    [list(...granted), hash(...granted)],
    [listOf([policy]), hash(policyHash)],
  ]
  const writers: Writer[] = [
    ...lists.flatMap((granted) => [
      direct(
        'login(address,uint256,bytes32[],string)',
        tuple(signer, expiry, list(...granted), origin),
        granted,
      ),
      direct(
        'loginAndFund(address,uint256,bytes32[],string)',
        tuple(signer, expiry, list(...granted), origin),
        granted,
        { funds: signer },
      ),
      direct('revoke(address,bytes32[],string)', tuple(signer, list(...granted), origin), granted, {
        always: [signer],
        change: sets(granted, 0n),
        needs: () => true,
      }),
    ]),
    ...[[], permissions.slice(0, 1)].map((granted) =>
      direct(
        'loginWithPolicies(address,uint256,bytes32[],(bytes32,uint256,address,uint128)[],string)',
        tuple(signer, expiry, list(...granted), listOf([policy]), origin),
        [...granted, policyHash],
      ),
    ),
    ...[[signer], [signer, other]].map(
      (signers): Writer => ({
        name: `revokeAll of ${signers.length}`,
        always: signers,
        args: tuple(list(...signers), origin),
        change: drops(...signers),
        identity: caller,
        needs: () => true,
        signature: 'revokeAll(address[],string)',
      }),
    ),
    {
      name: 'logout',
      always: [caller],
      args: tuple(named, origin),
      change: drops(caller),
      identity: named,
      needs: () => true,
      signature: 'logout(address,string)',
    },
    ...[long, short, p256].flatMap((by) => [
      bySig(loginType, lists[0] ?? [], [[list(permissions[0]), hash(permissions[0])]], by),
      bySig(loginWithPoliciesType, [policyHash], withPolicy([]), by),
      revokeAllBySig(1, by),
      logoutBySig(by),
    ]),
    bySig(loginType, permissions, [[list(...permissions), hash(...permissions)]], long),
    bySig(loginWithPoliciesType, [permissions[0], policyHash], withPolicy([permissions[0]]), long),
    revokeAllBySig(2, long),
  ]
  return { caller, writers }
}
