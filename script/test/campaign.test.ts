import { expect, test } from 'vitest'
import { readForge } from '../campaign/runRound.ts'
import { statesOf } from '../campaign/states.ts'

test('what forge says is counted, and what failed is named once', () => {
  const output = `
Ran 3 tests for test/a.t.sol:A
[PASS] invariant_One() (runs: 4, calls: 384, reverts: 2)
[FAIL: limit: 3 > 2]
	[Sequence] (original: 3, shrunk: 1)
 invariant_Two() (runs: 1, calls: 96, reverts: 0)
Suite result: FAILED. 1 passed; 1 failed; 0 skipped; finished in 1s

Failing tests:
Encountered 1 failing test in test/a.t.sol:A
[FAIL: limit: 3 > 2]
`
  expect(readForge(output)).toEqual({
    calls: 384,
    failed: ['[FAIL: limit: 3 > 2]'],
    reverts: 2,
    runs: 4,
    tests: 2,
  })
  expect(readForge('[PASS] testFuzz_One(uint256) (runs: 256, μ: 1, ~: 1)').calls).toBe(256)
  expect(() => readForge('Error: Compiler run failed')).toThrow('forge ran no test')
})

test('what lives reached is added up, and what none reached is there with zero', () => {
  const lives = [
    { granted: 3, refused: 0 },
    { granted: 5, refused: 0 },
  ]
  const lines = lives.map((states) => `${JSON.stringify({ campaign: 'Registry', states })}\n`)
  expect(statesOf(lines.join(''))).toEqual([
    {
      campaign: 'Registry',
      lives: 2,
      states: [
        { inLives: 2, most: 5, state: 'granted', times: 8 },
        { inLives: 0, most: 0, state: 'refused', times: 0 },
      ],
    },
  ])
})
