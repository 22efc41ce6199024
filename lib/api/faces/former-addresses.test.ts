import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Graph } from '@/lib/graph/graph'
import { createTestApp, type TestApp } from '../testing/test-app'
import { postJson } from './__fixtures__/test-faces'

const node = (id: string, type: string, config = {}) => ({
  ...{ id, type, version: 1, label: id, config, position: { x: 0, y: 0 } },
})
const GRAPH: Graph = {
  schemaVersion: 1,
  nodes: [node('start', 'input'), node('text', 'template', { text: 'You said {{value}}.' }), node('answer', 'answer')],
  edges: [
    { id: 'e1', from: { node: 'start', port: 'message' }, to: { node: 'text', port: 'value' } },
    { id: 'e2', from: { node: 'text', port: 'text' }, to: { node: 'answer', port: 'text' } },
  ],
}

let app: TestApp
beforeAll(async () => {
  app = await createTestApp('desk', GRAPH)
}, 60_000)
afterAll(() => app.close())

const Settings = z.looseObject({ slug: z.string() })

async function moveTo(slug: string): Promise<void> {
  const path = `/api/studio/apps/${app.appId}/publication`
  const { publishedVersion: _, baseUrl: __, ...settings } = Settings.parse(await app.ask('GET', path))
  await app.ask('PUT', path, { ...settings, slug })
}

const status = async (slug: string) =>
  (
    await app.router.request(
      `/api/v1/apps/${slug}/runs`,
      postJson({ inputs: { message: 'hi' } }, { authorization: app.bearer.authorization }),
    )
  ).status

test('an address that an app has left still leads to it, on every face, and answers under the name it was asked by', async () => {
  await moveTo('help')
  await moveTo('support')
  for (const slug of ['desk', 'help', 'support']) expect(await status(slug), slug).toBe(200)
  const body = { model: 'desk', messages: [{ role: 'user', content: 'hi' }] }
  const answer = await app.router.request('/api/openai/v1/chat/completions', postJson(body, app.bearer))
  expect(await answer.json()).toMatchObject({ model: 'desk' })
  const own = { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }
  const session = await (await app.router.request('/embed/desk/session', postJson({}, own))).json()
  const message = postJson({ inputs: { message: 'hi' } }, { authorization: `Bearer ${session.token}` })
  expect(await (await app.router.request('/embed/desk/messages', message)).text()).toContain('You said hi.')
  // What is listed is the address of now.
  const models = await (await app.router.request('/api/openai/v1/models', { headers: app.bearer })).json()
  expect(models.data).toMatchObject([{ id: 'support' }])
})

test('T80 nobody else gets an address that an app has left, neither by asking for it nor by their app’s name', async () => {
  await moveTo('support')
  const stranger = await app.studio.signUp('owner')
  const call = async (method: string, path: string, body?: unknown) =>
    app.studio.call({ method, path, body, person: stranger })
  const made = await (await call('POST', '/api/studio/apps', { name: 'desk', graph: GRAPH })).json()
  const published = await call('POST', `/api/studio/apps/${made.id}/versions`, { note: '', revision: made.revision })
  const { publication } = await published.json()
  expect(publication.slug).toBe('desk-2')
  const { publishedVersion: _, baseUrl: __, ...settings } = publication
  const asked = await call('PUT', `/api/studio/apps/${made.id}/publication`, { ...settings, slug: 'desk' })
  expect([asked.status, (await asked.json()).error.message]).toEqual([
    409,
    'The address "desk" is taken. Choose another.',
  ])
  expect(await status('desk')).toBe(200)
})

test('an app takes an address back, and keeps the one that it leaves for it', async () => {
  await moveTo('desk')
  for (const slug of ['desk', 'help', 'support']) expect(await status(slug), slug).toBe(200)
})
