import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type {
  ConversationThread,
  listAppConversations as listAppConversationsContract,
} from '@/lib/contracts/app-conversations'
import type { QueryOf } from '@/lib/contracts/contract'
import { rows } from '@/lib/db/database'
import { getAppRow } from '../apps/get-app-row'
import { requireRole, type ServiceContext, type Verb } from '../context'
import { closedRuns } from '../knowledge/closed-runs'
import { HEAD_COLUMNS, isHead, TURNS } from './thread-sql'

type Filters = Omit<QueryOf<typeof listAppConversationsContract>, 'cursor' | 'limit'>

/** Maximum number of threads that a filter checks per page. */
const SCANNED_THREADS = 2_000

export const listAppConversations: Verb<typeof listAppConversationsContract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const { cursor, limit, ...filters } = query
  const conditions = conditionsOf(filters)
  const scanned = conditions === null ? limit + 1 : SCANNED_THREADS
  const heads = sql`select ${HEAD_COLUMNS} from runs r
    where r.workspace_id = ${ctx.workspace.id}::uuid and r.app_id = ${params.appId}::uuid and ${isHead}
      ${cursor === undefined ? sql`` : sql`and r.id < ${cursor}::uuid`}
      ${filters.origin === undefined ? sql`` : sql`and r.origin = ${filters.origin}`}
    order by r.id desc limit ${scanned}`
  const found = await readThreads(ctx, heads, { conditions, limit: limit + 1 })
  const page = found.slice(0, limit)
  const hasMore = found.length > limit
  let next = hasMore ? page.at(-1)?.id : undefined
  // A filter may reject all threads of this part although there are more.
  if (!hasMore && conditions !== null) next = await lastOf(ctx, heads, scanned)
  return { conversations: await withoutClosedTitles(ctx, page, filters.search), nextCursor: next ?? null }
}

function conditionsOf({ search, feedback, status }: Filters): SQL | null {
  const all: SQL[] = []
  if (search !== undefined && search !== '') {
    const text = `%${search.replace(/[\\%_]/g, '\\$&')}%`
    all.push(sql`(title ilike ${text} or previews ilike ${text})`)
  }
  if (status !== undefined) all.push(sql`failures > 0`)
  if (feedback === 'up' || feedback === 'any') all.push(feedback === 'up' ? sql`up > 0` : sql`up + down > 0`)
  if (feedback === 'down') all.push(sql`down > 0`)
  if (feedback === 'corrected') all.push(sql`corrections > 0`)
  return all.length === 0 ? null : sql.join(all, sql` and `)
}

interface Row extends Omit<ConversationThread, 'isClosed'> {
  /** Ids of all runs of the thread. */
  runIds: string[]
}

/** The threads that begin with these runs, the newest first. */
export async function readThreads(
  ctx: ServiceContext,
  heads: SQL,
  { conditions, limit }: { conditions: SQL | null; limit: number },
): Promise<Row[]> {
  return rows<Row>(
    await ctx.db.execute(sql`
      select id, title, end_user as "endUser", origin, coalesce(environment, 'production') as environment,
        turns::float8 as turns, failures::float8 as failures, up::float8 as "thumbsUp", down::float8 as "thumbsDown",
        cost::float8 as "costMicros", run_ids as "runIds", created_at::text as "startedAt", last_at::text as "lastAt"
      from (
        select h.id, h.end_user, h.origin, h.environment, h.created_at, sums.*,
          coalesce(nullif(c.title, ''), h.preview) as title
        from (${heads}) h
        left join conversations c on c.id = h.conversation_id and c.workspace_id = h.workspace_id
        cross join lateral (
          select count(*) as turns, count(*) filter (where t.status = 'failed') as failures,
            coalesce(sum(t.cost_micros), 0) as cost, max(t.created_at) as last_at,
            string_agg(t.preview, ' ') as previews, array_agg(t.id::text) as run_ids,
            coalesce(sum(f.up), 0) as up, coalesce(sum(f.down), 0) as down,
            coalesce(sum(f.corrections), 0) as corrections
          from ${TURNS}
          cross join lateral (
            select count(*) filter (where rating = 'up') as up, count(*) filter (where rating = 'down') as down,
              count(correction) as corrections
            from run_feedback where run_id = t.id and workspace_id = t.workspace_id) f
        ) sums
      ) threads
      ${conditions === null ? sql`` : sql`where ${conditions}`}
      order by id desc limit ${limit}`),
  )
}

/** Cursor of the next page if a filter found too few entries in this part. @returns undefined if there are no more */
async function lastOf(ctx: ServiceContext, heads: SQL, scanned: number): Promise<string | undefined> {
  const last = sql`select id from (${heads}) h order by id desc limit 1 offset ${scanned - 1}`
  return rows<{ id: string }>(await ctx.db.execute(last))[0]?.id
}

/** Hides the titles of threads that read closed documents. A search must not find these threads either. */
async function withoutClosedTitles(
  ctx: ServiceContext,
  found: readonly Row[],
  search: string | undefined,
): Promise<ConversationThread[]> {
  const closedRunIds = await closedRuns(
    ctx,
    found.flatMap(({ runIds }) => runIds),
  )
  const isSearch = search !== undefined && search !== ''
  return found
    .filter(({ runIds }) => !isSearch || !runIds.some((id) => closedRunIds.has(id)))
    .map((row) => toThread(row, closedRunIds))
}

export function toThread({ runIds: _, ...row }: Row, closed: ReadonlySet<string>): ConversationThread {
  const isClosed = closed.has(row.id)
  return {
    ...row,
    isClosed,
    title: isClosed ? '' : row.title,
    startedAt: new Date(row.startedAt).toISOString(),
    lastAt: new Date(row.lastAt).toISOString(),
  }
}
