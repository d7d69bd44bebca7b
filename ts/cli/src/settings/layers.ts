/** Names of what can be set in the environment or in a file with credentials. */
export type SettingName =
  | 'CONSOLE_URL'
  | 'NETWORK'
  | 'RPC_URL'
  | 'SESSION_ADDRESS'
  | 'SESSION_KEY'
  | 'SESSION_SCOPES'
  | 'WALLET_ADDRESS'

/** What is set, the environment before the file with credentials. What was typed goes before both. */
export type Layers = { values: Partial<Record<SettingName, string>> }

const names: readonly SettingName[] = [
  'CONSOLE_URL',
  'NETWORK',
  'RPC_URL',
  'SESSION_ADDRESS',
  'SESSION_KEY',
  'SESSION_SCOPES',
  'WALLET_ADDRESS',
]

/** The first layer that sets a value has it. An empty value sets nothing. */
export function layersOf(...sources: readonly Readonly<Record<string, string | undefined>>[]): Layers {
  const values: Layers['values'] = {}
  for (const name of names) {
    const value = sources.map((source) => source[name]?.trim()).find(Boolean)
    if (value) values[name] = value
  }
  return { values }
}
