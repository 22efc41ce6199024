import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from './contract'
import { ExampleSplit } from './datasets'
import { ScorerSettings } from './scorers'
import { Done, Name, Timestamp } from './shared'

export const MAX_SCORERS = 20
export const MAX_REPEATS = 20

/** The selected examples of the data set; `all` includes those without a split. */
export const EvaluationSplit = z.enum([...ExampleSplit.options, 'all'])

const Scorers = z
  .array(ScorerSettings)
  .min(1, schemaError('forms.scorerMissing'))
  .max(MAX_SCORERS, schemaError('forms.tooManyScorers', { max: MAX_SCORERS }))
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, schemaError('forms.scorerTwice'))

const editable = {
  name: Name,
  datasetId: Id,
  split: EvaluationSplit,
  /** The first is the primary metric, which decides the verdict. */
  scorers: Scorers,
  repeats: z
    .number()
    .int()
    .min(1)
    .max(MAX_REPEATS, schemaError('forms.tooManyRepeats', { max: MAX_REPEATS })),
  /** The largest negligible difference; 0.02 is two percentage points. */
  margin: z.number().min(0).max(0.5),
}

/** The main metric of the newest finished experiment. */
export const LatestResult = z.strictObject({
  experimentId: Id,
  mean: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  verdict: z.enum(['better', 'worse', 'equivalent', 'inconclusive']).nullable(),
  endedAt: Timestamp.nullable(),
})

export const EvaluationView = z.strictObject({
  id: Id,
  appId: Id,
  appName: z.string(),
  name: z.string(),
  /** Its name in the HTTP API. */
  slug: z.string(),
  datasetId: Id,
  datasetName: z.string(),
  exampleCount: z.number().int(),
  split: EvaluationSplit,
  scorers: z.array(ScorerSettings),
  repeats: z.number().int(),
  margin: z.number(),
  /** Means of the primary metric, oldest first. */
  trend: z.array(z.number()),
  latest: LatestResult.nullable(),
  isRunning: z.boolean(),
  costMicros: z.number().int(),
  updatedAt: Timestamp,
})
export type EvaluationView = z.infer<typeof EvaluationView>

export const EvaluationParams = z.strictObject({ evaluationId: Id })
const AppParams = z.strictObject({ appId: Id })
const PATH = '/api/studio/evaluations'

export const listEvaluations = defineContract({
  name: 'evaluations.list',
  method: 'GET',
  path: PATH,
  access: 'viewer',
  query: z.strictObject({ appId: Id.optional() }),
  response: z.strictObject({ evaluations: z.array(EvaluationView) }),
})

export const createEvaluation = defineContract({
  name: 'evaluations.create',
  method: 'POST',
  path: '/api/studio/apps/:appId/evaluations',
  access: 'editor',
  params: AppParams,
  body: z.strictObject({
    ...editable,
    split: editable.split.default('all'),
    repeats: editable.repeats.default(1),
    margin: editable.margin.default(0.02),
  }),
  response: EvaluationView,
})

/** Creates a data set from questions, or from the newest runs of the app, and an evaluation of it. */
export const quickEvaluation = defineContract({
  name: 'evaluations.quick',
  method: 'POST',
  path: '/api/studio/apps/:appId/evaluations/quick',
  access: 'editor',
  params: AppParams,
  body: z.discriminatedUnion('from', [
    z.strictObject({
      from: z.literal('questions'),
      name: Name,
      questions: z
        .array(
          z.strictObject({
            question: z.string().trim().min(1, schemaError('forms.empty')).max(20_000),
            expected: z.string().trim().max(20_000).default(''),
            /** Text of the passage that answers the question. */
            passage: z.string().trim().max(8_000).default(''),
          }),
        )
        .min(1)
        .max(500),
    }),
    z.strictObject({ from: z.literal('runs'), name: Name }),
  ]),
  response: EvaluationView,
})

/** Suggests scorers that fit the graph of the app, such as retrieval and citations for a retriever. */
export const suggestScorers = defineContract({
  name: 'evaluations.suggest',
  method: 'GET',
  path: '/api/studio/apps/:appId/evaluations/suggestions',
  access: 'viewer',
  params: AppParams,
  query: z.strictObject({ datasetId: Id.optional() }),
  response: z.strictObject({
    scorers: z.array(ScorerSettings),
    /** The inputs of the first cases, as the app receives them. */
    preview: z.array(z.strictObject({ inputs: z.string(), expected: z.string(), problem: z.string().nullable() })),
  }),
})

export const getEvaluation = defineContract({
  name: 'evaluations.get',
  method: 'GET',
  path: `${PATH}/:evaluationId`,
  access: 'viewer',
  params: EvaluationParams,
  response: EvaluationView,
})

/** Later experiments use the new settings; earlier ones keep theirs. */
export const updateEvaluation = defineContract({
  name: 'evaluations.update',
  method: 'PATCH',
  path: `${PATH}/:evaluationId`,
  access: 'editor',
  params: EvaluationParams,
  body: z.strictObject(editable).partial(),
  response: EvaluationView,
})

/** Deletes its experiments too; the data set stays. */
export const deleteEvaluation = defineContract({
  name: 'evaluations.delete',
  method: 'DELETE',
  path: `${PATH}/:evaluationId`,
  access: 'editor',
  params: EvaluationParams,
  response: Done,
})
