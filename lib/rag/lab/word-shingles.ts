const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}`
/** A run of letters and digits, or one character of a script without spaces. */
const WORD = new RegExp(`[${UNSPACED}]|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])+`, 'gu')

/** Lower-case, normalized words without punctuation. */
export function wordsOf(text: string): string[] {
  return text.normalize('NFKC').toLowerCase().match(WORD) ?? []
}

/** Words per shingle. Fewer match by chance, more break at each small edit. */
export const SHINGLE = 3

/** Distinct runs of `size` words; a shorter text is one run. */
export function shinglesOf(words: readonly string[], size = SHINGLE): Set<string> {
  if (words.length === 0) return new Set()
  const count = Math.max(1, words.length - size + 1)
  return new Set(Array.from({ length: count }, (_, start) => words.slice(start, start + size).join(' ')))
}
