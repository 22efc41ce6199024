import 'server-only'
import type { BodyOf } from '@/lib/contracts/contract'
import type { Forecast, getForecast as getContract, makeForecast as makeContract } from '@/lib/contracts/forecast'
import { migrateGraph } from '@/lib/graph/format/migrate-graph'
import { viewGraph } from '@/lib/graph/graph-view'
import type { Plan } from '@/lib/graph/plan'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { type AppRow, getAppRow } from '@/lib/services/apps/get-app-row'
import { requireRole, type ServiceContext, type Verb } from '@/lib/services/context'
import { readAllModelRules } from '@/lib/services/governance/model-rules'
import { compilePlan } from '../runs/compile-plan'
import { partOfDraft } from '../runs/parts/part-of-draft'
import { forecastNode } from './forecast-node'
import { forecastTotal } from './forecast-total'
import { nodeSignatures } from './node-signature'
import { readPastRuns } from './past-runs'

export const getForecast: Verb<typeof getContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  return forecast(ctx, await getAppRow(ctx.db, ctx.workspace.id, params.appId), {})
}

export const makeForecast: Verb<typeof makeContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'viewer')
  return forecast(ctx, await getAppRow(ctx.db, ctx.workspace.id, params.appId), body)
}

async function forecast(
  ctx: ServiceContext,
  app: AppRow,
  { inputs, part }: BodyOf<typeof makeContract>,
): Promise<Forecast> {
  const plan = compilePlan(app.draft)
  const runs = await executedSteps(ctx, app, plan, part)
  const view = viewGraph(migrateGraph(app.draft, manifestOf), manifestOf)
  const past = await readPastRuns(ctx.db, { workspaceId: ctx.workspace.id, appId: app.id })
  const rules = await readAllModelRules(ctx.db, ctx.workspace.id)
  const facts = { view, inputs: inputs ?? null, past, signatures: nodeSignatures(view), rules, now: ctx.now() }
  const inPlan = idsOf(plan)
  const nodes = view.nodes.filter(({ node }) => inPlan.has(node.id)).map((node) => forecastNode(facts, node))
  const isWhole = part === undefined && !plan.nodes.some(({ isStep, pinned }) => isStep && pinned !== null)
  return { nodes, total: forecastTotal({ plan, runs, isWhole, nodes, past }) }
}

async function executedSteps(
  { db }: ServiceContext,
  app: AppRow,
  plan: Plan,
  part: BodyOf<typeof makeContract>['part'],
): Promise<Set<string>> {
  if (part) return new Set((await partOfDraft(db, { app, ...part, runMissing: true, runOutdated: false })).part.runs)
  return new Set(plan.nodes.flatMap(({ id, isStep, pinned }) => (isStep && pinned === null ? [id] : [])))
}

function idsOf(plan: Plan): Set<string> {
  return new Set(plan.nodes.flatMap((node) => [node.id, ...(node.frame ? idsOf(node.frame) : [])]))
}
