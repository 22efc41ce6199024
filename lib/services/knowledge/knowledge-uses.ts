import 'server-only'
import { and, asc, eq, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { listKnowledgeUses as contract } from '@/lib/contracts/knowledge'
import { apps, environments, versions } from '@/lib/db/schema/apps'
import { releaseRequests, rollouts } from '@/lib/db/schema/releases'
import { requireRole, type Verb } from '../context'
import { getKnowledgeBaseRow } from './get-knowledge-base-row'

/** Ids are unique texts, so a graph that contains the id anywhere uses the knowledge base. */
export const listKnowledgeUses: Verb<typeof contract> = async ({ ctx, params: { knowledgeBaseId } }) => {
  requireRole(ctx, 'viewer')
  await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, knowledgeBaseId)
  const names = (drawing: SQL) => sql<boolean>`strpos(${drawing}::text, ${knowledgeBaseId}) > 0`
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
    where v.workspace_id = ${ctx.workspace.id} and ${names(sql`v.graph`)} and ${filter})`
  const found = await ctx.db
    .select({ id: apps.id, name: apps.name, isLive: has(sql`r.runs and r.environment = 'production'`) })
    .from(apps)
    .where(
      and(
        eq(apps.workspaceId, ctx.workspace.id),
        isNull(apps.deletedAt),
        or(names(sql`${apps.draft}`), has(sql`true`)),
      ),
    )
    .orderBy(asc(apps.name))
  return { apps: found }
}
