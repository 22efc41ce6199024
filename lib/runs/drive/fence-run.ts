import 'server-only'
import { and, asc, eq, gte, sql, TransactionRollbackError } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { retry } from '@/lib/db/errors/retry'
import { runEvents, runs } from '@/lib/db/schema/runs'
import { problem } from '@/lib/messages/problems/problem'
import type { System } from '@/lib/services/system'
import type { ClaimedRun } from './claim-run'
import { planTakeover, type Takeover } from './plan-takeover'
import { processId } from './process-id'

/** The previous driver may store events between reading the rows and inserting the fence. */
const MAX_TRIES = 10

/**
 * Prevents the previous driver of a claimed run from storing anything more.
 * @returns null when another process has claimed the run since. @throws CONFLICT when the previous driver is faster
 * each time
 */
export function fenceRun(system: System, run: ClaimedRun): Promise<Takeover | null> {
  return retry(() => fenceOnce(system, run))
}

/**
 * The fence is stored before the run's row is written, as events are stored before their outcome: two drivers that lock
 * both in different orders would deadlock.
 */
async function fenceOnce({ db }: System, run: ClaimedRun): Promise<Takeover | null> {
  try {
    return await db.transaction(async (tx) => {
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        const takeover = planTakeover(await rowsSince(tx, run), run)
        const { attempts, takenAtSeq } = takeover
        const fence = { runId: run.id, seq: takeover.fenceSeq, writer: processId(), events: [] }
        const fenced = await tx.insert(runEvents).values(fence).onConflictDoNothing().returning({ seq: runEvents.seq })
        if (fenced.length === 0) continue
        const owned = await tx
          .update(runs)
          .set({ attempts, takenAtSeq })
          .where(and(eq(runs.id, run.id), eq(runs.workspaceId, run.workspaceId), eq(runs.owner, processId())))
          .returning({ id: runs.id })
        return owned.length > 0 ? takeover : tx.rollback()
      }
      throw new AppError('CONFLICT', problem('engine.driverStillWriting'))
    })
  } catch (error) {
    if (error instanceof TransactionRollbackError) return null
    throw error
  }
}

function rowsSince(tx: Pick<System['db'], 'select'>, { id, takenAtSeq }: ClaimedRun) {
  // The row that contains this event may contain later ones.
  const from = sql`coalesce((select max(seq) from ${runEvents} where run_id = ${id} and seq <= ${takenAtSeq}), 0)`
  return tx
    .select({ seq: runEvents.seq, events: runEvents.events })
    .from(runEvents)
    .where(and(eq(runEvents.runId, id), gte(runEvents.seq, from)))
    .orderBy(asc(runEvents.seq))
}
