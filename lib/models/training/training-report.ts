import { z } from 'zod'

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
