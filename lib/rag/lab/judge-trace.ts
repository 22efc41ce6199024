import type { LabTrace, TraceAdvice, TraceVerdict } from '@/lib/contracts/retrieval-lab-explain'
import { MAX_PASSAGES, type RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'

/** Limits of the settings, which advice must not exceed. */
const MAX_CANDIDATES = 200
const MAX_ORDERED = 100

/** Facts about an expected chunk that was not returned. */
export interface TraceFacts extends Pick<LabTrace, 'vectorRank' | 'keywordRank' | 'fusedRank' | 'orderRank'> {
  /** Passages of the same document ranked before it. */
  sameDocumentBefore: number
  isEnough: boolean
  /** Document with identical text that was returned. */
  copyOf: string | null
  /** Result rules that excluded it; without them it would be returned. */
  keptOutBy: readonly ResultRule[]
}

export type ResultRule = 'per-document' | 'variety'

/** The step in which a search lost an accessible chunk. */
export function verdictOf(facts: TraceFacts, { rerank }: RetrievalOptions): TraceVerdict {
  if (facts.fusedRank === null) return 'no-candidate'
  if (!facts.isEnough) return 'too-unsure'
  if (facts.copyOf !== null) return 'copy'
  // Without reranking a search keeps only as many as it returns.
  if (facts.orderRank === null) return rerank.by === 'none' ? 'beyond-limit' : 'cut-off'
  return facts.keptOutBy[0] ?? 'beyond-limit'
}

/** Changes that may bring the passage back, most likely first. */
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
      return [{ kind: 'threshold', value: null }, ...otherAdvice(facts, options)]
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
  const isRankedWithin = (rank: number | null, max: number) => rank !== null && rank <= max
  if (search.mode === 'dense' && isRankedWithin(keywordRank, search.candidates))
    advice.push({ kind: 'add-words', value: null })
  if (search.mode === 'lexical' && isRankedWithin(vectorRank, search.candidates))
    advice.push({ kind: 'add-meaning', value: null })
  const ranks: (number | null)[] = []
  if (search.mode !== 'lexical') ranks.push(vectorRank)
  if (search.mode !== 'dense') ranks.push(keywordRank)
  const nearest = Math.min(...ranks.map((rank) => rank ?? Number.POSITIVE_INFINITY))
  if (nearest > search.candidates && nearest <= MAX_CANDIDATES)
    advice.push({ kind: 'candidates', value: roundUp(nearest, 10) })
  // Without reranking, the last candidate is the last passage.
  if (advice.some(({ kind }) => kind === 'candidates') && rerank.by === 'none' && nearest > limit)
    if (nearest <= MAX_PASSAGES) advice.push({ kind: 'limit', value: nearest })
  // The question does not lead there at all; other wordings may.
  if (advice.length === 0) advice.push({ kind: 'wordings', value: null })
  return advice
}

/** With a lower threshold it would be a passage, but it would not be among those returned. */
function otherAdvice(facts: TraceFacts, options: RetrievalOptions): TraceAdvice[] {
  if (facts.orderRank === null) return adviceForCut(facts)
  return facts.orderRank > options.limit ? [{ kind: 'limit', value: Math.min(facts.orderRank, MAX_PASSAGES) }] : []
}

function adviceForCut({ fusedRank }: TraceFacts): TraceAdvice[] {
  const index = fusedRank ?? Number.POSITIVE_INFINITY
  const advice: TraceAdvice[] = []
  if (index <= MAX_ORDERED) advice.push({ kind: 'order-more', value: roundUp(index, 5) })
  if (index <= MAX_PASSAGES) advice.push({ kind: 'limit', value: index })
  return advice.length === 0 ? [{ kind: 'wordings', value: null }] : advice
}

function adviceForLimit({ fusedRank, orderRank }: TraceFacts, { limit, rerank }: RetrievalOptions): TraceAdvice[] {
  const index = orderRank ?? fusedRank ?? Number.POSITIVE_INFINITY
  const advice: TraceAdvice[] = []
  if (rerank.by !== 'none' && fusedRank !== null && fusedRank <= limit)
    advice.push({ kind: 'leave-order', value: fusedRank })
  if (index <= MAX_PASSAGES) advice.push({ kind: 'limit', value: index })
  if (rerank.by === 'none' && index <= MAX_ORDERED) advice.push({ kind: 'reorder', value: roundUp(index, 5) })
  return advice.length === 0 ? [{ kind: 'wordings', value: null }] : advice
}

const roundUp = (value: number, step: number) => Math.ceil(value / step) * step
