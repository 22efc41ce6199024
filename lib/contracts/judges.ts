import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'
import { EvaluationParams } from './evaluations'
import { Done } from './shared'

const Interval = z.strictObject({ low: z.number(), high: z.number() })
const Rate = z.strictObject({ value: z.number(), interval: Interval }).nullable()

/** `weak`: it errs too often to replace people. */
export const CalibrationState = z.enum(['untested', 'weak', 'calibrated'])
export type CalibrationState = z.infer<typeof CalibrationState>

/** Verdicts of a judge against labels of people on the same answers. */
export const JudgeQualityView = z.strictObject({
  state: CalibrationState,
  labelled: z.number().int(),
  noVerdict: z.number().int(),
  /** Counts of label and verdict: the first word is the label, the second the verdict. */
  passPass: z.number().int(),
  passFail: z.number().int(),
  failPass: z.number().int(),
  failFail: z.number().int(),
  /** Share of passing answers that pass by the judge. */
  sensitivity: Rate,
  /** Share of failing answers that fail by the judge. */
  specificity: Rate,
  kappa: z.number().nullable(),
  kappaInterval: Interval.nullable(),
  ac1: z.number().nullable(),
})

export const JudgeView = z.strictObject({
  /** The id of the scorer. */
  scorer: z.string(),
  kind: z.string(),
  /** Empty for a scoring app. */
  model: z.string(),
  criteria: z.array(z.string()),
  /** Whether people can label its answers; pairs cannot be labeled. */
  canLabel: z.boolean(),
  quality: JudgeQualityView,
  /** Agreement for each version of the app that has at least 10 labels. */
  systems: z.array(
    z.strictObject({ graphHash: z.string(), versionNumber: z.number().int().nullable(), quality: JudgeQualityView }),
  ),
  /** Agreement of people on answers with several labels: the most that a judge can reach. */
  people: z.strictObject({ items: z.number().int(), agreement: z.number().nullable(), kappa: z.number().nullable() }),
  /** Number of answers with a verdict, and how many of them are not labeled yet. */
  judged: z.number().int(),
  open: z.number().int(),
  /** Share of passing answers: by the judge, and corrected by the labels. */
  rawMean: z.number().nullable(),
  correctedMean: z.number().nullable(),
  correctedInterval: Interval.nullable(),
})
export type JudgeView = z.infer<typeof JudgeView>

const PATH = '/api/studio/evaluations/:evaluationId/judges'
const JudgeParams = EvaluationParams.extend({ scorer: z.string().max(40) })

/** Lists scorers that use a model, and how well they agree with people. */
export const listJudges = defineContract({
  name: 'judges.list',
  method: 'GET',
  path: PATH,
  access: 'viewer',
  params: EvaluationParams,
  response: z.strictObject({ judges: z.array(JudgeView) }),
})

/** An answer to label. It lacks the verdict of the judge and the version of the app, so that people label blind. */
export const ReviewItemView = z.strictObject({
  id: Id,
  input: z.string(),
  expected: z.string(),
  answer: z.string(),
  passages: z.array(z.string()),
})
export type ReviewItemView = z.infer<typeof ReviewItemView>

/** Reserves the next answer to label for ten minutes. */
export const nextReviewItem = defineContract({
  name: 'judges.next',
  method: 'POST',
  path: `${PATH}/:scorer/next`,
  access: 'editor',
  params: JudgeParams,
  body: z.strictObject({
    /** Answers that were skipped in this session. */
    skipped: z.array(Id).max(200).default([]),
  }),
  response: z.strictObject({
    /** Null if there is nothing left to label. */
    item: ReviewItemView.nullable(),
    /** Labels of the caller so far. */
    own: z.number().int(),
  }),
})

const ItemParams = EvaluationParams.extend({ itemId: Id })

/** Replaces an earlier label of the caller. */
export const labelReviewItem = defineContract({
  name: 'judges.label',
  method: 'PUT',
  path: '/api/studio/evaluations/:evaluationId/review-items/:itemId/label',
  access: 'editor',
  params: ItemParams,
  body: z.strictObject({ passes: z.boolean(), seconds: z.number().min(0).max(86_400) }),
  response: Done,
})

/** Deletes the label of the caller. */
export const unlabelReviewItem = defineContract({
  name: 'judges.unlabel',
  method: 'DELETE',
  path: '/api/studio/evaluations/:evaluationId/review-items/:itemId/label',
  access: 'editor',
  params: ItemParams,
  response: Done,
})
