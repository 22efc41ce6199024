import { z } from 'zod'
import type { LossPoint } from './fine-tune-service'

/** The fields that are read from Together's responses; there are more. */
export const TogetherFile = z.looseObject({
  id: z.string().min(1),
  processing_status: z.string().optional(),
  validation_report: z.looseObject({ error: z.string().nullish() }).nullish().catch(null),
})

export const TogetherEvent = z.looseObject({
  created_at: z.string().refine((text) => !Number.isNaN(Date.parse(text))),
  type: z.string(),
  message: z.string(),
  level: z.string().nullish(),
  step: z.number().nullish().catch(null),
  total_steps: z.number().nullish().catch(null),
})
export type TogetherEvent = z.infer<typeof TogetherEvent>

const STATUSES = [
  'pending',
  'queued',
  'running',
  'compressing',
  'uploading',
  'cancel_requested',
  'cancelled',
  'error',
  'completed',
] as const

export const TogetherJob = z.looseObject({
  id: z.string().min(1),
  /** Unknown states count as running. */
  status: z.enum(STATUSES).or(z.string().transform(() => 'running' as const)),
  training_file: z.string().nullish(),
  model_output_name: z.string().nullish(),
  token_count: z.number().min(0).nullish().catch(null),
  total_price: z.number().min(0).nullish().catch(null),
  events: z.array(TogetherEvent).nullish().catch(null),
})
export type TogetherJob = z.infer<typeof TogetherJob>

export const TogetherMetrics = z.looseObject({
  metrics: z.array(z.record(z.string(), z.number().nullish().catch(null))).nullish(),
})

/** Training and evaluation metrics are separate, each with its own step. */
export function toLossPoints({ metrics }: z.infer<typeof TogetherMetrics>): LossPoint[] {
  return (metrics ?? []).flatMap((row) => {
    const step = row['train/global_step'] ?? row['eval/global_step'] ?? row.global_step
    const trainLoss = row['train/loss'] ?? null
    const validationLoss = row['eval/loss'] ?? null
    if (typeof step !== 'number' || (trainLoss === null && validationLoss === null)) return []
    return [{ step, trainLoss, validationLoss, trainAccuracy: null, validationAccuracy: null }]
  })
}
