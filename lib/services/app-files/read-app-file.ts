import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { readAppFile as contract } from '@/lib/contracts/app-file-content'
import { appFiles } from '@/lib/db/schema/app-files'
import { readFile } from '@/lib/files/store'
import { notFound, requireRole, type Verb } from '@/lib/services/context'
import { requireOpenRun } from '@/lib/services/knowledge/closed-runs'
import { fileResponse } from './file-response'

export const readAppFile: Verb<typeof contract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const [file] = await ctx.db
    .select()
    .from(appFiles)
    .where(and(eq(appFiles.id, params.fileId), eq(appFiles.workspaceId, ctx.workspace.id)))
  if (!file) throw notFound('missing.file')
  // Files created by a run may contain text of documents that it has read.
  if (file.runId !== null) await requireOpenRun(ctx, file.runId)
  return fileResponse(file, await readFile(ctx.workspace.id, file.id))
}
