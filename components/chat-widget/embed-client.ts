import type { EmbedSession } from '@/lib/contracts/public'
import { fieldsOf } from './chat/fields-of'
import { failureText, fill } from './texts'
import { wait } from './wait'

/** An error message for the visitor. */
export class ChatFailure extends Error {
  constructor(
    message: string,
    readonly code: string,
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(failureText(code, message))
  }
}

export interface EmbedClientOptions {
  slug: string
  /** Origin of the embedding page; empty on the hosted page. */
  host: string
  readSid: () => string | null
  writeSid: (sid: string) => void
  /** The identity token was rejected or has expired. */
  onIdentityNeeded: () => void
  fetch?: typeof fetch
}

/** Maximum wait for a new token from the page. */
const TOKEN_WAIT_MS = 3_000
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Client for our server. Its session token is kept in memory and renewed automatically. */
export class EmbedClient {
  private session: Promise<EmbedSession> | null = null
  private identity: string | null = null
  private requestedAt = 0

  constructor(private readonly options: EmbedClientOptions) {}

  /** Switches to the visitor signed by the customer's server, or to an anonymous one. @throws ChatFailure */
  identify(token: string | null): Promise<EmbedSession> {
    this.identity = token
    this.session = null
    return this.open()
  }

  /** Starts the next session as a new visitor. */
  invalidate(): void {
    this.identity = null
    this.session = null
  }

  /** @param key idempotency key of the message; resending it does not create a second run */
  send(body: object, key: string, signal: AbortSignal): Promise<Response> {
    const headers = { 'idempotency-key': key }
    return this.request('/messages', { method: 'POST', body: JSON.stringify(body), headers, signal })
  }

  follow(runId: string, lastEventId: string, signal: AbortSignal): Promise<Response> {
    return this.request(`/runs/${this.uuid(runId)}/events`, { headers: { 'last-event-id': lastEventId }, signal })
  }

  async cancel(runId: string): Promise<void> {
    await this.request(`/runs/${this.uuid(runId)}/cancel`, { method: 'POST' })
  }

  /** Base URL and headers for parts that make their own requests. */
  async place(path: string, isFresh: boolean): Promise<{ url: string; token: string }> {
    if (isFresh) this.session = null
    return { url: this.url(path), token: (await this.open()).token }
  }

  /** Renews an expired session. @throws ChatFailure */
  async request(path: string, init: RequestInit): Promise<Response> {
    const first = await this.attempt(path, init)
    // The token has expired: retry once with a new one.
    const response = first.status === 401 ? await this.renewed(path, init) : first
    if (!response.ok) throw await toFailure(response)
    return response
  }

  private renewed(path: string, init: RequestInit): Promise<Response> {
    this.session = null
    return this.attempt(path, init)
  }

  private async attempt(path: string, init: RequestInit): Promise<Response> {
    const { token } = await this.open()
    const headers = { ...init.headers, authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    return this.fetch(path, { ...init, headers })
  }

  private open(): Promise<EmbedSession> {
    this.session ??= this.mint().catch((error: unknown) => {
      this.session = null
      throw error
    })
    return this.session
  }

  private async mint(): Promise<EmbedSession> {
    const { host, readSid, writeSid } = this.options
    const sid = readSid()
    const { identity } = this
    const body = {
      ...(sid && UUID.test(sid) ? { sid } : {}),
      ...(host ? { host } : {}),
      ...(identity === null ? {} : { identity }),
    }
    const headers = { 'content-type': 'application/json' }
    const response = await this.fetch('/session', { method: 'POST', body: JSON.stringify(body), headers })
    if (response.status === 401) {
      // No immediate retry, because the page may return a rejected token again.
      if (Date.now() - this.requestedAt > TOKEN_WAIT_MS) {
        this.requestedAt = Date.now()
        this.options.onIdentityNeeded()
      }
      if (await this.wasReplaced(identity)) return this.open()
    }
    if (!response.ok) throw await toFailure(response)
    const session = asSession(await response.json())
    writeSid(session.sid)
    return session
  }

  /** Requests a new sign-in of the visitor from the page. Pending requests continue with the new identity. */
  private async wasReplaced(identity: string | null): Promise<boolean> {
    for (let waited = 0; identity === this.identity && waited < TOKEN_WAIT_MS; waited += 100) await wait(100)
    return identity !== this.identity
  }

  private async fetch(path: string, init: RequestInit): Promise<Response> {
    const send = this.options.fetch ?? fetch
    return send(this.url(path), init).catch((error: unknown) => {
      if (init.signal?.aborted) throw error
      throw new ChatFailure(fill('noConnection'), 'OFFLINE')
    })
  }

  /** Checks that only ids become part of a URL. A method, so that later chunks import nothing from this file. */
  uuid(id: string): string {
    if (!UUID.test(id)) throw new ChatFailure(fill('ended'), 'NOT_FOUND')
    return id
  }

  private url(path: string): string {
    return `/embed/${encodeURIComponent(this.options.slug)}${path}`
  }
}

async function toFailure(response: Response): Promise<ChatFailure> {
  const { error } = fieldsOf(await response.json().catch(() => null))
  const { code = 'UNAVAILABLE', message = fill('noConnection') } = fieldsOf(error)
  const { status } = response
  const text = status === 401 ? fill('signIn') : status === 404 ? fill('ended') : String(message)
  return new ChatFailure(text, String(code), Number(response.headers.get('retry-after')) || null)
}

/** Safe: our own server on our own origin follows the contract. The bundle excludes zod for its size. */
const asSession = (value: unknown): EmbedSession => value as EmbedSession
