import type { OptionSpec } from './command.ts'
import { parseDuration, parseOrigin, parseScopes, parseValidity, scopes } from './parse.ts'

/** Options that several commands take, and what they are read as. */

/** Which chain, and who is asked about it. */
export const networkOptions = [
  { description: 'mainnet, calibration or devnet (NETWORK; default: mainnet)', flags: '--network <name>' },
  { description: "the node to ask (RPC_URL; default: the network's own)", flags: '--rpc-url <url>' },
] as const satisfies readonly OptionSpec[]

export type NetworkOptions = { network?: string; rpcUrl?: string }

/** Whose sessions. */
export const walletOptions = [
  ...networkOptions,
  { description: 'the root that grants (WALLET_ADDRESS)', flags: '--wallet-address <address>' },
] as const satisfies readonly OptionSpec[]

export type WalletOptions = NetworkOptions & { walletAddress?: string }

/** Whose session, and where its key is. */
export const sessionOptions = [
  ...walletOptions,
  {
    description: 'a file with SESSION_KEY=… lines, in place of what is stored',
    flags: '--credentials-file <path>',
  },
  { description: 'one of several stored sessions of a network', flags: '--name <name>' },
] as const satisfies readonly OptionSpec[]

export type SessionOptions = WalletOptions & { credentialsFile?: string; name?: string }

/** The account that pays and signs as the root. */
export const rootOptions = [
  {
    description: "a keystore of the root, by name or path (else PRIVATE_KEY, else the wallet's own link)",
    flags: '--keystore <name>',
  },
] as const satisfies readonly OptionSpec[]

export type RootOptions = { keystore?: string }

/** How a root is asked to do something. */
export const askOptions = [
  ...rootOptions,
  { description: 'say what it would do and what gas it takes, and send nothing', flags: '--dry-run' },
  { description: 'print what a Safe or another multisig has to send', flags: '--calldata' },
  { description: 'do not ask before it is sent', flags: '--yes' },
  {
    default: 'foc-session-keys',
    description: 'a name for it; public and permanent',
    flags: '--origin <name>',
    parse: parseOrigin,
  },
] as const satisfies readonly OptionSpec[]

export type AskOptions = RootOptions & { calldata?: true; dryRun?: true; origin: string; yes?: true }

export const validityOption = {
  default: parseValidity('10d'),
  defaultText: '10d',
  description: 'for how long, or until which date: 10d, 2027-01-31',
  flags: '--validity <duration|date>',
  parse: parseValidity,
} as const satisfies OptionSpec

export const consoleOptions = [
  { description: "where the wallet's owner grants (CONSOLE_URL)", flags: '--console-url <url>' },
] as const satisfies readonly OptionSpec[]

export type ConsoleOptions = { consoleUrl?: string }

export const scopesOption = {
  description: `what the key may do, of ${scopes.join(', ')} (default: the first two); also with limits, addPieces:max=1048576`,
  flags: '--scopes <list>',
  parse: parseScopes,
} as const satisfies OptionSpec

export const durationOption = (flags: string, description: string, value: string) =>
  ({
    default: parseDuration(value),
    defaultText: value,
    description,
    flags,
    parse: parseDuration,
  }) satisfies OptionSpec

/** Whose events are searched. */
export const searchOptions = [
  ...networkOptions,
  {
    description: "an explorer's API, for what the node forgot (default: the network's own)",
    flags: '--explorer-url <url>',
  },
] as const satisfies readonly OptionSpec[]

export type SearchOptions = NetworkOptions & { explorerUrl?: string }
