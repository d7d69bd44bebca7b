import { listKeystores } from '../../keystores/keystoreFiles.ts'
import { plainText } from '../../output/plainText.ts'
import type { Action } from '../../syntax/command.ts'

export const listKeys: Action<object> = async (_, { env }) => {
  const { keystores, unreadable } = await listKeystores(env)
  const width = Math.max(0, ...keystores.map(({ name }) => plainText(name).length))
  const lines = keystores.map(({ address, keychainId, name, owner }) => {
    const notes = [
      ...(owner === 'foundry' ? ["in Foundry's folder"] : []),
      ...(keychainId === undefined ? [] : ["password in the system's keychain"]),
    ]
    const known = address ?? 'address unknown until it is opened'.padEnd(42)
    return `${plainText(name).padEnd(width)}  ${known}  ${notes.join(', ')}`.trimEnd()
  })
  return {
    data: {
      keystores: keystores.map(({ address, keychainId, name, owner, path }) => ({
        address: address ?? null,
        keychain: keychainId !== undefined,
        name: plainText(name),
        owner,
        path,
      })),
      unreadable,
    },
    text: [
      ...(lines.length > 0 ? lines : ['There is no keystore: foc-session-keys keys new <name>']),
      ...unreadable.map((path) => `! ${plainText(path)} is no keystore, or cannot be read`),
    ],
  }
}
