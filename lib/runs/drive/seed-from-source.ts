import 'server-only'
import { and, eq } from 'drizzle-orm'
import { runs } from '@/lib/db/schema/runs'
import type { RunEvent } from '@/lib/engine/events'
import { type RunSeed, seedForRerun } from '@/lib/engine/resume/seed'
import type { Plan } from '@/lib/graph/plan'
import type { System } from '@/lib/services/system'
import { storedEvents } from '../log/read-events'
import { recentResults, seedForPart } from '@/lib/services/runs/parts/recent-results'
import type { RunRow } from './insert-run'

/** The results that a rerun reuses: all that do not depend on the node where it starts. */
export async function seedFromSource(
  { db }: System,
  run: Pick<RunRow, 'id' | 'workspaceId' | 'appId' | 'sourceRunId' | 'sourceNodeId' | 'part'>,
  plan: Plan,
): Promise<RunSeed | null> {
  if (run.part) return seedForPart(run.part, await recentResults(db, { ...run, before: run.id }))
  if (!run.sourceRunId) return null
  const [source] = await db
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.id, run.sourceRunId), eq(runs.workspaceId, run.workspaceId)))
  if (!source) return null
  const events = (await storedEvents(db, source.id)).map(({ event }) => event)
  return seedForRerun(events, plan, run.sourceNodeId === null ? [] : [run.sourceNodeId])
}

/**
 * Where a rerun of a failed run can start: the step whose error ended it, or one that was in progress. null: at the
 * beginning.
 */
export function findWhereItFailed(events: readonly RunEvent[]): string | null {
  const failed = events.findLast((event) => event.type === 'node-error' && !event.handled && event.path.length === 1)
  if (failed?.type === 'node-error') return failed.nodeId
  const open = new Set<string>()
  for (const event of events) {
    if (event.type === 'node-start' && event.path.length === 1) open.add(event.nodeId)
    if (event.type === 'node-end' || event.type === 'node-skip') open.delete(event.nodeId)
  }
  const [first] = open
  return first ?? null
}
