// Statements over many runs, with and without their indexes: npm run bench:run-lists [-- --runs 200000]
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'drizzle-orm'
import { newId } from '@/lib/core/new-id'
import { rows } from '@/lib/db/database'
import { openMigrated } from '@/lib/db/open-database'
import { startPostgres } from '../scripts/services.mjs'

const { values } = parseArgs({ options: { runs: { type: 'string', default: '200000' } } })
const count = Number(values.runs)
const REPEATS = 7

const server = await startPostgres({ own: true })
if (!server) throw new Error('This benchmark needs a PostgreSQL with pgvector.')
process.once('exit', () => server.stop())
const database = await openMigrated(server.url, 60)
const { orm: db } = database
const workspaceId = newId()
await db.execute(sql`
  insert into runs (id, workspace_id, app_id, plan_hash, origin, status, preview, inputs, labels, duration_ms, cost_micros, created_at)
  select (lpad(to_hex(1764000000000 + n * 100), 12, '0') || '7000' || '8' || lpad(to_hex(n), 15, '0'))::uuid,
    ${workspaceId}::uuid, ${newId()}::uuid, 'x', 'api', case when n % 20 = 0 then 'failed' else 'succeeded' end,
    'question ' || md5(n::text), '{}', '{}', case when n % 50 = 0 then null else random() * 60000 end,
    case when n % 3 = 0 then null else (random() * 100000)::bigint end, now() - interval '1 day'
  from generate_series(1, ${count}::int) n`)
await db.execute(sql`analyze runs`)

const list = (order: string) =>
  `select id, preview from runs where workspace_id = '${workspaceId}' order by ${order} limit 31`
const STATEMENTS = {
  'runs?sort=slowest': list('coalesce(duration_ms, -1::float8) desc, id desc'),
  'runs?sort=costliest': list('coalesce(cost_micros, -1::float8) desc, id desc'),
  'runs?sort=newest': list('id desc'),
  requeueForgotten: `select id from runs where status = 'queued' and waits_for_turn = false
    and created_at < now() - interval '1 minute' order by id limit 500`,
  watchStalledRuns: `select id from runs where status in ('queued', 'running') and not waits_for_turn
    and created_at < now() - interval '30 minutes' order by id limit 200`,
}
const INDEXES = ['runs_slowest_index', 'runs_costliest_index', 'runs_unfinished_index']

/** Milliseconds that PostgreSQL says it took: the median of several. */
async function measure(): Promise<Record<string, number>> {
  const took: Record<string, number> = {}
  for (const [name, statement] of Object.entries(STATEMENTS)) {
    const times: number[] = []
    for (let time = 0; time < REPEATS; time += 1) {
      const [plan] = rows<{ 'QUERY PLAN': { 'Execution Time': number }[] }>(
        await db.execute(sql.raw(`explain (analyze, format json) ${statement}`)),
      )
      times.push(plan?.['QUERY PLAN'][0]?.['Execution Time'] ?? Number.NaN)
    }
    took[name] = times.toSorted((a, b) => a - b)[Math.floor(REPEATS / 2)] ?? Number.NaN
  }
  return took
}

const withIndexes = await measure()
for (const index of INDEXES) await db.execute(sql.raw(`drop index ${index}`))
const without = await measure()
const results = Object.fromEntries(
  Object.keys(STATEMENTS).map((name) => {
    const [before, after] = [without[name] ?? 0, withIndexes[name] ?? 0]
    return [name, { beforeMs: round(before), afterMs: round(after), ratio: round(before / after) }]
  }),
)
await database.close()
const file = path.join('bench', 'results', 'run-lists.json')
mkdirSync(path.dirname(file), { recursive: true })
writeFileSync(file, `${JSON.stringify({ runs: count, server: server.label, results }, null, 2)}\n`)
console.table(results)
process.exit(0)

function round(value: number): number {
  return Number(value.toPrecision(3))
}
