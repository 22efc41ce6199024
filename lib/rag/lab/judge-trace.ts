import type { LabTrace, TraceAdvice, TraceVerdict } from '@/lib/contracts/retrieval-lab-explain'
import { MAX_PASSAGES, type RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'

/** Bounds of the settings, beyond which no advice goes. */
const MOST_CANDIDATES = 200
const MOST_ORDERED = 100

/** What is known of an expected chunk that was not given. */
export interface TraceFacts extends Pick<LabTrace, 'vectorRank' | 'keywordRank' | 'fusedRank' | 'orderRank'> {
  /** Passages of the same document that were put before it. */
  sameDocumentBefore: number
  isEnough: boolean
  /** Word for word the same, which was given. */
  copyOf: string | null
  /** Which rules of the result kept it out: without them it would be given. */
  keptOutBy: readonly ResultRule[]
}

export type ResultRule = 'per-document' | 'variety'

/** Where a search lost a chunk that its documents let it find. */
export function verdictOf(facts: TraceFacts, { rerank }: RetrievalOptions): TraceVerdict {
  if (facts.fusedRank === null) return 'no-candidate'
  if (!facts.isEnough) return 'too-unsure'
  if (facts.copyOf !== null) return 'copy'
  // Without an order of its own a search keeps as many as it gives.
  if (facts.orderRank === null) return rerank.by === 'none' ? 'beyond-limit' : 'cut-off'
  return facts.keptOutBy[0] ?? 'beyond-limit'
}

/** What may bring it back, the likeliest first. */
export function adviceFor(verdict: TraceVerdict, facts: TraceFacts, options: RetrievalOptions): TraceAdvice[] {
  switch (verdict) {
    case 'found':
      return []
    case 'text-gone':
      return [{ kind: 'passage', value: null }]
    case 'document-gone':
    case 'document-deleted':
      return [{ kind: 'document', value: null }]
    case 'document-failed':
      return [{ kind: 'read-again', value: null }]
    case 'document-not-ready':
      return [{ kind: 'indexing', value: null }]
    case 'copy':
      return [{ kind: 'copy', value: null }]
    case 'not-seen':
      return [{ kind: 'access', value: null }]
    case 'filtered':
      return [{ kind: 'filters', value: null }]
    case 'no-candidate':
      return adviceForCandidates(facts, options)
    case 'cut-off':
      return adviceForCut(facts)
    case 'too-unsure':
      return [{ kind: 'threshold', value: null }, ...adviceBeside(facts, options)]
    case 'per-document':
    case 'variety':
      return facts.keptOutBy.map((kind) => ({
        kind,
        value: kind === 'per-document' ? facts.sameDocumentBefore + 1 : null,
      }))
    case 'beyond-limit':
      return adviceForLimit(facts, options)
    default: {
      const unhandled: never = verdict
      return unhandled
    }
  }
}

function adviceForCandidates(
  { vectorRank, keywordRank }: TraceFacts,
  { search, limit, rerank }: RetrievalOptions,
): TraceAdvice[] {
  const advice: TraceAdvice[] = []
  const within = (rank: number | null, most: number) => rank !== null && rank <= most
  if (search.mode === 'dense' && within(keywordRank, search.candidates)) advice.push({ kind: 'add-words', value: null })
  if (search.mode === 'lexical' && within(vectorRank, search.candidates))
    advice.push({ kind: 'add-meaning', value: null })
  const used = [search.mode === 'lexical' ? null : vectorRank, search.mode === 'dense' ? null : keywordRank]
  const nearest = Math.min(...used.map((rank) => rank ?? Number.POSITIVE_INFINITY))
  if (nearest > search.candidates && nearest <= MOST_CANDIDATES)
    advice.push({ kind: 'candidates', value: roundUp(nearest, 10) })
  // Where nothing is put in order, the last of the candidates is the last of the passages.
  if (advice.some(({ kind }) => kind === 'candidates') && rerank.by === 'none' && nearest > limit)
    if (nearest <= MAX_PASSAGES) advice.push({ kind: 'limit', value: nearest })
  // Nothing that the question says leads there: other words may.
  if (advice.length === 0) advice.push({ kind: 'wordings', value: null })
  return advice
}

/** With less confidence it would be one of the passages, but not one of those that are given. */
function adviceBeside(facts: TraceFacts, options: RetrievalOptions): TraceAdvice[] {
  if (facts.orderRank === null) return adviceForCut(facts)
  return facts.orderRank > options.limit ? [{ kind: 'limit', value: Math.min(facts.orderRank, MAX_PASSAGES) }] : []
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
