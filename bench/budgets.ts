// The cost of budgets per model call, and the load time of the usage page with a full ledger: npm run bench:budgets
// (build first; --rows N calls, 100,000 by default). DATABASE_URL names an empty PostgreSQL; otherwise the embedded
// database is used.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'drizzle-orm'
import { downloadUsage as downloadContract, getUsage as getContract } from '@/lib/contracts/usage'
import { newId } from '@/lib/core/new-id'
import type { OpenDatabase } from '@/lib/db/database'
import { type Database, rows } from '@/lib/db/database'
import { migrateDatabase } from '@/lib/db/migrate'
import { openEmbedded, openPostgres } from '@/lib/db/open-database'
import { workspaces } from '@/lib/db/schema/auth'
import { budgets } from '@/lib/db/schema/budgets'
import { forgetActiveBudgets } from '@/lib/services/budgets/active-budgets'
import { admitCall } from '@/lib/services/budgets/admit-call'
import { currentDegradation } from '@/lib/services/budgets/current-degradation'
import type { SignedInContext } from '@/lib/services/context'
import { downloadUsage } from '@/lib/services/usage/download-usage'
import { getUsage } from '@/lib/services/usage/get-usage'

const argument = (name: string, otherwise: number) => Number(process.argv[process.argv.indexOf(name) + 1]) || otherwise
const ROWS = argument('--rows', 100_000)
const CALLS = argument('--calls', 1_000)
const AT_ONCE = 8
const DAYS = 90

const workspaceId = newId()
const ids = { appId: newId(), keyId: newId(), connectionId: newId() }
const folder = mkdtempSync(path.join(tmpdir(), 'patchbay-bench-budgets-'))
const url = process.env.DATABASE_URL
const database: OpenDatabase = url ? await openPostgres(url) : await openEmbedded(folder)
await migrateDatabase(database)
const db = database.orm
try {
  await fill(db)
  const days = rows<{ count: number }>(await db.execute(sql`select count(*)::int as count from usage_days`))
  console.log(`${database.kind}, ${ROWS} calls in the ledger, ${days[0]?.count ?? 0} sums by day`)
  for (const count of [0, 1, 5]) await measureBudgets(count)
  await measureUsage()
} finally {
  await db.execute(sql`delete from workspaces where id = ${workspaceId}::uuid`)
  await database.close()
  rmSync(folder, { recursive: true, force: true })
}
process.exit()

/** A ledger of three months and its totals: 4 apps, 3 models, 2 keys, 40 people. */
async function fill(db: Database): Promise<void> {
  await db.insert(workspaces).values({ id: workspaceId, name: 'Bench', wrappedDek: 'x' })
  await db.execute(sql`
    insert into model_calls (id, workspace_id, at, app_id, key_id, end_user, origin, ability, connection_id, provider, model,
      outcome, input_tokens, output_tokens, cost_micros, first_token_ms, duration_ms)
    select gen_random_uuid(), ${workspaceId}::uuid, now() - floor(random() * ${DAYS}::int) * interval '1 day',
      md5('app' || floor(random() * 4))::uuid, md5('key' || floor(random() * 2))::uuid, 'person ' || floor(random() * 40),
      'api', 'chat', ${ids.connectionId}, 'openai', 'model-' || floor(random() * 3), 'ok', 800, 200, 400 + n % 97, 200, 1500
    from generate_series(1, ${ROWS}::int) n`)
  await db.execute(sql`
    insert into usage_days (workspace_id, day, app_id, connection_id, model, key_id, person, provider, calls, input_tokens,
      output_tokens, cost_micros)
    select workspace_id, (at at time zone 'UTC')::date, app_id::text, connection_id, model, key_id::text, 'end:' || end_user,
      provider, count(*), sum(input_tokens), sum(output_tokens), sum(cost_micros)
    from model_calls where workspace_id = ${workspaceId}::uuid group by 1, 2, 3, 4, 5, 6, 7, 8`)
  await db.execute(sql`analyze`)
}

async function measureBudgets(count: number): Promise<void> {
  await db.execute(sql`delete from budgets where workspace_id = ${workspaceId}::uuid`)
  const scopes = ['workspace', 'app', 'key', 'end-user', 'workspace'] as const
  const values = scopes.slice(0, count).map((scope, index) => ({
    workspaceId,
    scope,
    name: `Budget ${index}`,
    limitMicros: 10 ** 12,
    degradation: { atPercent: 90, maxPassages: 3 },
    period: index === 4 ? ('day' as const) : ('month' as const),
  }))
  if (values.length > 0) await db.insert(budgets).values(values)
  forgetActiveBudgets(workspaceId)
  const one = async (user: number) => {
    const caller = { workspaceId, ...ids, endUser: `person ${user % 40}`, runId: null, userId: null }
    await currentDegradation(db, caller)
    const startMs = performance.now()
    const admission = await admitCall(db, caller, 500)
    const admitted = performance.now()
    await admission.settle(400)
    return [admitted - startMs, performance.now() - admitted] as const
  }
  for (let index = 0; index < 50; index += 1) await one(index)
  const alone: (readonly [number, number])[] = []
  for (let index = 0; index < CALLS; index += 1) alone.push(await one(index))
  const together: (readonly [number, number])[] = []
  const worker = async (start: number) => {
    for (let index = start; index < CALLS; index += AT_ONCE) together.push(await one(index))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, (_, start) => worker(start)))
  print(`${count} budgets, one at a time`, alone)
  print(`${count} budgets, ${AT_ONCE} at a time`, together)
}

function print(name: string, times: readonly (readonly [number, number])[]): void {
  const [admit, settle] = [times.map(([first]) => first), times.map(([, second]) => second)]
  console.log(`${name}: admit ${quantiles(admit)}, settle ${quantiles(settle)}`)
}

function quantiles(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b)
  const quantile = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2)
  return `p50 ${quantile(0.5)} ms, p95 ${quantile(0.95)} ms`
}

async function measureUsage(): Promise<void> {
  const ctx = benchContext()
  const to = new Date().toISOString().slice(0, 10)
  for (const days of [7, 30, DAYS]) {
    const from = new Date(Date.now() - (days - 1) * 86_400_000).toISOString().slice(0, 10)
    const query = { from, to }
    const shared = { ctx, params: undefined, body: undefined, upload: undefined, signal: AbortSignal.timeout(60_000) }
    const page = await timed(() => getUsage({ ...shared, query: getContract.query.parse(query) }))
    const csv = await timed(async () => {
      const answer: unknown = await downloadUsage({ ...shared, query: downloadContract.query.parse(query) })
      if (answer instanceof Response) await answer.text()
    })
    console.log(`usage of ${days} days: page ${page}, CSV ${csv}`)
  }
}

async function timed(work: () => Promise<unknown>): Promise<string> {
  const times: number[] = []
  for (let index = 0; index < 12; index += 1) {
    const startMs = performance.now()
    await work()
    times.push(performance.now() - startMs)
  }
  return quantiles(times.slice(2))
}

/** Only what these two verbs use. */
function benchContext(): SignedInContext {
  const part = { db, workspace: { id: workspaceId, name: 'Bench' }, now: () => new Date() }
  const actor = { kind: 'user', userId: newId(), name: 'Bench', role: 'owner' }
  return asContext({ ...part, actor })
}

/** Safe: the measured verbs use the database, the workspace, the actor's role and the clock. */
function asContext(part: object): SignedInContext {
  return part as SignedInContext
}
