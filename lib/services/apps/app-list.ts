import 'server-only'
import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { AppListItem } from '@/lib/contracts/apps'
import { firstIdAt } from '@/lib/core/new-id'
import { appFavorites } from '@/lib/db/schema/app-favorites'
import { apps, environments, publications, versions } from '@/lib/db/schema/apps'
import { users } from '@/lib/db/schema/auth'
import type { ServiceContext } from '../context'
import { summaryColumns } from './app-summaries'

const DAY_MS = 86_400_000

/** The newest run of an app, read from the index by workspace, app and id. */
const lastRun = sql<AppListItem['lastRun']>`(
  select jsonb_build_object('id', r.id, 'status', r.status, 'createdAt', r.created_at) from runs r
  where r.workspace_id = ${apps.workspaceId} and r.app_id = ${apps.id} order by r.id desc limit 1)`

/** All apps of the workspace with their activity in one query; the last changed first. */
export async function selectAppList(ctx: ServiceContext): Promise<AppListItem[]> {
  // As in the overview of an app.
  const today = Math.floor(ctx.now().getTime() / DAY_MS) * DAY_MS
  const since = firstIdAt(today - 6 * DAY_MS)
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null
  const found = await ctx.db
    .select({
      ...summaryColumns,
      owner: users.name,
      isFavorite: sql<boolean>`${appFavorites.appId} is not null`,
      hasPage: sql<boolean>`${versions.id} is not null and coalesce(${publications.settings}->>'access', 'key') <> 'key'`,
      lastRun,
      runsInWeek: sql<number>`(select count(*) from runs r
        where r.workspace_id = ${apps.workspaceId} and r.app_id = ${apps.id} and r.id >= ${since}::uuid
          and r.version_id is not null and r.shadow_of is null)`.mapWith(Number),
    })
    .from(apps)
    .leftJoin(environments, and(eq(environments.appId, apps.id), eq(environments.name, 'production')))
    .leftJoin(versions, eq(versions.id, environments.versionId))
    .leftJoin(publications, eq(publications.appId, apps.id))
    .leftJoin(users, eq(users.id, apps.createdBy))
    .leftJoin(
      appFavorites,
      userId === null ? sql`false` : and(eq(appFavorites.appId, apps.id), eq(appFavorites.userId, userId)),
    )
    .where(and(eq(apps.workspaceId, ctx.workspace.id), isNull(apps.deletedAt)))
    .orderBy(desc(apps.updatedAt))
  return found.map(({ lastRun: last, ...row }) => ({
    ...row,
    lastRun: last ? { ...last, createdAt: new Date(last.createdAt).toISOString() } : null,
    updatedAt: row.updatedAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
  }))
}
