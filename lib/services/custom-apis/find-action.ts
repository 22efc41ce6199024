import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { customApiActions, customApis, customApiVersions } from '@/lib/db/schema/custom-apis'
import { serverOfPlugin } from '@/lib/graph/api-prefix'
import type { ApiActionData, ApiManifest } from '@/lib/plugins/imported/api-data'
import { findMcpServerRow } from '../integrations/mcp/server-row'
import { actionsOfServer, manifestOfServer } from '../integrations/mcp/tool-actions'

export interface ActionAddress {
  workspaceId: string
  plugin: string
  action: string
  /** The version that the step selected. */
  version: number
}

/** A selected tool of a saved MCP server, as a person approved it. It has no versions. */
async function findMcpAction(
  db: Database,
  workspaceId: string,
  { serverId, action }: { serverId: string; action: string },
): Promise<{ manifest: ApiManifest; action: ApiActionData } | null> {
  const row = await findMcpServerRow(db, workspaceId, serverId)
  const found = row ? actionsOfServer(row).find(({ id }) => id === action) : undefined
  return row && found ? { manifest: manifestOfServer(row), action: found } : null
}

/** An action as it was in one version of the API. @returns null if that version does not have it */
export async function findAction(
  db: Database,
  { workspaceId, plugin, action, version }: ActionAddress,
): Promise<{ manifest: ApiManifest; action: ApiActionData } | null> {
  const serverId = serverOfPlugin(plugin)
  if (serverId !== null) return findMcpAction(db, workspaceId, { serverId, action })
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
