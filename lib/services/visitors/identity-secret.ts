import 'server-only'
import { and, eq } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/visitors'
import { identitySecrets } from '@/lib/db/schema/widget'
import { newIdentitySecret } from '@/lib/secrets/identity-token'
import { getAppRow } from '../apps/get-app-row'
import { emitAudit } from '../audit/emit-audit'
import { requireRole, type Verb } from '../context'

export const getIdentitySecret: Verb<typeof contract.getIdentitySecret> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const [row] = await ctx.db
    .select({ last4: identitySecrets.last4 })
    .from(identitySecrets)
    .where(and(eq(identitySecrets.appId, app.id), eq(identitySecrets.workspaceId, ctx.workspace.id)))
  return { last4: row?.last4 ?? null }
}

export const rotateIdentitySecret: Verb<typeof contract.rotateIdentitySecret> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const secret = newIdentitySecret()
  const address = { workspaceId: ctx.workspace.id, id: app.id, type: 'identity' as const }
  const encryptedSecret = await ctx.system.keyring.seal(ctx.db, address, secret)
  const last4 = secret.slice(-4)
  await ctx.db.transaction(async (tx) => {
    await tx
      .insert(identitySecrets)
      .values({ appId: app.id, workspaceId: ctx.workspace.id, encryptedSecret, last4 })
      .onConflictDoUpdate({ target: identitySecrets.appId, set: { encryptedSecret, last4, updatedAt: ctx.now() } })
    await emitAudit(tx, ctx, { action: 'identity-secret.rotate', subject: `app:${app.id}`, after: { last4 } })
  })
  return { secret, last4 }
}
