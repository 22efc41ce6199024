import { scorerName } from '@/components/gates/scorer-name'
import { formatCost, formatDuration } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { ExperimentView, VariantView } from '@/lib/contracts/experiments'
import type { ScorerSettings } from '@/lib/contracts/scorers'

/** The name of a metric: of its scorer, or of a measurement of the run. */
export function metricName(scorers: readonly ScorerSettings[], id: string): string {
  if (id === 'latency-ms') return t('evaluations.latency')
  if (id === 'cost-micros') return t('evaluations.costPerAnswer')
  const scorer = scorers.find((candidate) => candidate.id === id)
  return scorer ? scorerName(scorer) : id
}

export const isShare = (id: string): boolean => id !== 'latency-ms' && id !== 'cost-micros'

/** The value of a metric in its unit. */
export function metricText(id: string, value: number | null): string {
  if (value === null) return '–'
  if (id === 'latency-ms') return formatDuration(Math.max(0, value))
  if (id === 'cost-micros') return formatCost(value)
  return `${(100 * value).toFixed(1)} %`
}

/** A share in percentage points, such as 4.1, optionally with a plus sign. */
export function points(value: number, isSigned = false): string {
  const text = Math.abs(100 * value).toFixed(1)
  if (Number(text) === 0) return text
  return value < 0 ? `−${text}` : isSigned ? `+${text}` : text
}

export const pText = (p: number): string => (p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`)

export function variantName(variant: VariantView, isLast: boolean): string {
  if (variant.label === 'draft') return isLast ? t('evaluations.draft') : t('evaluations.previousDraft')
  const number = variant.versionNumber ?? 0
  return variant.label === 'version' || variant.environment === null
    ? t('evaluations.version', { number })
    : t('evaluations.environmentVersion', { environment: variant.environment, number })
}

export const variantNames = ({ variants }: Pick<ExperimentView, 'variants'>): string[] =>
  variants.map((variant, index) => variantName(variant, index === variants.length - 1))

export const isActive = ({ status }: Pick<ExperimentView, 'status'>): boolean =>
  status === 'queued' || status === 'running'
