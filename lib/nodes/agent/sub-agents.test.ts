import { expect, test } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import { compile } from '@/lib/graph/compile'
import { manifestOf } from '../manifests.gen'
import { scriptedModel } from '../testing/model-ports'
import { chatApp, runApp, withAnswers } from '../testing/run-app'

const AGENTS = [
  { id: 'lead', type: 'agent', config: { ask: 'writes' as const, instructions: 'You lead.' } },
  { id: 'Writer', type: 'agent', config: { instructions: 'You write.', toolDescription: 'Writes texts.' } },
  { id: 'Send', type: 'http', config: { method: 'POST', url: 'https://api.example.com/send' } },
]
const EDGES = [
  'in.message -> lead.prompt',
  'Writer.tool -> lead.tools',
  'Send.tool -> Writer.tools',
  'lead.text -> out.text',
]

const call = (name: string, args: JsonObject) => ({ calls: [{ name, arguments: args }] })

test('an agent calls another one with a task, which uses its own instructions and tools', async () => {
  const { models, requests } = scriptedModel([
    call('Writer', { prompt: 'Write about kettles.' }),
    { text: 'A kettle boils.' },
    { text: 'Done: a kettle boils.' },
  ])
  const { outputs, events } = await runApp(chatApp(AGENTS, EDGES), { inputs: { message: 'Go' }, ports: { models } })
  expect(outputs?.text).toBe('Done: a kettle boils.')
  const asked = requests.map(({ messages }) => messages.map(({ role, content }) => `${role}: ${content}`))
  expect(asked[1]?.at(-1)).toBe('user: Write about kettles.')
  expect([asked[1]?.[0]?.includes('You write.'), requests[1]?.tools?.map(({ name }) => name)]).toEqual([true, ['Send']])
  const ended = events.flatMap((event) => (event.type === 'node-end' ? [event.path] : []))
  expect(ended.find((path) => path.at(-1) === 'Writer')?.[0]).toBe('lead')
})

test('a person approves the call of a tool inside, and only the agent inside asks', async () => {
  const turns = [
    call('Writer', { prompt: 'Send it.' }),
    call('Send', {}),
    { text: 'Sent.' },
    { text: 'The writer sent it.' },
  ]
  const sent: string[] = []
  const http = {
    send: async ({ url }: { url: string }) => {
      sent.push(url)
      throw new Error('not reached')
    },
  }
  const { models } = scriptedModel(turns)
  const options = { inputs: { message: 'Go' }, ports: { models, http: http as never } }
  const first = await runApp(chatApp(AGENTS, EDGES), options)
  expect([first.outputs, first.pendingInputs.length, sent.length]).toEqual([null, 1, 0])
  const [wait] = first.pendingInputs
  const key = [...(wait?.path ?? []), wait?.key].join('/')
  const before = withAnswers(first, { [key]: { decision: 'rejected', values: {}, comment: '', by: 'Ada' } })
  const second = await runApp(chatApp(AGENTS, EDGES), { ...options, before })
  expect([second.outputs?.text, sent.length]).toEqual(['The writer sent it.', 0])
})

test('agents that call each other are a cycle', () => {
  const compiled = compile({ graph: chatApp(AGENTS, [...EDGES, 'lead.tool -> Writer.tools']), manifests: manifestOf })
  expect(compiled.ok ? [] : compiled.issues.map(({ code }) => code)).toContain('CYCLE')
})
