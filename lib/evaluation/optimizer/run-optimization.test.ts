import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { EvaluationView } from '@/lib/contracts/evaluations'
import { listExperiments } from '@/lib/contracts/experiments'
import { getOptimization, listParameters, OptimizationView } from '@/lib/contracts/optimizations'
import { apps } from '@/lib/db/schema/apps'
import { experimentResults, experiments } from '@/lib/db/schema/evaluation/evaluations'
import { optimizations } from '@/lib/db/schema/evaluation/optimizations'
import { runs } from '@/lib/db/schema/runs'
import type { Graph } from '@/lib/graph/graph'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { experimentJob } from '@/lib/services/evaluations/experiment-job'
import { optimizationJob } from '@/lib/services/optimizations/optimization-job'
import { runExperiment } from '../experiments/run-experiment'
import type { JudgeModel } from '../scorers/score'
import { runOptimization } from './run-optimization'

const forever = new AbortController().signal
const embed = async () => []
const noJudge: JudgeModel = {
  chat: () => Promise.reject(new Error('not used')),
  findVerdict: async () => null,
}
const CASES = 75

/** Answers in capitals only with the right text. */
const echo = (text: string): Graph =>
  chatApp(
    [
      { id: 'first', type: 'template', config: { text: '{{value}}' } },
      { id: 'second', type: 'template', config: { text } },
    ],
    ['in.message -> first.value', 'first.text -> second.value', 'second.text -> out.text'],
  )

let app: TestApp
beforeAll(async () => {
  app = await createTestApp('optimized', echo('No: {{value}}'))
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.studio.system.db
    .update(apps)
    .set({ draft: echo('No: {{value}}') })
    .where(eq(apps.id, app.appId))
})

async function createEvaluation(name: string, count = CASES): Promise<string> {
  const questions = Array.from({ length: count }, (_, index) => {
    const question = `${name} ${index}`
    return { question, expected: question }
  })
  const quick = { from: 'questions', name, questions }
  const created = await app.request('POST', `/api/studio/apps/${app.appId}/evaluations/quick`, quick)
  const { id } = EvaluationView.parse(created)
  await app.request('PATCH', `/api/studio/evaluations/${id}`, { scorers: [{ id: 'equal', kind: 'equal' }] })
  return id
}

const pathOf = (evaluationId: string) => `/api/studio/evaluations/${evaluationId}/optimizations`
const TEXT = { nodeId: 'second', path: 'text', values: ['Perhaps: {{value}}', '{{value}}', 'Never: {{value}}'] }

async function start(evaluationId: string, body: object = {}): Promise<OptimizationView> {
  const started = await app.request('POST', pathOf(evaluationId), { parameters: [TEXT], ...body })
  return OptimizationView.parse(started)
}

const drive = ({ id }: OptimizationView, options: object = {}, signal = forever) =>
  runOptimization(app.studio.system, { workspaceId: app.person.workspaceId, optimizationId: id }, signal, {
    embed,
    judge: noJudge,
    ...options,
  })

async function read({ id, evaluationId }: OptimizationView) {
  return getOptimization.response.parse(await app.request('GET', `${pathOf(evaluationId)}/${id}`))
}

/** Runs the experiment of the finalists, whose job the search has sent. */
async function confirm({ id }: OptimizationView): Promise<void> {
  const { db } = app.studio.system
  const [row] = await db.select().from(optimizations).where(eq(optimizations.id, id))
  const experimentId = row?.confirmationId ?? expect.unreachable('no finalists')
  expect(app.studio.sentJobs.at(-1)).toMatchObject({ kind: experimentJob.name, data: { experimentId } })
  await runExperiment(app.studio.system, { workspaceId: app.person.workspaceId, experimentId }, forever, {
    embed,
    judge: noJudge,
  })
}

const countRuns = async () =>
  (await app.studio.system.db.select({ id: runs.id }).from(runs).where(eq(runs.origin, 'evaluation'))).length

