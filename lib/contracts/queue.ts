import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'
import { ProblemRef } from './problem'
import { Done, Timestamp } from './shared'

/** Kinds of jobs, by queue name. Queues of older versions may remain. */
export const JOB_NAMES = [
  'drive-run',
  'ingest-document',
  'build-index',
  'delete-index',
  'fill-metadata',
  'sync-source',
  'fill-dataset',
  'send-callback',
  'start-failure-run',
  'channel-message',
  'channel-question',
  'poll-channel',
  'poll-trigger',
  'tell-approval',
  'tell-visitor-request',
  'check-model',
  'attack-app',
  'optimize-app',
  'run-lab',
  'score-online',
  'run-experiment',
  'make-lab-questions',
  'train-classifier',
  'follow-fine-tune',
] as const

export const QueueStateView = z.strictObject({
  name: z.string(),
  ready: z.number(),
  later: z.number(),
  active: z.number(),
  oldestSeconds: z.number().nullable(),
  doneLastHour: z.number(),
  failedLastHour: z.number(),
  dead: z.number(),
})
export type QueueStateView = z.infer<typeof QueueStateView>

export const DeadLetterView = z.strictObject({
  id: Id,
  kind: z.string(),
  reason: z.string(),
  reasonRef: ProblemRef,
  tries: z.number(),
  /** The page where the work can be started again. Set for a finished job, because a retry would not repeat it. */
  beginAnewAt: z.string().nullable(),
  /** The run that the job belongs to. */
  runId: Id.nullable(),
  sentAt: Timestamp,
  failedAt: Timestamp,
})
export type DeadLetterView = z.infer<typeof DeadLetterView>

export const QueuePointView = z.strictObject({
  at: Timestamp,
  done: z.number(),
  failed: z.number(),
  waiting: z.number(),
})
export type QueuePointView = z.infer<typeof QueuePointView>

/** Returns the workspace's jobs, the activity of the whole server in the last day, and permanently failed jobs. */
export const getQueue = defineContract({
  name: 'queue.get',
  method: 'GET',
  path: '/api/studio/queue',
  access: 'owner',
  response: z.strictObject({
    states: z.array(QueueStateView),
    history: z.array(QueuePointView),
    deadLetters: z.array(DeadLetterView),
  }),
})

const JobParams = z.strictObject({ jobId: Id })

export const retryDeadLetter = defineContract({
  name: 'queue.retry',
  method: 'POST',
  path: '/api/studio/queue/dead-letters/:jobId/retry',
  access: 'owner',
  params: JobParams,
  response: Done,
})

export const discardDeadLetter = defineContract({
  name: 'queue.discard',
  method: 'DELETE',
  path: '/api/studio/queue/dead-letters/:jobId',
  access: 'owner',
  params: JobParams,
  response: Done,
})
