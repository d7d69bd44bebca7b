import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Where programs keep a user's data on this platform: `~/.local/share`, `~/Library/Application Support` or `%LOCALAPPDATA%`.
 *
 * @param env - Default: that of this process.
 */
export function dataFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const home = env.HOME || homedir()
  if (process.platform === 'win32') return env.LOCALAPPDATA || join(home, 'AppData', 'Local')
  if (process.platform === 'darwin') return join(home, 'Library', 'Application Support')
  // What is no absolute path is to be ignored, says the specification.
  const { XDG_DATA_HOME: data } = env
  return data?.startsWith('/') ? data : join(home, '.local', 'share')
}
