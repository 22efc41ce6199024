import { expect, test } from 'vitest'
import { raise } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import { sqlValue } from '@/lib/core/sql/sql-value'
import type { RunEvent } from '@/lib/engine/events'
import { execute } from '@/lib/engine/execute'
import type { EnginePorts, ServiceCall } from '@/lib/engine/ports'
import { Stop } from '@/lib/engine/run/stop'
import { fakePorts } from '@/lib/engine/testing/fake-ports'
import { compile } from '@/lib/graph/compile'
import type { Graph } from '@/lib/graph/graph'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { pluginCatalog } from '@/lib/plugins/catalog.gen'
import { isNodeType, manifestOf } from '../manifests.gen'
import { runs } from '../runs.gen'
import { actionConfig } from '../shared/actions/new-action'
import { openAction } from '../shared/actions/open-action'
import { toolInput, toolParameters } from '../shared/actions/tool-input'
import { scriptedModel } from '../testing/model-ports'
import { chatApp, runApp } from '../testing/run-app'
import { manifest } from './manifest'

function configOf(plugin: string, action: string, overrides: JsonObject = {}): JsonObject {
  const summary = pluginCatalog.find(({ id }) => id === plugin)
  const found = summary?.actions.find(({ id }) => id === action)
  return summary && found
    ? { ...actionConfig(summary, found), connection: 'c1', ...overrides }
    : raise('NOT_FOUND', verbatim(`${plugin}/${action}`))
}

const slack = (values: JsonObject, overrides: JsonObject = {}) =>
  configOf('slack', 'post-message', { values, ...overrides })

/** A service that accepts every message. */
function service(reply: () => Json = () => ({ ok: true, ts: '1503435956.000247', channel: 'C123ABC456' })) {
  const sent: ServiceCall[] = []
  const ports: Partial<EnginePorts> = {
    services: {
      call: async (request) => {
        sent.push(request)
        request.onSent?.()
        const bytes = new TextEncoder().encode(JSON.stringify(reply()))
        return { status: 200, headers: { 'content-type': 'application/json' }, bytes }
      },
    },
    connections: {
      describe: async () => ({ kind: 'bot-token', fields: {} }),
      authorize: async ({ request, connection }) => ({
        ...request,
        headers: { ...request.headers, authorization: `Bearer of-${connection}` },
      }),
    },
  }
  const bodies = () => sent.map(({ body }): Json => JSON.parse(String(body)))
  return { sent, ports, bodies }
}

const step = (config: JsonObject, edges: string[] = []) =>
  chatApp([{ id: 'x', type: 'action', config }], ['in.message -> x.who', 'x.ts -> out.text', ...edges])

test('runs an action as a step, with literals, templates and wires, and offers each output as a port', async () => {
  const { ports, bodies, sent } = service()
  const config = slack({ channel: 'C123ABC456', text: 'Hello {{who}}', threadTs: { $wired: true } })
  const graph = chatApp(
    [
      { id: 't', type: 'template', config: { text: '1503435956.000247' } },
      { id: 'x', type: 'action', config },
    ],
    ['in.message -> x.who', 't.text -> x.threadTs', 'x.ts -> out.text'],
  )
  const { outputs, events } = await runApp(graph, { inputs: { message: 'Ada' }, ports })
  expect(bodies()).toEqual([{ channel: 'C123ABC456', text: 'Hello Ada', thread_ts: '1503435956.000247' }])
  expect(sent[0]?.headers.authorization).toBe('Bearer of-c1')
  expect(outputs).toEqual({ text: '1503435956.000247' })
  expect(manifest.ports(manifest.config.parse(config)).outputs.map(({ id }) => id)).toEqual(['ts', 'channel'])
  expect(JSON.stringify(events)).not.toContain('Bearer')
})

test('a required field without a value is an input port', () => {
  const config = manifest.config.parse(slack({ channel: 'C123ABC456' }))
  expect(manifest.ports(config).inputs).toEqual([{ id: 'text', label: 'Text', kind: 'text', required: true }])
})

