import type { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { termsOf } from '../../text/terms'
import type { OrderedCandidate } from '../rerank/rerank-candidates'

/** The first passages within the limit per document, with optional diversity. */
export function pickPassages(
  ordered: readonly OrderedCandidate[],
  limit: number,
  { perDocument, diversity }: Pick<RetrievalOptions['result'], 'perDocument' | 'diversity'>,
): OrderedCandidate[] {
  const queue = diversity > 0 ? diversify(ordered, limit, diversity, perDocument) : ordered
  return diversity > 0 ? queue.slice(0, limit) : capped(queue, perDocument).slice(0, limit)
}

function capped(ordered: readonly OrderedCandidate[], perDocument: number): OrderedCandidate[] {
  if (perDocument === 0) return [...ordered]
  const counts = new Map<string, number>()
  return ordered.filter(({ row }) => {
    const count = (counts.get(row.documentId) ?? 0) + 1
    counts.set(row.documentId, count)
    return count <= perDocument
  })
}

/**
 * Maximal marginal relevance (Carbonell and Goldstein 1998): each next passage is relevant and
 * unlike those selected before.
 */
function diversify(
  ordered: readonly OrderedCandidate[],
  limit: number,
  diversity: number,
  perDocument: number,
): OrderedCandidate[] {
  const left = ordered.map((item, index) => ({
    item,
    fit: 1 - index / Math.max(1, ordered.length),
    terms: new Set(termsOf(item.row.text)),
    closest: 0,
  }))
  const selected: typeof left = []
  const counts = new Map<string, number>()
  while (selected.length < limit && left.length > 0) {
    const allowed = left.filter(({ item }) => perDocument === 0 || (counts.get(item.row.documentId) ?? 0) < perDocument)
    const value = ({ fit, closest }: (typeof left)[number]) => (1 - diversity) * fit - diversity * closest
    const [first] = allowed
    if (!first) break
    const next = allowed.reduce((best, other) => (value(other) > value(best) ? other : best), first)
    selected.push(next)
    left.splice(left.indexOf(next), 1)
    counts.set(next.item.row.documentId, (counts.get(next.item.row.documentId) ?? 0) + 1)
    for (const other of left) other.closest = Math.max(other.closest, overlap(next.terms, other.terms))
  }
  return selected.map(({ item }) => item)
}

/** Jaccard similarity of the terms. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const term of a) if (b.has(term)) shared += 1
  return shared / Math.max(1, a.size + b.size - shared)
}
