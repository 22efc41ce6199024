import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { MAX_HISTORY_TURNS } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import type { Viewer } from '@/lib/core/document-access'
import { type Database, rows } from '@/lib/db/database'
import { accessCondition } from '@/lib/rag/search/document-condition'
import type { ServiceContext } from '../context'
import { viewerOfActor } from './viewer-of-caller'

type Context = Pick<ServiceContext, 'db' | 'workspace' | 'actor'>

/** Wherever a passage or citation is written, also inside of a text, and however often that was quoted. */
const AFTER_NAME = String.raw`[":\\ ]{1,20}([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})`
const DOCUMENT_IDS = new RegExp(`documentId${AFTER_NAME}`, 'g')

/** Of a text that is cut at each `documentId`: looking for the whole pattern in it takes forty times as long. */
const documentAtStart = (part: SQL): SQL => sql`substring(left(${part}, 60) from ${`^${AFTER_NAME}`}::text)::uuid`

/** As far back as the runs of a person are looked at whose caller brought the history along. */
const SAID_BEFORE = 2 * MAX_HISTORY_TURNS
/** Among so many of the app, so that one of somebody who comes once a month does not read all runs of a busy app. */
const LOOKED_AT = 5_000

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
  if (viewer === null || runIds.length === 0 || !(await hasRestricted({ db, workspace }))) return new Set()
  // Conversations are gone back through a run at a time; what was brought along is not followed any further. PostgreSQL
  // takes the recursion for thousands of times what it is: it would compile the statement for a second, and read all runs
  // where `offset 0` has it look up each.
  const found = await withoutCompiling(
    db,
    sql`
    with recursive step(id, before_id, is_brought) as (
      select null::uuid, id, false from runs where workspace_id = ${workspace.id} and ${isOneOf(sql`id`, runIds)}
      union
      select r.id, before.id, before.is_brought from step
      cross join lateral (
        select * from runs where id = step.before_id and workspace_id = ${workspace.id} offset 0
      ) r
      cross join lateral (
        select r.source_run_id as id, false as is_brought
        union all select r.shadow_of, false
        union all select (r.caller_note ->> 'previousRunId')::uuid, false
        union all select earlier.run_id, false from conversation_turns turn
          cross join lateral (
            select other.run_id from conversation_turns other
            where other.conversation_id = turn.conversation_id and other.run_id < turn.run_id
            order by other.run_id desc limit 1
          ) earlier
          where turn.run_id = r.id
        union all (select same.id, true from (
            select other.id, other.end_user, other.started_by from runs other
            where jsonb_array_length(r.history) > 0
              and other.workspace_id = r.workspace_id and other.app_id = r.app_id and other.id < r.id
            order by other.id desc limit ${LOOKED_AT}
          ) same
          where same.end_user = r.end_user or same.started_by = r.started_by
          order by same.id desc limit ${SAID_BEFORE})
      ) before
      where not step.is_brought and before.id is not null
    ), known(id) as materialized (
      select distinct before_id from step
    ), said(run_id, text) as (
      select run_id, events::text from run_events where run_id in (select id from known)
      union all select run_id, value::text from run_values where run_id in (select id from known)
      union all select id, outputs::text from runs where id in (select id from known) and outputs is not null
    ), read(run_id, document_id) as materialized (
      select distinct said.run_id, ${documentAtStart(sql`part`)} from said, string_to_table(said.text, 'documentId') as part
    ), closed(run_id) as materialized (
      select run_id from read where document_id in (${closedAmong(sql`select distinct document_id from read where document_id is not null`, workspace.id, viewer)})
    )
    select step.id, step.before_id as "beforeId", step.before_id in (select run_id from closed) as "isClosed" from step`,
  )
  return spread(rows<Step>(found), runIds)
}

const withoutCompiling = (db: Database, statement: SQL) =>
  db.transaction(async (tx) => {
    await tx.execute(sql`set local jit = off`)
    return tx.execute(statement)
  })

