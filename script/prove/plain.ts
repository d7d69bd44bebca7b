import type { Outcome } from './evm.ts'
import type { Request } from './request.ts'
import type { Promised, Scene } from './scene.ts'
import type { Signature } from './signatures.ts'
import type { Byte, Truth, Word } from './words.ts'

/** A function that takes plain signatures: what it is called with, and what its answer has to be if an account is who counts. */
export type Entry = {
  name: string
  call: (signature: readonly Byte[]) => Promise<Outcome[]>
  /** Whether a grant for the data set alone does, too. */
  /** It says zero instead of asking code, or refusing. */
  orZero?: boolean
  scoped: boolean
  says: (said: Word, account: Word) => Truth
}

/** A plain signature counts if it is by the payer's key, by one that was granted the operation, or by the payer's code. */
export function createPlain(scene: Scene, request: Request, entry: Entry): Promised[] {
  const { abi, any, refused, show, words } = scene
  const { and, bytesOf, holds, not, or, same, wordOf } = words
  const { digest, operation, payer, scoped, signatures } = request

  function one({ by, bytes }: Signature): Promised {
    function goalsOf(outcome: Outcome): Record<string, Truth> {
      const said = wordOf(outcome.data ?? [])
      const signer = by(digest, outcome)
      const grant = request.expiryOf(outcome, signer, operation, ...(entry.scoped ? [scoped] : []))
      const may = and(holds(signer), or(same(signer, payer), grant.holds))
      const byCode = request.byCode(bytes, outcome)
      const denied = and(not(may), not(byCode), request.deniedByCode(bytes, outcome))
      if (outcome.ended === 'reverted')
        return {
          'it is refused only for a reason, and says which': refused(outcome, [
            [request.fails(outcome), undefined],
            [
              and(!entry.orZero, denied, holds(signer), holds(grant.expiry)),
              abi.error(
                'AuthorizationExpired(address,address,bytes32,uint256)',
                ...[payer, signer, operation, grant.expiry],
              ),
            ],
            [
              and(!entry.orZero, denied),
              abi.error('NotAuthorized(address,address,bytes32)', payer, signer, operation),
            ],
          ]),
        }
      return {
        'only who may is authorized': or(
          and(may, entry.says(said, signer)),
          and(not(may), entry.orZero ? entry.says(said, 0n) : and(byCode, entry.says(said, payer))),
        ),
        'nothing is stored, told, or asked but by a view':
          outcome.writes.length + outcome.events.length === 0 &&
          outcome.asked.every(({ kind }) => kind === 'staticcall'),
      }
    }
    return {
      name: `${entry.name}: a plain signature of ${bytes.length} bytes`,
      prove: async () => show(await entry.call(bytes), goalsOf),
    }
  }
  // What is longer could be an envelope, but for its beginning.
  const other: Signature = {
    by: () => 0n,
    bytes: [0, ...bytesOf(any('a signature')), ...bytesOf(any('more of it')), 1, 2],
  }
  const { long, odd, short } = signatures
  return [long, short, odd, other].map(one)
}
