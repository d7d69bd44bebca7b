import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { findUnexplained } from '../checks/gas/unexplained.ts'

let folder: string

function newFolder() {
  const one = mkdtempSync(join(tmpdir(), 'gas-law-'))
  onTestFinished(() => rmSync(one, { force: true, recursive: true }))
  return one
}

const git = (...args: string[]) =>
  execFileSync(
    'git',
    ['-c', 'commit.gpgSign=false', '-c', 'user.name=Nobody', '-c', 'user.email=nobody@example.org', ...args],
    {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  ).trim()

function write(file: string, text: string) {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), text)
}

/** A commit with these figures. */
function commit(figures: Record<string, number>, message = 'Change something') {
  const strings = Object.fromEntries(Object.entries(figures).map(([call, gas]) => [call, String(gas)]))
  write('snapshots/Registry.json', JSON.stringify(strings, null, 2))
  git('add', '--all')
  git('commit', '--quiet', '--message', message)
  return git('rev-parse', 'HEAD')
}

beforeEach(() => {
  folder = newFolder()
  git('init', '--quiet', '--initial-branch', 'main')
  commit({ login: 5000, revoke: 1000 })
  commit({ login: 10_000, revoke: 1000 }, 'Double a figure before there is a law')
  write('script/checks/gas/unexplained.ts', '')
  commit({ login: 20_000, revoke: 1000 }, 'Make the law')
})

test('default: nothing moved', () => {
  write('README.md', 'more')
  commit({ login: 20_000, revoke: 1000 })
  expect(findUnexplained(folder)).toEqual({ commits: 0, shallow: false, unexplained: [] })
})

test('behavior: 2 % more, or less, without a reason', () => {
  const more = commit({ login: 20_400, revoke: 1000 }, 'Change something\n\nIt is better so. Gas: more.')
  const less = commit({ login: 20_400, revoke: 980 })
  expect(findUnexplained(folder).unexplained).toEqual([
    { after: 980, before: 1000, commit: less, figure: 'Registry: revoke' },
    { after: 20_400, before: 20_000, commit: more, figure: 'Registry: login' },
  ])
})

test('behavior: 2 % with a reason', () => {
  commit({ login: 20_400, revoke: 1000 }, 'Change something\n\nIt is better so.\n\nGas: one more event.')
  expect(findUnexplained(folder)).toEqual({ commits: 1, shallow: false, unexplained: [] })
  commit({ login: 20_900, revoke: 1000 }, 'Change something\n\nGas:')
  expect(findUnexplained(folder).unexplained).toHaveLength(1)
})

test('behavior: up to 1 % needs no reason', () => {
  commit({ login: 20_100, revoke: 1010 })
  expect(findUnexplained(folder)).toEqual({ commits: 1, shallow: false, unexplained: [] })
})

test('behavior: a figure that is new needs no reason, and one that is gone does', () => {
  commit({ login: 20_000, logout: 3000, revoke: 1000 })
  expect(findUnexplained(folder).unexplained).toEqual([])
  const gone = commit({ login: 20_000, logout: 3000 })
  expect(findUnexplained(folder).unexplained).toEqual([
    { after: undefined, before: 1000, commit: gone, figure: 'Registry: revoke' },
  ])
})

test('behavior: a merge answers for what none of its parents has', () => {
  git('checkout', '--quiet', '-b', 'side')
  commit({ login: 30_000, revoke: 1000 }, 'Do it on a branch\n\nGas: more.')
  git('checkout', '--quiet', 'main')
  commit({ login: 20_000, revoke: 2000 }, 'Do it here\n\nGas: more.')
  const merge = (figures: Record<string, number>) => {
    git('reset', '--quiet', '--hard', 'main')
    git('merge', '--quiet', '--no-commit', '--strategy', 'ours', 'side')
    return commit(figures, 'Merge the branch')
  }
  git('checkout', '--quiet', '-b', 'merged')
  // One from each; all from one of the two.
  for (const figures of [
    { login: 30_000, revoke: 2000 },
    { login: 30_000, revoke: 1000 },
  ]) {
    merge(figures)
    expect(findUnexplained(folder).unexplained).toEqual([])
  }
  const merged = merge({ login: 30_000, revoke: 3000 })
  expect(findUnexplained(folder).unexplained).toEqual([
    { after: 3000, before: 2000, commit: merged, figure: 'Registry: revoke' },
  ])
})

test('behavior: a branch from before the law is not bound by it', () => {
  git('checkout', '--quiet', '-b', 'old', 'HEAD~1')
  commit({ login: 10_000, revoke: 4000 }, 'Change something without knowing of the law')
  git('checkout', '--quiet', 'main')
  git('merge', '--quiet', '--no-commit', '--strategy', 'ours', 'old')
  commit({ login: 20_000, revoke: 4000 }, 'Merge the branch')
  expect(findUnexplained(folder).unexplained).toEqual([])
})

test('behavior: a shallow clone looks at what it has, and says so', () => {
  commit({ login: 20_400, revoke: 1000 })
  const later = commit({ login: 20_400, revoke: 1500 })
  const origin = folder
  for (const [depth, unexplained] of [
    ['1', []],
    ['2', [{ after: 1500, before: 1000, commit: later, figure: 'Registry: revoke' }]],
  ] as const) {
    folder = newFolder()
    git('clone', '--quiet', '--depth', depth, `file://${origin}`, '.')
    expect(findUnexplained(folder)).toMatchObject({ shallow: true, unexplained })
  }
})

test('behavior: where the law is not kept yet there is nothing to look at', () => {
  git('reset', '--quiet', '--hard', 'HEAD~1')
  expect(findUnexplained(folder)).toEqual({ commits: 0, shallow: false, unexplained: [] })
})
