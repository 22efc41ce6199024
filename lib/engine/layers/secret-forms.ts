import { LruCache } from '@/lib/core/lru-cache'
import { wellFormed } from '@/lib/core/well-formed'

/** Cache of recently used secrets: the same keys recur in every call. */
const cache = new LruCache<string, readonly string[]>(200)

/**
 * The forms of a secret in text, longest first. Base64 has three, depending on the offset within a
 * group of three bytes.
 */
export function secretForms(secret: string): readonly string[] {
  const cached = cache.get(secret)
  if (cached) return cached
  const forms = makeForms(secret)
  cache.set(secret, forms)
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

/** The secret in nested JSON, which is common: one node's output is a string in the next node's output. */
function escapedInJson(secret: string): string[] {
  const forms = [secret]
  for (let level = 0; level < 3; level += 1) forms.push(JSON.stringify(forms.at(-1)).slice(1, -1))
  return forms
}

/** Only characters that depend on the secret alone, not on its neighbors or on padding. */
function base64At(secret: string, offset: number): string {
  const bytes = new TextEncoder().encode(secret)
  const shifted = new Uint8Array(offset + bytes.length)
  shifted.set(bytes, offset)
  const encoded = btoa(String.fromCharCode(...shifted))
  return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor((shifted.length * 8) / 6))
}
