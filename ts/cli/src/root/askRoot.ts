import {
  type Account,
  type Address,
  type Chain,
  type Client,
  type ContractFunctionParameters,
  createClient,
  encodeFunctionData,
  formatEther,
  type Hash,
  http,
  type Transport,
} from 'viem'
import { estimateContractGas, getGasPrice } from 'viem/actions'
import { CliError } from '../errors/cliError.ts'
import { failureOf } from '../errors/failureOf.ts'
import { confirm } from '../output/ask.ts'
import type { Json, NextAction, Outcome } from '../output/envelope.ts'
import type { Connection } from '../settings/network.ts'
import type { Context } from '../syntax/command.ts'
import type { AskOptions } from '../syntax/options.ts'

/** One transaction that a root has to send, and what it means. */
export type Step = {
  call: Required<Pick<ContractFunctionParameters, 'abi' | 'address' | 'args' | 'functionName'>>
  /** For programs, such as whose grant it is. */
  data: { readonly [key: string]: Json }
  /** Where a wallet does it, with what this is for. */
  link: string
  meaning: string
  send: (client: Client<Transport, Chain, Account>, onHash: (hash: Hash) => void) => Promise<unknown>
}

/**
 * Has a root do what was asked: with the account that is at hand; or prints what a multisig has to send, or where a wallet does
 * it. Nothing is sent before it is said what it means.
 */
export async function askRoot(
  steps: readonly Step[],
  {
    account,
    connection,
    options,
    root,
    warnings = [],
  }: {
    account: Account | undefined
    connection: Connection
    options: AskOptions
    /** Whose account it has to be, if that is known. */
    root: Address | undefined
    warnings?: readonly string[]
  },
  context: Context,
): Promise<Outcome> {
  const { client, network, rpcUrl } = connection
  const { note, style, warn } = context.output
  if (options.calldata) return calldataOf(steps, client.chain.id)
  if (account && root && account.address !== root)
    throw new CliError(
      'INVALID_ARGUMENT',
      `The account at hand is ${account.address}, and the root is ${root}.`,
      'Use the keystore or the PRIVATE_KEY of the root, or leave out --wallet-address.',
    )
  const payer = account?.address ?? root
  if (options.dryRun) return dryRunOf(steps, connection, payer)
  if (!account) return linksOf(steps, network)

  for (const { meaning } of steps) note(`${style.bold('•')} ${meaning}`)
  note(`On ${network}, by ${account.address}.`)
  for (const warning of warnings) warn(warning)
  if (!options.yes) await confirm(context, 'Send it?', 'Pass --yes, or look at it first with --dry-run.')

  const wallet = createClient({
    account,
    chain: client.chain,
    pollingInterval: client.pollingInterval,
    transport: http(rpcUrl, { retryCount: 2, timeout: 20_000 }),
  })
  const done: { [key: string]: Json }[] = []
  for (const { data, send } of steps) {
    let hash: Hash | undefined
    const progress = context.output.progress('Waiting until it is mined')
    try {
      await send(wallet, (sent) => {
        hash = sent
        progress.update(`Waiting until ${sent} is mined`)
      })
    } catch (error) {
      if (done.length === 0) throw error
      return partOf(done, steps.length, await failureOf(error))
    } finally {
      progress.stop()
    }
    done.push({ ...data, transactionHash: hash ?? null })
  }
  return {
    data: { network, root: account.address, steps: done },
    text: [...steps.map(({ meaning }, i) => `${style.good('✓')} ${meaning} (${done[i]?.transactionHash})`)],
  }
}

/** What has to be sent, by whatever sends for the root. */
function calldataOf(steps: readonly Step[], chainId: number): Outcome {
  const calls = steps.map(({ call, data, meaning }) => ({
    ...data,
    chainId,
    data: encodeFunctionData(call),
    meaning,
    to: call.address,
    value: '0',
  }))
  return {
    data: { calls },
    text: calls.flatMap(({ data, meaning, to, value }) => [
      `# ${meaning}`,
      `chain id  ${chainId}`,
      `to        ${to}`,
      `value     ${value}`,
      `data      ${data}`,
    ]),
  }
}

/** What would be sent, and what it takes. */
async function dryRunOf(
  steps: readonly Step[],
  { client, network }: Connection,
  payer: Address | undefined,
): Promise<Outcome> {
  const gasPrice = payer ? await getGasPrice(client) : 0n
  const planned = []
  for (const { call, data, meaning } of steps) {
    const gas = payer && (await estimateContractGas(client, { ...call, account: payer }))
    planned.push({
      ...data,
      gas: gas === undefined ? null : `${gas}`,
      maxCost: gas === undefined ? null : `${gas * gasPrice}`,
      meaning,
    })
  }
  const describeGas = (gas: string | null) =>
    gas === null
      ? '  gas: unknown, as no root is known (--wallet-address)'
      : `  gas: ${gas}, about ${formatEther(BigInt(gas) * gasPrice)} FIL`
  return {
    data: { dryRun: true, network, root: payer ?? null, steps: planned },
    text: [
      'Nothing was sent. It would:',
      ...planned.flatMap(({ gas, meaning }) => [`• ${meaning}`, describeGas(gas)]),
    ],
  }
}

/** Where a wallet does it. */
function linksOf(steps: readonly Step[], network: string): Outcome {
  return {
    actions: steps.map(
      ({ link, meaning }): NextAction => ({ actor: 'user', reason: meaning, type: 'open_url', url: link }),
    ),
    code: 'INTERACTION_REQUIRED',
    data: { network, steps: steps.map(({ data, link }) => ({ ...data, link })) },
    error: {
      message:
        'No account of the root is at hand: its wallet does it with the link, or pass --keystore or set PRIVATE_KEY.',
    },
    text: steps.flatMap(({ link, meaning }) => [`• ${meaning}`, `  ${link}`]),
  }
}

/** Some of it was done. */
function partOf(done: readonly { [key: string]: Json }[], total: number, failure: Outcome): Outcome {
  return {
    code: 'PARTIAL_FAILURE',
    data: { steps: done },
    error: {
      details: failure.error?.details ?? null,
      message: `${done.length} of ${total} transactions were sent. ${failure.error?.message ?? ''}`,
    },
    text: done.map(({ transactionHash }) => `✓ ${transactionHash}`),
  }
}
