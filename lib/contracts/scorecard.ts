import { z } from 'zod'
import { ProblemRef } from './problem'

export const SCORECARD_AREAS = ['quality', 'reliability', 'security', 'documentation'] as const
export type ScorecardArea = (typeof SCORECARD_AREAS)[number]

const RuleResult = z.strictObject({
  /** Id as in docs/reference/scorecard.md. */
  id: z.string(),
  label: z.string(),
  labelRef: ProblemRef,
  possible: z.number().int(),
  /** Null if there is no data for this rule. */
  points: z.number().nullable(),
  reason: z.string(),
  reasonRef: ProblemRef,
})
export type RuleResult = z.infer<typeof RuleResult>

/** Percent of the points that must have data: below it a score would mostly reflect missing data. */
export const MIN_KNOWN_PERCENT = 50

/** Computed by the published rules of docs/reference/scorecard.md. */
export const Scorecard = z.strictObject({
  /** 0..100, the mean of the areas that have a score; null if too little is known about the model. */
  score: z.number().nullable(),
  /** 0..100: the share of all criteria with data. */
  known: z.number(),
  areas: z.array(
    z.strictObject({
      area: z.enum(SCORECARD_AREAS),
      /** 0..100 of the rules with data; null if too little is known in this area. */
      score: z.number().nullable(),
      /** 0..100: the share of the area with data. */
      known: z.number(),
      rules: z.array(RuleResult),
    }),
  ),
})
export type Scorecard = z.infer<typeof Scorecard>
