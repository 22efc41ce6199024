import type { Rating } from '@/lib/contracts/feedback'
import type { EmbedSession, PublicPassage } from '@/lib/contracts/public'
import { fill } from './texts'

/** What went wrong, in words for the visitor. */
export class ChatFailure extends Error {
  constructor(
    message: string,
    readonly code: string,
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(message)
  }
}

export interface EmbedClientOptions {
  slug: string
  /** Origin of the page around the frame; empty on our own page. */
  host: string
  readSid: () => string | null
  writeSid: (sid: string) => void
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Talks to our server with a token that lives in memory and is renewed without asking. */
export class EmbedClient {
  private session: Promise<EmbedSession> | null = null

  constructor(private readonly options: EmbedClientOptions) {}

  send(body: object, signal: AbortSignal): Promise<Response> {
    return this.request('/messages', { method: 'POST', body: JSON.stringify(body), signal })
  }

  follow(runId: string, lastEventId: string, signal: AbortSignal): Promise<Response> {
    return this.request(`/runs/${requireUuid(runId)}/events`, { headers: { 'last-event-id': lastEventId }, signal })
  }

  async cancel(runId: string): Promise<void> {
    await this.request(`/runs/${requireUuid(runId)}/cancel`, { method: 'POST' })
  }

  async rate(runId: string, rating: Rating): Promise<void> {
    const body = JSON.stringify({ rating })
    await this.request(`/runs/${requireUuid(runId)}/feedback`, { method: 'POST', body })
  }

  async passage(place: { chunkId: string; start: number; end: number }): Promise<PublicPassage> {
    const query = new URLSearchParams({ start: String(place.start), end: String(place.end) })
    const response = await this.request(`/passages/${requireUuid(place.chunkId)}?${query}`, {})
    return asPassage(await response.json())
  }

  private async request(path: string, init: RequestInit): Promise<Response> {
    const first = await this.attempt(path, init)
    // The token has ended: once more with a fresh one.
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
    return fetchOrFail(this.url(path), { ...init, headers })
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
    const body = { ...(sid && UUID.test(sid) ? { sid } : {}), ...(host ? { host } : {}) }
    const headers = { 'content-type': 'application/json' }
    const response = await fetchOrFail(this.url('/session'), { method: 'POST', body: JSON.stringify(body), headers })
    if (!response.ok) throw await toFailure(response)
    const session = asSession(await response.json())
    writeSid(session.sid)
    return session
  }

  private url(path: string): string {
    return `/embed/${encodeURIComponent(this.options.slug)}${path}`
  }
}

/** T70: nothing but an id is ever put into an address. */
function requireUuid(id: string): string {
  if (!UUID.test(id)) throw new ChatFailure(fill('ended'), 'NOT_FOUND')
  return id
}

async function fetchOrFail(url: string, init: RequestInit): Promise<Response> {
  return fetch(url, init).catch((error: unknown) => {
    if (init.signal?.aborted) throw error
    throw new ChatFailure(fill('noConnection'), 'OFFLINE')
  })
}

async function toFailure(response: Response): Promise<ChatFailure> {
  const body: unknown = await response.json().catch(() => null)
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : null
  const known = typeof error === 'object' && error !== null && 'code' in error && 'message' in error ? error : null
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN)
  const message = response.status === 404 ? fill('ended') : String(known?.message ?? fill('noConnection'))
  return new ChatFailure(message, String(known?.code ?? 'UNAVAILABLE'), Number.isFinite(retryAfter) ? retryAfter : null)
}

/** Safe: our own server on our own origin made it by the contract; the bundle leaves zod out for its size. */
const asSession = (value: unknown): EmbedSession => value as EmbedSession
/** Safe: as above. */
const asPassage = (value: unknown): PublicPassage => value as PublicPassage
