import 'server-only'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Viewer } from '@/lib/core/knowledge/document-access'
import type { FilterCondition } from '@/lib/core/knowledge/filter-condition'
import { type Database, rows } from '@/lib/db/database'
import type { ProblemRef } from '@/lib/messages/problems/problem-ref'
import { accessCondition, type DocumentFilters, documentCondition } from '../search/document-condition'

export interface DocumentState {
  isDeleted: boolean
  isReady: boolean
  /** Why the last ingestion failed. */
  failure: string | null
  failureRef: ProblemRef | null
  /** Whether the viewer may see it. */
  isSeen: boolean
  /** Access list. */
  access: string[] | null
  /** Filter conditions that it does not match. */
  failing: FilterCondition[]
}

export interface ReadDocumentState {
  db: Database
  workspaceId: string
  documentId: string
  viewer: Viewer
  filters: readonly DocumentFilters[]
}

const Row = z.object({
  isDeleted: z.boolean(),
  isReady: z.boolean(),
  failure: z.string().nullable(),
  // Stored by this application; older rows have none.
  failureRef: z.custom<ProblemRef>().nullable(),
  isSeen: z.boolean(),
  access: z.array(z.string()).nullable(),
  holds: z.array(z.boolean()),
})

/** The state of a document, with the filters that exclude it from a search; null if it was deleted. */
export async function readDocumentState(request: ReadDocumentState): Promise<DocumentState | null> {
  const groups = request.filters.flatMap(splitGroup)
  const matches = groups.map((group) => sql`coalesce((${documentCondition(null, [group]).documents}), false)`)
  const list = matches.length === 0 ? sql`'{}'::boolean[]` : sql`array[${sql.join(matches, sql`, `)}]`
  // jsonb, since the drivers parse boolean arrays differently.
  const found = await request.db.execute(sql`select d.deleted_at is not null as "isDeleted",
      d.status = 'ready' or d.revision > 0 as "isReady",
      case when d.status = 'failed' then coalesce(d.error, '') end as failure,
      d.error_ref as "failureRef", ${accessCondition(request.viewer, 'd')} as "isSeen",
      to_jsonb(d.access) as access, to_jsonb(${list}) as holds
    from documents d where d.id = ${request.documentId} and d.workspace_id = ${request.workspaceId}`)
  const [row] = z.array(Row).parse(rows(found))
  if (!row) return null
  const { holds: held, ...state } = row
  return { ...state, failing: groups.flatMap(({ conditions }, index) => (held[index] ? [] : conditions)) }
}

/** With “all”, each condition is reported separately; with “any”, they only fail together. */
function splitGroup({ match, conditions }: DocumentFilters): DocumentFilters[] {
  if (conditions.length === 0) return []
  return match === 'any' ? [{ match, conditions }] : conditions.map((condition) => ({ match, conditions: [condition] }))
}
