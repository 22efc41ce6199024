import { z } from 'zod'
import type { LossPoint } from './fine-tune-service'

/** The fields that are read from responses; services add their own. */
export const OpenAiFile = z.looseObject({
  id: z.string().min(1),
  status: z.string().nullish(),
  status_details: z.string().nullish(),
})

const STATUSES = ['validating_files', 'queued', 'running', 'paused', 'succeeded', 'failed', 'cancelled'] as const

export const OpenAiJob = z.looseObject({
  id: z.string().min(1),
  /** Unknown states count as running. */
  status: z.enum(STATUSES).or(z.string().transform(() => 'running' as const)),
  training_file: z.string().nullish(),
  fine_tuned_model: z.string().nullish(),
  trained_tokens: z.number().nullish(),
  estimated_finish: z.number().nullish(),
  error: z.looseObject({ code: z.string().nullish(), message: z.string().nullish() }).nullish(),
})
export type OpenAiJob = z.infer<typeof OpenAiJob>

const Metric = z.number().nullish().catch(null)

const OpenAiMetrics = z.looseObject({
  step: Metric,
  total_steps: Metric,
  train_loss: Metric,
  train_mean_token_accuracy: Metric,
  valid_loss: Metric,
  full_valid_loss: Metric,
  valid_mean_token_accuracy: Metric,
})

export const OpenAiEvent = z.looseObject({
  id: z.string().min(1),
  created_at: z.number(),
  level: z.enum(['info', 'warn', 'error']).catch('info'),
  message: z.string(),
  data: OpenAiMetrics.nullish().catch(null),
})
export type OpenAiEvent = z.infer<typeof OpenAiEvent>

export const OpenAiCheckpoint = z.looseObject({
  id: z.string(),
  step_number: z.number(),
  fine_tuned_model_checkpoint: z.string().nullish(),
  metrics: OpenAiMetrics.nullish().catch(null),
})

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.looseObject({ data: z.array(item), has_more: z.boolean().nullish() })

export function toLossPoint(
  step: number | null | undefined,
  metrics: z.infer<typeof OpenAiMetrics> | null | undefined,
): LossPoint | null {
  const stepNumber = step ?? metrics?.step ?? null
  if (stepNumber === null || !metrics) return null
  const point = {
    step: stepNumber,
    trainLoss: metrics.train_loss ?? null,
    validationLoss: metrics.full_valid_loss ?? metrics.valid_loss ?? null,
    trainAccuracy: metrics.train_mean_token_accuracy ?? null,
    validationAccuracy: metrics.valid_mean_token_accuracy ?? null,
  }
  return point.trainLoss === null && point.validationLoss === null ? null : point
}
