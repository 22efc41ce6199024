import 'server-only'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core'
import type { Database, Transaction } from '@/lib/db/database'
import { trainingEvents, trainingJobs } from '@/lib/db/schema/training'
import { errorColumns } from '@/lib/messages/problems/error-columns'
import { problemRef } from '@/lib/messages/problems/problem-ref'
import type { Problem } from '@/lib/messages/problems/types'
import type { TrainingJobData } from './training-jobs'

export type TrainingJobRow = typeof trainingJobs.$inferSelect
type Changes = PgUpdateSetSource<typeof trainingJobs>

export const OPEN_STATUSES: TrainingJobRow['status'][] = ['queued', 'validating', 'running']

/** Finds a job that has not ended. Returns null if it has ended or was deleted. */
export async function openJob(
  db: Database,
  { workspaceId, trainingJobId }: TrainingJobData,
): Promise<TrainingJobRow | null> {
  const [row] = await db
    .select()
    .from(trainingJobs)
    .where(and(eq(trainingJobs.id, trainingJobId), eq(trainingJobs.workspaceId, workspaceId)))
  return row && OPEN_STATUSES.includes(row.status) ? row : null
}

/** Changes a job that has not ended. @returns false if it has ended meanwhile */
export async function changeJob(db: Database | Transaction, data: TrainingJobData, changes: Changes): Promise<boolean> {
  const changed = await db
    .update(trainingJobs)
    .set(changes)
    .where(
      and(
        eq(trainingJobs.id, data.trainingJobId),
        eq(trainingJobs.workspaceId, data.workspaceId),
        inArray(trainingJobs.status, OPEN_STATUSES),
      ),
    )
    .returning({ id: trainingJobs.id })
  return changed.length > 0
}

export async function endJob(
  db: Database | Transaction,
  data: TrainingJobData,
  { failure, ...end }: { status: 'succeeded' | 'failed' | 'cancelled'; failure?: Problem } & Changes,
): Promise<boolean> {
  return changeJob(db, data, {
    endedAt: new Date(),
    ...stageColumns(null),
    ...end,
    ...(failure ? errorColumns(failure) : {}),
    ...(end.status === 'succeeded' ? { progress: 100 } : {}),
  })
}

/** The columns in which a job keeps its current activity; null clears them. */
export const stageColumns = (stage: Problem | null) => ({
  stage: stage?.message ?? '',
  stageRef: stage && problemRef(stage),
})

interface NewEvent {
  level: 'info' | 'warn' | 'error'
  /** Message of the service, or of ours. */
  message: Problem
  remoteId?: string
  at?: Date
}

/** Stores events; those that a service repeats are stored once. */
export async function addEvents(
  db: Database | Transaction,
  data: TrainingJobData,
  events: readonly NewEvent[],
): Promise<void> {
  if (events.length === 0) return
  const { workspaceId, trainingJobId: jobId } = data
  const rows = events.map(({ message, ...event }) => ({
    ...event,
    workspaceId,
    jobId,
    message: message.message.slice(0, 2_000),
    messageRef: problemRef(message),
  }))
  await db.insert(trainingEvents).values(rows).onConflictDoNothing()
}

/** Aborts when the job is cancelled, possibly by another process. `stop` ends the polling. */
export function watchCancel(
  db: Database,
  data: TrainingJobData,
  everyMs = 1_000,
): { signal: AbortSignal; cancel(): void; stop(): void } {
  const controller = new AbortController()
  const cancel = () => controller.abort(new Error('The training was cancelled.'))
  const check = async () => {
    const [row] = await db
      .select({ id: trainingJobs.id })
      .from(trainingJobs)
      .where(
        and(
          eq(trainingJobs.id, data.trainingJobId),
          eq(trainingJobs.workspaceId, data.workspaceId),
          isNull(trainingJobs.cancelRequestedAt),
        ),
      )
    // A job deleted with its model counts as cancelled.
    if (!row) cancel()
  }
  const timer = setInterval(() => void check().catch(() => {}), everyMs)
  timer.unref()
  return { signal: controller.signal, cancel, stop: () => clearInterval(timer) }
}
