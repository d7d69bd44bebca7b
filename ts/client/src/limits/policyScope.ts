import { isAddress } from 'viem'
import type { Permission } from '../permissions.ts'
import { type Policy, type PolicyTerms, policy } from './policy.ts'

/** The terms of a policy as its scope writes them: at least one, each once, in this order, without leading zeros. */
const written = /^(?::max=([1-9]\d{0,38}))?(?::dataSet=([1-9]\d{0,77}))?(?::provider=(0x[\dA-Fa-f]{40}))?$/

/** What follows the operation's name in the scope of a policy; empty for one that has no terms. */
export function writeTerms({ dataSetId, limit, provider }: PolicyTerms): string {
  const terms = [
    limit && `:max=${limit}`,
    dataSetId && `:dataSet=${dataSetId}`,
    provider && `:provider=${provider.toLowerCase()}`,
  ]
  return terms.filter(Boolean).join('')
}

/** The other way; `undefined` for what is written in any other way, or no policy. */
export function readTerms(operation: Permission, terms: string): Policy | undefined {
  const [found, limit, dataSetId, provider] = written.exec(terms) ?? []
  // In lower case or with the right checksum, so that a wrong letter in it does not go unnoticed.
  if (!found || (provider && !isAddress(provider))) return
  try {
    return policy({
      dataSetId: dataSetId ? BigInt(dataSetId) : undefined,
      limit: limit ? BigInt(limit) : undefined,
      permission: operation,
      provider: provider as `0x${string}` | undefined,
    })
  } catch {
    // A number that is too large, or the address zero.
    return
  }
}
