import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Viewer } from '@/lib/core/knowledge/document-access'
import { type Database, rows } from '@/lib/db/database'
import { withoutJit } from '@/lib/db/statements/without-jit'
import { closedAmong } from './closed-documents'

interface Where {
  db: Database
  workspace: { id: string }
}

/** Matches the id after a `documentId` in JSON, also inside a string, however often its quotes were escaped. */
export const AFTER_NAME = String.raw`[":\\ ]{1,20}([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})`

/** Matches text split at each `documentId`, because searching for the complete pattern takes forty times as long. */
export const documentAtStart = (part: SQL): SQL =>
  sql`substring(left(${part}, 60) from ${`^${AFTER_NAME}`}::text)::uuid`

interface Read {
  runId: string
  documentIds: string[]
  hasEnded: boolean
}

/** The runs of a set that themselves read a document which the viewer may not see. */
export async function runsThatReadClosed(
  { db, workspace }: Where,
  runIds: readonly string[],
  viewer: Viewer,
): Promise<Set<string>> {
  const fresh = await readUnknown({ db, workspace }, runIds)
  const found = await withoutJit(
    db,
    sql`
    with read(run_id, document_id) as materialized (
      select run_id, unnest(document_ids) from run_reads where workspace_id = ${workspace.id} and run_id in (${uuids(runIds)})
      union all select x.id, unnest(x.documents) from json_to_recordset(${JSON.stringify(
        fresh.map(({ runId, documentIds }) => ({ id: runId, documents: documentIds })),
      )}::text::json) as x(id uuid, documents uuid[])
    )
    select distinct run_id as "runId" from read
    where document_id in (${closedAmong(sql`select distinct document_id from read`, workspace.id, viewer)})`,
  )
  return new Set(rows<{ runId: string }>(found).map(({ runId }) => runId))
}

/** Reads runs without cached reads, a millisecond each, and caches those that have ended. */
async function readUnknown({ db, workspace }: Where, runIds: readonly string[]): Promise<Read[]> {
  const unknown = await db.execute(sql`
    select r.id from runs r where r.workspace_id = ${workspace.id} and r.id in (${uuids(runIds)})
      and not exists (select 1 from run_reads k where k.run_id = r.id and k.workspace_id = r.workspace_id)`)
  const ids = rows<{ id: string }>(unknown).map(({ id }) => id)
  const reads: Read[] = []
  for (let index = 0; index < ids.length; index += AT_ONCE)
    reads.push(...(await readEvents(db, ids.slice(index, index + AT_ONCE))))
  const ended = reads.filter(({ hasEnded }) => hasEnded)
  if (ended.length > 0)
    await db.execute(sql`
      insert into run_reads (run_id, workspace_id, document_ids)
      select r.id, r.workspace_id, x."documentIds"
      from json_to_recordset(${JSON.stringify(ended)}::text::json) as x("runId" uuid, "documentIds" uuid[])
      -- Keeps the runs until this is stored: nothing would delete it later. In order, as others may store the same.
      join runs r on r.id = x."runId" and r.workspace_id = ${workspace.id}
      order by r.id for key share of r skip locked
      on conflict do nothing`)
  return reads
}

/** The database holds the texts of this many runs at a time. */
const AT_ONCE = 100

async function readEvents(db: Database, ids: readonly string[]): Promise<Read[]> {
  // The status is read in the same snapshot as the events, and the last event is stored with it.
  const found = await withoutJit(
    db,
    sql`
    with known as materialized (select id, status, outputs from runs where id in (${uuids(ids)})),
    said(run_id, text) as (
      select run_id, events::text from run_events where run_id in (select id from known)
      union all select run_id, value::text from run_values where run_id in (select id from known)
      union all select id, outputs::text from known where outputs is not null
    ), read(run_id, document_id) as (
      select said.run_id, ${documentAtStart(sql`part`)} from said, string_to_table(said.text, 'documentId') as part
    )
    select known.id as "runId", known.status in ('succeeded', 'failed', 'cancelled') as "hasEnded",
      coalesce(json_agg(distinct read.document_id) filter (where read.document_id is not null), '[]') as "documentIds"
    from known left join read on read.run_id = known.id group by known.id, known.status`,
  )
  return rows<Read>(found)
}

/**
 * A single parameter for all ids, expanded to rows: PostgreSQL would parse the text of an array again for each compared
 * row.
 */
const uuids = (ids: readonly string[]): SQL => sql`select unnest(${`{${ids.join()}}`}::text::uuid[])`