test('finds better settings, confirms them on unused cases, and writes them into the draft', async () => {
  const evaluationId = await createEvaluation('Better')
  const { parameters } = listParameters.response.parse(await app.request('GET', `${pathOf(evaluationId)}/parameters`))
  expect(parameters).toContainEqual(
    expect.objectContaining({ nodeId: 'second', path: 'text', kind: 'prompt', values: ['No: {{value}}'] }),
  )
  const started = await start(evaluationId)
  expect(started).toMatchObject({ status: 'queued', searchCases: 45, heldOutCases: 30 })
  expect(app.studio.sentJobs.at(-1)?.kind).toBe(optimizationJob.name)
  await drive(started)
  const searched = await read(started)
  expect(searched.optimization).toMatchObject({ status: 'confirming', stopReason: 'perfect' })
  expect(searched.candidates.map(({ status, changes }) => [status, changes[0]?.after])).toEqual(
    expect.arrayContaining([
      ['finished', undefined],
      ['finished', '{{value}}'],
    ]),
  )
  const winner = searched.candidates.find(({ finalistAs }) => finalistAs.includes('best'))
  expect(winner).toMatchObject({ isOnFront: true, quality: { mean: 1, count: 45 }, changes: [{ after: '{{value}}' }] })

  await confirm(started)
  const { optimization, confirmations } = await read(started)
  expect(optimization.status).toBe('done')
  expect(confirmations.map(({ candidate }) => candidate)).toEqual([0, winner?.index])
  expect(confirmations[1]).toMatchObject({
    gainWhileSearching: 1,
    comparison: { verdict: 'better', count: 30, gained: 30, lost: 0 },
  })
  expect(confirmations[1]?.latencyMs).toBeGreaterThan(0)
  const inSearch = await casesOf(started, 'search')
  const heldOut = await casesOf(started, 'held-out')
  expect(heldOut.size).toBe(30)
  expect([...heldOut].filter((id) => inSearch.has(id))).toEqual([])

  await app.request('POST', `${pathOf(evaluationId)}/${started.id}/apply`, { candidate: winner?.index })
  const [changed] = await app.studio.system.db.select().from(apps).where(eq(apps.id, app.appId))
  expect(changed?.draft.nodes.find(({ id }) => id === 'second')?.config.text).toBe('{{value}}')
  // The parts of the search are no experiments of the evaluation.
  const listed = listExperiments.response.parse(
    await app.request('GET', `/api/studio/evaluations/${evaluationId}/experiments`),
  )
  expect(listed.experiments).toEqual([])
})

async function casesOf({ evaluationId }: OptimizationView, part: 'search' | 'held-out'): Promise<Set<string>> {
  const rows = await app.studio.system.db
    .select({ exampleId: experimentResults.exampleId })
    .from(experimentResults)
    .innerJoin(experiments, eq(experiments.id, experimentResults.experimentId))
    .where(and(eq(experiments.evaluationId, evaluationId), eq(experiments.part, part)))
  return new Set(rows.map(({ exampleId }) => exampleId))
}

test('reuses the unchanged steps of the draft, and counts what they took', async () => {
  const started = await start(await createEvaluation('Reused', 20))
  await drive(started)
  const { candidates } = await read(started)
  const rows = await app.studio.system.db
    .select({ variant: experimentResults.variant, reusedSteps: experimentResults.reusedSteps })
    .from(experimentResults)
    .innerJoin(experiments, eq(experiments.id, experimentResults.experimentId))
    .where(and(eq(experiments.evaluationId, started.evaluationId), eq(experiments.part, 'search')))
  expect(rows.some(({ variant, reusedSteps }) => variant > 0 && reusedSteps > 0)).toBe(true)
  expect(candidates.every(({ latencyMs, costMicros }) => (latencyMs ?? 0) > 0 && costMicros === 0)).toBe(true)
})

test('a search that is aborted again and again resumes without repeating an answer', async () => {
  const started = await start(await createEvaluation('Aborted', 40))
  const before = await countRuns()
  for (let turn = 0; turn < 6; turn += 1) {
    const abort = new AbortController()
    const stored = async () => (await read(started)).optimization.runs
    const first = await stored()
    const done = drive(started, {}, abort.signal).catch(() => null)
    await expect.poll(stored, { interval: 5, timeout: 20_000 }).toBeGreaterThan(first)
    abort.abort(new Error('killed'))
    await done
    if ((await read(started)).optimization.status !== 'running') break
  }
  await drive(started)
  const { optimization } = await read(started)
  expect(optimization.status).toBe('confirming')
  const started2 = await start(await createEvaluation('Whole', 40))
  await drive(started2)
  expect(await countRuns()).toBe(before + optimization.runs + (await read(started2)).optimization.runs)
})

test('a search continues in its next turn when a turn ends', async () => {
  const started = await start(await createEvaluation('Turns', 20))
  await drive(started, { turnMs: 0 })
  expect(app.studio.sentJobs.at(-1)).toMatchObject({ kind: optimizationJob.name, data: { optimizationId: started.id } })
  expect((await read(started)).optimization).toMatchObject({ status: 'running', runs: 0 })
})

