import 'server-only'
import { isLoopbackName } from '@/lib/core/network/loopback'

/** Schemes that these programs register with the system for themselves; others have a dot in them (RFC 8252 §7.1). */
const PROGRAMS = new Set([
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
 * Whether a program may be sent its answer there: https, http on the person's own machine, or a scheme of the program's
 * own. What a browser runs or opens by itself (`javascript:`, `data:`, `file:`) is on no list (T13).
 */
export function isRedirectUri(text: string): boolean {
  if (text.length > MAX_LENGTH || !/^[\x21-\x7e]+$/.test(text) || text.includes('#') || !URL.canParse(text))
    return false
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') return false
  if (url.protocol === 'https:') return true
  if (url.protocol === 'http:') return isLoopbackName(url.hostname)
  return PROGRAMS.has(url.protocol) || REVERSED_DOMAIN.test(url.protocol)
}

/** Word for word, but for the port on the person's own machine, which a program takes as it comes (RFC 8252 §7.3). */
export function isSameRedirectUri(registered: string, asked: string): boolean {
  if (registered === asked) return true
  if (!isRedirectUri(registered) || !isRedirectUri(asked)) return false
  const [one, other] = [new URL(registered), new URL(asked)]
  return one.protocol === 'http:' && other.protocol === 'http:' && withoutPort(one) === withoutPort(other)
}

function withoutPort({ hostname, pathname, search }: URL): string {
  return hostname + pathname + search
}

/** Where the answer goes, in words for a person: a host, “this computer”, or a program by its scheme. */
export function redirectTarget(uri: string): { kind: 'site' | 'computer' | 'program'; name: string } {
  const { protocol, host, hostname } = new URL(uri)
  if (protocol === 'https:') return { kind: 'site', name: host }
  if (protocol === 'http:') return { kind: 'computer', name: hostname }
  return { kind: 'program', name: protocol.slice(0, -1) }
}
