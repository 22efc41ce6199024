import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { getOnlineReport, OnlineRuleView } from '@/lib/contracts/online-rules'
import { newId } from '@/lib/core/new-id'
import { runFeedback } from '@/lib/db/schema/datasets'
import { onlineRules, onlineRuns, onlineScores } from '@/lib/db/schema/evaluation/online-rules'
import { alerts } from '@/lib/db/schema/inbox'
import { knowledgeSearches } from '@/lib/db/schema/retrieval-lab'
import { runEvents, runs } from '@/lib/db/schema/runs'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { deleteRuns } from '@/lib/runs/maintenance/delete-runs'
import { startScoring } from '@/lib/services/evaluations/online/start-scoring'
import type { JudgeModel } from '../scorers/score'
import { scoreLiveRuns } from './score-live-runs'

const COST_MICROS = 100
const forever = new AbortController().signal

let app: TestApp
let shown: string[] = []
const judge: JudgeModel = {
  chat: async ({ text }) => {
    shown.push(text)
    const verdict = { answers: [{ criterion: 1, evidence: 'quote', met: !text.includes('rude') }] }
    return { text: JSON.stringify(verdict), servedModel: 'judge', costMicros: COST_MICROS }
  },
  findVerdict: async () => null,
}

beforeAll(async () => {
  app = await createTestApp('online', chatApp([], ['in.message -> out.text']))
})
afterAll(() => app.close())

const length = { id: 'length', kind: 'length', max: 5 }
const polite = { id: 'polite', kind: 'criteria', criteria: ['Is it polite?'] }

async function makeRule(body: object): Promise<OnlineRuleView> {
  shown = []
  const path = `/api/studio/apps/${app.appId}/online-rules`
  return OnlineRuleView.parse(await app.request('POST', path, { name: `Rule ${newId()}`, ...body }))
}

const addresses = () => ({ workspaceId: app.person.workspaceId, appId: app.appId })

async function ran(text: string, overrides: Partial<typeof runs.$inferInsert> = {}): Promise<string> {
  const id = newId()
  await app.studio.system.db.insert(runs).values({
    id,
    ...addresses(),
    versionId: newId(),
    versionNumber: 1,
    environment: 'production',
    planHash: 'p',
    origin: 'api',
    status: 'succeeded',
    labels: {},
    preview: text,
    inputs: { message: text },
    outputs: { text },
    durationMs: 10,
    endedAt: new Date(),
    ...overrides,
  })
  return id
}

const drive = ({ id: ruleId }: OnlineRuleView) =>
  scoreLiveRuns(app.studio.system, { workspaceId: app.person.workspaceId, ruleId }, forever, {
    embed: async () => [],
    judge,
  })

const reportOf = async ({ id }: OnlineRuleView) =>
  getOnlineReport.response.parse(await app.request('GET', `/api/studio/online-rules/${id}/report`))

const causeOf = async (rule: OnlineRuleView, runId: string) => {
  const [row] = await app.studio.system.db
    .select()
    .from(onlineRuns)
    .where(and(eq(onlineRuns.ruleId, rule.id), eq(onlineRuns.runId, runId)))
  return row
}

test('scores published runs once, but no drafts, evaluations, or runs that predate the rule', async () => {
  await ran('before the rule')
  const rule = await makeRule({ scorers: [length] })
  await ran('one two three')
  await ran('one two three four five six')
  await ran('draft', { versionId: null, versionNumber: null, origin: 'studio' })
  await ran('evaluated', { origin: 'evaluation' })
  await ran('failed', { status: 'failed', outputs: null, error: 'It broke.' })
  await drive(rule)
  await drive(rule)
  const { metrics, runs: counts } = await reportOf(rule)
  expect(counts).toMatchObject({ 'not-sampled': 3, sampled: 0 })
  expect(metrics[0]?.versions).toEqual([
    { versionNumber: 1, mean: expect.closeTo(1 / 3), interval: expect.anything(), count: 3, noVerdict: 0 },
  ])
})

