import { styleText } from 'node:util'
import { type Code, envelopeOf, exitCodeOf, type Outcome } from './envelope.ts'

/** Where a command writes, and what it may do there. */
export type Output = {
  /** Whether a person sits at a terminal and can be asked. */
  isInteractive: boolean
  isJson: boolean
  /** Says on stderr how it goes. */
  note: (line: string) => void
  /** Says on stderr what ought to be known. */
  warn: (line: string) => void
  /** Shows what is waited for, on a terminal with something that turns, else as a line. */
  progress: (text: string) => Progress
  style: Style
}

/** What is waited for. */
export type Progress = { update: (text: string) => void; stop: () => void }

type Style = Record<'bad' | 'bold' | 'dim' | 'good' | 'warn', (text: string) => string>

type Streams = Pick<NodeJS.Process, 'env' | 'stderr' | 'stdin' | 'stdout'>

const formats = { bad: 'red', bold: 'bold', dim: 'dim', good: 'green', warn: 'yellow' } as const

export function createOutput({ env, stderr, stdin, stdout }: Streams, isJson: boolean): Output {
  const isPlain = Boolean(env.NO_COLOR) || Boolean(env.CI) || env.TERM === 'dumb'
  const isColoured = !isJson && !isPlain && Boolean(stdout.isTTY)
  const spins = !isJson && !isPlain && Boolean(stderr.isTTY)
  const style = Object.fromEntries(
    Object.entries(formats).map(([name, format]) => [
      name,
      (text: string) => (isColoured ? styleText(format, text) : text),
    ]),
  ) as Style
  const say = (line: string) => void stderr.write(`${line}\n`)
  return {
    isInteractive: !isJson && !env.CI && Boolean(stdin.isTTY) && Boolean(stderr.isTTY),
    isJson,
    note: say,
    warn: (line) => say(`! ${line}`),
    progress: (text) => {
      if (!spins) {
        say(text)
        return { stop: () => {}, update: () => {} }
      }
      return spin(stderr, text)
    },
    style,
  }
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']

/** Turns until it is stopped, in one line, which is gone then. It reads no keys: Ctrl-C is the terminal's. */
function spin(stream: NodeJS.WriteStream, text: string): Progress {
  let shown = text
  let turn = 0
  const draw = () => {
    // A line that is broken by the terminal could not be taken back.
    const line = `${frames[turn++ % frames.length]} ${shown}`.slice(0, (stream.columns || 80) - 1)
    stream.write(`\r\x1b[K${line}`)
  }
  draw()
  const turning = setInterval(draw, 100)
  turning.unref()
  return {
    stop: () => {
      clearInterval(turning)
      stream.write('\r\x1b[K')
    },
    update: (next) => {
      shown = next
    },
  }
}

/** Writes what a command ended with. @returns Its exit code. */
export async function writeOutcome(
  { stderr, stdout }: Streams,
  { isJson, style }: Output,
  outcome: Outcome,
): Promise<number> {
  const code: Code = outcome.code ?? 'OK'
  if (isJson) await write(stdout, `${JSON.stringify(envelopeOf(outcome), null, 2)}\n`)
  else {
    await write(stdout, outcome.text.map((line) => `${line}\n`).join(''))
    if (outcome.error) await write(stderr, `${style.bad('✗')} ${outcome.error.message}\n`)
  }
  return outcome.exitCode ?? exitCodeOf(code)
}

/** Ends when it is written, or nobody reads it any more. */
const write = (stream: NodeJS.WriteStream, text: string) =>
  new Promise<void>((resolve) => {
    if (text === '') return resolve()
    stream.write(text, () => resolve())
  })
