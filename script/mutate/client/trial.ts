// What the command and the process in which tests run tell each other.
import { appendFileSync } from 'node:fs'

/** What a process is to do, by its environment. */
export interface Trial {
  /** A file with the sources and their mutants, by path. */
  sources: string
  /** A file with what is {@link Chosen}. */
  mutants: string
  /** A file with how long tests took, in milliseconds, by name. */
  durations: string
  /** A file that is written as it goes: one {@link Note} a line. */
  notes: string
}

/** Which mutants to try, by id. */
export interface Chosen {
  alive: string[]
  /** The only one, and at work from the beginning: it is in what is done once, when a file is loaded. */
  loaded?: string | undefined
}

export type Note =
  /** What is come by when files are loaded. */
  | { about: 'load'; mutants: string[] }
  /** What a test comes by when nothing is wrong. */
  | { about: 'reach'; test: string; milliseconds: number; mutants: string[] }
  /** A test begins with a mutant. */
  | { about: 'begin'; test: string; mutant: string }
  /** It failed, or took too long, with a mutant, and passed again without. */
  | { about: 'killed' | 'timed out'; test: string; mutant: string }
  /** A test that fails without a mutant. */
  | { about: 'broken'; test: string; why: string }

const prefix = 'MUTANTS_'

export function trialOf(env: NodeJS.ProcessEnv): Trial {
  const [sources, mutants, durations, notes] = ['sources', 'mutants', 'durations', 'notes'].map(
    (name) => env[prefix + name],
  )
  if (!sources || !mutants || !durations || !notes)
    throw new Error('This is for `npm run mutate:client` to start.')
  return { durations, mutants, notes, sources }
}

export const environmentOf = (trial: Trial): NodeJS.ProcessEnv => ({
  ...process.env,
  ...Object.fromEntries(Object.entries(trial).map(([name, path]) => [prefix + name, path])),
})

export const take = ({ notes }: Trial, note: Note) => appendFileSync(notes, `${JSON.stringify(note)}\n`)
