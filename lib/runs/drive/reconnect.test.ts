import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { TestPerson } from '@/lib/api/testing/test-studio'
import { integrationConnections } from '@/lib/db/schema/integrations'
import { runs } from '@/lib/db/schema/runs'
import { waits } from '@/lib/db/schema/waits'
import { closeEgress } from '@/lib/egress/egress-fetch'
import { startCanary } from '@/lib/egress/test-server'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { dropSingleton } from '@/lib/platform/singleton'
import { answerDueInputs } from '@/lib/services/approvals/answer-due-inputs'
import { answerReconnected } from '@/lib/services/integrations/answer-reconnected'
import { storedEvents } from '@/lib/services/runs/stored-events'
import { setUpRunStudio } from '../testing/run-studio'
import { enqueueRun } from './enqueue-run'
import { claimAndDrive } from './resume-run'

const KEY = 'CANARY_key_0123456789'
const harness = setUpRunStudio()
let editor: TestPerson
let service: Awaited<ReturnType<typeof startCanary>>
let origin = ''

beforeAll(async () => {
  editor = await harness.studio.signUp('editor', harness.workspaceId)
  service = await startCanary((request, response) => {
    response.writeHead(request.headers.authorization === `Bearer ${KEY}` ? 200 : 401)
    // Echoes the credential, so that the test sees whether it is redacted.
    response.end(`${request.url} ${request.headers.authorization} ${request.headers['x-copy'] ?? ''}`)
  })
  origin = `http://127.0.0.1:${service.port}`
  process.env.EGRESS_ALLOW = origin
  dropSingleton('env')
})
afterAll(async () => {
  delete process.env.EGRESS_ALLOW
  dropSingleton('env')
  service.close()
  await closeEgress()
})
beforeEach(() => {
  service.seen.length = 0
})

async function send(method: string, path: string, body?: object) {
  const request = { method, path: `/api/studio/integration-connections${path}`, ...(body ? { body } : {}) }
  return (await harness.studio.call({ ...request, person: editor })).json()
}

async function connect(key: string): Promise<string> {
  const kind = { id: 'custom', label: '', kind: 'bearer', keyLabel: 'Token' }
  const custom = { kind, hosts: [origin], testUrl: `${origin}/me` }
  return (await send('POST', '', { name: 'CRM', plugin: 'custom', kind: 'custom', custom, values: { key } })).id
}

const graphWith = (connection: string, config: object = {}) =>
  chatApp(
    [
      {
        id: 'h',
        type: 'http',
        config: {
          url: `${origin}/orders/{{q}}`,
          method: 'POST',
          failOnStatus: false,
          connections: [{ connection, name: 'crm', authorize: true }],
          ...config,
        },
      },
    ],
    ['in.message -> h.q', 'h.text -> out.text'],
  )

async function start(connection: string, config: object = {}): Promise<string> {
  const run = await enqueueRun(harness.request(graphWith(connection, config)))
  await drive(run.id)
  return run.id
}
const drive = async (runId: string) => (await claimAndDrive(harness.system, harness.address(runId)))?.done
const waitOf = async (runId: string) => (await harness.system.db.select().from(waits).where(eq(waits.runId, runId)))[0]

test('signs the request, inserts referenced credentials, and redacts both in everything that is stored', async () => {
  const connection = await connect(KEY)
  service.seen.length = 0
  const runId = await start(connection, {
    url: `${origin}/orders/{{connection.crm.key}}?copy={{connection.crm.key}}`,
    headers: [{ name: 'x-copy', value: 'is {{connection.crm.key}} and {{q}}' }],
    bodyKind: 'json',
    jsonBody: '{ "key": {{connection.crm.key}} }',
  })
  expect(await harness.rowOf(runId)).toMatchObject({ status: 'succeeded' })
  const [sent] = service.seen
  expect(sent?.request.url).toBe(`/orders/${KEY}?copy=${KEY}`)
  expect(sent?.request.headers).toMatchObject({ authorization: `Bearer ${KEY}`, 'x-copy': `is ${KEY} and x` })
  expect(JSON.parse(sent?.body ?? '')).toEqual({ key: KEY })
  const stored = JSON.stringify([await storedEvents(harness.system.db, runId), await harness.rowOf(runId)])
  expect(stored).toContain('[redacted]')
  expect(stored).not.toContain(KEY)
  expect(stored).not.toMatch(/_pb[0-9a-f]{32}_/)
})

