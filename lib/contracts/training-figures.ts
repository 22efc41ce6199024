import { z } from 'zod'

const Share = z.number().min(0).max(1)

/** Shares are null where there is nothing to divide by. */
export const ClassMetrics = z.strictObject({
  name: z.string(),
  examples: z.number().int(),
  precision: Share.nullable(),
  recall: Share.nullable(),
  f1: Share.nullable(),
})

export const ClassificationMetrics = z.strictObject({
  examples: z.number().int(),
  accuracy: Share.nullable(),
  /** Mean over the classes that have examples, so that small ones count as much as large ones. */
  macroF1: Share.nullable(),
  classes: z.array(ClassMetrics),
  /** Rows are what is true, columns what was said. */
  confusion: z.array(z.array(z.number().int())),
})
export type ClassificationMetrics = z.infer<typeof ClassificationMetrics>

export const ThresholdPoint = z.strictObject({
  threshold: z.number(),
  /** Of texts that belong to a class: how many are answered. */
  answered: z.number(),
  /** Of these: how many are answered right. */
  right: z.number(),
  /** Of texts that belong to no class: how many are turned away; null when none were tried. */
  turnedAway: z.number().nullable(),
})

export type ThresholdPoint = z.infer<typeof ThresholdPoint>

export const ThresholdChoice = z.strictObject({
  threshold: z.number(),
  /** `strangers`: tried on classes that were left out of training; `quantile`: 95 of 100 right answers are kept. */
  by: z.enum(['strangers', 'quantile', 'given']),
  points: z.array(ThresholdPoint),
})
export type ThresholdChoice = z.infer<typeof ThresholdChoice>

/** What callers get: the likeliest class where it reaches the threshold, else no label. Counts of examples. */
export const LabelFigures = z.strictObject({
  right: z.number().int(),
  wrong: z.number().int(),
  withoutLabel: z.number().int(),
})
export type LabelFigures = z.infer<typeof LabelFigures>

export const CurvePoint = z.strictObject({ examples: z.number().int(), accuracy: z.number() })
export type CurvePoint = z.infer<typeof CurvePoint>

/** What is known of a trained classifier; shown on its page and its card. */
export const TrainingReport = z.strictObject({
  weightDecay: z.number(),
  epochs: z.number().int(),
  folds: z.number().int(),
  trainedOn: z.number().int(),
  /** Accuracy in cross-validation by strength of regularisation. */
  tried: z.array(z.strictObject({ weightDecay: z.number(), accuracy: z.number() })),
  threshold: ThresholdChoice,
  /** `test`: on examples set apart; `folds`: in cross-validation, where there were too few to set any apart. */
  measuredOn: z.enum(['test', 'folds']),
  metrics: ClassificationMetrics,
  /** Of the same examples, with the threshold applied. Absent from versions that were trained before it was measured. */
  labels: LabelFigures.optional(),
  learningCurve: z.array(CurvePoint),
  /** How long it took: the model itself, and of all with the choice of its settings. */
  fitMs: z.number(),
  totalMs: z.number(),
})
export type TrainingReport = z.infer<typeof TrainingReport>

/** A figure from fewer test examples is too uncertain for a version to go into production by itself. */
export const LEAST_TEST_EXAMPLES = 100

/** Test examples that a figure rests on; cross-validation has none. */
export const testExamplesOf = ({ measuredOn, metrics }: TrainingReport): number =>
  measuredOn === 'test' ? metrics.examples : 0

/** @returns null where nothing was measured */
export function rightOf({ metrics }: TrainingReport): { right: number; of: number } | null {
  const { accuracy, examples } = metrics
  return accuracy === null ? null : { right: Math.round(accuracy * examples), of: examples }
}
