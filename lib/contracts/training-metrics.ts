import { z } from 'zod'

const Share = z.number().min(0).max(1)

/** Shares are null where the divisor is 0. */
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
  /** Rows are the true classes, columns the predicted ones. */
  confusion: z.array(z.array(z.number().int())),
})
export type ClassificationMetrics = z.infer<typeof ClassificationMetrics>

export const ThresholdPoint = z.strictObject({
  threshold: z.number(),
  /** Share of classified texts among those that belong to a class. */
  answered: z.number(),
  /** Share of correct classes among the classified texts. */
  right: z.number(),
  /** Share of rejected texts among those that belong to no class; null when none were tested. */
  turnedAway: z.number().nullable(),
})

export type ThresholdPoint = z.infer<typeof ThresholdPoint>

export const ThresholdChoice = z.strictObject({
  threshold: z.number(),
  /** `strangers`: tuned on classes excluded from training; `quantile`: keeps 95 % of the right answers. */
  by: z.enum(['strangers', 'quantile', 'given']),
  points: z.array(ThresholdPoint),
})
export type ThresholdChoice = z.infer<typeof ThresholdChoice>

/**
 * The result for callers: the most likely class if it reaches the threshold, otherwise no label. Counts of examples.
 */
export const LabelMetrics = z.strictObject({
  right: z.number().int(),
  wrong: z.number().int(),
  withoutLabel: z.number().int(),
})
export type LabelMetrics = z.infer<typeof LabelMetrics>

export const CurvePoint = z.strictObject({ examples: z.number().int(), accuracy: z.number() })
export type CurvePoint = z.infer<typeof CurvePoint>

/** Metrics of a trained classifier; shown on its page and its card. */
export const TrainingReport = z.strictObject({
  weightDecay: z.number(),
  epochs: z.number().int(),
  folds: z.number().int(),
  trainedOn: z.number().int(),
  /** Cross-validation accuracy by regularization strength. */
  tried: z.array(z.strictObject({ weightDecay: z.number(), accuracy: z.number() })),
  threshold: ThresholdChoice,
  /** `test`: on held-out examples; `folds`: in cross-validation, where there were too few to hold out any. */
  measuredOn: z.enum(['test', 'folds']),
  metrics: ClassificationMetrics,
  /** The same examples with the threshold applied. Absent for versions trained before it was measured. */
  labels: LabelMetrics.optional(),
  learningCurve: z.array(CurvePoint),
  /** Duration: the fit itself, and the total including the selection of settings. */
  fitMs: z.number(),
  totalMs: z.number(),
})
export type TrainingReport = z.infer<typeof TrainingReport>

/** With fewer test examples a metric is too uncertain to put a version into production automatically. */
export const MIN_TEST_EXAMPLES = 100

/** Number of test examples of a metric; cross-validation has none. */
export const testExamplesOf = ({ measuredOn, metrics }: TrainingReport): number =>
  measuredOn === 'test' ? metrics.examples : 0

/** @returns null where nothing was measured */
export function rightOf({ metrics }: TrainingReport): { right: number; total: number } | null {
  const { accuracy, examples } = metrics
  return accuracy === null ? null : { right: Math.round(accuracy * examples), total: examples }
}
