import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runs } from '@/lib/db/schema/runs'
import { type ServedApp, serveApp } from '../testing/served-app'

let served: ServedApp

beforeAll(async () => {
  served = await serveApp('left')
  const { app } = served
  const limits = { atOnce: 1, endUserAtOnce: 10, perMinute: 6_000, endUserPerMinute: 6_000 }
  await app.request('PUT', `/api/studio/apps/${app.appId}/protection`, limits)
}, 60_000)
afterAll(() => served.close())

const send = (path: string, body: object, signal?: AbortSignal) =>
  fetch(`${served.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${served.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  })

const native = { inputs: { message: 'Hi' } }
const another = async () => (await send('/api/v1/apps/left/runs', native)).status
const running = async () =>
  (
    await served.app.studio.system.db
      .select()
      .from(runs)
      .where(and(eq(runs.status, 'running'), eq(runs.appId, served.app.appId)))
  ).length

/** Starts a run and disconnects during the model's first tokens. @returns function that lets the model continue */
async function beginAndLeave(path: string, body: object): Promise<() => void> {
  const release = served.holdBack()
  const leaving = new AbortController()
  const callsBefore = served.modelCalls.length
  const answered = send(path, body, leaving.signal).then((response) => response.text())
  await expect.poll(() => served.modelCalls.length).toBe(callsBefore + 1)
  const left = served.left()
  leaving.abort()
  await expect(answered).rejects.toThrow()
  await expect.poll(served.left).toBe(left + 1)
  return release
}

const dify = { query: 'Hi', inputs: {}, user: 'u' }
const uiMessage = { id: 'm1', role: 'user', parts: [{ type: 'text', text: 'Hi' }] }

test.each<[string, string, object]>([
  ['the API', '/api/v1/apps/left/runs', { ...native, stream: true }],
  ['the API, without a stream', '/api/v1/apps/left/runs', native],
  ['the AI SDK', '/api/v1/apps/left/ai-sdk', { id: 'c1', trigger: 'submit-message', messages: [uiMessage] }],
  ['Dify', '/v1/chat-messages', { ...dify, response_mode: 'streaming' }],
  ['Dify, blocking', '/v1/chat-messages', { ...dify, response_mode: 'blocking' }],
  ['Flowise', '/api/v1/prediction/left', { question: 'Hi', streaming: true }],
])('keeps the slot of a run that continues without its reader: %s', async (_, path, body) => {
  const release = await beginAndLeave(path, body)
  expect([await another(), await running()]).toEqual([429, 1])
  release()
  await expect.poll(another).toBe(200)
})

test.each<[string, string, object]>([
  [
    'OpenAI',
    '/api/openai/v1/chat/completions',
    { model: 'left', stream: true, messages: [{ role: 'user', content: 'Hi' }] },
  ],
  ['a response', '/api/openai/v1/responses', { model: 'left', input: 'Hi', stream: true }],
])('releases the slot at once when a run ends with its reader: %s', async (_, path, body) => {
  const release = await beginAndLeave(path, body)
  await expect.poll(running).toBe(0)
  release()
  await expect.poll(another).toBe(200)
})
