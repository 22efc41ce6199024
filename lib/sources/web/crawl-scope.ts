import { isWanted } from '../wildcard'
import { isSameSite, normalizeUrl } from './normalize-url'

/** Deeper or repeating paths come from generated, endless sites. */
const MAX_PATH_DEPTH = 12
const REPEATS = 3
/** Calendars, filters and sort orders generate endless query strings. */
const QUERIES_PER_PATH = 20
const NO_PAGES =
  /\.(?:avif|bmp|gif|ico|jpe?g|png|svg|webp|tiff?|mp[34]|m4[av]|avi|mov|webm|ogg|wav|flac|css|js|mjs|map|woff2?|ttf|otf|eot|zip|gz|tgz|bz2|xz|7z|rar|tar|exe|dmg|iso|apk|bin|wasm|rss|atom)$/i

export interface CrawlScope {
  /** The URL to crawl, or null if it is off-site, excluded or one of endlessly many. */
  take(href: string, base: string): string | null
}

export function crawlScope(
  start: string,
  patterns: { include: readonly string[]; exclude: readonly string[] },
): CrawlScope {
  const queries = new Map<string, Set<string>>()
  return {
    take(href, base) {
      const address = normalizeUrl(href, base)
      if (address === null || !isSameSite(address, start)) return null
      const { pathname, search } = new URL(address)
      if (NO_PAGES.test(pathname) || isEndless(pathname)) return null
      // The start URL is always included.
      if (address !== start && !isWanted(pathname + search, patterns)) return null
      return search === '' || isFewQueries(pathname, search) ? address : null
    },
  }

  function isFewQueries(pathname: string, search: string): boolean {
    const existing = queries.get(pathname) ?? new Set<string>()
    queries.set(pathname, existing)
    if (existing.has(search)) return true
    if (existing.size >= QUERIES_PER_PATH) return false
    existing.add(search)
    return true
  }
}

function isEndless(pathname: string): boolean {
  const parts = pathname.split('/').filter(Boolean)
  if (parts.length > MAX_PATH_DEPTH) return true
  const counts = new Map<string, number>()
  for (const part of parts) counts.set(part, (counts.get(part) ?? 0) + 1)
  return [...counts.values()].some((count) => count >= REPEATS)
}