interface Step {
  /** null: one of those that are asked about. */
  id: string | null
  beforeId: string
  isClosed: boolean
}

/** A closed run closes those that come after it. */
function spread(steps: readonly Step[], runIds: readonly string[]): Set<string> {
  const after = Map.groupBy(steps, ({ beforeId }) => beforeId)
  const closed = new Set(steps.filter(({ isClosed }) => isClosed).map(({ beforeId }) => beforeId))
  for (const runId of closed) for (const { id } of after.get(runId) ?? []) if (id !== null) closed.add(id)
  return new Set(runIds.filter((id) => closed.has(id)))
}

/** Most workspaces have no document that is for some only, and all their runs are open to every member. */
async function hasRestricted({ db, workspace }: Pick<Context, 'db' | 'workspace'>): Promise<boolean> {
  const found = await db.execute(
    sql`select exists (select 1 from documents where workspace_id = ${workspace.id} and access is not null) as found`,
  )
  return rows<{ found: boolean }>(found)[0]?.found === true
}

/** @throws FORBIDDEN */
export async function requireOpenRun(ctx: Context, runId: string): Promise<void> {
  if ((await closedRuns(ctx, [runId])).size > 0) throw closed()
}

/** The events of a run as long as it reads nothing that this member may not see. @throws FORBIDDEN from the event on that does */
export async function* whileOpen<Stored extends { event: { type: string } }>(
  ctx: Context,
  events: AsyncIterable<Stored>,
): AsyncGenerator<Stored> {
  const viewer = viewerOfActor(ctx.actor)
  if (viewer === null) return yield* events
  const known = new Set<string>()
  const fresh = (text: string, pattern: RegExp): string[] => {
    const found = matchesOf(text, pattern).filter((one) => !known.has(one))
    for (const one of found) known.add(one)
    return found
  }
  for await (const stored of events) {
    const text = JSON.stringify(stored.event)
    const ids = fresh(text, DOCUMENT_IDS)
    if (ids.length > 0 && (await isOneClosed(ctx, unnested(ids), viewer))) throw closed()
    // A large value is named only: what it holds is looked up where it is stored.
    const values = fresh(text, LARGE_VALUES)
    if (values.length > 0 && (await isOneClosed(ctx, documentsOfValues(values), viewer))) throw closed()
    yield stored
  }
}

/** Whether something that was made of documents holds one that this member may not see. */
export async function holdsClosed({ db, workspace, actor }: Context, value: unknown): Promise<boolean> {
  const viewer = viewerOfActor(actor)
  if (viewer === null) return false
  const ids = matchesOf(JSON.stringify(value), DOCUMENT_IDS)
  return ids.length > 0 && isOneClosed({ db, workspace }, unnested(ids), viewer)
}

async function isOneClosed(
  { db, workspace }: Pick<Context, 'db' | 'workspace'>,
  ids: SQL,
  viewer: Viewer,
): Promise<boolean> {
  const found = await db.execute(sql`select 1 as one from (${closedAmong(ids, workspace.id, viewer)}) closed limit 1`)
  return rows(found).length > 0
}

/** Run and hash (lib/engine/large-value.ts). */
const LARGE_VALUES = /"\$value":\{("runId":"[0-9a-f-]{36}","hash":"[0-9a-f]{64})"/g

const matchesOf = (text: string, pattern: RegExp): string[] => [
  ...new Set([...text.matchAll(pattern)].flatMap(([, found]) => found ?? [])),
]

const unnested = (ids: readonly string[]): SQL => sql`select unnest(array[${list(ids)}]::uuid[])`

const documentsOfValues = (names: readonly string[]): SQL => sql`
  select id from run_values v, string_to_table(v.value::text, 'documentId') as part, lateral (select ${documentAtStart(sql`part`)} as id) named
  where id is not null and (v.run_id, v.hash) in (${sql.join(
    names.map((name) => sql`(${name.slice(9, 45)}::uuid, ${name.slice(-64)}::text)`),
    sql`, `,
  )})`

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
