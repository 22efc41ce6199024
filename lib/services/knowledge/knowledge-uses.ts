import 'server-only'
import { and, asc, eq, isNull, or, sql } from 'drizzle-orm'
import type { listKnowledgeUses as contract } from '@/lib/contracts/knowledge'
import { apps, environments, versions } from '@/lib/db/schema/apps'
import { requireRole, type Verb } from '../context'
import { getKnowledgeBaseRow } from './get-knowledge-base-row'

/** An id is like no other text, so that a drawing which has it anywhere names the knowledge base. */
export const listKnowledgeUses: Verb<typeof contract> = async ({ ctx, params: { knowledgeBaseId } }) => {
  requireRole(ctx, 'viewer')
  await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, knowledgeBaseId)
  const isLive = sql<boolean>`exists (select 1 from ${environments} e join ${versions} v on v.id = e.version_id
    where e.app_id = ${apps}.id and e.workspace_id = ${ctx.workspace.id} and strpos(v.graph::text, ${knowledgeBaseId}) > 0)`
  const found = await ctx.db
    .select({ id: apps.id, name: apps.name, isLive })
    .from(apps)
    .where(
      and(
        eq(apps.workspaceId, ctx.workspace.id),
        isNull(apps.deletedAt),
        or(sql`strpos(${apps.draft}::text, ${knowledgeBaseId}) > 0`, isLive),
      ),
    )
    .orderBy(asc(apps.name))
  return { apps: found }
}
