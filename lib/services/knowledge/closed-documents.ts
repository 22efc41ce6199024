import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Viewer } from '@/lib/core/knowledge/document-access'
import { type Database, rows } from '@/lib/db/database'
import { accessCondition } from '@/lib/rag/search/document-condition'

interface Where {
  db: Database
  workspace: { id: string }
}

/** Most workspaces never had a restricted document, so all their runs are open to every member. */
export async function hasRestricted({ db, workspace }: Where): Promise<boolean> {
  const found = await db.execute(sql`select ${restrictedOf(workspace.id)} as found`)
  return rows<{ found: boolean }>(found)[0]?.found === true
}

const restrictedOf = (workspaceId: string): SQL => sql`(
  exists (select 1 from documents where workspace_id = ${workspaceId} and access is not null)
  or exists (select 1 from gone_documents where workspace_id = ${workspaceId} and access is not null))`

/**
 * The documents of a set that the viewer may not see. A permanently deleted document keeps its last access. If its
 * access was not recorded, it counts as closed in a workspace with restricted documents, because its former access is
 * unknown. Files attached to a run belong to no knowledge base.
 */
export function closedAmong(ids: SQL, workspaceId: string, viewer: Viewer): SQL {
  return sql`
    select wanted.id from (${ids}) as wanted(id)
    left join lateral (
      select id, access from documents where id = wanted.id and workspace_id = ${workspaceId}
      union all select id, access from gone_documents where id = wanted.id and workspace_id = ${workspaceId}
    ) d on true
    where case when d.id is not null then not ${accessCondition(viewer, 'd')}
      else not exists (select 1 from app_files f where f.id = wanted.id and f.workspace_id = ${workspaceId})
        and ${restrictedOf(workspaceId)} end`
}

export async function isOneClosed({ db, workspace }: Where, ids: SQL, viewer: Viewer): Promise<boolean> {
  const found = await db.execute(sql`select 1 as one from (${closedAmong(ids, workspace.id, viewer)}) closed limit 1`)
  return rows(found).length > 0
}
