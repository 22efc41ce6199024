import { z } from 'zod'
import { EnvironmentName, Id } from '@/lib/core/ids'
import { JsonObjectSchema } from '@/lib/core/json'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from './contract'
import { EvaluationParams } from './evaluations'
import { ProblemRef } from './problem'
import { ScorerSettings } from './scorers'
import { Done, Timestamp } from './shared'

export const MAX_VARIANTS = 8

/** A variant that answers the cases. The first variant of an experiment is the baseline. */
export const VariantChoice = z.discriminatedUnion('kind', [
  /** `environment`: with the models and secrets of that environment. */
  z.strictObject({ kind: z.literal('draft'), environment: EnvironmentName.optional() }),
  z.strictObject({ kind: z.literal('version'), versionId: Id, environment: EnvironmentName.optional() }),
  z.strictObject({ kind: z.literal('environment'), name: EnvironmentName }),
  /** A variant of an earlier experiment of the evaluation, as it was then. */
  z.strictObject({ kind: z.literal('earlier'), experimentId: Id, variant: z.number().int().min(0).max(7) }),
])
export type VariantChoice = z.infer<typeof VariantChoice>

export const EXPERIMENT_STATUSES = ['queued', 'running', 'done', 'stopped', 'cancelled', 'failed'] as const
export const OUTCOMES = ['scored', 'app-failed', 'no-verdict', 'skipped'] as const
export const Outcome = z.enum(OUTCOMES)
export type Outcome = z.infer<typeof Outcome>
export const Verdict = z.enum(['better', 'worse', 'equivalent', 'inconclusive'])

const Interval = z.strictObject({ low: z.number(), high: z.number() })

/** One metric of one variant; its unit is a share of 1, milliseconds, or millionths of a dollar. */
export const MetricView = z.strictObject({
  /** The id of a scorer, or `latency-ms` and `cost-micros`. */
  id: z.string(),
  mean: z.number().nullable(),
  interval: Interval.nullable(),
  /** Number of examples in the mean; `of` counts all. */
  count: z.number().int(),
  of: z.number().int(),
  noVerdict: z.number().int(),
  skipped: z.number().int(),
})
export type MetricView = z.infer<typeof MetricView>

export const ComparisonView = z.strictObject({
  /** The metric. */
  id: z.string(),
  verdict: Verdict,
  difference: z.number(),
  interval: Interval,
  p: z.number(),
  /** Adjusted for the number of secondary metrics (Holm); equals `p` for the primary one. */
  adjustedP: z.number(),
  count: z.number().int(),
  gained: z.number().int(),
  lost: z.number().int(),
  /** Fewer than 30 examples, or the interval and the test disagree: the verdict is inconclusive. */
  hasTooFewPairs: z.boolean(),
  method: z.enum(['mcnemar', 'bootstrap', 'clusters']),
  clusters: z.number().int().nullable(),
  /** Approximate number of further examples needed for a decision. */
  more: z.number().int().nullable(),
})
export type ComparisonView = z.infer<typeof ComparisonView>

export const VariantView = z.strictObject({
  label: z.enum(['draft', 'version', 'environment']),
  environment: z.string().nullable(),
  versionNumber: z.number().int().nullable(),
  graphHash: z.string(),
})
export type VariantView = z.infer<typeof VariantView>

/** `id` is unique within the experiment. */
const ExperimentVariant = VariantView.extend({ id: z.string() })

export const VariantSummary = z.strictObject({
  metrics: z.array(MetricView),
  /** Against the first variant; empty for the first itself. The first entry is the primary metric. */
  comparisons: z.array(ComparisonView),
  outcomes: z.strictObject({
    scored: z.number().int(),
    appFailed: z.number().int(),
    noVerdict: z.number().int(),
    skipped: z.number().int(),
  }),
  /** Examples whose repeated trials disagree. */
  unsteady: z.number().int(),
  /** By k of repeated trials: the probability that all k pass (pass^k), and that one of them does (pass@k). */
  reliability: z
    .array(z.strictObject({ k: z.number().int(), allPass: z.number(), anyPasses: z.number(), count: z.number().int() }))
    .default([]),
  /** Declined answers against the answerability of the cases; null without the scorer `abstention`. */
  abstention: z
    .strictObject({
      answerable: z.number().int(),
      unanswerable: z.number().int(),
      /** Share of the cases that were answered. */
      coverage: z.number(),
      /** Share of the declined answers whose case is unanswerable; null if none was declined. */
      precision: z.number().nullable(),
      /** Share of the unanswerable cases that were declined; null if there are none. */
      recall: z.number().nullable(),
      f1: z.number().nullable(),
    })
    .nullable()
    .default(null),
  /** Examples by the primary metric in ten equal ranges from 0 to 1. */
  distribution: z.array(z.number().int()),
})
export type VariantSummary = z.infer<typeof VariantSummary>

export const ExperimentView = z.strictObject({
  id: Id,
  evaluationId: Id,
  number: z.number().int(),
  status: z.enum(EXPERIMENT_STATUSES),
  variants: z.array(ExperimentVariant),
  scorers: z.array(ScorerSettings),
  repeats: z.number().int(),
  margin: z.number(),
  datasetVersion: z.number().int(),
  exampleCount: z.number().int(),
  done: z.number().int(),
  total: z.number().int(),
  /** Answers reused from earlier experiments, completely or in part. */
  reused: z.number().int(),
  reusedSteps: z.number().int(),
  failed: z.number().int(),
  /** Answers that failed for a reason outside the app. */
  interrupted: z.number().int(),
  costMicros: z.number().int(),
  budgetMicros: z.number().int().nullable(),
  error: z.string().nullable(),
  errorRef: ProblemRef,
  createdByName: z.string().nullable(),
  createdAt: Timestamp,
  endedAt: Timestamp.nullable(),
})
export type ExperimentView = z.infer<typeof ExperimentView>

