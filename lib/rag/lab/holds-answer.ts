import { wordsOf } from './word-shingles'

/** English articles are optional in answers. */
const ARTICLES = new Set(['a', 'an', 'the'])

const normalize = (text: string) =>
  wordsOf(text)
    .filter((word) => !ARTICLES.has(word))
    .join(' ')

/**
 * Whether one of the texts contains the answer, ignoring case, punctuation and articles (like
 * SQuAD, Rajpurkar et al. 2016). Null if no answer is given.
 */
export function holdsAnswer(texts: readonly string[], answer: string): boolean | null {
  const normalized = normalize(answer)
  if (normalized === '') return null
  return texts.some((text) => ` ${normalize(text)} `.includes(` ${normalized} `))
}
