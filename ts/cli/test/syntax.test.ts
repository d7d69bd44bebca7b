import { generatePrivateKey } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import { commands } from '../src/commands/index.ts'
import { run } from './program.ts'

describe('help', () => {
  test.each(commands.map(({ examples, name }) => [name, examples] as const))(
    'default: %s explains itself with an example',
    async (name, examples) => {
      const { code, error, out } = await run([...name.split(' '), '--help'])
      expect({ code, error }).toEqual({ code: 0, error: '' })
      expect(out).toContain(`Usage: foc-session-keys ${name}`)
      for (const [example] of examples) expect(out).toContain(`$ ${example}`)
    },
  )

  test('behavior: as a document, too', async () => {
    const { code, out } = await run(['--help', '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(out).data.text).toContain('Usage: foc-session-keys')
  })

  test('behavior: printed where nothing is typed', async () => {
    expect(await run([])).toEqual(await run(['--help']))
  })

  test('behavior: the version is that of the package', async () => {
    expect((await run(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})

describe('what is not understood', () => {
  test.each([
    ['an unknown command', ['statu'], /Unknown command 'statu'\. Did you mean status\?/],
    ['an unknown option', ['status', '--netwrk=x'], /Did you mean --network\?/],
    ['an argument too many', ['status', 'more'], /Too many arguments/],
  ])('error: %s', async (_, args, message) => {
    const plain = await run(args)
    expect(plain.code).toBe(1)
    expect(plain.error).toMatch(message)
    expect(plain.out).toBe('')
    const { code, out } = await run([...args, '--json'])
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ code: 'INVALID_ARGUMENT', schemaVersion: 1 })
  })
})

describe('a private key among the arguments', () => {
  const key = generatePrivateKey()

  test.each([
    ['alone', ['revoke', key]],
    ['without 0x', ['revoke', key.slice(2)]],
    ['as a command', [key]],
    ['as an option', [`--${key.slice(2)}`]],
    ['set to an option', ['status', `--name=${key}`]],
    ['as a variable', ['status', `SESSION_KEY=${key}`]],
    ['with --private-key', ['status', '--private-key', key]],
  ])('error: %s, it is refused and not repeated', async (_, args) => {
    for (const more of [[], ['--json']]) {
      const { code, error, out } = await run([...args, ...more])
      expect(code).toBe(1)
      expect(error + out).toMatch(/history/)
      expect(`${error}${out}`.toLowerCase()).not.toContain(key.slice(2, 20))
    }
  })
})
