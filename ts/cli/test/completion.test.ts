import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { commands } from '../src/commands/index.ts'
import { run } from './program.ts'
import { useFolder } from './useFolder.ts'

const folder = useFolder()
const execute = promisify(execFile)

/** Has bash do what it does when Tab is pressed, with the function that the script registers. */
const asked = `source "$1"; shift
COMP_WORDS=(foc-session-keys "$@"); COMP_CWORD=$#
registered=$(complete -p foc-session-keys)
[[ $registered =~ -F\\ ([^ ]+) ]]
"\${BASH_REMATCH[1]}"
printf "%s\\n" "\${COMPREPLY[@]}"`

/** What bash offers after these words, the last of which is not finished. */
async function complete(...words: string[]): Promise<string[]> {
  const script = join(folder.home, 'completion.bash')
  const { out } = await run(['completion', 'bash'])
  await writeFile(script, out)
  const { stdout } = await execute('bash', ['-euc', asked, 'bash', script, ...words])
  return stdout.split('\n').filter(Boolean)
}

describe('bash', () => {
  test('default: commands, their words, options and values', async () => {
    const first = [...new Set(commands.map(({ name }) => name.split(' ')[0] ?? ''))]
    expect(await complete('')).toEqual(first)
    expect(await complete('lo')).toEqual(['login', 'logout'])
    expect(await complete('keys', '')).toEqual(['new', 'import', 'export', 'list', 'remove'])
    expect(await complete('keys', 'new', 'mine', '--k')).toEqual(['--keychain'])
    expect(await complete('login', '--no-')).toEqual(['--no-browser', '--no-wait'])
    expect(await complete('status', '--network', 'ca')).toEqual(['calibration'])
    expect(await complete('completion', '')).toEqual(['bash', 'zsh', 'fish'])
    expect(await complete('status', '')).toEqual([])
  })

  test('behavior: every option of every command', async () => {
    for (const { name, options = [] } of commands.filter(({ name }) => !name.startsWith('keys '))) {
      const flags = options.map(({ flags }) => flags.split(' ')[0] ?? '')
      expect(await complete(name, '--')).toEqual([...flags, '--json', '--help'])
    }
  })
})

test.each(['zsh', 'fish'])('behavior: %s names every command and option', async (shell) => {
  const { code, out } = await run(['completion', shell])
  expect(code).toBe(0)
  for (const { name, options = [] } of commands)
    for (const word of [
      ...name.split(' '),
      ...options.map(({ flags }) => flags.slice(2).split(' ')[0] ?? ''),
    ])
      expect(out).toContain(word)
})

test('behavior: the scripts are ones to the shells that are here', async () => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const file = join(folder.home, shell)
    await writeFile(file, (await run(['completion', shell])).out)
    const checked = await execute(shell, ['-n', file]).catch((error: NodeJS.ErrnoException) => error)
    // bash is everywhere that this is developed on; the others need not be.
    if (shell !== 'bash' && checked instanceof Error && checked.code === 'ENOENT') continue
    expect(checked).toEqual({ stderr: '', stdout: '' })
  }
})

test('error: another shell', async () => {
  expect(await run(['completion', 'tcsh'])).toMatchObject({
    code: 1,
    error: expect.stringContaining('bash, fish, zsh'),
  })
})
