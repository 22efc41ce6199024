import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { versions } from '@/lib/db/schema/apps'
import { runGraphs } from '@/lib/db/schema/runs'
import type { Graph } from '@/lib/graph/graph'
import type { RunRow } from './run-row'

/** The graph of the run: that of its version, or the draft at that time. */
export async function graphOfRun(
  db: Database,
  run: Pick<RunRow, 'workspaceId' | 'versionId' | 'graphHash'>,
): Promise<Graph | null> {
  const [row] = run.versionId
    ? await db
        .select({ graph: versions.graph })
        .from(versions)
        .where(and(eq(versions.id, run.versionId), eq(versions.workspaceId, run.workspaceId)))
    : await db
        .select({ graph: runGraphs.graph })
        .from(runGraphs)
        .where(and(eq(runGraphs.hash, run.graphHash ?? ''), eq(runGraphs.workspaceId, run.workspaceId)))
  return row?.graph ?? null
}
