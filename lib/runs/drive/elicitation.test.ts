import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { TestPerson } from '@/lib/api/testing/test-studio'
import type { JsonObject } from '@/lib/core/json'
import { waits } from '@/lib/db/schema/waits'
import { closeEgress } from '@/lib/egress/egress-fetch'
import { isPaused, type PauseRequest } from '@/lib/engine/pauses/pause'
import { pluginOfServer } from '@/lib/graph/api-prefix'
import type { Graph } from '@/lib/graph/graph'
import { askForServer } from '@/lib/nodes/shared/actions/ask-for-server'
import { actionConfig } from '@/lib/nodes/shared/actions/new-action'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { dropSingleton } from '@/lib/platform/singleton'
import { answerDueInputs } from '@/lib/services/approvals/answer-due-inputs'
import { RunConnections } from '@/lib/services/integrations/connections-port'
import { RunMcp } from '@/lib/services/integrations/mcp/mcp-port'
import { type AskingServer, startAskingServer } from '@/lib/services/integrations/testing/asking-server'
import { type EverythingServer, startEverythingServer } from '@/lib/services/integrations/testing/everything-server'

import { crashingProcess } from '../testing/crashing-process'
import { setUpRunStudio } from '../testing/run-studio'
import { enqueueRun } from './enqueue-run'
import { claimAndDrive } from './resume-run'

// Only the embedded client can be interrupted at a statement.
const onEmbedded = test.skipIf(process.env.TEST_DATABASE === 'postgres')
const harness = setUpRunStudio()
let editor: TestPerson
let everything: EverythingServer
let asking: AskingServer

const SCHEMA = {
  type: 'object',
  properties: { color: { type: 'string', title: 'Color', enum: ['red', 'blue'] } },
  required: ['color'],
}

beforeAll(async () => {
  editor = await harness.studio.signUp('editor', harness.workspaceId)
  everything = await startEverythingServer()
  asking = await startAskingServer()
  process.env.EGRESS_ALLOW = `${everything.origin},${asking.origin}`
  dropSingleton('env')
})
afterAll(async () => {
  delete process.env.EGRESS_ALLOW
  dropSingleton('env')
  asking.close()
  await everything.stop()
  await closeEgress()
})
beforeEach(() => {
  asking.calls = 0
  asking.onCall = async (ask) => {
    const { action, content } = await ask('Which one?', SCHEMA)
    return `${action} ${JSON.stringify(content ?? null)}`
  }
})

async function send(method: string, path: string, body?: object) {
  const response = await harness.studio.call({
    method,
    path: `/api/studio${path}`,
    ...(body ? { body } : {}),
    person: editor,
  })
  const answer = await response.json()
  expect([response.status, answer.error]).toEqual([200, undefined])
  return answer
}

/** A server with this tool selected. */
async function add(url: string, tool: string): Promise<{ id: string }> {
  const server = await send('POST', '/mcp-servers', { name: 'Paint', url })
  const knownTools = server.tools.map((item: { tool: { name: string; hash: string } }) => item.tool)
  const tools = knownTools.filter(({ name }: { name: string }) => name === tool)
  expect(tools).toHaveLength(1)
  await send('PUT', `/mcp-servers/${server.id}/tools`, {
    tools: tools.map(({ name, hash }: { name: string; hash: string }) => ({ name, hash })),
  })
  return server
}

/** A step that calls the tool that asks. */
async function askingStep(): Promise<Graph> {
  const server = await add(asking.url, 'order')
  const { plugins } = await send('GET', '/custom-api-plugins')
  const plugin = plugins.find(({ id }: { id: string }) => id === pluginOfServer(server.id))
  const config = { ...actionConfig(plugin, plugin.actions[0]), values: { text: '{{word}}' } }
  return chatApp([{ id: 'x', type: 'action', config }], ['in.message -> x.word', 'x.text -> out.text'])
}

const drive = async (runId: string, system = harness.system) =>
  (await claimAndDrive(system, harness.address(runId)))?.done
const openWait = async (runId: string) =>
  (
    await harness.system.db
      .select()
      .from(waits)
      .where(and(eq(waits.runId, runId), eq(waits.status, 'waiting')))
  )[0]

async function paused(graph: Graph): Promise<string> {
  const { id } = await enqueueRun(harness.request(graph))
  await drive(id)
  expect((await harness.rowOf(id)).status).toBe('paused')
  return id
}

async function answer(runId: string, body: object): Promise<void> {
  await send('POST', `/waits/${(await openWait(runId))?.id}/answer`, body)
  await drive(runId)
}

const textOf = async (runId: string) => (await harness.rowOf(runId)).outputs?.text

