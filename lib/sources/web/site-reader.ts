import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { EgressPurpose } from '@/lib/egress/limits'
import { problem } from '@/lib/messages/problems/problem'
import { retryingFetch } from '../retrying-fetch'
import type { SourceConnection } from '../source-client'
import type { WebSettings } from './manifest'
import { isSameSite, normalizeUrl } from './normalize-url'
import { ALLOW_ALL, parseRobots, ROBOT, type Robots } from './robots'

const MAX_REDIRECTS = 5
const MAX_ROBOTS_BYTES = 500 * 1024
/** Sites that require longer delays are crawled at this rate. */
const MAX_DELAY_SECONDS = 30

export type SiteAnswer =
  | { kind: 'answer'; response: Response; url: string }
  /** Disallowed by robots.txt. */
  | { kind: 'forbidden'; url: string }
  | { kind: 'redirect'; to: string }

export interface GetOptions {
  headers?: Record<string, string>
  purpose: EgressPurpose
  /** Whether to follow a redirect to this URL; otherwise the redirect is returned. */
  follows: (to: string) => boolean
}

/**
 * Fetches pages politely: reads the robots.txt of each origin first, sends one request at a time
 * per origin, and checks every redirect.
 */
export class SiteReader {
  readonly #robots = new Map<string, Promise<Robots>>()
  readonly #fetches = new Map<string, ReturnType<typeof retryingFetch>>()

  constructor(private readonly connection: SourceConnection<WebSettings>) {}

  /** @throws AppError when an address is blocked, does not answer, or redirects endlessly */
  async get(address: string, options: GetOptions): Promise<SiteAnswer> {
    let url = address
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      const { origin, pathname, search } = new URL(url)
      if (!(await this.robotsOf(origin)).allows(pathname + search)) return { kind: 'forbidden', url }
      const response = await this.#send(url, options)
      const location = response.headers.get('location')
      if (response.status < 300 || response.status > 399 || response.status === 304 || location === null)
        return { kind: 'answer', response, url }
      await response.body?.cancel()
      const to = normalizeUrl(location, url)
      if (to === null)
        throw new AppError('EGRESS_BLOCKED', problem('sources.redirectNotPage', { host: new URL(url).host }))
      if (url.startsWith('https:') && to.startsWith('http:'))
        throw new AppError('EGRESS_BLOCKED', problem('sources.redirectToHttp', { host: new URL(url).host }))
      if (!options.follows(to)) return { kind: 'redirect', to }
      url = to
    }
    throw new AppError('EGRESS_FAILED', problem('egress.tooManyRedirects', { host: new URL(address).host }))
  }

  /** Read once per sync. Missing file: everything is allowed. No answer: nothing is (RFC 9309, 2.3.1). */
  robotsOf(origin: string): Promise<Robots> {
    const isStart = new URL(this.connection.settings.url).origin === origin
    const read = () => this.#readRobots(origin).catch((failure) => Promise.reject(isStart ? asEnd(failure) : failure))
    const cached = this.#robots.get(origin) ?? read()
    this.#robots.set(origin, cached)
    return cached
  }

  async #readRobots(origin: string): Promise<Robots> {
    const response = await this.#fetchFor(origin, null)(`${origin}/robots.txt`, {
      headers: { 'user-agent': ROBOT, accept: 'text/plain' },
      purpose: 'page',
      limits: { maxBytes: MAX_ROBOTS_BYTES },
    })
    if (response.status >= 500 || response.status === 429) {
      await response.body?.cancel()
      throw new AppError(
        'EGRESS_FAILED',
        problem('sources.robotsFailed', { host: new URL(origin).host, status: response.status }),
      )
    }
    if (!response.ok) {
      await response.body?.cancel()
      return ALLOW_ALL
    }
    return parseRobots(await response.text())
  }

  async #send(url: string, { headers, purpose }: GetOptions): Promise<Response> {
    const { origin } = new URL(url)
    const { crawlDelaySeconds } = await this.robotsOf(origin)
    return this.#fetchFor(origin, crawlDelaySeconds)(url, {
      headers: { 'user-agent': ROBOT, accept: 'text/html,application/xhtml+xml,text/*;q=0.9,*/*;q=0.5', ...headers },
      redirect: 'manual',
      purpose,
    })
  }

  #fetchFor(origin: string, delaySeconds: number | null) {
    const name = delaySeconds === null ? `${origin} robots` : origin
    const cached = this.#fetches.get(name)
    if (cached) return cached
    const { fetch, signal, backoffMs, settings } = this.connection
    const seconds = Math.max(settings.secondsBetween, Math.min(delaySeconds ?? 0, MAX_DELAY_SECONDS))
    const send = retryingFetch(fetch, {
      signal,
      backoffMs,
      everyMs: seconds * 1_000,
      isSecondary: !isSameSite(origin, settings.url),
    })
    this.#fetches.set(name, send)
    return send
  }
}

/** An unavailable robots.txt ends the sync, instead of failing each page. */
function asEnd(failure: unknown): unknown {
  const isSilent = AppError.isInstance(failure) && (failure.code === 'EGRESS_FAILED' || failure.code === 'TIMEOUT')
  return isSilent ? new AppError('UNAVAILABLE', failure, { cause: failure }) : failure
}
