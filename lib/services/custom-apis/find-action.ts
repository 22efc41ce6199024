import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { customApiActions, customApis, customApiVersions } from '@/lib/db/schema/custom-apis'
import type { ApiActionData, ApiManifest } from '@/lib/plugins/imported/api-data'

export interface ActionAddress {
  workspaceId: string
  plugin: string
  action: string
  /** The version that the step selected. */
  version: number
}

/** An action as it was in one version; null: it does not exist. */
export async function findAction(
  db: Database,
  { workspaceId, plugin, action, version }: ActionAddress,
): Promise<{ manifest: ApiManifest; action: ApiActionData } | null> {
  const [row] = await db
    .select({ manifest: customApiVersions.manifest, data: customApiActions.data })
    .from(customApis)
    .innerJoin(
      customApiActions,
      and(
        eq(customApiActions.apiId, customApis.id),
        eq(customApiActions.version, version),
        eq(customApiActions.action, action),
      ),
    )
    .innerJoin(
      customApiVersions,
      and(eq(customApiVersions.apiId, customApis.id), eq(customApiVersions.version, version)),
    )
    .where(and(eq(customApis.workspaceId, workspaceId), eq(customApis.plugin, plugin)))
  return row ? { manifest: row.manifest, action: row.data } : null
}
