import { wordsOf } from './word-shingles'

/** English articles carry nothing, and answers come with them or without. */
const ARTICLES = new Set(['a', 'an', 'the'])

const normalise = (text: string) =>
  wordsOf(text)
    .filter((word) => !ARTICLES.has(word))
    .join(' ')

/**
 * Whether one of the texts holds the answer, whatever its capitals, marks and articles (as SQuAD compares answers,
 * Rajpurkar et al. 2016). null: there is no answer to look for.
 */
export function holdsAnswer(texts: readonly string[], answer: string): boolean | null {
  const wanted = normalise(answer)
  if (wanted === '') return null
  return texts.some((text) => ` ${normalise(text)} `.includes(` ${wanted} `))
}
