import 'server-only'
import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { type MetricView, VariantSummary } from '@/lib/contracts/experiments'
import { isJudge } from '@/lib/contracts/scorers'
import { wilsonInterval } from '@/lib/core/statistics/wilson-interval'
import type { Database } from '@/lib/db/database'
import { evaluations, experiments } from '@/lib/db/schema/evaluation/evaluations'
import { viewJudge } from '../../judges/calibration'
import type { EvaluationRow } from '../evaluation-rows'
import type { ExperimentRow } from '../experiment-view'
import { sliceVariant } from '../slices/slice-variant'
import type { Figure, ScorecardSubject } from './figure'

/** The newest finished experiment that measured exactly this graph: of the evaluation with the most cases. */
export async function experimentFigures(db: Database, { app, graphHash }: ScorecardSubject): Promise<Figure[]> {
  const rows = await db
    .select({ experiment: experiments, evaluation: evaluations })
    .from(experiments)
    .innerJoin(evaluations, eq(evaluations.id, experiments.evaluationId))
    .where(
      and(
        eq(evaluations.appId, app.id),
        eq(experiments.workspaceId, app.workspaceId),
        eq(evaluations.purpose, 'custom'),
        eq(experiments.status, 'done'),
        isNull(experiments.part),
        sql`${experiments.variants} @> ${JSON.stringify([{ graphHash }])}::jsonb`,
      ),
    )
    .orderBy(desc(experiments.exampleCount), desc(experiments.id))
    .limit(1)
  const [found] = rows
  if (!found) return []
  const { experiment, evaluation } = found
  const variant = experiment.variants.findIndex((one) => one.graphHash === graphHash)
  const summary = VariantSummary.safeParse(experiment.summaries?.[variant]).data
  if (!summary) return []
  const base = baseOf(experiment)
  return [
    ...metricFigures(experiment, summary, base),
    ...reliabilityFigures(summary, base),
    ...(await judgeFigures(db, evaluation, base)),
    ...(await gapFigures(db, experiment, variant, base)),
  ]
}

type Base = Pick<Figure, 'measuredAt' | 'source'>

const baseOf = ({ id, evaluationId, endedAt }: ExperimentRow): Base => ({
  measuredAt: endedAt?.toISOString() ?? null,
  source: { kind: 'experiment', evaluationId, experimentId: id },
})

function metricFigures({ scorers }: ExperimentRow, { metrics, abstention }: VariantSummary, base: Base): Figure[] {
  const ofKinds = (...kinds: readonly string[]) => {
    const scorer = scorers.find(({ kind }) => kinds.includes(kind))
    return scorer && metrics.find(({ id }) => id === scorer.id)
  }
  const figure = (rule: Figure['rule'], unit: Figure['unit'], metric: MetricView | undefined): Figure[] =>
    metric?.mean == null
      ? []
      : [{ rule, unit, value: metric.mean, interval: metric.interval, count: metric.count, detail: metric.id, ...base }]
  const total = abstention === null ? 0 : abstention.answerable + abstention.unanswerable
  return [
    ...figure('correctness', 'share', metrics[0]),
    ...figure('groundedness', 'share', ofKinds('groundedness') ?? ofKinds('wording')),
    ...(abstention?.f1 == null
      ? []
      : [
          {
            rule: 'abstention' as const,
            unit: 'share' as const,
            value: abstention.f1,
            interval: null,
            count: total,
            detail: 'F1',
            ...base,
          },
        ]),
    ...figure(
      'latency',
      'ms',
      metrics.find(({ id }) => id === 'latency-ms'),
    ),
    ...figure(
      'cost',
      'micros',
      metrics.find(({ id }) => id === 'cost-micros'),
    ),
  ]
}

function reliabilityFigures({ reliability }: VariantSummary, base: Base): Figure[] {
  const last = reliability.at(-1)
  if (!last) return []
  const interval = wilsonInterval(Math.round(last.allPass * last.count), last.count)
  const figure = { rule: 'pass-k' as const, unit: 'share' as const, value: last.allPass, interval, ...base }
  return [{ ...figure, count: last.count, detail: `k = ${last.k}` }]
}

/** The share of the evaluation's judges that are calibrated. */
async function judgeFigures(db: Database, evaluation: EvaluationRow, base: Base): Promise<Figure[]> {
  const judges = evaluation.scorers.filter(isJudge)
  if (judges.length === 0) return []
  const views = await Promise.all(judges.map((settings) => viewJudge(db, evaluation, settings)))
  const calibrated = views.filter(({ quality }) => quality.state === 'calibrated').length
  const value = calibrated / views.length
  return [{ rule: 'judges', unit: 'share', value, interval: null, count: views.length, detail: '', ...base }]
}

/** The largest difference between a group of examples and the others. */
async function gapFigures(db: Database, row: ExperimentRow, variant: number, base: Base): Promise<Figure[]> {
  const slices = await sliceVariant(db, row, variant)
  const [widest] = slices
    .filter(({ difference }) => difference !== null)
    .sort((a, b) => Math.abs(b.difference ?? 0) - Math.abs(a.difference ?? 0))
  if (!widest || widest.difference === null) return []
  const { by, name, count } = widest
  const value = Math.abs(widest.difference)
  return [{ rule: 'slice-gap', unit: 'share', value, interval: null, count, detail: `${by}: ${name}`, ...base }]
}
