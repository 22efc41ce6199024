import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { EvaluationView } from '@/lib/contracts/evaluations'
import { ExampleResult, ExperimentView, VariantSummary } from '@/lib/contracts/experiments'
import { apps } from '@/lib/db/schema/apps'
import { experimentResults } from '@/lib/db/schema/evaluation/evaluations'
import { runs } from '@/lib/db/schema/runs'
import type { Graph } from '@/lib/graph/graph'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { installTestSandbox } from '@/lib/sandbox/start-test-sandbox'
import { experimentJob } from '@/lib/services/evaluations/experiment-job'
import type { System } from '@/lib/services/system'
import { runExperiment } from './run-experiment'

const forever = new AbortController().signal
const embed = async (texts: readonly string[]) => texts.map(() => [1])

/** A first step that stays, and a second one that the tests change. */
const echo = (text: string): Graph =>
  chatApp(
    [
      { id: 'first', type: 'template', config: { text: '{{value}}' } },
      { id: 'second', type: 'template', config: { text } },
    ],
    ['in.message -> first.value', 'first.text -> second.value', 'second.text -> out.text'],
  )

let app: TestApp

let endSandbox: () => Promise<void>
beforeAll(async () => {
  endSandbox = await installTestSandbox()
  app = await createTestApp('capitals', echo('{{value}}'))
})
afterAll(async () => {
  await app.studio.close()
  await endSandbox()
})
beforeEach(() => setDraft(echo('{{value}}')))

async function setDraft(draft: Graph): Promise<void> {
  await app.studio.system.db.update(apps).set({ draft }).where(eq(apps.id, app.appId))
}

async function call<T>(schema: z.ZodType<T>, method: string, path: string, body?: unknown): Promise<T> {
  const response = await app.studio.call({ method, path, body, person: app.person })
  const json = await response.json()
  return schema.parse(response.status < 300 ? json : expect.unreachable(JSON.stringify(json)))
}

const questions = ['Paris', 'Rome', 'Oslo'].map((question) => ({ question, expected: question }))

async function createEvaluation(name: string) {
  const body = { from: 'questions', name, questions }
  const created = await call(EvaluationView, 'POST', `/api/studio/apps/${app.appId}/evaluations/quick`, body)
  const scorers = [{ id: 'equal', kind: 'equal' }]
  return call(EvaluationView, 'PATCH', `/api/studio/evaluations/${created.id}`, { scorers })
}

const start = (evaluationId: string, variants: unknown[], overrides: object = {}) =>
  call(ExperimentView, 'POST', `/api/studio/evaluations/${evaluationId}/experiments`, { variants, ...overrides })

const drive = (experimentId: string, signal = forever) =>
  runExperiment(app.studio.system, { workspaceId: app.person.workspaceId, experimentId }, signal, { embed })

const Result = z.object({ experiment: ExperimentView, summaries: z.array(VariantSummary) })
const read = ({ id, evaluationId }: ExperimentView) =>
  call(Result, 'GET', `/api/studio/evaluations/${evaluationId}/experiments/${id}`)

const Results = z.object({
  results: z.array(ExampleResult),
  total: z.number(),
  counts: z.record(z.string(), z.number()),
})
const examples = ({ id, evaluationId }: ExperimentView, query = '') =>
  call(Results, 'GET', `/api/studio/evaluations/${evaluationId}/experiments/${id}/results${query}`)

const runIds = async () =>
  (await app.studio.system.db.select({ id: runs.id }).from(runs).where(eq(runs.origin, 'evaluation'))).map(
    ({ id }) => id,
  )

test('answers every case, scores it, and reports a mean with an interval', async () => {
  const evaluation = await createEvaluation('All right')
  const experiment = await start(evaluation.id, [{ kind: 'draft' }])
  expect(experiment).toMatchObject({ status: 'queued', total: 3, exampleCount: 3, number: 1, datasetVersion: 1 })
  expect(app.studio.sentJobs.at(-1)?.kind).toBe(experimentJob.name)
  await drive(experiment.id)
  const { experiment: ended, summaries } = await read(experiment)
  expect(ended).toMatchObject({ status: 'done', done: 3, failed: 0, reused: 0 })
  expect(summaries[0]?.metrics[0]).toMatchObject({ id: 'equal', mean: 1, count: 3, of: 3 })
  expect(summaries[0]?.outcomes).toEqual({ scored: 3, appFailed: 0, noVerdict: 0, skipped: 0 })
  const { results } = await examples(experiment)
  expect(results[0]?.answers[0]).toMatchObject({ text: results[0]?.expected, outcome: 'answered', isReused: false })
})

