import { type Address, hashStruct, zeroAddress } from 'viem'
import type { Permission } from '../permissions.ts'
import type { PolicyTerms } from './policy.ts'

/** A policy as the contracts take it, in which zero stands for no such term. */
export type PolicyStruct = { dataSetId: bigint; limit: bigint; operation: Permission; provider: Address }

/** Its EIP-712 type. */
export const policyType = [
  { name: 'operation', type: 'bytes32' },
  { name: 'dataSetId', type: 'uint256' },
  { name: 'provider', type: 'address' },
  { name: 'limit', type: 'uint128' },
] as const

export const structOf = ({ dataSetId, limit, operation, provider }: PolicyTerms): PolicyStruct => ({
  dataSetId: dataSetId ?? 0n,
  limit: limit ?? 0n,
  operation,
  provider: provider ?? zeroAddress,
})

/** The permission that a policy is. */
export const hashOf = (terms: PolicyTerms): Permission =>
  hashStruct({ data: structOf(terms), primaryType: 'Policy', types: { Policy: policyType } })

/** What a contract says of a policy. */
export const termsOf = ({ dataSetId, limit, operation, provider }: PolicyStruct): PolicyTerms => ({
  dataSetId: dataSetId || undefined,
  limit: limit || undefined,
  operation,
  provider: provider === zeroAddress ? undefined : provider,
})
