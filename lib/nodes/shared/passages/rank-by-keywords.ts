import type { RetrievedPassage } from '@/lib/engine/ports'

/** Parameters of BM25 (Robertson and Zaragoza 2009), with the usual values. */
const K = 1.2
const B = 0.75

/**
 * Ranks passages that come from no search, such as pages of an attached document, by BM25. Others
 * keep their order.
 */
export function rankByKeywords(question: string, passages: readonly RetrievedPassage[]): RetrievedPassage[] {
  const isOrdered = passages.some(({ vectorRank, keywordRank }) => vectorRank !== null || keywordRank !== null)
  if (isOrdered || passages.length < 2) return [...passages]
  const texts = passages.map(({ text }) => wordsOf(text))
  const average = texts.reduce((sum, words) => sum + words.length, 0) / texts.length
  const queryTerms = [...new Set(wordsOf(question))].map((word) => {
    const containing = texts.filter((words) => words.includes(word)).length
    return { word, idf: Math.log(1 + (texts.length - containing + 0.5) / (containing + 0.5)) }
  })
  const scoreOf = (words: readonly string[]) =>
    queryTerms.reduce((sum, { word, idf }) => {
      const count = words.filter((other) => other === word).length
      return sum + (idf * count * (K + 1)) / (count + K * (1 - B + (B * words.length) / average))
    }, 0)
  return passages
    .map((passage, index) => ({ passage, score: scoreOf(texts[index] ?? []) }))
    .toSorted((one, other) => other.score - one.score)
    .map(({ passage }) => passage)
}

/** Splits into words, and single characters in scripts without spaces, ignoring case and accents. */
function wordsOf(text: string): string[] {
  const plain = text.toLowerCase().normalize('NFKD').replaceAll(/\p{M}/gu, '')
  return plain.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}]+/gu) ?? []
}
