let steps = 0
let killAt = Number.POSITIVE_INFINITY

/** Says before which step this process is to be killed. */
export function setKillAt(step: number | undefined) {
  killAt = step ?? Number.POSITIVE_INFINITY
}

/** Called before anything changes outside of this process. */
export function step() {
  steps++
  if (steps === killAt) {
    process.kill(process.pid, 'SIGKILL')
    // The signal may take a moment; nothing happens in it.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  }
}

export const stepCount = () => steps
