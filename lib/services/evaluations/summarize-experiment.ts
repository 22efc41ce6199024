import type { ComparisonView, MetricView, VariantSummary } from '@/lib/contracts/experiments'
import type { ScorerSettings } from '@/lib/contracts/scorers'
import { bootstrapTInterval } from '@/lib/core/statistics/bootstrap-t-interval'
import { clusteredMean } from '@/lib/core/statistics/clustered-mean'
import { holmAdjusted } from '@/lib/core/statistics/holm-adjusted'
import type { Interval } from '@/lib/core/statistics/interval'
import { momentsOf } from '@/lib/core/statistics/moments'
import { comparePairs, type Pair } from '@/lib/core/statistics/paired-comparison'
import { wilsonInterval } from '@/lib/core/statistics/wilson-interval'
import { abstentionOf } from './abstention-of'
import { passMark } from './pass-mark'
import { reliabilityOf } from './reliability-of'
import { type ScoredAnswer, scoreValue } from './scored-answer'

export interface SummaryOptions {
  scorers: readonly ScorerSettings[]
  variants: number
  margin: number
}

/** A difference of time or cost below this share of the baseline is negligible. */
const RELATIVE_MARGIN = 0.05
const BINS = 10

/** Means with intervals for each variant, and comparisons with the first. */
export function summarizeExperiment(
  answers: readonly ScoredAnswer[],
  { scorers, variants, margin }: SummaryOptions,
): VariantSummary[] {
  const byVariant = Array.from({ length: variants }, (_, variant) => {
    const own = answers.filter((answer) => answer.variant === variant)
    return [...Map.groupBy(own, ({ exampleId }) => exampleId).entries()]
  })
  const sources = sourcesOf(scorers, answers)
  const tables = byVariant.map((examples) => sources.map((source) => tabulate(examples, source)))
  return byVariant.map((examples, variant) => {
    const own = tables[variant] ?? []
    const compared = variant === 0 ? [] : compareAll(sources, tables[0] ?? [], own, margin)
    return {
      metrics: own.map((table, index) => metricOf(sources[index], table)),
      comparisons: compared,
      outcomes: outcomesOf(examples, scorers[0]?.id ?? ''),
      unsteady: scorers[0] ? examples.filter(([, trials]) => isUnsteady(trials, scorers[0])).length : 0,
      reliability: reliabilityOf(examples, scorers[0]),
      abstention: abstentionOf(examples, scorers),
      distribution: distributionOf(own[0]),
    }
  })
}

type Examples = [exampleId: string, trials: ScoredAnswer[]][]

interface Source {
  id: string
  /** The value of an answer, or null if it has none. */
  read(answer: ScoredAnswer): number | null
  isScore: boolean
}

function sourcesOf(scorers: readonly ScorerSettings[], answers: readonly ScoredAnswer[]): Source[] {
  const hasCost = answers.some(({ costMicros }) => (costMicros ?? 0) > 0)
  const cost: Source = { id: 'cost-micros', read: ({ costMicros }) => costMicros, isScore: false }
  return [
    ...scorers.map(({ id }) => ({ id, read: (answer: ScoredAnswer) => scoreValue(answer, id), isScore: true })),
    { id: 'latency-ms', read: ({ latencyMs, isFailed }) => (isFailed ? null : latencyMs), isScore: false },
    ...(hasCost ? [cost] : []),
  ]
}

export function isUnsteady(
  trials: readonly Pick<ScoredAnswer, 'scores'>[],
  primary: ScorerSettings | undefined,
): boolean {
  if (!primary) return false
  const passes = trials.flatMap((trial) => {
    const value = scoreValue(trial, primary.id)
    return value === null ? [] : [value >= passMark(primary)]
  })
  return new Set(passes).size > 1
}

interface Table {
  /** Mean over repeats, by example. */
  values: Map<string, number>
  clusters: Map<string, string>
  examples: number
  noVerdict: number
  skipped: number
}

function tabulate(examples: Examples, { id, read }: Source): Table {
  const table: Table = { values: new Map(), clusters: new Map(), examples: examples.length, noVerdict: 0, skipped: 0 }
  for (const [exampleId, trials] of examples) {
    const values = trials.flatMap((trial) => read(trial) ?? [])
    const cluster = trials[0]?.cluster ?? null
    if (cluster !== null) table.clusters.set(exampleId, cluster)
    if (values.length > 0) table.values.set(exampleId, momentsOf(values).mean)
    else if (trials.some(({ scores }) => scores.get(id)?.outcome === 'no-verdict')) table.noVerdict += 1
    else if (trials.some(({ scores }) => scores.get(id)?.outcome === 'skipped')) table.skipped += 1
  }
  return table
}

