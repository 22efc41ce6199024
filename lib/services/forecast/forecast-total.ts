import type { Forecast, ForecastRange, ForecastValue, ForecastValues } from '@/lib/contracts/forecast'
import type { Plan } from '@/lib/graph/plan'
import type { PastRun } from './past-runs'
import { rangeOf, sumOf } from './range-of'

/** With fewer runs of the identical graph, the sum of its nodes' own histories is more reliable. */
const MIN_RUNS = 3

interface Total {
  plan: Plan
  /** Steps that are executed; others reuse results. */
  runs: ReadonlySet<string>
  isWhole: boolean
  nodes: Forecast['nodes']
  past: readonly PastRun[]
}

/** The total: from past runs of the same graph if any, otherwise from its nodes. */
export function forecastTotal({ plan, runs, isWhole, nodes, past }: Total): ForecastValues {
  const identical = isWhole ? past.filter((run) => run.isWhole && run.planHash === plan.hash) : []
  if (identical.length >= MIN_RUNS) return fromRuns(identical)
  const steps = nodes.filter(({ nodeId }) => runs.has(nodeId))
  const shares = sharesOf(
    steps.map(({ nodeId }) => nodeId),
    past,
  )
  return {
    tokens: combined(steps.map(({ nodeId, tokens }) => ({ value: tokens, share: shares.get(nodeId) ?? 1 }))),
    cost: combined(steps.map(({ nodeId, cost }) => ({ value: cost, share: shares.get(nodeId) ?? 1 }))),
    duration: criticalPath(plan, new Map(steps.map((step) => [step.nodeId, step.duration]))),
  }
}

function fromRuns(identical: readonly PastRun[]): ForecastValues {
  const source = { kind: 'runs' as const, runs: identical.length }
  const costs = identical.flatMap(({ costMicros }) => costMicros ?? [])
  return {
    tokens: { range: rangeOf(identical.map(({ tokens }) => tokens)), source },
    cost:
      costs.length === identical.length ? { range: rangeOf(costs), source } : { range: null, source: { kind: 'none' } },
    duration: { range: rangeOf(identical.flatMap(({ durationMs }) => durationMs ?? [])), source },
  }
}

/** The share of past runs with the step that executed it: a rarely taken branch may cost nothing. */
function sharesOf(nodeIds: readonly string[], past: readonly PastRun[]): Map<string, number> {
  return new Map(
    nodeIds.map((id) => {
      const having = past.filter(({ isWhole, signatures }) => isWhole && signatures.has(id))
      const executed = having.filter(({ nodes }) => (nodes.get(id)?.durations.length ?? 0) > 0)
      return [id, having.length === 0 ? 1 : executed.length / having.length]
    }),
  )
}

function combined(parts: readonly { value: ForecastValue; share: number }[]): ForecastValue {
  const ranges = parts.flatMap(({ value: { range }, share }) => (range ? [weigh(range, share)] : []))
  if (ranges.length === 0) return { range: null, source: { kind: 'none' } }
  return { range: sumOf(ranges), source: { kind: 'nodes', isPartial: ranges.length < parts.length } }
}

/** Widens the range of a step that is sometimes skipped: it may take nothing. */
function weigh(range: ForecastRange, share: number): ForecastRange {
  if (share >= 0.9) return range
  return { low: 0, mid: share < 0.5 ? 0 : range.mid, high: share <= 0.1 ? 0 : range.high }
}

/** Steps run as soon as their inputs are available: the duration of a run is that of its critical path. */
function criticalPath(plan: Plan, durations: ReadonlyMap<string, ForecastValue>): ForecastValue {
  const ends = new Map<number, ForecastRange>()
  const endOf = (step: number): ForecastRange => {
    const existing = ends.get(step)
    if (existing) return existing
    const node = plan.nodes[step]
    const startRange = (node?.dependencies ?? []).map(endOf).reduce(laterOf, ZERO)
    const nodeRange = durations.get(node?.id ?? '')?.range
    const end = nodeRange ? sumOf([startRange, nodeRange]) : startRange
    ends.set(step, end)
    return end
  }
  const measured = [...durations.values()].filter(({ range }) => range !== null)
  if (measured.length === 0) return { range: null, source: { kind: 'none' } }
  const steps = plan.nodes.filter(({ isStep }) => isStep)
  const range = steps.map(({ index }) => endOf(index)).reduce(laterOf, ZERO)
  return { range, source: { kind: 'nodes', isPartial: measured.length < durations.size } }
}

const ZERO: ForecastRange = { low: 0, mid: 0, high: 0 }

function laterOf(a: ForecastRange, b: ForecastRange): ForecastRange {
  const max = (x: number | null, y: number | null) => (x === null || y === null ? null : Math.max(x, y))
  return { low: Math.max(a.low, b.low), mid: max(a.mid, b.mid), high: max(a.high, b.high) }
}
