import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEgress, type Egress } from '@/lib/egress/create-egress'
import type { ChatChunk, ChatReader, ModelRef } from '@/lib/engine/model-requests'
import { fakePorts } from '@/lib/engine/testing/fake-ports'
import { cpuMsOf } from '@/lib/platform/testing/cpu-time'
import { createModelPorts } from './create-model-ports'
import { estimateTokens } from './estimate-tokens'
import { testConnection } from './test-connection'
import { freeGateway } from './testing/free-gateway'
import { type ReadAnswer, withUsage } from './with-usage'

let mock: ChildProcess
let baseUrl: string
let egress: Egress

beforeAll(async () => {
  const port = await freePort()
  const script = fileURLToPath(new URL('../../bench/mock-openai.mjs', import.meta.url))
  mock = spawn(process.execPath, [script], {
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (mock.stdout) await once(mock.stdout, 'data')
  egress = createEgress({ allow: `http://127.0.0.1:${port}` })
  baseUrl = `http://127.0.0.1:${port}/v1`
})
afterAll(async () => {
  mock.kill()
  await egress.close()
})

const ports = (defaultModel: ModelRef | null = null) =>
  createModelPorts({
    resolveConnection: async () => ({ provider: 'openai-compatible', baseUrl, apiKey: null }),
    defaultChat: async () => defaultModel,
    gateway: freeGateway(),
    stickyKey: 'test',
    builtin: fakePorts().models,
    fetch: egress.fetch,
  })

async function collectChunks(produce: (emit: ChatReader) => Promise<void>): Promise<ChatChunk[]> {
  const all: ChatChunk[] = []
  await produce((chunk) => all.push(chunk))
  return all
}

const requestTo = (model: ModelRef, content = 'Hi') => ({
  model,
  messages: [{ role: 'user' as const, content }],
  signal: AbortSignal.timeout(5_000),
})

test('resolves “auto” to the workspace default, and quotes with the built-in model when there is none', async () => {
  const selected = { connection: 'c1', model: 'mock-5tok-0ms' }
  expect(await ports(selected).resolve({ connection: 'auto', model: 'auto' })).toEqual(selected)
  expect(await ports().resolve({ connection: 'auto', model: 'auto' })).toEqual({
    connection: 'builtin',
    model: 'extractive',
  })
  await expect(
    collectChunks((emit) => ports().chat(requestTo({ connection: 'auto', model: 'auto' }), emit)),
  ).rejects.toMatchObject({
    code: 'MODEL_MISSING',
  })
})

test('streams from a connection and reports model and tokens', async () => {
  const chunks = await collectChunks((emit) =>
    ports().chat(requestTo({ connection: 'c1', model: 'mock-5tok-0ms' }), emit),
  )
  const text = chunks.map((chunk) => (chunk.type === 'text' ? chunk.text : '')).join('')
  expect(text).toBe('tok1 tok2 tok3 tok4 tok5 ')
  expect(chunks.slice(-2)).toEqual([
    {
      type: 'usage',
      usage: { model: 'c1/mock-5tok-0ms', inputTokens: 1, outputTokens: 5, costMicros: null, estimated: false },
    },
    { type: 'finish', reason: 'stop' },
  ])
})

test('emits one tool call as a single chunk', async () => {
  const tools = [{ name: 'add', description: 'Adds', parameters: { type: 'object' } }]
  const request = { ...requestTo({ connection: 'c1', model: 'mock-5tok-0ms' }, 'use tool add with {"x":2}'), tools }
  const calls = (await collectChunks((emit) => ports().chat(request, emit))).filter(
    (chunk) => chunk.type === 'tool-call',
  )
  expect(calls).toMatchObject([{ call: { name: 'add', arguments: { x: 2 } } }])
})

test('lists models in a connection test and finds the intended address', async () => {
  const settings = { provider: 'openai-compatible', baseUrl: `${baseUrl}/`, apiKey: null }
  const tested = await testConnection(settings, egress.fetch)
  expect(tested.ok && tested.models.some((model) => model.id === 'mock-5tok-0ms')).toBe(true)
})

test('estimates tokens when the service reports no usage, also quickly for text without spaces', async () => {
  const output: ReadAnswer = async (emit) => {
    emit({ type: 'text', text: '模型'.repeat(5_000) })
    emit({ type: 'finish', reason: 'stop' })
  }
  // Excludes loading the vocabulary from the measurement.
  await estimateTokens('warm')
  const from = { provider: 'openai', model: 'gpt-4o-mini', host: 'api.openai.com', label: 'c1/gpt-4o-mini' }
  const messages = [{ role: 'user' as const, content: 'x'.repeat(50_000) }]
  const answers: Awaited<ReturnType<typeof collectChunks>> = []
  const usedMs = await cpuMsOf(async () =>
    answers.push(...(await collectChunks((emit) => withUsage(output, { from, messages }, emit)))),
  )
  const [, usage] = answers
  expect(usage).toMatchObject({ type: 'usage', usage: { estimated: true } })
  expect(usage?.type === 'usage' && (usage.usage.costMicros ?? 0) > 1_000).toBe(true)
  expect(usedMs).toBeLessThan(2_000)
})

test.each([
  ['too many', 1e18, 50_000_000],
  ['a part of one', 1.4, 1],
  ['less than none', -5, 0],
  ['no number', Number.NaN, 0],
])('bounds an implausible token count of %s', async (_, reported, counted) => {
  const answer: ReadAnswer = async (emit) => {
    emit({ type: 'usage', inputTokens: reported, outputTokens: reported, cachedInputTokens: reported })
    emit({ type: 'finish', reason: 'stop' })
  }
  const from = { provider: 'openai', model: 'gpt-4o-mini', host: 'api.openai.com', label: 'c1/gpt-4o-mini' }
  const [usage] = await collectChunks((emit) => withUsage(answer, { from, messages: [] }, emit))
  expect(usage).toMatchObject({ usage: { inputTokens: counted, outputTokens: counted } })
  expect(usage?.type === 'usage' && Number.isSafeInteger(usage.usage.costMicros)).toBe(true)
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}
