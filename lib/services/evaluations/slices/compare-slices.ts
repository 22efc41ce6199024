import type { SliceView } from '@/lib/contracts/experiments'
import { bootstrapTInterval } from '@/lib/core/statistics/bootstrap-t-interval'
import { holmAdjusted } from '@/lib/core/statistics/holm-adjusted'
import { momentsOf } from '@/lib/core/statistics/moments'
import { welchP } from '@/lib/core/statistics/welch-p'
import { wilsonInterval } from '@/lib/core/statistics/wilson-interval'

export interface SlicedExample {
  value: number
  slices: readonly Pick<SliceView, 'by' | 'name'>[]
}

/** A slice with fewer examples is not significant. */
const MIN_EXAMPLES = 10

/** Slices with enough examples, the lowest mean first. */
export function compareSlices(examples: readonly SlicedExample[]): SliceView[] {
  const groups = new Map<string, { slice: Pick<SliceView, 'by' | 'name'>; own: Set<SlicedExample> }>()
  for (const example of examples)
    for (const slice of example.slices) {
      const key = JSON.stringify([slice.by, slice.name])
      const group = groups.get(key) ?? { slice, own: new Set() }
      groups.set(key, group)
      group.own.add(example)
    }
  const large = [...groups.values()].filter(({ own }) => own.size >= MIN_EXAMPLES && own.size < examples.length)
  const measured = large.map(({ slice, own }) => {
    const values = [...own].map(({ value }) => value)
    const others = examples.filter((example) => !own.has(example)).map(({ value }) => value)
    const hasOthers = others.length >= MIN_EXAMPLES
    const { mean } = momentsOf(values)
    return {
      by: slice.by,
      name: slice.name,
      count: values.length,
      mean,
      interval: intervalOf(values),
      difference: hasOthers ? mean - momentsOf(others).mean : null,
      p: hasOthers ? welchP(values, others) : null,
    }
  })
  const adjusted = holmAdjusted(measured.flatMap(({ p }) => p ?? []))
  let next = 0
  return measured
    .map(({ p, ...slice }) => ({ ...slice, adjustedP: p === null ? null : (adjusted[next++] ?? 1) }))
    .sort((a, b) => a.mean - b.mean)
}

function intervalOf(values: readonly number[]) {
  const isBinary = values.every((value) => value === 0 || value === 1)
  const passed = values.filter((value) => value === 1).length
  const found = isBinary ? wilsonInterval(passed, values.length) : bootstrapTInterval(values)
  const { low, high } = found ?? { low: 0, high: 1 }
  return { low: Math.max(0, low), high: Math.min(1, high) }
}
