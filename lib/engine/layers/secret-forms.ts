import { wellFormed } from '@/lib/core/well-formed'

/** Cache of recently used secrets: the same keys recur in every call. */
const known = new Map<string, readonly string[]>()
const MAX_KNOWN = 200

/**
 * The forms of a secret in text, longest first. Base64 has three, depending on the offset within a
 * group of three bytes.
 */
export function secretForms(secret: string): readonly string[] {
  const before = known.get(secret)
  // LRU order only matters when entries may be evicted. Each move makes V8 rebuild the map's table.
  if (before && known.size < MAX_KNOWN / 2) return before
  const forms = before ?? makeForms(secret)
  known.delete(secret)
  known.set(secret, forms)
  const [oldest] = known.keys()
  if (known.size > MAX_KNOWN && oldest !== undefined) known.delete(oldest)
  return forms
}

function makeForms(secret: string): string[] {
  const base64 = [0, 1, 2].map((offset) => base64At(secret, offset))
  const all = [
    ...escapedInJson(secret),
    encodeURIComponent(wellFormed(secret)),
    encodeURIComponent(wellFormed(secret)).replaceAll('%20', '+'),
    ...base64,
    ...base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_')),
  ]
  return [...new Set(all)].filter((form) => form.length >= 8).toSorted(longestFirst)
}

export const longestFirst = (a: string, b: string): number => b.length - a.length

/** Nested JSON is common: a node's output as text in the next one's. */
function escapedInJson(secret: string): string[] {
  const forms = [secret]
  for (let level = 0; level < 3; level += 1) forms.push(JSON.stringify(forms.at(-1)).slice(1, -1))
  return forms
}

/** Only characters that depend on the secret alone, not on its neighbours or on padding. */
function base64At(secret: string, offset: number): string {
  const bytes = new TextEncoder().encode(secret)
  const shifted = new Uint8Array(offset + bytes.length)
  shifted.set(bytes, offset)
  const encoded = btoa(String.fromCharCode(...shifted))
  return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor((shifted.length * 8) / 6))
}
