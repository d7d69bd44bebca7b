import { authorizationExpiry, login, Permission } from 'foc-session-keys'
import { createPublicClient, createTestClient, createWalletClient, http } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { createDevnet } from '../src/createDevnet.ts'

// How often anvil, asked for the state of a block by the block's hash, answers with the state of the next one, which it is
// mining at that moment. No client can notice; tests that compare with the chain must keep reads and mining apart.

const rounds = 200
const readers = 3

const devnet = await createDevnet()
const { chain } = devnet
const transport = http(devnet.rpcUrl, { retryCount: 0 })
const account = privateKeyToAccount(devnet.accounts[0].privateKey)
const rootClient = createWalletClient({ account, chain, transport })
const publicClient = createPublicClient({ chain, transport })
const testClient = createTestClient({ chain, mode: 'anvil', transport })

let reads = 0
let wrong = 0
for (let round = 0; round < rounds; round++) {
  const sessionKeyAddress = privateKeyToAccount(generatePrivateKey()).address
  const head = await publicClient.getBlock()
  const id = await testClient.snapshot()
  let mining = true
  const read = async () => {
    while (mining) {
      const call = { permission: Permission.AddPieces, root: account, sessionKeyAddress }
      const expiry = await publicClient.readContract({
        ...authorizationExpiry.prepare(publicClient, call),
        blockHash: head.hash,
      })
      reads++
      if (expiry > 0n) wrong++
    }
  }
  const reading = Array.from({ length: readers }, read)
  const expiry = head.timestamp + 9000n
  await rootClient.writeContract({
    ...login.prepare(rootClient, { expiry, sessionKeyAddress }),
    chain,
    gas: 300_000n,
  })
  mining = false
  await Promise.all(reading)
  await testClient.revert({ id })
}
process.stdout.write(
  `${wrong} of ${reads} reads of a block's state while the next was mined had the state of the next\n`,
)
await devnet.stop()
