import { spawn } from '@lydell/node-pty'
import { environment, main } from './program.ts'

/** The command in a pseudo-terminal. */
export type Terminal = {
  /** The process of the command. */
  pid: number
  /** All that the terminal was sent until now. */
  shown: () => string
  /** Waits until the terminal shows it. */
  shows: (text: RegExp) => Promise<RegExpExecArray>
  /** Types. */
  type: (text: string) => void
  kill: (signal: string) => void
  ended: Promise<number>
}

export function openTerminal(args: readonly string[], env: Record<string, string> = {}): Terminal {
  const terminal = spawn(process.execPath, [main, ...args], {
    cols: 200,
    env: environment({ TERM: 'xterm-256color', ...env }),
    rows: 50,
  })
  let text = ''
  const listeners = new Set<() => void>()
  terminal.onData((data) => {
    text += data
    for (const listener of listeners) listener()
  })
  const ended = new Promise<number>((resolve) => {
    terminal.onExit(({ exitCode, signal }) => resolve(signal ? 128 + signal : exitCode))
  })
  return {
    ended,
    kill: (signal) => terminal.kill(signal),
    pid: terminal.pid,
    shown: () => text,
    shows: (wanted) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = wanted.exec(text)
          if (!found) return
          listeners.delete(look)
          resolve(found)
        }
        listeners.add(look)
        look()
        // What comes last may come with the end.
        void ended.then(() => {
          look()
          reject(new Error(`It ended without ${wanted}: ${text}`))
        })
      }),
    type: (typed) => terminal.write(typed),
  }
}