test('compares a changed draft with an earlier result, and runs only the changed steps', async () => {
  const evaluation = await createEvaluation('Changed')
  const first = await start(evaluation.id, [{ kind: 'draft' }])
  await drive(first.id)
  await setDraft(echo('No: {{value}}'))
  const before = await runIds()
  const earlier = { kind: 'earlier', experimentId: first.id, variant: 0 }
  const second = await start(evaluation.id, [earlier, { kind: 'draft' }])
  await drive(second.id)
  const { experiment, summaries } = await read(second)
  expect(experiment).toMatchObject({ status: 'done', done: 6, reused: 3 })
  expect((await runIds()).length - before.length).toBe(3)
  expect(summaries[1]?.comparisons[0]).toMatchObject({ difference: -1, gained: 0, lost: 3, method: 'mcnemar' })
  const { results, counts } = await examples(second, '?variant=1')
  expect(counts.regressed).toBe(3)
  expect(results[0]).toMatchObject({ change: 'regressed', values: [1, 0] })
  // The start and the first step of each case; the second has changed.
  expect(results[0]?.answers[1]).toMatchObject({ isReused: false, reusedSteps: 2, latencyMs: null })
  expect(results[0]?.answers[1]?.text).toMatch(/^No: /)
})

test('runs everything again on request', async () => {
  const evaluation = await createEvaluation('Fresh')
  for (const fresh of [false, true]) {
    const experiment = await start(evaluation.id, [{ kind: 'draft' }], { fresh })
    await drive(experiment.id)
    expect((await read(experiment)).experiment.reused).toBe(fresh ? 0 : 3)
  }
})

test('counts a failed app as wrong, and reruns failures on request', async () => {
  const code = { id: 'code', type: 'code', config: { code: 'throw new Error(input.text)' } }
  await setDraft(chatApp([code], ['in.message -> code.text', 'code.result -> out.text']))
  const evaluation = await createEvaluation('Failing')
  const experiment = await start(evaluation.id, [{ kind: 'draft' }])
  await drive(experiment.id)
  const { experiment: ended, summaries } = await read(experiment)
  expect(ended).toMatchObject({ status: 'done', failed: 3 })
  expect(summaries[0]?.metrics[0]).toMatchObject({ mean: 0, count: 3 })
  expect(summaries[0]?.outcomes).toMatchObject({ appFailed: 3, scored: 0 })
  const path = `/api/studio/evaluations/${evaluation.id}/experiments/${experiment.id}/control`
  expect(await call(ExperimentView, 'POST', path, { action: 'retry' })).toMatchObject({ status: 'queued', failed: 0 })
  await drive(experiment.id)
  expect((await read(experiment)).experiment).toMatchObject({ status: 'done', done: 3, failed: 3 })
})

/** Fails the first runs as a rate limit of the model service would. */
function limited(count: number): System {
  const { system } = app.studio
  let left = count
  return {
    ...system,
    runs: {
      ...system.runs,
      async *follow(runId, after, signal) {
        yield* system.runs.follow(runId, after, signal)
        if (left === 0) return
        left -= 1
        const failed = { status: 'failed', errorCode: 'MODEL_RATE_LIMITED', error: 'Too many requests.' } as const
        await system.db.update(runs).set(failed).where(eq(runs.id, runId))
      },
    },
  }
}

const driveLimited = ({ id: experimentId }: ExperimentView, count: number) =>
  runExperiment(limited(count), { workspaceId: app.person.workspaceId, experimentId }, forever, {
    embed,
    pause: { firstMs: 1, maxMs: 1 },
  })

test('repeats a run that failed for a reason outside the app', async () => {
  await setDraft(echo('Limited: {{value}}'))
  const evaluation = await createEvaluation('Limited')
  const experiment = await start(evaluation.id, [{ kind: 'draft' }])
  const before = (await runIds()).length
  await driveLimited(experiment, 2)
  expect((await read(experiment)).experiment).toMatchObject({ status: 'done', done: 3, failed: 0, interrupted: 0 })
  expect((await runIds()).length - before).toBe(5)
})