test('as a tool, exposes only fields for the model, which cannot change the channel', async () => {
  const { ports, bodies } = service()
  const config = slack({ channel: 'C123ABC456' })
  const graph = chatApp(
    [
      { id: 'x', type: 'action', config },
      { id: 'a', type: 'agent', config: { ask: 'never' } },
    ],
    ['in.message -> a.prompt', 'x.tool -> a.tools', 'a.text -> out.text'],
  )
  const { models, requests } = scriptedModel([
    { calls: [{ name: 'slack_post_message', arguments: { text: 'Hi', channel: 'C999EVIL99' } }] },
    { calls: [{ name: 'slack_post_message', arguments: { text: 'Hi' } }] },
    { text: 'Done.' },
  ])
  const { outputs, events } = await runApp(graph, { inputs: { message: 'Go' }, ports: { ...ports, models } })
  expect(requests[0]?.tools).toMatchObject([
    {
      name: 'slack_post_message',
      parameters: { required: ['text'], properties: { text: { type: 'string' } }, additionalProperties: false },
    },
  ])
  expect(JSON.stringify(requests[0]?.tools)).not.toMatch(/channel"|layout/)
  expect(requests[1]?.messages.at(-1)?.content).toMatch(/channel is not in the schema/)
  expect(bodies()).toEqual([{ channel: 'C123ABC456', text: 'Hi' }])
  expect(outputs).toEqual({ text: 'Done.' })
  const call = events.filter((event) => event.type === 'node-end' && event.path.includes('call-2-1'))
  expect(call).toMatchObject([{ path: ['a', 'call-2-1', 'x'] }])
})

test('asks before a write if the agent is set to do so', async () => {
  const { ports, sent } = service()
  const graph = chatApp(
    [
      { id: 'x', type: 'action', config: slack({ channel: 'C123ABC456' }) },
      { id: 'a', type: 'agent', config: { ask: 'writes' } },
    ],
    ['in.message -> a.prompt', 'x.tool -> a.tools', 'a.text -> out.text'],
  )
  const { models } = scriptedModel([{ calls: [{ name: 'slack_post_message', arguments: { text: 'Hi' } }] }])
  const { pendingInputs } = await runApp(graph, { inputs: { message: 'Go' }, ports: { ...ports, models } })
  expect([pendingInputs.length, sent.length]).toEqual([1, 0])
})

async function runShadow(graph: Graph, ports: Partial<EnginePorts>) {
  const compiled = compile({ graph, manifests: manifestOf })
  if (!compiled.ok) throw new Error(compiled.issues.map(({ key }) => key).join('\n'))
  const events: RunEvent[] = []
  const run = execute(compiled.plan, {
    runId: '0198c0de-0000-7000-8000-000000000001',
    inputs: { message: 'Ada' },
    isShadow: true,
    definitions: async (type) => (await (isNodeType(type) ? runs[type]() : raise('INTERNAL', verbatim(type)))).default,
    ports: fakePorts(ports),
    stop: new Stop(),
    now: () => 0,
    random: () => 0,
  })
  for await (const event of run) events.push(event)
  return events
}

test('a shadow run sends nothing, but reads', async () => {
  const writing = service()
  await runShadow(step(slack({ channel: 'C123ABC456', text: 'Hello {{who}}' })), writing.ports)
  expect(writing.sent).toHaveLength(0)
  const reading = service(() => ({ ok: true, messages: [] }))
  const config = configOf('slack', 'read-history', { values: { channel: 'C123ABC456', oldest: '{{who}}' } })
  const graph = chatApp(
    [{ id: 'x', type: 'action', config }],
    [...['in.message -> x.who', 'in.message -> out.text', 'x.messages -> out.data']],
  )
  await runShadow(graph, reading.ports)
  expect(reading.sent).toHaveLength(1)
})

test('rejects a graph that describes a write as a read', async () => {
  const { ports, sent } = service()
  const honest = slack({ channel: 'C123ABC456', text: 'Hello {{who}}' })
  const outline = { ...(honest.outline as JsonObject), effect: 'read' }
  const { error } = await runApp(step({ ...honest, outline }), { inputs: { message: 'Ada' }, ports })
  expect([error?.code, sent.length]).toEqual(['INVALID_GRAPH', 0])
})

test('after a crash between request and response the write is reported, not repeated', async () => {
  const first = service()
  const graph = step(slack({ channel: 'C123ABC456', text: 'Hello {{who}}' }))
  const { events } = await runApp(graph, { inputs: { message: 'Ada' }, ports: first.ports })
  const sentAt = events.findIndex((event) => event.type === 'node-step' && event.nodeId === 'x')
  const second = service()
  const resumed = await runApp(graph, {
    inputs: { message: 'Ada' },
    ports: second.ports,
    before: events.slice(0, sentAt + 1),
  })
  expect(second.sent).toHaveLength(0)
  expect(resumed.error).toMatchObject({
    code: 'TOOL_FAILED',
    message: 'Slack may have received this request. Check there, then retry the step.',
  })
})

test('reports a missing action, a missing connection, and a recipient that a model may change', () => {
  const issues = (config: JsonObject) => manifest.check?.(manifest.config.parse(config), 'x')
  expect(issues({})).toMatchObject([{ severity: 'error', path: 'action' }])
  expect(issues(slack({}, { connection: '' }))).toMatchObject([
    { code: 'MISSING_RESOURCE', severity: 'error', key: 'nodeSettings.actionConnection' },
  ])
  expect(issues(slack({}, { filledBy: { channel: 'either' } }))).toMatchObject([
    { severity: 'warning', path: 'values.channel' },
  ])
  expect(issues(slack({}))).toEqual([])
})

test('a reference in a statement becomes a value that cannot change the statement', async () => {
  const seen: string[] = []
  const ports: Partial<EnginePorts> = {
    connections: { ...fakePorts().connections, describe: async () => ({ kind: 'login', fields: { host: 'db' } }) },
    databases: {
      ...fakePorts().databases,
      query: async ({ statement, isReadOnly }) => {
        seen.push(`${isReadOnly}: ${statement}`)
        return { rows: [], isCut: false, affected: 0 }
      },
    },
  }
  const config = configOf('postgres', 'query', { values: { statement: 'SELECT * FROM t WHERE name = {{who}}' } })
  const graph = chatApp(
    [{ id: 'x', type: 'action', config }],
    ['in.message -> x.who', 'in.message -> out.text', 'x.rows -> out.data'],
  )
  await runApp(graph, { inputs: { message: "'; DROP TABLE t; --" }, ports })
  expect(seen).toEqual([`true: SELECT * FROM t WHERE name = ${sqlValue(JSON.stringify("'; DROP TABLE t; --"))}`])
})

test('only the author writes a statement that changes data', () => {
  const issues = (overrides: JsonObject) => {
    const config = manifest.config.parse(configOf('postgres', 'execute', overrides))
    return (manifest.check?.(config, 'x') ?? []).map(({ key }) => key)
  }
  const written = { statement: 'DELETE FROM t' }
  expect(issues({ values: written })).toEqual([])
  expect(issues({})).toContain('nodeSettings.actionStatement')
  expect(issues({ values: { statement: { $wired: true } } })).toContain('nodeSettings.actionStatement')
  expect(issues({ values: written, filledBy: { statement: 'model' } })).toContain('nodeSettings.actionStatement')
})

test('a model cannot write a statement that changes data, whatever the app says', async () => {
  const config = configOf('postgres', 'execute', {
    values: { statement: 'DELETE FROM t' },
    filledBy: { statement: 'model' },
  })
  const opened = await openAction(manifest.config.parse(config), { ports: fakePorts() })
  expect(toolParameters(opened).properties).not.toHaveProperty('statement')
  expect(() => toolInput(opened, { statement: 'DROP TABLE t' })).toThrow(/statement/)
})
