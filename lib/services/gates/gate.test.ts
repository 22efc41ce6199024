import { and, eq, like } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import type { TestPerson } from '@/lib/api/testing/test-studio'
import { EvaluationView } from '@/lib/contracts/evaluations'
import { GateCheck } from '@/lib/contracts/gates'
import { newId } from '@/lib/core/new-id'
import { alerts } from '@/lib/db/schema/inbox'
import { auditEvents } from '@/lib/db/schema/people'
import { rollouts } from '@/lib/db/schema/releases'
import { runs } from '@/lib/db/schema/runs'
import { runExperiment } from '@/lib/evaluation/experiments/run-experiment'
import type { Graph } from '@/lib/graph/graph'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { ExperimentData, experimentJob } from '../evaluations/experiment-job'
import { executeDueRequests } from '../releases/execute-due-requests'
import { judgeRollouts } from '../releases/judge-rollouts'
import { measureScheduled } from './measure-scheduled'

const forever = new AbortController().signal
const embed = async (texts: readonly string[]) => texts.map(() => [1])

const echo = (text: string): Graph =>
  chatApp([{ id: 'say', type: 'template', config: { text } }], ['in.message -> say.value', 'say.text -> out.text'])

/** The scorer allows 12 characters: the text that a version appends decides which questions it fails. */
const SAME = echo('{{value}}')
const WORSE = echo('{{value}}!')
/** Other steps, the same answers. */
const OTHER = chatApp(
  [
    { id: 'first', type: 'template', config: { text: '{{value}}' } },
    { id: 'say', type: 'template', config: { text: '{{value}}' } },
  ],
  ['in.message -> first.value', 'first.text -> say.value', 'say.text -> out.text'],
)
const LONG = 7
const CASES = 80
/** Eighty equal results show that at most five points are lost. */
const NOT_WORSE = { notWorse: 0.05 }
const questions = Array.from({ length: CASES }, (_, index) => ({
  question: `${index}`.padStart(3, '0').padEnd(index < LONG ? 12 : 6, 'x'),
}))
const scorers = [{ id: 'length', kind: 'length', unit: 'characters', min: 0, max: 12 }]

let app: TestApp
let editor: TestPerson
let viewer: TestPerson
let owner2: TestPerson
let evaluation: EvaluationView
/** An evaluation with too few cases for a verdict. */
let few: EvaluationView
const ids: string[] = []

beforeAll(async () => {
  app = await createTestApp('gated', SAME)
  const { studio, person } = app
  editor = await studio.signUp('editor', person.workspaceId)
  viewer = await studio.signUp('viewer', person.workspaceId)
  owner2 = await studio.signUp('owner', person.workspaceId)
  evaluation = await evaluate('Support', questions)
  for (const graph of [WORSE, OTHER]) ids.push(await saveVersion(graph))
})
afterAll(() => app.close())

const path = (rest: string) => `/api/studio/apps/${app.appId}${rest}`

async function call(person: TestPerson, method: string, rest: string, body?: object) {
  const response = await app.studio.call({ method, path: rest.startsWith('/api') ? rest : path(rest), body, person })
  return { status: response.status, body: await response.json() }
}

async function evaluate(name: string, cases: object[]): Promise<EvaluationView> {
  const { body } = await call(app.person, 'POST', '/evaluations/quick', { from: 'questions', name, questions: cases })
  return EvaluationView.parse((await call(app.person, 'PATCH', `/api/studio/evaluations/${body.id}`, { scorers })).body)
}

async function saveVersion(graph: Graph): Promise<string> {
  const { revision } = await z
    .object({ revision: z.number() })
    .parseAsync(await app.request('PUT', path('/draft'), { revision: app.revision, graph }))
  app.revision = revision
  const created = await app.request('POST', path('/checkpoints'), { revision, note: '' })
  return z.object({ id: z.string() }).parse(created).id
}

const [worse, other] = [() => ids[0] ?? '', () => ids[1] ?? '']

const setGate = (rules: object, person = app.person, environment = 'production') =>
  call(person, 'PUT', `/gates/${environment}`, { evaluationId: evaluation.id, rules })

async function measure(versionId: string, environment = 'production'): Promise<void> {
  const { status, body } = await call(editor, 'POST', `/gates/${environment}/measurements`, { versionId })
  expect(status, JSON.stringify(body)).toBe(200)
  for (const { experimentId } of body.experiments)
    await runExperiment(app.studio.system, { workspaceId: app.person.workspaceId, experimentId }, forever, { embed })
}

async function check(versionId: string, environment = 'production') {
  const { body } = await call(editor, 'GET', `/gates/${environment}/check?versionId=${versionId}`)
  return z.object({ check: GateCheck }).parse(body).check
}

