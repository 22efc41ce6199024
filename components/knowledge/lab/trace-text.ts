import { manifestTexts } from '@/lib/client/messages/localize-manifest'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { type MessageKey, t } from '@/lib/client/messages/t'
import type { LabTrace, TraceAdvice } from '@/lib/contracts/retrieval-lab-explain'
import { FilterCondition } from '@/lib/core/knowledge/filter-condition'
import type { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { fieldLayout } from '@/lib/graph/schema/field-layout'

const NO_CANDIDATE = {
  hybrid: 'lab.verdictNoCandidate',
  dense: 'lab.verdictNotSemantic',
  lexical: 'lab.verdictNotKeyword',
} as const satisfies Record<RetrievalOptions['search']['mode'], MessageKey>

/** Describes in one or two sentences what happened to an expected passage. */
export function verdictText(trace: LabTrace, options: RetrievalOptions): string {
  const { limit, rerank, search, result } = options
  switch (trace.verdict) {
    case 'found':
      return t('lab.verdictFound', { place: trace.place ?? 0 })
    case 'document-gone':
      return t('lab.verdictDocumentGone', { name: trace.expected.documentName })
    case 'document-deleted':
      return t('lab.verdictDocumentDeleted')
    case 'document-failed':
      return t('lab.verdictDocumentFailed', {
        reason: trace.failure ? localizeStored(trace.failure, trace.failureRef) : t('common.errorUnknown'),
      })
    case 'document-not-ready':
      return t('lab.verdictDocumentNotReady')
    case 'text-gone':
      return t('lab.verdictTextGone')
    case 'not-seen':
      return trace.access?.length ? t('lab.verdictNoAccess', { who: trace.access.join(', ') }) : t('lab.verdictHidden')
    case 'filtered':
      return t('lab.verdictFiltered', { conditions: conditionsText(trace) })
    case 'no-candidate':
      return t(NO_CANDIDATE[search.mode], { count: search.candidates })
    case 'cut-off':
      return t('lab.verdictCutOff', { place: trace.fusedRank ?? 0, count: Math.max(limit, rerank.candidates) })
    case 'too-unsure':
      return t('lab.verdictTooUnsure', { share: Math.round(result.threshold * 100) })
    case 'copy':
      return t('lab.verdictCopy', { name: trace.copyOf ?? '' })
    case 'per-document':
      return t('lab.verdictPerDocument', { place: trace.orderRank ?? 0, count: result.perDocument })
    case 'variety':
      return t('lab.verdictSimilar', { place: trace.orderRank ?? 0 })
    case 'beyond-limit':
      return rerank.by === 'none' || trace.orderRank === trace.fusedRank
        ? t('lab.verdictBeyond', { place: trace.orderRank ?? trace.fusedRank ?? 0, count: limit })
        : t('lab.verdictReranked', { fused: trace.fusedRank ?? 0, place: trace.orderRank ?? 0, count: limit })
    default: {
      const unhandled: never = trace.verdict
      return unhandled
    }
  }
}

/** Describes the rank of an expected passage in both channels. */
export function channelsText({ vectorRank, keywordRank, wordScore }: LabTrace): string {
  const isBelowCandidates = wordScore > 0
  if (vectorRank === null) {
    if (keywordRank !== null) return t('lab.ranksKeyword', { words: keywordRank })
    return isBelowCandidates ? t('lab.ranksLow') : t('lab.ranksNone')
  }
  if (keywordRank !== null) return t('lab.ranksBoth', { words: keywordRank, meaning: vectorRank })
  return isBelowCandidates
    ? t('lab.ranksLowSemantic', { meaning: vectorRank })
    : t('lab.ranksSemantic', { meaning: vectorRank })
}

function conditionsText({ failing }: LabTrace): string {
  const words = fieldLayout(FilterCondition.shape.operator).options ?? {}
  const texts = manifestTexts('nodes', 'retriever')
  const operatorText = (operator: string) =>
    texts[`fields.filters.conditions.item.operator.options.${operator}`] ?? words[operator] ?? operator
  return failing
    .map(({ field, operator, value }) =>
      [field, operatorText(operator), ...(value === '' ? [] : [`“${value}”`])].join(' '),
    )
    .join('; ')
}

export function adviceText({ kind, value }: TraceAdvice): string {
  const count = value ?? 0
  switch (kind) {
    case 'limit':
      return t('lab.adviceLimit', { count })
    case 'reorder':
      return t('lab.adviceRerank', { count })
    case 'leave-order':
      return t('lab.adviceSkipRerank', { place: count })
    case 'order-more':
      return t('lab.adviceRerankMore', { count })
    case 'candidates':
      return t('lab.adviceCandidates', { count })
    case 'add-words':
      return t('lab.adviceAddKeyword')
    case 'add-meaning':
      return t('lab.adviceAddSemantic')
    case 'wordings':
      return t('lab.adviceWordings')
    case 'per-document':
      return t('lab.advicePerDocument', { count })
    case 'variety':
      return t('lab.adviceVariety')
    case 'threshold':
      return t('lab.adviceThreshold')
    case 'filters':
      return t('lab.adviceFilters')
    case 'access':
      return t('lab.adviceAccess')
    case 'document':
      return t('lab.adviceDocument')
    case 'passage':
      return t('lab.advicePassage')
    case 'indexing':
      return t('lab.adviceIndexing')
    case 'read-again':
      return t('lab.adviceReadAgain')
    case 'copy':
      return t('lab.adviceCopy')
    default: {
      const unhandled: never = kind
      return unhandled
    }
  }
}
