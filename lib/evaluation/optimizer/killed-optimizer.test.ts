import { and, eq, inArray } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { experimentResults } from '@/lib/db/schema/evaluation/evaluations'
import { optimizationCandidates, optimizations } from '@/lib/db/schema/evaluation/optimizations'
import { runs } from '@/lib/db/schema/runs'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { optimizationJob } from '@/lib/services/optimizations/optimization-job'
import { storedEvents } from '@/lib/services/runs/stored-events'
import { WorkerProcesses } from '../testing/worker-processes'

const onPostgres = process.env.TEST_DATABASE === 'postgres'
const KILLS = 5
const CASES = 40
const ANSWERED_PER_KILL = 4

let workers: WorkerProcesses
beforeAll(async () => {
  if (!onPostgres) return
  workers = await WorkerProcesses.create('killed-optimizer', (url) =>
    chatApp(
      [
        { id: 'paid', type: 'http', config: { method: 'GET', url: `${url}/{{value}}` } },
        { id: 'text', type: 'template', config: { text: 'No: {{value}}' } },
      ],
      ['in.message -> paid.value', 'paid.text -> text.value', 'text.text -> out.text'],
    ),
  )
})
afterAll(async () => {
  if (onPostgres) await workers.close()
})

const Created = z.looseObject({ id: z.string() })

/** Starts a search whose job waits for a worker. */
async function startOptimization(): Promise<string> {
  const { app } = workers
  const { workspaceId } = app.person
  const questions = Array.from({ length: CASES }, (_, index) => ({ question: `case-${index}`, expected: 'done' }))
  const quick = { from: 'questions', name: 'Killed', questions }
  const { id } = Created.parse(await app.request('POST', `/api/studio/apps/${app.appId}/evaluations/quick`, quick))
  await app.request('PATCH', `/api/studio/evaluations/${id}`, { scorers: [{ id: 'equal', kind: 'equal' }] })
  const parameters = [{ nodeId: 'text', path: 'text', values: ['Perhaps: {{value}}', '{{value}}'] }]
  const started = await app.request('POST', `/api/studio/evaluations/${id}/optimizations`, { parameters })
  const optimizationId = Created.parse(started).id
  await workers.send(optimizationJob, { workspaceId, optimizationId }, { key: optimizationId, group: workspaceId })
  return optimizationId
}

test.skipIf(!onPostgres)(
  'a search whose processes are killed five times ends with one answer per candidate and case, and repeats no stored step',
  async () => {
    const { db } = workers.app.studio.system
    const optimizationId = await startOptimization()
    const read = async () =>
      (await db.select().from(optimizations).where(eq(optimizations.id, optimizationId)))[0] ??
      expect.unreachable('no optimization')
    await workers.start()
    for (let number = 0; number < KILLS; number += 1) {
      await workers.answer(ANSWERED_PER_KILL)
      const victim = await workers.takeVictim(true)
      await workers.kill(victim)
      await workers.expireHeartbeats(victim, optimizationJob)
      await workers.start()
    }
    expect((await read()).status).toBe('running')
    workers.open()
    await expect.poll(async () => (await read()).status, { timeout: 60_000 }).toBe('confirming')

    const { experimentId, finalists, stopReason, searchCases } = await read()
    expect(stopReason).toBe('perfect')
    const candidates = await db
      .select()
      .from(optimizationCandidates)
      .where(eq(optimizationCandidates.optimizationId, optimizationId))
    // The seed decides whether the second value is tried before the perfect one.
    const choices = candidates.map(({ choice }) => choice.join())
    expect(new Set(choices).size).toBe(choices.length)
    expect(choices).toEqual(expect.arrayContaining(['0', '2']))
    expect(finalists.map((index) => candidates.find((one) => one.index === index)?.choice)).toEqual([[2]])
    const results = await db.select().from(experimentResults).where(eq(experimentResults.experimentId, experimentId))
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['answered']))
    const cells = results.map(({ variant, exampleId, trial }) => `${variant} ${exampleId} ${trial}`)
    expect(new Set(cells).size).toBe(cells.length)
    expect(results.filter(({ variant }) => variant === 0)).toHaveLength(searchCases)

    const ids = results.flatMap(({ runId }) => runId ?? [])
    const driven = await db
      .select({ id: runs.id, status: runs.status })
      .from(runs)
      .where(and(eq(runs.origin, 'evaluation'), inArray(runs.id, ids)))
    expect(new Set(driven.map(({ status }) => status))).toEqual(new Set(['succeeded']))
    const fetched: string[] = []
    for (const { id } of driven)
      for (const { event } of await storedEvents(db, id))
        if (event.type === 'node-end' && event.nodeId === 'paid' && event.pinned !== true) fetched.push(id)
    // One fetch per answer, also of runs that another process resumed.
    expect(fetched.toSorted()).toEqual(ids.toSorted())
  },
  // Six processes start one after the other, beside the rest of the test run.
  120_000,
)
