import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { MAX_HISTORY_TURNS } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import type { Viewer } from '@/lib/core/knowledge/document-access'
import { type Database, rows } from '@/lib/db/database'
import { withoutJit } from '@/lib/db/statements/without-jit'
import { type ErrorColumns, errorColumns } from '@/lib/messages/problems/error-columns'
import { problem } from '@/lib/messages/problems/problem'
import type { ServiceContext } from '../context'
import { hasRestricted, isOneClosed } from './closed-documents'
import { AFTER_NAME, documentAtStart, runsThatReadClosed } from './reads-of-runs'
import { viewerOfActor } from './viewer-of-caller'

type Context = Pick<ServiceContext, 'db' | 'workspace' | 'actor'>
interface Where {
  db: Database
  workspace: { id: string }
}

const DOCUMENT_IDS = new RegExp(`documentId${AFTER_NAME}`, 'g')

/** Maximum number of a person's earlier runs to check when the caller sends the history itself. */
const MAX_EARLIER_RUNS = 2 * MAX_HISTORY_TURNS

/**
 * The runs of a set that read a document which this member may not see now. Their input, results and answer
 * are hidden, because the output of a model cannot be separated from what it read. A run also knows the
 * messages before it, so earlier runs of its conversation and the runs that it continues count too. If the
 * caller sent the history along, as chat pages do, the last runs of the same person count.
 */
export const closedRuns = ({ actor, ...where }: Context, runIds: readonly string[]): Promise<ReadonlySet<string>> =>
  runsClosedTo(viewerOfActor(actor), where, runIds)

/** Like `closedRuns`, for a person other than the caller. */
export async function runsClosedTo(
  viewer: Viewer,
  { db, workspace }: Where,
  runIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (viewer === null || runIds.length === 0 || !(await hasRestricted({ db, workspace }))) return new Set()
  const steps = await stepsBack({ db, workspace }, runIds)
  const allRunIds = new Set([...runIds, ...steps.flatMap(({ before }) => before)])
  const read = await runsThatReadClosed({ db, workspace }, [...allRunIds], viewer)
  return spread(steps, new Set([...read, ...steps.flatMap(({ gone: missing }) => missing)]), runIds)
}

interface Step {
  /** Null for the requested run itself. */
  id: string | null
  /** Runs whose messages it knew. */
  before: string[]
  /** The deleted ones among these runs: batch rows and continued runs outlive them. What they read is unknown. */
  gone: string[]
}

/** Follows conversations back one run at a time; a history sent by the caller is not followed further. */
async function stepsBack({ db, workspace }: Where, runIds: readonly string[]): Promise<Step[]> {
  // PostgreSQL overestimates the recursion by a factor of thousands and would read all runs; `offset 0` makes it look
  // up each.
  const broughtBy = (same: SQL) => sql`
    select other.id, true from runs other
    where jsonb_array_length(r.history) > 0 and other.workspace_id = r.workspace_id and other.app_id = r.app_id
      and ${same} and other.id < r.id
    order by other.id desc limit ${MAX_EARLIER_RUNS}`
  const found = await withoutJit(
    db,
    sql`
    with recursive step(id, before_id, is_brought) as (
      select null::uuid, id, false from unnest(array[${list(runIds)}]) as requested(id)
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
        -- If the first turns of the conversation are deleted, its id stands for a run that no longer exists.
        union all select turn.conversation_id, false from conversation_turns turn
          where turn.run_id = r.id and jsonb_array_length(r.history) > 0 and not exists (
            select 1 from conversation_turns other
            where other.conversation_id = turn.conversation_id and other.run_id < turn.run_id)
        union all (${broughtBy(sql`other.end_user = r.end_user`)})
        union all (${broughtBy(sql`other.started_by = r.started_by`)})
      ) before
      where not step.is_brought and before.id is not null
    )
    select step.id, json_agg(distinct before_id) as before,
      coalesce(json_agg(distinct before_id) filter (where there.id is null), '[]') as gone
    from step left join lateral (
      select id from runs where id = step.before_id and workspace_id = ${workspace.id} offset 0
    ) there on true group by step.id`,
  )
  return rows<Step>(found)
}

/** A closed run closes all later ones. */
function spread(steps: readonly Step[], read: ReadonlySet<string>, runIds: readonly string[]): Set<string> {
  const after = new Map<string, string[]>()
  for (const { id, before } of steps) {
    if (id === null) continue
    for (const item of before) after.set(item, [...(after.get(item) ?? []), id])
  }
  const closedIds = new Set(read)
  for (const runId of closedIds) for (const id of after.get(runId) ?? []) closedIds.add(id)
  return new Set(runIds.filter((id) => closedIds.has(id)))
}

const CLOSED = errorColumns(problem('runs.closed'))

/** The error of a run for a list; hidden for closed runs, because it can quote a passage or an answer. */
export const shownError = (
  runId: string,
  { error, errorRef }: ErrorColumns,
  closedIds: ReadonlySet<string>,
): ErrorColumns => (error !== null && closedIds.has(runId) ? CLOSED : { error, errorRef })

/** @throws FORBIDDEN */
export async function requireOpenRun(ctx: Context, ...runIds: string[]): Promise<void> {
  if ((await closedRuns(ctx, runIds)).size > 0) throw closedRunError()
}

/** The events of a run until one reads a document that this member may not see. @throws FORBIDDEN at that event */
export async function* whileOpen<Stored extends { event: { type: string } }>(
  ctx: Context,
  events: AsyncIterable<Stored>,
): AsyncGenerator<Stored> {
  const viewer = viewerOfActor(ctx.actor)
  if (viewer === null) return yield* events
  const seenIds = new Set<string>()
  const fresh = (text: string, pattern: RegExp): string[] => {
    const found = matchesOf(text, pattern).filter((item) => !seenIds.has(item))
    for (const item of found) seenIds.add(item)
    return found
  }
  for await (const stored of events) {
    const text = JSON.stringify(stored.event)
    const ids = fresh(text, DOCUMENT_IDS)
    if (ids.length > 0 && (await isOneClosed(ctx, unnested(ids), viewer))) throw closedRunError()
    // An event only references a large value, whose content is looked up in storage.
    const values = fresh(text, LARGE_VALUES)
    if (values.length > 0 && (await isOneClosed(ctx, documentsOfValues(values), viewer))) throw closedRunError()
    yield stored
  }
}

/** Whether a value contains a document that this member may not see. */
export async function holdsClosed({ db, workspace, actor }: Context, value: unknown): Promise<boolean> {
  const viewer = viewerOfActor(actor)
  if (viewer === null) return false
  const ids = matchesOf(JSON.stringify(value), DOCUMENT_IDS)
  return ids.length > 0 && isOneClosed({ db, workspace }, unnested(ids), viewer)
}

/** Matches the run and hash of a stored large value (lib/engine/run/large-value.ts). */
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

const list = (ids: readonly string[]): SQL =>
  sql.join(
    ids.map((id) => sql`${id}::uuid`),
    sql`, `,
  )

const closedRunError = () => new AppError('FORBIDDEN', problem('runs.closedAskEditor'))
