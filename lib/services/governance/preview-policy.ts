import 'server-only'
import { and, asc, eq, isNull } from 'drizzle-orm'
import type { ModelRulesView } from '@/lib/contracts/governance'
import type { previewModelPolicy as contract, PolicyPreview } from '@/lib/contracts/model-policy'
import { apps, environments, versions } from '@/lib/db/schema/apps'
import { connections } from '@/lib/db/schema/models'
import type { Graph } from '@/lib/graph/graph'
import type { GraphIssue } from '@/lib/graph/issue'
import { findForbiddenIn } from '@/lib/graph/policy/find-forbidden'
import { judgeModel } from '@/lib/graph/policy/judge-model'
import { addEnglish } from '@/lib/messages/problems/add-english'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { requireRole, type ServiceContext, type Verb } from '../context'
import { readModelRules } from './model-rules'

const MAX_APPS = 500
const MAX_MODELS = 500

/** Checks everything in the workspace against an unsaved policy. */
export const previewModelPolicy: Verb<typeof contract> = async ({ ctx, body }) => {
  requireRole(ctx, 'viewer')
  const rules = await readModelRules(ctx.db, ctx.workspace.id, body)
  const services = await judgeConnections(ctx, rules)
  const judgedApps = await judgeApps(ctx, rules)
  const named = (connection: string, all: ModelRulesView['routes']) =>
    all.flatMap(({ name }) => {
      const [breach] = judgeModel(rules, { connection, model: name })
      return breach ? [{ name, reason: addEnglish(breach.text).message }] : []
    })
  const [fallback] = judgeModel(rules, { connection: 'auto', model: 'auto' })
  return {
    connections: services.connections,
    models: services.models.slice(0, MAX_MODELS),
    routes: named('route', rules.routes),
    trained: named('trained', rules.trained),
    defaultModel: fallback ? addEnglish(fallback.text).message : null,
    apps: judgedApps.apps,
    looked: { models: services.looked, apps: judgedApps.looked, routes: rules.routes.length },
  }
}

async function judgeConnections(
  { db, workspace }: ServiceContext,
  rules: ModelRulesView,
): Promise<Pick<PolicyPreview, 'connections' | 'models'> & { looked: number }> {
  const rows = await db
    .select({ id: connections.id, name: connections.name, models: connections.models })
    .from(connections)
    .where(eq(connections.workspaceId, workspace.id))
    .orderBy(asc(connections.name))
  const models: PolicyPreview['models'] = []
  const judged = rows.flatMap(({ id, name, models: own }) => {
    // A connection that was never tested has no model list; rules for all of its models still apply.
    const names = own.length > 0 ? own.map((model) => model.id) : ['*']
    const forbidden = names.flatMap((model) => {
      const [breach] = judgeModel(rules, { connection: id, model })
      return breach ? [{ model, reason: addEnglish(breach.text).message }] : []
    })
    const [first] = forbidden
    if (!first) return []
    models.push(...forbidden.map((item) => ({ connectionName: name, ...item })))
    return [{ id, name, allowed: names.length - forbidden.length, forbidden: forbidden.length, reason: first.reason }]
  })
  return { connections: judged, models, looked: rows.reduce((sum, row) => sum + row.models.length, 0) }
}

async function judgeApps(
  { db, workspace }: ServiceContext,
  rules: ModelRulesView,
): Promise<Pick<PolicyPreview, 'apps'> & { looked: number }> {
  const rows = await db
    .select({ id: apps.id, name: apps.name, draft: apps.draft, live: versions.graph })
    .from(apps)
    .leftJoin(environments, and(eq(environments.appId, apps.id), eq(environments.name, 'production')))
    .leftJoin(versions, eq(versions.id, environments.versionId))
    .where(and(eq(apps.workspaceId, workspace.id), isNull(apps.deletedAt)))
    .orderBy(asc(apps.name))
    .limit(MAX_APPS)
  const found = rows.flatMap(({ id, name, draft, live }) => {
    const inLive = live ? findForbiddenIn(live, manifestOf, rules) : []
    const issues = [...inLive, ...findForbiddenIn(draft, manifestOf, rules)]
    const [first] = issues
    if (!first) return []
    return [
      {
        id,
        name,
        isLive: inLive.length > 0,
        steps: labelsOf(issues, [live, draft]),
        reason: addEnglish(first).message,
      },
    ]
  })
  return { apps: found, looked: rows.length }
}

function labelsOf(issues: readonly GraphIssue[], graphs: readonly (Graph | null)[]): string[] {
  const labels = new Map(graphs.flatMap((graph) => graph?.nodes ?? []).map((node) => [node.id, node.label]))
  return [...new Set(issues.flatMap(({ nodeId }) => labels.get(nodeId ?? '') ?? []))]
}
