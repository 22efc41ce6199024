import { rm } from 'node:fs/promises'
import path from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { raiseInternal } from '@/lib/core/internal-error'
import type { JsonObject } from '@/lib/core/json'
import { customApiActions, customApiDocuments } from '@/lib/db/schema/custom-apis'
import { auditEvents } from '@/lib/db/schema/people'
import { closeEgress } from '@/lib/egress/egress-fetch'
import { startCanary } from '@/lib/egress/test-server'
import { chooseConverterEntry } from '@/lib/import/openapi/run-converter'
import { petDocument } from '@/lib/import/openapi/testing/pet-document'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { dropSingleton } from '@/lib/platform/singleton'

let studio: TestStudio
let owner: TestPerson
let editor: TestPerson
let entry: URL
let server: Awaited<ReturnType<typeof startCanary>>
let served = ''

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
  editor = await studio.signUp('editor', owner.workspaceId)
  entry = await bundleEntry('lib/import/openapi/convert.entry.ts')
  chooseConverterEntry(entry)
  server = await startCanary((_request, response) => response.end(served))
  process.env.EGRESS_ALLOW = `http://127.0.0.1:${server.port}`
  dropSingleton('env')
})
afterAll(async () => {
  delete process.env.EGRESS_ALLOW
  dropSingleton('env')
  server.close()
  await closeEgress()
  await studio.close()
  await rm(path.dirname(entry.pathname), { recursive: true })
})
beforeEach(() => {
  server.seen.length = 0
})

async function send(method: string, address: string, body?: object, person = editor) {
  const response = await studio.call({ method, path: `/api/studio${address}`, ...(body ? { body } : {}), person })
  return { status: response.status, body: await response.json() }
}

const readDocument = (text: string, person = editor) =>
  send('POST', '/custom-api-documents', { source: { text } }, person)

async function selectionOf(text: string, change: object = {}, person = editor) {
  const { body } = await readDocument(text, person)
  const server = body.outline.servers[0].url
  return { documentId: body.documentId, server, operations: ['GET /pets', 'POST /pets'], reads: [], ...change }
}

let count = 0
async function importPets(change: object = {}, person = editor) {
  count += 1
  const body = { ...(await selectionOf(petDocument(), {}, person)), name: `Pet shop ${count}`, ...change }
  const response = await send('POST', '/custom-apis', body, person)
  return response.status === 200 ? response.body : raiseInternal(JSON.stringify(response.body))
}

test('lists the operations of a document before anything is imported', async () => {
  const { status, body } = await readDocument(petDocument())
  expect(status).toBe(200)
  expect(body.outline).toMatchObject({ title: 'Pet shop', servers: [{ url: 'https://pets.example.com/v1' }] })
  expect(body.outline.operations.map((operation: JsonObject) => [operation.key, operation.needsConnection])).toEqual([
    ['GET /pets', true],
    ['POST /pets', true],
    ['POST /pets/search', true],
  ])
})

test('loads a document from an address through the egress guard', async () => {
  served = petDocument()
  const url = `http://127.0.0.1:${server.port}/openapi.json`
  const { body } = await send('POST', '/custom-api-documents', { source: { url } })
  expect([body.url, body.outline.title, server.hits()]).toEqual([url, 'Pet shop', 1])
  const blocked = await send('POST', '/custom-api-documents', { source: { url: 'http://169.254.169.254/openapi' } })
  expect(blocked.body.error.code).toBe('EGRESS_BLOCKED')
})

test('imported operations appear in the catalog with their fields, and their effect follows the method', async () => {
  const api = await importPets()
  const { body } = await send('GET', '/custom-api-plugins')
  const plugin = body.plugins.find(({ id }: { id: string }) => id === api.plugin)
  expect(plugin).toMatchObject({ label: api.name, kinds: [{ id: 'key', kind: 'api-key' }] })
  expect(plugin.actions).toMatchObject([
    { id: 'list-pets', label: 'List pets', effect: 'read', needsConnection: true, fields: [{ id: 'limit' }] },
    {
      id: 'add-pet',
      effect: 'write',
      fields: [{ id: 'name', required: true }],
      outputs: [{ id: 'id' }, { id: 'response' }],
    },
  ])
  const [event] = await studio.system.db
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.subject, `custom-api:${api.id}`))
  expect(event).toMatchObject({ action: 'custom-api.create', after: { name: api.name, actions: 2 } })
})

