import { expect, test } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import type { EnginePorts } from '@/lib/engine/ports'
import { compile } from '@/lib/graph/compile'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { builtinOnly, found, passage, scriptedModel } from '@/lib/nodes/testing/model-ports'
import { runApp, withAnswers } from '@/lib/nodes/testing/run-app'
import { eventLoopTurns } from '@/lib/platform/testing/event-loop-turns'
import { blankApps } from './blank-apps'
import { connectionsOf, withConnections } from './connections'
import { TEMPLATE_KNOWLEDGE_BASE } from './placeholder'
import { templateOf, templates } from './templates'

const graphOf = (id: string) => templateOf(id)?.graph ?? { schemaVersion: 1 as const, nodes: [], edges: [] }

const knowledge: EnginePorts['knowledge'] = {
  search: async ({ query }) => found(passage(1, `About: ${query}`), passage(2)),
}

/** Says which class each text belongs to, with a fixed certainty. */
const classify = (name: string, probability = 0.9): Partial<EnginePorts['models']> => ({
  classify: async ({ classes }) =>
    classes.map((item) => ({ name: item.name, probability: item.name === name ? probability : 0.01 })),
})

/** A model writes the statement that is run read-only, so its table names come from an untrusted question. */
const OPEN_FIELDS = ['ask-database']

test.each(templates.map((template) => [template.id, template]))(
  '%s compiles without a problem once it is connected',
  (id, { graph }) => {
    const connected = withConnections(graph, new Map(connectionsOf(graph).map((plugin) => [plugin, 'c1'])))
    const compiled = compile({ graph: connected, manifests: manifestOf })
    const issues = (compiled.ok ? compiled.warnings : compiled.issues).filter(
      ({ code, path }) =>
        !(code === 'MISSING_RESOURCE' && path === 'model') && !(code === 'UNTRUSTED_TEXT' && OPEN_FIELDS.includes(id)),
    )
    expect(issues).toEqual([])
  },
)

test('only templates that need documents have the placeholder', () => {
  for (const { needs, graph } of templates) {
    expect(JSON.stringify(graph).includes(TEMPLATE_KNOWLEDGE_BASE)).toBe(needs.includes('documents'))
  }
})

test('no two nodes of a template overlap', () => {
  for (const { graph } of templates) {
    const places = graph.nodes.map((node) => `${node.parent ?? ''} ${node.position.x},${node.position.y}`)
    expect(new Set(places).size).toBe(places.length)
  }
})

test('chat with documents quotes without a language model, and streams with one', async () => {
  const ports = { knowledge, models: builtinOnly() }
  const quoted = await runApp(graphOf('chat-with-documents'), { inputs: { message: 'How?' }, ports })
  expect([quoted.outputs?.text, quoted.streamed]).toEqual(['Quoted. [1]', 'Quoted. [1]'])
  const { models, requests } = scriptedModel([{ text: 'It is so [2].' }])
  const history = [{ role: 'user', content: 'Earlier' }]
  const written = await runApp(graphOf('chat-with-documents'), {
    inputs: { message: 'How?', history },
    ports: { knowledge, models },
  })
  expect(written.outputs).toMatchObject({ text: 'It is so [2].', citations: [{ number: 2, chunkId: 'chunk-2' }] })
  expect(requests[0]?.messages.map((message) => message.role)).toEqual(['system', 'user', 'user'])
})

test('the website assistant greets without a search', async () => {
  const models = { ...builtinOnly(), ...classify('Greeting') }
  const greeted = await runApp(graphOf('website-assistant'), { inputs: { message: 'Hello' }, ports: { models } })
  expect(greeted.outputs?.text).toMatch(/^Hello! Ask me anything/)
  const answered = await runApp(graphOf('website-assistant'), {
    inputs: { message: 'What does it cost?' },
    ports: { knowledge, models: { ...builtinOnly(), ...classify('Question') } },
  })
  expect(answered.outputs?.text).toBe('Quoted. [1]')
})

test.each([
  ['Billing', /billing team/],
  ['Complaint', /A colleague reads/],
  ['Question', /^Quoted/],
])('support triage routes %s to its own branch', async (name, text) => {
  const models = { ...builtinOnly(), ...classify(name) }
  const { outputs, events } = await runApp(graphOf('support-triage'), {
    inputs: { message: 'Hm' },
    ports: { knowledge, models },
  })
  expect(outputs?.text).toMatch(text)
  expect(events.some((event) => event.type === 'node-skip')).toBe(true)
})

test('support triage answers from the documents when it is not sure', async () => {
  const models = { ...builtinOnly(), ...classify('Complaint', 0.3) }
  const { outputs } = await runApp(graphOf('support-triage'), {
    inputs: { message: 'Hm' },
    ports: { knowledge, models },
  })
  expect(outputs?.text).toBe('Quoted. [1]')
})