async function live(): Promise<string> {
  const { body } = await call(viewer, 'GET', '/environments')
  return body.environments.find(({ name }: { name: string }) => name === 'production').live.versionId
}

const release = (person: TestPerson, versionId: string, overrides: object = {}) =>
  call(person, 'POST', '/releases', { environment: 'production', versionId, expectedVersionId: null, ...overrides })

async function releaseNow(person: TestPerson, versionId: string, overrides: object = {}) {
  return release(person, versionId, { expectedVersionId: await live(), ...overrides })
}

async function audited(): Promise<string[]> {
  const rows = await app.studio.system.db
    .select({ action: auditEvents.action })
    .from(auditEvents)
    .where(and(eq(auditEvents.workspaceId, app.person.workspaceId), like(auditEvents.action, 'gate.%')))
    .orderBy(auditEvents.id)
  return rows.map(({ action }) => action)
}

test('only owners set a gate, for an evaluation and scorers of the app', async () => {
  expect((await setGate({}, editor)).status).toBe(403)
  expect((await setGate({ metrics: [{ scorer: 'unknown', atLeast: 0.5 }] })).body.error.message).toMatch(/no scorer/)
  expect((await setGate({ ...NOT_WORSE, metrics: [{ scorer: 'length', atLeast: 0.8 }] })).status).toBe(200)
  // Changing the scorers changes the gate.
  const evaluationPath = `/api/studio/evaluations/${evaluation.id}`
  expect((await call(editor, 'PATCH', evaluationPath, { scorers })).status).toBe(403)
  expect((await call(editor, 'PATCH', evaluationPath, { name: 'Support' })).status).toBe(200)
  expect((await call(app.person, 'DELETE', evaluationPath)).status).toBe(409)
  expect((await call(editor, 'PATCH', '/environments/production', { models: [] })).status).toBe(403)
})

test('without evidence the gate is inconclusive and blocks every path', async () => {
  const before = await live()
  const rejected = await releaseNow(editor, worse())
  expect([rejected.status, rejected.body.error.message]).toEqual([
    409,
    'The gate of production cannot decide yet. This version was not evaluated. Run the evaluation.',
  ])
  expect((await call(editor, 'PUT', '/environments/production', { versionId: worse() })).status).toBe(409)
  const publish = { revision: app.revision, note: '', environment: 'production' }
  expect((await call(editor, 'POST', '/versions', publish)).status).toBe(409)
  const canary = { environment: 'production', versionId: worse(), expectedVersionId: before, percent: 10 }
  expect((await call(editor, 'POST', '/rollouts', { ...canary, kind: 'canary' })).status).toBe(409)
  const plannedFor = { wallTime: '2100-01-01T09:00', timeZone: 'UTC' }
  expect((await releaseNow(editor, worse(), { plannedFor })).status).toBe(409)
  expect(await live()).toBe(before)
  // A rejected release leaves a decision, although its transaction was rolled back.
  expect(await audited()).toEqual(['gate.change', ...Array(5).fill('gate.inconclusive')])
})

test('a worse version fails and names the examples; an equal one passes', async () => {
  await measure(worse())
  await measure(other())
  const failing = await check(worse())
  expect(failing).toMatchObject({ answer: 'fails', needsRun: false, running: [] })
  expect(failing.regressed).toHaveLength(LONG)
  expect(failing.regressed[0]).toMatchObject({
    input: expect.stringMatching(/^00\dx+$/),
    after: expect.stringMatching(/!$/),
  })
  const rejected = await releaseNow(editor, worse())
  expect([rejected.status, rejected.body.error.message]).toEqual([
    409,
    expect.stringContaining('It is worse than the live version by 8.8 points'),
  ])
  expect(await check(other())).toMatchObject({ answer: 'passes', regressed: [], more: null })
}, 120_000)

test('releases a version that passes, and never gates a rollback', async () => {
  const first = await live()
  expect((await releaseNow(editor, other())).body).toMatchObject({ status: 'live' })
  expect((await audited()).at(-1)).toBe('gate.pass')
  const rollback = { environment: 'production', versionId: first, expectedVersionId: other(), note: '' }
  expect((await call(editor, 'POST', '/releases/rollback', rollback)).status).toBe(200)
  expect((await audited()).at(-1)).toBe('gate.pass')
  expect(await live()).toBe(first)
})

