import { LAB_MEASURES, type LabMeasure, type LabMetric, type LabMetrics } from '@/lib/contracts/retrieval-lab-runs'
import { meanOf, QuestionDraws } from './bootstrap'
import { ndcgAt, type Places, recallAt, reciprocalRank } from './ranking-metrics'

/** Result of one configuration for one question. */
export interface MeasuredAnswer {
  places: Places
  answerFound: boolean | null
  durationMs: number
  costMicros: number | null
  error: string | null
}

const DEPTH = 10

/** @param answers one list per configuration, with the same questions in the same order; the first is the baseline */
export function summarizeRun(
  answers: readonly (readonly MeasuredAnswer[])[],
): Omit<LabMetrics, 'threshold' | 'noThreshold'>[] {
  const draws = new QuestionDraws(answers[0]?.length ?? 0)
  return answers.map((answer, index) => ({
    measures: Object.fromEntries(
      LAB_MEASURES.map((measure) => [
        measure,
        metricOf(draws, valuesOf(answer, measure), index === 0 ? null : valuesOf(answers[0] ?? [], measure)),
      ]),
    ) as Record<LabMeasure, LabMetric>,
    ...latencyOf(answer),
    costPerThousandMicros: answer.some(({ costMicros }) => costMicros === null)
      ? null
      : 1_000 * (meanOf(answer.map(({ costMicros }) => costMicros)) ?? 0),
    errors: answer.filter(({ error }) => error !== null).length,
  }))
}

function metricOf(
  draws: QuestionDraws,
  values: readonly (number | null)[],
  baseline: readonly (number | null)[] | null,
): LabMetric {
  const metric = { mean: meanOf(values), interval: draws.interval(values), difference: null }
  if (baseline === null) return metric
  const gains = values.map((value, index) => {
    const other = baseline[index] ?? null
    return value === null || other === null ? null : value - other
  })
  const [mean, interval] = [meanOf(gains), draws.interval(gains)]
  if (mean === null || interval === null) return metric
  return { ...metric, difference: { mean, interval, isSignificant: interval.low > 0 || interval.high < 0 } }
}

/** null if the question does not support the metric. */
function valuesOf(answers: readonly MeasuredAnswer[], measure: LabMeasure): (number | null)[] {
  return answers.map(({ places, answerFound }) => {
    if (measure === 'answerFound') return answerFound === null ? null : Number(answerFound)
    return places.length === 0 ? null : valueBy(places, measure)
  })
}

/** Value of a metric for one question, 0..1. */
export function valueBy(places: Places, measure: Exclude<LabMeasure, 'answerFound'>): number {
  switch (measure) {
    case 'recall1':
      return recallAt(places, 1)
    case 'recall3':
      return recallAt(places, 3)
    case 'recall5':
      return recallAt(places, 5)
    case 'recall10':
      return recallAt(places, DEPTH)
    case 'recallAll':
      return recallAt(places, Number.POSITIVE_INFINITY)
    case 'ndcg':
      return ndcgAt(places, DEPTH)
    case 'mrr':
      return reciprocalRank(places, DEPTH)
    default: {
      const unhandled: never = measure
      return unhandled
    }
  }
}

/** Nearest-rank percentiles over successful searches. */
function latencyOf(answers: readonly MeasuredAnswer[]): { latencyP50Ms: number | null; latencyP95Ms: number | null } {
  const sorted = answers
    .filter(({ error }) => error === null)
    .map(({ durationMs }) => durationMs)
    .sort((a, b) => a - b)
  const quantile = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null
  return { latencyP50Ms: quantile(0.5), latencyP95Ms: quantile(0.95) }
}
