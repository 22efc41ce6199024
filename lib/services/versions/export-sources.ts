import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { apps, environments, versions } from '@/lib/db/schema/apps'
import { knowledgeBases } from '@/lib/db/schema/knowledge'
import { connections } from '@/lib/db/schema/models'
import { modelRoutes } from '@/lib/db/schema/routes'
import type { ModelRef } from '@/lib/engine/model-requests'
import type { ExportedApp, ExportModel, ExportSources } from '@/lib/export/project'
import type { Graph } from '@/lib/graph/graph'
import { defaultChatModel } from '../connections/resolve-connection'
import type { ServiceContext } from '../context'
import { loadExportServices } from './export-services'

const MAX_APPS = 50

type Context = Pick<ServiceContext, 'db' | 'workspace'>

/** The workspace data available to an export: names and addresses, never a key or the value of a secret. */
export async function loadExportSources(ctx: Context, graph: Graph): Promise<Omit<ExportSources, 'scriptProblem'>> {
  const [models, names, found] = await Promise.all([loadModels(ctx), loadKnowledgeBaseNames(ctx), loadApps(ctx, graph)])
  const services = await loadExportServices(ctx, [graph, ...[...found.values()].map((app) => app.graph)])
  return {
    ...models,
    ...services,
    knowledgeBaseName: (id) => names.get(id) ?? null,
    app: (appId, versionId) => found.get(keyOf(appId, versionId)) ?? null,
  }
}

async function loadModels(ctx: Context): Promise<Required<Pick<ExportSources, 'model' | 'route'>>> {
  const rows = await ctx.db
    .select({
      id: connections.id,
      name: connections.name,
      provider: connections.provider,
      baseUrl: connections.baseUrl,
    })
    .from(connections)
    .where(eq(connections.workspaceId, ctx.workspace.id))
  const [preferred, routes] = await Promise.all([defaultChatModel(ctx), loadRoutes(ctx)])
  const settled = (ref: ModelRef) => (ref.connection === 'auto' ? preferred : ref)
  const route = (ref: ModelRef) => {
    const target = settled(ref)
    const targets = target?.connection === 'route' ? routes.get(target.model) : undefined
    return target && targets ? { name: target.model, targets } : null
  }
  const model = (ref: ModelRef): ExportModel | null => {
    const target = settled(ref)
    const resolved = target?.connection === 'route' ? route(target)?.targets[0] : target
    const row = rows.find(({ id }) => id === resolved?.connection)
    if (!row || !resolved) return null
    return {
      provider: row.provider,
      model: resolved.model,
      connectionName: row.name,
      baseUrl: withoutPassword(row.baseUrl),
    }
  }
  return { model, route }
}

/** The models of each route, by its name. */
async function loadRoutes({ db, workspace }: Context): Promise<ReadonlyMap<string, ModelRef[]>> {
  const rows = await db
    .select({ name: modelRoutes.name, policy: modelRoutes.policy })
    .from(modelRoutes)
    .where(eq(modelRoutes.workspaceId, workspace.id))
  return new Map(rows.map(({ name, policy }) => [name, policy.targets.map(({ model }) => model)]))
}

/** An address may contain a password or, in its query, a key. */
function withoutPassword(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null
  const parsed = new URL(url)
  if (parsed.username === '' && parsed.password === '' && parsed.search === '') return url
  return `${parsed.protocol}//${parsed.host}${parsed.pathname}`
}

async function loadKnowledgeBaseNames(ctx: Context): Promise<ReadonlyMap<string, string>> {
  const rows = await ctx.db
    .select({ id: knowledgeBases.id, name: knowledgeBases.name })
    .from(knowledgeBases)
    .where(eq(knowledgeBases.workspaceId, ctx.workspace.id))
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** The versions of other apps that this one runs, directly or indirectly. */
async function loadApps(ctx: Context, graph: Graph): Promise<ReadonlyMap<string, ExportedApp>> {
  const found = new Map<string, ExportedApp>()
  const requested = new Set<string>()
  let queue = [graph]
  while (queue.length > 0 && requested.size < MAX_APPS) {
    const nextApps = queue.flatMap(otherApps).filter(({ appId, versionId }) => !requested.has(keyOf(appId, versionId)))
    for (const { appId, versionId } of nextApps) requested.add(keyOf(appId, versionId))
    const loaded = await Promise.all(nextApps.map((address) => loadApp(ctx, address)))
    queue = []
    for (const [index, address] of nextApps.entries()) {
      const app = loaded[index]
      if (!app) continue
      found.set(keyOf(address.appId, address.versionId), app)
      queue.push(app.graph)
    }
  }
  return found
}

interface AppAddress {
  appId: string
  versionId: string | null
}

function otherApps({ nodes }: Graph): AppAddress[] {
  return nodes.flatMap(({ config: { appId, versionId } }) => {
    if (typeof appId !== 'string' || !isUuid(appId)) return []
    if (typeof versionId === 'string' && versionId !== '' && !isUuid(versionId)) return []
    return [{ appId, versionId: typeof versionId === 'string' && versionId !== '' ? versionId : null }]
  })
}

async function loadApp({ db, workspace }: Context, { appId, versionId }: AppAddress): Promise<ExportedApp | null> {
  const [row] = await db
    .select({ name: apps.name, description: apps.description, graph: versions.graph })
    .from(versions)
    .innerJoin(apps, eq(apps.id, versions.appId))
    .innerJoin(environments, and(eq(environments.appId, apps.id), eq(environments.name, 'production')))
    .where(
      and(
        eq(versions.appId, appId),
        isNull(apps.deletedAt),
        eq(versions.workspaceId, workspace.id),
        eq(versions.id, versionId ?? environments.versionId),
      ),
    )
  return row ?? null
}

function keyOf(appId: string, versionId: string | null): string {
  return `${appId}/${versionId ?? ''}`
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}
