import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { EvaluationView } from '@/lib/contracts/evaluations'
import { ExampleResult, ExperimentView } from '@/lib/contracts/experiments'
import { JudgeView } from '@/lib/contracts/judges'
import { runs } from '@/lib/db/schema/runs'
import type { Graph } from '@/lib/graph/graph'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { getEvaluationRow } from '@/lib/services/evaluations/evaluation-rows'
import { uncalibratedJudges } from '@/lib/services/judges/calibration'
import { judgeModel } from '../judges/judge-model'
import { chargeRuns } from '../testing/charge-runs'
import { runExperiment } from './run-experiment'

const RUN_MICROS = 300

const Created = z.looseObject({ id: z.string(), revision: z.number() })

let app: TestApp
let datasetId: string
beforeAll(async () => {
  const reply = { id: 'reply', type: 'template', config: { text: 'You said {{value}}.' } }
  app = await createTestApp('scored', chatApp([reply], ['in.message -> reply.value', 'reply.text -> out.text']))
  const dataset = await app.request('POST', '/api/studio/datasets', { name: 'Cases', kind: 'case' })
  datasetId = z.looseObject({ id: z.string() }).parse(dataset).id
  const data = { inputs: { message: 'one' }, expected: 'one' }
  await app.request('POST', `/api/studio/datasets/${datasetId}/examples`, { data })
})
afterAll(() => app.close())

const field = (name: string) => ({ name, kind: 'text', required: false })
const required = (name: string) => ({ name, kind: 'text', required: true })

/** An app with a form that answers with this text. */
function scoringGraph(text: string): Graph {
  const graph = chatApp(
    [{ id: 'verdict', type: 'template', config: { text } }],
    ['in.output -> verdict.value', 'verdict.text -> out.text'],
  )
  for (const node of graph.nodes)
    if (node.id === 'in') node.config = { mode: 'form', fields: ['output', 'expected'].map(field) }
  return graph
}

async function publish(name: string, graph: Graph): Promise<string> {
  const { id, revision } = Created.parse(await app.request('POST', '/api/studio/apps', { name, graph }))
  await app.request('POST', `/api/studio/apps/${id}/versions`, { note: '', revision })
  return id
}

const evaluate = (scorerAppId: string, appId = app.appId) => ({
  method: 'POST',
  path: `/api/studio/apps/${appId}/evaluations`,
  body: { name: 'Scored by an app', datasetId, scorers: [{ id: 'app', kind: 'app', appId: scorerAppId }] },
})

async function createEvaluation(scorerAppId: string, appId?: string): Promise<EvaluationView> {
  const { method, path, body } = evaluate(scorerAppId, appId)
  return EvaluationView.parse(await app.request(method, path, body))
}

async function drive(experimentId: string): Promise<void> {
  const { system } = app.studio
  const { workspaceId } = app.person
  await runExperiment(system, { workspaceId, experimentId }, new AbortController().signal, {
    embed: async () => [],
    judge: judgeModel(system, { workspaceId, appId: app.appId, userId: null }),
    pause: { firstMs: 1, maxMs: 1 },
  })
}

async function run({ id }: EvaluationView) {
  const path = `/api/studio/evaluations/${id}/experiments`
  const started = ExperimentView.parse(await app.request('POST', path, { variants: [{ kind: 'draft' }] }))
  await drive(started.id)
  const { results } = z
    .looseObject({ results: z.array(ExampleResult) })
    .parse(await app.request('GET', `${path}/${started.id}/results`))
  const [score] = results[0]?.answers[0]?.scores ?? []
  const { experiment } = z
    .looseObject({ experiment: ExperimentView })
    .parse(await app.request('GET', `${path}/${started.id}`))
  return { experiment, score: score ?? expect.unreachable('no score') }
}

const runsOf = (appId: string) => app.studio.system.db.$count(runs, eq(runs.appId, appId))

