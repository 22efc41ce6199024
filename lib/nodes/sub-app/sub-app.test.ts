import { expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import type { EnginePorts } from '@/lib/engine/ports'
import { compile } from '@/lib/graph/compile'
import type { Graph } from '@/lib/graph/graph'
import { addEnglish } from '@/lib/messages/problems/add-english'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { manifestOf } from '../manifests.gen'
import { scriptedModel } from '../testing/model-ports'
import { chatApp, runApp, withAnswers } from '../testing/run-app'

const status = chatApp(
  [{ id: 't', type: 'template', config: { text: 'Order {{order}} is on its way.' } }],
  ['in.message -> t.order', 't.text -> out.text'],
)

function appsOf(graph: Graph) {
  const calls: unknown[] = []
  const compiled = compile({ graph, manifests: manifestOf })
  if (!compiled.ok)
    throw new AppError('INVALID_GRAPH', verbatim(compiled.issues.map((issue) => addEnglish(issue).message).join('\n')))
  const apps: EnginePorts['apps'] = {
    describe: async () => ({
      name: 'Order status 🚚',
      description: 'Knows orders.',
      parameters: { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] },
    }),
    plan: async (request) => {
      calls.push(request)
      return { versionId: request.versionId ?? 'v-now', plan: compiled.plan }
    },
  }
  return { apps, calls }
}

const outer = chatApp(
  [{ id: 's', type: 'sub-app', config: { appId: 'app-1' } }],
  ['in.message -> s.message', 's.text -> out.text', 's.result -> out.data'],
)

test('E21 runs the published version of another app as a frame of the run', async () => {
  const { apps, calls } = appsOf(status)
  const { outputs, events } = await runApp(outer, { inputs: { message: 'A7' }, ports: { apps } })
  expect(outputs).toEqual({ text: 'Order A7 is on its way.', data: { text: 'Order A7 is on its way.' } })
  expect(calls).toEqual([
    { appId: 'app-1', versionId: null },
    { appId: 'app-1', versionId: 'v-now' },
  ])
  const ended = events.flatMap((event) => (event.type === 'node-end' ? [event.path.join('/')] : []))
  expect(ended).toEqual(['in', 's/app/in', 's/app/t', 's/app/out', 's', 'out'])
})

test('E21 stops an app that reaches itself through another one', async () => {
  const { apps } = appsOf(outer)
  const { error } = await runApp(outer, { inputs: { message: 'A7' }, ports: { apps } })
  expect(error).toMatchObject({ code: 'LIMIT_EXCEEDED', message: expect.stringMatching(/cannot run itself/) })
})

test("has the app's name, description and parameters as a tool", async () => {
  const { apps, calls } = appsOf(status)
  const { models, requests } = scriptedModel([
    { calls: [{ name: 'Order_status', arguments: { message: 'A7' } }] },
    { text: 'ok' },
  ])
  const graph = chatApp(
    [
      { id: 's', type: 'sub-app', config: { appId: 'app-1', versionId: 'v2' } },
      { id: 'a', type: 'agent', config: { ask: 'never' } },
    ],
    ['in.message -> a.prompt', 's.tool -> a.tools', 'a.text -> out.text'],
  )
  const { events } = await runApp(graph, { inputs: { message: 'Hi' }, ports: { apps, models } })
  expect(requests[0]?.tools).toMatchObject([
    { name: 'Order_status', description: 'Knows orders.', parameters: { required: ['message'] } },
  ])
  expect(calls[0]).toEqual({ appId: 'app-1', versionId: 'v2' })
  expect(requests[1]?.messages.at(-1)?.content).toBe('Order A7 is on its way.')
  expect(events.some((event) => event.type === 'node-end' && event.path.join('/') === 'a/s/call-1-1/t')).toBe(true)
})