test('stays within its budget with a model that costs money', async () => {
  const evaluationId = await createEvaluation('Paid', 40)
  await app.request('PATCH', `/api/studio/evaluations/${evaluationId}`, {
    scorers: [{ id: 'polite', kind: 'criteria', criteria: ['Is it polite?'] }],
  })
  const costMicros = 100
  const judge: JudgeModel = {
    chat: async ({ text }) => {
      const met = !/No: |Never: |Perhaps: /.test(text)
      const reply = { answers: [{ criterion: 1, evidence: '', met }] }
      return { text: JSON.stringify(reply), servedModel: 'judge', costMicros }
    },
    findVerdict: async () => null,
  }
  const budgetMicros = 60 * costMicros
  const started = await start(evaluationId, { limits: { budgetMicros } })
  await drive(started, { judge })
  const { optimization } = await read(started)
  expect(optimization.stopReason).toBe('budget')
  expect(optimization.costMicros).toBeGreaterThanOrEqual(0.7 * budgetMicros)
  expect(optimization.costMicros).toBeLessThanOrEqual(budgetMicros)
})

test('a model rewrites instructions from training cases only', async () => {
  const shown: string[] = []
  const judge: JudgeModel = {
    chat: async ({ text }) => {
      shown.push(text)
      return { text: JSON.stringify({ instructions: '{{value}}' }), servedModel: 'writer', costMicros: 5 }
    },
    findVerdict: async () => null,
  }
  const evaluationId = await createEvaluation('Rewritten', 40)
  const started = await start(evaluationId, {
    parameters: [{ ...TEXT, values: [] }],
    writer: { connection: 'auto', model: 'auto' },
  })
  expect(started).toMatchObject({ searchCases: 19, heldOutCases: 16 })
  await drive(started, { judge })
  const { optimization, candidates } = await read(started)
  expect(candidates.at(-1)).toMatchObject({ origin: 'rewrite', parent: 0, changes: [{ after: '{{value}}' }] })
  // Answers to the cases that the model read count for no candidate.
  expect(candidates[0]?.quality).toMatchObject({ mean: 0, count: 19 })
  expect(candidates.at(-1)).toMatchObject({ quality: { mean: 1, count: 19 }, isOnFront: true })
  expect(candidates.at(-1)?.finalistAs).toContain('best')
  expect(optimization.costMicros).toBe(5)
  const Shown = z.object({ examples: z.array(z.object({ input: z.string(), score: z.number(), reason: z.string() })) })
  const { examples } = Shown.parse(JSON.parse(shown[0] ?? '{}'))
  expect(examples.length).toBeGreaterThan(0)
  const selecting = await selectingInputs(started)
  expect(examples.filter(({ input }) => selecting.has(input))).toEqual([])
})

/** Inputs of the cases by which candidates are selected: the winner has answered only these. */
async function selectingInputs({ evaluationId }: OptimizationView): Promise<Set<string>> {
  const rows = await app.studio.system.db
    .select({ input: experimentResults.input })
    .from(experimentResults)
    .innerJoin(experiments, eq(experiments.id, experimentResults.experimentId))
    .where(
      and(eq(experiments.evaluationId, evaluationId), eq(experiments.part, 'search'), eq(experimentResults.variant, 1)),
    )
  return new Set(rows.map(({ input }) => input))
}

test('rejects unknown settings, settings without alternatives and too few cases', async () => {
  const evaluationId = await createEvaluation('Rejected', 20)
  const attempt = async (id: string, body: object) => {
    const response = await app.studio.call({ method: 'POST', path: pathOf(id), body, person: app.person })
    return [response.status, z.object({ error: z.object({ key: z.string() }) }).parse(await response.json()).error.key]
  }
  expect(await attempt(evaluationId, { parameters: [{ ...TEXT, path: 'nothing' }] })).toEqual([
    400,
    'evaluation.unknownParameter',
  ])
  expect(await attempt(evaluationId, { parameters: [{ ...TEXT, values: ['No: {{value}}'] }] })).toEqual([
    400,
    'evaluation.nothingToVary',
  ])
  const few = await createEvaluation('Few', 5)
  expect(await attempt(few, { parameters: [TEXT] })).toEqual([400, 'evaluation.tooFewToOptimize'])
})

test('stopping ends the search, and deleting removes its answers', async () => {
  const started = await start(await createEvaluation('Stopped', 20))
  const path = `${pathOf(started.evaluationId)}/${started.id}`
  await app.request('POST', `${path}/stop`)
  await drive(started)
  expect((await read(started)).optimization).toMatchObject({ status: 'stopped', runs: 0 })
  await app.request('DELETE', path)
  const left = await app.studio.system.db
    .select({ id: experiments.id })
    .from(experiments)
    .where(eq(experiments.evaluationId, started.evaluationId))
  expect(left).toEqual([])
})
