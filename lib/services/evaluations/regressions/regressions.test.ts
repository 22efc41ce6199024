import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { CaseExample } from '@/lib/contracts/example-data'
import { newId } from '@/lib/core/new-id'
import { datasetExamples, runFeedback } from '@/lib/db/schema/datasets'
import { reportedProblems } from '@/lib/db/schema/evaluation/evaluations'
import { runs } from '@/lib/db/schema/runs'
import { runExperiment } from '@/lib/evaluation/experiments/run-experiment'
import type { Graph } from '@/lib/graph/graph'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { closeFixedProblems } from './close-fixed-problems'

const forever = new AbortController().signal
const embed = async (texts: readonly string[]) => texts.map(() => [1])

/** An app with a request that fails if it is really sent. */
const fetchingApp = (text: string): Graph =>
  chatApp(
    [
      { id: 'fetch', type: 'http', config: { url: 'http://127.0.0.1:1/{{order}}', method: 'GET' } },
      { id: 'say', type: 'template', config: { text } },
    ],
    ['in.message -> fetch.order', 'fetch.text -> say.value', 'say.text -> out.text'],
  )

let app: TestApp

beforeAll(async () => {
  app = await createTestApp(
    'regressions',
    chatApp(
      [{ id: 'say', type: 'template', config: { text: '{{value}}' } }],
      ['in.message -> say.value', 'say.text -> out.text'],
    ),
  )
})
afterAll(() => app.close())

async function ran(message: string, overrides: Partial<typeof runs.$inferInsert> = {}): Promise<string> {
  const id = newId()
  await app.studio.system.db.insert(runs).values({
    id,
    workspaceId: app.person.workspaceId,
    appId: app.appId,
    planHash: 'p',
    origin: 'page',
    preview: message,
    status: 'succeeded',
    labels: {},
    inputs: { message },
    outputs: { text: `${message}!` },
    ...overrides,
  })
  return id
}

const Created = z.object({ evaluationId: z.string(), datasetId: z.string(), status: z.string() })
const create = async (runId: string) =>
  Created.parse(await app.request('POST', `/api/studio/runs/${runId}/regression-test`, {}))

async function caseOf(runId: string): Promise<CaseExample> {
  const [row] = await app.studio.system.db
    .select({ data: datasetExamples.data })
    .from(datasetExamples)
    .where(and(eq(datasetExamples.runId, runId), eq(datasetExamples.workspaceId, app.person.workspaceId)))
  return CaseExample.parse(row?.data)
}

const count = () => app.request('GET', `/api/studio/apps/${app.appId}/regressions`)

test('a run becomes a case with its inputs, conversation and answer, once', async () => {
  expect(await count()).toEqual({ regressions: null })
  const history = [
    { role: 'user' as const, content: 'Hello' },
    { role: 'assistant' as const, content: 'Hi' },
  ]
  const runId = await ran('Where is my order?', { history })
  const first = await create(runId)
  expect(first.status).toBe('added')
  expect(await caseOf(runId)).toEqual({
    inputs: { message: 'Where is my order?' },
    expected: 'Where is my order?!',
    history,
  })
  expect(await create(runId)).toEqual({ ...first, status: 'exists' })
  expect(await count()).toMatchObject({ regressions: { found: 1, tested: 1, fixed: 0 } })
})

test('expects the correction instead of a disliked answer, or requires a person to supply it', async () => {
  const by = { workspaceId: app.person.workspaceId, appId: app.appId, rating: 'down' as const }
  const disliked = await ran('Is it free?')
  await app.studio.system.db.insert(runFeedback).values({ ...by, runId: disliked, author: 'end:ada' })
  expect((await create(disliked)).status).toBe('pending')
  expect((await caseOf(disliked)).expected).toBeUndefined()
  const corrected = await ran('Is it safe?')
  const feedback = { ...by, runId: corrected, author: 'end:ada', correction: 'Yes' }
  await app.studio.system.db.insert(runFeedback).values(feedback)
  expect((await create(corrected)).status).toBe('added')
  expect((await caseOf(corrected)).expected).toBe('Yes')
  const failed = await ran('Broken?', { status: 'failed', outputs: null, error: 'It broke.' })
  expect((await create(failed)).status).toBe('pending')
  expect(await count()).toMatchObject({ regressions: { found: 4, tested: 2 } })
})

