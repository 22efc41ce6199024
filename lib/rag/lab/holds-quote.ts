import { SHINGLE, shinglesOf, wordsOf } from './word-shingles'

/** Required share of the shorter text found in the other one. */
const SHARE = 0.6
/** Passages that are shorter than this, such as headings, must match as many words as one of this length. */
const MIN_WORDS = 12

export interface ReadQuote {
  words: string[]
  shingles: Set<string>
}

export function readQuote(quote: string): ReadQuote {
  const words = wordsOf(quote)
  return { words, shingles: shinglesOf(words) }
}

/**
 * Whether a passage contains a quote or a substantial part of it, since rechunking splits and
 * merges passages. Measured as common three-word shingles relative to the shorter text (overlap
 * coefficient, Szymkiewicz–Simpson, over word shingles after Broder 1997).
 */
export function holdsQuote(passage: string, quote: ReadQuote): boolean {
  if (quote.words.length === 0) return false
  const words = wordsOf(passage)
  if (quote.words.length < SHINGLE) return ` ${words.join(' ')} `.includes(` ${quote.words.join(' ')} `)
  const shingles = shinglesOf(words)
  const shorter = Math.min(quote.shingles.size, Math.max(shingles.size, MIN_WORDS - SHINGLE + 1))
  let shared = 0
  for (const shingle of quote.shingles) if (shingles.has(shingle)) shared += 1
  return shared >= SHARE * shorter
}
