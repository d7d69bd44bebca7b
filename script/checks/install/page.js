// A page, for a bundler.
import { fromSecp256k1 } from 'foc-session-keys'
import { calibration } from 'foc-session-keys/chains'
import { indexedDbStorage } from 'foc-session-keys/storage'

document.title = `${fromSecp256k1.name} on ${calibration.name} with ${indexedDbStorage.name}`
