import { SHINGLE, shinglesOf, wordsOf } from './word-shingles'

/** Of the shorter of the two texts so much must stand in the other one. */
const SHARE = 0.6
/** A passage that is shorter, such as a heading, must bring along as much as one of this length would. */
const LEAST_WORDS = 12

export interface ReadQuote {
  words: string[]
  shingles: Set<string>
}

export function readQuote(quote: string): ReadQuote {
  const words = wordsOf(quote)
  return { words, shingles: shinglesOf(words) }
}

/**
 * Whether a passage holds a quote, or is a good part of it: documents are cut anew, and what was one chunk becomes two
 * halves, or a part of a larger one. Measured by runs of three words that both have, as a share of those of the shorter
 * text (overlap coefficient, Szymkiewicz–Simpson, over word shingles after Broder 1997).
 */
export function holdsQuote(passage: string, quote: ReadQuote): boolean {
  if (quote.words.length === 0) return false
  const words = wordsOf(passage)
  if (quote.words.length < SHINGLE) return ` ${words.join(' ')} `.includes(` ${quote.words.join(' ')} `)
  const own = shinglesOf(words)
  const shorter = Math.min(quote.shingles.size, Math.max(own.size, LEAST_WORDS - SHINGLE + 1))
  let shared = 0
  for (const shingle of quote.shingles) if (own.has(shingle)) shared += 1
  return shared >= SHARE * shorter
}
