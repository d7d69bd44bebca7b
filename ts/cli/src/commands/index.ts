import type { Command } from '../syntax/command.ts'
import { authorize } from './authorize.ts'
import { completion } from './completion.ts'
import { console } from './console.ts'
import { doctor } from './doctor.ts'
import { keys } from './keys.ts'
import { list } from './list.ts'
import { login } from './login.ts'
import { logout } from './logout.ts'
import { renew } from './renew.ts'
import { revoke } from './revoke.ts'
import { status } from './status.ts'
import { who } from './who.ts'

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  login,
  status,
  logout,
  authorize,
  renew,
  revoke,
  list,
  who,
  ...keys,
  doctor,
  console,
  completion,
]