test('a published app scores the answer at its cost, and the same answer is not scored twice by the same version', async () => {
  const scorer = await publish('Scorer', scoringGraph('{"score": 0.8, "label": "found", "reason": "Read {{value}}"}'))
  const evaluation = await createEvaluation(scorer)
  expect(evaluation.scorers[0]).toMatchObject({ kind: 'app', appId: scorer, version: { number: 1 } })
  const paid = chargeRuns(app, RUN_MICROS)
  const { experiment, score } = await run(evaluation).finally(() => paid.mockRestore())
  expect(score).toMatchObject({ outcome: 'scored', value: 0.8, label: 'found', passed: true })
  expect(score.reason).toBe('Read You said one.')
  expect(experiment.costMicros).toBe(2 * RUN_MICROS)
  expect((await run(evaluation)).score).toMatchObject({ outcome: 'scored', value: 0.8, label: 'found' })
  expect(await runsOf(scorer)).toBe(1)
})

test('a new version of the app scores only after the evaluation selects it', async () => {
  const scorer = await publish('Versions', scoringGraph('{"score": 1, "reason": "First {{value}}"}'))
  const evaluation = await createEvaluation(scorer)
  const { revision } = z
    .looseObject({ revision: z.number() })
    .parse(await app.request('GET', `/api/studio/apps/${scorer}`))
  const graph = scoringGraph('{"score": false, "reason": "Second {{value}}"}')
  const saved = Created.omit({ id: true }).parse(
    await app.request('PUT', `/api/studio/apps/${scorer}/draft`, { graph, revision }),
  )
  await app.request('POST', `/api/studio/apps/${scorer}/versions`, { note: 'Second', revision: saved.revision })
  expect((await run(evaluation)).score).toMatchObject({ value: 1, reason: 'First You said one.' })
  const scorers = [{ ...evaluation.scorers[0], version: null }]
  const changed = await app.request('PATCH', `/api/studio/evaluations/${evaluation.id}`, { scorers })
  expect(EvaluationView.parse(changed).scorers[0]).toMatchObject({ version: { number: 2 } })
  expect((await run(evaluation)).score).toMatchObject({ value: 0, reason: 'Second You said one.' })
})

test.each([
  ['a score above 1', '{"score": 2, "reason": "{{value}}"}'],
  ['no reason', '{"score": 1, "reason": " "} {{value}}'],
  ['NaN', '{"score": NaN, "reason": "{{value}}"}'],
  ['no JSON', 'Fine: {{value}}'],
])('an app that returns %s gives no verdict', async (name, text) => {
  const { score } = await run(await createEvaluation(await publish(name, scoringGraph(text))))
  expect(score).toMatchObject({ outcome: 'no-verdict', value: null })
  expect(score.reason).toContain('must return “score” from 0 to 1')
})

test('an app that fails gives no verdict, with its error as the reason', async () => {
  const graph = scoringGraph('{{value}}')
  for (const node of graph.nodes)
    if (node.id === 'verdict') Object.assign(node, { type: 'http', config: { url: 'http://127.0.0.1:9/{{value}}' } })
  const { score } = await run(await createEvaluation(await publish('Failing', graph)))
  expect(score).toMatchObject({ outcome: 'no-verdict', value: null })
  expect(score.reason).toContain('The app that scores failed: ')
})

async function rejection(request: ReturnType<typeof evaluate>): Promise<string> {
  const response = await app.studio.call({ ...request, person: app.person })
  expect(response.status).toBe(400)
  return z.object({ error: z.object({ key: z.string() }) }).parse(await response.json()).error.key
}

