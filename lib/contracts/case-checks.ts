import { z } from 'zod'
import { JsonSchema } from '@/lib/core/json'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { isJudge, ScorerSettings } from './scorers'

export const MAX_CHECKS = 50

type JudgeKind = Extract<ScorerSettings, { model: unknown }>['kind']
/** Kinds that belong to an evaluation. */
type OtherKind = 'checks' | 'app'
export type CheckSettings = Exclude<ScorerSettings, { kind: JudgeKind | OtherKind }>

const isCheck = (scorer: ScorerSettings): scorer is CheckSettings => !isJudge(scorer) && scorer.kind !== 'checks'

/** An assertion about the answer to one case, such as one of promptfoo. It needs no model: judges belong to evaluations. */
export const CaseCheck = z.strictObject({
  scorer: ScorerSettings.refine(isCheck, schemaError('forms.checkWithModel')),
  /** Used instead of the expected value of the case. */
  expected: JsonSchema.optional(),
  /** Inverts the check: it passes if the scorer does not. */
  not: z.boolean().optional(),
  weight: z.number().positive().max(1_000).optional(),
})
export type CaseCheck = z.infer<typeof CaseCheck>
