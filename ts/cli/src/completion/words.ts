import type { Command } from '../syntax/command.ts'
import { scopes } from '../syntax/parse.ts'

/** A word that may come next, and what it is for. */
export type Word = { word: string; meaning: string }

/** What may follow the words of a command: further ones, options, and values of options. */
export type Place = {
  /** Words before: none, `login`, `keys`, `keys new`. */
  path: string
  words: readonly Word[]
  options: readonly Word[]
}

/** Options whose values are known. */
export const values: Readonly<Record<string, readonly string[]>> = {
  '--network': ['mainnet', 'calibration', 'devnet'],
  '--scopes': scopes,
}

/** Words that follow a command as its argument. */
const argumentsOf: Readonly<Record<string, readonly string[]>> = { completion: ['bash', 'zsh', 'fish'] }

/** Every place where words can be completed. */
export function placesOf(commands: readonly Command[]): Place[] {
  const help: Word = { meaning: 'print the help', word: '--help' }
  const groups = new Map<string, Word[]>([['', []]])
  for (const { name, summary } of commands) {
    const [first = '', second] = name.split(' ')
    const top = groups.get('') ?? []
    if (!top.some(({ word }) => word === first))
      top.push({ meaning: second === undefined ? summary : `commands for ${first}`, word: first })
    if (second !== undefined)
      groups.set(first, [...(groups.get(first) ?? []), { meaning: summary, word: second }])
  }
  const places = [...groups].map(([path, words]) => ({
    options: path === '' ? [help, { meaning: 'print the version', word: '--version' }] : [help],
    path,
    words,
  }))
  const ends = commands.map(({ name, options = [] }) => ({
    options: [
      ...options.map(({ description, flags }) => ({ meaning: description, word: flags.split(' ')[0] ?? '' })),
      { meaning: 'print one JSON document', word: '--json' },
      help,
    ],
    path: name,
    words: (argumentsOf[name] ?? []).map((word) => ({ meaning: '', word })),
  }))
  return [...places, ...ends]
}
