import 'server-only'
import type { deleteAppFile as deleteContract, uploadAppFile as uploadContract } from '@/lib/contracts/app-files'
import { getAppRow } from '@/lib/services/apps/get-app-row'
import { requireRole, type ServiceContext, type Verb } from '@/lib/services/context'
import { acceptedFiles, acceptedInputsOf } from '../apps/input-fields'
import { checkFile } from './check-file'
import { publicFiles } from './public-files'

/** The owner of files that a member sends when trying an app: no end user has access to them. */
const studioUser = (ctx: Pick<ServiceContext, 'actor'>) =>
  ctx.actor.kind === 'user' ? `studio:${ctx.actor.userId}` : 'studio:system'

export const uploadAppFile: Verb<typeof uploadContract> = async ({ ctx, params, upload }) => {
  requireRole(ctx, 'runner')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const accepted = acceptedFiles(acceptedInputsOf(app.draft))
  const { bytes, fileName, mimeType } = upload
  const file = await checkFile({ bytes, fileName, declaredType: mimeType }, accepted)
  const scope = { app: { appId: app.id, workspaceId: ctx.workspace.id }, endUser: studioUser(ctx) }
  return publicFiles(ctx).storeFile({ ...scope, file })
}

export const deleteAppFile: Verb<typeof deleteContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'runner')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const scope = { app: { appId: app.id, workspaceId: ctx.workspace.id }, endUser: studioUser(ctx) }
  await publicFiles(ctx).removeFile({ ...scope, id: params.fileId })
  return { ok: true }
}
