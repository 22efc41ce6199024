import 'server-only'
import { randomBytes } from 'node:crypto'
import { and, asc, eq, isNull } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/triggers'
import { definedOnly } from '@/lib/core/defined-only'
import { internalError } from '@/lib/core/internal-error'
import { newId } from '@/lib/core/new-id'
import { apps, versions } from '@/lib/db/schema/apps'
import { triggers } from '@/lib/db/schema/automations'
import { newWebhookSecret } from '@/lib/secrets/webhook-signature'
import { getAppRow } from '../apps/get-app-row'
import { notFound, requireRole, type ServiceContext, type Verb } from '../context'
import { unsubscribe } from './event-triggers'
import type { TriggerRow } from './open-trigger'
import { getTriggerRow, sealSecret, triggerView } from './trigger-row'

export const listTriggers: Verb<typeof contract.listTriggers> = async ({ ctx, query }) => {
  requireRole(ctx, 'viewer')
  const found = await ctx.db
    .select({ trigger: triggers, appName: apps.name })
    .from(triggers)
    .innerJoin(apps, eq(apps.id, triggers.appId))
    .where(
      and(
        eq(triggers.workspaceId, ctx.workspace.id),
        isNull(apps.deletedAt),
        query.appId ? eq(triggers.appId, query.appId) : undefined,
      ),
    )
    .orderBy(asc(triggers.name))
  return { triggers: found.map(({ trigger, appName }) => triggerView(ctx, trigger, appName)) }
}

export const createTrigger: Verb<typeof contract.createTrigger> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  await requireVersion(ctx, app.id, body.versionId)
  const id = newId()
  const { secret = newWebhookSecret(), ...settings } = body
  const [row] = await ctx.db
    .insert(triggers)
    .values({
      id,
      workspaceId: ctx.workspace.id,
      appId: app.id,
      ...settings,
      ...(await sealSecret(ctx, id, secret)),
      publicId: randomBytes(16).toString('base64url'),
    })
    .returning()
  if (!row) throw internalError('The webhook was not stored.')
  return { trigger: triggerView(ctx, row, app.name), secret }
}

export const updateTrigger: Verb<typeof contract.updateTrigger> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const { app, trigger } = await getTriggerRow(ctx, params.triggerId)
  if (body.versionId) await requireVersion(ctx, app.id, body.versionId)
  const { secret, ...settings } = body
  const sealed = secret === undefined ? {} : await sealSecret(ctx, trigger.id, secret)
  return triggerView(ctx, await write(ctx, trigger, { ...definedOnly(settings), ...sealed }), app.name)
}

export const rotateTrigger: Verb<typeof contract.rotateTrigger> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const { app, trigger } = await getTriggerRow(ctx, params.triggerId)
  const secret = newWebhookSecret()
  const sealed = await sealSecret(ctx, trigger.id, secret)
  return { trigger: triggerView(ctx, await write(ctx, trigger, sealed), app.name), secret }
}

export const deleteTrigger: Verb<typeof contract.deleteTrigger> = async ({ ctx, params, signal }) => {
  requireRole(ctx, 'editor')
  const { trigger } = await getTriggerRow(ctx, params.triggerId)
  await unsubscribe(ctx, trigger, signal)
  await ctx.db.delete(triggers).where(and(eq(triggers.id, trigger.id), eq(triggers.workspaceId, ctx.workspace.id)))
  return { ok: true }
}

async function write(
  ctx: ServiceContext,
  before: TriggerRow,
  set: Partial<typeof triggers.$inferInsert>,
): Promise<TriggerRow> {
  const [row] = await ctx.db
    .update(triggers)
    .set({ ...set, updatedAt: ctx.now() })
    .where(and(eq(triggers.id, before.id), eq(triggers.workspaceId, ctx.workspace.id)))
    .returning()
  return row ?? before
}

async function requireVersion(ctx: ServiceContext, appId: string, versionId: string | null): Promise<void> {
  if (versionId === null) return
  const [row] = await ctx.db
    .select({ id: versions.id })
    .from(versions)
    .where(and(eq(versions.id, versionId), eq(versions.appId, appId), eq(versions.workspaceId, ctx.workspace.id)))
  if (!row) throw notFound('missing.version')
}