function metricOf(source: Source | undefined, table: Table): MetricView {
  const values = [...table.values.values()]
  const { noVerdict, skipped, examples } = table
  const mean = values.length === 0 ? null : momentsOf(values).mean
  const interval = withinRange(intervalOf(table, values), source)
  const id = source?.id ?? ''
  return { id, mean, interval, count: values.length, of: examples, noVerdict, skipped }
}

/** Scores are between 0 and 1, times and costs positive; intervals of few values can exceed that. */
function withinRange(interval: Interval | null, source: Source | undefined): Interval | null {
  if (!interval) return null
  const highest = source?.isScore ? 1 : Number.POSITIVE_INFINITY
  return { low: Math.max(0, interval.low), high: Math.min(highest, interval.high) }
}

function intervalOf({ values: byExample, clusters }: Table, values: readonly number[]): Interval | null {
  const groups = [...byExample.keys()].map((id) => clusters.get(id) ?? id)
  if (new Set(groups).size < groups.length) {
    const clustered = clusteredMean(values, groups)
    if (clustered) return clustered.interval
  }
  const isBinary = values.every((value) => value === 0 || value === 1)
  return isBinary
    ? wilsonInterval(values.filter((value) => value === 1).length, values.length)
    : bootstrapTInterval(values)
}

function compareAll(sources: readonly Source[], base: readonly Table[], own: readonly Table[], margin: number) {
  const compared = sources.flatMap((source, index): ComparisonView[] => {
    const [first, second] = [base[index], own[index]]
    const found = first && second ? compareTables(source, first, second, margin) : null
    return found ? [found] : []
  })
  const [primary, ...others] = compared
  const adjusted = holmAdjusted(others.map(({ p }) => p))
  return [
    ...(primary ? [primary] : []),
    ...others.map((comparison, index) => withAdjusted(comparison, adjusted[index] ?? comparison.p)),
  ]
}

function compareTables({ id, isScore }: Source, base: Table, own: Table, margin: number): ComparisonView | null {
  const pairs: Pair[] = []
  for (const [exampleId, second] of own.values) {
    const first = base.values.get(exampleId)
    if (first !== undefined) pairs.push({ first, second, group: own.clusters.get(exampleId) })
  }
  const negligible = isScore ? margin : RELATIVE_MARGIN * momentsOf(pairs.map(({ first }) => first)).mean
  const found = comparePairs(pairs, negligible)
  if (!found) return null
  // Less time and less cost are better.
  const flipped = { better: 'worse', worse: 'better', equivalent: 'equivalent', inconclusive: 'inconclusive' } as const
  return { ...found, id, adjustedP: found.p, verdict: isScore ? found.verdict : flipped[found.verdict] }
}

function withAdjusted(comparison: ComparisonView, adjustedP: number): ComparisonView {
  const isClaim = comparison.verdict === 'better' || comparison.verdict === 'worse'
  return { ...comparison, adjustedP, ...(isClaim && adjustedP >= 0.05 ? { verdict: 'inconclusive' as const } : {}) }
}

function outcomesOf(examples: Examples, primary: string): VariantSummary['outcomes'] {
  const outcomes = { scored: 0, appFailed: 0, noVerdict: 0, skipped: 0 }
  for (const [, trials] of examples)
    for (const { scores } of trials) {
      const outcome = scores.get(primary)?.outcome
      if (outcome === 'scored') outcomes.scored += 1
      if (outcome === 'app-failed') outcomes.appFailed += 1
      if (outcome === 'no-verdict') outcomes.noVerdict += 1
      if (outcome === 'skipped') outcomes.skipped += 1
    }
  return outcomes
}

function distributionOf(table: Table | undefined): number[] {
  const bins = new Array<number>(BINS).fill(0)
  for (const value of table?.values.values() ?? []) {
    const bin = Math.min(BINS - 1, Math.max(0, Math.floor(value * BINS)))
    bins[bin] = (bins[bin] ?? 0) + 1
  }
  return bins
}
