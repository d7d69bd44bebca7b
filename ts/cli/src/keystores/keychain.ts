import { plainText } from '../output/plainText.ts'

/** What passwords are kept under in the system's keychain. */
const service = 'foc-session-keys'

/** Why the keychain could not be used, for people. */
type Problem = { problem: string }

/** An entry of the system's keychain. The library for it is optional: there may be none for this platform. */
async function entryOf(id: string) {
  const { AsyncEntry } = await import('@napi-rs/keyring')
  return new AsyncEntry(service, id)
}

/** Has the system's keychain keep a password. @returns Why it does not. */
export const writeKeychain = (id: string, password: string): Promise<Problem | undefined> =>
  attempt(async () => {
    await (await entryOf(id)).setPassword(password)
    return undefined
  })

export const readKeychain = (id: string): Promise<Problem | { password: string }> =>
  attempt(async () => {
    const password = await (await entryOf(id)).getPassword()
    return typeof password === 'string' ? { password } : { problem: 'it has none for this keystore.' }
  })

export const removeFromKeychain = (id: string): Promise<Problem | undefined> =>
  attempt(async () => {
    await (await entryOf(id)).deletePassword()
    return undefined
  })

async function attempt<result>(action: () => Promise<result>): Promise<result | Problem> {
  try {
    return await action()
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ERR_MODULE_NOT_FOUND') return { problem: '@napi-rs/keyring is not installed.' }
    return { problem: plainText(String(message).split('\n')[0] ?? '') }
  }
}
