import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { sessionKeyRegistry as liveAbi } from '@filoz/synapse-core/abis'
import { sessionKeyRegistryAbi } from 'foc-session-keys'
import { expect, test } from 'vitest'

/** The tables of what differs from what is live. */
const [registryDifferences = '', fwssDifferences = ''] = ['registry', 'FWSS'].map(
  (name) =>
    readFileSync('docs/devnet.md', 'utf8')
      .split(`\n## What differs from the live ${name}\n`)[1]
      ?.split('\n## ')[0],
)
const security = readFileSync('docs/security.md', 'utf8')
const text = [security, readFileSync('docs/bugs.md', 'utf8'), registryDifferences, fwssDifferences].join('\n')
const named = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name as string)

const sources = (folder: string) =>
  readdirSync(folder, { encoding: 'utf8', recursive: true })
    .filter((file) => /\.(sol|tsx?)$/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n')

test('every test is there that docs/security.md, docs/bugs.md and the tables of differences name', () => {
  const solidity = sources('test')
  const functions = named(/`((?:test|testFuzz|invariant|check)_\w+)`/g)
  expect(functions.filter((name) => !solidity.includes(`function ${name}(`))).toEqual([])
  expect(named(/`((?:ts|script|examples)\/[\w./-]+)`/g).filter((file) => !existsSync(file))).toEqual([])
  const typescript = ['ts/client/test', 'ts/devnet/test', 'ts/react/test', 'examples/web/test', 'script/test']
    .map(sources)
    .join('\n')
    .replaceAll("\\'", "'")
  const titles = named(/(?<=[`,] )"([^"]+)"/g)
  expect(titles.filter((title) => !typescript.includes(title))).toEqual([])
  const properties = [...solidity.matchAll(/function (check_\w+)\(/g)].map(([, name]) => name as string)
  expect(properties.filter((name) => !functions.includes(name))).toEqual([])
  expect(functions.length).toBeGreaterThan(40)
  expect(titles.length).toBeGreaterThan(30)
})

test('each difference from what is live names a test that holds it, and each such test is named', () => {
  for (const differences of [registryDifferences, fwssDifferences]) {
    const rows = differences.split('\n').filter((line) => /^\| (?!here \|)/.test(line))
    expect(rows.length).toBeGreaterThan(10)
    for (const row of rows) expect(row.split(' | ').at(-1), row).toMatch(/`(test_|ts\/)/)
  }
  const tests = readFileSync('test/differential/LiveDifferences.t.sol', 'utf8')
  const held = [...tests.matchAll(/function (test_\w+)/g)].map(([, name]) => name as string)
  expect(held.length).toBeGreaterThan(8)
  expect(held.filter((name) => !registryDifferences.includes(`\`${name}\``))).toEqual([])
})

test('the table of differences names every function that the live registry does not have', () => {
  const live = new Set(liveAbi.map(({ name }) => name as string))
  const own = sessionKeyRegistryAbi.flatMap((item) => (item.type === 'function' ? [item.name] : []))
  const others = own.filter((name) => !live.has(name))
  const [row = ''] = registryDifferences.split('\n').filter((line) => line.includes('OtherFunctions'))
  const named = [...(row.split(' | ')[0] ?? '').matchAll(/`([a-z]\w*)`/g)].map(([, name]) => name)
  expect(named.sort()).toEqual(others.sort())
})

test('docs/security.md has the whole core in its scope, with the lines of code that it has', () => {
  const scope = new Map(
    [...security.matchAll(/^\| `(src\/[\w/]+\.sol)` \| (\d+) \|/gm)].map(([, file, lines]) => [
      file,
      Number(lines),
    ]),
  )
  const core = ['src', 'src/fwss', 'src/libraries', 'src/types'].flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.sol'))
      .map((file) => `${folder}/${file}`),
  )
  const counted = core.map((file) => {
    const lines = readFileSync(file, 'utf8').split('\n')
    return [file, lines.filter((line) => !/^\s*(\/\/|\/\*|\*|$)/.test(line)).length] as const
  })
  expect(scope).toEqual(new Map(counted))
  const together = counted.reduce((sum, [, lines]) => sum + lines, 0)
  expect(security).toContain(`| together | ${together} |`)
})

test('test/README.md lists every invariant', () => {
  const listed = [...readFileSync('test/README.md', 'utf8').matchAll(/`(invariant_\w+)`/g)].map(
    ([, name]) => name,
  )
  const there = [...sources('test').matchAll(/function (invariant_\w+)\(/g)].map(([, name]) => name)
  expect([...new Set(listed)].sort()).toEqual([...new Set(there)].sort())
  expect(there.length).toBeGreaterThan(15)
})

const documents = ['README.md', 'ARCHITECTURE.md', 'SECURITY.md', 'CHANGELOG.md', 'AGENTS.md']
  .concat(
    readdirSync('docs')
      .filter((file) => file.endsWith('.md'))
      .map((file) => `docs/${file}`),
  )
  .concat(
    ['cli', 'client', 'devnet', 'react'].flatMap((name) => [`ts/${name}/README.md`, `ts/${name}/AGENTS.md`]),
  )
  .concat('ts/console/AGENTS.md')
  .concat(readdirSync('examples').map((name) => `examples/${name}/README.md`))

const linksOf = (document: string) =>
  [...readFileSync(document, 'utf8').matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link as string)

test('links between documents lead somewhere', () => {
  let followed = 0
  for (const document of documents)
    for (const link of linksOf(document)) {
      if (link.startsWith('https://')) continue
      const [path = '', anchor] = link.split('#')
      const target = path === '' ? document : join(dirname(document), path)
      expect(existsSync(target), `${document} links to ${link}`).toBe(true)
      followed++
      if (!anchor) continue
      const titles = [...readFileSync(target, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
        title
          .toLowerCase()
          .replace(/[^\w\s-]/g, '')
          .replace(/\s/g, '-'),
      )
      expect(titles, `${document} links to ${link}`).toContain(anchor)
    }
  expect(followed).toBeGreaterThan(20)
})

test('a package that npm shows links to nothing that is not there', () => {
  for (const name of ['cli', 'client', 'devnet', 'react'])
    for (const link of linksOf(`ts/${name}/README.md`)) expect(link).toMatch(/^https:\/\//)
})

test('the first lines of code are the same for whoever reads the repository or npm', () => {
  const firstLines = (document: string) => /```ts\n[\s\S]*?```/.exec(readFileSync(document, 'utf8'))?.[0]
  expect(firstLines('README.md')).toBeDefined()
  expect(firstLines('ts/client/README.md')).toBe(firstLines('README.md'))
})

test('every action is in the README of the client', () => {
  const readme = readFileSync('ts/client/README.md', 'utf8')
  const actions = readdirSync('ts/client/src/actions').map((file) => file.replace('.ts', ''))
  expect(actions.filter((name) => !readme.includes(`\`${name}`))).toEqual([])
})
