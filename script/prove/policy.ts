/** What a policy is, by EIP-712. */
export const policyType = 'Policy(bytes32 operation,uint256 dataSetId,address provider,uint128 limit)'
