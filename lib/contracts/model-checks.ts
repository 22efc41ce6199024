import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { CardParams } from './card-params'
import { defineContract } from './contract'
import { DatasetKind } from './example-data'
import { ProblemRef } from './problem'
import { Timestamp } from './shared'

export const CHECK_KINDS = ['quality', 'safety', 'speed'] as const
export type CheckKind = (typeof CHECK_KINDS)[number]
export const CHECK_STATUSES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const
export const PROBE_KINDS = ['injection', 'refusal', 'leak', 'personal-data'] as const
export type ProbeKind = (typeof PROBE_KINDS)[number]
export const MAX_CHECK_EXAMPLES = 500

export const CheckSplit = z.enum(['train', 'validation', 'test', 'all'])
export type CheckSplit = z.infer<typeof CheckSplit>

export const CheckRequest = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('quality'),
    datasetVersionId: Id,
    split: CheckSplit.default('test'),
    maxExamples: z.number().int().min(1).max(MAX_CHECK_EXAMPLES).default(100),
  }),
  z.strictObject({ kind: z.literal('safety') }),
  z.strictObject({ kind: z.literal('speed'), calls: z.number().int().min(3).max(50).default(10) }),
])
export type CheckRequest = z.infer<typeof CheckRequest>

export const CheckSummary = z.strictObject({
  /** Correct examples, withstood probes, or answered calls. */
  passed: z.number().int(),
  /** Calls without a response. */
  errors: z.number().int(),
  /** Null when the price of a call is unknown. */
  costMicros: z.number().int().nullable(),
  firstTokenP50Ms: z.number().nullable(),
  firstTokenP95Ms: z.number().nullable(),
  tokensPerSecond: z.number().nullable(),
  /** Means of `quality`; null for other kinds. */
  exact: z.number().nullable(),
  contained: z.number().nullable(),
  tokenF1: z.number().nullable(),
  /** Results of a `safety` check. */
  probes: z.array(z.strictObject({ kind: z.enum(PROBE_KINDS), passed: z.number().int(), total: z.number().int() })),
})
export type CheckSummary = z.infer<typeof CheckSummary>

export const CheckView = z.strictObject({
  id: Id,
  connection: z.string(),
  model: z.string(),
  kind: z.enum(CHECK_KINDS),
  status: z.enum(CHECK_STATUSES),
  done: z.number().int(),
  total: z.number().int(),
  /** 0..1; null for `speed`, and while there is none. */
  score: z.number().nullable(),
  summary: CheckSummary.nullable(),
  dataset: z.strictObject({ name: z.string(), number: z.number().int() }).nullable(),
  error: z.string().nullable(),
  errorRef: ProblemRef,
  createdAt: Timestamp,
  endedAt: Timestamp.nullable(),
})
export type CheckView = z.infer<typeof CheckView>

export const CheckResultView = z.strictObject({
  ordinal: z.number().int(),
  /** A short form of the question. */
  label: z.string(),
  expected: z.string().nullable(),
  output: z.string(),
  passed: z.boolean().nullable(),
  /** 0..1 */
  score: z.number().nullable(),
  /** Why it passed or failed. */
  reason: z.string(),
  reasonRef: ProblemRef,
  error: z.string().nullable(),
  errorRef: ProblemRef,
  firstTokenMs: z.number().nullable(),
  durationMs: z.number(),
})
export type CheckResultView = z.infer<typeof CheckResultView>

const CheckParams = z.strictObject({ checkId: Id })
const CARD_PATH = '/api/studio/catalog/models/:connectionId/:model/checks'

/** Lists checks, newest first. */
export const listChecks = defineContract({
  name: 'modelChecks.list',
  method: 'GET',
  path: CARD_PATH,
  access: 'viewer',
  params: CardParams,
  response: z.strictObject({ checks: z.array(CheckView) }),
})

export const startCheck = defineContract({
  name: 'modelChecks.start',
  method: 'POST',
  path: CARD_PATH,
  access: 'editor',
  params: CardParams,
  body: CheckRequest,
  response: CheckView,
})

/** Estimates a check; nothing is called. */
export const estimateCheck = defineContract({
  name: 'modelChecks.estimate',
  method: 'POST',
  path: `${CARD_PATH}/estimate`,
  access: 'editor',
  params: CardParams,
  body: CheckRequest,
  response: z.strictObject({
    calls: z.number().int(),
    inputTokens: z.number().int(),
    outputTokens: z.number().int(),
    /** Null if the model's price is unknown. */
    costMicros: z.number().int().nullable(),
  }),
})

/** Lists data set versions that a check can use. */
export const listCheckData = defineContract({
  name: 'modelChecks.data',
  method: 'GET',
  path: '/api/studio/catalog/check-data',
  access: 'viewer',
  response: z.strictObject({
    versions: z.array(
      z.strictObject({
        id: Id,
        datasetName: z.string(),
        number: z.number().int(),
        kind: DatasetKind,
        examples: z.strictObject({ train: z.number().int(), validation: z.number().int(), test: z.number().int() }),
      }),
    ),
  }),
})

export const getCheck = defineContract({
  name: 'modelChecks.get',
  method: 'GET',
  path: '/api/studio/catalog/checks/:checkId',
  access: 'viewer',
  params: CheckParams,
  response: z.strictObject({ check: CheckView, results: z.array(CheckResultView) }),
})

export const cancelCheck = defineContract({
  name: 'modelChecks.cancel',
  method: 'POST',
  path: '/api/studio/catalog/checks/:checkId/cancel',
  access: 'editor',
  params: CheckParams,
  response: CheckView,
})
