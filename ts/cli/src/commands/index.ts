import type { Command } from '../syntax/command.ts'
import { keys } from './keys.ts'
import { list } from './list.ts'
import { login } from './login.ts'
import { status } from './status.ts'
import { who } from './who.ts'

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [login, status, list, who, ...keys]
