// Every entry of the client, and nothing that it depends on.
import { strict as assert } from 'node:assert'
import * as client from 'foc-session-keys'
import * as abi from 'foc-session-keys/abi'
import { calibration, mainnet } from 'foc-session-keys/chains'
import manifest from 'foc-session-keys/package.json' with { type: 'json' }

assert.equal(typeof client.fromSecp256k1, 'function')
assert.equal(calibration.contracts.fwss.abi, abi.filecoinWarmStorageServiceAbi)
assert.equal(mainnet.id, 314)
assert.ok(!('dependencies' in manifest))
