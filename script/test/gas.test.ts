import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readFigures, tables } from '../checks/gas/figures.ts'

type Item = {
  inputs: { components?: Item['inputs']; type: string }[]
  name: string
  stateMutability: string
  type: string
}

const functionsOf = (contract: string): Item[] =>
  JSON.parse(readFileSync(`out/${contract}.sol/${contract}.json`, 'utf8')).abi.filter(
    ({ type }: Item) => type === 'function',
  )

/** Its name, and its signature where others have the same name: what its figures begin with. */
const titleOf = ({ inputs, name }: Item, _: number, all: Item[]) =>
  all.filter((other) => other.name === name).length === 1
    ? name
    : `${name}(${inputs.map(({ type }) => type).join(',')})`

const isOf = (call: string, title: string) => call === title || call.startsWith(`${title}, `)

for (const contract of ['SessionKeyRegistry', 'SessionKeyAuthorizer', 'FilecoinWarmStorageService']) {
  const all = functionsOf(contract)
  const titles = all.map(titleOf)
  const calls = Object.keys(readFigures(contract))
  // What the service is asked has a contract of its own, but for what it is itself.
  const wanted =
    contract === 'FilecoinWarmStorageService'
      ? titles.filter((_, index) => all[index]?.stateMutability === 'nonpayable')
      : titles

  test(`the gas of every function of ${contract} is measured`, () => {
    expect(wanted.filter((title) => !calls.some((call) => isOf(call, title)))).toEqual([])
    expect(wanted.length).toBeGreaterThan(7)
  })

  test(`what is measured of ${contract} is a function that it has`, () => {
    expect(calls.filter((call) => !titles.some((title) => isOf(call, title)))).toEqual([])
  })
}

test('what the live registry has is compared, and every write with its floor', () => {
  const [live, floor] = [readFigures('LiveRegistry'), readFigures('Floor')]
  for (const name of ['login', 'loginAndFund', 'revoke', 'authorizationExpiry'])
    expect(Object.keys(live).some((call) => isOf(call, name))).toBe(true)
  const calls = Object.keys(readFigures('SessionKeyRegistry'))
  expect(calls.filter((call) => floor[call] === undefined)).toEqual(['eip712Domain'])
})

test('every contract is deployed in 24 576 bytes', () => {
  const sizes = Object.values(readFigures('Sizes'))
  expect(sizes).toHaveLength(4)
  for (const bytes of sizes) expect(bytes).toBeLessThanOrEqual(24_576)
})

test('the tables of docs/benchmarks.md are those that were measured', () => {
  const benchmarks = readFileSync('docs/benchmarks.md', 'utf8')
  for (const table of tables()) expect(benchmarks).toContain(table)
})

test('the figures of docs/limits.md are those that were measured', () => {
  const { 'add 1 piece, signed by a root': root, ...others } = readFigures('Envelopes')
  const limits = readFileSync('docs/limits.md', 'utf8').replaceAll(/(?<=\d) (?=\d)/g, '')
  for (const gas of Object.values(others)) expect(limits).toContain(String(gas - Number(root)))
})
