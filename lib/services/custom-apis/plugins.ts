import 'server-only'
import { eq } from 'drizzle-orm'
import type {
  getApiAction as actionContract,
  listApiPlugins as listContract,
  getApiPlugin as pluginContract,
} from '@/lib/contracts/custom-apis/plugins'
import { customApis } from '@/lib/db/schema/custom-apis'
import { mcpServers } from '@/lib/db/schema/mcp-servers'
import { serverOfPlugin } from '@/lib/graph/api-prefix'
import type { PluginSummary } from '@/lib/plugins/catalog-types'
import { describeApi } from '@/lib/plugins/imported/describe-api'
import { notFound, requireRole, type ServiceContext, type Verb } from '../context'
import { getMcpServerRow } from '../integrations/mcp/server-row'
import { actionsOfServer, manifestOfServer } from '../integrations/mcp/tool-actions'
import { findApiByPlugin, getVersionRow, listActions } from './api-rows'
import { findAction } from './find-action'

export const listApiPlugins: Verb<typeof listContract> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  const apis = await ctx.db
    .select()
    .from(customApis)
    .where(eq(customApis.workspaceId, ctx.workspace.id))
    .orderBy(customApis.name)
  const plugins = []
  for (const api of apis) {
    const version = await getVersionRow(ctx, api)
    plugins.push(describeApi(version.manifest, await listActions(ctx, version)))
  }
  return { plugins: [...plugins, ...(await listServerPlugins(ctx))] }
}

/** MCP servers whose tools are selected. */
async function listServerPlugins({ db, workspace }: ServiceContext): Promise<PluginSummary[]> {
  const servers = await db
    .select()
    .from(mcpServers)
    .where(eq(mcpServers.workspaceId, workspace.id))
    .orderBy(mcpServers.name)
  return servers
    .filter(({ approved }) => approved.length > 0)
    .map((server) =>
      describeApi(
        manifestOfServer(server),
        actionsOfServer(server).map((data) => ({ data, version: 1 })),
      ),
    )
}

export const getApiPlugin: Verb<typeof pluginContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const serverId = serverOfPlugin(params.apiPlugin)
  if (serverId !== null) return { manifest: manifestOfServer(await getMcpServerRow(ctx, serverId)) }
  const api = await findApiByPlugin(ctx, params.apiPlugin)
  if (!api) throw notFound('missing.api')
  return { manifest: (await getVersionRow(ctx, api)).manifest }
}

export const getApiAction: Verb<typeof actionContract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  const current = query.version ?? (await currentVersion(ctx, params))
  const found =
    current === undefined
      ? null
      : await findAction(ctx.db, {
          workspaceId: ctx.workspace.id,
          plugin: params.apiPlugin,
          action: params.apiAction,
          version: current,
        })
  if (!found || current === undefined) throw notFound('missing.api')
  return { version: current, ...found }
}

async function currentVersion(
  ctx: ServiceContext,
  { apiPlugin, apiAction }: { apiPlugin: string; apiAction: string },
): Promise<number | undefined> {
  if (serverOfPlugin(apiPlugin) !== null) return 1
  const api = await findApiByPlugin(ctx, apiPlugin)
  if (!api) throw notFound('missing.api')
  return (await getVersionRow(ctx, api)).actions.find(({ id }) => id === apiAction)?.version
}
