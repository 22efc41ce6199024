import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { and, count, eq, inArray, notInArray, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { rows } from '@/lib/db/database'
import { experimentResults, experimentScores, experiments } from '@/lib/db/schema/evaluation/evaluations'
import { processes, runEvents, runs } from '@/lib/db/schema/runs'
import { startJobQueue } from '@/lib/jobs/start-job-queue'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { projectRoot } from '@/lib/platform/project-root'
import { jobKinds } from '@/lib/runs/system/job-kinds'
import { experimentJob } from '@/lib/services/evaluations/experiment-job'

const onPostgres = process.env.TEST_DATABASE === 'postgres'
const KILLS = 10
const CASES = 30
/** Calls that are answered before each kill, so that the experiment is always in progress. */
const ANSWERED_PER_KILL = 3
const STEPS = ['first', 'second']
/** The workers need no stored secret. */
const MASTER_KEY = `k1:${randomBytes(32).toString('base64')}`

interface Worker {
  /** Its row in `processes`. */
  id: string
  child: ChildProcess
}

let app: TestApp
let databaseUrl: string
let entry: string
let dataDir: string
let target: Server
let targetUrl: string
/** Calls without a response yet, in order of arrival. */
let waiting: ServerResponse[] = []
let isOpen = false
const alive: Worker[] = []

beforeAll(async () => {
  if (!onPostgres) return
  target = createServer((_, response) => {
    if (isOpen) response.end('done')
    else waiting.push(response)
  })
  target.listen(0, '127.0.0.1')
  await once(target, 'listening')
  const address = target.address()
  targetUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  const nodes = STEPS.map((id) => ({ id, type: 'http', config: { method: 'GET', url: `${targetUrl}/{{value}}` } }))
  app = await createTestApp(
    'killed',
    chatApp(nodes, ['in.message -> first.value', 'first.text -> second.value', 'second.text -> out.text']),
  )
  const [found] = rows<{ name: string }>(await app.studio.system.db.execute(sql`select current_database() as name`))
  const url = new URL(process.env.TEST_DATABASE_URL ?? '')
  url.pathname = `/${found?.name}`
  databaseUrl = url.href
  dataDir = await mkdtemp(path.join(tmpdir(), 'patchbay-killed-'))
  entry = fileURLToPath(await bundleEntry('server.ts'))
})
afterAll(async () => {
  if (!onPostgres) return
  for (const worker of alive.splice(0)) await kill(worker)
  target.closeAllConnections()
  target.close()
  await app.close()
  for (const folder of [dataDir, path.dirname(entry)]) await rm(folder, { recursive: true })
})

const Created = z.looseObject({ id: z.string() })

/** Starts an experiment, whose job waits for a worker. */
async function startExperiment(): Promise<string> {
  const questions = Array.from({ length: CASES }, (_, index) => ({ question: `case-${index}`, expected: 'done' }))
  const quick = { from: 'questions', name: 'Killed', questions }
  const { id } = Created.parse(await app.request('POST', `/api/studio/apps/${app.appId}/evaluations/quick`, quick))
  await app.request('PATCH', `/api/studio/evaluations/${id}`, { scorers: [{ id: 'equal', kind: 'equal' }] })
  const variants = [{ kind: 'draft' }]
  const started = await app.request('POST', `/api/studio/evaluations/${id}/experiments`, { variants })
  const experimentId = Created.parse(started).id
  const queue = await startJobQueue({ embedded: null, databaseUrl, sql: null }, jobKinds)
  const { workspaceId } = app.person
  await queue.send(experimentJob, { workspaceId, experimentId }, { key: experimentId, group: workspaceId })
  await queue.stop()
  return experimentId
}

/** A worker process of the product. */
async function startWorker(): Promise<void> {
  const { db } = app.studio.system
  const known = (await db.select({ id: processes.id }).from(processes)).map(({ id }) => id)
  const child = spawn(process.execPath, [entry], {
    cwd: projectRoot(),
    env: {
      PATH: process.env.PATH ?? '',
      NODE_ENV: 'production',
      ROLE: 'worker',
      LOG_LEVEL: 'silent',
      DATABASE_URL: databaseUrl,
      APP_MASTER_KEYS: MASTER_KEY,
      PATCHBAY_DATA_DIR: dataDir,
      EGRESS_ALLOW: targetUrl,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line)
    if (line.startsWith('Patchbay worker is ready')) break
  }
  expect(lines.at(-1)).toMatch(/^Patchbay worker is ready/)
  const [added] = await db.select({ id: processes.id }).from(processes).where(notInArray(processes.id, known))
  alive.push({ id: added?.id ?? expect.unreachable('no heartbeat'), child })
}

async function kill({ child }: Worker): Promise<void> {
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}

/** Simulates ten seconds without heartbeats. The holder of the job may be the other process, which loses it. */
async function expireHeartbeats({ id }: Worker): Promise<void> {
  const { db } = app.studio.system
  await db.update(processes).set({ seenAt: sql`now() - interval '1 minute'` }).where(eq(processes.id, id))
  await db.execute(sql`update pgboss.job set heartbeat_on = now() - interval '1 minute'
    where name = ${experimentJob.name} and state = 'active'`)
}

const open = () => {
  waiting = waiting.filter(({ destroyed, socket }) => !destroyed && socket !== null && !socket.destroyed)
  return waiting
}

/** The worker that drives most of the runs, or the other one. */
async function pickVictim(isDriver: boolean): Promise<Worker> {
  const [most] = await app.studio.system.db
    .select({ owner: runs.owner, runs: count() })
    .from(runs)
    .where(eq(runs.status, 'running'))
    .groupBy(runs.owner)
    .orderBy(sql`count(*) desc`)
  const driver = alive.findIndex(({ id }) => id === most?.owner)
  const index = isDriver ? Math.max(0, driver) : alive.length - 1 - Math.max(0, driver)
  return alive.splice(index, 1)[0] ?? expect.unreachable('no worker')
}

test.skipIf(!onPostgres)(
  'an experiment whose two processes are killed ten times has one row per case and repeats no stored step',
  async () => {
    const { db } = app.studio.system
    const experimentId = await startExperiment()
    await startWorker()
    // Calls are answered while the next process starts.
    let starting = startWorker()
    for (let number = 0; number < KILLS - 2; number += 1) {
      for (let answered = 0; answered < ANSWERED_PER_KILL; answered += 1) {
        await expect.poll(() => open().length, { interval: 20, timeout: 30_000 }).toBeGreaterThan(0)
        open().shift()?.end('done')
      }
      await starting
      const victim = await pickVictim(number % 3 !== 1)
      await kill(victim)
      await expireHeartbeats(victim)
      starting = startWorker()
    }
    await starting
    // The last two at once, so that the holder of the job is among them.
    for (const worker of alive.splice(0)) {
      await kill(worker)
      await expireHeartbeats(worker)
    }
    await startWorker()
    await startWorker()
    isOpen = true
    for (const response of open()) response.end('done')
    const status = async () =>
      (await db.select({ status: experiments.status }).from(experiments).where(eq(experiments.id, experimentId)))[0]
    await expect.poll(status, { timeout: 60_000 }).toEqual({ status: 'done' })

    const results = await db.select().from(experimentResults).where(eq(experimentResults.experimentId, experimentId))
    expect(new Set(results.map(({ exampleId }) => exampleId)).size).toBe(CASES)
    expect(results.map(({ status, answer }) => [status, answer])).toEqual(Array(CASES).fill(['answered', 'done']))
    const scores = await db.select().from(experimentScores).where(eq(experimentScores.experimentId, experimentId))
    expect(scores.map(({ value }) => value)).toEqual(Array(CASES).fill(1))
    expect(new Set(scores.map(({ exampleId }) => exampleId)).size).toBe(CASES)
    const evaluated = await db
      .select({ id: runs.id, status: runs.status })
      .from(runs)
      .where(and(eq(runs.origin, 'evaluation'), eq(runs.workspaceId, app.person.workspaceId)))
    expect(evaluated.map(({ status }) => status)).toEqual(Array(CASES).fill('succeeded'))
    expect(new Set(evaluated.map(({ id }) => id))).toEqual(new Set(results.map(({ runId }) => runId)))
    const stored = await db
      .select({ runId: runEvents.runId, events: runEvents.events })
      .from(runEvents)
      .where(
        inArray(
          runEvents.runId,
          evaluated.map(({ id }) => id),
        ),
      )
    const events = stored.flatMap(({ runId, events }) => events.map(({ event }) => ({ runId, event })))
    // Kills during runs, which another process resumed.
    expect(events.filter(({ event }) => event.type === 'run-resume').length).toBeGreaterThan(0)
    const ends = events.flatMap(({ runId, event }) =>
      event.type === 'node-end' && STEPS.includes(event.nodeId) ? [`${runId} ${event.nodeId}`] : [],
    )
    expect(ends).toHaveLength(CASES * STEPS.length)
    expect(new Set(ends).size).toBe(ends.length)
  },
  // Twelve processes start one after the other, beside the rest of the test run.
  180_000,
)
