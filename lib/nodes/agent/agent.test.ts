import { expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import type { ToolSpec } from '@/lib/engine/model-requests'
import type { EnginePorts } from '@/lib/engine/ports'
import { Stop } from '@/lib/engine/run/stop'
import { foldRun } from '@/lib/engine/state/run-state'
import { fakePorts } from '@/lib/engine/testing/fake-ports'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { eventLoopTurns } from '@/lib/platform/testing/event-loop-turns'
import { builtinOnly, found, passage, scriptedModel, type Turn } from '../testing/model-ports'
import { chatApp, runApp, withAnswers } from '../testing/run-app'
import { manifest } from './manifest'

const TOOLS = [
  { id: 'Search', type: 'retriever', config: { knowledgeBaseId: 'kb', toolDescription: 'Looks things up.' } },
  { id: 'Count', type: 'code', config: { code: 'return input.text.length' } },
  { id: 'Remote', type: 'mcp-tools', config: { url: 'https://mcp.example.com/mcp', continueWithout: true } },
]
const EDGES = [
  'in.message -> a.prompt',
  'Search.tool -> a.tools',
  'Count.tool -> a.tools',
  'Remote.tools -> a.tools',
  'a.text -> out.text',
  'a.citations -> out.citations',
  'a.steps -> out.data',
]

const graphOf = (config: JsonObject = {}) =>
  chatApp([...TOOLS, { id: 'a', type: 'agent', config: { ask: 'never', ...config } }], EDGES)

const remote = (name: string): ToolSpec => ({
  name,
  description: 'Remote',
  parameters: { type: 'object', properties: { x: { type: 'number' } }, required: ['x'] },
})

function portsOf(turns: readonly Turn[], overrides: Partial<EnginePorts> = {}) {
  const { models, requests } = scriptedModel(turns)
  let running = 0
  let mostAtOnce = 0
  const ports: Partial<EnginePorts> = {
    models,
    knowledge: {
      search: async ({ query }) => found(...(query === 'nothing' ? [] : [passage(1), passage(query.length)])),
    },
    sandbox: {
      run: async ({ input }) => {
        running += 1
        mostAtOnce = Math.max(mostAtOnce, running)
        await eventLoopTurns(5)
        running -= 1
        return { output: String(input.text).length, logs: [] }
      },
    },
    mcp: {
      listTools: async () => [remote('Count'), remote('files/read')],
      callTool: async ({ name }) => `remote ${name}`,
    },
    ...overrides,
  }
  return { ports, requests, mostAtOnce: () => mostAtOnce }
}

const call = (name: string, args: JsonObject) => ({ name, arguments: args })

test('calls tools in parallel, returns each result, then answers with citations', async () => {
  const { ports, requests, mostAtOnce } = portsOf([
    {
      text: 'Let me look. ',
      calls: [call('Search', { query: 'abc' }), call('Count', { text: 'four' }), call('Count', { text: 'seven..' })],
    },
    { calls: [call('Search', { query: 'abcde' })] },
    { text: 'Both [1][3].' },
  ])
  const { outputs, streamed, events } = await runApp(graphOf(), { inputs: { message: 'Go' }, ports })
  expect(outputs?.text).toBe('Let me look. \n\nBoth [1][3].')
  expect(streamed).toBe(outputs?.text)
  expect(outputs?.citations).toMatchObject([
    { number: 1, chunkId: 'chunk-1' },
    { number: 3, chunkId: 'chunk-5' },
  ])
  expect(outputs?.data).toMatchObject([
    { tool: 'Search' },
    { tool: 'Count', result: '4' },
    { tool: 'Count', result: '7' },
    { tool: 'Search' },
  ])
  expect(mostAtOnce()).toBe(2)
  const answers = requests[1]?.messages.slice(-4)
  expect(answers?.map((message) => [message.role, message.toolCallId])).toEqual([
    ['assistant', undefined],
    ['tool', 'id-1-0'],
    ['tool', 'id-1-1'],
    ['tool', 'id-1-2'],
  ])
  expect(requests[2]?.messages.at(-1)?.content).toMatch(/number="1"[\s\S]*number="3"/)
  const steps = events.flatMap((event) => (event.type === 'node-step' ? [`${event.step.kind} ${event.step.key}`] : []))
  expect(steps).toEqual([
    'model model-1',
    'tool call-1-1',
    'tool call-1-2',
    'tool call-1-3',
    'model model-2',
    'tool call-2-1',
    'model model-3',
  ])
})

test('keeps the numbers of given passages beside those of passages that are found', async () => {
  const { ports, requests } = portsOf([{ calls: [call('Search', { query: 'abc' })] }, { text: 'See [1][2].' }])
  const document = {
    fileId: '019ab000-0000-7000-8000-0123456789ab',
    name: 'lease.txt',
    mediaType: 'text/plain',
    sizeBytes: 9,
    text: 'The rent is 900.',
    pages: [],
  }
  const graph = chatApp(
    [...TOOLS, { id: 'a', type: 'agent', config: { ask: 'never' } }],
    [...EDGES, 'in.documents -> a.passages'],
  )
  const nodes = graph.nodes.map((node) => (node.id === 'in' ? { ...node, config: { documents: true } } : node))
  const files = { ...fakePorts().files, document: async () => document }
  const { outputs } = await runApp(
    { ...graph, nodes },
    { inputs: { message: 'Go', documents: [{ fileId: document.fileId }] }, ports: { ...ports, files } },
  )
  expect(requests[0]?.messages[0]?.content).toContain('The rent is 900.')
  expect(outputs?.citations).toMatchObject([
    { number: 1, documentName: 'lease.txt' },
    { number: 2, chunkId: 'chunk-1' },
  ])
})

test('offers tools of the same name under different names, and calls the right one', async () => {
  const { ports, requests } = portsOf([
    { calls: [call('Count_2', { x: 1 }), call('files_read', { x: 2 })] },
    { text: 'ok' },
  ])
  await runApp(graphOf(), { inputs: { message: 'Go' }, ports })
  expect(requests[0]?.tools?.map((tool) => tool.name)).toEqual(['Search', 'Count', 'Count_2', 'files_read'])
  expect(requests[0]?.tools?.[0]?.description).toBe('Looks things up.')
  const results = requests[1]?.messages.filter((message) => message.role === 'tool').map((message) => message.content)
  expect(results).toEqual(['remote Count', 'remote files/read'])
})

test.each([
  ['an unknown tool', call('constructor', {}), /There is no tool “constructor”. There are: Search, Count/],
  ['arguments that do not fit', call('Count_2', { x: 'one' }), /\/x must be number, but is a string/],
])('allows one repair of %s', async (_, wrong, message) => {
  const { ports, requests } = portsOf([{ calls: [wrong] }, { text: 'ok' }])
  const repaired = await runApp(graphOf(), { inputs: { message: 'Go' }, ports })
  expect(repaired.outputs?.text).toBe('ok')
  expect(requests[1]?.messages.at(-1)?.content).toMatch(message)
  const again = portsOf([{ calls: [wrong] }])
  const { error } = await runApp(graphOf(), { inputs: { message: 'Go' }, ports: again.ports })
  expect([error?.code, again.requests.length]).toEqual(['TOOL_FAILED', 2])
})

test('allows one repair of a call that is not JSON', async () => {
  const { models, requests } = scriptedModel([{ text: 'ok' }])
  let modelCalls = 0
  const broken: EnginePorts['models'] = {
    ...models,
    async chat(request, emit) {
      modelCalls += 1
      if (modelCalls === 1)
        throw new AppError('MODEL_FAILED', verbatim('No JSON.'), { details: { malformedToolCall: 'Count' } })
      await models.chat(request, emit)
    },
  }
  const { outputs } = await runApp(graphOf(), {
    inputs: { message: 'Go' },
    ports: portsOf([], { models: broken }).ports,
  })
  expect(outputs?.text).toBe('ok')
  expect(requests[0]?.messages.at(-1)?.content).toMatch(/^No JSON. Call it again/)
})

test('limits two hundred parallel calls to sixteen, and stops a model that never stops calling at the step limit', async () => {
  const many = portsOf([{ calls: Array.from({ length: 200 }, () => call('Count', { text: 'x' })) }, { text: 'ok' }])
  const { outputs } = await runApp(graphOf(), { inputs: { message: 'Go' }, ports: many.ports })
  expect([outputs?.text, many.mostAtOnce()]).toEqual(['ok', 16])
  const endless = portsOf([{ calls: [call('Search', { query: 'x' })] }])
  const { error } = await runApp(graphOf({ maxSteps: 3 }), { inputs: { message: 'Go' }, ports: endless.ports })
  expect([error?.code, endless.requests.length]).toEqual(['LIMIT_EXCEEDED', 3])
})

test('reports a failing tool to the model, and keeps other tools usable when a server lists none', async () => {
  const fails = async () => {
    throw new AppError('TOOL_FAILED', verbatim('It is down.'))
  }
  const { ports, requests } = portsOf([{ calls: [call('Count', { text: 'x' })] }, { text: 'ok' }], {
    mcp: { listTools: fails, callTool: fails },
    sandbox: { run: fails },
  })
  const { outputs, events } = await runApp(graphOf(), { inputs: { message: 'Go' }, ports })
  expect(outputs?.text).toBe('ok')
  expect(requests[0]?.tools?.map((tool) => tool.name)).toEqual(['Search', 'Count'])
  expect(requests[1]?.messages.at(-1)?.content).toBe('Error: It is down.')
  const failed = events.flatMap((event) => (event.type === 'node-step' && event.step.error ? [event.step.name] : []))
  expect(failed).toEqual(['List of tools', 'Count'])
  // The server's own node also shows it, in the run tree and on the canvas.
  const state = foldRun(events)
  expect(state.nodes['a/tools-Remote/Remote']).toMatchObject({
    nodeId: 'Remote',
    status: 'failed',
    error: { code: 'TOOL_FAILED', message: 'It is down.' },
  })
  expect(state.status).toBe('done')
})

test('shows the listing and each call of a toolbox as steps of its node', async () => {
  const { ports } = portsOf([{ calls: [call('Count_2', { x: 1 }), call('files_read', { x: 2 })] }, { text: 'ok' }])
  const { events } = await runApp(graphOf(), { inputs: { message: 'Go' }, ports })
  const steps = Object.values(foldRun(events).nodes).filter(({ nodeId }) => nodeId === 'Remote')
  expect(steps).toMatchObject([
    { path: ['a', 'tools-Remote', 'Remote'], status: 'done', outputs: { tools: ['Count', 'files/read'] } },
    {
      path: ['a', 'call-1-1', 'Remote'],
      status: 'done',
      inputs: { tool: 'Count', arguments: { x: 1 } },
      outputs: { result: 'remote Count' },
    },
    { path: ['a', 'call-1-2', 'Remote'], outputs: { result: 'remote files/read' } },
  ])
})

test('repeats no tool call when it retries after a failed model call', async () => {
  const { models } = scriptedModel([{ calls: [call('Count', { text: 'four' })] }, { text: 'ok' }])
  let modelCalls = 0
  let counted = 0
  const flaky: EnginePorts['models'] = {
    ...models,
    async chat(request, emit) {
      modelCalls += 1
      if (modelCalls === 2) throw new AppError('MODEL_RATE_LIMITED', verbatim('Wait.'), { retryAfterSeconds: 0 })
      await models.chat(request, emit)
    },
  }
  const sandbox: EnginePorts['sandbox'] = {
    run: async () => {
      counted += 1
      return { output: 4, logs: [] }
    },
  }
  const { outputs, events } = await runApp(graphOf(), {
    inputs: { message: 'Go' },
    ports: portsOf([], { models: flaky, sandbox }).ports,
  })
  expect([outputs?.text, modelCalls, counted]).toEqual(['ok', 3, 1])
  expect(events.some((event) => event.type === 'node-retry')).toBe(true)
})

test('ends at once when the run is stopped', async () => {
  const stop = new Stop()
  const sandbox: EnginePorts['sandbox'] = {
    run: () => new Promise(() => stop.end(new AppError('CANCELLED', verbatim('Somebody pressed stop.')))),
  }
  const { ports } = portsOf([{ calls: [call('Count', { text: 'x' })] }], { sandbox })
  const { error } = await runApp(graphOf(), { inputs: { message: 'Go' }, ports, stop })
  expect(error?.code).toBe('CANCELLED')
})

test('prefers a connected model to the one in the form, and rejects the built-in quotes as an agent', async () => {
  const model = { connection: 'c9', model: 'big' }
  const graph = chatApp(
    [
      { id: 'm', type: 'chat-model', config: { model, temperature: 1.5 } },
      { id: 'a', type: 'agent' },
    ],
    ['in.message -> a.prompt', 'm.model -> a.model', 'a.text -> out.text'],
  )
  const { ports, requests } = portsOf([{ text: 'ok' }])
  await runApp(graph, { inputs: { message: 'Go' }, ports })
  expect(requests[0]).toMatchObject({ model, temperature: 1.5 })
  const { error } = await runApp(graphOf(), { inputs: { message: 'Go' }, ports: { models: builtinOnly() } })
  expect(error?.message).toMatch(/An agent requires a language model/)
})

const answer = (decision: 'approved' | 'rejected', comment = '') => ({ decision, values: {}, comment, by: 'Ada' })

test('asks for approval of all writing calls of a turn at once, and repeats nothing afterwards', async () => {
  const turns: Turn[] = [
    { calls: [call('Search', { query: 'abc' }), call('Count_2', { x: 1 }), call('files_read', { x: 2 })] },
    { text: 'Done.' },
  ]
  const { ports, requests } = portsOf(turns)
  const graph = graphOf({ ask: 'writes' })
  const paused = await runApp(graph, { inputs: { message: 'Go' }, ports })
  expect(paused.events.at(-1)?.type).toBe('run-pause')
  expect(paused.pendingInputs.map(({ key, request }) => [key, request.kind === 'approval' && request.context])).toEqual(
    [
      ['call-1-2', { tool: 'Count_2', arguments: { x: 1 } }],
      ['call-1-3', { tool: 'files_read', arguments: { x: 2 } }],
    ],
  )
  const before = withAnswers(paused, { 'a/call-1-2': answer('approved'), 'a/call-1-3': answer('rejected', 'Not now.') })
  const resumed = await runApp(graph, { inputs: { message: 'Go' }, ports, before })
  expect([resumed.outputs?.text, requests.length]).toEqual(['Done.', 2])
  const steps = resumed.events.flatMap((event) => (event.type === 'node-step' ? [event.step.key] : []))
  expect(steps).toEqual(['call-1-2', 'model-2'])
  expect(requests[1]?.messages.slice(-2).map((message) => message.content)).toEqual([
    'remote Count',
    'Error: The person declined: Not now.',
  ])
})

test('requests approval for every tool except selected ones', async () => {
  const always = await runApp(graphOf({ ask: 'always' }), {
    inputs: { message: 'Go' },
    ports: portsOf([{ calls: [call('Search', { query: 'abc' })] }, { text: 'ok' }]).ports,
  })
  expect(always.pendingInputs.map((wait) => wait.key)).toEqual(['call-1-1'])
  const turns = [{ calls: [call('Search', { query: 'abc' }), call('files_read', { x: 1 })] }, { text: 'ok' }]
  const askExceptions = [
    { tool: 'Search', ask: 'always' },
    { tool: 'files_read', ask: 'never' },
  ]
  const excepted = await runApp(graphOf({ ask: 'writes', askExceptions }), {
    inputs: { message: 'Go' },
    ports: portsOf(turns).ports,
  })
  expect(excepted.pendingInputs.map((wait) => wait.key)).toEqual(['call-1-1'])
})

test('runs agents of the first version without approvals', () => {
  expect(manifest.migrate?.(1, { maxSteps: 3 })).toEqual({ maxSteps: 3, ask: 'never' })
})
