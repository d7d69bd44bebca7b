import { readFileSync } from 'node:fs'

/** What forge measured in test/gas: `snapshots/<name>.json`, by what was called. */
export function readFigures(name: string): Record<string, number> {
  const figures: Record<string, string> = JSON.parse(readFileSync(`snapshots/${name}.json`, 'utf8'))
  return Object.fromEntries(Object.entries(figures).map(([call, figure]) => [call, Number(figure)]))
}

/** As docs/benchmarks.md has them. */
export function tables(): string[] {
  return [
    registry(),
    calls('SessionKeyAuthorizer'),
    calls('FilecoinWarmStorageService'),
    additions(),
    sizes(),
  ]
}

type Row = readonly (number | string)[]

const table = (head: Row, rows: readonly Row[]) =>
  `| ${head.join(' | ')} |\n|${head.map(() => '---|').join('')}\n${rows.map((row) => `| ${row.join(' | ')} |\n`).join('')}`

function registry() {
  const [live, floor] = [readFigures('LiveRegistry'), readFigures('Floor')]
  const against = (gas: number, other: number | undefined) =>
    other === undefined ? ['', ''] : [other, (gas / other).toFixed(3)]
  return table(
    ['gas', 'registry', 'live, by our model', 'ratio', 'floor', 'ratio'],
    Object.entries(readFigures('SessionKeyRegistry')).map(([call, gas]) => [
      call,
      gas,
      ...against(gas, live[call]),
      ...against(gas, floor[call]),
    ]),
  )
}

const calls = (contract: string) => table(['gas', contract], Object.entries(readFigures(contract)))

/** What each costs above the root's, of one run. */
function additions() {
  const signed = 'piecesAdded, 1 piece, signed by '
  const gas = readFigures('FilecoinWarmStorageService')
  const root = gas[`${signed}the root`] as number
  const rows = Object.entries(gas).filter(([call]) => call.startsWith(signed))
  return table(
    ['add 1 piece, signed by', 'gas', 'more than the root'],
    rows.map(([call, one]) => [call.slice(signed.length), one, one - root]),
  )
}

const sizes = () =>
  table(
    ['bytes', 'deployed', 'left of 24 576'],
    Object.entries(readFigures('Sizes')).map(([contract, bytes]) => [contract, bytes, 24_576 - bytes]),
  )
