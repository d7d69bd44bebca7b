/** What the service refuses, with the HTTP status that says so. All of its fields are for the caller to see. */
export class ServiceError extends Error {
  readonly fields: Record<string, string>
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 422 | 502

  constructor(
    name: string,
    status: ServiceError['status'],
    message: string,
    fields: Record<string, string> = {},
    cause?: unknown,
  ) {
    super(message, { cause })
    this.name = name
    this.fields = fields
    this.status = status
  }
}

/** A request that says something wrong. */
export const badRequest = (message: string) => new ServiceError('BadRequestError', 400, message)
