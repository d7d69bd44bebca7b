import { execFileSync } from 'node:child_process'

/** A figure of `snapshots/` that a commit moved without saying why. */
export type Unexplained = {
  /** What it was, and what it became: `undefined` when it is gone. */
  after: number | undefined
  before: number
  commit: string
  /** File and call. */
  figure: string
}

/** The law holds for the commits that came after this file. */
const law = 'script/checks/gas/unexplained.ts'

/**
 * Looks at each commit for figures that moved by more than 1 %, or are gone, where the message has no line `Gas: <why>`. Of a
 * merge, only what it has otherwise than each of its parents.
 *
 * @param folder - Of a clone. One that is shallow has fewer commits to look at.
 */
export function findUnexplained(folder: string): {
  commits: number
  shallow: boolean
  unexplained: Unexplained[]
} {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 })
  const shallow = git('rev-parse', '--is-shallow-repository').trim() === 'true'
  const since = git('log', '--diff-filter=A', '--format=%H', '--', law).trim().split('\n').at(-1)
  if (!since) return { commits: 0, shallow, unexplained: [] }
  const how = [
    '-m',
    '--patch',
    '--unified=0',
    '--no-renames',
    '--no-color',
    '--no-ext-diff',
    '--src-prefix=a/',
  ]
  const format = '--format=%x01%H%x00%P%x00%B%x00'
  const range = ['--full-history', '--ancestry-path', `${since}..HEAD`, '--', 'snapshots']
  const log = git('log', ...how, format, ...range)

  const commits = new Map<string, { diffs: Map<string, Move>[]; message: string; parents: number }>()
  for (const entry of log.split('\x01').slice(1)) {
    const [commit = '', parents = '', message = '', diff = ''] = entry.split('\0')
    const one = commits.get(commit) ?? { diffs: [], message, parents: parents.split(' ').length }
    one.diffs.push(movesOf(diff))
    commits.set(commit, one)
  }
  const unexplained = [...commits].flatMap(
    ([
      commit,
      {
        diffs: [first, ...others],
        message,
        parents,
      },
    ]) => {
      if (/^Gas: \S/m.test(message) || !first || others.length + 1 < parents) return []
      const moved = [...first].filter(([figure]) => others.every((other) => other.has(figure)))
      return moved.map(([figure, move]) => ({ commit, figure, ...move }))
    },
  )
  return { commits: commits.size, shallow, unexplained }
}

type Move = Pick<Unexplained, 'after' | 'before'>

/** Of a diff without context, the figures that moved, by file and call. */
function movesOf(diff: string): Map<string, Move> {
  const [before, after] = [new Map<string, number>(), new Map<string, number>()]
  let file = ''
  for (const line of diff.split('\n')) {
    file = /^--- a\/snapshots\/(.+)\.json$/.exec(line)?.[1] ?? file
    const [, sign, call, figure] = /^([-+]) *"(.+)": "(\d+)",?$/.exec(line) ?? []
    if (sign) (sign === '-' ? before : after).set(`${file}: ${call}`, Number(figure))
  }
  const moves = new Map<string, Move>()
  for (const [figure, was] of before) {
    const is = after.get(figure)
    if (is === undefined || Math.abs(is - was) * 100 > was) moves.set(figure, { after: is, before: was })
  }
  return moves
}
