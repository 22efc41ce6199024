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

/** Jobs that store end within half an hour. Whoever is slower stores it again, in one transaction, and loses nothing. */
const RUNS_LEFT_AFTER = '1 hour'
/** Large ones are merged for minutes, and read by nobody until then. */
const SEGMENTS_LEFT_AFTER = '1 day'

/**
 * Deletes what processes that died have left, piece by piece: hidden chunks that no job comes back to, and segments of
 * words that nobody reads. By their age, since another process may be storing the others just now.
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

/** In this process, once at a time. */
const inHand = () => singleton('sweeping-what-was-left', () => ({ isBusy: false }))

/** At start and now and then, while nobody waits. */
export async function sweepLeftSoon(db: Database): Promise<void> {
  const state = inHand()
  if (state.isBusy) return
  state.isBusy = true
  try {
    await inBackground(() => sweepLeft(db))
  } catch (error) {
    log().warn({ err: error }, 'What was left of chunks and words was not deleted')
  } finally {
    state.isBusy = false
  }
}