test('rejects a second API with the same name, and operations that the document does not have', async () => {
  const api = await importPets()
  const second = await send('POST', '/custom-apis', { ...(await selectionOf(petDocument())), name: api.name })
  expect([second.status, second.body.error.key]).toEqual([409, 'customApis.nameTaken'])
  const unknown = await send('POST', '/custom-apis', {
    ...(await selectionOf(petDocument(), { operations: ['GET /cats'] })),
    name: 'Cats',
  })
  expect([unknown.status, unknown.body.error.key]).toEqual([400, 'customApis.operationsMissing'])
})

test('only owners may mark an operation as reading; an editor may keep the mark', async () => {
  const marked = { operations: ['POST /pets/search'], reads: ['POST /pets/search'] }
  const body = { ...(await selectionOf(petDocument(), marked)), name: 'Marked' }
  expect((await send('POST', '/custom-apis', body)).body.error.key).toBe('customApis.ownerReads')
  const api = (await send('POST', '/custom-apis', body, owner)).body
  const { body: found } = await send('GET', `/custom-api-plugins/${api.plugin}/actions/search-pets`)
  expect(found.action.effect).toBe('read')
  const selection = { ...(await selectionOf(petDocument(), marked)), version: 1 }
  expect((await send('POST', `/custom-apis/${api.id}/versions`, selection)).status).toBe(200)
})

test('a re-import lists exactly what was added, removed, changed and broken, with the steps that use it', async () => {
  const api = await importPets({ operations: ['GET /pets', 'POST /pets', 'POST /pets/search'] })
  const node = { id: 'a', type: 'action', config: { plugin: api.plugin, action: 'add-pet' } }
  const app = (await send('POST', '/apps', { name: 'Shop', kind: 'chat', graph: chatApp([node], []) })).body
  const changed = petDocument(
    {},
    {
      '/pets': {
        get: {
          operationId: 'listAll',
          summary: 'List pets',
          tags: ['pets'],
          parameters: [
            { in: 'query', name: 'limit', schema: { type: 'integer' } },
            { in: 'query', name: 'sort', schema: { type: 'string' } },
          ],
          responses: {
            200: {
              description: 'OK',
              content: { 'application/json': { schema: { type: 'object', properties: { items: { type: 'array' } } } } },
            },
          },
        },
        post: {
          operationId: 'addPet',
          summary: 'Add a pet',
          tags: ['pets'],
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: { type: 'object', required: ['kind'], properties: { kind: { type: 'string' } } },
              },
            },
          },
          responses: { 204: { description: 'Done' } },
        },
      },
      '/cats': { get: { responses: { 204: { description: 'None' } } } },
    },
  )
  const selection = await selectionOf(changed, { operations: ['GET /pets', 'POST /pets', 'GET /cats'] })
  const { body } = await send('POST', `/custom-apis/${api.id}/comparison`, selection)
  expect(body).toEqual({
    added: [{ operation: 'GET /cats', label: 'GET /cats', changes: [], nodes: [] }],
    removed: [{ operation: 'POST /pets/search', label: 'Search pets', changes: [], nodes: [] }],
    changed: [
      {
        operation: 'GET /pets',
        label: 'List pets',
        nodes: [],
        changes: [{ key: 'fieldAdded', about: 'sort' }],
      },
    ],
    breaking: [
      {
        operation: 'POST /pets',
        label: 'Add a pet',
        changes: [
          { key: 'fieldRemoved', about: 'name' },
          { key: 'fieldAddedRequired', about: 'kind' },
          { key: 'outputRemoved', about: 'id' },
          { key: 'outputRemoved', about: 'response' },
        ],
        nodes: [{ appId: app.id, appName: 'Shop', nodeId: 'a', nodeName: 'a', isLive: false }],
      },
    ],
    isConnectionChanged: false,
    unchangedCount: 0,
  })
  const updated = await send('POST', `/custom-apis/${api.id}/versions`, { ...selection, version: 1 })
  expect(updated.body).toMatchObject({ version: 2, actionCount: 3 })
  const stale = await send('POST', `/custom-apis/${api.id}/versions`, { ...selection, version: 1 })
  expect([stale.status, stale.body.error.key]).toEqual([409, 'customApis.changedMeanwhile'])
  // A renamed operation keeps its id, and the first version stays as it was.
  const actionAt = async (version: number) =>
    (await send('GET', `/custom-api-plugins/${api.plugin}/actions/add-pet?version=${version}`)).body.action.fields
  expect([await actionAt(1), await actionAt(2)]).toMatchObject([[{ id: 'name' }], [{ id: 'kind' }]])
  const comparison = await send('POST', `/custom-apis/${api.id}/comparison`, selection)
  expect(comparison.body).toMatchObject({ added: [], removed: [], changed: [], breaking: [], unchangedCount: 3 })
})

