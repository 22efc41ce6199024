import { z } from 'zod'
import { ThresholdChoice } from './choose-threshold'
import { ClassificationMetrics } from './classification-metrics'
import { CurvePoint } from './learning-curve'

export const ClassifierOptions = z.strictObject({
  folds: z.number().int().min(2).max(10),
  /** Strengths of regularisation to choose among. */
  weightDecays: z.array(z.number().min(0).max(10)).min(1).max(8),
  /** Null: chosen on examples that the model had not seen. */
  threshold: z.number().min(0).max(1).nullable(),
  learningCurve: z.boolean(),
  seed: z.number().int(),
})
export type ClassifierOptions = z.infer<typeof ClassifierOptions>

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
  learningCurve: z.array(CurvePoint),
  /** How long it took: the model itself, and of all with the choice of its settings. */
  fitMs: z.number(),
  totalMs: z.number(),
})
export type TrainingReport = z.infer<typeof TrainingReport>

export const TRAINING_STEPS = ['choose', 'threshold', 'fit', 'curve'] as const
export type TrainingStep = (typeof TRAINING_STEPS)[number]

export const TrainingProgress = z.strictObject({
  step: z.enum(TRAINING_STEPS),
  /** Of all steps together, 0 to 1. */
  done: z.number(),
  /** Of the step `fit`. */
  epoch: z.strictObject({ epoch: z.number().int(), loss: z.number() }).nullable(),
})
export type TrainingProgress = z.infer<typeof TrainingProgress>
