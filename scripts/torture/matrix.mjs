// One cluster per fault, on which all workloads run at the same time during the fault.
import { setTimeout as wait } from 'node:timers/promises'
import postgres from 'postgres'
import { startCluster } from '../cluster.mjs'
import { startPostgres } from '../services.mjs'
import { FAULTS } from './faults.mjs'
import { inspect } from './inspect.mjs'
import { signUp } from './studio.mjs'
import { startTorturedTarget } from './target.mjs'
import { approvals } from './workloads/approvals.mjs'
import { batches } from './workloads/batches.mjs'
import { maps } from './workloads/maps.mjs'
import { schedules } from './workloads/schedules.mjs'
import { streams } from './workloads/streams.mjs'

export const WORKLOADS = { maps, approvals, streams, schedules, batches }
const ROLES = ['web', 'web', 'worker', 'worker']
/** Time for runs to complete after all processes have restarted. */
const SETTLE_MS = 180_000

/**
 * @param {{ fault: string, workloads: string[], runs: number, seconds: number, say?: (line: string) => void, signal?: AbortSignal }} options `signal`: stops everything that was started
 * @returns {Promise<{ fault: string, seconds: number, ended: number, cells: Record<string, object> }>} `cells`: the results by workload
 */
export async function tortureWith({ fault, workloads, runs, seconds, say = () => {}, signal }) {
  const { run, env = () => ({}), maxConnections = 200 } = FAULTS[fault]
  const database = await startPostgres({ own: true, maxConnections })
  if (!database) throw new Error('PostgreSQL 16 or later with pgvector is needed.')
  const target = await startTorturedTarget()
  const sql = postgres(database.url, { max: 2, onnotice: () => {}, connection: { application_name: 'torture' } })
  let members = []
  const startedAt = performance.now()
  try {
    const settings = (index) => ({ EGRESS_ALLOW: target.url, LOG_LEVEL: 'silent', ...env(index) })
    members = await startCluster({ databaseUrl: database.url, roles: ROLES, env: settings })
    const webs = members.filter(({ role }) => role === 'web')
    const first = webs.find(({ firstLine }) => firstLine.includes('setup=')) ?? webs[0]
    const world = { target, sql, urls: webs.map(({ url }) => url), owner: await signUp(first) }
    const made = {}
    for (const name of workloads)
      made[name] = await WORKLOADS[name](world, { runs, paced: (count, act) => paced(count, seconds, act) })
    say(`${fault}: ${workloads.join(', ')}`)
    const faults = run({ members, database, seconds })
    const works = Promise.all([faults, ...Object.values(made).map(({ work }) => work(faults))])
    works.catch(() => {})
    await Promise.race([works, aborted(signal)])
    say(`${fault}: ended after ${since(startedAt)} s, waiting for the runs`)
    await settle(sql)
    const cells = {}
    for (const [name, workload] of Object.entries(made)) cells[name] = await inspect(sql, { name, workload, target })
    return { fault, seconds: since(startedAt), ended: endedOf(members), cells }
  } finally {
    await Promise.all(members.map((member) => member.stop()))
    await sql.end({ timeout: 1 })
    target.stop()
    database.stop()
  }
}

const aborted = (signal) =>
  new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('Stopped.')), { once: true }))

const since = (startMs) => Math.round((performance.now() - startMs) / 1_000)

/** Spreads the starts over the duration of the faults. Resolves when all have completed. */
async function paced(count, seconds, act) {
  const acts = []
  for (let index = 0; index < count; index += 1) {
    acts.push(act(index))
    await wait((seconds * 1_000) / count)
  }
  await Promise.all(acts)
}

/** Number of unexpected exits of a process. */
const endedOf = (members) => members.reduce((sum, { endedByItself }) => sum + endedByItself, 0)

async function settle(sql) {
  const giveUpAt = performance.now() + SETTLE_MS
  while (performance.now() < giveUpAt) {
    const [row] = await sql`
      select count(*)::int as open from runs where status in ('queued', 'running', 'paused')`.catch(() => [])
    if (row?.open === 0) return
    await wait(1_000)
  }
}