test('the reference server receives typed values of the form that its schema describes', async () => {
  const server = await add(everything.url, 'trigger-elicitation-request')
  const connections = new RunConnections({
    system: harness.system,
    workspaceId: harness.workspaceId,
    userId: null,
    onSecret: () => undefined,
  })
  const port = new RunMcp({ system: harness.system, workspaceId: harness.workspaceId, connections })
  const requests: PauseRequest[] = []
  const answers: JsonObject[] = []
  const waitFor = (_key: string, request: PauseRequest) => {
    requests.push(request)
    return answers.at(0)
  }
  const call = () =>
    port.callTool({
      server: { id: server.id },
      name: 'trigger-elicitation-request',
      arguments: {},
      signal: AbortSignal.timeout(20_000),
      ask: askForServer({ waitFor, now: Date.now }, 'trigger'),
    })
  expect(isPaused(await call())).toBe(true)
  const [request] = requests
  expect(request).toMatchObject({ kind: 'approval', title: '“trigger” needs your input', byVisitor: true })
  const fields = request?.kind === 'approval' ? request.fields : []
  expect(Object.fromEntries(fields.map((field) => [field.name, field]))).toMatchObject({
    name: { type: 'text', required: true },
    check: { type: 'boolean' },
    integer: { type: 'number' },
    titledSingleSelectEnum: { type: 'choice', options: ['Superman', 'Green Lantern', 'Wonder Woman'] },
    legacyTitledEnum: { type: 'choice', options: ['Cats', 'Dogs', 'Birds', 'Fish', 'Reptiles'] },
    untitledMultipleSelectEnum: { type: 'text' },
  })
  const values = {
    name: 'Ada',
    check: true,
    integer: 7,
    titledSingleSelectEnum: 'Wonder Woman',
    untitledMultipleSelectEnum: 'Piano, violin',
  }
  answers.push({ decision: 'approved', values, comment: '', by: 'Ada' })
  const text = String(await call())
  expect(text).toContain('Name: Ada')
  expect(text).toMatch(/"titledSingleSelectEnum": "hero-3"/)
  expect(text).toMatch(/"untitledMultipleSelectEnum": \[\s*"Piano",\s*"Violin"\s*\]/)
})

test('the server receives declined and unanswered questions as decline and cancel', async () => {
  const graph = await askingStep()
  const declined = await paused(graph)
  await answer(declined, { decision: 'rejected' })
  expect(await textOf(declined)).toBe('decline null')
  const latePaused = await paused(graph)
  expect(await answerDueInputs(harness.system, new Date(Date.now() + 8 * 24 * 3_600_000))).toBe(1)
  await drive(latePaused)
  expect(await textOf(latePaused)).toBe('cancel null')
})

test('asks once more for each further question, and declines one that no form can answer', async () => {
  asking.onCall = async (ask) => {
    const first = await ask('Which one?', SCHEMA)
    const second = await ask('And now?', SCHEMA)
    return `${first.content?.color} ${second.content?.color}`
  }
  const runId = await paused(await askingStep())
  await answer(runId, { decision: 'approved', values: { color: 'red' } })
  expect((await harness.rowOf(runId)).status).toBe('paused')
  await answer(runId, { decision: 'approved', values: { color: 'blue' } })
  expect([await textOf(runId), asking.calls]).toEqual(['red blue', 3])
  asking.onCall = async (ask) => {
    const names = Array.from({ length: 31 }, (_, at) => [`field${at}`, { type: 'string' }])
    return (await ask('All of them?', { type: 'object', properties: Object.fromEntries(names) })).action
  }
  const { id } = await enqueueRun(harness.request(await askingStep()))
  await drive(id)
  expect(await textOf(id)).toBe('decline')
})

onEmbedded('a question outlasts a process that is killed, before and after its answer', async () => {
  const graph = await askingStep()
  const { id } = await enqueueRun(harness.request(graph))
  const first = crashingProcess(harness.system, null)
  await drive(id, first.system)
  const asked = (await openWait(id))?.id
  // The process ends while the run waits, and the next one at its first statement after the answer.
  const second = crashingProcess(harness.system, { statement: 3, when: 'after' })
  await send('POST', `/waits/${asked}/answer`, { decision: 'approved', values: { color: 'red' } })
  await Promise.race([drive(id, second.system), second.crashed])
  for (let tries = 0; tries < 5 && (await harness.rowOf(id)).status !== 'succeeded'; tries += 1)
    await drive(id, crashingProcess(harness.system, null).system)
  expect(await textOf(id)).toBe('accept {"color":"red"}')
  const asks = await harness.system.db.select().from(waits).where(eq(waits.runId, id))
  expect(asks).toHaveLength(1)
})
