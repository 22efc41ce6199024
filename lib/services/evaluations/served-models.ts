import 'server-only'
import { createHash } from 'node:crypto'
import { and, asc, eq } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { environments } from '@/lib/db/schema/apps'
import { connections } from '@/lib/db/schema/models'
import { modelRoutes } from '@/lib/db/schema/routes'
import type { Graph } from '@/lib/graph/graph'

interface Served {
  workspaceId: string
  appId: string
  graph: Graph
  /** The environment whose model replacements apply, if any. */
  environment: string | null
}

/**
 * Identifies the settings of the models that a graph runs with: replacements of the environment, and the connections
 * and routes that it names.
 */
export async function servedModels(db: Database | Transaction, served: Served): Promise<string> {
  const { workspaceId, appId, graph, environment } = served
  const replaced = environment === null ? [] : await replacements(db, { workspaceId, appId, environment })
  const routes = await db
    .select({ id: modelRoutes.id, policy: modelRoutes.policy })
    .from(modelRoutes)
    .where(eq(modelRoutes.workspaceId, workspaceId))
    .orderBy(asc(modelRoutes.id))
  const graphText = JSON.stringify([graph, replaced])
  const ownRoutes = routes.filter(({ id }) => graphText.includes(id))
  const text = JSON.stringify([graphText, ownRoutes])
  const found = await db
    .select({
      id: connections.id,
      provider: connections.provider,
      baseUrl: connections.baseUrl,
      fields: connections.fields,
    })
    .from(connections)
    .where(eq(connections.workspaceId, workspaceId))
    .orderBy(asc(connections.id))
  const own = found.filter(({ id }) => text.includes(id))
  return createHash('sha256')
    .update(JSON.stringify([replaced, ownRoutes, own]))
    .digest('hex')
}

async function replacements(
  db: Database | Transaction,
  { workspaceId, appId, environment }: Pick<Served, 'workspaceId' | 'appId'> & { environment: string },
) {
  const [row] = await db
    .select({ models: environments.models })
    .from(environments)
    .where(
      and(eq(environments.appId, appId), eq(environments.workspaceId, workspaceId), eq(environments.name, environment)),
    )
  return row?.models ?? []
}
