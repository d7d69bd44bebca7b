import type { Command } from '../syntax/command.ts'
import { login } from './login.ts'
import { status } from './status.ts'

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [login, status]
