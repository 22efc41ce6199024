import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { desc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { modelCalls } from '@/lib/db/schema/model-calls'
import { runs } from '@/lib/db/schema/runs'
import { recoverRuns } from '@/lib/runs/maintenance/recover-runs'
import { type ServedApp, serveApp } from '../testing/served-app'

let served: ServedApp

beforeAll(async () => {
  served = await serveApp('whole')
}, 60_000)
beforeEach(() => {
  served.streamed.length = 0
})
afterAll(() => served.close())

const send = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${served.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${served.apiKey}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
const database = () => served.app.studio.system.db

async function lastRun() {
  const [row] = await database().select().from(runs).orderBy(desc(runs.id)).limit(1)
  return row ?? expect.unreachable('no run')
}

const RUNS = '/api/v1/apps/whole/runs'
const OPENAI = '/api/openai/v1'
const native = { inputs: { message: 'Hi' } }
const openai = { model: 'whole', messages: [{ role: 'user', content: 'Hi' }] }
const dify = { query: 'Hi', inputs: {}, user: 'u' }

test.each<[string, string, object, boolean]>([
  ['the API', RUNS, native, false],
  ['the API, streamed', RUNS, { ...native, stream: true }, true],
  ['OpenAI', `${OPENAI}/chat/completions`, openai, false],
  ['OpenAI, streamed', `${OPENAI}/chat/completions`, { ...openai, stream: true }, true],
  ['a response', `${OPENAI}/responses`, { model: 'whole', input: 'Hi' }, false],
  ['a response, streamed', `${OPENAI}/responses`, { model: 'whole', input: 'Hi', stream: true }, true],
  ['Dify, blocking', '/v1/chat-messages', { ...dify, response_mode: 'blocking' }, false],
  ['Dify, streamed', '/v1/chat-messages', { ...dify, response_mode: 'streaming' }, true],
  ['Flowise', '/api/v1/prediction/whole', { question: 'Hi' }, false],
  ['Flowise, streamed', '/api/v1/prediction/whole', { question: 'Hi', streaming: true }, true],
])('the model streams only if the caller does: %s', async (_, path, body, streams) => {
  const response = await send(path, body)
  const text = await response.text()
  expect(response.status, text).toBe(200)
  expect(text).toContain('said: ')
  expect(served.streamed).toEqual([streams])
  // A run taken over by another process continues in the same mode.
  await expect.poll(async () => (await lastRun()).status).toBe('succeeded')
  expect((await lastRun()).stream).toBe(streams)
})

test('returns a complete tool result over MCP', async () => {
  const client = new Client({ name: 'test', version: '1' })
  const requestInit = { headers: { authorization: `Bearer ${served.apiKey}` } }
  await client.connect(new StreamableHTTPClientTransport(new URL(`${served.url}/mcp`), { requestInit }))
  const result = await client.callTool({ name: 'whole', arguments: { message: 'Hi' } })
  expect(JSON.stringify(result)).toContain('You said: Hi')
  expect(served.streamed).toEqual([false])
  await client.close()
})

test('sends the complete answer and usage to readers that follow such a run', async () => {
  const release = served.holdBack()
  const answered = send(RUNS, native).then((response) => response.json())
  await expect.poll(() => served.streamed.length).toBe(1)
  const { id } = await expect.poll(lastRunOrNull).not.toBeNull().then(lastRun)
  const following = fetch(`${served.url}${RUNS}/${id}/events`, {
    headers: { authorization: `Bearer ${served.apiKey}` },
  }).then((response) => response.text())
  release()
  expect(await answered).toMatchObject({ answer: 'You said: Hi', usage: { inputTokens: 5, outputTokens: 3 } })
  const events = await following
  const output = [...events.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => JSON.parse(data))
  expect(output.flatMap(({ type, text }) => (type === 'answer.delta' ? [text] : [])).join('')).toBe('You said: Hi')
  expect(output.at(-1)).toMatchObject({ type: 'run.completed', answer: 'You said: Hi' })
  const calls = () => database().select().from(modelCalls).where(eq(modelCalls.runId, id))
  await expect.poll(calls).toMatchObject([{ outcome: 'ok', firstTokenMs: null, inputTokens: 5, outputTokens: 3 }])
})

async function lastRunOrNull() {
  const row = await lastRun()
  return row.status === 'running' ? row.id : null
}

test("continues without a stream when the run's process crashed", async () => {
  await (await send(RUNS, native)).text()
  await expect.poll(async () => (await lastRun()).status).toBe('succeeded')
  served.streamed.length = 0
  const dead = { id: newId(), status: 'running' as const, owner: newId(), outputs: null, endedAt: null }
  await database()
    .insert(runs)
    .values({ ...(await lastRun()), ...dead })
  expect(await recoverRuns(served.app.studio.system)).toBe(1)
  await expect.poll(async () => (await lastRun()).status).toBe('succeeded')
  expect(served.streamed).toEqual([false])
})

test('resumes a completed stream after any event, from stored texts', async () => {
  const streamed = await send(RUNS, { ...native, stream: true })
  const blocks = (text: string) => text.split('\n\n').filter((block) => /^id: /m.test(block))
  const complete = blocks(await streamed.text())
  expect(complete.length).toBeGreaterThan(2)
  const events = `${served.url}${RUNS}/${streamed.headers.get('x-run-id')}/events`
  for (const [index, block] of complete.entries()) {
    const id = /^id: (.*)$/m.exec(block)?.[1] ?? ''
    const headers = { authorization: `Bearer ${served.apiKey}`, 'last-event-id': id }
    expect(blocks(await (await fetch(events, { headers })).text())).toEqual(complete.slice(index + 1))
  }
})
