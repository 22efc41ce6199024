import 'server-only'
import { and, eq, lt, sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { hiddenRuns } from '@/lib/db/schema/knowledge'
import { wordSegments } from '@/lib/db/schema/words'
import { inBackground } from '@/lib/platform/in-background'
import { log } from '@/lib/platform/log'
import { singleton } from '@/lib/platform/singleton'
import { deleteSegments } from '../lexical/segments/write-segment'
import { sweepRun } from './hidden-chunks'

/** Storing jobs end within half an hour. A slower one stores its chunks again in one transaction. */
const RUNS_LEFT_AFTER = '1 hour'
/** Merging large segments takes minutes, during which they are not read. */
const SEGMENTS_LEFT_AFTER = '1 day'

/**
 * Deletes leftovers of crashed processes in small batches: hidden chunks without a job, and unused
 * keyword segments. Selected by age, since other processes may be storing new ones.
 */
export async function sweepLeft(db: Database): Promise<void> {
  const runs = await db
    .select()
    .from(hiddenRuns)
    .where(lt(hiddenRuns.createdAt, sql`now() - ${RUNS_LEFT_AFTER}::interval`))
  for (const run of runs) await sweepRun(db, run, run)
  const { id, workspaceId, indexId, isReady, createdAt } = wordSegments
  const segments = await db
    .select({ id, workspaceId, indexId })
    .from(wordSegments)
    .where(and(eq(isReady, false), lt(createdAt, sql`now() - ${SEGMENTS_LEFT_AFTER}::interval`)))
  for (const segment of segments) await deleteSegments(db, segment, [segment.id])
}

/** One sweep at a time per process. */
const sweepState = () => singleton('sweeping-what-was-left', () => ({ isBusy: false }))

/** At start and periodically. */
export async function sweepLeftSoon(db: Database): Promise<void> {
  const state = sweepState()
  if (state.isBusy) return
  state.isBusy = true
  try {
    await inBackground(() => sweepLeft(db))
  } catch (error) {
    log().warn({ err: error }, 'failed to sweep leftover chunks and segments')
  } finally {
    state.isBusy = false
  }
}
