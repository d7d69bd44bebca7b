import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/**
 * Leaves out of a built package what is nothing but bytes: documentation in the code, which the types have; the types of modules
 * that nothing public names; the indentation of ABIs.
 */
export function makeLean(folder: string): void {
  const files = readdirSync(folder, { encoding: 'utf8', recursive: true })
  const needed = publicTypes(folder)
  for (const file of files) {
    const path = join(folder, file)
    if (file.endsWith('.js')) edit(path, (code) => code.replace(/^[ \t]*\/\*\*[\s\S]*?\*\/\n/gm, ''))
    if (file.endsWith('.d.ts') && !needed.has(file)) rmSync(path)
    else if (/(^|\/)abi(\.d\.ts|\.js)$/.test(file)) edit(path, (text) => text.replace(/\n\s+/g, ' '))
  }
}

/** The declarations that can be come to from the entries of the package in whose folder this runs. */
function publicTypes(folder: string): Set<string> {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    exports: Record<string, string | { types: string }>
  }
  const entries = Object.values(exports).flatMap((one) => (typeof one === 'string' ? [] : one.types))
  const found = new Set(entries.map((types) => normalize(types).slice(folder.length + 1)))
  for (const file of found) {
    const declarations = readFileSync(join(folder, file), 'utf8')
    for (const [, path = ''] of declarations.matchAll(/(?:from|import\() ?['"](\.[^'"]+)\.[jt]s['"]/g))
      found.add(normalize(join(dirname(file), `${path}.d.ts`)))
  }
  return found
}

function edit(path: string, change: (text: string) => string): void {
  writeFileSync(path, change(readFileSync(path, 'utf8')))
}