test('pauses an agent whose app tool waits, and resumes where it stopped', async () => {
  const waitingApp = chatApp(
    [
      { id: 'first', type: 'template', config: { text: 'Refund {{order}}' } },
      { id: 'ask', type: 'approval' },
    ],
    ['in.message -> first.order', 'first.text -> ask.content', 'ask.approved -> out.text'],
  )
  const { apps, calls } = appsOf(waitingApp)
  const turns = [{ calls: [{ name: 'Order_status', arguments: { message: 'A7' } }] }, { text: 'done' }]
  const { models, requests } = scriptedModel(turns)
  const graph = chatApp(
    [
      { id: 's', type: 'sub-app', config: { appId: 'app-1' } },
      { id: 'a', type: 'agent', config: { ask: 'never' } },
    ],
    ['in.message -> a.prompt', 's.tool -> a.tools', 'a.text -> out.text'],
  )
  const options = { inputs: { message: 'Hi' }, ports: { apps, models } }
  const paused = await runApp(graph, options)
  expect([paused.events.at(-1)?.type, paused.pendingInputs.map((wait) => wait.path.join('/'))]).toEqual([
    'run-pause',
    ['a/s/call-1-1/ask'],
  ])
  const yes = { decision: 'approved', values: {}, comment: '', by: 'Ada' }
  const before = withAnswers(paused, { 'a/s/call-1-1/ask/answer': yes })
  const resumed = await runApp(graph, { ...options, before })
  expect(resumed.outputs).toEqual({ text: 'done' })
  expect(requests[1]?.messages.at(-1)?.content).toBe('Refund A7')
  const started = resumed.events.flatMap((event) => (event.type === 'node-start' ? [event.path.join('/')] : []))
  expect(started).toEqual(['a', 'a/s/call-1-1/ask', 'a/s/call-1-1/out', 'out'])
  expect(calls.filter((request) => JSON.stringify(request).includes('v-now'))).toHaveLength(2)
})

test('maps form fields and values to ports, and skips the ports of missing values', async () => {
  const form: Graph = {
    schemaVersion: 1,
    nodes: [
      {
        id: 'in',
        type: 'input',
        version: 1,
        label: 'in',
        position: { x: 0, y: 0 },
        config: {
          mode: 'form',
          fields: [
            { name: 'who', label: '', kind: 'text', options: [], required: true, default: '', personal: false },
            { name: 'what', label: '', kind: 'json', options: [], required: true, default: '', personal: false },
          ],
        },
      },
      {
        id: 'm',
        type: 'merge',
        version: 1,
        label: 'm',
        position: { x: 0, y: 0 },
        config: { mode: 'all', names: ['name', 'thing'] },
      },
      { id: 'out', type: 'answer', version: 1, label: 'out', position: { x: 0, y: 0 }, config: {} },
    ],
    edges: [
      { id: 'e1', from: { node: 'in', port: 'who' }, to: { node: 'm', port: 'name' } },
      { id: 'e2', from: { node: 'in', port: 'what' }, to: { node: 'm', port: 'thing' } },
      { id: 'e3', from: { node: 'm', port: 'value' }, to: { node: 'out', port: 'data' } },
      { id: 'e4', from: { node: 'm', port: 'value' }, to: { node: 'out', port: 'text' } },
    ],
  }
  const { apps } = appsOf(form)
  const takes = [
    { name: 'who', kind: 'text', required: true },
    { name: 'what', kind: 'any', required: true },
  ]
  const gives = [
    { name: 'thing', kind: 'any' },
    { name: 'nothing', kind: 'any' },
  ]
  const graph = chatApp(
    [
      { id: 's', type: 'sub-app', config: { appId: 'app-1', takes, gives } },
      { id: 't', type: 'template', config: { text: 'Got {{thing}}' } },
      { id: 'n', type: 'template', config: { text: 'Never {{nothing}}' } },
    ],
    [
      'in.message -> s.who',
      'in.message -> s.what',
      's.thing -> t.thing',
      's.nothing -> n.nothing',
      't.text -> out.text',
    ],
  )
  const { outputs } = await runApp(graph, { inputs: { message: 'not JSON' }, ports: { apps } })
  expect(outputs).toEqual({ text: 'Got not JSON' })
})
