import { z } from 'zod'
import { EnvironmentName, Id } from '@/lib/core/ids'
import { defineContract } from './contract'
import { ProblemRef } from './problem'
import { Done, PageQuery, ReleaseOverride, Timestamp } from './shared'

const AppParams = z.strictObject({ appId: Id })
const RolloutParams = z.strictObject({ appId: Id, rolloutId: Id })

/** Conditions for a rollout once there are enough runs; null disables a rule. */
export const RolloutRules = z.strictObject({
  /** Finished runs of each version before a decision. */
  minRuns: z.number().int().min(5).max(1_000_000).default(100),
  /** Percentage points of failed runs above the live version. */
  maxErrorPoints: z.number().min(0).max(100).nullable().default(1),
  /** Percent above the live version. */
  maxP95Percent: z.number().min(0).max(1_000).nullable().default(20),
  maxCostPercent: z.number().min(0).max(1_000).nullable().default(20),
  /** The share of good ratings is not lower, where both versions have enough ratings. */
  feedbackNotWorse: z.boolean().default(true),
  /** Decides about failed runs only when the confidence sequence of the difference is clear, for at most seven days. */
  untilClear: z.boolean().default(false),
  onSuccess: z.enum(['promote', 'tell']).default('promote'),
  onFailure: z.enum(['roll-back', 'tell']).default('roll-back'),
})
export type RolloutRules = z.infer<typeof RolloutRules>

/** The result of the last rule evaluation. */
export const RolloutDecision = z.strictObject({
  verdict: z.enum(['wait', 'passed', 'failed']),
  reasons: z.array(z.string()),
  /** Those of the `reasons` that name a broken rule. */
  broken: z.array(z.string()).default([]),
  /** The keys of the reasons, in their order. */
  refs: z.array(ProblemRef).default([]),
  at: Timestamp,
})
export type RolloutDecision = z.infer<typeof RolloutDecision>

const plan = {
  kind: z.enum(['canary', 'shadow']),
  /** Percentage of the conversations (canary) or runs (shadow). */
  percent: z.number().int().min(1).max(100),
  /**
   * `conversation`: an end user, otherwise a conversation, stays with one version. `key`: all requests of an API key
   * do.
   */
  stickyBy: z.enum(['conversation', 'key']).default('conversation'),
  rules: RolloutRules.nullable().default(null),
}
export const RolloutPlan = z.strictObject(plan)
export type RolloutPlan = z.infer<typeof RolloutPlan>

const Status = z.enum(['running', 'promoted', 'rolled-back', 'stopped'])

export const RolloutView = z.strictObject({
  id: Id,
  environment: z.string(),
  ...plan,
  stickyBy: z.enum(['conversation', 'key']),
  rules: RolloutRules.nullable(),
  versionId: Id,
  versionNumber: z.number().int(),
  baseVersionId: Id,
  baseNumber: z.number().int(),
  status: Status,
  decision: RolloutDecision.nullable(),
  startedBy: z.string(),
  /** Who approved it, where that was required. */
  approvedBy: z.string().nullable(),
  /** Whether a second person must approve before it goes live by its rules. */
  asksFirst: z.boolean(),
  createdAt: Timestamp,
  endedAt: Timestamp.nullable(),
  endedBecause: z.string().nullable(),
  endedBecauseRef: ProblemRef,
})
export type RolloutView = z.infer<typeof RolloutView>

/** Starts a rollout. Where live versions need an approval, a canary needs one too and starts once approved. */
export const startRollout = defineContract({
  name: 'rollouts.start',
  method: 'POST',
  path: '/api/studio/apps/:appId/rollouts',
  access: 'editor',
  params: AppParams,
  body: z.strictObject({
    ...plan,
    environment: EnvironmentName,
    versionId: Id,
    expectedVersionId: Id,
    note: z.string().trim().max(500).default(''),
    override: ReleaseOverride.optional(),
  }),
  response: z.strictObject({ status: z.enum(['live', 'waiting']), rolloutId: Id.nullable(), orderId: Id.nullable() }),
})

export const listRollouts = defineContract({
  name: 'rollouts.list',
  method: 'GET',
  path: '/api/studio/apps/:appId/rollouts',
  access: 'viewer',
  params: AppParams,
  response: z.strictObject({ rollouts: z.array(RolloutView) }),
})

