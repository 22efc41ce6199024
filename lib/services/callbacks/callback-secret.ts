import 'server-only'
import { and, eq } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/callbacks'
import { callbackSecrets } from '@/lib/db/schema/automations'
import { newWebhookSecret } from '@/lib/secrets/webhook-signature'
import { getAppRow } from '../apps/get-app-row'
import { requireRole, type Verb } from '../context'

export const getCallbackSecret: Verb<typeof contract.getCallbackSecret> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const [row] = await ctx.db
    .select({ last4: callbackSecrets.last4 })
    .from(callbackSecrets)
    .where(and(eq(callbackSecrets.appId, app.id), eq(callbackSecrets.workspaceId, ctx.workspace.id)))
  return { last4: row?.last4 ?? null }
}

export const rotateCallbackSecret: Verb<typeof contract.rotateCallbackSecret> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const secret = newWebhookSecret()
  const address = { workspaceId: ctx.workspace.id, id: app.id, type: 'callback' as const }
  const encryptedSecret = await ctx.system.keyring.seal(ctx.db, address, secret)
  const last4 = secret.slice(-4)
  await ctx.db
    .insert(callbackSecrets)
    .values({ appId: app.id, workspaceId: ctx.workspace.id, encryptedSecret, last4 })
    .onConflictDoUpdate({ target: callbackSecrets.appId, set: { encryptedSecret, last4, updatedAt: ctx.now() } })
  return { secret, last4 }
}
