import { type Check, failed, ok, warning } from '../check.ts'

const title = 'Session key'

export const sessionKey: Check = {
  code: 'AUTH_REQUIRED',
  name: 'sessionKey',
  needs: [],
  run: ({ connection: { network }, key }) => {
    const login = `foc-session-keys login --network ${network}`
    if (!key) return [warning(title, 'none is stored or set.', `Make one: ${login}`)]
    if ('problem' in key)
      return [
        failed(title, `cannot be read. ${key.problem}`, `Mend that, or make a new one: ${login} --fresh`),
      ]
    return [ok(title, `${key.lines.address}, in ${key.file.place}`)]
  },
  title,
}
