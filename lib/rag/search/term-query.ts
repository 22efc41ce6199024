import { termsOf } from '../text/terms'

const LAST_POSITION = 16_383
const MAX_QUERY_TERMS = 48

/** A tsvector literal of our own terms, so that every database and language is stemmed alike. */
export function toSearchVector(text: string): string {
  const positions = new Map<string, number[]>()
  for (const [index, term] of termsOf(text).entries()) {
    const list = positions.get(term)
    if (list) list.push(Math.min(index + 1, LAST_POSITION))
    else positions.set(term, [Math.min(index + 1, LAST_POSITION)])
  }
  return [...positions].map(([term, list]) => `${quote(term)}:${list.slice(0, 255).join(',')}`).join(' ')
}

/** The query's terms, each once. They are OR-ed: to ask for all of them finds a quarter of the answers. */
export function toQueryTerms(query: string): string[] {
  return [...new Set(termsOf(query))].slice(0, MAX_QUERY_TERMS)
}

/** A tsquery literal that matches one term. */
export function toTermQuery(term: string): string {
  return quote(term)
}

export function toAnyTermQuery(terms: readonly string[]): string {
  return terms.map(quote).join(' | ')
}

/** Terms are letters and digits; the quotes hold whatever a later change to them might let through. */
function quote(term: string): string {
  return `'${term.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}
