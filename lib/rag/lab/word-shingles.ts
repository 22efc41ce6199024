const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}`
/** A run of letters and digits, or one character of a script that is written without spaces. */
const WORD = new RegExp(`[${UNSPACED}]|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])+`, 'gu')

/** Words in lower case and one form of each character, without marks between them. */
export function wordsOf(text: string): string[] {
  return text.normalize('NFKC').toLowerCase().match(WORD) ?? []
}

/** So many words in a row are one piece. Fewer would meet by chance, more would break at each small edit. */
export const SHINGLE = 3

/** Each run of `size` words of the text, once. A text that is shorter is one run. */
export function shinglesOf(words: readonly string[], size = SHINGLE): Set<string> {
  if (words.length === 0) return new Set()
  const count = Math.max(1, words.length - size + 1)
  return new Set(Array.from({ length: count }, (_, start) => words.slice(start, start + size).join(' ')))
}
