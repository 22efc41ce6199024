import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { versions } from '@/lib/db/schema/apps'
import type { Graph } from '@/lib/graph/graph'
import { singleton } from '@/lib/platform/singleton'

const MAX_GRAPHS = 500

export interface VersionAddress {
  workspaceId: string
  appId: string
  versionId: string
}

/** A version's graph, from memory when it has been read before: versions never change. null when it is gone. */
export async function versionGraph(
  db: Database,
  { workspaceId, appId, versionId }: VersionAddress,
): Promise<Graph | null> {
  const known = singleton('version-graphs', () => new Map<string, Graph>())
  const key = `${workspaceId}/${appId}/${versionId}`
  const kept = known.get(key)
  // In what order they were used counts only once one has to go.
  if (kept && known.size < MAX_GRAPHS) return kept
  const graph = kept ?? (await readGraph(db, { workspaceId, appId, versionId }))
  if (!graph) return null
  known.delete(key)
  known.set(key, graph)
  const [oldest] = known.keys()
  if (known.size > MAX_GRAPHS && oldest !== undefined) known.delete(oldest)
  return graph
}

async function readGraph(db: Database, { workspaceId, appId, versionId }: VersionAddress): Promise<Graph | null> {
  const [row] = await db
    .select({ graph: versions.graph })
    .from(versions)
    .where(and(eq(versions.id, versionId), eq(versions.appId, appId), eq(versions.workspaceId, workspaceId)))
  return row?.graph ?? null
}