test('a run that stays interrupted has no verdict instead of counting as wrong, and can be rerun', async () => {
  await setDraft(echo('Overloaded: {{value}}'))
  const evaluation = await createEvaluation('Overloaded')
  const experiment = await start(evaluation.id, [{ kind: 'draft' }])
  await driveLimited(experiment, 9)
  const { experiment: ended, summaries } = await read(experiment)
  expect(ended).toMatchObject({ status: 'done', failed: 0, interrupted: 3 })
  expect(summaries[0]?.outcomes).toEqual({ scored: 0, appFailed: 0, noVerdict: 3, skipped: 0 })
  expect(summaries[0]?.metrics[0]).toMatchObject({ mean: null, count: 0, noVerdict: 3 })
  const path = `/api/studio/evaluations/${evaluation.id}/experiments/${experiment.id}/control`
  await call(ExperimentView, 'POST', path, { action: 'retry' })
  await drive(experiment.id)
  expect((await read(experiment)).experiment).toMatchObject({ status: 'done', done: 3, interrupted: 0 })
})

test('follows runs that another process started instead of repeating them', async () => {
  await setDraft(echo('Again: {{value}}'))
  const evaluation = await createEvaluation('Interrupted')
  const experiment = await start(evaluation.id, [{ kind: 'draft' }])
  const before = (await runIds()).length
  const killed = new AbortController()
  const interrupted = drive(experiment.id, killed.signal)
  killed.abort(new Error('killed'))
  await expect(interrupted).rejects.toThrow('killed')
  await drive(experiment.id)
  expect((await read(experiment)).experiment).toMatchObject({ status: 'done', done: 3 })
  expect((await runIds()).length - before).toBe(3)
  const rows = await app.studio.system.db
    .select()
    .from(experimentResults)
    .where(and(eq(experimentResults.experimentId, experiment.id), eq(experimentResults.status, 'running')))
  expect(rows).toEqual([])
})

test('ten kills and two processes at once: one row for each answer, and no stored answer is repeated', async () => {
  await setDraft(echo('Killed: {{value}}'))
  const evaluation = await createEvaluation('Killed')
  const experiment = await start(evaluation.id, [{ kind: 'draft' }])
  const before = (await runIds()).length
  for (let kill = 0; kill < 10; kill += 1) {
    const process = new AbortController()
    const driven = drive(experiment.id, process.signal)
    // Each process is killed one step later than the one before.
    let step = 0
    for (; step < kill; step += 1) await read(experiment)
    process.abort(new Error('killed'))
    await driven.catch((error: Error) => expect(error.message).toBe('killed'))
  }
  await Promise.all([drive(experiment.id), drive(experiment.id)])
  expect((await read(experiment)).experiment).toMatchObject({ status: 'done', done: 3 })
  expect((await runIds()).length - before).toBe(3)
  const rows = await app.studio.system.db
    .select({ status: experimentResults.status })
    .from(experimentResults)
    .where(eq(experimentResults.experimentId, experiment.id))
  expect(rows).toEqual(Array(3).fill({ status: 'answered' }))
})

test('stops at its budget and resumes with a larger one', async () => {
  const evaluation = await createEvaluation('Budget')
  const experiment = await start(evaluation.id, [{ kind: 'draft' }], { budgetMicros: 0 })
  await drive(experiment.id)
  expect((await read(experiment)).experiment).toMatchObject({ status: 'stopped', done: 0 })
  const path = `/api/studio/evaluations/${evaluation.id}/experiments/${experiment.id}/control`
  await call(ExperimentView, 'POST', path, { action: 'resume', budgetMicros: 1_000 })
  await drive(experiment.id)
  expect((await read(experiment)).experiment).toMatchObject({ status: 'done', done: 3 })
})

test('does nothing after it was cancelled', async () => {
  const evaluation = await createEvaluation('Cancelled')
  const experiment = await start(evaluation.id, [{ kind: 'draft' }])
  const path = `/api/studio/evaluations/${evaluation.id}/experiments/${experiment.id}/control`
  await call(ExperimentView, 'POST', path, { action: 'cancel' })
  await drive(experiment.id)
  expect((await read(experiment)).experiment).toMatchObject({ status: 'cancelled', done: 0 })
})