test('judges read a sample and all disliked answers, whose probabilities weight the mean', async () => {
  const rule = await makeRule({ scorers: [polite], share: 0 })
  const disliked = await ran('this was rude')
  await app.studio.system.db
    .insert(runFeedback)
    .values({ ...addresses(), runId: disliked, author: 'end:ada', rating: 'down' })
  const unsampled = await ran('fine')
  const unanswered = await ran('I do not know.')
  await drive(rule)
  expect(await causeOf(rule, disliked)).toMatchObject({ cause: 'thumbs-down', probability: 1, isInSample: false })
  expect(await causeOf(rule, unsampled)).toMatchObject({ cause: 'not-sampled', probability: 0 })
  expect(await causeOf(rule, unanswered)).toMatchObject({ cause: 'no-answer', probability: 1 })
  expect(shown).toHaveLength(2)

  await app.studio.system.db
    .insert(runFeedback)
    .values({ ...addresses(), runId: unsampled, author: 'end:bob', rating: 'down' })
  expect(await startScoring(app.studio.system)).toBeGreaterThan(0)
  await drive(rule)
  expect(await causeOf(rule, unsampled)).toMatchObject({ cause: 'thumbs-down', probability: 1 })
  expect(shown).toHaveLength(3)
  expect((await reportOf(rule)).spentMicros).toBe(3 * COST_MICROS)
})

test('the mean of a sample is weighted by the stored probabilities', async () => {
  const rule = await makeRule({ scorers: [polite], share: 1 })
  const [good, bad] = [await ran('good'), await ran('rude')]
  await drive(rule)
  await app.studio.system.db
    .update(onlineRuns)
    .set({ probability: 0.25 })
    .where(and(eq(onlineRuns.ruleId, rule.id), eq(onlineRuns.runId, good)))
  const { metrics, failed } = await reportOf(rule)
  expect(metrics[0]?.versions[0]).toMatchObject({ mean: expect.closeTo(4 / 5), count: 2 })
  expect(failed.map(({ runId }) => runId)).toEqual([bad])
})

test('the share falls near the daily budget and judges stop at its end', async () => {
  const rule = await makeRule({ scorers: [polite], share: 1, dailyBudgetMicros: 2 * COST_MICROS })
  for (const index of Array.from({ length: 12 }, (_, number) => number)) await ran(`answer ${index}`)
  await drive(rule)
  // Up to four answers are judged at once.
  expect(shown.length).toBeGreaterThanOrEqual(2)
  expect(shown.length).toBeLessThanOrEqual(5)
  const { runs: counts } = await reportOf(rule)
  expect(counts['no-budget']).toBe(12 - shown.length)
  const { rules } = z
    .object({ rules: z.array(OnlineRuleView) })
    .parse(await app.request('GET', `/api/studio/apps/${app.appId}/online-rules`))
  expect(rules.find(({ id }) => id === rule.id)?.currentShare).toBe(0)
})

test('personal data reaches neither a judge nor a stored score', async () => {
  const rule = await makeRule({ scorers: [polite, { id: 'regex', kind: 'regex', pattern: '^ok$' }], share: 1 })
  const runId = await ran('rude: write to ada@example.com', { inputs: { message: 'I am ada@example.com' } })
  await drive(rule)
  expect(shown).toHaveLength(1)
  expect(shown.join()).not.toContain('ada@example.com')
  const stored = await app.studio.system.db.select().from(onlineScores).where(eq(onlineScores.runId, runId))
  expect(stored.length).toBeGreaterThanOrEqual(2)
  expect(JSON.stringify(stored)).not.toContain('ada@example.com')
})

test('a run that ends after a later one is scored too', async () => {
  const rule = await makeRule({ scorers: [length] })
  const slow = await ran('slow', { status: 'running', outputs: null, endedAt: null })
  const fast = await ran('fast')
  await drive(rule)
  expect(await causeOf(rule, fast)).toBeDefined()
  expect(await causeOf(rule, slow)).toBeUndefined()
  await app.studio.system.db
    .update(runs)
    .set({ status: 'succeeded', outputs: { text: 'slow' }, endedAt: new Date() })
    .where(eq(runs.id, slow))
  await drive(rule)
  expect(await causeOf(rule, slow)).toBeDefined()
})

