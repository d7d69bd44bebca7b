// The command of the terminal, as npx runs it where it is installed, against a devnet: <project> <folder of Node>
import { strict as assert } from 'node:assert'
import { execFile } from 'node:child_process'
import { delimiter } from 'node:path'
import { promisify } from 'node:util'
import { createDevnet } from 'foc-session-keys-devnet'

const [project, folder] = process.argv.slice(2)
const env = {
  ...process.env,
  FOC_SESSION_KEYS_PASSWORD: 'secret',
  HOME: project,
  PATH: `${folder}${delimiter}${process.env.PATH}`,
}
/** @param {string[]} args */
const npx = async (...args) => {
  const { stdout } = await promisify(execFile)('npx', ['--no-install', 'foc-session-keys', ...args], {
    cwd: project,
    env,
  })
  return stdout
}

const devnet = await createDevnet()
try {
  assert.match(await npx('--help'), /Usage: foc-session-keys/)
  assert.match(await npx('--version'), /^\d+\.\d+\.\d+\n$/)
  const root = devnet.accounts[0].address
  const rpc = ['--network', 'devnet', '--rpc-url', devnet.rpcUrl]
  const { code, data } = JSON.parse(await npx('doctor', '--json', '--wallet-address', root, ...rpc))
  assert.equal(code, 'OK')
  assert.equal(data.root, root)
  assert.equal(`v${data.checks[0].message}`, process.version)
  assert.match(await npx('keys', 'new', 'mine'), /0x[0-9a-fA-F]{40}/)
} finally {
  await devnet.stop()
}
