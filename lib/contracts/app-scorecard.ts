import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'
import { Timestamp } from './shared'

/** Areas with their rules; see docs/reference/app-scorecard.md. */
export const SCORECARD_RULES = {
  quality: ['correctness', 'groundedness', 'abstention'],
  reliability: ['availability', 'p95', 'pass-k', 'robustness'],
  security: ['attacks', 'over-refusal', 'personal-data'],
  calibration: ['judges'],
  fairness: ['slice-gap'],
  efficiency: ['cost', 'latency', 'energy'],
  control: ['gate', 'overrides'],
} as const

export const SCORECARD_AREA_NAMES = Object.keys(SCORECARD_RULES) as (keyof typeof SCORECARD_RULES)[]
const RULE_IDS = Object.values(SCORECARD_RULES).flat()

export const AppScorecardEntry = z.strictObject({
  area: z.enum(SCORECARD_AREA_NAMES as [keyof typeof SCORECARD_RULES]),
  rule: z.enum(RULE_IDS as [(typeof RULE_IDS)[number]]),
  /** `share` of 1, `ms`, `micros` (millionths of a dollar) or `count`. */
  unit: z.enum(['share', 'ms', 'micros', 'count']),
  /** Null if there is no data. */
  value: z.number().nullable(),
  interval: z.strictObject({ low: z.number(), high: z.number() }).nullable(),
  /** Number of observations. */
  count: z.number().int(),
  /** The name of the metric, or k of pass^k. */
  detail: z.string(),
  measuredAt: Timestamp.nullable(),
  /** Where the examples are. */
  source: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('experiment'), evaluationId: Id, experimentId: Id }),
      z.strictObject({ kind: z.literal('attacks'), campaignId: Id }),
      z.strictObject({ kind: z.literal('runs'), days: z.number().int() }),
      z.strictObject({ kind: z.literal('gates') }),
    ])
    .nullable(),
  /** Characteristics and functions that the rule informs: ISO/IEC 25059, NIST AI RMF MEASURE, HELM. */
  frameworks: z.strictObject({ iso25059: z.string(), nistMeasure: z.string(), helm: z.string() }),
})
export type AppScorecardEntry = z.infer<typeof AppScorecardEntry>

export const AppScorecard = z.strictObject({
  appId: Id,
  appName: z.string(),
  /** Null for the draft. */
  versionNumber: z.number().int().nullable(),
  graphHash: z.string(),
  createdAt: Timestamp,
  entries: z.array(AppScorecardEntry),
})
export type AppScorecard = z.infer<typeof AppScorecard>

/** Everything known about one version, with intervals and dates. It contains no grade and claims no conformity. */
export const getAppScorecard = defineContract({
  name: 'apps.scorecard',
  method: 'GET',
  path: '/api/studio/apps/:appId/scorecard',
  access: 'viewer',
  params: z.strictObject({ appId: Id }),
  /** The draft if absent. */
  query: z.strictObject({ versionId: Id.optional() }),
  response: AppScorecard,
})
