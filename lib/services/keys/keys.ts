import 'server-only'
import { randomInt } from 'node:crypto'
import { and, desc, eq, inArray, isNull } from 'drizzle-orm'
import type { BodyOf } from '@/lib/contracts/contract'
import type {
  ApiKeyView,
  createKey as createKeyContract,
  listKeys as listKeysContract,
  revokeKey as revokeKeyContract,
} from '@/lib/contracts/keys'
import { KeyLimits } from '@/lib/contracts/protection'
import { newId } from '@/lib/core/new-id'
import type { Database, Transaction } from '@/lib/db/database'
import { apiKeyApps, apiKeys, apps } from '@/lib/db/schema/apps'
import { users } from '@/lib/db/schema/auth'
import { budgets } from '@/lib/db/schema/budgets'
import { oauthGrants } from '@/lib/db/schema/oauth'
import { apiKeyModels, registeredModels } from '@/lib/db/schema/training'
import { emitAudit } from '../audit/emit-audit'
import { forgetActiveBudgets } from '../budgets/active-budgets'
import { notFound, requireRole, type ServiceContext, type Verb } from '../context'
import { invalidateProtection, protectionCache } from '../protection/protection-cache'
import { forgetKey, hashKey, KEY_PREFIX } from './find-key'

const ALPHABET = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'

export const listKeys: Verb<typeof listKeysContract> = async ({ ctx }) => {
  requireRole(ctx, 'editor')
  return { keys: await selectKeys(ctx.db, ctx.workspace.id) }
}

export const createKey: Verb<typeof createKeyContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'editor')
  const secret = KEY_PREFIX + Array.from({ length: 64 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  const id = newId()
  const appIds = [...new Set(body.appIds)]
  await ctx.db.transaction(async (tx) => {
    const owned = await tx
      .select({ id: apps.id })
      .from(apps)
      .where(and(inArray(apps.id, appIds), eq(apps.workspaceId, ctx.workspace.id), isNull(apps.deletedAt)))
    if (owned.length !== appIds.length) throw notFound('missing.app')
    const modelIds = await ownedModels(tx, ctx.workspace.id, body.modelIds)
    await tx.insert(apiKeys).values({
      id,
      workspaceId: ctx.workspace.id,
      name: body.name,
      hash: hashKey(secret),
      start: secret.slice(0, KEY_PREFIX.length + 4),
      last4: secret.slice(-4),
      environment: body.environment ?? null,
      canEvaluate: body.canEvaluate,
      limits: body.limits ?? null,
      expiresAt:
        body.expiresInDays === undefined ? null : new Date(ctx.now().getTime() + body.expiresInDays * 86_400_000),
    })
    const owner = { keyId: id, workspaceId: ctx.workspace.id }
    if (appIds.length > 0) await tx.insert(apiKeyApps).values(appIds.map((appId) => ({ ...owner, appId })))
    // Other processes reload their limits.
    if (body.limits) await invalidateProtection(tx)
    if (body.dailyBudgetMicros !== undefined) await addDailyBudget(tx, ctx, id, body)
    if (modelIds.length > 0) await tx.insert(apiKeyModels).values(modelIds.map((modelId) => ({ ...owner, modelId })))
  })
  // This process reloads its limits and budgets now.
  protectionCache(ctx.db).invalidate()
  forgetActiveBudgets(ctx.workspace.id)
  const key = (await selectKeys(ctx.db, ctx.workspace.id)).find((item) => item.id === id)
  if (!key) throw notFound('missing.key')
  return { key, secret }
}

export const revokeKey: Verb<typeof revokeKeyContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const [revoked] = await ctx.db
    .update(apiKeys)
    .set({ revokedAt: ctx.now() })
    .where(and(eq(apiKeys.id, params.keyId), eq(apiKeys.workspaceId, ctx.workspace.id), isNull(apiKeys.revokedAt)))
    .returning({ hash: apiKeys.hash })
  if (!revoked) throw notFound('missing.key')
  forgetKey(ctx.db, revoked.hash)
  return { ok: true }
}

async function addDailyBudget(
  tx: Transaction,
  ctx: ServiceContext,
  keyId: string,
  { name, dailyBudgetMicros = 0 }: BodyOf<typeof createKeyContract>,
): Promise<void> {
  const budget = { name, limitMicros: dailyBudgetMicros, period: 'day' as const, warnPercent: 80 }
  const createdBy = ctx.actor.kind === 'user' ? ctx.actor.userId : null
  const id = newId()
  await tx
    .insert(budgets)
    .values({ ...budget, id, workspaceId: ctx.workspace.id, scope: 'key', scopeId: keyId, createdBy })
  await emitAudit(tx, ctx, { action: 'budget.create', subject: `budget:${id}`, after: budget })
}

async function ownedModels(tx: Transaction, workspaceId: string, requested: readonly string[]): Promise<string[]> {
  const modelIds = [...new Set(requested)]
  const owned = await tx
    .select({ id: registeredModels.id })
    .from(registeredModels)
    .where(and(inArray(registeredModels.id, modelIds), eq(registeredModels.workspaceId, workspaceId)))
  if (owned.length !== modelIds.length) throw notFound('missing.model')
  return modelIds
}

async function selectKeys(db: Database, workspaceId: string): Promise<ApiKeyView[]> {
  const keys = await db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.workspaceId, workspaceId), isNull(apiKeys.revokedAt)))
    .orderBy(desc(apiKeys.createdAt))
  const appLinks = await db
    .select({ keyId: apiKeyApps.keyId, id: apps.id, name: apps.name })
    .from(apiKeyApps)
    .innerJoin(apps, eq(apps.id, apiKeyApps.appId))
    .where(eq(apiKeyApps.workspaceId, workspaceId))
  const grants = await db
    .select({ keyId: oauthGrants.keyId, member: users.name })
    .from(oauthGrants)
    .innerJoin(users, eq(users.id, oauthGrants.userId))
    .where(eq(oauthGrants.workspaceId, workspaceId))
  const grantByKey = new Map(grants.map(({ keyId, member }) => [keyId, { member }]))
  const modelLinks = await db
    .select({ keyId: apiKeyModels.keyId, id: registeredModels.id, name: registeredModels.name })
    .from(apiKeyModels)
    .innerJoin(registeredModels, eq(registeredModels.id, apiKeyModels.modelId))
    .where(eq(apiKeyModels.workspaceId, workspaceId))
  return keys.map((key) => ({
    id: key.id,
    name: key.name,
    start: key.start,
    last4: key.last4,
    apps: appLinks.filter((link) => link.keyId === key.id).map(({ id, name }) => ({ id, name })),
    models: modelLinks.filter((link) => link.keyId === key.id).map(({ id, name }) => ({ id, name })),
    environment: key.environment,
    canEvaluate: key.canEvaluate,
    program: grantByKey.get(key.id) ?? null,
    createdAt: key.createdAt.toISOString(),
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    expiresAt: key.expiresAt?.toISOString() ?? null,
    limits: KeyLimits.parse(key.limits ?? {}),
  }))
}
