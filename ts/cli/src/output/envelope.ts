/** What became of a command, for programs. */
export type Code =
  | 'OK'
  | 'INVALID_ARGUMENT'
  | 'AUTH_REQUIRED'
  | 'AUTHORIZATION_INCOMPLETE'
  | 'INSUFFICIENT_FUNDS'
  | 'INTERACTION_REQUIRED'
  | 'PARTIAL_FAILURE'
  | 'CANCELLED'
  | 'RPC_UNAVAILABLE'
  | 'INTERNAL_ERROR'

/** What is to be done next, and by whom: `user` has a browser or a wallet, `agent` is who ran the command. */
export type NextAction =
  | { type: 'open_url'; actor: 'agent' | 'user'; url: string; reason: string }
  | { type: 'run_command'; actor: 'agent' | 'user'; command: string; reason: string }

/** What goes through JSON as it is. Seconds and amounts are decimal strings. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** The one document that `--json` prints. `schema.json` of the package describes it. */
export type Envelope = {
  schemaVersion: 1
  code: Code
  data: Json
  error: { message: string; details: Json } | null
  actions: readonly NextAction[]
}

/** What a command ends with. */
export type Outcome = {
  /** Default: `OK`. */
  code?: Code
  /** For programs: everything that `text` says. */
  data: Json
  /** What is wrong, where it is not `OK`. */
  error?: { message: string; details?: Json }
  actions?: readonly NextAction[]
  /** Default: that of the code. */
  exitCode?: number
  /** What goes on after this was told, such as a server, until it is cancelled. */
  running?: Promise<unknown>
  /** For people, on stdout: lines. */
  text: readonly string[]
}

/** 0 done, 1 error, 2 incomplete, 130 cancelled. */
export function exitCodeOf(code: Code): number {
  if (code === 'OK') return 0
  if (code === 'CANCELLED') return 130
  const incomplete: readonly Code[] = [
    'AUTH_REQUIRED',
    'AUTHORIZATION_INCOMPLETE',
    'INTERACTION_REQUIRED',
    'PARTIAL_FAILURE',
  ]
  return incomplete.includes(code) ? 2 : 1
}

export const envelopeOf = ({ actions = [], code = 'OK', data, error }: Outcome): Envelope => ({
  schemaVersion: 1,
  code,
  data,
  error: error ? { message: error.message, details: error.details ?? null } : null,
  actions,
})
