import { onTestFinished } from 'vitest'
import type { useDevnet } from '../helpers.ts'

type Devnet = Pick<ReturnType<typeof useDevnet>, 'testClient'>

/** Until the test is over, blocks are mined only when that is said. */
export async function mineByHand(devnet: Devnet) {
  const testClient = devnet.testClient()
  onTestFinished(async () => {
    await testClient.setAutomine(true)
    await testClient.mine({ blocks: 1 })
  })
  await testClient.setAutomine(false)
  return () => testClient.mine({ blocks: 1 })
}

/** Until the test is over, a contract is another one. */
export async function replaceCode(
  devnet: Devnet & Pick<ReturnType<typeof useDevnet>, 'publicClient'>,
  address: `0x${string}`,
  bytecode: `0x${string}`,
) {
  const before = await devnet.publicClient().getCode({ address })
  if (!before) throw new Error(`There is nothing at ${address}.`)
  onTestFinished(() => devnet.testClient().setCode({ address, bytecode: before }))
  await devnet.testClient().setCode({ address, bytecode })
}
