import 'server-only'
import { and, count, eq, isNull, sum } from 'drizzle-orm'
import { MAX_VISITOR_FILE_BYTES } from '@/lib/contracts/file-limits'
import type { deleteVisitorFiles as deleteContract, getVisitorFiles as getContract } from '@/lib/contracts/protection'
import { appFiles } from '@/lib/db/schema/app-files'
import { getAppRow } from '@/lib/services/apps/get-app-row'
import { emitAudit } from '@/lib/services/audit/emit-audit'
import { requireRole, type Verb } from '@/lib/services/context'
import { sentByVisitorsBytes } from './file-quota'
import { deleteBytes } from './generated-files'

export const getVisitorFiles: Verb<typeof getContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const [file] = await ctx.db
    .select({ count: count(), bytes: sum(appFiles.sizeBytes) })
    .from(appFiles)
    .where(isSentTo(ctx.workspace.id, app.id))
  return {
    count: file?.count ?? 0,
    bytes: Number(file?.bytes ?? 0),
    workspaceBytes: await sentByVisitorsBytes(ctx.db, ctx.workspace.id),
    limitBytes: MAX_VISITOR_FILE_BYTES,
  }
}

/** Runs that reference the files keep their answers. Steps that read them later report that they were deleted. */
export const deleteVisitorFiles: Verb<typeof deleteContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const deleted = await ctx.db.transaction(async (tx) => {
    const rows = await tx.delete(appFiles).where(isSentTo(ctx.workspace.id, app.id)).returning({ id: appFiles.id })
    await emitAudit(tx, ctx, {
      action: 'protection.deleteVisitorFiles',
      subject: `app:${app.id}`,
      after: { name: app.name, deleted: rows.length },
    })
    return rows.map(({ id }) => id)
  })
  await deleteBytes(ctx.workspace.id, deleted)
  return { deleted: deleted.length }
}

/** Excludes files that runs created for visitors: they are deleted with their runs. */
const isSentTo = (workspaceId: string, appId: string) =>
  and(
    eq(appFiles.workspaceId, workspaceId),
    eq(appFiles.appId, appId),
    eq(appFiles.byVisitor, true),
    isNull(appFiles.runId),
  )
