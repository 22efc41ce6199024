import 'server-only'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { trainingJobs } from '@/lib/db/schema/training'
import { OPEN_STATUSES, type TrainingJobRow } from './job-progress'
import type { TrainingJobData } from './training-jobs'

/** Longer than a check may take; if a process dies in the middle, the next check waits this long. */
export const CLAIM_SECONDS = 600

/**
 * Lets one process check a fine-tuning at a time, otherwise a job could be created, and paid for, twice. Returns null
 * if it has ended or another process has claimed it.
 */
export async function claimPoll(db: Database, data: TrainingJobData): Promise<TrainingJobRow | null> {
  const { remote } = trainingJobs
  const nowSeconds = sql`extract(epoch from now())`
  const [row] = await db
    .update(trainingJobs)
    .set({ remote: sql`${remote} || jsonb_build_object('claimedUntil', ${nowSeconds} + ${CLAIM_SECONDS}::int)` })
    .where(
      and(
        eq(trainingJobs.id, data.trainingJobId),
        eq(trainingJobs.workspaceId, data.workspaceId),
        inArray(trainingJobs.status, OPEN_STATUSES),
        sql`coalesce((${remote} ->> 'claimedUntil')::float8, 0) < ${nowSeconds}`,
      ),
    )
    .returning()
  return row ?? null
}

export async function releasePoll(db: Database, data: TrainingJobData): Promise<void> {
  await db
    .update(trainingJobs)
    .set({ remote: sql`${trainingJobs.remote} - 'claimedUntil'` })
    .where(and(eq(trainingJobs.id, data.trainingJobId), eq(trainingJobs.workspaceId, data.workspaceId)))
}
