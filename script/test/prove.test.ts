import { expect, test } from 'vitest'
import { builtBy, compile } from '../prove/compile.ts'

const contracts = ['PlainSignatures', 'SessionKeyAuthorizer', 'SessionKeyRegistry']

// So the faults that proofs have to find are made in what forge built, and in nothing else.
test.each(contracts)('%s is compiled as forge does', { timeout: 120_000 }, (contract) => {
  const built = builtBy(contract)
  expect(compile(built.metadata).bytecode.object).toBe(built.bytecode.object)
})