export const ExperimentParams = EvaluationParams.extend({ experimentId: Id })
export const EXPERIMENT_PATH = '/api/studio/evaluations/:evaluationId/experiments'
const PATH = EXPERIMENT_PATH

export const listExperiments = defineContract({
  name: 'experiments.list',
  method: 'GET',
  path: PATH,
  access: 'viewer',
  params: EvaluationParams,
  response: z.strictObject({ experiments: z.array(ExperimentView) }),
})

/** Runs every case with each variant. Write steps are skipped, so that nothing outside changes. */
export const startExperiment = defineContract({
  name: 'experiments.start',
  method: 'POST',
  path: PATH,
  access: 'editor',
  params: EvaluationParams,
  body: z.strictObject({
    variants: z
      .array(VariantChoice)
      .min(1)
      .max(MAX_VARIANTS, schemaError('forms.tooManyVariants', { max: MAX_VARIANTS })),
    budgetMicros: z.number().int().min(0).nullable().default(null),
    /** Runs all steps again instead of reusing earlier results. */
    fresh: z.boolean().default(false),
  }),
  response: ExperimentView,
})

export const getExperiment = defineContract({
  name: 'experiments.get',
  method: 'GET',
  path: `${PATH}/:experimentId`,
  access: 'viewer',
  params: ExperimentParams,
  response: z.strictObject({ experiment: ExperimentView, summaries: z.array(VariantSummary) }),
})

/** At least ten examples with something in common, compared with all others. */
export const SliceView = z.strictObject({
  by: z.enum(['tag', 'language', 'length', 'source']),
  name: z.string(),
  count: z.number().int(),
  mean: z.number(),
  interval: Interval,
  /** Mean of the slice minus the mean of the other examples; null if there are too few others. */
  difference: z.number().nullable(),
  /** p value of the difference, adjusted for the number of slices (Holm). */
  adjustedP: z.number().nullable(),
})
export type SliceView = z.infer<typeof SliceView>

/** Returns the primary metric of a variant by slice, the worst first. */
export const listSlices = defineContract({
  name: 'experiments.slices',
  method: 'GET',
  path: `${PATH}/:experimentId/slices`,
  access: 'viewer',
  params: ExperimentParams,
  query: z.strictObject({ variant: z.coerce.number().int().min(0).max(7).default(0) }),
  response: z.strictObject({ slices: z.array(SliceView) }),
})

/** `cancel` keeps the results so far; `resume` continues, with a new budget if one is named; `retry` reruns failures. */
export const controlExperiment = defineContract({
  name: 'experiments.control',
  method: 'POST',
  path: `${PATH}/:experimentId/control`,
  access: 'editor',
  params: ExperimentParams,
  body: z.strictObject({
    action: z.enum(['cancel', 'resume', 'retry']),
    budgetMicros: z.number().int().min(0).nullable().optional(),
  }),
  response: ExperimentView,
})

export const deleteExperiment = defineContract({
  name: 'experiments.delete',
  method: 'DELETE',
  path: `${PATH}/:experimentId`,
  access: 'editor',
  params: ExperimentParams,
  response: Done,
})

export const ScoreView = z.strictObject({
  scorer: z.string(),
  outcome: Outcome,
  value: z.number().nullable(),
  passed: z.boolean().nullable(),
  label: z.string().nullable(),
  reason: z.string(),
  reasonRef: ProblemRef,
  evidence: z.string().nullable(),
})
export type ScoreView = z.infer<typeof ScoreView>

export const AnswerView = z.strictObject({
  variant: z.number().int(),
  trial: z.number().int(),
  /** Null if it has not run yet. */
  outcome: z.enum(['answered', 'app-failed', 'interrupted']).nullable(),
  text: z.string(),
  outputs: JsonObjectSchema.nullable(),
  error: z.string().nullable(),
  errorRef: ProblemRef,
  passages: z.array(z.strictObject({ documentName: z.string(), text: z.string(), isExpected: z.boolean() })),
  /** Null if steps were reused, so that it was not measured. */
  latencyMs: z.number().nullable(),
  costMicros: z.number().int().nullable(),
  isReused: z.boolean(),
  reusedSteps: z.number().int(),
  runId: Id.nullable(),
  scores: z.array(ScoreView),
})
export type AnswerView = z.infer<typeof AnswerView>

export const CHANGES = ['regressed', 'improved', 'unsteady', 'no-verdict', 'failed', 'same'] as const

export const ExampleResult = z.strictObject({
  exampleId: Id,
  input: z.string(),
  expected: z.string(),
  change: z.enum(CHANGES),
  /** The primary score of each variant, averaged over repeats; null if it has none. */
  values: z.array(z.number().nullable()),
  answers: z.array(AnswerView),
})
export type ExampleResult = z.infer<typeof ExampleResult>

/** Lists examples, those that lost most against the baseline first. */
export const listExampleResults = defineContract({
  name: 'experiments.results',
  method: 'GET',
  path: `${PATH}/:experimentId/results`,
  access: 'editor',
  params: ExperimentParams,
  query: z.strictObject({
    show: z.enum(['all', ...CHANGES]).default('all'),
    /** The variant compared with the first. */
    variant: z.coerce.number().int().min(0).max(7).default(0),
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  response: z.strictObject({
    results: z.array(ExampleResult),
    total: z.number().int(),
    counts: z.record(z.enum(CHANGES), z.number().int()),
  }),
})
