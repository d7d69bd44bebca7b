import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

// The wrapper packages of Foundry exit with 0 when the tool fails; the platform packages are the tools themselves.
describe('the Foundry tools on the path are native programs', () => {
  for (const tool of ['forge', 'anvil', 'cast'])
    test(tool, () => {
      const path = realpathSync(`node_modules/.bin/${tool}`)
      const magic = readFileSync(path).subarray(0, 4).toString('hex')
      expect(['7f454c46', 'cffaedfe'], path).toContain(magic)
      expect(execFileSync(path, ['--version'], { encoding: 'utf8' })).toContain('1.7.1')
    })
})

test('a failing forge test fails the command', () => {
  const root = mkdtempSync(join(tmpdir(), 'foc-session-keys-'))
  const run = (condition: boolean) => {
    writeFileSync(join(root, 'foundry.toml'), `[profile.default]\nsolc = "${resolve('script/solc')}"\n`)
    mkdirSync(join(root, 'test'), { recursive: true })
    writeFileSync(
      join(root, 'test/Answer.t.sol'),
      `pragma solidity ^0.8.0; contract AnswerTest { function test_Answer() public pure { assert(${condition}); } }`,
    )
    return spawnSync('node_modules/.bin/forge', ['test', '--root', root], { encoding: 'utf8' })
  }
  try {
    const passing = run(true)
    expect(passing.stdout).toContain('1 passed')
    expect(passing.status).toBe(0)
    const failing = run(false)
    expect(failing.stdout).toContain('1 failed')
    expect(failing.status).not.toBe(0)
  } finally {
    rmSync(root, { recursive: true })
  }
})

test('the compiler is the one that package.json pins', () => {
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  const answer = execFileSync('script/solc', ['--version'], { encoding: 'utf8' })
  expect(answer).toContain(`Version: ${devDependencies.solc}+commit.`)
})
