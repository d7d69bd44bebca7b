// A program that uses a devnet and never stops it.
import { createDevnet } from '../src/index.ts'

const devnet = await createDevnet(JSON.parse(process.argv[2] ?? '{}'))
process.stdout.write(`${devnet.rpcUrl}\n`)
