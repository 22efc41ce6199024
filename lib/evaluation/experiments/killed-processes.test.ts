import { and, eq, inArray } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { experimentResults, experimentScores, experiments } from '@/lib/db/schema/evaluation/evaluations'
import { runEvents, runs } from '@/lib/db/schema/runs'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { experimentJob } from '@/lib/services/evaluations/experiment-job'
import { WorkerProcesses } from '../testing/worker-processes'

const onPostgres = process.env.TEST_DATABASE === 'postgres'
const KILLS = 10
const CASES = 30
/** Calls that are answered before each kill, so that the experiment is always in progress. */
const ANSWERED_PER_KILL = 3
const STEPS = ['first', 'second']

let workers: WorkerProcesses
beforeAll(async () => {
  if (!onPostgres) return
  workers = await WorkerProcesses.create('killed', (url) =>
    chatApp(
      STEPS.map((id) => ({ id, type: 'http', config: { method: 'GET', url: `${url}/{{value}}` } })),
      ['in.message -> first.value', 'first.text -> second.value', 'second.text -> out.text'],
    ),
  )
})
afterAll(async () => {
  if (onPostgres) await workers.close()
})

const Created = z.looseObject({ id: z.string() })

/** Starts an experiment, whose job waits for a worker. */
async function startExperiment(): Promise<string> {
  const { app } = workers
  const questions = Array.from({ length: CASES }, (_, index) => ({ question: `case-${index}`, expected: 'done' }))
  const quick = { from: 'questions', name: 'Killed', questions }
  const { id } = Created.parse(await app.request('POST', `/api/studio/apps/${app.appId}/evaluations/quick`, quick))
  await app.request('PATCH', `/api/studio/evaluations/${id}`, { scorers: [{ id: 'equal', kind: 'equal' }] })
  const variants = [{ kind: 'draft' }]
  const started = await app.request('POST', `/api/studio/evaluations/${id}/experiments`, { variants })
  const experimentId = Created.parse(started).id
  const { workspaceId } = app.person
  await workers.send(experimentJob, { workspaceId, experimentId }, { key: experimentId, group: workspaceId })
  return experimentId
}

test.skipIf(!onPostgres)(
  'an experiment whose two processes are killed ten times has one row per case and repeats no stored step',
  async () => {
    const { app } = workers
    const { db } = app.studio.system
    const experimentId = await startExperiment()
    await workers.start()
    // Calls are answered while the next process starts.
    let starting = workers.start()
    for (let number = 0; number < KILLS - 2; number += 1) {
      await workers.answer(ANSWERED_PER_KILL)
      await starting
      const victim = await workers.takeVictim(number % 3 !== 1)
      await workers.kill(victim)
      await workers.expireHeartbeats(victim, experimentJob)
      starting = workers.start()
    }
    await starting
    // The last two at once, so that the holder of the job is among them.
    for (const worker of workers.alive.splice(0)) {
      await workers.kill(worker)
      await workers.expireHeartbeats(worker, experimentJob)
    }
    await workers.start()
    await workers.start()
    workers.open()
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
