import 'server-only'
import { and, eq, gt, or } from 'drizzle-orm'
import type { getModelRules as contract, ModelRulesView } from '@/lib/contracts/governance'
import type { Database } from '@/lib/db/database'
import { connections } from '@/lib/db/schema/models'
import { modelRoutes } from '@/lib/db/schema/routes'
import { modelVersions, registeredModels } from '@/lib/db/schema/training'
import { isRestricted, type KnownModel, type ModelName } from '@/lib/graph/policy/model-rules'
import { isOwnHost } from '@/lib/providers/own-host'
import type { ConnectionRow } from '../connections/connection-row'
import { defaultChatModel } from '../connections/resolve-connection'
import { requireRole, type Verb } from '../context'
import { connectionHost, connectionRegion } from './connection-host'
import { knownModel, knownProvider } from './known-models'
import { readModelPolicy } from './model-policy'

export const getModelRules: Verb<typeof contract> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  return readModelRules(ctx.db, ctx.workspace.id)
}

/** The workspace's policy and everything it is checked against; reads nothing more where nothing is forbidden. */
export async function readModelRules(
  db: Database,
  workspaceId: string,
  providedPolicy?: ModelRulesView['policy'],
): Promise<ModelRulesView> {
  const policy = providedPolicy ?? (await readModelPolicy(db, workspaceId))
  if (!isRestricted(policy)) return { policy, defaultChat: null, connections: [], known: [], routes: [], trained: [] }
  return readFacts(db, workspaceId, policy)
}

/** The policy with the connections, routes and names that it is checked against, also where nothing is forbidden. */
export async function readAllModelRules(db: Database, workspaceId: string): Promise<ModelRulesView> {
  return readFacts(db, workspaceId, await readModelPolicy(db, workspaceId))
}

async function readFacts(db: Database, workspaceId: string, policy: ModelRulesView['policy']): Promise<ModelRulesView> {
  const rows = await db.select().from(connections).where(eq(connections.workspaceId, workspaceId))
  const defaultChat = await defaultChatModel({ db, workspace: { id: workspaceId, name: '' } })
  const routes = await readRoutes(db, workspaceId)
  const trained = await readTrained(db, workspaceId)
  const behindNames = [...routes, ...trained].flatMap(({ targets }) => targets)
  return {
    policy,
    defaultChat,
    connections: rows.map((row) => ({
      id: row.id,
      name: row.name,
      provider: row.provider,
      host: connectionHost(row),
      region: connectionRegion(row),
      isElsewhere: !isOwnHost(row.provider, connectionHost(row)),
    })),
    known: knownOf(rows, [...(defaultChat ? [defaultChat] : []), ...behindNames]),
    routes,
    trained,
  }
}

/** Models listed by the connections, and others named explicitly. */
function knownOf(rows: readonly ConnectionRow[], named: readonly ModelName[]): KnownModel[] {
  const factsByModel = new Map<string, KnownModel>()
  const add = (fact: KnownModel) => factsByModel.set(`${fact.provider} ${fact.model}`, fact)
  for (const { id, provider, models } of rows) {
    add(knownProvider(provider))
    const others = named.filter(({ connection }) => connection === id).map(({ model }) => model)
    for (const model of [...models.map((item) => item.id), ...others]) add(knownModel(provider, model))
  }
  return [...factsByModel.values()]
}

async function readRoutes(db: Database, workspaceId: string): Promise<ModelRulesView['routes']> {
  const found = await db
    .select({ name: modelRoutes.name, policy: modelRoutes.policy })
    .from(modelRoutes)
    .where(eq(modelRoutes.workspaceId, workspaceId))
  return found.map(({ name, policy }) => ({ name, targets: policy.targets.map(({ model }) => model) }))
}

/** Names of fine-tuned models, with the versions that callers can get now. Classifiers trained here call no service. */
async function readTrained(db: Database, workspaceId: string): Promise<ModelRulesView['trained']> {
  const found = await db
    .select({ name: registeredModels.name, connection: modelVersions.connectionId, model: modelVersions.remoteModel })
    .from(registeredModels)
    .innerJoin(modelVersions, eq(modelVersions.modelId, registeredModels.id))
    .where(
      and(
        eq(registeredModels.workspaceId, workspaceId),
        or(
          eq(modelVersions.stage, 'production'),
          and(eq(modelVersions.stage, 'candidate'), gt(modelVersions.share, 0)),
        ),
      ),
    )
  const targets = new Map<string, ModelRulesView['trained'][number]['targets']>()
  for (const { name, connection, model } of found)
    if (connection !== null && model !== null) targets.set(name, [...(targets.get(name) ?? []), { connection, model }])
  return [...targets].map(([name, routeTargets]) => ({ name, targets: routeTargets }))
}
