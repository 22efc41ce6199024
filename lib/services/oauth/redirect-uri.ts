import 'server-only'
import { isLoopbackName } from '@/lib/core/network/loopback'

/** Schemes that known clients register with the system; others must contain a dot (RFC 8252, section 7.1). */
const PRIVATE_SCHEMES = new Set([
  'cursor:',
  'vscode:',
  'vscode-insiders:',
  'vscodium:',
  'windsurf:',
  'zed:',
  'goose:',
  'warp:',
])
const REVERSED_DOMAIN = /^[a-z][a-z0-9+-]*(?:\.[a-z0-9+-]+)+:$/
const MAX_LENGTH = 1_000

/**
 * Whether this is an allowed redirect URI: https, http on the person's own machine, or a private scheme of the client.
 * Schemes that a browser executes or opens itself (`javascript:`, `data:`, `file:`) are never allowed.
 */
export function isRedirectUri(text: string): boolean {
  const isPlainText = text.length <= MAX_LENGTH && /^[\x21-\x7e]+$/.test(text)
  if (!isPlainText || text.includes('#') || !URL.canParse(text)) return false
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') return false
  if (url.protocol === 'https:') return true
  if (url.protocol === 'http:') return isLoopbackName(url.hostname)
  return PRIVATE_SCHEMES.has(url.protocol) || REVERSED_DOMAIN.test(url.protocol)
}

/** Exact match, except for the port of a loopback address, which clients choose at run time (RFC 8252, section 7.3). */
export function isSameRedirectUri(registered: string, requested: string): boolean {
  if (registered === requested) return true
  if (!isRedirectUri(registered) || !isRedirectUri(requested)) return false
  const [one, other] = [new URL(registered), new URL(requested)]
  return one.protocol === 'http:' && other.protocol === 'http:' && withoutPort(one) === withoutPort(other)
}

function withoutPort({ hostname, pathname, search }: URL): string {
  return hostname + pathname + search
}

/** The redirect target as shown to a person: a host, “this computer”, or a client by its scheme. */
export function redirectTarget(uri: string): { kind: 'site' | 'computer' | 'program'; name: string } {
  const { protocol, host, hostname } = new URL(uri)
  if (protocol === 'https:') return { kind: 'site', name: host }
  if (protocol === 'http:') return { kind: 'computer', name: hostname }
  return { kind: 'program', name: protocol.slice(0, -1) }
}
