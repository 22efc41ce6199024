import type { CandidateView, OptimizationView } from '@/lib/contracts/optimizations'

export interface FrontPoint {
  index: number
  quality: number
  low: number
  high: number
  expense: number
  latencyMs: number | null
  isOnFront: boolean
}

/** Candidates with a known quality and expense. */
export function pointsOf(candidates: readonly CandidateView[], axis: OptimizationView['axis']): FrontPoint[] {
  return candidates.flatMap(({ index, quality: { mean, interval }, costMicros, latencyMs, isOnFront }) => {
    const expense = axis === 'cost' ? costMicros : latencyMs
    if (mean === null || expense === null) return []
    return [
      { index, quality: mean, low: interval?.low ?? mean, high: interval?.high ?? mean, expense, latencyMs, isOnFront },
    ]
  })
}

/** A linear scale with some space around the values and about five round ticks. */
export function scaleOf(values: readonly number[], max = Number.POSITIVE_INFINITY) {
  const [first, last] = [Math.min(...values), Math.max(...values)]
  const space = first === last ? Math.max(Math.abs(last) * 0.1, 0.05) : (last - first) * 0.06
  const low = Math.max(0, first - space)
  const high = Math.min(Math.max(max, last), last + space)
  const step = roundStep((high - low) / 4)
  const start = Math.ceil(low / step)
  const ticks = Array.from(
    { length: Math.max(0, Math.floor(high / step) - start + 1) },
    (_, index) => (start + index) * step,
  )
  return { ticks, share: (value: number) => (high === low ? 0.5 : (value - low) / (high - low)) }
}

/** 1, 2 or 5 times a power of ten. */
function roundStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw))
  return ([1, 2, 5].find((factor) => factor * power >= raw) ?? 10) * power
}
