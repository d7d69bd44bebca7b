// Prints what forge measured in test/gas: the registry against the reference model, in one run.
import { readFileSync } from 'node:fs'

const measured: Record<string, string> = JSON.parse(readFileSync('snapshots/SessionKeyRegistry.json', 'utf8'))
const rows = Object.keys(measured)
  .filter((key) => key.startsWith('registry: '))
  .map((key) => {
    const name = key.slice('registry: '.length)
    const [ours, models] = [Number(measured[key]), Number(measured[`model: ${name}`])]
    return { name, ours, models, ratio: (ours / models).toFixed(3) }
  })

console.log('| gas | registry | one slot a permission | ratio |\n|---|---|---|---|')
for (const { name, ours, models, ratio } of rows) console.log(`| ${name} | ${ours} | ${models} | ${ratio} |`)

/** What each costs above the root's, of one run. */
function printService(file: string, root: string) {
  const gas: Record<string, string> = JSON.parse(readFileSync(`snapshots/${file}.json`, 'utf8'))
  console.log('\n| gas | FWSS | more than the root |\n|---|---|---|')
  for (const [name, one] of Object.entries(gas)) {
    console.log(`| ${name} | ${one} | ${Number(one) - Number(gas[root])} |`)
  }
}

printService('FilecoinWarmStorageService', 'add 1 piece, signed by the root')
printService('Envelopes', 'add 1 piece, signed by a root')
