import 'server-only'
import { and, eq } from 'drizzle-orm'
import { runs } from '@/lib/db/schema/runs'
import type { RunSeed } from '@/lib/engine/resume/seed'
import { seedForRerun } from '@/lib/engine/resume/seed'
import type { Plan } from '@/lib/graph/plan'
import { recentResults, seedForPart } from '@/lib/services/runs/parts/recent-results'
import type { RunRow } from '@/lib/services/runs/run-row'
import { storedEvents } from '@/lib/services/runs/stored-events'
import type { System } from '@/lib/services/system'

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