test('an override needs an owner and a reason, and a second person if the environment needs approvals', async () => {
  const first = await live()
  const override = { reason: 'Outage of the old model' }
  expect((await releaseNow(editor, worse(), { override })).status).toBe(403)
  expect((await releaseNow(app.person, worse(), { override: { reason: '' } })).status).toBe(400)
  expect((await releaseNow(app.person, worse(), { override })).body).toMatchObject({ status: 'live' })
  expect((await audited()).at(-1)).toBe('gate.override')
  const { body } = await call(viewer, 'GET', '/gate-decisions')
  expect(body.decisions[0]).toMatchObject({ answer: 'fails', isAllowed: true, override: { ...override, by: 'owner' } })
  const rollback = { environment: 'production', versionId: first, expectedVersionId: worse(), note: '' }
  await call(editor, 'POST', '/releases/rollback', rollback)
  await call(app.person, 'PATCH', '/environments/production', { needsApproval: true })
  const reply = await releaseNow(app.person, worse(), { override })
  expect(reply.body).toMatchObject({ status: 'waiting' })
  expect(await live()).toBe(first)
  const decide = (person: TestPerson, orderId = reply.body.orderId) =>
    call(person, 'POST', `/release-orders/${orderId}/decision`, { decision: 'approve' })
  expect((await decide(app.person)).status).toBe(403)
  expect((await decide(owner2)).body).toMatchObject({ status: 'live' })
  expect(await live()).toBe(worse())
  await call(editor, 'POST', '/releases/rollback', rollback)
  // An approval alone does not replace the gate.
  expect((await releaseNow(editor, worse())).status).toBe(409)
  await call(app.person, 'PATCH', '/environments/production', { needsApproval: false })
})

test('a scheduled release is measured again at its time; a failure stops it and notifies the inbox', async () => {
  const first = await live()
  const plannedFor = { wallTime: '2100-01-01T09:00', timeZone: 'UTC' }
  expect((await releaseNow(editor, worse(), { plannedFor })).status).toBe(409)
  expect((await releaseNow(editor, other(), { plannedFor })).body).toMatchObject({ status: 'scheduled' })
  // The evidence is older than 30 days by then.
  expect(await executeDueRequests(app.studio.system, { now: new Date('2100-01-02T00:00:00Z') })).toBe(1)
  expect(await live()).toBe(first)
  const [alert] = await app.studio.system.db
    .select()
    .from(alerts)
    .where(like(alerts.title, '%did not go to production'))
  expect(alert?.message).toMatch(/^The gate of production cannot decide yet\. The evidence is [\d,]+ days old/)
  expect((await audited()).at(-1)).toBe('gate.inconclusive')
})

const RULES = {
  minRuns: 5,
  maxErrorPoints: 0,
  maxP95Percent: null,
  maxCostPercent: null,
  feedbackNotWorse: false,
  untilClear: false,
}

test('a canary needs the gate to start, to grow, and to go live by its rules', async () => {
  const first = await live()
  const { db } = app.studio.system
  const canary = { environment: 'production', expectedVersionId: first, kind: 'canary', percent: 10 }
  expect((await call(editor, 'POST', '/rollouts', { ...canary, versionId: worse() })).status).toBe(409)
  const shadow = await call(editor, 'POST', '/rollouts', { ...canary, kind: 'shadow', versionId: worse() })
  expect(shadow.body).toMatchObject({ status: 'live' })
  await call(editor, 'POST', `/rollouts/${shadow.body.rolloutId}/stop`)
  const started = await call(editor, 'POST', '/rollouts', { ...canary, versionId: other() })
  expect(started.body).toMatchObject({ status: 'live' })
  // As if it had started before the gate.
  const { rolloutId } = started.body
  const rules = {
    ...RULES,
    minRuns: 5,
    maxErrorPoints: null,
    onSuccess: 'promote' as const,
    onFailure: 'tell' as const,
  }
  await db.update(rollouts).set({ versionId: worse(), rules }).where(eq(rollouts.id, rolloutId))
  const grown = await call(editor, 'PATCH', `/rollouts/${rolloutId}`, { percent: 50 })
  expect(grown.status).toBe(409)
  const finished = [first, worse()].flatMap((versionId) =>
    Array.from({ length: 5 }, () => ({
      id: newId(),
      workspaceId: app.person.workspaceId,
      appId: app.appId,
      versionId,
      rolloutId,
      planHash: 'p',
      origin: 'page' as const,
      status: 'succeeded' as const,
      labels: {},
      preview: 'Hello',
      inputs: {},
    })),
  )
  await db.insert(runs).values(finished)
  await judgeRollouts(app.studio.system)
  expect(await live()).toBe(first)
  const [alert] = await db.select().from(alerts).where(like(alerts.title, '%but the gate of production stops it'))
  expect(alert?.message).toMatch(/^The gate of production rejects this version\./)
  expect((await audited()).at(-1)).toBe('gate.fail')
  await call(editor, 'POST', `/rollouts/${rolloutId}/stop`)
})

