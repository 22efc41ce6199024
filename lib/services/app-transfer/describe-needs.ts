import 'server-only'
import { eq } from 'drizzle-orm'
import { apps } from '@/lib/db/schema/apps'
import { customApis } from '@/lib/db/schema/custom-apis'
import { knowledgeBases } from '@/lib/db/schema/knowledge'
import { mcpServers } from '@/lib/db/schema/mcp-servers'
import { connections } from '@/lib/db/schema/models'
import { pluginOfServer } from '@/lib/graph/api-prefix'
import type { AppNeed } from '@/lib/graph/app-file/app-file'
import { listNeeds, type NeedId } from '@/lib/graph/app-file/needs'
import type { Graph } from '@/lib/graph/graph'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import type { ServiceContext } from '../context'

type Names = ReadonlyMap<string, { name: string; provider?: string }>

/** Resources of the workspace that the graph uses, by display name. */
export async function describeNeeds({ db, workspace }: ServiceContext, graph: Graph): Promise<AppNeed[]> {
  const needs = listNeeds(graph, manifestOf)
  if (needs.length === 0) return []
  const [services, bases, others, apis, servers] = await Promise.all([
    db
      .select({ id: connections.id, name: connections.name, provider: connections.provider })
      .from(connections)
      .where(eq(connections.workspaceId, workspace.id)),
    db
      .select({ id: knowledgeBases.id, name: knowledgeBases.name })
      .from(knowledgeBases)
      .where(eq(knowledgeBases.workspaceId, workspace.id)),
    db.select({ id: apps.id, name: apps.name }).from(apps).where(eq(apps.workspaceId, workspace.id)),
    db
      .select({ id: customApis.plugin, name: customApis.name })
      .from(customApis)
      .where(eq(customApis.workspaceId, workspace.id)),
    db
      .select({ id: mcpServers.id, name: mcpServers.name })
      .from(mcpServers)
      .where(eq(mcpServers.workspaceId, workspace.id)),
  ])
  const names: Names = new Map(
    [
      ...services,
      ...bases,
      ...others,
      ...apis,
      ...servers,
      ...servers.map(({ id, name }) => ({ id: pluginOfServer(id), name })),
    ].map((item) => [item.id, item]),
  )
  return needs.map((need) => nameNeed(need, names))
}

/** Deleted resources have no name and are described by their id. */
function nameNeed({ kind, id, model, ability, plugin }: NeedId, names: Names): AppNeed {
  const existing = names.get(id)
  const name = (existing?.name ?? id).slice(0, 200)
  if (kind === 'model') return { kind, id, model, name, provider: existing?.provider ?? '', ability }
  if (kind === 'connection') return { kind, id, plugin }
  if (kind === 'secret' || kind === 'trained-model') return { kind, id }
  return { kind, id, name }
}
