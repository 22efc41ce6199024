import 'server-only'
import { and, desc, eq } from 'drizzle-orm'
import type {
  listFormerAddresses as listFormerAddressesContract,
  releaseAddress as releaseAddressContract,
} from '@/lib/contracts/versions'
import { formerAddresses } from '@/lib/db/schema/apps'
import { getAppRow } from '../apps/get-app-row'
import { emitAudit } from '../audit/emit-audit'
import { notFound, requireRole, type Verb } from '../context'
import { forgetLiveApps } from './live-app-cache'

/** Previous addresses that still redirect to the app. */
export const listFormerAddresses: Verb<typeof listFormerAddressesContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const rows = await ctx.db
    .select({ slug: formerAddresses.slug, createdAt: formerAddresses.createdAt })
    .from(formerAddresses)
    .where(and(eq(formerAddresses.appId, app.id), eq(formerAddresses.workspaceId, ctx.workspace.id)))
    .orderBy(desc(formerAddresses.createdAt), formerAddresses.slug)
  return { addresses: rows.map(({ slug, createdAt }) => ({ slug, since: createdAt.toISOString() })) }
}

/** Permanently gives up an address: it stops working, and other apps may use it. */
export const releaseAddress: Verb<typeof releaseAddressContract> = async ({ ctx, params: { appId, slug } }) => {
  requireRole(ctx, 'owner')
  const app = await getAppRow(ctx.db, ctx.workspace.id, appId)
  await ctx.db.transaction(async (tx) => {
    const [deleted] = await tx
      .delete(formerAddresses)
      .where(
        and(
          eq(formerAddresses.slug, slug),
          eq(formerAddresses.appId, app.id),
          eq(formerAddresses.workspaceId, ctx.workspace.id),
        ),
      )
      .returning({ slug: formerAddresses.slug })
    if (!deleted) throw notFound('missing.address')
    const before = { name: app.name, slug }
    await emitAudit(tx, ctx, { action: 'publication.release-address', subject: `app:${app.id}`, before })
  })
  forgetLiveApps(ctx.db)
  return { ok: true }
}
