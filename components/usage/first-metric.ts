import type { UsageSums } from '@/lib/contracts/usage'
import type { PlotMetric } from './plot-columns'

/** The first metric with data: a workspace with free models has tokens and no cost. */
export function firstMetric({ costMicros, inputTokens, outputTokens }: UsageSums): PlotMetric {
  if (costMicros > 0) return 'cost'
  return inputTokens + outputTokens > 0 ? 'tokens' : 'calls'
}
