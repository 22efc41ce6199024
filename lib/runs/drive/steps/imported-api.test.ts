import { rm } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { TestPerson } from '@/lib/api/testing/test-studio'
import type { JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import { closeEgress } from '@/lib/egress/egress-fetch'
import { startCanary } from '@/lib/egress/test-server'
import { chooseConverterEntry } from '@/lib/import/openapi/run-converter'
import { petDocument } from '@/lib/import/openapi/testing/pet-document'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'
import { actionConfig } from '@/lib/nodes/shared/actions/new-action'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { dropSingleton } from '@/lib/platform/singleton'
import { storedEvents } from '@/lib/services/runs/stored-events'
import { setUpRunStudio } from '../../testing/run-studio'
import { enqueueRun } from '../enqueue-run'
import { claimAndDrive } from '../resume-run'

const KEY = 'CANARY_key_0123456789'
const harness = setUpRunStudio()
let editor: TestPerson
let entry: URL
let service: Awaited<ReturnType<typeof startCanary>>

beforeAll(async () => {
  editor = await harness.studio.signUp('editor', harness.workspaceId)
  entry = await bundleEntry('lib/import/openapi/convert.entry.ts')
  chooseConverterEntry(entry)
  service = await startCanary((request, response) => {
    response.writeHead(201, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ id: `pet of ${request.method}`, secret: request.headers['x-pet-key'] }))
  })
  process.env.EGRESS_ALLOW = `http://127.0.0.1:${service.port}`
  dropSingleton('env')
})
afterAll(async () => {
  delete process.env.EGRESS_ALLOW
  dropSingleton('env')
  service.close()
  await closeEgress()
  await rm(path.dirname(entry.pathname), { recursive: true })
})
beforeEach(() => {
  service.seen.length = 0
})

async function send(method: string, address: string, body?: object, person = editor) {
  const request = { method, path: `/api/studio${address}`, ...(body ? { body } : {}) }
  return (await harness.studio.call({ ...request, person })).json()
}

async function importPets(name: string) {
  const { documentId } = await send('POST', '/custom-api-documents', { source: { text: petDocument() } })
  const selection = {
    documentId,
    server: `http://127.0.0.1:${service.port}/v1`,
    operations: ['GET /pets', 'POST /pets'],
  }
  return send('POST', '/custom-apis', { ...selection, name })
}

async function stepOf(plugin: string, id: string, change: JsonObject): Promise<JsonObject> {
  const { plugins } = await send('GET', '/custom-api-plugins')
  const api = plugins.find((known: { id: string }) => known.id === plugin)
  const action = api.actions.find((known: { id: string }) => known.id === id)
  return { ...actionConfig(api, action), ...change }
}

async function run(config: JsonObject, edges = ['in.message -> a.name', 'a.id -> out.text']) {
  const graph = chatApp([{ id: 'a', type: 'action', config }], edges)
  const { id } = await enqueueRun(harness.request(graph))
  await (await claimAndDrive(harness.system, harness.address(id)))?.done
  const stored = await storedEvents(harness.system.db, id)
  return { row: await harness.rowOf(id), text: JSON.stringify(stored) }
}

test('a step sends the operation with the connection, and the key is stored nowhere', async () => {
  const api = await importPets('Pets of steps')
  const values = { key: KEY }
  const connection = await send('POST', '/integration-connections', {
    name: 'P',
    plugin: api.plugin,
    kind: 'key',
    values,
  })
  const { row, text } = await run(await stepOf(api.plugin, 'add-pet', { connection: connection.id }))
  expect([row.status, service.seen.map(({ request, body }) => [request.method, request.url, body])]).toEqual([
    'succeeded',
    [['POST', '/v1/pets', JSON.stringify({ name: 'x' })]],
  ])
  expect(service.seen[0]?.request.headers['x-pet-key']).toBe(KEY)
  expect(text).toContain('pet of POST')
  expect(text).not.toContain(KEY)
})

test('a step keeps its version after an update, and fails once the API is deleted', async () => {
  const api = await importPets('Pets of versions')
  const values = { key: KEY }
  const connection = await send('POST', '/integration-connections', {
    name: 'P',
    plugin: api.plugin,
    kind: 'key',
    values,
  })
  const step = await stepOf(api.plugin, 'add-pet', { connection: connection.id })
  const { documentId } = await send('POST', '/custom-api-documents', { source: { text: petDocument() } })
  // Version 2 is at another address and without the operation.
  const next = { documentId, server: 'https://elsewhere.example.com', operations: ['GET /pets'], version: 1 }
  expect(await send('POST', `/custom-apis/${api.id}/versions`, next)).toMatchObject({ version: 2 })
  expect([(await run(step)).row.status, service.hits()]).toEqual(['succeeded', 1])
  const list = await stepOf(api.plugin, 'list-pets', { connection: connection.id })
  const otherRun = await run(list, ['in.message -> a.when', 'a.items -> out.text'])
  expect([otherRun.row.status, service.hits()]).toEqual(['failed', 1])
  expect(otherRun.text).toContain('EGRESS_BLOCKED')
  await send('DELETE', `/custom-apis/${api.id}?confirm=true`)
  const deletedRun = await run(step)
  expect([deletedRun.row.status, service.hits()]).toEqual(['failed', 1])
  expect(deletedRun.text).toContain('plugins.actionMissing')
})

test('a step of another workspace cannot use the API', async () => {
  const api = await importPets('Pets of others')
  const config = await stepOf(api.plugin, 'add-pet', { connection: newId() })
  const stranger = await harness.studio.signUp('owner')
  const graph = chatApp([{ id: 'a', type: 'action', config }], ['in.message -> a.name', 'a.id -> out.text'])
  const created = await send('POST', '/apps', { name: 'Theirs', kind: 'chat', graph }, stranger)
  const request = { ...harness.request(graph), workspaceId: stranger.workspaceId, appId: created.id }
  const { id } = await enqueueRun(request)
  const address = { runId: id, workspaceId: stranger.workspaceId }
  await (await claimAndDrive(harness.system, address))?.done
  expect(JSON.stringify(await storedEvents(harness.system.db, id))).toContain('plugins.actionMissing')
  expect(service.hits()).toBe(0)
})
