import type { ForecastRange } from '@/lib/contracts/forecast'

/** 10th, 50th and 90th percentile by nearest rank; null without values. */
export function rangeOf(values: readonly number[]): ForecastRange | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a - b)
  const quantile = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
  return { low: quantile(0.1), mid: quantile(0.5), high: quantile(0.9) }
}

/** The sum of ranges, for sequential or added work. A missing bound makes the bound of the sum unknown. */
export function sumOf(ranges: readonly ForecastRange[]): ForecastRange {
  const add = (pick: (range: ForecastRange) => number | null): number | null =>
    ranges.reduce<number | null>((sum, range) => {
      const value = pick(range)
      return sum === null || value === null ? null : sum + value
    }, 0)
  return {
    low: ranges.reduce((sum, { low }) => sum + low, 0),
    mid: add(({ mid }) => mid),
    high: add(({ high }) => high),
  }
}

/** A range multiplied by a count. */
export function timesOf(range: ForecastRange, count: ForecastRange): ForecastRange {
  const multiply = (a: number | null, b: number | null) => (a === null || b === null ? null : a * b)
  return {
    low: range.low * count.low,
    mid: multiply(range.mid, count.mid),
    high: multiply(range.high, count.high),
  }
}