test('an inconclusive gate can require a second person, or let the version pass', async () => {
  few = await evaluate('Few', questions.slice(LONG, LONG + 10))
  const gateRules = { evaluationId: few.id, rules: { whenInconclusive: 'second-person' } }
  expect((await call(app.person, 'PUT', '/gates/staging', gateRules)).status).toBe(200)
  const staging = { environment: 'staging', expectedVersionId: null }
  const response = await call(editor, 'POST', '/releases', { ...staging, versionId: worse(), note: '' })
  expect(response.body).toMatchObject({ status: 'waiting' })
  const decision = `/release-orders/${response.body.orderId}/decision`
  expect((await call(editor, 'POST', decision, { decision: 'approve' })).status).toBe(403)
  expect((await call(owner2, 'POST', decision, { decision: 'approve' })).body).toMatchObject({ status: 'live' })
  await call(app.person, 'PUT', '/gates/staging', { ...gateRules, rules: { whenInconclusive: 'pass' } })
  const next = { environment: 'staging', expectedVersionId: worse(), versionId: other(), note: '' }
  expect((await call(editor, 'POST', '/releases', next)).body).toMatchObject({ status: 'live' })
  // With ten cases, even an equal version cannot be told from a worse one.
  await measure(worse(), 'staging')
  const found = await check(worse(), 'staging')
  expect(found).toMatchObject({ answer: 'inconclusive', more: expect.any(Number) })
  expect(found.more).toBeGreaterThanOrEqual(20)
})

test('changed cases, scorers or models make the evidence unusable', async () => {
  expect((await check(other())).answer).toBe('passes')
  const changed = [{ ...scorers[0], max: 13 }]
  await call(app.person, 'PATCH', `/api/studio/evaluations/${evaluation.id}`, { scorers: changed })
  const reasonOf = async () => (await check(other())).rules[0]?.reason
  expect(await reasonOf()).toBe('The scorers have changed. Run the evaluation again.')
  await call(app.person, 'PATCH', `/api/studio/evaluations/${evaluation.id}`, { scorers })
  const model = { connection: 'builtin', model: 'a' }
  const models = [{ from: model, to: { ...model, model: 'b' } }]
  expect((await call(app.person, 'PATCH', '/environments/production', { models })).status).toBe(200)
  expect(await reasonOf()).toBe('The settings of the models have changed. Run the evaluation again.')
  await call(app.person, 'PATCH', '/environments/production', { models: [] })
  const example = { data: { inputs: { message: 'new' } } }
  const added = await call(editor, 'POST', `/api/studio/datasets/${evaluation.datasetId}/examples`, example)
  expect(added.status, JSON.stringify(added.body)).toBe(200)
  expect(await reasonOf()).toBe('The data set has changed. Run the evaluation again.')
})

/** Tomorrow, to the minute. */
const DUE = new Date(Math.floor(Date.now() / 60_000) * 60_000 + 86_400_000)

test('a scheduled release is measured shortly before its time, once', async () => {
  const evidenceOf = async () => (await check(worse(), 'staging')).rules[0]?.answer
  expect(await evidenceOf()).toBe('passes')
  // Changed cases make the evidence unusable.
  const example = { data: { inputs: { message: 'later' } } }
  await call(editor, 'POST', `/api/studio/datasets/${few.datasetId}/examples`, example)
  expect(await evidenceOf()).toBe('inconclusive')
  const plannedFor = { wallTime: DUE.toISOString().slice(0, 16), timeZone: 'UTC' }
  const scheduled = { environment: 'staging', expectedVersionId: other(), versionId: worse(), note: '', plannedFor }
  expect((await call(editor, 'POST', '/releases', scheduled)).body).toMatchObject({ status: 'scheduled' })
  const minutesAfterDue = (minutes: number) => ({ now: new Date(DUE.getTime() + minutes * 60_000) })
  expect(await measureScheduled(app.studio.system, minutesAfterDue(-120))).toBe(0)
  const before = app.studio.sentJobs.length
  expect(await measureScheduled(app.studio.system, minutesAfterDue(-20))).toBe(1)
  expect(await measureScheduled(app.studio.system, minutesAfterDue(-19))).toBe(0)
  const [job] = app.studio.sentJobs.slice(before).filter(({ kind }) => kind === experimentJob.name)
  await runExperiment(app.studio.system, ExperimentData.parse(job?.data), forever, { embed })
  expect(await evidenceOf()).toBe('passes')
  expect(await measureScheduled(app.studio.system, minutesAfterDue(-18))).toBe(0)
  expect(await executeDueRequests(app.studio.system, minutesAfterDue(1))).toBe(1)
})
