import { t } from '../messages/t'
import { formatCost } from './format'

export interface RunCost {
  /** Millionths of a US dollar, as far as prices are known; null: nothing has ended yet. */
  costMicros: number | null
  hasUnknownCost: boolean
}

/** What a run cost, in words where a price is missing: never $0 for what nobody knows. */
export function runCostText({ costMicros, hasUnknownCost }: RunCost): string {
  if (!hasUnknownCost) return costMicros === null ? '–' : formatCost(costMicros)
  return costMicros ? t('runs.costAtLeast', { cost: formatCost(costMicros) }) : t('runs.costUnknown')
}
