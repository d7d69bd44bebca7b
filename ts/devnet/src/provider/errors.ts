/** What the server answers when a request cannot be served: the status, and a sentence for the body. */
export class RequestError extends Error {
  override name = 'RequestError'
  readonly status: RequestError.Status

  constructor(status: RequestError.Status, message: string) {
    super(message)
    this.status = status
  }
}

export declare namespace RequestError {
  type Status = 400 | 404 | 408 | 409 | 411 | 413 | 415 | 422 | 429 | 500 | 503 | 507
}
