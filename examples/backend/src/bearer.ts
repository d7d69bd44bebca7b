import { createHmac, timingSafeEqual } from 'node:crypto'

/** Says whose request it is; `undefined` for nobody's. Put here what you sign your users in with. */
export type Authenticate = (request: Request) => Promise<string | undefined> | string | undefined

/** A token for a user, as an example: the id, and a code that only who has the secret can make. It does not expire. */
export const tokenOf = (secret: string, userId: string): string =>
  `${Buffer.from(userId).toString('base64url')}.${createHmac('sha256', secret).update(userId).digest('base64url')}`

/** Takes `Authorization: Bearer` with such tokens. */
export const bearer =
  (secret: string): Authenticate =>
  (request) => {
    const [, token = ''] = /^Bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? []
    const userId = Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()
    const [given, expected] = [Buffer.from(token), Buffer.from(tokenOf(secret, userId))]
    return userId && given.length === expected.length && timingSafeEqual(given, expected) ? userId : undefined
  }
