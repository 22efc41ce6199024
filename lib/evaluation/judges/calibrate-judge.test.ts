import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import type { TestPerson } from '@/lib/api/testing/test-studio'
import { EvaluationView } from '@/lib/contracts/evaluations'
import { ExperimentView, VariantSummary } from '@/lib/contracts/experiments'
import { GateCheck } from '@/lib/contracts/gates'
import { JudgeView, ReviewItemView } from '@/lib/contracts/judges'
import { experimentScores } from '@/lib/db/schema/evaluation/evaluations'
import { reviewItems } from '@/lib/db/schema/evaluation/reviews'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { runExperiment } from '../experiments/run-experiment'
import type { JudgeModel } from '../scorers/score'

const signal = new AbortController().signal
const embed = async (texts: readonly string[]) => texts.map(() => [1])
const model = { connection: 'auto', model: 'auto' }
const ANSWERS = 60

let app: TestApp
let second: TestPerson
let third: TestPerson
let evaluation: EvaluationView
let calls = 0

/** Fails answers that contain “rude”, as people do. */
const judge: JudgeModel = {
  chat: async ({ text }) => {
    calls += 1
    const met = !text.includes('rude')
    const answers = [{ criterion: 1, evidence: '', met }]
    return { text: JSON.stringify({ answers }), servedModel: 'judge-1', costMicros: 3 }
  },
  findVerdict: async () => null,
}

beforeAll(async () => {
  app = await createTestApp(
    'judged',
    chatApp(
      [{ id: 'say', type: 'template', config: { text: '{{value}}' } }],
      ['in.message -> say.value', 'say.text -> out.text'],
    ),
  )
  const { studio, person } = app
  second = await studio.signUp('editor', person.workspaceId)
  third = await studio.signUp('editor', person.workspaceId)
  const questions = Array.from({ length: ANSWERS }, (_, index) => ({
    question: `Answer ${index} is ${index % 3 === 0 ? 'rude' : 'kind'}`,
  }))
  const quick = { from: 'questions', name: 'Tone', questions }
  const created = await call(EvaluationView, 'POST', `/api/studio/apps/${app.appId}/evaluations/quick`, quick)
  const scorers = [{ id: 'polite', kind: 'criteria', model, criteria: ['Is it polite?'] }]
  evaluation = await call(EvaluationView, 'PATCH', `/api/studio/evaluations/${created.id}`, { scorers })
})
afterAll(() => app.close())

async function call<T>(
  schema: z.ZodType<T>,
  method: string,
  path: string,
  body?: object,
  person = app.person,
): Promise<T> {
  const response = await app.studio.call({ method, path, body, person })
  const json = await response.json()
  return schema.parse(response.status < 300 ? json : expect.unreachable(JSON.stringify(json)))
}

const own = (rest: string) => `/api/studio/evaluations/${evaluation.id}${rest}`

async function run(overrides: object = {}): Promise<ExperimentView> {
  const body = { variants: [{ kind: 'draft' }], ...overrides }
  const { id } = await call(ExperimentView, 'POST', own('/experiments'), body)
  await runExperiment(app.studio.system, { workspaceId: app.person.workspaceId, experimentId: id }, signal, {
    embed,
    judge,
  })
  const Result = z.object({ experiment: ExperimentView, summaries: z.array(VariantSummary) })
  return (await call(Result, 'GET', own(`/experiments/${id}`))).experiment
}

const Next = z.object({ item: ReviewItemView.nullable(), own: z.number() })
const next = (person = app.person, skipped: string[] = []) =>
  call(Next, 'POST', own('/judges/polite/next'), { skipped }, person)
const label = (item: ReviewItemView, passes: boolean, person = app.person) =>
  call(z.object({ ok: z.boolean() }), 'PUT', own(`/review-items/${item.id}/label`), { passes, seconds: 4 }, person)

async function judges(): Promise<JudgeView> {
  const found = await call(z.object({ judges: z.array(JudgeView) }), 'GET', own('/judges'))
  return found.judges[0] ?? expect.unreachable('no judge')
}

async function gateAnswer() {
  const path = `/api/studio/apps/${app.appId}/gates/production`
  const { check } = await call(z.object({ check: GateCheck }), 'GET', `${path}/check`)
  return check.rules.find(({ rule }) => rule === 'metric')
}

