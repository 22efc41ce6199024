import { z } from 'zod'
import { EnvironmentName, Id } from '@/lib/core/ids'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from './contract'
import { ProblemRef } from './problem'
import { ScorerSettings } from './scorers'
import { Done, Name, Timestamp } from './shared'

export const MAX_ONLINE_SCORERS = 10

/** Scorers that need no expected value. */
export const ONLINE_SCORER_KINDS = [
  'contains',
  'regex',
  'length',
  'json-schema',
  'citations',
  'wording',
  'latency',
  'cost',
  'criteria',
  'groundedness',
] as const satisfies ScorerSettings['kind'][]

const isOnline = ({ kind }: ScorerSettings) => ONLINE_SCORER_KINDS.some((candidate) => candidate === kind)

const editable = {
  name: Name,
  /** Null for all environments. */
  environment: EnvironmentName.nullable(),
  scorers: z
    .array(ScorerSettings)
    .min(1, schemaError('forms.scorerMissing'))
    .max(MAX_ONLINE_SCORERS, schemaError('forms.tooManyScorers', { max: MAX_ONLINE_SCORERS }))
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, schemaError('forms.scorerTwice'))
    .refine((all) => all.every(isOnline), schemaError('forms.scorerNeedsExpected')),
  /** The share of runs that judges with a model score. All other scorers score every run. */
  share: z.number().min(0).max(1),
  /** For judges, by day in UTC. Near the budget, the share falls. */
  dailyBudgetMicros: z.number().int().min(0).max(1_000_000_000),
  isOn: z.boolean(),
}

export const OnlineRuleView = z.strictObject({
  id: Id,
  appId: Id,
  slug: z.string(),
  ...editable,
  /** The share at this moment, lower than `share` when the budget is nearly used up. */
  currentShare: z.number(),
  spentTodayMicros: z.number().int(),
  /** Alerts compare with the first runs since this time. */
  referenceAt: Timestamp,
  createdAt: Timestamp,
})
export type OnlineRuleView = z.infer<typeof OnlineRuleView>

export const ONLINE_CAUSES = [
  'sampled',
  'thumbs-down',
  'no-answer',
  'guard-hit',
  'low-confidence',
  'canary',
  'not-sampled',
  'no-budget',
  'restricted',
] as const
export type OnlineCause = (typeof ONLINE_CAUSES)[number]

const Interval = z.strictObject({ low: z.number(), high: z.number() })

const OnlineMean = z.strictObject({
  versionNumber: z.number().int().nullable(),
  /** Weighted by the probability with which a run was sampled (Hájek). */
  mean: z.number().nullable(),
  interval: Interval.nullable(),
  /** Scored runs. */
  count: z.number().int(),
  noVerdict: z.number().int(),
})

export const OnlineMetric = z.strictObject({
  scorer: z.string(),
  /** Newest version first. */
  versions: z.array(OnlineMean),
  /** Means by day in UTC, oldest first. */
  days: z.array(z.strictObject({ day: z.string(), mean: z.number(), count: z.number().int() })),
  /** The comparison with the reference runs that decides about an alert. */
  drift: z.strictObject({
    state: z.enum(['collecting', 'steady', 'worse']),
    reference: z.number().int(),
    count: z.number().int(),
    /** Of the difference of pass rates; valid at all times. */
    interval: Interval.nullable(),
  }),
})
export type OnlineMetric = z.infer<typeof OnlineMetric>

export const OnlineExample = z.strictObject({
  runId: Id,
  scorer: z.string(),
  value: z.number(),
  versionNumber: z.number().int().nullable(),
  reason: z.string(),
  reasonRef: ProblemRef,
  at: Timestamp,
})
export type OnlineExample = z.infer<typeof OnlineExample>

const AppParams = z.strictObject({ appId: Id })
const RuleParams = z.strictObject({ ruleId: Id })
const PATH = '/api/studio/online-rules/:ruleId'

export const listOnlineRules = defineContract({
  name: 'onlineRules.list',
  method: 'GET',
  path: '/api/studio/apps/:appId/online-rules',
  access: 'viewer',
  params: AppParams,
  response: z.strictObject({ rules: z.array(OnlineRuleView) }),
})

/** Scores runs of published versions from now on. */
export const createOnlineRule = defineContract({
  name: 'onlineRules.create',
  method: 'POST',
  path: '/api/studio/apps/:appId/online-rules',
  access: 'editor',
  params: AppParams,
  body: z.strictObject({
    ...editable,
    environment: editable.environment.default(null),
    share: editable.share.default(0.05),
    dailyBudgetMicros: editable.dailyBudgetMicros.default(1_000_000),
    isOn: editable.isOn.default(true),
  }),
  response: OnlineRuleView,
})

export const updateOnlineRule = defineContract({
  name: 'onlineRules.update',
  method: 'PATCH',
  path: PATH,
  access: 'editor',
  params: RuleParams,
  body: z
    .strictObject({
      ...editable,
      /** Compares with the next runs from now on, and alerts again. */
      resetReference: z.literal(true),
    })
    .partial(),
  response: OnlineRuleView,
})

/** Deletes its scores too. */
export const deleteOnlineRule = defineContract({
  name: 'onlineRules.delete',
  method: 'DELETE',
  path: PATH,
  access: 'editor',
  params: RuleParams,
  response: Done,
})

export const getOnlineReport = defineContract({
  name: 'onlineRules.report',
  method: 'GET',
  path: `${PATH}/report`,
  access: 'viewer',
  params: RuleParams,
  query: z.strictObject({ days: z.coerce.number().int().min(1).max(90).default(30) }),
  response: z.strictObject({
    /** Runs by what happened to them; for rules without a judge, `not-sampled` means scored. */
    runs: z.record(z.enum(ONLINE_CAUSES), z.number().int()),
    metrics: z.array(OnlineMetric),
    spentMicros: z.number().int(),
    /** The newest runs that did not pass, at most 20. */
    failed: z.array(OnlineExample),
  }),
})