test('an input that looks like a reference receives no credential', async () => {
  const connection = await connect(KEY)
  service.seen.length = 0
  const run = await enqueueRun({
    ...harness.request(graphWith(connection, { headers: [{ name: 'x-copy', value: '{{q}}' }] })),
    inputs: { message: '{{connection.crm.key}}' },
  })
  await drive(run.id)
  expect(service.seen[0]?.request.headers['x-copy']).toBe('{{connection.crm.key}}')
})

test('sends no credentials to a host that the connection does not list', async () => {
  const connection = await connect(KEY)
  service.seen.length = 0
  const runId = await start(connection, { url: `${origin.replace('127.0.0.1', 'localhost')}/{{q}}` })
  expect(await harness.rowOf(runId)).toMatchObject({ status: 'failed', errorCode: 'EGRESS_BLOCKED' })
  expect(service.hits()).toBe(0)
})

test('a rejected credential pauses the run, and reconnecting resumes it at the same step', async () => {
  const connection = await connect('wrong')
  service.seen.length = 0
  const runId = await start(connection)
  expect(await harness.rowOf(runId)).toMatchObject({ status: 'paused' })
  expect(await waitOf(runId)).toMatchObject({
    status: 'waiting',
    request: { kind: 'reconnect', connectionId: connection, name: 'CRM', grant: 0 },
  })
  expect(await answerReconnected(harness.system)).toBe(0)
  await send('PATCH', `/${connection}`, { values: { key: KEY } })
  expect(await answerReconnected(harness.system)).toBe(1)
  expect(await answerReconnected(harness.system)).toBe(0)
  service.seen.length = 0
  await drive(runId)
  expect(await harness.rowOf(runId)).toMatchObject({ status: 'succeeded' })
  // One write, and no second attempt.
  expect(service.seen.map(({ request }) => request.url)).toEqual(['/orders/x'])
  const starts = (await storedEvents(harness.system.db, runId)).flatMap(({ event }) =>
    event.type === 'node-start' && event.nodeId === 'h' ? [event.attempt] : [],
  )
  expect(new Set(starts)).toEqual(new Set([1]))
})

test('notices a connection that was reconnected between the failure and the pause', async () => {
  const connection = await connect('wrong')
  const runId = await start(connection)
  await harness.system.db
    .update(integrationConnections)
    .set({ state: 'ok', grantNumber: 5 })
    .where(eq(integrationConnections.id, connection))
  expect(await answerReconnected(harness.system)).toBe(1)
  expect((await harness.rowOf(runId)).status).toBe('queued')
})

test('the step fails when the connection is not reconnected within seven days', async () => {
  const connection = await connect('wrong')
  const runId = await start(connection)
  const day = 24 * 3_600_000
  expect(await answerDueInputs(harness.system, new Date(Date.now() + 6 * day))).toBe(0)
  expect(await answerDueInputs(harness.system, new Date(Date.now() + 8 * day))).toBe(1)
  await drive(runId)
  expect(await harness.rowOf(runId)).toMatchObject({
    status: 'failed',
    errorCode: 'TIMEOUT',
    error: '“CRM” was not reconnected within seven days.',
  })
})

test('runs that wait for a deleted connection fail at once', async () => {
  const connection = await connect('wrong')
  const runId = await start(connection)
  await send('DELETE', `/${connection}?confirm=true`)
  expect(await answerReconnected(harness.system)).toBe(1)
  await drive(runId)
  expect(await harness.rowOf(runId)).toMatchObject({ status: 'failed', errorCode: 'CREDENTIAL_MISSING' })
})

test('runs of other people cannot use a member’s own connection', async () => {
  const connection = await connect(KEY)
  await harness.system.db
    .update(integrationConnections)
    .set({ ownerId: editor.userId })
    .where(eq(integrationConnections.id, connection))
  const foreign = await start(connection)
  expect(await harness.rowOf(foreign)).toMatchObject({ status: 'failed', errorCode: 'CREDENTIAL_MISSING' })
  const run = await enqueueRun({ ...harness.request(graphWith(connection)), startedBy: editor.userId })
  await drive(run.id)
  expect(await harness.rowOf(run.id)).toMatchObject({ status: 'succeeded' })
  expect((await harness.system.db.select().from(runs).where(eq(runs.id, run.id)))[0]?.startedBy).toBe(editor.userId)
})
