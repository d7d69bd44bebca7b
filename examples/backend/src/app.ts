import { InvalidStoredSessionError, SessionKeyError, type SignedLogin } from 'foc-session-keys'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { isAddress } from 'viem'
import type { Authenticate } from './bearer.ts'
import { badRequest, ServiceError } from './errors.ts'
import type { Service } from './service.ts'
import { readSession, relayLogin, startSession, stopSession } from './sessions.ts'
import { uploadPiece } from './uploads.ts'

/** The largest piece that is taken, in bytes: it is held in memory. */
const largestPiece = 32 * 1024 * 1024

/** The service over HTTP. */
export function createApp(service: Service, { authenticate, onError }: createApp.Options) {
  const app = new Hono()
  const tooLarge = () => {
    throw new ServiceError('TooLargeError', 413, 'That is more than this service takes.')
  }

  app.use('/users/:id/*', async (context, next) => {
    const userId = await authenticate(context.req.raw)
    if (userId === undefined)
      throw new ServiceError('NotSignedInError', 401, 'A bearer token is missing, or wrong.')
    // The same for those who are there and those who are not.
    if (userId !== context.req.param('id'))
      throw new ServiceError('OtherUserError', 403, 'That is another user.')
    await next()
  })

  app.post('/users/:id/session', bodyLimit({ maxSize: 64 * 1024, onError: tooLarge }), async (context) => {
    const userId = context.req.param('id')
    const body: unknown = await context.req.json().catch(() => undefined)
    const { renew, root, signed } = Object(body) as Record<string, unknown>
    if (signed !== undefined) return context.json(await relayLogin(service, userId, signedLogin(signed)))
    if (typeof root !== 'string' || !isAddress(root, { strict: false }))
      throw badRequest('`root` has to be the address of the wallet that pays.')
    return context.json(await startSession(service, userId, { renew: renew === true, root }))
  })

  app.get('/users/:id/session', async (context) =>
    context.json(await readSession(service, context.req.param('id'))),
  )

  app.delete('/users/:id/session', async (context) => {
    const view = await stopSession(service, context.req.param('id'))
    return context.json(view, view.call ? 202 : 200)
  })

  app.post('/users/:id/pieces', bodyLimit({ maxSize: largestPiece, onError: tooLarge }), async (context) => {
    const key = context.req.header('idempotency-key')
    if (!key || key.length > 255) throw badRequest('The header `Idempotency-Key` has to name this upload.')
    const data = new Uint8Array(await context.req.arrayBuffer())
    return context.json(await uploadPiece(service, context.req.param('id'), { data, key }))
  })

  app.notFound((context) =>
    context.json({ error: { message: 'There is no such route.', name: 'NotFoundError' } }, 404),
  )

  app.onError((error, context) => {
    if (error instanceof ServiceError) {
      const { fields, message, name, status } = error
      if (status >= 500) onError?.(error)
      return context.json({ error: { ...fields, message, name } }, status)
    }
    onError?.(error)
    // Its name says what it is; what else it carries is for whoever runs the service.
    if (error instanceof InvalidStoredSessionError)
      return context.json(
        { error: { message: 'What is stored is not this session: it is not used.', name: error.name } },
        409,
      )
    if (error instanceof SessionKeyError)
      return context.json({ error: { message: error.shortMessage, name: error.name } }, 400)
    return context.json({ error: { message: 'It did not work. Try again.', name: 'InternalError' } }, 500)
  })

  return app
}

export declare namespace createApp {
  type Options = {
    authenticate: Authenticate
    /** Told what the service could not help, such as a node that does not answer. */
    onError?: ((error: Error) => void) | undefined
  }
}

function signedLogin(signed: unknown): SignedLogin {
  const { message, type } = Object(signed) as Partial<SignedLogin>
  if (type === 'Login' && isAddress(String(message?.identity)) && isAddress(String(message?.signer)))
    return signed as SignedLogin
  throw badRequest('`signed` has to be what `signLogin` returned.')
}
