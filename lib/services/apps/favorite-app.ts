import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { favoriteApp as favoriteAppContract } from '@/lib/contracts/apps'
import { appFavorites } from '@/lib/db/schema/app-favorites'
import { requireRole, requireUser, type Verb } from '../context'
import { getAppRow } from './get-app-row'

/** Adds the app to the caller's own favorites, or removes it from them. */
export const favoriteApp: Verb<typeof favoriteAppContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'viewer')
  const { userId } = requireUser(ctx)
  const { id: appId, workspaceId } = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  if (body.isFavorite) await ctx.db.insert(appFavorites).values({ userId, appId, workspaceId }).onConflictDoNothing()
  else
    await ctx.db
      .delete(appFavorites)
      .where(
        and(eq(appFavorites.userId, userId), eq(appFavorites.appId, appId), eq(appFavorites.workspaceId, workspaceId)),
      )
  return { ok: true }
}
