#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { runDevnet } from './runDevnet.ts'

const help = `Usage: foc-session-keys-devnet [options]

Starts Filecoin Onchain Cloud on this machine: a chain, the contracts, two storage providers. Ctrl-C ends it.

Options:
  --port <number>         port of the chain; the providers get the next two (default 8545)
  --state <folder>        keep chain and pieces there, and go on with them the next time
  --block-time <seconds>  a block every so many seconds (default: one for each transaction)
  --help                  this text`

class UsageError extends Error {}

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  if (error instanceof UsageError) console.error(`\n${help}`)
  process.exitCode = 1
}

async function main() {
  const { values } = parse()
  if (values.help) return console.log(help)
  if (values.state === '') throw new UsageError('--state takes the path of a folder.')
  await runDevnet({
    blockTime: numberOf('block-time', values['block-time'], 1, 3600),
    folder: values.state,
    port: numberOf('port', values.port, 1, 65_533) ?? 8545,
  })
}

function parse() {
  try {
    return parseArgs({
      options: {
        'block-time': { type: 'string' },
        help: { short: 'h', type: 'boolean' },
        port: { type: 'string' },
        state: { type: 'string' },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function numberOf(name: string, value: string | undefined, min: number, max: number): number | undefined {
  if (value === undefined) return undefined
  const number = /^[0-9]+$/.test(value) ? Number(value) : Number.NaN
  if (!(number >= min && number <= max)) {
    throw new UsageError(`--${name} takes a number from ${min} to ${max}.`)
  }
  return number
}
