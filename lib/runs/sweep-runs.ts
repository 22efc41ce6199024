import 'server-only'
import { and, eq, inArray, lt, ne, sql } from 'drizzle-orm'
import { runChunks, runEvents, runs } from '@/lib/db/schema/runs'
import type { RunEvent } from '@/lib/engine/events'
import type { System } from '@/lib/services/system'
import { activeRuns } from './active-runs'
import { storedEvents } from './read-events'
import { processId } from './run-services'

const HEARTBEAT_MS = 10_000
const LOST = 'The server stopped while this run was going on. Start it again.'

/** Says regularly that this process is alive, and fails the runs of processes that are not. @returns stops it */
export function startSweeper(system: System): () => void {
  const timer = setInterval(() => void sweep(system).catch(() => {}), HEARTBEAT_MS)
  timer.unref()
  return () => clearInterval(timer)
}

async function sweep(system: System): Promise<void> {
  const mine = [...activeRuns().keys()]
  if (mine.length > 0) await system.db.update(runs).set({ heartbeatAt: sql`now()` }).where(inArray(runs.id, mine))
  await failLostRuns(system, { olderThanSeconds: 60 })
  await system.db.delete(runChunks).where(lt(runChunks.createdAt, sql`now() - interval '1 day'`))
}

/**
 * Gives every run whose process is gone its end, so that nothing stays "running" for ever.
 * On the embedded database nobody else can be alive, so at start no age is asked for.
 */
export async function failLostRuns(
  system: System,
  { olderThanSeconds }: { olderThanSeconds: number },
): Promise<number> {
  const lost = await system.db
    .update(runs)
    .set({ status: 'failed', error: LOST, errorCode: 'UNAVAILABLE', endedAt: sql`now()` })
    .where(
      and(
        eq(runs.status, 'running'),
        ne(runs.owner, processId()),
        lt(runs.heartbeatAt, sql`now() - make_interval(secs => ${olderThanSeconds})`),
      ),
    )
    .returning({ id: runs.id, createdAt: runs.createdAt })
  for (const run of lost) await appendEnd(system, run)
  return lost.length
}

async function appendEnd(system: System, run: { id: string; createdAt: Date }): Promise<void> {
  const seq = ((await storedEvents(system.db, run.id)).at(-1)?.seq ?? 0) + 1
  const event: RunEvent = {
    type: 'run-error',
    atMs: Date.now(),
    durationMs: Date.now() - run.createdAt.getTime(),
    error: { code: 'UNAVAILABLE', message: LOST },
  }
  await system.db
    .insert(runEvents)
    .values({ runId: run.id, seq, events: [{ seq, event }] })
    .onConflictDoNothing()
}
