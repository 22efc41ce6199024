import { queryTermsOf } from '../text/terms'

const MAX_QUERY_TERMS = 48

/** The query's terms in the languages of the documents, each once. Any of them may match: to ask for all of them finds a quarter of the answers. */
export function toQueryTerms(query: string, languages: readonly string[] = []): string[] {
  return queryTermsOf(query, languages).slice(0, MAX_QUERY_TERMS)
}
