import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { getImportReport as getImportReportContract } from '@/lib/contracts/imports'
import { appImports } from '@/lib/db/schema/app-imports'
import { getAppRow } from '../apps/get-app-row'
import { notFound, requireRole, type Verb } from '../context'

export const getImportReport: Verb<typeof getImportReportContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const [row] = await ctx.db
    .select({ report: appImports.report, createdAt: appImports.createdAt })
    .from(appImports)
    .where(and(eq(appImports.appId, app.id), eq(appImports.workspaceId, ctx.workspace.id)))
  if (!row) throw notFound('missing.importReport')
  return { report: row.report, createdAt: row.createdAt.toISOString() }
}
