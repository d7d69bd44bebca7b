import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/**
 * What tells a process from every other on this machine: its id, and when it started, for ids are given out again.
 * `undefined` if there is no such process, or if it has ended and only its parent has not noticed.
 */
export async function processIdentity(pid: number): Promise<string | undefined> {
  const started = await (process.platform === 'linux' ? startedOnLinux(pid) : startedElsewhere(pid))
  return started && `${pid} ${started}`
}

async function startedOnLinux(pid: number) {
  try {
    const [boot, stat] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ])
    // Field 2 is the name, in parentheses, and may contain anything. Field 3 is the state, field 22 the start.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return hasEnded(fields[0]) ? undefined : `${boot.trim()} ${fields[19]}`
  } catch {
    return undefined
  }
}

async function startedElsewhere(pid: number) {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'state=', '-o', 'lstart=', '-p', `${pid}`], {
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    })
    const [state, ...started] = stdout.trim().split(/\s+/)
    return hasEnded(state) ? undefined : started.join(' ')
  } catch {
    return undefined
  }
}

function hasEnded(state = '') {
  return /^[ZX]/.test(state)
}
