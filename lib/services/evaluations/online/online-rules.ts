import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/online-rules'
import { definedOnly } from '@/lib/core/defined-only'
import { newId } from '@/lib/core/new-id'
import { onlineRules } from '@/lib/db/schema/evaluation/online-rules'
import { getAppRow } from '../../apps/get-app-row'
import { emitAudit } from '../../audit/emit-audit'
import { notFound, requireRole, type Verb } from '../../context'
import { slugOf } from '../free-slug'
import { getOnlineRule, viewOnlineRule } from './online-rule-rows'

export const listOnlineRules: Verb<typeof contract.listOnlineRules> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const found = await ctx.db
    .select()
    .from(onlineRules)
    .where(and(eq(onlineRules.appId, app.id), eq(onlineRules.workspaceId, ctx.workspace.id)))
    .orderBy(asc(onlineRules.id))
  return { rules: await Promise.all(found.map((rule) => viewOnlineRule(ctx.db, rule, ctx.now()))) }
}

export const createOnlineRule: Verb<typeof contract.createOnlineRule> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const id = newId()
  const now = ctx.now()
  const rule = await ctx.db.transaction(async (tx) => {
    const word = slugOf(body.name, 'rule')
    const isTaken = await tx.$count(
      onlineRules,
      and(eq(onlineRules.appId, app.id), eq(onlineRules.workspaceId, app.workspaceId), eq(onlineRules.slug, word)),
    )
    const [added] = await tx
      .insert(onlineRules)
      .values({
        ...body,
        id,
        workspaceId: app.workspaceId,
        appId: app.id,
        slug: isTaken ? `${word}-${id.slice(-6)}` : word,
        // Runs from now on.
        cursor: id,
        feedbackAt: now,
        referenceAt: now,
        createdBy: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
      })
      .returning()
    const after = { name: body.name, app: app.name, share: body.share, dailyBudgetMicros: body.dailyBudgetMicros }
    await emitAudit(tx, ctx, { action: 'online-rule.create', subject: `online-rule:${id}`, after })
    return added
  })
  if (!rule) throw notFound('missing.onlineRule')
  return viewOnlineRule(ctx.db, rule, now)
}

export const updateOnlineRule: Verb<typeof contract.updateOnlineRule> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const address = { workspaceId: ctx.workspace.id, ...params }
  const rule = await getOnlineRule(ctx.db, address)
  const { resetReference, ...change } = body
  // Runs during a pause are not scored later.
  const restarts = body.isOn === true && !rule.isOn ? { cursor: newId(), feedbackAt: ctx.now() } : {}
  await ctx.db.transaction(async (tx) => {
    await tx
      .update(onlineRules)
      .set({
        ...definedOnly(change),
        ...restarts,
        ...(resetReference ? { referenceAt: ctx.now() } : {}),
        updatedAt: ctx.now(),
      })
      .where(and(eq(onlineRules.id, rule.id), eq(onlineRules.workspaceId, rule.workspaceId)))
    const after = { name: body.name ?? rule.name, changed: Object.keys(definedOnly(body)) }
    await emitAudit(tx, ctx, { action: 'online-rule.update', subject: `online-rule:${rule.id}`, after })
  })
  return viewOnlineRule(ctx.db, await getOnlineRule(ctx.db, address), ctx.now())
}

export const deleteOnlineRule: Verb<typeof contract.deleteOnlineRule> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const { id, name, workspaceId } = await getOnlineRule(ctx.db, { workspaceId: ctx.workspace.id, ...params })
  await ctx.db.transaction(async (tx) => {
    await tx.delete(onlineRules).where(and(eq(onlineRules.id, id), eq(onlineRules.workspaceId, workspaceId)))
    await emitAudit(tx, ctx, { action: 'online-rule.delete', subject: `online-rule:${id}`, before: { name } })
  })
  return { ok: true }
}
