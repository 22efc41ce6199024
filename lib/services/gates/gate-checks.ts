import 'server-only'
import { and, desc, eq } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/gates'
import { AppError } from '@/lib/core/app-error'
import { versions } from '@/lib/db/schema/apps'
import { gateDecisions } from '@/lib/db/schema/evaluation/gates'
import { problem } from '@/lib/messages/problems/problem'
import { type AppRow, getAppRow } from '../apps/get-app-row'
import { notFound, requireRole, type ServiceContext, type Verb } from '../context'
import { compilePlan } from '../runs/compile-plan'
import { checkGate, viewCheck } from './check-gate'
import type { MeasuredGraph } from './find-evidence'
import { gateOf, viewGate } from './gate-rows'
import { runningExperiments } from './running-experiments'
import { startMeasurements } from './start-measurements'

export const checkGateOf: Verb<typeof contract.checkGate> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const gate = await gateOf(ctx.db, app, params.environment)
  if (!gate) return { gate: null, check: null }
  const candidate = await candidateOf(ctx, app, query.versionId)
  // Read before the evidence: the page polls while evaluations run, so one that ends in between is not missed.
  const running = await runningExperiments(ctx.db, app, candidate.graphHash)
  const checked = await checkGate(ctx.db, app, { gate, candidate, now: ctx.now() })
  return { gate: viewGate(gate), check: await viewCheck(ctx.db, app, checked, running) }
}

export const measureForGate: Verb<typeof contract.measureForGate> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const { environment } = params
  const gate = await gateOf(ctx.db, app, environment)
  if (!gate) throw new AppError('NOT_FOUND', problem('gates.missing'))
  const candidate = await candidateOf(ctx, app, body.versionId)
  const { versionId, fresh } = body
  const started = await startMeasurements(ctx, app, { gate, candidate, versionId, fresh })
  if (started.length === 0) throw new AppError('CONFLICT', problem('gates.nothingToMeasure'))
  return { experiments: started }
}

async function candidateOf(ctx: ServiceContext, app: AppRow, versionId: string | undefined): Promise<MeasuredGraph> {
  if (versionId === undefined) return { graph: app.draft, graphHash: compilePlan(app.draft).hash }
  const [version] = await ctx.db
    .select({ graph: versions.graph })
    .from(versions)
    .where(and(eq(versions.id, versionId), eq(versions.appId, app.id), eq(versions.workspaceId, app.workspaceId)))
  if (!version) throw notFound('missing.version')
  return { graph: version.graph, graphHash: compilePlan(version.graph).hash }
}

const SHOWN = 50

export const listGateDecisions: Verb<typeof contract.listGateDecisions> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const found = await ctx.db
    .select({ decision: gateDecisions, versionNumber: versions.number })
    .from(gateDecisions)
    .leftJoin(versions, eq(versions.id, gateDecisions.versionId))
    .where(and(eq(gateDecisions.appId, app.id), eq(gateDecisions.workspaceId, app.workspaceId)))
    .orderBy(desc(gateDecisions.id))
    .limit(SHOWN)
  return {
    decisions: found.map(({ decision, versionNumber }) => {
      const { id, environment, action, answer, rules, override, isAllowed, actorName: by, createdAt } = decision
      return {
        id,
        environment,
        versionNumber,
        action,
        answer,
        rules,
        isAllowed,
        by,
        override: override && { reason: override.reason, by: override.by },
        createdAt: createdAt.toISOString(),
      }
    }),
  }
}