/** Changes a rollout. Assigned conversations keep their version when the share grows. */
export const updateRollout = defineContract({
  name: 'rollouts.update',
  method: 'PATCH',
  path: '/api/studio/apps/:appId/rollouts/:rolloutId',
  access: 'editor',
  params: RolloutParams,
  body: z.strictObject({ percent: plan.percent, rules: RolloutRules.nullable() }).partial(),
  response: Done,
})

/** Stops a rollout; everyone gets the live version again. */
export const stopRollout = defineContract({
  name: 'rollouts.stop',
  method: 'POST',
  path: '/api/studio/apps/:appId/rollouts/:rolloutId/stop',
  access: 'editor',
  params: RolloutParams,
  response: Done,
})

export const VersionMetrics = z.strictObject({
  /** Number of runs that succeeded or failed. */
  runs: z.number().int(),
  failed: z.number().int(),
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  /** Average cost of the runs with a known cost; null if there are none. */
  costMicros: z.number().nullable(),
  /** Finished runs that called a model without a known price. */
  unpricedRuns: z.number().int(),
  thumbsUp: z.number().int(),
  thumbsDown: z.number().int(),
})
export type VersionMetrics = z.infer<typeof VersionMetrics>

export const MetricPoint = z.strictObject({ at: Timestamp, base: VersionMetrics, candidate: VersionMetrics })
export type MetricPoint = z.infer<typeof MetricPoint>

export const getRollout = defineContract({
  name: 'rollouts.get',
  method: 'GET',
  path: '/api/studio/apps/:appId/rollouts/:rolloutId',
  access: 'viewer',
  params: RolloutParams,
  response: z.strictObject({
    rollout: RolloutView,
    base: VersionMetrics,
    candidate: VersionMetrics,
    /** Over the time of the rollout, oldest first; at most 40. */
    points: z.array(MetricPoint),
  }),
})

export const ANSWER_FILTERS = ['all', 'failed', 'down'] as const

export const LatestAnswer = z.strictObject({
  runId: Id,
  input: z.string(),
  answer: z.string().nullable(),
  error: z.string().nullable(),
  errorRef: ProblemRef,
  durationMs: z.number().nullable(),
  costMicros: z.number().int().nullable(),
  hasUnknownCost: z.boolean(),
  rating: z.enum(['up', 'down']).nullable(),
  createdAt: Timestamp,
})
export type LatestAnswer = z.infer<typeof LatestAnswer>

/** Lists a canary's last answers of each version, newest first; optionally only failed or badly rated ones. */
export const listLatestAnswers = defineContract({
  name: 'rollouts.answers',
  method: 'GET',
  path: '/api/studio/apps/:appId/rollouts/:rolloutId/answers',
  access: 'viewer',
  params: RolloutParams,
  query: z.strictObject({
    only: z.enum(ANSWER_FILTERS).default('all'),
    limit: z.coerce.number().int().min(1).max(50).default(5),
  }),
  response: z.strictObject({ base: z.array(LatestAnswer), candidate: z.array(LatestAnswer) }),
})

const Side = z.strictObject({
  runId: Id,
  status: z.enum(['queued', 'running', 'paused', 'succeeded', 'failed', 'cancelled']),
  answer: z.string().nullable(),
  error: z.string().nullable(),
  errorRef: ProblemRef,
  durationMs: z.number().nullable(),
  costMicros: z.number().int().nullable(),
  hasUnknownCost: z.boolean(),
  /** Skipped steps with side effects. */
  leftOut: z.number().int(),
})

export const AnswerPair = z.strictObject({
  id: Id,
  input: z.string(),
  createdAt: Timestamp,
  base: Side,
  candidate: Side,
})
export type AnswerPair = z.infer<typeof AnswerPair>

/** Lists a shadow's answers of both versions to the same inputs, newest first. */
export const listAnswerPairs = defineContract({
  name: 'rollouts.pairs',
  method: 'GET',
  path: '/api/studio/apps/:appId/rollouts/:rolloutId/pairs',
  access: 'viewer',
  params: RolloutParams,
  query: PageQuery,
  response: z.strictObject({ pairs: z.array(AnswerPair), nextCursor: Id.nullable() }),
})
