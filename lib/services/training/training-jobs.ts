import 'server-only'
import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import type { JobKind } from '@/lib/jobs/job-queue'

export const TrainingJobData = z.strictObject({ workspaceId: Id, trainingJobId: Id })
export type TrainingJobData = z.infer<typeof TrainingJobData>

/** Restarted after a crash: it writes nothing before its end. */
export const trainClassifierJob: JobKind<TrainingJobData> = {
  name: 'train-classifier',
  schema: TrainingJobData,
  concurrency: 1,
  retryLimit: 3,
  expireInSeconds: 7_200,
  isBackground: true,
}

/** One check of a job at a service; each check schedules the next one. */
export const followFineTuneJob: JobKind<TrainingJobData> = {
  name: 'follow-fine-tune',
  schema: TrainingJobData,
  concurrency: 2,
  retryLimit: 10,
  expireInSeconds: 900,
  retryDelayMaxSeconds: 300,
}
