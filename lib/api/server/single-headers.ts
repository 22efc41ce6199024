import 'server-only'

/**
 * Headers that must not repeat: intermediaries could disagree on which one counts. Lists such as
 * Accept may repeat.
 */
const ONCE: ReadonlySet<string> = new Set([
  'host',
  'authorization',
  'origin',
  'referer',
  'sec-fetch-site',
  'content-type',
  'content-encoding',
  'content-length',
  'idempotency-key',
  'last-event-id',
  'mcp-session-id',
  'patchbay-app',
  'patchbay-end-user',
  'patchbay-end-user-groups',
  'patchbay-signature',
  'x-hub-signature-256',
  'webhook-id',
  'webhook-timestamp',
  'webhook-signature',
  'svix-id',
  'svix-timestamp',
  'svix-signature',
])

/** @param raw alternating names and values as received @returns name of a duplicate header, or null */
export function repeatedHeader(raw: readonly string[]): string | null {
  let seen: Set<string> | null = null
  for (let index = 0; index < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase()
    if (!ONCE.has(name)) continue
    seen ??= new Set()
    if (seen.has(name)) return name
    seen.add(name)
  }
  return null
}