test('rejects an unpublished app, unsuitable inputs, and each kind of cycle', async () => {
  const code = '{"score": 1, "reason": "{{value}}"}'
  expect(await rejection(evaluate(''))).toBe('evaluation.scorerAppMissing')
  const draft = { name: 'Draft', graph: scoringGraph(code) }
  const unpublished = Created.parse(await app.request('POST', '/api/studio/apps', draft)).id
  expect(await rejection(evaluate(unpublished))).toBe('evaluation.scorerAppMissing')
  const other = scoringGraph(code)
  for (const node of other.nodes)
    if (node.id === 'in') node.config = { mode: 'form', fields: ['output', 'expected', 'tone'].map(required) }
  const demanding = await publish('Other inputs', other)
  expect(await rejection(evaluate(demanding))).toBe('evaluation.scorerAppInputs')

  const scorer = await publish('Good', scoringGraph(code))
  expect(await rejection(evaluate(scorer, scorer))).toBe('evaluation.scorerAppCycle')
  const part = scoringGraph(code)
  part.nodes.push({
    ...(part.nodes[1] as Graph['nodes'][number]),
    id: 'inner',
    type: 'sub-app',
    config: { appId: scorer },
  })
  const container = await publish('Container', part)
  expect(await rejection(evaluate(container, scorer))).toBe('evaluation.scorerAppCycle')
  const second = await publish('Second', scoringGraph(code))
  await createEvaluation(second, scorer)
  expect(await rejection(evaluate(scorer, second))).toBe('evaluation.scorerAppCycle')
})

test('a scoring app is a judge: it decides no gate before people have labeled its answers', async () => {
  const evaluation = await createEvaluation(
    await publish('Opinion', scoringGraph('{"score": 1, "reason": "Read {{value}}"}')),
  )
  await run(evaluation)
  const judges = `/api/studio/evaluations/${evaluation.id}/judges`
  const list = z.looseObject({ judges: z.array(JudgeView) })
  const untested = { scorer: 'app', model: '', judged: 1, open: 1, quality: { state: 'untested', labelled: 0 } }
  expect(list.parse(await app.request('GET', judges)).judges).toMatchObject([untested])
  const { db } = app.studio.system
  const row = await getEvaluationRow(db, { workspaceId: app.person.workspaceId, evaluationId: evaluation.id })
  expect(await uncalibratedJudges(db, row)).toEqual(new Map([['app', 'untested']]))
  const next = await app.request('POST', `${judges}/app/next`, { skipped: [] })
  expect(next).toMatchObject({ item: { answer: 'You said one.' } })
})

/** Lets the first runs of an app fail with these errors. Undo it with `mockRestore`. */
function failRuns(appId: string, ...codes: string[]) {
  const { db, runs: engine } = app.studio.system
  const follow = engine.follow.bind(engine)
  return vi.spyOn(engine, 'follow').mockImplementation(async function* (runId, ...rest) {
    yield* follow(runId, ...rest)
    const isOfApp = and(eq(runs.id, runId), eq(runs.appId, appId), eq(runs.status, 'succeeded'))
    if ((await db.$count(runs, isOfApp)) === 0) return
    const errorCode = codes.shift()
    if (errorCode) await db.update(runs).set({ status: 'failed', errorCode, error: errorCode }).where(isOfApp)
  })
}

test('an app scores again after failures outside it', async () => {
  const scorer = await publish('Busy', scoringGraph('{"score": 1, "reason": "Read {{value}}"}'))
  const evaluation = await createEvaluation(scorer)
  const failing = failRuns(scorer, 'MODEL_RATE_LIMITED', 'UNAVAILABLE')
  const { score } = await run(evaluation).finally(() => failing.mockRestore())
  expect(score).toMatchObject({ outcome: 'scored', value: 1 })
  expect(await runsOf(scorer)).toBe(3)
})

test('an app that used up its budget scores when the experiment resumes', async () => {
  const scorer = await publish('Spent', scoringGraph('{"score": 1, "reason": "Again {{value}}"}'))
  const evaluation = await createEvaluation(scorer)
  const failing = failRuns(scorer, 'BUDGET_EXCEEDED')
  const experiments = `/api/studio/evaluations/${evaluation.id}/experiments`
  const { id } = ExperimentView.parse(await app.request('POST', experiments, { variants: [{ kind: 'draft' }] }))
  const path = `${experiments}/${id}`
  await drive(id)
  await app.request('POST', `${path}/control`, { action: 'resume' })
  await drive(id)
  failing.mockRestore()
  const { results } = z
    .looseObject({ results: z.array(ExampleResult) })
    .parse(await app.request('GET', `${path}/results`))
  expect(results[0]?.answers[0]?.scores).toMatchObject([{ outcome: 'scored', value: 1 }])
})
