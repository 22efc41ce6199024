import { rm } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, test as everywhere, expect } from 'vitest'
import type { TestPerson } from '@/lib/api/testing/test-studio'
import { closeEgress } from '@/lib/egress/egress-fetch'
import { startCanary } from '@/lib/egress/test-server'
import type { Graph } from '@/lib/graph/graph'
import { chooseConverterEntry } from '@/lib/import/openapi/run-converter'
import { petDocument } from '@/lib/import/openapi/testing/pet-document'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'
import { actionConfig } from '@/lib/nodes/shared/actions/new-action'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { dropSingleton } from '@/lib/platform/singleton'
import { storedEvents } from '@/lib/services/runs/stored-events'
import { type CrashPoint, crashingProcess } from '../../testing/crashing-process'
import { setUpRunStudio } from '../../testing/run-studio'
import { enqueueRun } from '../enqueue-run'
import { claimAndDrive } from '../resume-run'

// Only the embedded client can be interrupted at a statement. The order of statements is the same on PostgreSQL.
const test = everywhere.skipIf(process.env.TEST_DATABASE === 'postgres')

const harness = setUpRunStudio()
let editor: TestPerson
let entry: URL
let service: Awaited<ReturnType<typeof startCanary>>

beforeAll(async () => {
  editor = await harness.studio.signUp('editor', harness.workspaceId)
  entry = await bundleEntry('lib/import/openapi/convert.entry.ts')
  chooseConverterEntry(entry)
  service = await startCanary((_request, response) => {
    response.writeHead(201, { 'content-type': 'application/json' })
    response.end('{"id":"Rex"}')
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

async function send(method: string, address: string, body?: object) {
  const request = { method, path: `/api/studio${address}`, ...(body ? { body } : {}) }
  return (await harness.studio.call({ ...request, person: editor })).json()
}

/** Drives a run by a process that is killed at this point, and then by others. @returns statements of the first */
async function drive(graph: Graph, point: CrashPoint | null) {
  service.seen.length = 0
  const { id } = await enqueueRun({ ...harness.request(graph), durability: 'sync' })
  const statements: number[] = []
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const { status } = await harness.rowOf(id)
    if (status === 'succeeded' || status === 'failed') break
    // The keys are read again by each process, because a read that a crash interrupts never ends.
    const system = { ...harness.system, keyring: harness.studio.newKeyring() }
    const process = crashingProcess(system, attempt === 0 ? point : null)
    const driving = claimAndDrive(process.system, harness.address(id)).then((claimed) => claimed?.done)
    await Promise.race([driving, process.crashed])
    statements.push(process.statements())
  }
  const { status } = await harness.rowOf(id)
  const events = JSON.stringify(await storedEvents(harness.system.db, id))
  return { status, events, statements: statements[0] ?? 0, requests: service.seen.map(({ request }) => request) }
}

/** Every point at which the first process of this run can be killed. */
async function pointsOf(graph: Graph): Promise<CrashPoint[]> {
  const { status, statements, requests } = await drive(graph, null)
  expect([status, requests.length]).toEqual(['succeeded', 1])
  expect(statements).toBeGreaterThan(5)
  return Array.from({ length: statements }, (_, index) => index + 1).flatMap((statement) => [
    { statement, when: 'before' as const },
    { statement, when: 'after' as const },
  ])
}

test('a write without an idempotency key is sent once, whichever statement the process is killed at', async () => {
  const { documentId } = await send('POST', '/custom-api-documents', { source: { text: petDocument() } })
  const server = `http://127.0.0.1:${service.port}/v1`
  const api = await send('POST', '/custom-apis', {
    documentId,
    server,
    operations: ['GET /pets', 'POST /pets'],
    name: 'Pets of crashes',
  })
  expect(api).toMatchObject({ name: 'Pets of crashes' })
  const values = { key: 'CANARY_key_0123456789' }
  const saved = { name: 'P', plugin: api.plugin, kind: 'key', values }
  const connection = await send('POST', '/integration-connections', saved)
  const { plugins } = await send('GET', '/custom-api-plugins')
  const plugin = plugins.find((known: { id: string }) => known.id === api.plugin)
  const action = plugin.actions.find((known: { id: string }) => known.id === 'add-pet')
  const config = { ...actionConfig(plugin, action), connection: connection.id }
  const graph = chatApp([{ id: 'a', type: 'action', config }], ['in.message -> a.name', 'a.id -> out.text'])
  const unclear: CrashPoint[] = []
  for (const point of await pointsOf(graph)) {
    const { status, events, requests } = await drive(graph, point)
    const name = JSON.stringify(point)
    if (status === 'succeeded') expect([name, requests.length]).toEqual([name, 1])
    else {
      // Sent or not: only a person can find out.
      expect([name, status, events.includes('plugins.outcomeUnknown')]).toEqual([name, 'failed', true])
      expect([name, requests.length <= 1]).toEqual([name, true])
      unclear.push(point)
    }
  }
  expect(unclear.length).toBeGreaterThan(0)
}, 300_000)

test('a repeated request has the same idempotency key, whichever statement the process is killed at', async () => {
  const config = { url: `http://127.0.0.1:${service.port}/orders/{{q}}`, method: 'POST' }
  const graph = chatApp([{ id: 'h', type: 'http', config }], ['in.message -> h.q', 'h.text -> out.text'])
  let repeated = 0
  for (const point of await pointsOf(graph)) {
    const { status, requests } = await drive(graph, point)
    const keys = new Set(requests.map(({ headers }) => headers['idempotency-key']))
    const name = JSON.stringify(point)
    expect([name, status, keys.size, keys.has(undefined)]).toEqual([name, 'succeeded', 1, false])
    if (requests.length > 1) repeated += 1
  }
  expect(repeated).toBeGreaterThan(0)
}, 300_000)
