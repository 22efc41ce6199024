// Runs per second with 1, 2 and 4 worker processes, pick-up latency of a queued run, and a listing over many stored
// runs: npm run bench:cluster, with DATABASE_URL of an empty database; --stored N existing rows (100,000 by default).
import { randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { newId } from '@/lib/core/new-id'
import { type Database, rows } from '@/lib/db/database'
import { openDatabase } from '@/lib/db/open-database'
import { apps, environments, versions } from '@/lib/db/schema/apps'
import { workspaces } from '@/lib/db/schema/auth'
import { emptyGraph, type Graph } from '@/lib/graph/graph'
import { enqueueRun } from '@/lib/runs/drive/enqueue-run'
import { pruneRuns } from '@/lib/runs/maintenance/prune-runs'
import { createSystem } from '@/lib/runs/system/create-system'
import { createMember } from '../scripts/cluster.mjs'

const argument = (name: string, otherwise: number) => Number(process.argv[process.argv.indexOf(name) + 1]) || otherwise
const RUNS = argument('--runs', 3_000)
const STORED = argument('--stored', 100_000)

const databaseUrl = process.env.DATABASE_URL
if (!databaseUrl) throw new Error('Set DATABASE_URL to an empty database.')
const masterKeys = `k1:${randomBytes(32).toString('base64')}`
process.env.APP_MASTER_KEYS = masterKeys
process.env.ROLE = 'web'

const nodeDefaults = { version: 1, position: { x: 0, y: 0 } }
const graph: Graph = {
  ...emptyGraph(),
  nodes: [
    { id: 'input', type: 'input', label: 'Input', config: {}, ...nodeDefaults },
    { id: 'text', type: 'template', label: 'Text', config: { text: 'Hello {{input.message}}' }, ...nodeDefaults },
    { id: 'answer', type: 'answer', label: 'Answer', config: {}, ...nodeDefaults },
  ],
  edges: [{ id: 'e', from: { node: 'text', port: 'text' }, to: { node: 'answer', port: 'text' } }],
}

const database = await openDatabase()
const system = await createSystem(database)
const db: Database = system.db
const ids = { workspaceId: newId(), appId: newId(), versionId: newId() }
const { workspaceId, appId } = ids
await db.insert(workspaces).values({ id: workspaceId, name: 'Bench', wrappedDek: '' })
await db.insert(apps).values({ id: appId, workspaceId, name: 'Bench', kind: 'chat', draft: graph })
await db
  .insert(versions)
  .values({ id: ids.versionId, workspaceId, appId, number: 1, author: 'bench', graph, hash: 'h' })
await db.insert(environments).values({ appId, workspaceId, name: 'production', versionId: ids.versionId })

const enqueue = () =>
  enqueueRun({
    system,
    workspaceId,
    appId,
    graph,
    version: { id: ids.versionId, number: 1 },
    origin: 'api',
    inputs: { message: 'bench' },
    history: [],
  })

await fill(STORED)
console.log(`${STORED} stored runs: ${await listingTimes()}`)

for (const count of [1, 2, 4]) {
  const first = await backlog(RUNS)
  const workers = Array.from({ length: count }, () =>
    createMember({ role: 'worker', port: 0, databaseUrl, masterKeys, folder: process.cwd() }),
  )
  await Promise.all(workers.map((worker) => worker.start()))
  await ended(first, RUNS)
  const [speed] = rows<{ seconds: number }>(
    await db.execute(sql`select extract(epoch from max(ended_at) - min(started_at))::float8 as seconds
      from runs where id >= ${first} and workspace_id = ${workspaceId}`),
  )
  console.log(`${count} worker processes: ${(RUNS / (speed?.seconds ?? 1)).toFixed(0)} runs/s over ${RUNS}`)
  console.log(`  pick-up of one queued run, all idle: ${await pickUps(200)}`)
  await Promise.all(workers.map((worker) => worker.stop()))
}

const startedAt = performance.now()
const deleted = await pruneRuns({ db }, Date.now() + 400 * 24 * 60 * 60 * 1_000)
console.log(`pruned ${deleted} runs in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`)
await system.jobs.stop()
await database.close()
process.exit(0)

/** @returns the first id */
async function backlog(count: number): Promise<string> {
  const first = newId()
  await new Promise((resolve) => setTimeout(resolve, 2))
  let left = count
  const lane = async () => {
    for (; left > 0; ) {
      left -= 1
      await enqueue()
    }
  }
  await Promise.all(Array.from({ length: 8 }, lane))
  return first
}

async function ended(first: string, count: number): Promise<void> {
  for (;;) {
    const [done] = rows<{ count: number }>(
      await db.execute(sql`select count(*)::int as count from runs where id >= ${first} and status = 'succeeded'`),
    )
    if ((done?.count ?? 0) >= count) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** By the database's clock: from the commit that queued it to the one that claimed it. */
async function pickUps(count: number): Promise<string> {
  const first = newId()
  await new Promise((resolve) => setTimeout(resolve, 2))
  for (let index = 0; index < count; index += 1) {
    await enqueue()
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
  await ended(first, count)
  const [row] = rows<{ p50: number; p95: number }>(
    await db.execute(sql`select percentile_cont(0.5) within group (order by ms) as p50,
      percentile_cont(0.95) within group (order by ms) as p95
      from (select extract(epoch from started_at - created_at)::float8 * 1000 as ms from runs
        where id >= ${first} and workspace_id = ${workspaceId}) as waits`),
  )
  return `p50 ${row?.p50.toFixed(1)} ms, p95 ${row?.p95.toFixed(1)} ms`
}

/** Runs of the last year as stored, each with a row of events. */
async function fill(count: number): Promise<void> {
  await db.execute(sql`insert into runs
    (id, workspace_id, app_id, plan_hash, origin, status, preview, inputs, outputs, labels, duration_ms, created_at)
    select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7000' || '8000' || lpad(to_hex(n), 12, '0'))::uuid,
      ${workspaceId}, ${appId}, 'h', 'api', 'succeeded', 'Question ' || n, '{"message":"hello"}', '{"text":"answer"}', '{}', 12, at
    from (select n, now() - interval '1 day' - n * interval '200 seconds' as at from generate_series(1, ${count}::int) as n) as made`)
  await db.execute(sql`insert into run_events (run_id, seq, writer, events)
    select id, 1048576, 'bench', jsonb_build_array(jsonb_build_object('seq', 1048576, 'event',
      jsonb_build_object('type', 'run-end', 'atMs', 0, 'durationMs', 1, 'outputs', jsonb_build_object('text', repeat('x', 1500)))))
    from runs where workspace_id = ${workspaceId}`)
  await db.execute(sql`analyze runs`)
  await db.execute(sql`analyze run_events`)
}

async function listingTimes(): Promise<string> {
  const times: number[] = []
  for (let turn = 0; turn < 20; turn += 1) {
    const startedAt = performance.now()
    await db.execute(
      sql`select id, status, preview from runs where workspace_id = ${workspaceId} order by id desc limit 51`,
    )
    times.push(performance.now() - startedAt)
  }
  return `first page in ${times.toSorted((left, right) => left - right)[10]?.toFixed(1)} ms`
}
