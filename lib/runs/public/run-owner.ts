import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { processes, runs } from '@/lib/db/schema/runs'
import type { RunRow } from '@/lib/services/runs/run-row'

/** The process that drives a run and its last heartbeat; null: no process does. */
export async function runOwner(
  db: Database,
  { id, workspaceId }: Pick<RunRow, 'id' | 'workspaceId'>,
): Promise<{ id: string; seenAtMs: number } | null> {
  const [found] = await db
    .select({ id: processes.id, seenAt: processes.seenAt })
    .from(runs)
    .innerJoin(processes, eq(processes.id, runs.owner))
    .where(and(eq(runs.id, id), eq(runs.workspaceId, workspaceId), eq(runs.status, 'running')))
  return found ? { id: found.id, seenAtMs: found.seenAt.getTime() } : null
}
