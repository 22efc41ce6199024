import { charactersOf, queryTermsOf } from '../../text/terms'

const MAX_QUERY_TERMS = 48
const MAX_CHARACTERS = 32
/** A Chinese character beside the pairs that it is in: chosen between 0.15, 0.3 and 0.5 on XQuAD (docs/benchmarks.md). */
const CHARACTER_SHARE = 0.3
/** E-4021, wi-fi. */
const HYPHENATED = /[\p{L}\p{N}]+(?:[-_./][\p{L}\p{N}]+)+/gu
const LONGEST_JOINED = 32

export interface QueryTerm {
  term: string
  /** Of its rarity, how much it counts, 0..1. */
  share: number
}

/** The query's terms in the languages of the documents, each once. Any of them may match: to ask for all of them finds a quarter of the answers. */
export function toQueryTerms(query: string, languages: readonly string[] = []): string[] {
  return queryTermsOf(query, languages).slice(0, MAX_QUERY_TERMS)
}

/** As above, with what else the index knows a text by. */
export function toWeightedTerms(query: string, languages: readonly string[] = []): QueryTerm[] {
  const terms = toQueryTerms(query, languages)
  const characters = [...new Set(charactersOf(query))].filter((character) => !terms.includes(character))
  const joined = joinedOf(query, languages).filter((term) => !terms.includes(term))
  return [
    ...[...terms, ...joined].map((term) => ({ term, share: 1 })),
    ...characters.slice(0, MAX_CHARACTERS).map((term) => ({ term, share: CHARACTER_SHARE })),
  ]
}

/** What stands with a hyphen in a question stands in documents without one as well. */
function joinedOf(query: string, languages: readonly string[]): string[] {
  const whole = (query.match(HYPHENATED) ?? []).map((word) => word.replace(/[-_./]/g, ''))
  return [
    ...new Set(whole.filter(({ length }) => length <= LONGEST_JOINED).flatMap((it) => queryTermsOf(it, languages))),
  ]
}
