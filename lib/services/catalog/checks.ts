import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import type { CheckItem } from '@/lib/catalog/checks/check-item'
import type * as contract from '@/lib/contracts/model-checks'
import type { CheckRequest, CheckView } from '@/lib/contracts/model-checks'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import { modelCheckResults, modelChecks } from '@/lib/db/schema/governance'
import { problem } from '@/lib/messages/problems/problem'
import { estimateTokens } from '@/lib/models/estimate-tokens'
import { costMicros } from '@/lib/models/prices'
import { emitAudit } from '../audit/emit-audit'
import { notFound, requireRole, type ServiceContext, type Verb } from '../context'
import { checkItems } from './check-items'
import { modelCheckJob } from './check-job'
import { toResultView } from './check-result-view'
import { findChecks, ofModel } from './check-view'
import { type AddressedModel, findAddressed, hostOfAddressed } from './model-address'

const OPEN = ['queued', 'running'] as const

export const listChecks: Verb<typeof contract.listChecks> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  return { checks: await findChecks(ctx, ofModel(await findAddressed(ctx, params))) }
}

export const estimateCheck: Verb<typeof contract.estimateCheck> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const { address, items } = await prepare(ctx, params, body)
  const counts = await Promise.all(
    items.map(({ messages }) => estimateTokens(messages.map(({ content }) => content).join('\n'))),
  )
  const inputTokens = counts.reduce((sum, count) => sum + count, 0)
  const outputTokens = items.reduce((sum, item) => sum + item.maxOutputTokens, 0)
  const { provider, model } = address
  const host = hostOfAddressed(address) ?? ''
  return {
    calls: items.length,
    inputTokens,
    outputTokens,
    costMicros: costMicros({ provider, model, host, inputTokens, outputTokens, at: ctx.now() }),
  }
}

export const startCheck: Verb<typeof contract.startCheck> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const { address, items } = await prepare(ctx, params, body)
  const id = newId()
  const { kind, ...settings } = body
  await ctx.db.transaction(async (tx) => {
    const [runningCheck] = await tx
      .select({ id: modelChecks.id })
      .from(modelChecks)
      .where(
        and(
          eq(modelChecks.workspaceId, ctx.workspace.id),
          ofModel(address),
          eq(modelChecks.kind, kind),
          inArray(modelChecks.status, [...OPEN]),
        ),
      )
    if (runningCheck) throw new AppError('CONFLICT', problem('checks.inProgress'))
    await tx.insert(modelChecks).values({
      id,
      workspaceId: ctx.workspace.id,
      connectionId: address.connection,
      model: address.model,
      kind,
      settings,
      datasetVersionId: body.kind === 'quality' ? body.datasetVersionId : null,
      status: 'queued' as const,
      total: items.length,
      createdBy: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
    })
    const job = { workspaceId: ctx.workspace.id, checkId: id }
    await ctx.system.jobs.send(modelCheckJob, job, { key: id, group: ctx.workspace.id, priority: 'batch', tx })
    const subject = `model:${address.connection}/${address.model}`
    await emitAudit(tx, ctx, { action: 'model-check.start', subject, after: { kind, ...settings } })
  })
  return viewCheck(ctx, id)
}

export const getCheck: Verb<typeof contract.getCheck> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const check = await viewCheck(ctx, params.checkId)
  const found = await ctx.db
    .select()
    .from(modelCheckResults)
    .where(and(eq(modelCheckResults.checkId, check.id), eq(modelCheckResults.workspaceId, ctx.workspace.id)))
    .orderBy(modelCheckResults.ordinal)
  return { check, results: found.map(toResultView) }
}

export const cancelCheck: Verb<typeof contract.cancelCheck> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const check = await viewCheck(ctx, params.checkId)
  await ctx.db.transaction(async (tx) => {
    const cancelled = await tx
      .update(modelChecks)
      .set({ status: 'cancelled', endedAt: ctx.now() })
      .where(
        and(
          eq(modelChecks.id, check.id),
          eq(modelChecks.workspaceId, ctx.workspace.id),
          inArray(modelChecks.status, [...OPEN]),
        ),
      )
      .returning({ id: modelChecks.id })
    if (cancelled.length === 0) throw new AppError('CONFLICT', problem('checks.ended'))
    await emitAudit(tx, ctx, { action: 'model-check.cancel', subject: `model-check:${check.id}` })
  })
  return viewCheck(ctx, check.id)
}

/** @throws INVALID_INPUT when the model cannot be called, NOT_FOUND */
async function prepare(
  ctx: ServiceContext,
  params: { connectionId: string; model: string },
  request: CheckRequest,
): Promise<{ address: AddressedModel; items: CheckItem[] }> {
  const address = await findAddressed(ctx, params)
  if (!address.row) throw new AppError('INVALID_INPUT', problem('checks.notConnected'))
  const listed = address.row.models.find(({ id }) => id === address.model)
  const isChat = listed ? listed.ability === 'chat' : address.entry?.abilities.includes('chat')
  if (!isChat) throw new AppError('INVALID_INPUT', problem('checks.languageModelsOnly'))
  const items = await checkItems(ctx.db, ctx.workspace.id, request)
  if (items.length === 0) throw new AppError('INVALID_INPUT', problem('checks.noExamples'))
  return { address, items }
}

async function viewCheck(ctx: ServiceContext, checkId: string): Promise<CheckView> {
  const [check] = await findChecks(ctx, eq(modelChecks.id, checkId))
  if (!check) throw notFound('missing.check')
  return check
}
