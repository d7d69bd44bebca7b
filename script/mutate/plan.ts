// Which contracts are made anew for a mutant of a file, and which tests run then: the likeliest to notice it first.
import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { closureOf, type Node, parse, type Settings, type Sources, solidityIn } from './project.ts'

/** `compiled` is made of the mutant, then the tests in the files that match `pattern` run. */
export interface Stage {
  compiled: string[]
  pattern: string
}

export interface Project {
  root: string
  settings: Settings
  /** All that is in `src` and what it imports. */
  sources: Sources
  trees: Record<string, Node>
  /** What can be mutated. */
  files: string[]
  stagesOf(file: string): Stage[]
}

/** What has no code, and what stands in for contracts of others. */
const notMutated = /^src\/(devnet|interfaces)\//

/** All but unit tests, and those of what is not mutated: what no test by its name notices is not held by tests. */
export function leftOut(root: string): string[] {
  const others = readdirSync(join(root, 'test'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !['unit', 'utils'].includes(entry.name))
    .map(({ name }) => name)
  const standIns = existsSync(join(root, 'src/devnet')) ? readdirSync(join(root, 'src/devnet')) : []
  return [...others, ...standIns.map((file) => `unit/${basename(file, '.sol')}`)].map(
    (folder) => `test/${folder}/**`,
  )
}

export function readProject(root: string, settings: Settings): Project {
  const all = solidityIn(root, 'src')
  const sources = closureOf(root, settings, all)
  const trees = parse(settings, sources)
  const deployed = all
    .filter((file) => !notMutated.test(file) && isDeployed(trees[file]))
    .map((file) => ({ file, uses: Object.keys(closureOf(root, settings, [file])) }))
    .sort((a, b) => a.uses.length - b.uses.length)

  return {
    root,
    settings,
    sources,
    trees,
    files: all.filter((file) => !notMutated.test(file)),
    stagesOf(file) {
      // A test of a library, by its name: the library is in the test's own code.
      const ofLibrary = `test/unit/${basename(file, '.sol')}.t.sol`
      const stages: Stage[] = existsSync(join(root, ofLibrary))
        ? [{ compiled: [ofLibrary], pattern: ofLibrary }]
        : []
      const waiting: string[] = []
      for (const contract of deployed.filter(({ uses }) => uses.includes(file))) {
        const folder = `test/unit/${basename(contract.file, '.sol')}`
        waiting.push(contract.file)
        if (!existsSync(join(root, folder))) continue
        stages.push({ compiled: waiting.splice(0), pattern: `${folder}/*` })
      }
      return stages
    },
  }
}

function isDeployed(tree: Node | undefined): boolean {
  return ((tree?.nodes ?? []) as Node[]).some(
    (node) => node.nodeType === 'ContractDefinition' && node.contractKind === 'contract' && !node.abstract,
  )
}
