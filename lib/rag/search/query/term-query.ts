import { charactersOf, queryTermsOf } from '../../text/terms'

const MAX_QUERY_TERMS = 48
const MAX_CHARACTERS = 32
/** Weight of a Chinese character besides its pairs: selected from 0.15, 0.3 and 0.5 on XQuAD. */
const CHARACTER_SHARE = 0.3
/** Compounds such as E-4021 and wi-fi. */
const HYPHENATED = /[\p{L}\p{N}]+(?:[-_./][\p{L}\p{N}]+)+/gu
const MAX_JOINED_LENGTH = 32

export interface QueryTerm {
  term: string
  /** Weight relative to its rarity, 0..1. */
  share: number
}

/**
 * The distinct query terms in the languages of the documents. Any may match: requiring all of them
 * finds a quarter of the answers.
 */
export function toQueryTerms(query: string, languages: readonly string[] = []): string[] {
  return queryTermsOf(query, languages).slice(0, MAX_QUERY_TERMS)
}

/** Like `toQueryTerms`, with weights and with further forms that the index contains. */
export function toWeightedTerms(query: string, languages: readonly string[] = []): QueryTerm[] {
  const terms = toQueryTerms(query, languages)
  const characters = [...new Set(charactersOf(query))].filter((character) => !terms.includes(character))
  const joined = joinedOf(query, languages).filter((term) => !terms.includes(term))
  return [
    ...[...terms, ...joined].map((term) => ({ term, share: 1 })),
    ...characters.slice(0, MAX_CHARACTERS).map((term) => ({ term, share: CHARACTER_SHARE })),
  ]
}

/** A hyphenated compound in a question may be one word in documents. */
function joinedOf(query: string, languages: readonly string[]): string[] {
  const joinedWords = (query.match(HYPHENATED) ?? []).map((word) => word.replace(/[-_./]/g, ''))
  return [
    ...new Set(
      joinedWords.filter(({ length }) => length <= MAX_JOINED_LENGTH).flatMap((it) => queryTermsOf(it, languages)),
    ),
  ]
}
