import { z } from 'zod'
import { EnvironmentName, Id } from '@/lib/core/ids'
import { defineContract } from './contract'
import { ProblemRef } from './problem'
import { Done, Timestamp } from './shared'

const ScorerId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
const Share = z.number().min(0).max(1)
const Percent = z.number().min(0).max(1_000)

/** Requirements for a version before an environment serves it; null disables a rule. */
export const GateRules = z.strictObject({
  /** The lower bound of the metric's interval is at least this. */
  metrics: z
    .array(z.strictObject({ scorer: ScorerId, atLeast: Share }))
    .max(20)
    .default([]),
  /** The primary metric is not worse than the live version's by more than this margin, compared in pairs. */
  notWorse: z.number().min(0).max(0.5).nullable().default(0.02),
  /** Every case with the tag `must` passes in every repeat. */
  mustPass: z.boolean().default(true),
  /** No regression test that the live version passes fails. */
  noRegressions: z.boolean().default(true),
  maxP95Ms: z.number().int().min(1).max(3_600_000).nullable().default(null),
  /** Percent above the live version. */
  maxP95Percent: Percent.nullable().default(null),
  maxCostMicros: z.number().int().min(0).nullable().default(null),
  maxCostPercent: Percent.nullable().default(null),
  /** The upper bound of the share of attacks that succeed is at most this. */
  maxAttackSuccess: Share.nullable().default(null),
  /** Minimum share of answers with a verdict. */
  minScored: Share.default(0.98),
  maxAgeDays: z.number().int().min(1).max(365).default(30),
  whenInconclusive: z.enum(['block', 'second-person', 'pass']).default('block'),
})
export type GateRules = z.infer<typeof GateRules>

export const GateAnswer = z.enum(['passes', 'fails', 'inconclusive'])
export type GateAnswer = z.infer<typeof GateAnswer>

export const GATE_RULES = [
  ...(['evidence', 'metric', 'not-worse', 'must', 'regressions', 'p95', 'p95-live'] as const),
  ...(['cost', 'cost-live', 'scored', 'fresh-cases', 'attacks'] as const),
] as const

/** The result of one rule. Its numbers are shares of 1, milliseconds, millionths of a dollar, or counts. */
export const GateRuleResult = z.strictObject({
  rule: z.enum(GATE_RULES),
  /** The id of the scorer. */
  metric: z.string().nullable(),
  value: z.number().nullable(),
  interval: z.strictObject({ low: z.number(), high: z.number() }).nullable(),
  threshold: z.number().nullable(),
  answer: GateAnswer,
  reason: z.string(),
  reasonRef: ProblemRef,
  /** Approximate number of further examples needed for a decision. */
  more: z.number().int().nullable(),
})
export type GateRuleResult = z.infer<typeof GateRuleResult>

/** An example that the live version passes and this one does not. */
export const RegressedExample = z.strictObject({
  evaluationId: Id,
  experimentId: Id,
  exampleId: Id,
  input: z.string(),
  expected: z.string(),
  before: z.string(),
  after: z.string(),
})
export type RegressedExample = z.infer<typeof RegressedExample>

const Measurement = z.strictObject({
  evaluationId: Id,
  experimentId: Id,
  done: z.number().int(),
  total: z.number().int(),
})

export const GateCheck = z.strictObject({
  answer: GateAnswer,
  rules: z.array(GateRuleResult),
  regressed: z.array(RegressedExample),
  /** Approximate number of further examples needed for a decision; null if more examples do not help. */
  more: z.number().int().nullable(),
  /** Whether an evaluation must run before the gate can answer. */
  needsRun: z.boolean(),
  /** Evaluations in progress that will provide evidence. */
  running: z.array(Measurement),
})
export type GateCheck = z.infer<typeof GateCheck>

export const GateView = z.strictObject({
  environment: z.string(),
  /** Null if the evaluation was deleted, so that nothing can pass. */
  evaluationId: Id.nullable(),
  evaluationName: z.string().nullable(),
  rules: GateRules,
  updatedBy: z.string(),
  updatedAt: Timestamp,
})
export type GateView = z.infer<typeof GateView>

const AppParams = z.strictObject({ appId: Id })
const GateParams = AppParams.extend({ environment: EnvironmentName })
const PATH = '/api/studio/apps/:appId/gates'

export const listGates = defineContract({
  name: 'gates.list',
  method: 'GET',
  path: PATH,
  access: 'viewer',
  params: AppParams,
  response: z.strictObject({ gates: z.array(GateView) }),
})

export const saveGate = defineContract({
  name: 'gates.save',
  method: 'PUT',
  path: `${PATH}/:environment`,
  access: 'owner',
  params: GateParams,
  body: z.strictObject({ evaluationId: Id, rules: GateRules }),
  response: GateView,
})

export const deleteGate = defineContract({
  name: 'gates.delete',
  method: 'DELETE',
  path: `${PATH}/:environment`,
  access: 'owner',
  params: GateParams,
  response: Done,
})

/** Returns the gate's result for a version or the draft. */
export const checkGate = defineContract({
  name: 'gates.check',
  method: 'GET',
  path: `${PATH}/:environment/check`,
  access: 'editor',
  params: GateParams,
  query: z.strictObject({ versionId: Id.optional() }),
  /** `gate` is null if the environment has none. */
  response: z.strictObject({ gate: GateView.nullable(), check: GateCheck.nullable() }),
})

/** Starts the evaluations whose evidence is missing, for the live version and this one. */
export const measureForGate = defineContract({
  name: 'gates.measure',
  method: 'POST',
  path: `${PATH}/:environment/measurements`,
  access: 'editor',
  params: GateParams,
  /** Measures the draft if no version is given. `fresh` runs all steps again, which latency rules need. */
  body: z.strictObject({ versionId: Id.optional(), fresh: z.boolean().default(false) }),
  response: z.strictObject({ experiments: z.array(z.strictObject({ evaluationId: Id, experimentId: Id })) }),
})

export const GateDecisionView = z.strictObject({
  id: Id,
  environment: z.string(),
  versionNumber: z.number().int().nullable(),
  action: z.string(),
  answer: GateAnswer,
  rules: z.array(GateRuleResult),
  override: z.strictObject({ reason: z.string(), by: z.string() }).nullable(),
  isAllowed: z.boolean(),
  by: z.string(),
  createdAt: Timestamp,
})
export type GateDecisionView = z.infer<typeof GateDecisionView>

/** The newest answers that decided about a release. */
export const listGateDecisions = defineContract({
  name: 'gates.decisions',
  method: 'GET',
  path: `/api/studio/apps/:appId/gate-decisions`,
  access: 'viewer',
  params: AppParams,
  response: z.strictObject({ decisions: z.array(GateDecisionView) }),
})
