import { t } from '@/lib/client/messages/t'
import type { ComparisonView, ExperimentView, VariantSummary } from '@/lib/contracts/experiments'
import { MIN_PAIRS } from '@/lib/core/statistics/sample-size'
import { isShare, metricName, metricText, points, variantNames } from './labels'

/** The result in one sentence: of the comparison with the baseline, or of the only variant. */
export function verdictText(experiment: ExperimentView, summaries: readonly VariantSummary[], variant: number): string {
  const comparison = summaries[variant]?.comparisons[0]
  if (comparison) return comparisonText(comparison, variantNames(experiment)[variant] ?? '', experiment.margin)
  const metric = summaries[variant]?.metrics[0]
  if (!metric?.interval) return t('evaluations.verdictNone')
  const { low, high } = metric.interval
  const claim = {
    scorer: metricName(experiment.scorers, metric.id),
    mean: metricText(metric.id, metric.mean),
    low: metricText(metric.id, low),
    high: metricText(metric.id, high),
    count: metric.count,
  }
  const passed = passedOf(metric.id, metric)
  return passed === null ? t('evaluations.verdictSingle', claim) : t('evaluations.verdictPassed', { ...claim, passed })
}

/** The number of answers that pass, if every answer either passes or fails. */
function passedOf(id: string, { mean, count }: { mean: number | null; count: number }): number | null {
  if (mean === null || !isShare(id)) return null
  const passed = Math.round(mean * count)
  return Math.abs(mean * count - passed) < 1e-6 ? passed : null
}

/** A comparison with the baseline in one sentence. */
export function comparisonText(comparison: ComparisonView, name: string, margin: number): string {
  const { verdict, difference, interval, count, gained, lost, more, hasTooFewPairs } = comparison
  const sign = verdict === 'worse' ? -1 : 1
  const bounds = [points(sign * interval.low), points(sign * interval.high)]
  const [low = '', high = ''] = sign < 0 ? bounds.reverse() : bounds
  const claim = { name, points: points(Math.abs(difference)), low, high, count, gained, lost }
  switch (verdict) {
    case 'better':
      return t('evaluations.verdictBetter', claim)
    case 'worse':
      return t('evaluations.verdictWorse', claim)
    case 'equivalent':
      return t('evaluations.verdictEquivalent', { margin: points(margin) })
    case 'inconclusive': {
      const range = { low: points(interval.low, true), high: points(interval.high, true) }
      if (count < MIN_PAIRS)
        return t('evaluations.verdictTooFew', {
          ...range,
          points: points(difference, true),
          count,
          needed: MIN_PAIRS,
        })
      const key = hasTooFewPairs ? 'evaluations.verdictDisagrees' : 'evaluations.verdictInconclusive'
      return t(key, { ...range, more: more ?? 0 })
    }
    default: {
      const unhandled: never = verdict
      return unhandled
    }
  }
}
