import 'server-only'
import { and, desc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { AppDetail, AppSummary, GraphShape } from '@/lib/contracts/apps'
import type { Database, Transaction } from '@/lib/db/database'
import { apps, environments, publications, versions } from '@/lib/db/schema/apps'
import { notFound } from '../context'
import { getAppRow } from './get-app-row'

/** Maximum number of nodes in the thumbnail of a graph. */
const MAX_SHAPE_NODES = 200

/** Computed in the database: drafts contain prompts and documents of any length. */
const shape = sql<GraphShape>`jsonb_build_object(
  'nodes', (select coalesce(jsonb_agg(jsonb_build_object('id', node->'id', 'type', node->'type', 'position', node->'position')), '[]')
    from (select node from jsonb_array_elements(${apps.draft}->'nodes') as node where not node ? 'parent' limit ${sql.raw(String(MAX_SHAPE_NODES))}) as shown),
  'edges', (select coalesce(jsonb_agg(jsonb_build_object('id', edge->'id', 'from', edge#>'{from,node}', 'to', edge#>'{to,node}')), '[]')
    from (select edge from jsonb_array_elements(${apps.draft}->'edges') as edge limit ${sql.raw(String(2 * MAX_SHAPE_NODES))}) as shown))`

export const summaryColumns = {
  id: apps.id,
  name: apps.name,
  description: apps.description,
  kind: apps.kind,
  icon: apps.icon,
  color: apps.color,
  tags: apps.tags,
  nodeCount: sql<number>`jsonb_array_length(${apps.draft}->'nodes')`.mapWith(Number),
  shape,
  publishedVersion: versions.number,
  slug: publications.slug,
  hasImportReport: sql<boolean>`exists (select 1 from app_imports i
    where i.workspace_id = ${apps.workspaceId} and i.app_id = ${apps.id})`,
  updatedAt: apps.updatedAt,
  createdAt: apps.createdAt,
}

/** Apps of the workspace that are not in the trash, most recently changed first. */
async function selectSummaries(db: Database | Transaction, workspaceId: string, filter?: SQL): Promise<AppSummary[]> {
  const found = await db
    .select(summaryColumns)
    .from(apps)
    .leftJoin(environments, and(eq(environments.appId, apps.id), eq(environments.name, 'production')))
    .leftJoin(versions, eq(versions.id, environments.versionId))
    .leftJoin(publications, eq(publications.appId, apps.id))
    .where(and(eq(apps.workspaceId, workspaceId), isNull(apps.deletedAt), filter))
    .orderBy(desc(apps.updatedAt))
  return found.map((row) => ({
    ...row,
    updatedAt: row.updatedAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
  }))
}

export async function summaryOf(db: Database | Transaction, workspaceId: string, appId: string): Promise<AppSummary> {
  const [summary] = await selectSummaries(db, workspaceId, eq(apps.id, appId))
  if (!summary) throw notFound('missing.app')
  return summary
}

export async function detailOf(db: Database | Transaction, workspaceId: string, appId: string): Promise<AppDetail> {
  const row = await getAppRow(db, workspaceId, appId)
  return { ...(await summaryOf(db, workspaceId, appId)), graph: row.draft, revision: row.revision }
}
