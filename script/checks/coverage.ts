// Fails when lines or branches of the contracts are not covered as they must be: reads lcov.info of `forge coverage`.
import { readFileSync } from 'node:fs'

const required: Record<string, number> = {
  'src/SessionKeyRegistry.sol': 100,
  'src/types/Session.sol': 100,
  'src/SessionKeyAuthorizer.sol': 100,
  'src/types/Policy.sol': 100,
  'src/libraries/P256Signature.sol': 100,
  'src/libraries/PieceCid.sol': 100,
  'src/libraries/RegistryHashes.sol': 100,
  'src/libraries/SessionKeyEnvelope.sol': 100,
  'src/FilecoinWarmStorageService.sol': 100,
  'src/FilecoinWarmStorageServiceStateView.sol': 100,
  'src/Owned.sol': 100,
  'src/fwss/Extsload.sol': 100,
  'src/fwss/FwssAuthorization.sol': 100,
  'src/fwss/FwssBilling.sol': 100,
  'src/fwss/FwssContracts.sol': 100,
  'src/fwss/FwssDataSets.sol': 100,
  'src/fwss/FwssOwner.sol': 100,
  'src/fwss/FwssProofs.sol': 100,
  'src/libraries/FwssHashes.sol': 98,
  'src/libraries/FwssPermissions.sol': 98,
  'src/libraries/MetadataStore.sol': 100,
  'src/libraries/PriceList.sol': 100,
  'src/libraries/ProvingPeriods.sol': 100,
  'src/libraries/SessionKeyAuth.sol': 100,
}

const records = readFileSync('lcov.info', 'utf8').split('end_of_record\n')
const count = (record: string, key: string) =>
  Number(new RegExp(`^${key}:(\\d+)$`, 'm').exec(record)?.[1] ?? 0)
const percent = (hit: number, all: number) => (all === 0 ? 100 : (100 * hit) / all)

for (const [file, least] of Object.entries(required)) {
  const record = records.find((text) => text.includes(`SF:${file}\n`))
  if (!record) throw new Error(`forge coverage says nothing of ${file}.`)
  const lines = percent(count(record, 'LH'), count(record, 'LF'))
  const branches = percent(count(record, 'BRH'), count(record, 'BRF'))
  console.log(`${file}: ${lines.toFixed(1)} % of lines, ${branches.toFixed(1)} % of branches`)
  if (Math.min(lines, branches) < least) process.exitCode = 1
}
if (process.exitCode) console.error('Coverage is too low: `npm run coverage` names the lines in lcov.info.')
