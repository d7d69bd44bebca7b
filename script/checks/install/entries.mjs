// Every entry of the client, and nothing that it depends on.
import { strict as assert } from 'node:assert'
import * as client from 'foc-session-keys'
import * as abi from 'foc-session-keys/abi'
import { calibration, mainnet } from 'foc-session-keys/chains'
import manifest from 'foc-session-keys/package.json' with { type: 'json' }
import * as storage from 'foc-session-keys/storage'
import { fileStorage, keystoreStorage } from 'foc-session-keys/storage/node'

assert.equal(typeof client.fromSecp256k1, 'function')
assert.equal(calibration.contracts.fwss.abi, abi.filecoinWarmStorageServiceAbi)
assert.equal(mainnet.id, 314)
for (const kind of [...Object.values(storage), fileStorage, keystoreStorage])
  assert.equal(typeof kind, 'function')
assert.ok(!('dependencies' in manifest))
