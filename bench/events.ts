// Ten million events of 500,000 runs on PostgreSQL: lists, traces, pruning during writes, sizes, and traces of large
// values.
// npm run bench:events, with DATABASE_URL of an empty database; [--runs 500000] [--pruned 100000].
import { sql } from 'drizzle-orm'
import { newId } from '@/lib/core/new-id'
import { rows } from '@/lib/db/database'
import { migrateDatabase } from '@/lib/db/migrate'
import { openPostgres } from '@/lib/db/open-database'
import { apps } from '@/lib/db/schema/apps'
import { workspaces } from '@/lib/db/schema/auth'
import { emptyGraph } from '@/lib/graph/graph'
import { pruneRuns } from '@/lib/runs/maintenance/prune-runs'
import { storedEvents } from '@/lib/services/runs/stored-events'
import { fillRuns } from './events/fill-runs'
import { measureLargeValues } from './events/large-values'
import { timesOf } from './events/times-of'
import { startWriters } from './events/writers'

const argument = (name: string, otherwise: number) => Number(process.argv[process.argv.indexOf(name) + 1]) || otherwise
const RUNS = argument('--runs', 500_000)
const PRUNED = argument('--pruned', 100_000)
/** One run per this many milliseconds, the newest yesterday. */
const STEP_MS = 60_000
const DAY_MS = 24 * 60 * 60 * 1_000

const url = process.env.DATABASE_URL
if (!url) throw new Error('Set DATABASE_URL to an empty database.')
const database = await openPostgres(url)
await migrateDatabase(database)
const db = database.orm
const where = { workspaceId: newId(), appId: newId() }
await db.insert(workspaces).values({ id: where.workspaceId, name: 'Bench', wrappedDek: '' })
await db
  .insert(apps)
  .values({ id: where.appId, workspaceId: where.workspaceId, name: 'Bench', kind: 'chat', draft: emptyGraph() })

const oldestMs = Date.now() - DAY_MS - RUNS * STEP_MS
const startMs = performance.now()
await fillRuns(db, { ...where, count: RUNS, oldestMs, stepMs: STEP_MS })
console.log(`filled ${RUNS} runs, ${RUNS * 20} events in ${((performance.now() - startMs) / 1_000).toFixed(0)} s`)
await reportMemory('full')

console.log(`writing alone: ${await writing(db, 20_000)}`)
await pruneBesideWriters()
await reportMemory('after pruning')
await db.execute(sql`vacuum (analyze) run_events`)
await db.execute(sql`vacuum (analyze) runs`)
await reportMemory('after vacuum')
await fillRuns(db, { ...where, count: PRUNED, oldestMs: Date.now() - DAY_MS, stepMs: 100 })
await reportMemory(`with ${PRUNED} newer runs`)
console.log(`large values: ${await measureLargeValues(db, where)}`)
await database.close()
process.exit(0)

async function pruneBesideWriters(): Promise<void> {
  const days = Math.floor((Date.now() - (oldestMs + PRUNED * STEP_MS)) / DAY_MS)
  await db.update(workspaces).set({ retentionDays: days })
  const writers = startWriters(db)
  const startedAt = performance.now()
  const pruning = pruneRuns({ db }, Date.now())
  const pages: number[] = []
  const looking = (async () => {
    for (let isOver = false; !isOver; ) {
      pages.push(await timed(firstPage))
      isOver = await Promise.race([
        pruning.then(() => true),
        new Promise<false>((done) => setTimeout(() => done(false), 200)),
      ])
    }
  })()
  const deleted = await pruning
  const seconds = (performance.now() - startedAt) / 1_000
  await looking
  console.log(
    `pruned ${deleted} runs (${deleted * 20} events) in ${seconds.toFixed(1)} s; first page meanwhile ${timesOf(pages)}`,
  )
  console.log(`writing during pruning: ${await writers.stop()}`)
}

async function writing(on: typeof db, forMs: number): Promise<string> {
  const writers = startWriters(on)
  await new Promise((resolve) => setTimeout(resolve, forMs))
  return writers.stop()
}

async function reportMemory(when: string): Promise<void> {
  const [size] = rows<Record<string, string>>(
    await db.execute(sql`select pg_size_pretty(pg_relation_size('run_events')) as heap,
      pg_size_pretty(pg_indexes_size('run_events')) as index,
      pg_size_pretty(pg_total_relation_size('run_events') - pg_relation_size('run_events') - pg_indexes_size('run_events')) as toast,
      pg_size_pretty(pg_total_relation_size('runs')) as runs,
      (select n_dead_tup from pg_stat_user_tables where relname = 'run_events') as dead,
      (select autovacuum_count from pg_stat_user_tables where relname = 'run_events') as autovacuums`),
  )
  console.log(`${when}: ${JSON.stringify(size)}`)
  const ids = rows<{ id: string }>(
    await db.execute(
      sql`select id from runs tablesample system (0.1) where workspace_id = ${where.workspaceId} limit 200`,
    ),
  )
  const traces: number[] = []
  for (const { id } of ids) traces.push(await timed(() => storedEvents(db, id)))
  const pages: number[] = []
  for (let turn = 0; turn < 50; turn += 1) pages.push(await timed(firstPage))
  const deep: number[] = []
  for (const { id } of ids.slice(0, 50)) deep.push(await timed(() => page(sql`and runs.id < ${id}`)))
  console.log(`  first page ${timesOf(pages)}; a page far back ${timesOf(deep)}; trace of 20 events ${timesOf(traces)}`)
}

function firstPage() {
  return page(sql``)
}

/** The statement of the run list. */
function page(after: ReturnType<typeof sql>) {
  return db.execute(sql`select runs.id, runs.app_id, apps.name, version_number, origin, status, preview, error, input_tokens,
    output_tokens, cost_micros, duration_ms, source_run_id, source_node_id, runs.created_at
    from runs join apps on apps.id = runs.app_id
    where runs.workspace_id = ${where.workspaceId} ${after} order by runs.id desc limit 51`)
}

async function timed(work: () => PromiseLike<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}
