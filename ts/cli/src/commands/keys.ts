import { type Command, command } from '../syntax/command.ts'
import { networkOptions } from '../syntax/options.ts'

const keychainOption = {
  description: "have the system's keychain keep the password",
  flags: '--keychain',
} as const

const yesOption = { description: 'do not ask before', flags: '--yes' } as const

/** Keystores: private keys, each in a file of its own, encrypted with a password. */
export const keys: readonly Command[] = [
  command({
    arguments: '<name>',
    examples: [
      ['foc-session-keys keys new ci-upload', 'makes a key, and asks for a password for it'],
      [
        'FOC_SESSION_KEYS_PASSWORD=… foc-session-keys keys new ci-upload --json',
        'does the same without anybody there',
      ],
    ],
    load: async () => (await import('../actions/keys/new.ts')).newKey,
    name: 'keys new',
    options: [keychainOption],
    summary: 'make a key in a keystore (version 3), which cast wallet reads, too',
  }),
  command({
    arguments: '<name>',
    examples: [
      ['foc-session-keys keys import main', 'asks for the private key, and for a password for it'],
      [
        'foc-session-keys keys import main < key.txt',
        'reads it from a file, the password from the environment',
      ],
    ],
    load: async () => (await import('../actions/keys/import.ts')).importKey,
    name: 'keys import',
    options: [keychainOption],
    summary: 'put a private key into a keystore; it is typed or piped in, and never an argument',
  }),
  command({
    arguments: '<name|path>',
    examples: [
      [
        'foc-session-keys keys export ci-upload --out key.txt',
        'writes the private key to a file that only you can read',
      ],
      [
        'foc-session-keys keys export ci-upload --stdout --yes | gh secret set SESSION_KEY',
        'hands it to another program',
      ],
    ],
    load: async () => (await import('../actions/keys/export.ts')).exportKey,
    name: 'keys export',
    options: [
      { description: 'a new file for it', flags: '--out <path>' },
      { description: 'print it, and nothing else', flags: '--stdout' },
      yesOption,
    ],
    summary: 'take a private key out of its keystore, in plain text; the keystore itself is a file to copy',
  }),
  command({
    examples: [['foc-session-keys keys list', "names the keystores here and in Foundry's folder"]],
    load: async () => (await import('../actions/keys/list.ts')).listKeys,
    name: 'keys list',
    summary: "list the keystores, with Foundry's",
  }),
  command({
    arguments: '<name>',
    examples: [
      [
        'foc-session-keys keys remove ci-upload --network calibration',
        'looks whether it is granted anything there first',
      ],
      [
        'foc-session-keys keys remove ci-upload --yes --granted 0x…',
        'removes a key that is still granted something',
      ],
    ],
    load: async () => (await import('../actions/keys/remove.ts')).removeKey,
    name: 'keys remove',
    options: [
      yesOption,
      {
        description: 'the address of the key: to remove it though it is, or may be, granted something',
        flags: '--granted <address>',
      },
      ...networkOptions,
    ],
    summary: 'remove a keystore; one that is still granted something only if its address is named',
  }),
]
