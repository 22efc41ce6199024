import 'server-only'

/** What a request says once: of two, each reader along the way could believe another one. Lists such as Accept may come several times. */
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

/** @param raw names and values as they came, in turns @returns the name of a header that came twice; null: none did */
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
