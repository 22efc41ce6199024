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
  /** Small letters, digits and hyphens. */
  suffix: string
  /** `auto`: the service chooses. */
  epochs: number | 'auto'
  batchSize: number | 'auto'
  learningRateMultiplier: number | 'auto'
}

export type RemoteStatus = 'validating' | 'queued' | 'running' | 'paused' | 'succeeded' | 'failed' | 'cancelled'

/** A training as a service tells of it. */
export interface RemoteJob {
  id: string
  status: RemoteStatus
  trainingFile: string | null
  /** The tuned model's name, once there is one. */
  tunedModel: string | null
  /** Over all epochs. */
  trainedTokens: number | null
  /** Millionths of a US dollar, where the service names the cost by itself. */
  cost: { micros: number; isEstimated: boolean } | null
  /** From 0 to 1; null: not told. */
  share: number | null
  /** Why it failed, in the service's words. */
  error: string | null
}

export interface RemoteEvent {
  /** The same event has the same one at each look. */
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

/** A fine-tuning API. Failures are AppErrors; nothing is tried again here. */
export interface FineTuneService {
  /** @returns what the service calls the file */
  uploadFile(lines: Uint8Array<ArrayBuffer>, fileName: string, signal: AbortSignal): Promise<string>
  /**
   * Waits until the service has looked through a file, where it says so.
   * @throws INVALID_INPUT with its reason, or MODEL_FAILED when it takes too long
   */
  whenReady?(file: string, signal: AbortSignal): Promise<void>
  createJob(job: NewRemoteJob, signal: AbortSignal): Promise<RemoteJob>
  /** A job that was made while its answer was lost. */
  findJob(trainingFile: string, signal: AbortSignal): Promise<RemoteJob | null>
  getJob(id: string, signal: AbortSignal): Promise<RemoteJob>
  cancelJob(id: string, signal: AbortSignal): Promise<RemoteJob>
  /** Newest first, without those that are known. */
  newEvents(id: string, isKnown: (eventId: string) => boolean, signal: AbortSignal): Promise<RemoteEvent[]>
  /** What was measured, beside what events say. */
  lossPoints(id: string, signal: AbortSignal): Promise<LossPoint[]>
}