test('the research agent uses both tools and cites the passage it found', async () => {
  const { models, requests } = scriptedModel([
    {
      calls: [
        { name: 'Search_documents', arguments: { query: 'light' } },
        { name: 'Look_up_Wikipedia', arguments: { title: 'Light/../x' } },
      ],
    },
    { text: 'Light is fast [1].' },
  ])
  const urls: string[] = []
  const http: EnginePorts['http'] = {
    send: async ({ url }) => {
      urls.push(url)
      return { status: 200, headers: {}, body: '{"extract":"Light is a wave."}' }
    },
  }
  const { outputs, events } = await runApp(graphOf('research-agent'), {
    inputs: { message: 'What is light?' },
    ports: { knowledge, models, http },
  })
  expect(outputs).toMatchObject({ text: 'Light is fast [1].', citations: [{ number: 1, chunkId: 'chunk-1' }] })
  expect(urls).toEqual(['https://en.wikipedia.org/api/rest_v1/page/summary/Light%2F..%2Fx'])
  const results = requests[1]?.messages.filter((message) => message.role === 'tool').map((message) => message.content)
  expect(results?.[0]).toContain('<passage number="1"')
  expect(results?.[1]).toBe('{"json":{"extract":"Light is a wave."},"status":200}')
  const steps = events.flatMap((event) => (event.type === 'node-step' ? [event.step.name] : []))
  expect(steps).toEqual(['scripted', 'Search_documents', 'Look_up_Wikipedia', 'scripted'])
})

test('invoice to JSON returns the values as data', async () => {
  const invoice: JsonObject = { vendor: 'Acme', date: '2026-11-01', currency: 'EUR', lineItems: [], total: 12.5 }
  const { models } = scriptedModel([{ text: JSON.stringify(invoice) }])
  const { outputs } = await runApp(graphOf('invoice-to-json'), { inputs: { invoice: 'Acme …' }, ports: { models } })
  expect(outputs?.data).toEqual(invoice)
})

test('the comparison asks both models and shows both answers', async () => {
  const { models, requests } = scriptedModel([{ text: 'A' }])
  const { outputs } = await runApp(graphOf('compare-two-models'), { inputs: { message: 'Hi' }, ports: { models } })
  expect([requests.length, outputs?.text]).toEqual([2, '### First model\n\nA\n\n### Second model\n\nA'])
})

test('summarizes each text in order, and gives an overview of all', async () => {
  const models: EnginePorts['models'] = {
    ...builtinOnly(),
    resolve: async () => ({ connection: 'c1', model: 'm' }),
    async chat({ messages }, tell) {
      const lastMessage = messages.at(-1)?.content ?? ''
      if (lastMessage.includes('TWO')) await eventLoopTurns(5)
      tell({
        type: 'text',
        text: lastMessage.startsWith('These') ? 'Overview.' : `Short ${/[A-Z]{3,}/.exec(lastMessage)?.[0]}`,
      })
    },
  }
  const sandbox: EnginePorts['sandbox'] = {
    run: async ({ input }) => ({
      output: String(input.text)
        .split(/^---$/m)
        .map((text) => text.trim()),
      logs: [],
    }),
  }
  const { outputs, error } = await runApp(graphOf('summarise-many'), {
    inputs: { texts: 'ONE text\n---\nTWO text\n---\nTHREE text' },
    ports: { models, sandbox },
  })
  expect([error, outputs]).toEqual([null, { text: 'Overview.', data: ['Short ONE', 'Short TWO', 'Short THREE'] }])
})

test('a blank app is connected, has no problem, and remembers the conversation', async () => {
  for (const { graph } of blankApps) expect(compile({ graph, manifests: manifestOf })).toMatchObject({ ok: true })
  const { models, requests } = scriptedModel([{ text: 'Ada.' }])
  const history = [
    { role: 'user', content: 'I am Ada.' },
    { role: 'assistant', content: 'Hello.' },
  ]
  const graph = blankApps[0]?.graph ?? graphOf('')
  const { outputs } = await runApp(graph, { inputs: { message: 'Who am I?', history }, ports: { models } })
  expect(outputs?.text).toBe('Ada.')
  expect(requests[0]?.messages).toEqual([...history, { role: 'user', content: 'Who am I?' }])
})

test('puts a reply into the outbox only after a person approves it, and only once', async () => {
  const { models, requests } = scriptedModel([{ text: 'Dear Bob, thanks.' }])
  const graph = graphOf('approve-before-sending')
  const options = { inputs: { letter: 'Hello', recipient: 'bob@example.com' }, ports: { models } }
  const run = await runApp(graph, options)
  expect(run.events.at(-1)?.type).toBe('run-pause')
  expect(run.pendingInputs[0]?.request).toMatchObject({
    title: 'Send this reply to bob@example.com?',
    context: 'Dear Bob, thanks.',
  })
  const answer = { decision: 'approved', values: {}, comment: '', by: 'Ada' }
  const done = await runApp(graph, { ...options, before: withAnswers(run, { 'approval/answer': answer }) })
  expect(done.outputs).toEqual({ text: 'Approved and added to the outbox (replies in it: 1).\n\nDear Bob, thanks.' })
  const no = withAnswers(run, { 'approval/answer': { ...answer, decision: 'rejected', comment: 'Too curt.' } })
  const kept = await runApp(graph, { ...options, before: no })
  expect(kept.outputs).toEqual({ text: 'Not sent. Too curt.\n\nDear Bob, thanks.' })
  expect(requests.length).toBe(1)
})

test('the morning report is written from the passages of the day, and offers its schedule', async () => {
  const { models, requests } = scriptedModel([{ text: 'Two releases [1].' }])
  const { outputs, error } = await runApp(graphOf('morning-report'), {
    inputs: { date: '2026-11-24', focus: 'What is new?' },
    ports: { models, knowledge },
  })
  expect([error, outputs]).toEqual([null, expect.objectContaining({ text: 'Two releases [1].' })])
  const request = JSON.stringify(requests[0])
  for (const part of ['Today is 2026-11-24', 'What is new?', 'About: What is new?']) expect(request).toContain(part)
  expect(templateOf('morning-report')?.schedule).toMatchObject({ cron: '0 7 * * 1-5', inputs: { date: '{{date}}' } })
})
