import 'server-only'
import { and, asc, desc, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import type { PENDING_INPUT_SORTS, PendingInputSummary } from '@/lib/contracts/pending-inputs'
import type { Database } from '@/lib/db/database'
import { apps } from '@/lib/db/schema/apps'
import { waits } from '@/lib/db/schema/waits'
import type { ServiceContext } from '@/lib/services/context'
import { closedRuns } from '@/lib/services/knowledge/closed-runs'
import { type FoundPendingInput, findPendingInputs } from './find-pending-input'
import { mayAnswer } from './may-answer'
import { toPendingInputSummary } from './pending-input-view'

export interface PendingInputPage {
  where: SQL | undefined
  status: 'waiting' | 'ended'
  sort: (typeof PENDING_INPUT_SORTS)[number]
  search?: string | undefined
  /** Id of the last item of the previous page. */
  cursor?: string | undefined
  limit: number
}

/** Questions as this member may see them: the details of a closed run are shown only to the assignees. */
export async function readPendingInputs(
  ctx: Pick<ServiceContext, 'db' | 'workspace' | 'actor'>,
  page: PendingInputPage,
): Promise<{ waits: PendingInputSummary[]; nextCursor: string | null }> {
  const list: PendingInputSummary[] = []
  for (let cursor = page.cursor; ; ) {
    const { found, nextCursor } = await findPendingInputPage(ctx.db, ctx.workspace.id, { ...page, cursor })
    list.push(...(await toViews(ctx, found, page.search)))
    const shownItems = list.slice(0, page.limit)
    // Whether there is another page must depend on the shown items only, if some were hidden.
    const isPageFull = list.length === page.limit && nextCursor !== null
    const hasNextPage = list.length > page.limit || (isPageFull && !page.search)
    if (hasNextPage) return { waits: shownItems, nextCursor: shownItems.at(-1)?.id ?? null }
    if (nextCursor === null) return { waits: shownItems, nextCursor: null }
    cursor = nextCursor
  }
}

async function toViews(
  ctx: Pick<ServiceContext, 'db' | 'workspace' | 'actor'>,
  found: readonly FoundPendingInput[],
  search: string | undefined,
): Promise<PendingInputSummary[]> {
  const others = found.filter(({ request, startedBy }) => mayAnswer(ctx.actor, request, startedBy) !== 'yes')
  const closedRunIds = await closedRuns(ctx, [...new Set(others.map(({ wait }) => wait.runId))])
  const hidden = new Set(others.filter(({ wait }) => closedRunIds.has(wait.runId)))
  return found.flatMap((item) => {
    if (!hidden.has(item)) return [toPendingInputSummary(item)]
    // Hidden texts must not match a search, which would reveal them word by word.
    return search && !isNamed(item, search) ? [] : [withoutTexts(toPendingInputSummary(item))]
  })
}

const isNamed = ({ wait, appName }: FoundPendingInput, search: string) =>
  [wait.nodeLabel, appName].some((name) => name.toLowerCase().includes(search.toLowerCase()))

function withoutTexts(wait: PendingInputSummary): PendingInputSummary {
  return {
    ...wait,
    title: wait.nodeLabel,
    about: '',
    answer: wait.answer && { ...wait.answer, values: {}, comment: '' },
  }
}

export async function findPendingInputPage(
  db: Database,
  workspaceId: string,
  page: PendingInputPage,
): Promise<{ found: FoundPendingInput[]; nextCursor: string | null }> {
  const found = await findPendingInputs(db, workspaceId, {
    where: and(
      page.status === 'waiting' ? eq(waits.status, 'waiting') : inArray(waits.status, ['answered', 'cancelled']),
      page.search ? matches(page.search) : undefined,
      page.cursor === undefined ? undefined : afterCursor(page.sort, page.cursor, workspaceId),
      page.where,
    ),
    orderBy: page.sort === 'due' ? [sql`${DUE} asc`, asc(waits.id)] : [desc(waits.id)],
    limit: page.limit + 1,
  })
  const shownItems = found.slice(0, page.limit)
  return { found: shownItems, nextCursor: found.length > page.limit ? (shownItems.at(-1)?.wait.id ?? null) : null }
}

/** Questions without a deadline come last. */
const DUE = sql`coalesce(${waits.dueAt}, 'infinity')`

function afterCursor(sort: PendingInputPage['sort'], cursor: string, workspaceId: string): SQL {
  if (sort === 'newest') return sql`${waits.id} < ${cursor}`
  return sql`(${DUE}, ${waits.id}) > (select coalesce(c.due_at, 'infinity'), c.id from ${waits} c where c.id = ${cursor} and c.workspace_id = ${workspaceId})`
}

function matches(search: string): SQL | undefined {
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`
  return or(
    sql`${waits.request}->>'title' ilike ${pattern}`,
    sql`${waits.request}->>'message' ilike ${pattern}`,
    sql`${waits.nodeLabel} ilike ${pattern}`,
    sql`${apps.name} ilike ${pattern}`,
  )
}
