import { expect, test } from 'vitest'
import type { EnginePorts } from '@/lib/engine/ports'
import { scriptedModel } from '../testing/model-ports'
import { chatApp, runApp } from '../testing/run-app'

function appsOf() {
  const asked: unknown[] = []
  const apps: EnginePorts['apps'] = {
    describe: async () => ({
      name: 'Order status 🚚',
      description: 'Knows orders.',
      parameters: { type: 'object', properties: { order: { type: 'string' } }, required: ['order'] },
    }),
    run: async ({ signal: _, ...request }) => {
      asked.push(request)
      return { text: 'It is on its way.', citations: [] }
    },
  }
  return { apps, asked }
}

test('runs the published version of another app as a step', async () => {
  const { apps, asked } = appsOf()
  const graph = chatApp(
    [{ id: 's', type: 'sub-app', config: { appId: 'app-1' } }],
    ['in.message -> s.message', 's.text -> out.text', 's.result -> out.data'],
  )
  const { outputs } = await runApp(graph, { inputs: { message: 'Hi' }, ports: { apps } })
  expect(outputs).toEqual({ text: 'It is on its way.', data: { text: 'It is on its way.', citations: [] } })
  expect(asked).toEqual([{ appId: 'app-1', versionId: null, inputs: { message: 'Hi' }, path: ['s'] }])
})

test('as a tool it has the app’s own name, description and parameters', async () => {
  const { apps, asked } = appsOf()
  const { models, requests } = scriptedModel([
    { calls: [{ name: 'Order_status', arguments: { order: 'A7' } }] },
    { text: 'ok' },
  ])
  const graph = chatApp(
    [
      { id: 's', type: 'sub-app', config: { appId: 'app-1', versionId: 'v2' } },
      { id: 'a', type: 'agent' },
    ],
    ['in.message -> a.prompt', 's.tool -> a.tools', 'a.text -> out.text'],
  )
  await runApp(graph, { inputs: { message: 'Hi' }, ports: { apps, models } })
  expect(requests[0]?.tools).toMatchObject([
    { name: 'Order_status', description: 'Knows orders.', parameters: { required: ['order'] } },
  ])
  expect(asked).toEqual([{ appId: 'app-1', versionId: 'v2', inputs: { order: 'A7' }, path: ['a', 's', 'call-1-1'] }])
  expect(requests[1]?.messages.at(-1)?.content).toBe('It is on its way.')
})
