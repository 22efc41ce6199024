import 'server-only'
import { and, asc, eq, isNull, or, type SQL, sql } from 'drizzle-orm'
import { apps, environments, versions } from '@/lib/db/schema/apps'
import { releaseRequests, rollouts } from '@/lib/db/schema/releases'
import type { ServiceContext } from '../context'

export interface NamingApp {
  id: string
  name: string
  /** Whether a version in production names it. */
  isLive: boolean
}

/** Apps that use a resource. Ids are unique texts, so a graph that contains the id anywhere uses it. */
export async function appsThatName(
  { db, workspace }: Pick<ServiceContext, 'db' | 'workspace'>,
  resourceId: string,
): Promise<NamingApp[]> {
  const names = (drawing: SQL) => sql<boolean>`strpos(${drawing}::text, ${resourceId}) > 0`
  // Versions of the app that are live in its environments, in a rollout beside them, or scheduled.
  const released = sql`(
    select version_id, environment, true as runs from (
      select version_id, name as environment from ${environments} where app_id = ${apps.id}
      union all
      select version_id, environment from ${rollouts} where app_id = ${apps.id} and status = 'running'
    ) running
    union all
    select version_id, environment, false from ${releaseRequests}
    where app_id = ${apps.id} and status in ('waiting', 'scheduled')
  )`
  const has = (
    filter: SQL,
  ) => sql<boolean>`exists (select 1 from ${released} r join ${versions} v on v.id = r.version_id
    where v.workspace_id = ${workspace.id} and ${names(sql`v.graph`)} and ${filter})`
  return db
    .select({ id: apps.id, name: apps.name, isLive: has(sql`r.runs and r.environment = 'production'`) })
    .from(apps)
    .where(
      and(eq(apps.workspaceId, workspace.id), isNull(apps.deletedAt), or(names(sql`${apps.draft}`), has(sql`true`))),
    )
    .orderBy(asc(apps.name))
}
