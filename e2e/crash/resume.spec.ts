import { expect, type Page, test } from '@playwright/test'
import { post } from '../support/make-documents-app'
import { startMockOpenAi } from '../support/mock-openai'
import { publishApp } from '../support/publish-app'
import { setUp } from '../support/set-up'
import { type StudioServer, startStudio } from '../support/studio-server'

/** Slow enough to be killed in the middle. */
const MODEL = 'mock-20tok-150ms'

test('kill -9 during an answer: its stream resumes after the last event, over the AI SDK and the Responses API', async ({
  page,
}) => {
  test.setTimeout(180_000)
  const model = await startMockOpenAi()
  const env = { EGRESS_ALLOW: new URL(model.baseUrl).origin }
  const first = await startStudio({ env })
  let second: StudioServer | null = null
  try {
    const { slug, key } = await publishChat(page, first, model.baseUrl)
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const send = (studio: StudioServer, path: string, body?: object, extra = {}) =>
      fetch(studio.url + path, {
        headers: { ...headers, ...extra },
        ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
      })
    const chat = { id: 'chat', messages: [{ role: 'user', parts: [{ type: 'text', text: 'hi' }] }] }
    const request = { model: slug, input: 'hi', background: true, stream: true }
    const [chatStream, response] = await Promise.all([
      send(first, `/api/v1/apps/${slug}/ai-sdk`, chat).then(beginningOf),
      send(first, '/api/openai/v1/responses', request).then(beginningOf),
    ])
    // Events are stored at most 25 ms after they are sent.
    await new Promise((resolve) => setTimeout(resolve, 300))
    await first.kill()

    second = await startStudio({ env, dataDir: first.dataDir, port: first.port })
    const after = numbersOf(chatStream.text, /^id: (\d+)$/gm).at(-1) ?? 0
    const chatPath = `/api/v1/apps/${slug}/ai-sdk/chat/stream`
    const chatRest = await (await send(second, chatPath, undefined, { 'last-event-id': String(after) })).text()
    const ids = numbersOf(chatStream.text + chatRest, /^id: (\d+)$/gm)
    expect(ids).toEqual(inOrder(ids))
    expect(chatRest).toContain('"type":"finish"')

    const seen = numbersOf(response.text, /"sequence_number":(\d+)/g).at(-1) ?? 0
    const responsePath = `/api/openai/v1/responses/resp_${response.runId}?stream=true&starting_after=${seen}`
    const rest = await (await send(second, responsePath)).text()
    const numbers = numbersOf(response.text + rest, /"sequence_number":(\d+)/g)
    expect(numbers).toEqual(inOrder(numbers))
    expect(rest).toContain('event: response.completed')
    // Each word once, in both.
    const words = [chatStream.text + chatRest, response.text + rest].map(wordsOf)
    expect(words[0]).toBe(words[1])
    expect(rest).toContain(JSON.stringify(words[1]))
  } finally {
    await (second ?? first).stop()
    model.stop()
  }
})

/** Each once; the numbers of a new attempt start far above the previous ones. */
const inOrder = (numbers: number[]) => [...new Set(numbers)].sort((left, right) => left - right)

const numbersOf = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((found) => Number(found[1]))

/** The answer from the deltas of either stream. */
const wordsOf = (text: string) =>
  [...text.matchAll(/"delta":("(?:[^"\\]|\\.)*")/g)].map((found) => JSON.parse(found[1] ?? '""')).join('')

/** Complete events only, until a few words have arrived. */
async function beginningOf(response: Response): Promise<{ text: string; runId: string | null }> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const part of response.body ?? []) {
    text += decoder.decode(part, { stream: true })
    if ((text.match(/"delta":/g) ?? []).length >= 4) break
  }
  return { text: text.slice(0, text.lastIndexOf('\n\n') + 2), runId: response.headers.get('x-run-id') }
}

async function publishChat(page: Page, studio: StudioServer, baseUrl: string) {
  await setUp(page, studio)
  const { request } = page
  const service = { name: 'Mock', provider: 'openai-compatible', baseUrl, apiKey: 'sk-0123456789' }
  const connection = await post(request, studio, '/api/studio/connections', service)
  const node = (id: string, type: string, config = {}) => ({
    id,
    type,
    version: 1,
    label: id,
    config,
    position: { x: 0, y: 0 },
  })
  const edge = (id: string, from: [string, string], to: [string, string]) => ({
    id,
    from: { node: from[0], port: from[1] },
    to: { node: to[0], port: to[1] },
  })
  const graph = {
    schemaVersion: 1,
    nodes: [
      node('in', 'input'),
      node('model', 'chat-model', { model: { connection: connection.id, model: MODEL } }),
      node('out', 'answer'),
    ],
    edges: [edge('e1', ['in', 'message'], ['model', 'prompt']), edge('e2', ['model', 'text'], ['out', 'text'])],
  }
  const app = await post(request, studio, '/api/studio/apps', { name: 'Helper', graph })
  const slug = await publishApp(page, studio, app.id, [])
  const { secret } = await post(request, studio, '/api/studio/keys', { name: 'K', appIds: [app.id] })
  return { slug, key: String(secret) }
}
