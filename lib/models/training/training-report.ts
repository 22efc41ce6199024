import { z } from 'zod'

export const ClassifierOptions = z.strictObject({
  folds: z.number().int().min(2).max(10),
  /** Candidate strengths of regularization. */
  weightDecays: z.array(z.number().min(0).max(10)).min(1).max(8),
  /** Null if it is selected on held-out examples. */
  threshold: z.number().min(0).max(1).nullable(),
  learningCurve: z.boolean(),
  seed: z.number().int(),
})
export type ClassifierOptions = z.infer<typeof ClassifierOptions>

export const TRAINING_STEPS = ['choose', 'threshold', 'fit', 'curve'] as const
export type TrainingStep = (typeof TRAINING_STEPS)[number]

export const TrainingProgress = z.strictObject({
  step: z.enum(TRAINING_STEPS),
  /** Overall progress, 0 to 1. */
  done: z.number(),
  /** Progress of the step `fit`. */
  epoch: z.strictObject({ epoch: z.number().int(), loss: z.number() }).nullable(),
})
export type TrainingProgress = z.infer<typeof TrainingProgress>
