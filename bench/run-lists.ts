// Statements over many runs, with and without indexes, and their previous versions: npm run bench:run-lists [-- --runs
// 200000]
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'drizzle-orm'
import { rows } from '@/lib/db/database'
import { openMigrated } from '@/lib/db/open-database'
import { startPostgres } from '../scripts/services.mjs'
import { circumstances } from './circumstances.mjs'
import { fillRuns } from './fill-runs'

const { values } = parseArgs({ options: { runs: { type: 'string', default: '200000' } } })
const count = Number(values.runs)
const REPEATS = 7

const server = await startPostgres({ own: true })
if (!server) throw new Error('This benchmark needs a PostgreSQL with pgvector.')
process.once('exit', () => server.stop())
const database = await openMigrated(server.url, 60)
const { orm: db } = database
const workspaceId = await fillRuns(db, count)

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

const rare = (from: string, where: string) => `select id, preview from ${from} where ${where} order by id desc limit 51`
const part = `(select * from runs where workspace_id = '${workspaceId}' order by id desc limit 20000) runs`
const all = `(select * from runs where workspace_id = '${workspaceId}') runs`
const noMatch = "(preview ilike '%no such words%' or error ilike '%no such words%')"
const sent = `model_calls where workspace_id = '${workspaceId}' and at >= now() - interval '30 days' and at < now()
  and outcome <> 'cached'`
const place = 'connection_id, provider, host, model, app_id'
const [swept] = rows<{ id: string }>(
  await db.execute(sql`select run_id as id from run_events order by run_id offset 100000 limit 1`),
)
const sweptRange = `<= '${swept?.id}'`
const days = `select to_char(at at time zone 'UTC', 'YYYY-MM-DD') as day, provider, sum(sent_characters) from ${sent}
  and host in ('api.openai.com', 'relay.example') group by 1, 2 order by 1 limit 5000`
/** The statements before and after the change. */
const CHANGED: Record<string, { before: string[]; after: string[] }> = {
  'runs?search= without a match': { before: [rare(all, noMatch)], after: [rare(part, noMatch)] },
  'runs?status=cancelled, none': {
    before: [rare(all, "status = 'cancelled'")],
    after: [rare(part, "status = 'cancelled'")],
  },
  'runs?version=7, none': { before: [rare(all, 'version_number = 7')], after: [rare(part, 'version_number = 7')] },
  ledger: {
    before: [
      `select ${place}, count(*), sum(sent_characters), min(at), max(at), jsonb_agg(distinct data_kinds) from ${sent}
        group by ${place} order by sum(sent_characters) desc limit 5000`,
      `select distinct host from ${sent}`,
      days,
    ],
    after: [
      `select ${place}, sum(calls), sum(characters), min(first_at), max(last_at), jsonb_agg(data_kinds) from
        (select ${place}, data_kinds, count(*) as calls, sum(sent_characters) as characters, min(at) as first_at,
          max(at) as last_at from ${sent} group by ${place}, data_kinds) by_kinds
        group by ${place} order by sum(characters) desc limit 5000`,
      days,
    ],
  },
  'sweepOrphans, events': {
    before: [
      `delete from run_events where run_id ${sweptRange}
        and not exists (select id from runs where runs.id = run_events.run_id)`,
    ],
    after: [
      `select distinct run_id from run_events where run_id ${sweptRange} and not exists
        (select id from runs where runs.id = run_events.run_id and runs.id ${sweptRange}) order by run_id limit 1000`,
    ],
  },
}

/** Execution time reported by PostgreSQL in milliseconds: the median of several runs. */
async function timeOf(statements: readonly string[]): Promise<number> {
  const times: number[] = []
  for (let time = 0; time < REPEATS; time += 1) {
    let total = 0
    for (const statement of statements) {
      const [plan] = rows<{ 'QUERY PLAN': { 'Execution Time': number }[] }>(
        await db.execute(sql.raw(`explain (analyze, format json) ${statement}`)),
      )
      total += plan?.['QUERY PLAN'][0]?.['Execution Time'] ?? Number.NaN
    }
    times.push(total)
  }
  return times.toSorted((a, b) => a - b)[Math.floor(REPEATS / 2)] ?? Number.NaN
}

async function measure(): Promise<Record<string, number>> {
  const durations: Record<string, number> = {}
  for (const [name, statement] of Object.entries(STATEMENTS)) durations[name] = await timeOf([statement])
  return durations
}

const results: Record<string, { beforeMs: number; afterMs: number; ratio: number }> = {}
const withIndexes = await measure()
for (const [name, { before, after }] of Object.entries(CHANGED))
  results[name] = compare(await timeOf(before), await timeOf(after))
for (const index of INDEXES) await db.execute(sql.raw(`drop index ${index}`))
const without = await measure()
for (const name of Object.keys(STATEMENTS)) results[name] = compare(without[name] ?? 0, withIndexes[name] ?? 0)
await database.close()
const file = path.join('bench', 'results', 'run-lists.json')
mkdirSync(path.dirname(file), { recursive: true })
writeFileSync(file, `${JSON.stringify({ ...circumstances(), runs: count, server: server.label, results }, null, 2)}\n`)
console.table(results)
process.exit(0)

function compare(before: number, after: number) {
  return { beforeMs: round(before), afterMs: round(after), ratio: round(before / after) }
}

function round(value: number): number {
  return Number(value.toPrecision(3))
}
