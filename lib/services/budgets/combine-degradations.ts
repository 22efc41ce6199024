import 'server-only'
import type { Degradation } from '@/lib/contracts/budgets'

export interface Used {
  degradation: Degradation | null
  limitMicros: number
  spentMicros: number
}

/**
 * Combines the strictest settings of all budgets past their threshold: the fewest passages, the shortest answer, and
 * the model of the most used budget. @returns null if none applies
 */
export function combineDegradations(budgets: readonly Used[]): Degradation | null {
  const active = budgets
    .map((budget) => ({ degradation: budget.degradation, percent: usedPercent(budget) }))
    .filter(({ degradation, percent }) => degradation !== null && percent >= degradation.atPercent)
    .sort((a, b) => b.percent - a.percent)
    .flatMap(({ degradation }) => degradation ?? [])
  if (active.length === 0) return null
  const model = active.find((item) => item.model)?.model
  const maxPassages = minimumOf(active.map((item) => item.maxPassages))
  const maxOutputTokens = minimumOf(active.map((item) => item.maxOutputTokens))
  return {
    atPercent: Math.min(...active.map((item) => item.atPercent)),
    ...(model ? { model } : {}),
    ...(maxPassages === undefined ? {} : { maxPassages }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
  }
}

/** A budget of 0 is used up from the start. */
export function usedPercent({ limitMicros, spentMicros }: Pick<Used, 'limitMicros' | 'spentMicros'>): number {
  return limitMicros <= 0 ? 100 : (spentMicros / limitMicros) * 100
}

function minimumOf(values: readonly (number | undefined)[]): number | undefined {
  const present = values.filter((value) => value !== undefined)
  return present.length === 0 ? undefined : Math.min(...present)
}
