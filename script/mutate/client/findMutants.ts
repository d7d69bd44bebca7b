// What is mutated of the client, and into what: Stryker's mutants, all of a file in one text, in which a variable chooses one.
import { readdirSync, readFileSync } from 'node:fs'
import { Instrumenter } from '@stryker-mutator/instrumenter'
import { type Part, parts } from './plan.ts'

const root = 'ts/client/src'

const partOf = (file: string) => parts.find(({ files }) => files.test(file))

export interface Mutant {
  part: Part | undefined
  id: string
  file: string
  line: number
  /** Tells it from others also when lines come and go. */
  key: string
}

export interface Found {
  mutants: Mutant[]
  /** Each file with all of its mutants, by its path. */
  sources: Record<string, string>
}

export async function findMutants(): Promise<Found> {
  const files = readdirSync(root, { encoding: 'utf8', recursive: true })
    .filter((file) => partOf(file))
    .sort()
    .map((file) => `${root}/${file}`)
  const texts = files.map((name) => ({ content: readFileSync(name, 'utf8'), mutate: true, name }))
  const instrumented = await new Instrumenter(silent).instrument(texts, {
    excludedMutations: [],
    ignorers: [{ shouldIgnore: isSaid }],
    plugins: null,
  })
  const seen = new Map<string, number>()
  const mutants = instrumented.mutants
    .filter(({ status }) => status !== 'Ignored')
    .map(({ fileName, id, location, mutatorName, replacement }) => {
      const content = texts.find(({ name }) => name === fileName)?.content ?? ''
      const name = `${fileName} ${mutatorName}: ${short(between(content, location))} → ${short(replacement)}`
      const times = (seen.get(name) ?? 0) + 1
      seen.set(name, times)
      return {
        file: fileName,
        id,
        key: times === 1 ? name : `${name} (${times})`,
        line: location.start.line + 1,
        part: partOf(fileName.slice(root.length + 1)),
      }
    })
  return {
    mutants,
    sources: Object.fromEntries(instrumented.files.map(({ content, name }) => [name, content])),
  }
}

/** What an error says to people; that it is thrown, and with which values, is mutated. */
function isSaid(path: object): string | undefined {
  const { node } = path as { node: { callee?: { type: string }; type: string } }
  return node.callee?.type === 'Super' ? 'what an error says' : undefined
}

type Place = { line: number; column: number }

function between(text: string, { end, start }: { end: Place; start: Place }): string {
  const lines = text.split('\n')
  const at = ({ column, line }: Place) => lines.slice(0, line).join('\n').length + (line > 0 ? 1 : 0) + column
  return text.slice(at(start), at(end))
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 100 ? `${line.slice(0, 98)} …` : line
}

const never = () => false
const nothing = () => {}

const silent = {
  debug: nothing,
  error: nothing,
  fatal: nothing,
  info: nothing,
  isDebugEnabled: never,
  isErrorEnabled: never,
  isFatalEnabled: never,
  isInfoEnabled: never,
  isTraceEnabled: never,
  isWarnEnabled: never,
  trace: nothing,
  warn: nothing,
}
