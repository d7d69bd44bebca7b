import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import * as Keystore from 'ox/Keystore'
import type { Hex } from 'viem'
import { CliError } from '../errors/cliError.ts'

/**
 * The private key in a keystore (Web3 secret storage, version 3), as `cast wallet import` writes it.
 *
 * @throws `INVALID_ARGUMENT` for what is no keystore, or another password.
 */
export async function readKeystore({ password, ...at }: readKeystore.Parameters): Promise<Hex> {
  const path = at.path ?? join(homedir(), '.foundry', 'keystores', at.name ?? '')
  const keystore = await parse(path)
  try {
    return Keystore.decrypt(keystore, await Keystore.toKeyAsync(keystore, { password }))
  } catch {
    throw new CliError('INVALID_ARGUMENT', 'The password does not open the keystore.', 'Try another one.')
  }
}

export declare namespace readKeystore {
  type Parameters = { name?: string; password: string; path?: string }
}

async function parse(path: string): Promise<Keystore.Keystore> {
  try {
    const keystore: Keystore.Keystore = Object(JSON.parse(await readFile(path, 'utf8')))
    if (keystore.version === 3) return keystore
  } catch {
    // What it says could quote a key.
  }
  throw new CliError(
    'INVALID_ARGUMENT',
    `There is no keystore at ${path}.`,
    'Pass the name or the path of one.',
  )
}
