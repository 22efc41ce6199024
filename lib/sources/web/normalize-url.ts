const MAX_URL_LENGTH = 2_000
/** Tracking parameters, which do not identify the page. */
const TRACKING = /^(?:utm_\w+|gclid|fbclid|msclkid|mc_[ce]id|igshid|_ga|ref_src|phpsessid|jsessionid|sid|session_?id)$/i

/**
 * Normalizes a URL: removes the fragment, tracking and session parameters, and sorts the query.
 * null for anything but web pages.
 */
export function normalizeUrl(href: string, base?: string): string | null {
  const text = href.trim()
  if (text === '' || text.length > MAX_URL_LENGTH || !URL.canParse(text, base)) return null
  const url = new URL(text, base)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  if (url.username !== '' || url.password !== '') return null
  url.hash = ''
  const kept = [...url.searchParams].filter(([name]) => !TRACKING.test(name))
  if (kept.length !== url.searchParams.size) url.search = new URLSearchParams(kept).toString()
  url.searchParams.sort()
  url.pathname = url.pathname
    .replace(/;jsessionid=[^/?#]*/i, '')
    .replace(/%[0-9a-f]{2}/gi, (encoded) => encoded.toUpperCase())
  return url.href.length > MAX_URL_LENGTH ? null : url.href
}

/** Ignores `www.` and the difference between http and https. */
export function isSameSite(a: string, b: string): boolean {
  const site = (text: string) => {
    const { hostname, port } = new URL(text)
    return `${hostname.replace(/^www\./, '')}:${port}`
  }
  return site(a) === site(b)
}
