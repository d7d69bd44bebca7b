import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDevnet } from 'foc-session-keys-devnet'
import { createWalletClient, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { newData, secret, storedBy } from '../test/helpers.ts'
import { createInstances } from '../test/useInstances.ts'
import { startPostgres } from '../test/usePostgres.ts'

// So many uploads through two instances on one PostgreSQL server, one of which is killed half-way. Each is tried again through
// the other, and is then stored and billed once.
const uploads = Number(process.argv[2] ?? 1000)
const atOnce = 16

const folder = await mkdtemp(join(tmpdir(), 'backend-uploads-'))
const devnet = await createDevnet()
const postgres = await startPostgres()
const instances = await createInstances()
try {
  const start = () =>
    instances.start({
      chain: devnet.chain,
      databaseUrl: postgres.url,
      keyFile: join(folder, 'key'),
      relayerKey: devnet.accounts[1]?.privateKey ?? '0x',
      tokenSecret: secret,
    })
  const [first, second] = await Promise.all([start(), start()])
  const account = privateKeyToAccount(devnet.accounts[0].privateKey)
  await first
    .user('alice')
    .grant(createWalletClient({ account, chain: devnet.chain, pollingInterval: 20, transport: http() }))

  const began = performance.now()
  let next = 0
  let done = 0
  let failed = 0
  const work = async () => {
    while (next < uploads) {
      const index = next++
      const content = newData(256)
      const upload = (through: typeof first) => through.user('alice').upload(content, `piece ${index}`)
      const answer = await upload(index % 2 === 0 ? first : second).catch(() => undefined)
      if (answer?.status !== 200) failed++
      const last = answer?.status === 200 ? answer : await upload(second)
      if (last.status !== 200) throw new Error(`Piece ${index} was refused: ${JSON.stringify(last.body)}`)
      if (++done === Math.floor(uploads / 2)) await first.kill()
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  const seconds = (performance.now() - began) / 1000

  const { dataSets, pieces } = await storedBy(devnet, account.address)
  const distinct = new Set(pieces.map(({ pieceCid }) => pieceCid)).size
  console.log(
    `${uploads} uploads in ${seconds.toFixed(1)} s, ${atOnce} at once, ${failed} of them tried again after the kill`,
  )
  console.log(`on chain: ${dataSets} data set, ${pieces.length} pieces, ${distinct} of them distinct`)
  if (dataSets !== 1 || pieces.length !== uploads || distinct !== uploads) process.exitCode = 1
} finally {
  await instances.stop()
  await postgres.stop()
  await devnet.stop()
  await rm(folder, { force: true, recursive: true })
}
