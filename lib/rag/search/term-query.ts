import { termsOf } from '../text/terms'

const MAX_QUERY_TERMS = 48

/** The query's terms, each once. Any of them may match: to ask for all of them finds a quarter of the answers. */
export function toQueryTerms(query: string): string[] {
  return [...new Set(termsOf(query))].slice(0, MAX_QUERY_TERMS)
}
