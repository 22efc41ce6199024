import 'server-only'
import { and, eq, isNotNull } from 'drizzle-orm'
import { integrationConnections } from '@/lib/db/schema/integrations'
import { mcpServers } from '@/lib/db/schema/mcp-servers'
import type { ExportAction, ExportConnection, ExportMcpServer, ExportSources } from '@/lib/export/project'
import { isApiPlugin } from '@/lib/graph/api-prefix'
import type { Graph } from '@/lib/graph/graph'
import { ActionSettingsSchema } from '@/lib/nodes/shared/actions/action-config'
import { actionOfData, manifestOfApi } from '@/lib/plugins/imported/action-of-data'
import { loadAction } from '@/lib/plugins/load-action'
import { pluginManifestOf } from '@/lib/plugins/manifests.gen'
import type { ServiceContext } from '../context'
import { findAction } from '../custom-apis/find-action'

type Context = Pick<ServiceContext, 'db' | 'workspace'>
type Reference = Parameters<NonNullable<ExportSources['action']>>[0]

/** Actions, connections and MCP servers that exported graphs use: names and public fields, never a credential. */
export async function loadExportServices(
  ctx: Context,
  graphs: readonly Graph[],
): Promise<Required<Pick<ExportSources, 'action' | 'connection' | 'mcpServer'>>> {
  const references = new Map(graphs.flatMap(actionsOf).map((reference) => [keyOf(reference), reference]))
  const [actions, connections] = await Promise.all([
    Promise.all([...references].map(async ([key, reference]) => [key, await load(ctx, reference)] as const)),
    loadConnections(ctx),
  ])
  const found = new Map(actions)
  const servers = await loadServers(ctx, connections)
  return {
    action: (reference) => found.get(keyOf(reference)) ?? null,
    connection: (id) => connections.get(id) ?? null,
    mcpServer: (id) => servers.get(id) ?? null,
  }
}

const keyOf = ({ plugin, action, actionVersion }: Reference) => `${plugin}/${action}@${actionVersion}`

/** The actions of steps and of the tools in toolboxes. */
function actionsOf({ nodes }: Graph): Reference[] {
  return nodes.flatMap(({ config }) => {
    const all = Array.isArray(config.tools) ? config.tools : [config]
    return all.flatMap((settings) => {
      const parsed = ActionSettingsSchema.safeParse(settings)
      return parsed.success && parsed.data.plugin !== '' ? [parsed.data] : []
    })
  })
}

async function load({ db, workspace }: Context, reference: Reference): Promise<ExportAction | null> {
  const { plugin, action, actionVersion: version } = reference
  if (!isApiPlugin(plugin)) return loadAction(plugin, action)
  const found = await findAction(db, { workspaceId: workspace.id, plugin, action, version })
  return found ? { plugin: manifestOfApi(found.manifest), action: actionOfData(found.action, version) } : null
}

async function loadConnections({ db, workspace }: Context): Promise<ReadonlyMap<string, ExportConnection>> {
  const { id, plugin, kind, custom, name, fields } = integrationConnections
  const rows = await db
    .select({ id, plugin, kind, custom, name, fields })
    .from(integrationConnections)
    .where(eq(integrationConnections.workspaceId, workspace.id))
  return new Map(
    rows.flatMap((row): [string, ExportConnection][] => {
      const connectionKind = pluginManifestOf(row.plugin)?.connections.find((known) => known.id === row.kind)
      const used = row.custom?.kind ?? connectionKind
      return used ? [[row.id, { name: row.name, kind: used, fields: row.fields }]] : []
    }),
  )
}

async function loadServers(
  { db, workspace }: Context,
  connections: ReadonlyMap<string, ExportConnection>,
): Promise<ReadonlyMap<string, ExportMcpServer>> {
  const rows = await db
    .select()
    .from(mcpServers)
    .where(and(eq(mcpServers.workspaceId, workspace.id), isNotNull(mcpServers.url)))
  return new Map(
    rows.map(({ id, name, url, approved, connectionId }) => [
      id,
      {
        name,
        url: url ?? '',
        tools: approved.map((tool) => tool.name),
        connection: connectionId === null ? null : (connections.get(connectionId) ?? null),
      },
    ]),
  )
}
