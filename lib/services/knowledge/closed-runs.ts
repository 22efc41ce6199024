import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { MAX_HISTORY_TURNS } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import type { Viewer } from '@/lib/core/document-access'
import { rows } from '@/lib/db/database'
import { accessCondition } from '@/lib/rag/search/document-condition'
import type { ServiceContext } from '../context'
import { viewerOfActor } from './viewer-of-caller'

type Context = Pick<ServiceContext, 'db' | 'workspace' | 'actor'>

/** Wherever a passage or citation is written, also inside of a text, and however often that was quoted. */
const DOCUMENT_ID = String.raw`documentId[":\\ ]{1,20}([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})`

/**
 * Of these runs those that have read a document which this member may not see, by the rights of now: what such a run was
 * asked, found and answered is for others, since what a model wrote cannot be told from what it read. A run knows what was
 * said before it, so those of its conversation and the ones that it goes on from count as well; where the caller brought
 * the history along, as chat pages do, the last ones of the same person.
 */
export async function closedRuns(
  { db, workspace, actor }: Context,
  runIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const viewer = viewerOfActor(actor)
  if (viewer === null || runIds.length === 0) return new Set()
  const found = await db.execute(sql`
    with recursive told(root, id) as (
      select id, id from runs where workspace_id = ${workspace.id} and ${isOneOf(sql`id`, runIds)}
      union
      select told.root, before.id from told
      join runs r on r.id = told.id and r.workspace_id = ${workspace.id}
      cross join lateral (
        select r.source_run_id as id
        union all select r.shadow_of
        union all select (r.caller_note ->> 'previousRunId')::uuid
        union all select earlier.run_id from conversation_turns turn
          join conversation_turns earlier
            on earlier.conversation_id = turn.conversation_id and earlier.run_id < turn.run_id
          where turn.run_id = r.id
        union all (select earlier.id from runs earlier
          where jsonb_array_length(r.history) > 0 and earlier.workspace_id = r.workspace_id
            and earlier.app_id = r.app_id and earlier.id < r.id
            and (earlier.end_user = r.end_user or earlier.started_by = r.started_by)
          order by earlier.id desc limit ${MAX_HISTORY_TURNS})
      ) before
      where before.id is not null
    ), said(run_id, text) as (
      select run_id, events::text from run_events where run_id in (select id from told)
      union all select run_id, value::text from run_values where run_id in (select id from told)
      union all select id, outputs::text from runs where id in (select id from told) and outputs is not null
    ), read(run_id, document_id) as (
      select distinct said.run_id, match[1]::uuid from said, regexp_matches(said.text, ${DOCUMENT_ID}::text, 'g') as match
    )
    select distinct told.root as id from told join read on read.run_id = told.id
    where read.document_id in (${closedAmong(sql`select document_id from read`, workspace.id, viewer)})`)
  return new Set(rows<{ id: string }>(found).map(({ id }) => id))
}

/** @throws FORBIDDEN */
export async function requireOpenRun(ctx: Context, runId: string): Promise<void> {
  if ((await closedRuns(ctx, [runId])).size > 0) throw closed()
}

/** The events of a run as long as it reads nothing that this member may not see. @throws FORBIDDEN from the event on that does */
export async function* whileOpen<Stored extends { event: { type: string } }>(
  ctx: Context,
  runId: string,
  events: AsyncIterable<Stored>,
): AsyncGenerator<Stored> {
  const viewer = viewerOfActor(ctx.actor)
  if (viewer === null) return yield* events
  const known = new Set<string>()
  for await (const stored of events) {
    const fresh = documentsIn(stored.event).filter((id) => !known.has(id))
    for (const id of fresh) known.add(id)
    if (fresh.length > 0 && (await isOneClosed(ctx, fresh, viewer))) throw closed()
    // A large value is named only: what it holds is looked up where it is stored.
    if (JSON.stringify(stored.event).includes('"$value"')) await requireOpenRun(ctx, runId)
    yield stored
  }
}

/** Whether something that was made of documents holds one that this member may not see. */
export async function holdsClosed({ db, workspace, actor }: Context, value: unknown): Promise<boolean> {
  const viewer = viewerOfActor(actor)
  return viewer !== null && isOneClosed({ db, workspace }, documentsIn(value), viewer)
}

async function isOneClosed(
  { db, workspace }: Pick<Context, 'db' | 'workspace'>,
  ids: readonly string[],
  viewer: Viewer,
): Promise<boolean> {
  if (ids.length === 0) return false
  const listed = sql`select unnest(array[${list(ids)}]::uuid[])`
  const found = await db.execute(
    sql`select 1 as one from (${closedAmong(listed, workspace.id, viewer)}) closed limit 1`,
  )
  return rows(found).length > 0
}

function documentsIn(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(new RegExp(DOCUMENT_ID, 'g'))].flatMap(([, id]) => id ?? [])
}

/**
 * What of these is gone by now counts as closed where the workspace has documents that are: nobody can tell any more whose
 * it was. Files that came with a run are none of a knowledge base.
 */
function closedAmong(ids: SQL, workspaceId: string, viewer: Viewer): SQL {
  return sql`
    select wanted.id from (${ids}) as wanted(id)
    left join documents d on d.id = wanted.id and d.workspace_id = ${workspaceId}
    where case when d.id is not null then not ${accessCondition(viewer, 'd')}
      else not exists (select 1 from app_files f where f.id = wanted.id and f.workspace_id = ${workspaceId})
        and exists (select 1 from documents o where o.workspace_id = ${workspaceId} and o.access is not null) end`
}

const list = (ids: readonly string[]): SQL =>
  sql.join(
    ids.map((id) => sql`${id}::uuid`),
    sql`, `,
  )
const isOneOf = (column: SQL, ids: readonly string[]): SQL => sql`${column} in (${list(ids)})`

const closed = () =>
  new AppError(
    'FORBIDDEN',
    'This run read documents that you may not see. Ask an editor of the workspace to look at it, or to open the documents to you.',
  )
