import 'server-only'
import type { AllowRule } from './allow-list'
import { assertDestination, parseTargetUrl } from './destination'

const MAX_KEPT = 1_000
/** Longer URLs, and those with a query, differ on each call and may contain private data, so they are not cached. */
const MAX_URL_LENGTH = 500

/**
 * Caches URLs that passed the checks made before DNS resolution. The rules never change, so neither does the result.
 */
export class CheckedOrigins {
  readonly #urls = new Map<string, URL>()

  constructor(private readonly rules: readonly AllowRule[]) {}

  /** @throws AppError INVALID_INPUT, EGRESS_BLOCKED */
  urlOf(address: string): URL {
    const cached = this.#urls.get(address)
    if (cached) return cached
    const url = parseTargetUrl(address)
    assertDestination(url, this.rules)
    if (this.#urls.size >= MAX_KEPT) this.#urls.clear()
    if (url.search === '' && address.length <= MAX_URL_LENGTH) this.#urls.set(address, url)
    return url
  }
}
