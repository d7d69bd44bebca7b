// The guide to session keys, from the first line to the last, on a devnet of its own: npm run demo
import { randomBytes } from 'node:crypto'
import { Synapse } from '@filoz/synapse-sdk'
import * as SessionKey from 'foc-session-keys'
import { login, revoke } from 'foc-session-keys'
import { filecoinPayAbi, filecoinWarmStorageServiceStateViewAbi } from 'foc-session-keys/abi'
import { createDevnet } from 'foc-session-keys-devnet'
import { createPublicClient, createWalletClient, formatUnits, type Hash, http } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'

const devnet = await createDevnet()
try {
  await setupSession()
} finally {
  await devnet.stop()
}

async function setupSession() {
  const { chain } = devnet
  title(`A devnet: ${devnet.rpcUrl}, chain id ${chain.id}`)

  // 1. Main wallet (has funds, approvals, etc.)
  const mainAccount = privateKeyToAccount(devnet.accounts[0].privateKey)
  const rootClient = createWalletClient({ chain, transport: http(), account: mainAccount })
  const publicClient = createPublicClient({ chain, pollingInterval: 50, transport: http() })

  // 2. Generate temporary session key
  const sessionPrivateKey = generatePrivateKey()

  // 3. Create session key object
  const sessionKey = SessionKey.fromSecp256k1({
    chain,
    pollingInterval: 50,
    privateKey: sessionPrivateKey,
    root: mainAccount.address,
    transport: http(),
  })
  line('Session address', sessionKey.address)
  line('Root address', sessionKey.rootAddress)

  // 4. Login: register on-chain
  title('Logging in session key...')
  const loginHash = await login(rootClient, {
    sessionKeyAddress: sessionKey.address,
    permissions: SessionKey.DefaultFwssPermissions,
    expiry: inSeconds(3600),
  })
  await mined('login', loginHash)
  line('Login confirmed', loginHash)

  // 5. Sync permissions
  await sessionKey.syncExpirations()
  permissions()

  // 6. Use with Synapse
  const synapse = Synapse.create({
    chain,
    transport: http(),
    account: mainAccount,
    sessionKey, // Session key for signing
    source: null,
  })
  title('Synapse created with session key')

  // 7. Upload with session key signing
  const before = await payments()
  const result = await synapse.storage.upload(new Uint8Array(randomBytes(200_000)))
  line('Upload successful', `${result.copies.length} copies of ${result.size} bytes`)
  line('PieceCID', result.pieceCid.toString())
  line('Signed by', `${sessionKey.address}, the session key`)
  line('Paid by', `${mainAccount.address}, the root`)
  const after = await payments()
  for (const { pdpRailId, serviceProvider } of await dataSets()) {
    line('Submitted by', `${serviceProvider}, a storage provider`)
    const { paymentRate } = await publicClient.readContract({
      ...chain.contracts.filecoinPay,
      abi: filecoinPayAbi,
      args: [pdpRailId],
      functionName: 'getRail',
    })
    line('  on rail', `${pdpRailId}, ${paymentRate} base units an epoch from the root to the provider`)
  }
  line('Root before', before)
  line('Root after', after)
  const [fil, nonce] = await Promise.all([
    publicClient.getBalance(sessionKey),
    publicClient.getTransactionCount(sessionKey),
  ])
  line('Session key', `${formatUnits(fil, 18)} FIL and ${nonce} transactions: it only ever signs`)
  const downloaded = await synapse.storage.download({ pieceCid: result.pieceCid })
  line('Downloaded', `${downloaded.length} bytes with the same PieceCID`)

  // Watching for updates
  title('Watching')
  const unwatch = await sessionKey.watch()
  sessionKey.addEventListener('connected', () => line('Event', 'session connected'))
  sessionKey.addEventListener('expirationsUpdated', () => line('Event', 'permissions updated'))
  sessionKey.addEventListener('disconnected', () => line('Event', 'session disconnected'))
  sessionKey.addEventListener('error', (error) => line('Event', `session error: ${error.message}`))
  await heard('connected')

  // Renewing: login again with a new expiry
  title('Renewing...')
  const renewed = heard('expirationsUpdated')
  const renewalHash = await login(rootClient, {
    sessionKeyAddress: sessionKey.address,
    permissions: SessionKey.DefaultFwssPermissions,
    expiry: inSeconds(7200),
  })
  await renewed
  await mined('renewal', renewalHash)
  line('Renewed', renewalHash)
  permissions()

  title('Revoking what destroys...')
  const narrowed = heard('expirationsUpdated')
  const narrowingHash = await revoke(rootClient, {
    sessionKeyAddress: sessionKey.address,
    permissions: [SessionKey.Permission.SchedulePieceRemoval, SessionKey.Permission.TerminateDataSet],
  })
  await narrowed
  await mined('revocation of two', narrowingHash)
  line('Revoked', narrowingHash)
  permissions()

  // Revoking
  title('Revoking...')
  const revoked = heard('expirationsUpdated')
  const revocationHash = await revoke(rootClient, {
    sessionKeyAddress: sessionKey.address,
    permissions: SessionKey.DefaultFwssPermissions,
  })
  await revoked
  await mined('revocation of all', revocationHash)
  line('Revoked', revocationHash)
  permissions()

  title('Uploading once more')
  try {
    await synapse.storage.upload(new Uint8Array(randomBytes(200_000)))
    throw new Error('The revoked key has uploaded.')
  } catch (error) {
    const reason = /NotAuthorized: .*/.exec(error instanceof Error ? error.message : '')?.[0]
    if (!reason) throw error
    line('Refused', reason)
  }
  unwatch()
  await showLimits()

  /** A key that may add so many bytes and no more, and whose private half nobody can export. */
  async function showLimits() {
    title('A limited key, which nobody can carry away')
    const uploads = SessionKey.uploadLimits({ bytes: 500_000n })
    const permissions = [...uploads, ...SessionKey.DestructivePermissions]
    const limitedKey = SessionKey.fromP256({
      chain,
      keyPair: await SessionKey.createP256KeyPair(),
      permissions,
      root: mainAccount.address,
      transport: http(),
    })
    await SessionKey.loginSync(rootClient, { permissions, sessionKeyAddress: limitedKey.address })
    await limitedKey.syncExpirations()
    for (const one of uploads) line('May', SessionKey.permissionInWords(one))

    const limited = Synapse.create({
      account: mainAccount,
      chain,
      sessionKey: limitedKey,
      source: null,
      transport: http(),
    })
    const upload = (size: number) =>
      limited.storage.upload(new Uint8Array(randomBytes(size)), { metadata: { key: 'limited' } })
    const { copies, size } = await upload(200_000)
    line('Uploaded', `${copies.length} copies of ${size} bytes`)
    const left = await SessionKey.remaining(publicClient, {
      permission: uploads[1],
      root: mainAccount.address,
      sessionKeyAddress: limitedKey.address,
    })
    line('Left', `${left} bytes`)
    try {
      await upload(Number(left) + 1)
      throw new Error('The limited key has added more than it may.')
    } catch (error) {
      const reason = /\S+ asked for .*/.exec(error instanceof Error ? error.message : '')?.[0]
      if (!reason) throw error
      line('Refused', reason)
    }
  }

  // The providers prove what they have every day, and are paid for what they have proven
  title('A day later')
  await devnet.advance(2880)
  const untilEpoch = await publicClient.getBlockNumber()
  for (const { pdpRailId } of await dataSets())
    await mined(
      `settlement of rail ${pdpRailId}`,
      await rootClient.writeContract({
        ...chain.contracts.filecoinPay,
        abi: filecoinPayAbi,
        args: [pdpRailId, untilEpoch],
        functionName: 'settleRail',
      }),
    )
  line('Root', await payments())

  /** Waits for a transaction of the root, and says what it cost. */
  async function mined(what: string, hash: Hash) {
    const { gasUsed, status } = await publicClient.waitForTransactionReceipt({ hash })
    if (status !== 'success') throw new Error(`The ${what} failed: ${hash}`)
    line('Gas', `${gasUsed} for the ${what}`)
  }

  /** What the session key may do, and until when. */
  function permissions() {
    for (const permission of sessionKey.permissions) {
      const may = sessionKey.hasPermission(permission)
      const until = may ? `until ${dateOf(sessionKey.expirations[permission])}` : 'no'
      line(SessionKey.permissionName(permission) ?? permission, until)
    }
  }

  function dataSets() {
    return publicClient.readContract({
      ...chain.contracts.fwssView,
      abi: filecoinWarmStorageServiceStateViewAbi,
      args: [mainAccount.address],
      functionName: 'getClientDataSets',
    })
  }

  /** The root's account in FilecoinPay. */
  async function payments() {
    const [funds, lockup, rate] = await publicClient.readContract({
      ...chain.contracts.filecoinPay,
      abi: filecoinPayAbi,
      args: [chain.contracts.usdfc.address, mainAccount.address],
      functionName: 'accounts',
    })
    return `${usdfc(funds)} deposited, ${usdfc(lockup)} locked, ${usdfc(rate * 86_400n)} a month`
  }

  function heard(type: 'connected' | 'expirationsUpdated') {
    return new Promise<void>((resolve) => {
      sessionKey.addEventListener(type, () => resolve(), { once: true })
    })
  }
}

function inSeconds(seconds: number) {
  return BigInt(Math.floor(Date.now() / 1000) + seconds)
}

function dateOf(expiry = 0n) {
  return new Date(Number(expiry) * 1000).toISOString()
}

function usdfc(amount: bigint) {
  return `${Number(formatUnits(amount, 18)).toFixed(6)} USDFC`
}

function title(text: string) {
  console.log(`\n${text}`)
}

function line(name: string, text: string) {
  console.log(`  ${name.padEnd(20)} ${text}`)
}
