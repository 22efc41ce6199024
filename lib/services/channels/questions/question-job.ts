import 'server-only'
import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import type { JobKind } from '@/lib/jobs/job-queue'

export const QuestionJobData = z.strictObject({
  questionId: Id,
  workspaceId: Id,
  /** `close` replaces the question by its answer. */
  step: z.enum(['ask', 'close']),
})
export type QuestionJobData = z.infer<typeof QuestionJobData>

/** Shows an approval in a channel. Retried for about two hours. */
export const questionJob: JobKind<QuestionJobData> = {
  name: 'channel-question',
  schema: QuestionJobData,
  concurrency: 4,
  retryLimit: 12,
  retryDelayMaxSeconds: 900,
  expireInSeconds: 60,
}
