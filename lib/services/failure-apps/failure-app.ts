import 'server-only'
import { and, eq } from 'drizzle-orm'
import type {
  getFailureApp as getFailureAppContract,
  saveFailureApp as saveFailureAppContract,
} from '@/lib/contracts/failure-app'
import { AppError } from '@/lib/core/app-error'
import { apps } from '@/lib/db/schema/apps'
import { problem } from '@/lib/messages/problems/problem'
import { getAppRow } from '../apps/get-app-row'
import { requireRole, type Verb } from '../context'

export const getFailureApp: Verb<typeof getFailureAppContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const { onFailure } = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  return onFailure ?? { appId: null, sendsInputs: false }
}

export const saveFailureApp: Verb<typeof saveFailureAppContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const { appId, sendsInputs } = body
  if (appId === params.appId) throw new AppError('INVALID_INPUT', problem('apps.ownFailureApp'))
  if (appId !== null) await getAppRow(ctx.db, ctx.workspace.id, appId)
  await ctx.db
    .update(apps)
    .set({ onFailure: appId === null ? null : { appId, sendsInputs }, updatedAt: ctx.now() })
    .where(and(eq(apps.id, params.appId), eq(apps.workspaceId, ctx.workspace.id)))
  return { appId, sendsInputs: appId !== null && sendsInputs }
}
