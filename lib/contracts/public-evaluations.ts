import { z } from 'zod'
import { EnvironmentName, Id } from '@/lib/core/ids'
import { JsonObjectSchema } from '@/lib/core/json'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { EXPERIMENT_STATUSES, MetricView } from './experiments'
import { GateAnswer, GateRuleResult, RegressedExample } from './gates'

/** The subject of the evaluation: a version, the live version of an environment, or an app file; without any, the draft. */
export const EvaluationRunBody = z
  .strictObject({
    version: z.number().int().min(1).optional(),
    environment: EnvironmentName.optional(),
    /** The content of an app file (`.patchbay.json`), for changes that are not in the studio yet. */
    app: JsonObjectSchema.optional(),
    /** The environment whose live version is the baseline, and whose gate decides. */
    baseline: EnvironmentName.optional(),
    budgetMicros: z.number().int().min(0).optional(),
    /** Runs all steps again instead of reusing earlier results. */
    fresh: z.boolean().default(false),
  })
  .refine(
    ({ version, environment, app }) => [version, environment, app].filter((item) => item !== undefined).length <= 1,
    schemaError('forms.oneVersionOnly'),
  )
export type EvaluationRunBody = z.infer<typeof EvaluationRunBody>

export const EvaluationRunView = z.strictObject({
  id: Id,
  evaluation: z.string(),
  status: z.enum(EXPERIMENT_STATUSES),
  done: z.number().int(),
  total: z.number().int(),
  costMicros: z.number().int(),
  error: z.string().nullable(),
  /** The page of the result in the studio. */
  url: z.string(),
  /** null until it has ended. */
  result: z
    .strictObject({
      answer: GateAnswer,
      rules: z.array(GateRuleResult.omit({ reasonRef: true })),
      metrics: z.array(MetricView),
      regressed: z.array(RegressedExample),
      more: z.number().int().nullable(),
    })
    .nullable(),
})
export type EvaluationRunView = z.infer<typeof EvaluationRunView>
