import type { Json } from '@/lib/core/json'

/** The value at a JSON Pointer (RFC 6901); undefined if there is none. Own keys only. */
export function atPointer(value: Json | undefined, pointer: string): Json | undefined {
  let current = value
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof current !== 'object' || current === null) return undefined
    if (Array.isArray(current)) current = /^(?:0|[1-9]\d*)$/.test(key) ? current[Number(key)] : undefined
    else current = Object.hasOwn(current, key) ? current[key] : undefined
  }
  return current
}
