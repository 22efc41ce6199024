import { z } from 'zod'
import { TrainingReport } from '@/lib/contracts/training-metrics'
import { ClassifierOptions, TrainingProgress } from './training-report'

const Floats = z.instanceof<typeof Float32Array<ArrayBufferLike>>(Float32Array)

export const TrainerInput = z.strictObject({
  dims: z.number().int().positive(),
  names: z.array(z.string()),
  /** Concatenated vectors. */
  vectors: Floats,
  labels: z.array(z.number().int()),
  test: z.array(z.number().int()),
  options: ClassifierOptions,
})
export type TrainerInput = z.infer<typeof TrainerInput>

export const TrainerMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('progress'), progress: TrainingProgress }),
  z.strictObject({ type: z.literal('done'), weights: Floats, biases: Floats, report: TrainingReport }),
  z.strictObject({ type: z.literal('failed'), message: z.string() }),
])
export type TrainerMessage = z.infer<typeof TrainerMessage>
