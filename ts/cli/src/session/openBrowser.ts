import { spawn } from 'node:child_process'
import type { Context } from '../syntax/command.ts'

/** Opens a page in the user's browser where there is one and a person in front of it. @returns Whether it tried to. */
export function openBrowser({ env, output }: Pick<Context, 'env' | 'output'>, url: string): boolean {
  const isRemote = Boolean(env.SSH_CONNECTION || env.SSH_TTY)
  if (!output.isInteractive || env.BROWSER === 'none' || isRemote) return false
  const hasScreen = process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
  if (!hasScreen) return false
  const [program, ...args] = (
    {
      darwin: ['open'],
      win32: ['rundll32', 'url.dll,FileProtocolHandler'],
    } as Record<string, [string, ...string[]]>
  )[process.platform] ?? ['xdg-open']
  const child = spawn(program, [...args, url], { detached: true, stdio: 'ignore' })
  // Where there is none, the link was printed.
  child.on('error', () => {})
  child.unref()
  return true
}
