import { t } from '../messages/t'
import { formatCost } from './format'

export interface RunCost {
  /** Micro-dollars, as far as prices are known; null if nothing has completed yet. */
  costMicros: number | null
  hasUnknownCost: boolean
}

/** Cost of a run. A missing price is shown as text, never as $0. */
export function runCostText({ costMicros, hasUnknownCost }: RunCost): string {
  if (!hasUnknownCost) return costMicros === null ? '–' : formatCost(costMicros)
  return costMicros ? t('runs.costAtLeast', { cost: formatCost(costMicros) }) : t('runs.costUnknown')
}
