import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { ExpectedPassage } from '@/lib/core/knowledge/lab-question'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from './contract'
import { ProblemRef } from './problem'
import { LAB_PATH, LabParams } from './retrieval-lab'
import { Done, Timestamp } from './shared'

export const MAX_CONFIGURATIONS = 12
/** Maximum searches per run: questions times configurations. */
export const MAX_LAB_SEARCHES = 20_000

export const LabConfiguration = z.strictObject({
  name: z.string().trim().min(1, schemaError('forms.configurationName')).max(60),
  options: RetrievalOptions,
})
export type LabConfiguration = z.infer<typeof LabConfiguration>

/** The metrics, all means over questions: shares 0..1, except `latency` (milliseconds) and `cost` (micro-dollars). */
export const LAB_MEASURES = [
  'recall1',
  'recall3',
  'recall5',
  'recall10',
  'recallAll',
  'ndcg',
  'mrr',
  'answerFound',
] as const
export type LabMeasure = (typeof LAB_MEASURES)[number]

const Interval = z.strictObject({ low: z.number(), high: z.number() })
export const LabMetric = z.strictObject({
  /** Null if no question of the run has this metric. */
  mean: z.number().nullable(),
  /** 95 % interval, by bootstrap over questions. */
  interval: Interval.nullable(),
  /** Difference to the first configuration, paired by question; null for that one. */
  difference: z.strictObject({ mean: z.number(), interval: Interval, isSignificant: z.boolean() }).nullable(),
})
export type LabMetric = z.infer<typeof LabMetric>

/** The confidence below which a configuration should abstain. All shares 0..1. */
export const LabThreshold = z.strictObject({
  /** Minimum confidence. */
  threshold: z.number(),
  /** Questions whose answer was found, and the share of them that the threshold would reject. */
  answered: z.number().int(),
  lost: z.number(),
  /**
   * Questions whose best passage without the relevant documents is known; the share of them that the threshold would
   * reject.
   */
  without: z.number().int(),
  refused: z.number().nullable(),
})
export type LabThreshold = z.infer<typeof LabThreshold>

/** With fewer answered questions a share is not meaningful. */
export const MIN_ANSWERED = 20
/** The step between tested thresholds, and the lowest of them. */
export const THRESHOLD_STEP = 0.05

/** Why no threshold is proposed. */
export const LabNoThreshold = z.strictObject({
  /**
   * `too-unsure`: even the lowest step rejects too many; `has-one`: results below its own threshold were not returned,
   * so nothing is known about them.
   */
  reason: z.enum(['few-answered', 'too-unsure', 'has-one']),
  /** Questions whose answer was found. */
  answered: z.number().int(),
})
export type LabNoThreshold = z.infer<typeof LabNoThreshold>

export const LabMetrics = z.strictObject({
  measures: z.record(z.enum(LAB_MEASURES), LabMetric),
  latencyP50Ms: z.number().nullable(),
  latencyP95Ms: z.number().nullable(),
  /** Millionths of a dollar for a thousand questions; null if a price is unknown. */
  costPerThousandMicros: z.number().nullable(),
  /** Questions that failed. They count as not found. */
  errors: z.number().int(),
  /** If null, `noThreshold` has the reason; both are null if the run predates thresholds. */
  threshold: LabThreshold.nullable().default(null),
  noThreshold: LabNoThreshold.nullable().default(null),
})
export type LabMetrics = z.infer<typeof LabMetrics>

export const LabRunView = z.strictObject({
  id: Id,
  status: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  configurations: z.array(LabConfiguration),
  questionCount: z.number().int(),
  done: z.number().int(),
  total: z.number().int(),
  /** One per configuration, in the same order; null until done. */
  figures: z.array(LabMetrics).nullable(),
  /** Whether the searched index is outdated, because documents were chunked or embedded again. */
  isOtherIndex: z.boolean(),
  error: z.string().nullable(),
  errorRef: ProblemRef,
  startedBy: z.string().nullable(),
  createdAt: Timestamp,
  endedAt: Timestamp.nullable(),
})
export type LabRunView = z.infer<typeof LabRunView>

export const LabFound = z.strictObject({
  chunkId: Id,
  documentId: Id,
  documentName: z.string(),
  headings: z.array(z.string()),
  page: z.number().int().nullable(),
  /** The beginning of the text. */
  text: z.string(),
  confidence: z.number().nullable(),
  /** Positions of the expected passages that it contains. */
  holds: z.array(z.number().int()),
})
export type LabFound = z.infer<typeof LabFound>

const LabAnswer = z.strictObject({
  places: z.array(z.number().int().nullable()),
  answerFound: z.boolean().nullable(),
  found: z.array(LabFound),
  confidence: z.number().nullable(),
  durationMs: z.number(),
  error: z.string().nullable(),
  errorRef: ProblemRef,
})
export const LabResultRow = z.strictObject({
  questionId: Id,
  question: z.string(),
  expected: z.array(ExpectedPassage),
  /** One per configuration, in the same order; null until it was run. */
  answers: z.array(LabAnswer.nullable()),
})
export type LabResultRow = z.infer<typeof LabResultRow>

/** Lists runs, newest first. */
export const listLabRuns = defineContract({
  name: 'lab.runs',
  method: 'GET',
  path: `${LAB_PATH}/runs`,
  access: 'editor',
  params: LabParams,
  response: z.strictObject({ runs: z.array(LabRunView) }),
})

/** Starts a run. The other configurations are compared with the first. */
export const startLabRun = defineContract({
  name: 'lab.startRun',
  method: 'POST',
  path: `${LAB_PATH}/runs`,
  access: 'editor',
  params: LabParams,
  body: z.strictObject({
    configurations: z
      .array(LabConfiguration)
      .min(1)
      .max(MAX_CONFIGURATIONS)
      .refine((all) => new Set(all.map(({ name }) => name.toLowerCase())).size === all.length, {
        ...schemaError('forms.configurationRepeated'),
      }),
  }),
  response: LabRunView,
})

const RunParams = LabParams.extend({ labRunId: Id })

export const RESULTS_PER_PAGE = 50

/** Returns a run, worst questions first. */
export const getLabRun = defineContract({
  name: 'lab.run',
  method: 'GET',
  path: `${LAB_PATH}/runs/:labRunId`,
  access: 'editor',
  params: RunParams,
  query: z.strictObject({
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(RESULTS_PER_PAGE),
    /** `missed`: at least one configuration missed something; `differ`: the configurations differ. */
    show: z.enum(['all', 'missed', 'differ']).default('all'),
  }),
  response: z.strictObject({ run: LabRunView, results: z.array(LabResultRow), total: z.number().int() }),
})

export const cancelLabRun = defineContract({
  name: 'lab.cancelRun',
  method: 'POST',
  path: `${LAB_PATH}/runs/:labRunId/cancel`,
  access: 'editor',
  params: RunParams,
  response: Done,
})

export const deleteLabRun = defineContract({
  name: 'lab.deleteRun',
  method: 'DELETE',
  path: `${LAB_PATH}/runs/:labRunId`,
  access: 'editor',
  params: RunParams,
  response: Done,
})
