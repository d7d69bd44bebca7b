// The life of a session key, on a chain of its own: npm run demo
import { createPublicClient, createWalletClient, formatEther, http, type TransactionReceipt } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { createDevnet } from '../ts/devnet/createDevnet.ts'
import * as SessionKey from '../ts/src/index.ts'

const devnet = await createDevnet()
try {
  await live()
} finally {
  await devnet.stop()
}

async function live() {
  const { chain, rpcUrl } = devnet
  const transport = http(rpcUrl)
  const [root] = devnet.accounts
  const rootClient = createWalletClient({ account: privateKeyToAccount(root.privateKey), chain, transport })
  const publicClient = createPublicClient({ chain, transport })

  title('A chain of its own')
  line('Endpoint', `${rpcUrl}, chain id ${chain.id}`)
  line('Registry', chain.contracts.sessionKeyRegistry.address)
  line('Root', `${rootClient.account.address}, the main wallet: it grants, and it pays`)

  title('A new session key')
  const sessionKey = SessionKey.fromSecp256k1({
    chain,
    pollingInterval: 50,
    privateKey: generatePrivateKey(),
    root: rootClient.account.address,
    transport,
  })
  line('Session key', `${sessionKey.address}, which has no FIL and needs none`)

  title('Watch')
  sessionKey.addEventListener('expirationsUpdated', (expirations) => {
    const held = Object.values(expirations).filter((expiry) => expiry > 0n).length
    line('Event', `expirationsUpdated: ${held} of ${Object.keys(expirations).length} permissions granted`)
  })
  sessionKey.addEventListener('disconnected', () => line('Event', 'disconnected'))
  sessionKey.addEventListener('error', (error) => line('Event', `error: ${error.message}`))
  await sessionKey.watch()
  await new Promise<void>((resolve) => {
    sessionKey.addEventListener('connected', () => {
      line('Event', 'connected')
      resolve()
    })
  })

  title('Login: the root lets it do all that storage takes, for an hour')
  await andHear(async () => {
    const { receipt } = await SessionKey.loginSync(rootClient, {
      expiry: inSeconds(3600),
      permissions: SessionKey.DefaultFwssPermissions,
      sessionKeyAddress: sessionKey.address,
    })
    gas(receipt)
  })
  permissions()

  title('Renew: the same again, for two hours')
  await andHear(async () => {
    const { receipt } = await SessionKey.loginSync(rootClient, {
      expiry: inSeconds(7200),
      permissions: SessionKey.DefaultFwssPermissions,
      sessionKeyAddress: sessionKey.address,
    })
    gas(receipt)
  })
  permissions()

  title('Revoke in part: from now on it can upload, and destroy nothing')
  await andHear(async () => {
    const { receipt } = await SessionKey.revokeSync(rootClient, {
      permissions: [SessionKey.Permission.SchedulePieceRemoval, SessionKey.Permission.TerminateDataSet],
      sessionKeyAddress: sessionKey.address,
    })
    gas(receipt)
  })
  permissions()

  title('Revoke')
  await andHear(async () => {
    const { receipt } = await SessionKey.revokeSync(rootClient, {
      permissions: SessionKey.DefaultFwssPermissions,
      sessionKeyAddress: sessionKey.address,
    })
    gas(receipt)
  })
  permissions()

  title('Afterwards')
  sessionKey.unwatch()
  const balance = await publicClient.getBalance({ address: sessionKey.address })
  line('Session key', `${formatEther(balance)} FIL, as at the beginning: the root paid for everything`)

  /** Does something that changes the session, and goes on when the session key has heard of it. */
  async function andHear(action: () => Promise<void>) {
    const heard = new Promise<void>((resolve) => {
      sessionKey.addEventListener('expirationsUpdated', () => resolve(), { once: true })
    })
    await action()
    await heard
  }

  function permissions() {
    for (const permission of sessionKey.permissions) {
      const expiry = sessionKey.expirations[permission] ?? 0n
      const until = expiry === 0n ? 'no' : `until ${new Date(Number(expiry) * 1000).toISOString()}`
      const may = sessionKey.hasPermission(permission) ? 'may' : 'may not'
      line(may, `${SessionKey.permissionName(permission)?.padEnd(21)} ${until}`)
    }
  }
}

function inSeconds(seconds: number) {
  return BigInt(Math.floor(Date.now() / 1000) + seconds)
}

function title(text: string) {
  console.log(`\n${text}`)
}

function line(name: string, text: string) {
  console.log(`  ${name.padEnd(12)} ${text}`)
}

function gas(receipt: TransactionReceipt) {
  line('Transaction', `${receipt.transactionHash.slice(0, 18)}…, ${receipt.gasUsed} gas`)
}
