import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { JsonSchema } from '@/lib/core/json'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from './contract'
import { EvaluationParams } from './evaluations'
import { ComparisonView, MetricView } from './experiments'
import { ProblemRef } from './problem'
import { ModelChoice } from './routes'
import { Done, Timestamp } from './shared'

export const MAX_PARAMETERS = 20
export const MAX_PARAMETER_VALUES = 12
/** Fewer cases cannot be divided into a part that selects and a part that confirms. */
export const MIN_OPTIMIZED_CASES = 10
export const DEFAULT_OPTIMIZATION_RUNS = 2_000

/** One setting of a step, with the values that the optimizer may try. */
export const SearchParameter = z.strictObject({
  nodeId: z.string().min(1).max(64),
  /** The setting within the step, such as `search.mode`. */
  path: z.string().min(1).max(100),
  values: z
    .array(JsonSchema)
    .max(MAX_PARAMETER_VALUES, schemaError('forms.tooManyValues', { max: MAX_PARAMETER_VALUES })),
})
export type SearchParameter = z.infer<typeof SearchParameter>

const PARAMETER_KINDS = ['retrieval', 'model', 'prompt', 'generation'] as const

/** A setting that can be optimized; `values` are proposals. */
export const ParameterProposal = SearchParameter.extend({
  nodeLabel: z.string(),
  nodeType: z.string(),
  kind: z.enum(PARAMETER_KINDS),
  current: JsonSchema,
})
export type ParameterProposal = z.infer<typeof ParameterProposal>

export const OPTIMIZATION_STATUSES = ['queued', 'running', 'confirming', 'done', 'stopped', 'failed'] as const
export const STOP_REASONS = ['perfect', 'no-gain', 'stable', 'exhausted', 'runs', 'budget', 'time'] as const
export const CANDIDATE_STATUSES = ['racing', 'worse', 'dropped', 'finished'] as const
export const CANDIDATE_ORIGINS = ['draft', 'sample', 'mutation', 'rewrite'] as const

export const OptimizationLimits = z.strictObject({
  /** Answers of the app while searching, reused ones included. */
  maxRuns: z.number().int().min(10).max(100_000).default(DEFAULT_OPTIMIZATION_RUNS),
  budgetMicros: z.number().int().min(0).nullable().default(null),
  maxHours: z.number().min(0.1).max(72).default(4),
})
export type OptimizationLimits = z.infer<typeof OptimizationLimits>

export const CandidateView = z.strictObject({
  /** 0 is the draft. */
  index: z.number().int(),
  origin: z.enum(CANDIDATE_ORIGINS),
  parent: z.number().int().nullable(),
  status: z.enum(CANDIDATE_STATUSES),
  /** Settings that differ from the draft. */
  changes: z.array(
    z.strictObject({
      nodeId: z.string(),
      nodeLabel: z.string(),
      nodeType: z.string(),
      path: z.string(),
      before: JsonSchema,
      after: JsonSchema,
    }),
  ),
  /** The primary metric on the cases that it answered. */
  quality: MetricView,
  /** Mean cost and time per answer; reused steps count with what they once took. Null if unknown. */
  costMicros: z.number().nullable(),
  latencyMs: z.number().nullable(),
  /** No other candidate is better without costing more. */
  isOnFront: z.boolean(),
  /** What it is a finalist as. */
  finalistAs: z.array(z.enum(['best', 'cheapest', 'trade-off'])),
})
export type CandidateView = z.infer<typeof CandidateView>

export const OptimizationView = z.strictObject({
  id: Id,
  evaluationId: Id,
  status: z.enum(OPTIMIZATION_STATUSES),
  stopReason: z.enum(STOP_REASONS).nullable(),
  limits: OptimizationLimits,
  /** Answers so far. */
  runs: z.number().int(),
  costMicros: z.number().int(),
  /** Cases that select candidates, and cases that only finalists answer. */
  searchCases: z.number().int(),
  heldOutCases: z.number().int(),
  /** The second dimension of the front: time if no answer has a known cost. */
  axis: z.enum(['cost', 'latency']),
  error: z.string().nullable(),
  errorRef: ProblemRef,
  createdAt: Timestamp,
  endedAt: Timestamp.nullable(),
})
export type OptimizationView = z.infer<typeof OptimizationView>

/** A finalist on the cases that no candidate was selected by, compared with the draft. */
export const Confirmation = z.strictObject({
  candidate: z.number().int(),
  /** The gain on the cases that selected it. */
  gainWhileSearching: z.number().nullable(),
  comparison: ComparisonView.nullable(),
  metric: MetricView,
  costMicros: z.number().nullable(),
  latencyMs: z.number().nullable(),
})
export type Confirmation = z.infer<typeof Confirmation>

export const OptimizationParams = EvaluationParams.extend({ optimizationId: Id })
const PATH = '/api/studio/evaluations/:evaluationId/optimizations'

/** Lists settings of the draft that can be optimized, with proposed values. */
export const listParameters = defineContract({
  name: 'optimizations.parameters',
  method: 'GET',
  path: `${PATH}/parameters`,
  access: 'viewer',
  params: EvaluationParams,
  response: z.strictObject({ parameters: z.array(ParameterProposal) }),
})

export const listOptimizations = defineContract({
  name: 'optimizations.list',
  method: 'GET',
  path: PATH,
  access: 'viewer',
  params: EvaluationParams,
  response: z.strictObject({ optimizations: z.array(OptimizationView) }),
})

/** Searches for better settings of the draft. Nothing is published, and write steps are skipped. */
export const startOptimization = defineContract({
  name: 'optimizations.start',
  method: 'POST',
  path: PATH,
  access: 'editor',
  params: EvaluationParams,
  body: z.strictObject({
    parameters: z
      .array(SearchParameter)
      .min(1, schemaError('forms.parameterMissing'))
      .max(MAX_PARAMETERS, schemaError('forms.tooManyParameters', { max: MAX_PARAMETERS })),
    /** Rewrites the instructions that are among the parameters. Null: only the values above are tried. */
    writer: ModelChoice.nullable().default(null),
    limits: OptimizationLimits.prefault({}),
  }),
  response: OptimizationView,
})

export const getOptimization = defineContract({
  name: 'optimizations.get',
  method: 'GET',
  path: `${PATH}/:optimizationId`,
  access: 'viewer',
  params: OptimizationParams,
  response: z.strictObject({
    optimization: OptimizationView,
    candidates: z.array(CandidateView),
    confirmations: z.array(Confirmation),
  }),
})

/** Writes the settings of a candidate into the draft. Other changes of the draft stay. */
export const applyCandidate = defineContract({
  name: 'optimizations.apply',
  method: 'POST',
  path: `${PATH}/:optimizationId/apply`,
  access: 'editor',
  params: OptimizationParams,
  body: z.strictObject({ candidate: z.number().int().min(1) }),
  response: z.strictObject({ revision: z.number().int() }),
})

/** Stops the search; its results stay. */
export const stopOptimization = defineContract({
  name: 'optimizations.stop',
  method: 'POST',
  path: `${PATH}/:optimizationId/stop`,
  access: 'editor',
  params: OptimizationParams,
  response: Done,
})

export const deleteOptimization = defineContract({
  name: 'optimizations.delete',
  method: 'DELETE',
  path: `${PATH}/:optimizationId`,
  access: 'editor',
  params: OptimizationParams,
  response: Done,
})
