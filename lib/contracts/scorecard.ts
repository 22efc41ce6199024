import { z } from 'zod'

export const SCORECARD_AREAS = ['quality', 'reliability', 'security', 'documentation'] as const
export type ScorecardArea = (typeof SCORECARD_AREAS)[number]

const RuleResult = z.strictObject({
  /** As in docs/scorecard.md. */
  id: z.string(),
  label: z.string(),
  possible: z.number().int(),
  /** Null: there is no data for this rule. */
  points: z.number().nullable(),
  reason: z.string(),
})
export type RuleResult = z.infer<typeof RuleResult>

/** By the published rules of docs/scorecard.md. */
export const Scorecard = z.strictObject({
  /** 0..100, the mean of the areas that have data; null: none has. */
  score: z.number().nullable(),
  /** 0..100: for how much of all that is asked there is data. */
  known: z.number(),
  areas: z.array(
    z.strictObject({
      area: z.enum(SCORECARD_AREAS),
      /** 0..100 of the rules with data; null: none has. */
      score: z.number().nullable(),
      rules: z.array(RuleResult),
    }),
  ),
})
export type Scorecard = z.infer<typeof Scorecard>