test('recorded results of steps replace the steps, so that the test needs nothing outside', async () => {
  const { datasetId, evaluationId } = await create(await ran('An order'))
  const data = {
    inputs: { message: 'My order' },
    expected: 'It has shipped.',
    tools: [{ node: 'fetch', type: 'http', outputs: { text: 'It has shipped.', status: 200 } }],
  }
  await app.request('POST', `/api/studio/datasets/${datasetId}/examples`, { data })
  const saved = await app.request('PUT', `/api/studio/apps/${app.appId}/draft`, {
    revision: app.revision,
    graph: fetchingApp('{{value}}'),
  })
  app.revision = z.object({ revision: z.number() }).parse(saved).revision
  const scorers = [{ id: 'equal', kind: 'equal' }]
  await app.request('PATCH', `/api/studio/evaluations/${evaluationId}`, { scorers })
  const experiments = `/api/studio/evaluations/${evaluationId}/experiments`
  const { id } = z
    .object({ id: z.string() })
    .parse(await app.request('POST', experiments, { variants: [{ kind: 'draft' }] }))
  await runExperiment(app.studio.system, { workspaceId: app.person.workspaceId, experimentId: id }, forever, { embed })
  const found = z
    .object({ results: z.array(z.object({ input: z.string(), answers: z.array(z.object({ text: z.string() })) })) })
    .parse(await app.request('GET', `${experiments}/${id}/results`))
  expect(found.results.find(({ input }) => input === 'My order')?.answers[0]?.text).toBe('It has shipped.')
  expect(await count()).toMatchObject({ regressions: { fixed: 1 } })
})

test('a problem is closed for its reporter when a live version passes, and open again when one fails', async () => {
  const { db } = app.studio.system
  const runId = await ran('Is it open?', { outputs: { text: 'Yes: Is it open?' } })
  const { evaluationId } = await create(runId)
  await app.request('PATCH', `/api/studio/evaluations/${evaluationId}`, {
    scorers: [{ id: 'equal', kind: 'equal' }],
    repeats: 2,
  })
  const publish = async (text: string): Promise<void> => {
    const graph = chatApp(
      [{ id: 'say', type: 'template', config: { text: `${text}: {{value}}` } }],
      ['in.message -> say.value', 'say.text -> out.text'],
    )
    const saved = await app.request('PUT', `/api/studio/apps/${app.appId}/draft`, { revision: app.revision, graph })
    app.revision = z.object({ revision: z.number() }).parse(saved).revision
    await app.publish()
    const experiments = `/api/studio/evaluations/${evaluationId}/experiments`
    const variants = [{ kind: 'environment', name: 'production' }]
    const { id } = z.object({ id: z.string() }).parse(await app.request('POST', experiments, { variants }))
    await runExperiment(app.studio.system, { workspaceId: app.person.workspaceId, experimentId: id }, forever, {
      embed,
    })
  }
  const stateOf = async () => {
    const [row] = await db.select().from(reportedProblems).where(eq(reportedProblems.runId, runId))
    return row && { isClosed: row.closedAt !== null, reportedBy: row.reportedBy }
  }
  const reportedBy = app.person.userId
  await publish('No')
  await closeFixedProblems(app.studio.system)
  expect(await stateOf()).toEqual({ isClosed: false, reportedBy })

  await publish('Yes')
  expect(await closeFixedProblems(app.studio.system)).toBe(1)
  expect(await closeFixedProblems(app.studio.system)).toBe(0)
  expect(await stateOf()).toEqual({ isClosed: true, reportedBy })
  expect(await count()).toMatchObject({ regressions: { closed: 1 } })
  const { alerts } = z
    .object({ alerts: z.array(z.object({ kind: z.string(), title: z.string(), isSeen: z.boolean() })) })
    .parse(await app.request('GET', '/api/studio/inbox/alerts'))
  const fixed = alerts.filter(({ kind }) => kind === 'problem-fixed')
  expect(fixed).toHaveLength(1)
  expect(fixed[0]).toMatchObject({ title: expect.stringContaining('fixes a reported problem'), isSeen: false })

  await publish('Perhaps')
  expect(await closeFixedProblems(app.studio.system)).toBe(0)
  expect(await stateOf()).toEqual({ isClosed: false, reportedBy })
})
