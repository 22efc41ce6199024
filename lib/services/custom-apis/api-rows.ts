import 'server-only'
import { and, eq, inArray, or, sql } from 'drizzle-orm'
import type { CustomApiView } from '@/lib/contracts/custom-apis/custom-apis'
import { internalError } from '@/lib/core/internal-error'
import type { Database, Transaction } from '@/lib/db/database'
import { customApiActions, customApiDocuments, customApis, customApiVersions } from '@/lib/db/schema/custom-apis'
import type { ApiActionData } from '@/lib/plugins/imported/api-data'
import { notFound, type ServiceContext } from '../context'

export type ApiRow = typeof customApis.$inferSelect
export type ApiVersionRow = typeof customApiVersions.$inferSelect
type Scope = { db: Database | Transaction; workspace: { id: string } }

/** @throws NOT_FOUND, also for an API of another workspace */
export async function getApiRow({ db, workspace }: Scope, apiId: string): Promise<ApiRow> {
  const [row] = await db
    .select()
    .from(customApis)
    .where(and(eq(customApis.id, apiId), eq(customApis.workspaceId, workspace.id)))
  if (!row) throw notFound('missing.api')
  return row
}

export async function findApiByPlugin({ db, workspace }: Scope, plugin: string): Promise<ApiRow | null> {
  const [row] = await db
    .select()
    .from(customApis)
    .where(and(eq(customApis.plugin, plugin), eq(customApis.workspaceId, workspace.id)))
  return row ?? null
}

export async function getVersionRow({ db, workspace }: Scope, api: ApiRow): Promise<ApiVersionRow> {
  const [row] = await db
    .select()
    .from(customApiVersions)
    .where(
      and(
        eq(customApiVersions.apiId, api.id),
        eq(customApiVersions.workspaceId, workspace.id),
        eq(customApiVersions.version, api.version),
      ),
    )
  if (!row) throw internalError(`The API ${api.id} has no version ${api.version}.`)
  return row
}

export interface StoredAction {
  data: ApiActionData
  /** The version that changed the action last. */
  version: number
}

/** The actions of a version, in the order of the document. */
export async function listActions({ db, workspace }: Scope, version: ApiVersionRow): Promise<StoredAction[]> {
  if (version.actions.length === 0) return []
  const byVersion = Map.groupBy(version.actions, (action) => action.version)
  const rows = await db
    .select({ version: customApiActions.version, action: customApiActions.action, data: customApiActions.data })
    .from(customApiActions)
    .where(
      and(
        eq(customApiActions.apiId, version.apiId),
        eq(customApiActions.workspaceId, workspace.id),
        or(
          ...[...byVersion].map(([number, actions]) =>
            and(
              eq(customApiActions.version, number),
              inArray(
                customApiActions.action,
                actions.map(({ id }) => id),
              ),
            ),
          ),
        ),
      ),
    )
  const found = new Map(rows.map((row) => [row.action, row]))
  return version.actions.flatMap(({ id }) => {
    const row = found.get(id)
    return row ? [{ data: row.data, version: row.version }] : []
  })
}

export async function listApiViews(
  { db, workspace }: Pick<ServiceContext, 'db' | 'workspace'>,
  apiId?: string,
): Promise<CustomApiView[]> {
  const rows = await db
    .select({
      api: customApis,
      manifest: customApiVersions.manifest,
      url: customApiDocuments.url,
      actionCount: sql<number>`jsonb_array_length(${customApiVersions.actions})`,
    })
    .from(customApis)
    .innerJoin(
      customApiVersions,
      and(eq(customApiVersions.apiId, customApis.id), eq(customApiVersions.version, customApis.version)),
    )
    .innerJoin(customApiDocuments, eq(customApiDocuments.id, customApiVersions.documentId))
    .where(and(eq(customApis.workspaceId, workspace.id), apiId === undefined ? undefined : eq(customApis.id, apiId)))
    .orderBy(customApis.name)
  return rows.map(({ api, manifest, url, actionCount }) => ({
    id: api.id,
    plugin: api.plugin,
    name: api.name,
    version: api.version,
    actionCount,
    documentUrl: url,
    description: manifest.description,
    baseUrl: manifest.baseUrl,
    updatedAt: api.updatedAt.toISOString(),
  }))
}
