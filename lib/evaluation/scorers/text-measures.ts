/** Lower case without punctuation and repeated white space. */
export const normalizeText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Words; each Han, kana or Hangul character counts as one. */
export function tokensOf(text: string): string[] {
  const pattern = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[\p{L}\p{N}]+/gu
  return text.normalize('NFKC').toLowerCase().match(pattern) ?? []
}

/** F1 of shared words, as in SQuAD (Rajpurkar et al. 2016). */
export function tokenF1(text: string, expected: string): number {
  const [actual, wanted] = [tokensOf(text), tokensOf(expected)]
  const counts = new Map<string, number>()
  for (const token of wanted) counts.set(token, (counts.get(token) ?? 0) + 1)
  let shared = 0
  for (const token of actual) {
    const left = counts.get(token) ?? 0
    if (left > 0) shared += 1
    counts.set(token, left - 1)
  }
  return f1(shared, actual.length, wanted.length)
}

const MAX_LENGTH = 4_000

/** F1 of the longest common subsequence of words (Lin 2004). */
export function rougeL(text: string, expected: string): number {
  const [actual, wanted] = [tokensOf(text).slice(0, MAX_LENGTH), tokensOf(expected).slice(0, MAX_LENGTH)]
  let [previous, row] = [new Uint32Array(wanted.length + 1), new Uint32Array(wanted.length + 1)]
  // Plain indexes: iterators take ten times as long for texts of this size.
  for (let at = 0; at < actual.length; at += 1) {
    for (let index = 0; index < wanted.length; index += 1)
      row[index + 1] =
        actual[at] === wanted[index] ? (previous[index] ?? 0) + 1 : Math.max(previous[index + 1] ?? 0, row[index] ?? 0)
    ;[previous, row] = [row, previous]
  }
  return f1(previous.at(-1) ?? 0, actual.length, wanted.length)
}

const f1 = (shared: number, actual: number, wanted: number): number =>
  actual + wanted === 0 ? 1 : (2 * shared) / (actual + wanted)

/** 1 - Levenshtein distance / longer length. */
export function editSimilarity(text: string, expected: string): number {
  const [actual, wanted] = [[...text].slice(0, MAX_LENGTH), [...expected].slice(0, MAX_LENGTH)]
  if (actual.length + wanted.length === 0) return 1
  let [previous, row] = [new Uint32Array(wanted.length + 1), new Uint32Array(wanted.length + 1)]
  for (let index = 0; index <= wanted.length; index += 1) previous[index] = index
  for (let at = 0; at < actual.length; at += 1) {
    row[0] = at + 1
    for (let index = 0; index < wanted.length; index += 1) {
      const replaced = (previous[index] ?? 0) + Number(actual[at] !== wanted[index])
      row[index + 1] = Math.min(replaced, (previous[index + 1] ?? 0) + 1, (row[index] ?? 0) + 1)
    }
    ;[previous, row] = [row, previous]
  }
  return 1 - (previous.at(-1) ?? 0) / Math.max(actual.length, wanted.length)
}
