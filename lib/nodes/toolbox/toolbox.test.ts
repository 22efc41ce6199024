import { expect, test } from 'vitest'
import { raise } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import type { EnginePorts, ServiceCall } from '@/lib/engine/ports'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { pluginCatalog } from '@/lib/plugins/catalog.gen'
import { actionConfig } from '../shared/actions/new-action'
import { scriptedModel } from '../testing/model-ports'
import { chatApp, runApp } from '../testing/run-app'
import { manifest } from './manifest'

function toolOf(name: string, overrides: JsonObject = {}): JsonObject {
  const [plugin, action] = name.split('/')
  const summary = pluginCatalog.find(({ id }) => id === plugin) ?? raise('NOT_FOUND', verbatim(name))
  const found = summary.actions.find(({ id }) => id === action) ?? raise('NOT_FOUND', verbatim(name))
  return { ...actionConfig(summary, found), connection: 'c1', ...overrides }
}

function graphOf(tools: JsonObject[]) {
  return chatApp(
    [
      { id: 'x', type: 'toolbox', config: { tools } },
      { id: 'a', type: 'agent', config: { ask: 'writes' } },
    ],
    ['in.message -> a.prompt', 'x.tools -> a.tools', 'a.text -> out.text'],
  )
}

function service(body: JsonObject) {
  const sent: ServiceCall[] = []
  const ports: Partial<EnginePorts> = {
    services: {
      call: async (request) => {
        sent.push(request)
        const bytes = new TextEncoder().encode(JSON.stringify(body))
        return { status: 200, headers: { 'content-type': 'application/json' }, bytes }
      },
    },
    connections: {
      describe: async () => ({ kind: 'bot-token', fields: {} }),
      authorize: async ({ request }) => request,
    },
  }
  return { sent, ports }
}

test('offers several actions, renamed and described, and separates equal names by their service', async () => {
  const { ports } = service({ ok: true, messages: [] })
  const { models, requests } = scriptedModel([{ text: 'ok' }])
  await runApp(
    graphOf([
      toolOf('slack/post-message', {
        values: { channel: 'C123ABC456' },
        name: 'notify',
        description: 'Notifies the team.',
      }),
      toolOf('slack/read-history', { values: { channel: 'C123ABC456' }, name: 'notify' }),
      toolOf('slack/list-channels'),
    ]),
    { inputs: { message: 'Go' }, ports: { ...ports, models } },
  )
  expect(requests[0]?.tools?.map(({ name }) => name)).toEqual(['notify', 'slack_notify', 'slack_list_channels'])
  expect(requests[0]?.tools?.[0]?.description).toBe('Notifies the team.')
})

test('runs a read at once and asks before a write', async () => {
  const { ports, sent } = service({ ok: true, messages: [{ ts: '1', text: 'hi' }] })
  const tools = ['slack/post-message', 'slack/read-history'].map((name) =>
    toolOf(name, { values: { channel: 'C123ABC456' } }),
  )
  const { models, requests } = scriptedModel([
    { calls: [{ name: 'slack_read_history', arguments: {} }] },
    { calls: [{ name: 'slack_post_message', arguments: { text: 'Hi' } }] },
  ])
  const { pendingInputs, events } = await runApp(graphOf(tools), {
    inputs: { message: 'Go' },
    ports: { ...ports, models },
  })
  expect([sent.length, pendingInputs.length]).toEqual([1, 1])
  expect(requests[1]?.messages.at(-1)?.content).toContain('"text":"hi"')
  expect(events.find((event) => event.type === 'node-end' && event.path.join('/') === 'a/call-1-1/x')).toBeDefined()
})

test('truncates a long result and marks it as truncated', async () => {
  const { ports } = service({ ok: true, messages: [{ ts: '1', text: 'x'.repeat(50_000) }] })
  const { models, requests } = scriptedModel([
    { calls: [{ name: 'slack_read_history', arguments: {} }] },
    { text: 'ok' },
  ])
  const tool = toolOf('slack/read-history', { values: { channel: 'C123ABC456' } })
  await runApp(graphOf([tool]), { inputs: { message: 'Go' }, ports: { ...ports, models } })
  const result = requests[1]?.messages.at(-1)?.content ?? ''
  expect(result.length).toBeLessThanOrEqual(32_000)
  expect(result).toMatch(/The result was cut here/)
})

test('warns above 40 tools and rejects an empty toolbox', () => {
  const issues = (count: number) =>
    manifest.check?.(manifest.config.parse({ tools: Array(count).fill(toolOf('slack/list-channels')) }), 'x')
  expect(issues(0)).toMatchObject([{ severity: 'error' }])
  expect(issues(40)).toEqual([])
  expect(issues(41)).toMatchObject([{ severity: 'warning' }])
  expect(manifest.config.safeParse({ tools: Array(129).fill(toolOf('slack/list-channels')) }).success).toBe(false)
})
