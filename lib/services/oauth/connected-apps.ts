import 'server-only'
import { and, desc, eq, isNull } from 'drizzle-orm'
import type {
  listConnectedApps as listContract,
  removeConnectedApp as removeContract,
} from '@/lib/contracts/oauth-clients'
import { apiKeyApps, apiKeys, apps } from '@/lib/db/schema/apps'
import { oauthGrants } from '@/lib/db/schema/oauth'
import { emitAudit } from '../audit/emit-audit'
import { notFound, requireRole, requireUser, type Verb } from '../context'
import { endGrant } from './revoke-grants'

/** The caller's connected apps in this workspace; editors see those of others in the list of keys. */
export const listConnectedApps: Verb<typeof listContract> = async ({ ctx }) => {
  requireRole(ctx, 'runner')
  const { userId } = requireUser(ctx)
  const found = await ctx.db
    .select({ key: apiKeys, app: { id: apps.id, name: apps.name } })
    .from(oauthGrants)
    .innerJoin(apiKeys, eq(apiKeys.id, oauthGrants.keyId))
    .leftJoin(apiKeyApps, eq(apiKeyApps.keyId, apiKeys.id))
    .leftJoin(apps, eq(apps.id, apiKeyApps.appId))
    .where(
      and(eq(oauthGrants.workspaceId, ctx.workspace.id), eq(oauthGrants.userId, userId), isNull(apiKeys.revokedAt)),
    )
    .orderBy(desc(apiKeys.createdAt))
  const byKey = Map.groupBy(found, ({ key }) => key.id)
  return {
    programs: [...byKey.values()].flatMap((rows) => {
      const [first] = rows
      if (!first) return []
      const { id, name, createdAt, lastUsedAt, expiresAt } = first.key
      return {
        id,
        name,
        apps: rows.flatMap(({ app }) => app ?? []),
        createdAt: createdAt.toISOString(),
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
        expiresAt: expiresAt?.toISOString() ?? null,
      }
    }),
  }
}

export const removeConnectedApp: Verb<typeof removeContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'runner')
  const { userId } = requireUser(ctx)
  const grant = { keyId: params.programId, workspaceId: ctx.workspace.id }
  await ctx.db.transaction(async (tx) => {
    const [ownKey] = await tx
      .select({ name: apiKeys.name })
      .from(oauthGrants)
      .innerJoin(apiKeys, eq(apiKeys.id, oauthGrants.keyId))
      .where(
        and(
          eq(oauthGrants.keyId, grant.keyId),
          eq(oauthGrants.workspaceId, grant.workspaceId),
          eq(oauthGrants.userId, userId),
          isNull(apiKeys.revokedAt),
        ),
      )
    if (!ownKey) throw notFound('missing.program')
    await endGrant(tx, grant)
    await emitAudit(tx, ctx, { action: 'program.remove', subject: `key:${grant.keyId}`, before: { name: ownKey.name } })
  })
  return { ok: true }
}
