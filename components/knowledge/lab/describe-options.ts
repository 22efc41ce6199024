import { t } from '@/lib/client/messages/t'
import type { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'

/** Short description of search settings: the search mode, then non-default options. */
export function describeOptions({ limit, search, filters, question, rerank, result }: RetrievalOptions): string[] {
  const labels: (string | false)[] = [
    channelsOf(search),
    t('lab.passages', { count: limit }),
    rerankingOf(rerank),
    question.rewrite === 'history' && t('lab.standAlone'),
    question.wordings > 0 && t('lab.variants', { count: question.wordings }),
    question.hypothetical && t('lab.imagined'),
    question.decompose && t('lab.inParts'),
    (filters.conditions.length > 0 || filters.fromQuestion) && t('lab.filtered'),
    result.threshold > 0 && t('lab.threshold', { share: percent(result.threshold) }),
    result.perDocument > 0 && t('lab.perDocument', { count: result.perDocument }),
    result.diversity > 0 && t('lab.diversity', { share: percent(result.diversity) }),
    result.neighbours > 0 && t('lab.neighbours', { count: result.neighbours }),
    result.parents !== 'none' && (result.parents === 'section' ? t('lab.sections') : t('lab.documents')),
  ]
  return labels.filter((text) => text !== false)
}

function channelsOf({ mode, fusion, meaningShare }: RetrievalOptions['search']): string {
  if (mode === 'dense') return t('lab.semantic')
  if (mode === 'lexical') return t('lab.keyword')
  if (fusion === 'rrf') return t('lab.byRankFusion')
  return t('lab.byShares', { meaning: percent(meaningShare), words: percent(1 - meaningShare) })
}

function rerankingOf({ by, candidates: count, model }: RetrievalOptions['rerank']): string {
  switch (by) {
    case 'none':
      return t('lab.rerankNone')
    case 'features':
      return t('lab.rerankFeatures', { count })
    case 'model':
      return t('lab.rerankModel', { model: model.model, count })
    case 'chat':
      return t('lab.rerankChat', { count })
    default: {
      const unhandled: never = by
      return unhandled
    }
  }
}

const percent = (share: number) => Math.round(share * 100)
