import 'server-only'

/** Among the causes of a failure: the request had gone out, so that whoever got it may have worked on it. */
export class SentError extends Error {
  readonly wasSent = true

  constructor(cause: unknown) {
    super('The request had been sent.', { cause })
    this.name = 'SentError'
  }
}