test('actions that did not change stay in the version of their last change', async () => {
  const api = await importPets()
  const selection = await selectionOf(petDocument(), { operations: ['GET /pets', 'POST /pets', 'POST /pets/search'] })
  await send('POST', `/custom-apis/${api.id}/versions`, { ...selection, version: 1 })
  const rows = await studio.system.db.select().from(customApiActions).where(eq(customApiActions.apiId, api.id))
  expect(rows.map(({ action, version }) => `${action} ${version}`).toSorted()).toEqual([
    'add-pet 1',
    'list-pets 1',
    'search-pets 2',
  ])
})

test('warns that the address changes, and sends no stored credentials to a new address', async () => {
  const api = await importPets()
  const connection = { name: 'Pets', plugin: api.plugin, kind: 'key', values: { key: 'CANARY_key_0123456789' } }
  const { body: saved } = await send('POST', '/integration-connections', connection)
  expect(saved).toMatchObject({ status: 'ok', hosts: ['pets.example.com'], custom: null, kind: 'key' })
  const foreignSelection = await selectionOf(petDocument(), { server: 'https://evil.example.com' })
  const { body } = await send('POST', `/custom-apis/${api.id}/comparison`, foreignSelection)
  expect(body.isConnectionChanged).toBe(true)
  await send('POST', `/custom-apis/${api.id}/versions`, { ...foreignSelection, version: 1 })
  const { body: list } = await send('GET', `/integration-connections?plugin=${api.plugin}`)
  expect(list.connections[0].hosts).toEqual(['pets.example.com'])
  const renamed = await send('PATCH', `/integration-connections/${saved.id}`, { name: 'Other' })
  expect([renamed.status, renamed.body.error.details[0].path]).toEqual([400, ['values', 'key']])
  const custom = {
    kind: { id: 'custom', label: '', kind: 'bearer', keyLabel: 'T' },
    hosts: ['evil.com'],
    testUrl: null,
  }
  expect((await send('PATCH', `/integration-connections/${saved.id}`, { custom })).status).toBe(400)
})

test('another workspace sees neither the API nor its document', async () => {
  const api = await importPets()
  const stranger = await studio.signUp('owner')
  const selection = await selectionOf(petDocument())
  expect((await send('GET', '/custom-apis', undefined, stranger)).body.apis).toEqual([])
  expect((await send('GET', '/custom-api-plugins', undefined, stranger)).body.plugins).toEqual([])
  expect((await send('GET', `/custom-apis/${api.id}/selection`, undefined, stranger)).status).toBe(404)
  expect((await send('GET', `/custom-api-plugins/${api.plugin}`, undefined, stranger)).status).toBe(404)
  expect((await send('POST', '/custom-apis', { ...selection, name: 'Theirs' }, stranger)).status).toBe(404)
  const theirs = await importPets({ name: api.name }, stranger)
  expect(theirs.plugin).toBe(api.plugin)
})

test('an API in use is deleted only when that is confirmed', async () => {
  const api = await importPets()
  await send('POST', '/apps', {
    name: 'User',
    kind: 'chat',
    graph: chatApp([{ id: 'a', type: 'action', config: { plugin: api.plugin, action: 'add-pet' } }], []),
  })
  const blocked = await send('DELETE', `/custom-apis/${api.id}`)
  expect([blocked.status, blocked.body.error.key]).toEqual([409, 'customApis.inUse'])
  expect((await send('DELETE', `/custom-apis/${api.id}?confirm=true`)).status).toBe(200)
  expect((await send('GET', `/custom-api-plugins/${api.plugin}`)).status).toBe(404)
})

test('documents of abandoned imports are deleted after a day', async () => {
  const { body } = await readDocument(petDocument())
  const documentsOf = (id: string) =>
    studio.system.db.select().from(customApiDocuments).where(eq(customApiDocuments.id, id))
  await studio.system.db
    .update(customApiDocuments)
    .set({ createdAt: new Date(Date.now() - 25 * 3_600_000) })
    .where(eq(customApiDocuments.id, body.documentId))
  await readDocument(petDocument())
  expect(await documentsOf(body.documentId)).toEqual([])
})
