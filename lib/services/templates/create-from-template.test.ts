import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { apps } from '@/lib/db/schema/apps'
import { datasetExamples, datasets } from '@/lib/db/schema/datasets'
import { documents, knowledgeBases } from '@/lib/db/schema/knowledge'
import { templates } from '@/lib/templates/templates'

let studio: TestStudio
let owner: TestPerson

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
})
afterAll(() => studio.close())

async function call(method: string, path: string, body?: object) {
  const response = await studio.call({ method, path, person: owner, ...(body ? { body } : {}) })
  return { status: response.status, body: await response.json() }
}
const make = (templateId: string, overrides: object = {}) =>
  call('POST', '/api/studio/templates/apps', { templateId, name: 'Mine', ...overrides })

test('lists every template without its graph and its sample', async () => {
  const { body } = await call('GET', '/api/studio/templates')
  expect(body.templates.map(({ id }: { id: string }) => id)).toEqual(templates.map(({ id }) => id))
  expect(JSON.stringify(body)).not.toMatch(/"graph"|"config"|"answer":/)
  const slack = body.templates.find(({ id }: { id: string }) => id === 'slack-answers')
  expect(slack.connections).toMatchObject([{ id: 'slack', label: 'Slack' }])
})

test('creates the app with its sample documents and tickets, and offers the sample', async () => {
  const { db } = studio.system
  const { status, body: app } = await make('support-triage')
  expect([status, app.name, app.kind]).toEqual([200, 'Mine', 'chat'])
  const [base] = await db.select().from(knowledgeBases).where(eq(knowledgeBases.name, 'Mine: sample'))
  expect(JSON.stringify(app.graph)).toContain(base?.id)
  const stored = await db
    .select()
    .from(documents)
    .where(eq(documents.knowledgeBaseId, base?.id ?? ''))
  expect(stored.map(({ name }) => name)).toEqual(['Customer handbook.md'])
  const [set] = await db.select().from(datasets).where(eq(datasets.name, 'Mine: sample'))
  expect(await db.$count(datasetExamples, eq(datasetExamples.datasetId, set?.id ?? ''))).toBe(20)
  const { body } = await call('GET', `/api/studio/apps/${app.id}/sample`)
  expect(body.sample).toMatchObject({
    templateId: 'support-triage',
    inputs: { message: 'What does the red light mean?' },
    documents: ['Customer handbook.md'],
    missingConnections: [],
  })
})

test('lists remaining sample data of a deleted app, unless another app uses it', async () => {
  const { body: app } = await make('chat-with-documents')
  const { body: copy } = await call('POST', `/api/studio/apps/${app.id}/duplicate`)
  expect((await call('DELETE', `/api/studio/apps/${app.id}`)).body).toEqual({ ok: true, samples: [] })
  await call('DELETE', `/api/studio/apps/${copy.id}`)
  await call('POST', `/api/studio/apps/${app.id}/restore`)
  const { samples } = (await call('DELETE', `/api/studio/apps/${app.id}`)).body
  expect(samples).toMatchObject([{ kind: 'knowledge', name: 'Mine: sample' }])
})

test('deletes everything when a document cannot be stored', async () => {
  const { db } = studio.system
  const count = async () => [await db.$count(apps), await db.$count(knowledgeBases), await db.$count(datasets)]
  const before = await count()
  const { jobs } = studio.system
  const send = jobs.send
  jobs.send = async () => {
    throw new Error('The queue is closed.')
  }
  const { status } = await make('support-triage')
  jobs.send = send
  expect(status).toBe(500)
  expect(await count()).toEqual(before)
})

test('an app without a template has no sample, and unknown templates are rejected', async () => {
  const { body: app } = await call('POST', '/api/studio/apps', { name: 'Blank' })
  expect((await call('GET', `/api/studio/apps/${app.id}/sample`)).body).toEqual({ sample: null })
  expect((await make('no-such')).status).toBe(404)
  expect((await call('GET', '/api/studio/templates/sample?templateId=no-such')).status).toBe(404)
})

test('names the services that the workspace is not connected to', async () => {
  const { body } = await call('GET', '/api/studio/templates/sample?templateId=email-digest&locale=zh-CN')
  expect(body.missingConnections).toEqual([
    { id: 'email', label: 'Email' },
    { id: 'google-sheets', label: 'Google Sheets' },
  ])
})