test('raises one alert when a version is clearly worse than the reference, and none for chance', async () => {
  const rule = await makeRule({ scorers: [length] })
  const { db } = app.studio.system
  const at = (index: number) => new Date(Date.now() + index)
  const insert = async (count: number, versionNumber: number, passing: (index: number) => boolean, from: number) => {
    for (const index of Array.from({ length: count }, (_, number) => number)) {
      const runId = newId()
      const key = { ruleId: rule.id, runId, workspaceId: app.person.workspaceId }
      const row = { versionNumber, cause: 'not-sampled' as const, isInSample: false, probability: 0 }
      await db.insert(onlineRuns).values({ ...key, ...row, at: at(from + index) })
      const score = { scorer: 'length', outcome: 'scored' as const, value: Number(passing(index)), reason: '' }
      await db.insert(onlineScores).values({ ...key, ...score, hasPassed: passing(index) })
    }
  }
  const found = () =>
    db
      .select({ title: alerts.title, message: alerts.message, count: alerts.count })
      .from(alerts)
      .where(and(eq(alerts.workspaceId, app.person.workspaceId), eq(alerts.kind, 'quality')))
  await insert(200, 1, (index) => index % 10 > 0, 0)
  await insert(100, 2, (index) => index % 10 > 0, 300)
  await drive(rule)
  expect(await found()).toEqual([])
  expect((await reportOf(rule)).metrics[0]?.drift).toMatchObject({ state: 'steady', reference: 200, count: 100 })
  await insert(100, 3, (index) => index % 2 > 0, 500)
  await drive(rule)
  await drive(rule)
  expect(await found()).toEqual([
    {
      title: '“online”: answers of version 3 got worse',
      count: 1,
      message: expect.stringContaining('passes for 50.0 % of the last 100 answers; it was 90.0 %'),
    },
  ])
})

test('deleting a run deletes its scores', async () => {
  const rule = await makeRule({ scorers: [length] })
  const runId = await ran('short')
  await drive(rule)
  expect(await causeOf(rule, runId)).toBeDefined()
  await app.studio.system.db.transaction((tx) => deleteRuns(tx, app.person.workspaceId, [runId]))
  expect(await causeOf(rule, runId)).toBeUndefined()
  expect(await app.studio.system.db.$count(onlineScores, eq(onlineScores.runId, runId))).toBe(0)
})

test('a paused rule scores nothing, and a resumed rule skips the runs of the pause', async () => {
  const rule = await makeRule({ scorers: [length] })
  await app.request('PATCH', `/api/studio/online-rules/${rule.id}`, { isOn: false })
  const between = await ran('between')
  await drive(rule)
  await app.request('PATCH', `/api/studio/online-rules/${rule.id}`, { isOn: true })
  const after = await ran('after')
  await drive(rule)
  expect(await causeOf(rule, between)).toBeUndefined()
  expect(await causeOf(rule, after)).toBeDefined()
})

test('rejects scorers that need an expected value', async () => {
  const response = await app.studio.call({
    method: 'POST',
    path: `/api/studio/apps/${app.appId}/online-rules`,
    person: app.person,
    body: { name: 'Equal', scorers: [{ id: 'equal', kind: 'equal' }] },
  })
  expect(response.status).toBe(400)
  expect(await app.studio.system.db.$count(onlineRules, eq(onlineRules.name, 'Equal'))).toBe(0)
})

test('judges read runs in which a guard blocked a text or a search was unsure', async () => {
  const rule = await makeRule({ scorers: [polite], share: 0 })
  const { db } = app.studio.system
  const [guarded, unsure, usual] = [await ran('guarded'), await ran('unsure'), await ran('usual')]
  const outputs = { blocked: 'guarded', reasons: 'override', score: 0.9 }
  const end = { type: 'node-end' as const, outputs, durationMs: 1, path: ['guard'], nodeId: 'guard', atMs: 1 }
  await db.insert(runEvents).values({ runId: guarded, seq: 1, writer: 'test', events: [{ seq: 1, event: end }] })
  const base = Created.parse(await app.request('POST', '/api/studio/knowledge', { name: 'Base' }))
  for (const [runId, confidence] of [
    [unsure, 0.1],
    [usual, 0.9],
  ] as const)
    await db.insert(knowledgeSearches).values({
      id: newId(),
      workspaceId: app.person.workspaceId,
      knowledgeBaseId: base.id,
      runId,
      query: 'q',
      confidence,
      givenCount: 3,
    })
  await drive(rule)
  expect(await causeOf(rule, guarded)).toMatchObject({ cause: 'guard-hit', probability: 1 })
  expect(await causeOf(rule, unsure)).toMatchObject({ cause: 'low-confidence', probability: 1 })
  expect(await causeOf(rule, usual)).toMatchObject({ cause: 'not-sampled', probability: 0 })
})

const Created = z.looseObject({ id: z.string() })
