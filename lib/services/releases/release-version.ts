import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { StoredOverride } from '@/lib/contracts/gate-override'
import type {
  ReleaseResult,
  releaseVersion as releaseContract,
  rollBack as rollBackContract,
} from '@/lib/contracts/releases'
import { AppError } from '@/lib/core/app-error'
import type { Database, Transaction } from '@/lib/db/database'
import { versions } from '@/lib/db/schema/apps'
import { problem } from '@/lib/messages/problems/problem'
import { type AppRow, getAppRow } from '../apps/get-app-row'
import { notFound, requireRole, type ServiceContext, type Verb } from '../context'
import { overrideOf } from '../gates/override-of'
import { requestGate } from '../gates/pass-gate'
import { recordingRefusals } from '../gates/recording-refusals'
import { assertAllowedModels } from '../governance/assert-allowed-models'
import { requireEnvironmentValues } from '../variables/require-environment-values'
import { forgetLiveApps } from '../versions/live-app-cache'
import { createRequest } from './create-request'
import { requireEnvironment } from './environments'
import { lockEnvironment, pointEnvironment } from './point-environment'
import { requireFutureTime } from './require-future-time'
import { cannotReturn, mayReturnTo } from './return-to-version'

export const releaseVersion: Verb<typeof releaseContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  await requireEnvironment(ctx.db, app, body.environment)
  await requireVersion(ctx, app, body.versionId)
  const dueAt = body.plannedFor ? requireFutureTime(body.plannedFor, ctx.now()) : null
  const timeZone = body.plannedFor?.timeZone ?? null
  const override = overrideOf(ctx, body.override)
  const result = await recordingRefusals(ctx, (tx) =>
    releaseInTurn(tx, ctx, app, { ...body, override, kind: 'promote', dueAt, timeZone }),
  )
  forgetLiveApps(ctx.db)
  return result
}

export const rollBack: Verb<typeof rollBackContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  await requireEnvironment(ctx.db, app, body.environment)
  await requireVersion(ctx, app, body.versionId)
  await ctx.db.transaction(async (tx) => {
    const { environment, versionId, expectedVersionId, note } = body
    const { needsApproval } = await lockEnvironment(tx, app, environment)
    if (!(await mayReturnTo(tx, app, environment, versionId))) throw cannotReturn(needsApproval)
    await pointEnvironment(tx, ctx, app, { environment, versionId, expectedVersionId, note, kind: 'rollback' })
  })
  forgetLiveApps(ctx.db)
  return { status: 'live', orderId: null }
}

export interface ReleaseRequest {
  environment: string
  versionId: string
  expectedVersionId?: string | null
  note: string
  kind: 'publish' | 'promote'
  dueAt: Date | null
  timeZone: string | null
  override: StoredOverride | null
}

/** Releases at once, or stores a request if an approval or a later time is needed. */
export async function releaseInTurn(
  tx: Transaction,
  ctx: ServiceContext,
  app: AppRow,
  request: ReleaseRequest,
): Promise<ReleaseResult> {
  const { needsApproval, versionId } = await lockEnvironment(tx, app, request.environment)
  await requireValues(tx, app, request)
  if (request.expectedVersionId !== undefined && request.expectedVersionId !== versionId)
    throw new AppError('CONFLICT', problem('releases.changedMeanwhile'))
  const action = request.dueAt === null ? request.kind : 'schedule'
  const releaseRequest = { ...request, action, canRequest: true } as const
  const pass = await requestGate(tx, ctx, app, releaseRequest)
  if (pass !== 'second-person' && !needsApproval && request.dueAt === null) {
    await pointEnvironment(tx, ctx, app, { ...request, pass })
    return { status: 'live', orderId: null }
  }
  const needsSecondPerson = pass === 'second-person' || (needsApproval && request.override !== null)
  const status = needsApproval || needsSecondPerson ? 'waiting' : 'scheduled'
  return { status, orderId: await createRequest(tx, ctx, app, { ...request, status, needsSecondPerson }) }
}

/** @throws INVALID_GRAPH when the environment lacks a value that the version reads */
async function requireValues(tx: Transaction, app: AppRow, { environment, versionId }: ReleaseRequest): Promise<void> {
  const { workspaceId } = app
  const [version] = await tx
    .select({ graph: versions.graph })
    .from(versions)
    .where(and(eq(versions.id, versionId), eq(versions.workspaceId, workspaceId)))
  if (version) await requireEnvironmentValues(tx, { workspaceId, environment }, version.graph)
}

/**
 * @throws NOT_FOUND, INVALID_GRAPH if it was invalid when saved, or the workspace's policy forbids one of its models
 */
export async function requireVersion(
  ctx: { db: Database; workspace: { id: string } },
  app: Pick<AppRow, 'id' | 'workspaceId'>,
  versionId: string,
) {
  const [version] = await ctx.db
    .select({ id: versions.id, number: versions.number, graph: versions.graph, isSound: versions.isSound })
    .from(versions)
    .where(and(eq(versions.id, versionId), eq(versions.appId, app.id), eq(versions.workspaceId, app.workspaceId)))
  if (!version) throw notFound('missing.version')
  if (!version.isSound) throw new AppError('INVALID_GRAPH', problem('releases.versionHasProblems'))
  await assertAllowedModels(ctx.db, app.workspaceId, version.graph)
  return version
}
