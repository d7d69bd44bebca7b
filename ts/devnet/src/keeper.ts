import { type ChildProcess, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'

/** A process that ends when this one does. */
export type Kept = {
  /** Settles when the process has ended, whatever ended it. */
  ended: Promise<void>
  /** Ends the process, and removes its folder. */
  stop: () => Promise<void>
  /** What the process writes, each until it ends. */
  stderr: Readable
  stdout: Readable
}

/**
 * A program that is killed has no last word, so somebody else must end what it has started: a shell, which waits for the
 * end of a pipe that nothing is ever written to. The system closes the pipe when the program ends, for whatever reason.
 * The shell makes the folder and the process itself: at no moment is there one of them that nobody would remove.
 */
const keeper = `
umask 077
mkdir "$1" || exit 1
folder=$1
shift
"$@" </dev/null &
exec >/dev/null 2>&1
read -r line
kill -KILL $!
wait
rm -rf -- "$folder"
`

/** Starts a process, with a folder of its own, that does not outlive this one. */
export function startKept(parameters: { args: readonly string[]; folder: string; path: string }): Kept {
  const { args, folder, path } = parameters
  // In a group of its own: a Ctrl-C in the terminal must not end the chain before it has been saved.
  const shell = spawn('/bin/sh', ['-c', keeper, 'sh', folder, path, ...args], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const { stderr, stdin, stdout } = shell
  const exit = exitOf(shell)
  // The shell gives these away: they close with the process, when all of it has been read.
  const closed = [stderr, stdout].map((stream) => new Promise((resolve) => stream.once('close', resolve)))
  const ended = Promise.all(closed).then(() => {
    stdin.destroy()
  })
  // Should somebody end the shell, what it has started goes, too.
  void exit.then(() => endGroup(shell.pid))
  return {
    ended,
    stderr,
    stdout,
    async stop() {
      stdin.destroy()
      await exit
    },
  }
}

function exitOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
}

function endGroup(leader: number | undefined) {
  if (leader === undefined) return
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // There is nobody left in it.
  }
}
