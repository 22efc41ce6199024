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

interface Kept extends VersionAddress {
  graph: Graph
}

/** Kept graphs by the id of the version. */
const keptGraphs = () => singleton('version-graphs', () => new Map<string, Kept>())

/** A version's graph, cached: versions are immutable. @returns null if the version was deleted */
export async function versionGraph(db: Database, address: VersionAddress): Promise<Graph | null> {
  const cached = keptGraphs().get(address.versionId)
  if (!cached || cached.appId !== address.appId || cached.workspaceId !== address.workspaceId)
    return findGraph(db, address)
  // The order of use only matters when the cache is full.
  if (keptGraphs().size >= MAX_GRAPHS) keep(cached)
  return cached.graph
}

async function findGraph(db: Database, { workspaceId, appId, versionId }: VersionAddress): Promise<Graph | null> {
  const graph = await readGraph(db, { workspaceId, appId, versionId })
  if (graph) keep({ workspaceId, appId, versionId, graph })
  return graph
}

/** Caches a graph as the most recently used one. */
function keep(kept: Kept): void {
  const all = keptGraphs()
  all.delete(kept.versionId)
  all.set(kept.versionId, kept)
  const [oldest] = all.keys()
  if (all.size > MAX_GRAPHS && oldest !== undefined) all.delete(oldest)
}

async function readGraph(db: Database, { workspaceId, appId, versionId }: VersionAddress): Promise<Graph | null> {
  const [row] = await db
    .select({ graph: versions.graph })
    .from(versions)
    .where(and(eq(versions.id, versionId), eq(versions.appId, appId), eq(versions.workspaceId, workspaceId)))
  return row?.graph ?? null
}
