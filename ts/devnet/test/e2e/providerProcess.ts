// A storage provider in a process of its own, so that it can be killed as a machine would kill it.
import { privateKeyToAccount } from 'viem/accounts'
import { startProvider } from '../../src/provider/startProvider.ts'

const { privateKey, ...parameters } = JSON.parse(process.argv[2] ?? '{}')
const { serviceUrl } = await startProvider({ ...parameters, account: privateKeyToAccount(privateKey) })
process.stdout.write(`${serviceUrl}\n`)
