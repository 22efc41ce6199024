import type { Usage, UsagePart } from '@/lib/contracts/usage'
import { daysOf } from './usage-range'

export type PlotMetric = 'cost' | 'tokens' | 'calls'
export type PlotStack = 'app' | 'model'

export interface PlotColumn {
  day: string
  total: number
  /** Values in the order of the parts. */
  values: number[]
}

export interface Plot {
  /** Ids of the parts, the largest first and the rest last. */
  parts: string[]
  totals: number[]
  columns: PlotColumn[]
  /** The largest column, at least 1. */
  most: number
}

export const REST = 'rest'

/** One column per day of the range, including days without usage. */
export function plotColumns(usage: Pick<Usage, 'from' | 'to' | 'daily'>, stack: PlotStack, metric: PlotMetric): Plot {
  const found = usage.daily[stack]
  const totals = new Map<string, number>()
  for (const part of found) totals.set(part.id, (totals.get(part.id) ?? 0) + metricOf(part, metric))
  const parts = [...totals.keys()].sort((a, b) => rank(a) - rank(b) || (totals.get(b) ?? 0) - (totals.get(a) ?? 0))
  const byDay = Map.groupBy(found, ({ day }) => day)
  const columns = daysOf(usage).map((day) => {
    const dayRows = byDay.get(day) ?? []
    const values = parts.map((id) =>
      dayRows.reduce((sum, item) => (item.id === id ? sum + metricOf(item, metric) : sum), 0),
    )
    return { day, values, total: values.reduce((sum, value) => sum + value, 0) }
  })
  return {
    parts,
    columns,
    totals: parts.map((id) => totals.get(id) ?? 0),
    most: Math.max(1, ...columns.map(({ total }) => total)),
  }
}

const rank = (id: string) => (id === REST ? 1 : 0)

function metricOf(part: UsagePart, metric: PlotMetric): number {
  return metric === 'cost' ? part.costMicros : part[metric]
}
