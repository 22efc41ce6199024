import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Graph } from '@/lib/graph/graph'
import { createTestApp, type TestApp } from '../testing/test-app'
import { postJson } from './__fixtures__/test-public-api'

const node = (id: string, type: string, config = {}) => ({
  id,
  type,
  version: 1,
  label: id,
  config,
  position: { x: 0, y: 0 },
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
  const {
    publishedVersion: _publishedVersion,
    baseUrl: _baseUrl,
    ...settings
  } = Settings.parse(await app.request('GET', path))
  await app.request('PUT', path, { ...settings, slug })
}

const status = async (slug: string) =>
  (
    await app.router.request(
      `/api/v1/apps/${slug}/runs`,
      postJson({ inputs: { message: 'hi' } }, { authorization: app.bearer.authorization }),
    )
  ).status

test('redirects a former address to its app in every API, keeping the requested name', async () => {
  await moveTo('help')
  await moveTo('support')
  for (const slug of ['desk', 'help', 'support']) expect(await status(slug), slug).toBe(200)
  const body = { model: 'desk', messages: [{ role: 'user', content: 'hi' }] }
  const response = await app.router.request('/api/openai/v1/chat/completions', postJson(body, app.bearer))
  expect(await response.json()).toMatchObject({ model: 'desk' })
  const sameOrigin = { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }
  const session = await (await app.router.request('/embed/desk/session', postJson({}, sameOrigin))).json()
  const message = postJson({ inputs: { message: 'hi' } }, { authorization: `Bearer ${session.token}` })
  expect(await (await app.router.request('/embed/desk/messages', message)).text()).toContain('You said hi.')
  // Lists show the current address.
  const models = await (await app.router.request('/api/openai/v1/models', { headers: app.bearer })).json()
  expect(models.data).toMatchObject([{ id: 'support' }])
})

test('does not give a former address to another app, neither on request nor by its name', async () => {
  await moveTo('support')
  const stranger = await app.studio.signUp('owner')
  const call = async (method: string, path: string, body?: unknown) =>
    app.studio.call({ method, path, body, person: stranger })
  const created = await (await call('POST', '/api/studio/apps', { name: 'desk', graph: GRAPH })).json()
  const published = await call('POST', `/api/studio/apps/${created.id}/versions`, {
    note: '',
    revision: created.revision,
  })
  const { publication } = await published.json()
  expect(publication.slug).toBe('desk-2')
  const { publishedVersion: _publishedVersion, baseUrl: _baseUrl, ...settings } = publication
  const response = await call('PUT', `/api/studio/apps/${created.id}/publication`, { ...settings, slug: 'desk' })
  expect([response.status, (await response.json()).error.message]).toEqual([
    409,
    'The address “desk” is taken. Choose another.',
  ])
  expect(await status('desk')).toBe(200)
})

test('lets an app return to a former address and reserves the replaced one', async () => {
  await moveTo('desk')
  for (const slug of ['desk', 'help', 'support']) expect(await status(slug), slug).toBe(200)
})

const listed = async () => {
  const { addresses } = z
    .object({ addresses: z.array(z.object({ slug: z.string(), since: z.iso.datetime() })) })
    .parse(await app.request('GET', `/api/studio/apps/${app.appId}/former-addresses`))
  return addresses.map(({ slug }) => slug)
}

test('shows former addresses to an owner, who can release one for others', async () => {
  expect((await listed()).toSorted()).toEqual(['help', 'support'])
  const path = `/api/studio/apps/${app.appId}/former-addresses`
  const editor = await app.studio.signUp('editor', app.person.workspaceId)
  const asEditor = await app.studio.call({ method: 'DELETE', path: `${path}/help`, person: editor })
  expect([asEditor.status, await status('help')]).toEqual([403, 200])
  await app.request('DELETE', `${path}/help`)
  expect([await listed(), await status('help'), await status('support')]).toEqual([['support'], 404, 200])
  const secondResponse = await app.studio.call({ method: 'DELETE', path: `${path}/help`, person: app.person })
  // The current address cannot be released.
  const removal = await app.studio.call({ method: 'DELETE', path: `${path}/desk`, person: app.person })
  expect([secondResponse.status, removal.status, await status('desk')]).toEqual([404, 404, 200])
  const { events } = z
    .object({ events: z.array(z.looseObject({ action: z.string(), before: z.unknown() })) })
    .parse(await app.request('GET', '/api/studio/audit'))
  expect(events).toContainEqual(
    expect.objectContaining({ action: 'publication.release-address', before: { name: 'desk', slug: 'help' } }),
  )
  const stranger = await app.studio.signUp('owner')
  const call = (method: string, target: string, body?: unknown) =>
    app.studio.call({ method, path: target, body, person: stranger })
  const created = await (await call('POST', '/api/studio/apps', { name: 'help', graph: GRAPH })).json()
  const published = await call('POST', `/api/studio/apps/${created.id}/versions`, {
    note: '',
    revision: created.revision,
  })
  expect((await published.json()).publication.slug).toBe('help')
})
