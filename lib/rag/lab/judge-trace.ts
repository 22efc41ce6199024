import type { LabTrace, TraceAdvice, TraceVerdict } from '@/lib/contracts/retrieval-lab-explain'
import { MAX_PASSAGES, type RetrievalOptions } from '@/lib/core/retrieval-options'

/** Bounds of the settings, beyond which no advice goes. */
const MOST_CANDIDATES = 200
const MOST_ORDERED = 100

/** What is known of an expected chunk that was not given. */
export interface TraceFacts extends Pick<LabTrace, 'vectorRank' | 'keywordRank' | 'fusedRank' | 'orderRank'> {
  /** Passages of the same document that were put before it. */
  sameDocumentBefore: number
  isEnough: boolean
}

/** Where a search lost a chunk that its documents let it find. */
export function verdictOf(facts: TraceFacts, { limit, rerank, result }: RetrievalOptions): TraceVerdict {
  if (facts.fusedRank === null) return 'no-candidate'
  if (!facts.isEnough) return 'too-unsure'
  // Without an order of its own a search keeps as many as it gives.
  if (facts.orderRank === null) return rerank.by === 'none' ? 'beyond-limit' : 'cut-off'
  if (result.perDocument > 0 && facts.sameDocumentBefore >= result.perDocument) return 'per-document'
  if (result.diversity > 0 && facts.orderRank <= limit) return 'variety'
  return 'beyond-limit'
}

/** What may bring it back, the likeliest first. */
export function adviceFor(verdict: TraceVerdict, facts: TraceFacts, options: RetrievalOptions): TraceAdvice[] {
  switch (verdict) {
    case 'found':
    case 'text-gone':
      return []
    case 'document-gone':
    case 'document-deleted':
    case 'document-not-ready':
      return [{ kind: 'document', value: null }]
    case 'not-seen':
      return [{ kind: 'access', value: null }]
    case 'filtered':
      return [{ kind: 'filters', value: null }]
    case 'no-candidate':
      return adviceForCandidates(facts, options)
    case 'cut-off':
      return adviceForCut(facts)
    case 'too-unsure':
      return [{ kind: 'threshold', value: null }]
    case 'per-document':
      return [{ kind: 'per-document', value: facts.sameDocumentBefore + 1 }]
    case 'variety':
      return [{ kind: 'variety', value: null }]
    case 'beyond-limit':
      return adviceForLimit(facts, options)
    default: {
      const unhandled: never = verdict
      return unhandled
    }
  }
}

function adviceForCandidates({ vectorRank, keywordRank }: TraceFacts, { search }: RetrievalOptions): TraceAdvice[] {
  const advice: TraceAdvice[] = []
  const within = (rank: number | null, most: number) => rank !== null && rank <= most
  if (search.mode === 'dense' && within(keywordRank, search.candidates)) advice.push({ kind: 'add-words', value: null })
  if (search.mode === 'lexical' && within(vectorRank, search.candidates))
    advice.push({ kind: 'add-meaning', value: null })
  const used = [search.mode === 'lexical' ? null : vectorRank, search.mode === 'dense' ? null : keywordRank]
  const nearest = Math.min(...used.map((rank) => rank ?? Number.POSITIVE_INFINITY))
  if (nearest > search.candidates && nearest <= MOST_CANDIDATES)
    advice.push({ kind: 'candidates', value: roundUp(nearest, 10) })
  // Nothing that the question says leads there: other words may.
  if (advice.length === 0) advice.push({ kind: 'wordings', value: null })
  return advice
}

function adviceForCut({ fusedRank }: TraceFacts): TraceAdvice[] {
  const place = fusedRank ?? Number.POSITIVE_INFINITY
  const advice: TraceAdvice[] = []
  if (place <= MOST_ORDERED) advice.push({ kind: 'order-more', value: roundUp(place, 5) })
  if (place <= MAX_PASSAGES) advice.push({ kind: 'limit', value: place })
  return advice.length === 0 ? [{ kind: 'wordings', value: null }] : advice
}

function adviceForLimit({ fusedRank, orderRank }: TraceFacts, { limit, rerank }: RetrievalOptions): TraceAdvice[] {
  const place = orderRank ?? fusedRank ?? Number.POSITIVE_INFINITY
  const advice: TraceAdvice[] = []
  if (rerank.by !== 'none' && fusedRank !== null && fusedRank <= limit)
    advice.push({ kind: 'leave-order', value: fusedRank })
  if (place <= MAX_PASSAGES) advice.push({ kind: 'limit', value: place })
  if (rerank.by === 'none' && place <= MOST_ORDERED) advice.push({ kind: 'reorder', value: roundUp(place, 5) })
  return advice.length === 0 ? [{ kind: 'wordings', value: null }] : advice
}

const roundUp = (value: number, step: number) => Math.ceil(value / step) * step
