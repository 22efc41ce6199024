import 'server-only'

const CENSORED = '[redacted]'
const MAX_DEPTH = 8
const SECRET_KEY =
  /^(?:proxy-?)?authorization$|cookie|api-?_?key|passw(?:or)?d|passphrase|secret|credentials?$|master-?_?keys?|private-?_?key|^(?:.*[-_])?token$|[a-z]Token$/i

/**
 * A copy in which the value of every field with a secret-looking name is redacted, at any depth. Errors pass through.
 */
export function redactKeys(record: Record<string, unknown>): Record<string, unknown> {
  return copyRecord(record, 0)
}

function copyRecord(record: object, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, SECRET_KEY.test(key) ? CENSORED : copy(value, depth + 1)]),
  )
}

function copy(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error || value instanceof Date) return value
  if (depth > MAX_DEPTH) return '[too deep]'
  if (Array.isArray(value)) return value.map((item) => copy(item, depth + 1))
  return copyRecord(value, depth)
}
