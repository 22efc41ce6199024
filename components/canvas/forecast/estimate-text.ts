import { formatCost, formatCount, formatDuration } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { ForecastSource, ForecastValue } from '@/lib/contracts/forecast'

export const FORMATS = { tokens: formatCount, cost: formatCost, duration: formatDuration } as const
export type EstimateKind = keyof typeof FORMATS

/** Unknown, or known only to be at least zero. */
export function isUnknown({ range, source }: ForecastValue): boolean {
  const isOpen = range === null || range.high === null || (source.kind === 'nodes' && source.isPartial)
  return isOpen && !range?.high && !range?.low
}

/** “1.2k–1.8k”, “at least $0.002”, “$0”; “no data” if unknown. */
export function estimateText(estimate: ForecastValue, kind: EstimateKind): string {
  const { range, source } = estimate
  if (!range || isUnknown(estimate)) return t('forecast.noData')
  const format = FORMATS[kind]
  const low = format(range.low)
  const isOpen = range.high === null || (source.kind === 'nodes' && source.isPartial)
  if (range.high === null || isOpen) return t('forecast.atLeast', { figure: low })
  const high = format(range.high)
  return low === high ? low : `${low}–${high}`
}

/** The source of an estimate. */
export function sourceText(source: ForecastSource): string {
  switch (source.kind) {
    case 'runs':
      return t('forecast.fromRuns', { count: source.runs })
    case 'price':
      return t('forecast.fromPrice')
    case 'free':
      return t('forecast.free')
    case 'nodes':
      return t(source.isPartial ? 'forecast.fromSomeNodes' : 'forecast.fromNodes')
    case 'none':
      return t('forecast.noData')
    default: {
      const unhandled: never = source
      return unhandled
    }
  }
}
