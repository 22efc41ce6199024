import type { Usage } from '../events'
import type { RunLayer } from './run-layer'

export interface UsageTotal {
  inputTokens: number
  outputTokens: number
  /** Sum of the known prices. */
  costMicros: number
  /** True if a call had no known price, so that the sum is a lower bound. */
  hasUnknownCost: boolean
  calls: number
}

export interface UsageTotalLayer extends RunLayer {
  total(): UsageTotal
}

export function emptyUsageTotal(): UsageTotal {
  return { inputTokens: 0, outputTokens: 0, costMicros: 0, hasUnknownCost: false, calls: 0 }
}

export function addUsage(total: UsageTotal, usage: Usage): UsageTotal {
  return {
    inputTokens: total.inputTokens + usage.inputTokens,
    outputTokens: total.outputTokens + usage.outputTokens,
    costMicros: total.costMicros + (usage.costMicros ?? 0),
    hasUnknownCost: total.hasUnknownCost || usage.costMicros === null,
    calls: total.calls + 1,
  }
}

/** Sums up tokens and cost during the run. */
export function usageTotal(): UsageTotalLayer {
  let total = emptyUsageTotal()
  return {
    onEvent(event) {
      if (event.type === 'node-usage') total = addUsage(total, event.usage)
      return event
    },
    total: () => total,
  }
}
