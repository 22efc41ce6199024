import { z } from 'zod'
import type { EgressFetch } from '@/lib/egress/create-egress'

export interface FineTuneConnection {
  /** Without a trailing slash. */
  baseUrl: string
  headers: Record<string, string>
  fetch: EgressFetch
}

export interface NewRemoteJob {
  model: string
  trainingFile: string
  validationFile: string | null
  /** Lower-case letters, digits and hyphens. */
  suffix: string
  /** `auto`: chosen by the service. */
  epochs: number | 'auto'
  batchSize: number | 'auto'
  learningRateMultiplier: number | 'auto'
}

export type RemoteStatus = 'validating' | 'queued' | 'running' | 'paused' | 'succeeded' | 'failed' | 'cancelled'

/** A training job as reported by the service. */
export interface RemoteJob {
  id: string
  status: RemoteStatus
  trainingFile: string | null
  /** Name of the tuned model, once it exists. */
  tunedModel: string | null
  /** Sum over all epochs. */
  trainedTokens: number | null
  /** Millionths of a US dollar, if the service reports a cost. */
  cost: { micros: number; isEstimated: boolean } | null
  /** Share, from 0 to 1; null if not reported. */
  share: number | null
  /** Error message of the service. */
  error: string | null
}

export interface RemoteEvent {
  /** Stable across polls. */
  id: string
  at: Date
  level: 'info' | 'warn' | 'error'
  message: string
  point: LossPoint | null
  share: number | null
}

/** A point of the loss curve. */
export const LossPoint = z.strictObject({
  step: z.number(),
  trainLoss: z.number().nullable(),
  validationLoss: z.number().nullable(),
  trainAccuracy: z.number().nullable(),
  validationAccuracy: z.number().nullable(),
})
export type LossPoint = z.infer<typeof LossPoint>

/** A fine-tuning API. Throws AppErrors; never retries by itself. */
export interface FineTuneService {
  /** @returns the service's id of the file */
  uploadFile(lines: Uint8Array<ArrayBuffer>, fileName: string, signal: AbortSignal): Promise<string>
  /**
   * Waits until the service has validated a file, if it reports that.
   * @throws INVALID_INPUT with its reason, or MODEL_FAILED on timeout
   */
  whenReady?(file: string, signal: AbortSignal): Promise<void>
  createJob(job: NewRemoteJob, signal: AbortSignal): Promise<RemoteJob>
  /** Finds a job whose creation response was lost. */
  findJob(trainingFile: string, signal: AbortSignal): Promise<RemoteJob | null>
  getJob(id: string, signal: AbortSignal): Promise<RemoteJob>
  cancelJob(id: string, signal: AbortSignal): Promise<RemoteJob>
  /** Newest first, excluding known events. */
  newEvents(id: string, isKnown: (eventId: string) => boolean, signal: AbortSignal): Promise<RemoteEvent[]>
  /** Metrics that are reported separately from events. */
  lossPoints(id: string, signal: AbortSignal): Promise<LossPoint[]>
}