test('a judge scores answers, with its model and its cost', async () => {
  const experiment = await run()
  expect(experiment).toMatchObject({ status: 'done', done: ANSWERS, costMicros: 3 * ANSWERS })
  expect(calls).toBe(ANSWERS)
  const [stored] = await app.studio.system.db
    .select()
    .from(experimentScores)
    .where(and(eq(experimentScores.experimentId, experiment.id), eq(experimentScores.value, 0)))
  expect(stored).toMatchObject({ servedModel: 'judge-1', costMicros: 3 })
  expect(await judges()).toMatchObject({
    quality: { state: 'untested' },
    judged: ANSWERS,
    open: ANSWERS,
    rawMean: 2 / 3,
  })
})

test('a gate waits for the calibration of the judge', async () => {
  const rules = { metrics: [{ scorer: 'polite', atLeast: 0.4 }], notWorse: null }
  const path = `/api/studio/apps/${app.appId}/gates/production`
  await call(z.unknown(), 'PUT', path, { evaluationId: evaluation.id, rules })
  const found = await gateAnswer()
  expect(found?.answer).toBe('inconclusive')
  expect(found?.reason).toMatch(/^The judge of “polite” is untested\./)
})

test('people label blind: they get different answers, without verdict and version', async () => {
  const first = await next()
  const other = await next(second)
  expect(Object.keys(first.item ?? {}).sort()).toEqual(['answer', 'expected', 'id', 'input', 'passages'])
  expect(other.item?.id).not.toBe(first.item?.id)
  // The reservation of the first answer stays with its person.
  expect((await next()).item?.id).toBe(first.item?.id)
})

test('a third person decides when two disagree', async () => {
  const { item } = await next()
  if (!item) return expect.unreachable('nothing to label')
  await app.studio.system.db.update(reviewItems).set({ reviewers: 2 }).where(eq(reviewItems.id, item.id))
  await label(item, true)
  await label(item, false, second)
  expect((await judges()).quality.labelled).toBe(0)
  const offered: string[] = []
  for (let found = await next(third); found.item && found.item.id !== item.id; found = await next(third, offered))
    offered.push(found.item.id)
  await label(item, !item.answer.includes('rude'), third)
  expect((await judges()).quality.labelled).toBe(1)
})

test('two people calibrate the judge with equal numbers of both verdicts, and then the gate decides', async () => {
  const people = [app.person, second]
  for (let turn = 0; turn < 48; turn += 1) {
    const person = people[turn % 2] ?? app.person
    const { item } = await next(person)
    if (!item) break
    await label(item, !item.answer.includes('rude'), person)
  }
  const { quality, people: agreement, correctedMean, correctedInterval } = await judges()
  expect(quality).toMatchObject({ state: 'calibrated', passFail: 0, failPass: 0, kappa: 1 })
  expect(Math.min(quality.passPass, quality.failFail)).toBeGreaterThanOrEqual(16)
  expect(agreement.items).toBeGreaterThan(0)
  expect(correctedMean).toBeCloseTo(2 / 3, 10)
  expect(correctedInterval?.low).toBeCloseTo(2 / 3, 10)
  expect((await gateAnswer())?.answer).toBe('passes')
})

test('a label can be undone; labels of other people and evaluations of other workspaces are not accessible', async () => {
  const before = (await judges()).quality.labelled
  const { item } = await next(second)
  if (!item) return expect.unreachable('nothing to label')
  await label(item, true, second)
  const path = own(`/review-items/${item.id}/label`)
  await call(z.unknown(), 'DELETE', path, undefined, app.person)
  await call(z.unknown(), 'DELETE', path, undefined, second)
  expect((await judges()).quality.labelled).toBe(before)
  const stranger = await app.studio.signUp('owner')
  const response = await app.studio.call({ method: 'PUT', path, body: { passes: true, seconds: 1 }, person: stranger })
  expect(response.status).toBe(404)
})

test('another model starts untested, although the labels stay', async () => {
  const scorers = [{ ...evaluation.scorers[0], model: { connection: 'auto', model: 'other' } }]
  await call(EvaluationView, 'PATCH', own(''), { scorers })
  expect(await judges()).toMatchObject({ quality: { state: 'untested', labelled: 0 }, judged: 0 })
  await run()
  const { quality } = await judges()
  expect(quality.labelled).toBeGreaterThan(30)
})
