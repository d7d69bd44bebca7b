import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const text = readFileSync('docs/security.md', 'utf8')
const named = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name as string)

const sources = (folder: string) =>
  readdirSync(folder, { encoding: 'utf8', recursive: true })
    .filter((file) => /\.(sol|ts)$/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n')

test('every test that docs/security.md names is there', () => {
  const solidity = sources('test')
  const functions = named(/`((?:test|testFuzz|invariant)_\w+)`/g)
  expect(functions.filter((name) => !solidity.includes(`function ${name}(`))).toEqual([])
  expect(named(/`((?:ts|script)\/[\w./-]+)`/g).filter((file) => !existsSync(file))).toEqual([])
  const typescript = ['ts/client/test', 'ts/devnet/test', 'script/test']
    .map(sources)
    .join('\n')
    .replaceAll("\\'", "'")
  const titles = named(/(?<=[`,] )"([^"]+)"/g)
  expect(titles.filter((title) => !typescript.includes(title))).toEqual([])
  expect(functions.length).toBeGreaterThan(40)
  expect(titles.length).toBeGreaterThan(30)
})
