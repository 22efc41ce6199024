import { DefaultChatTransport, readUIMessageStream, type UIMessage } from 'ai'
import OpenAI from 'openai'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import type { RunEvent } from '@/lib/engine/events'
import { foldRun } from '@/lib/engine/state/run-state'
import { allOf } from '../testing/all-of'
import { type ServedApp, serveApp } from '../testing/served-app'

const MODEL = 'thinker'
const THOUGHTS = ['First I ', 'wonder.']
const THOUGHT = THOUGHTS.join('')
let served: ServedApp
let client: OpenAI
beforeAll(async () => {
  served = await serveApp(MODEL)
  served.think(THOUGHTS)
  client = new OpenAI({ apiKey: served.apiKey, baseURL: `${served.url}/api/openai/v1`, maxRetries: 0 })
}, 60_000)
beforeEach(() => show(true))
afterAll(() => served.close())

const Settings = z.looseObject({ publishedVersion: z.unknown(), baseUrl: z.unknown() })
async function show(showReasoning: boolean): Promise<void> {
  const path = `/api/studio/apps/${served.app.appId}/publication`
  const {
    publishedVersion: _publishedVersion,
    baseUrl: _baseUrl,
    ...settings
  } = Settings.parse(await served.app.request('GET', path))
  await served.app.request('PUT', path, { ...settings, showReasoning })
}

const messages = [{ role: 'user' as const, content: 'hi' }]
const headers = () => ({ authorization: `Bearer ${served.apiKey}`, 'content-type': 'application/json' })
const native = (body: object) => {
  const sent = { method: 'POST', headers: headers(), body: JSON.stringify({ inputs: { message: 'hi' }, ...body }) }
  return fetch(`${served.url}/api/v1/apps/${MODEL}/runs`, sent)
}

/** Everything that a caller receives, through each API. */
async function everything(): Promise<string> {
  const chat = { model: MODEL, messages }
  const response = { model: MODEL, input: 'hi' }
  return JSON.stringify([
    await client.chat.completions.create(chat),
    await allOf(await client.chat.completions.create({ ...chat, stream: true })),
    await client.responses.create(response),
    await allOf(await client.responses.create({ ...response, stream: true })),
    await (await native({})).text(),
    await (await native({ stream: true })).text(),
    await allOf(await sendToAiSdk()),
  ])
}

async function sendToAiSdk() {
  const transport = new DefaultChatTransport<UIMessage>({
    api: `${served.url}/api/v1/apps/${MODEL}/ai-sdk`,
    headers: headers(),
  })
  const question: UIMessage = { id: 'q', role: 'user', parts: [{ type: 'text', text: 'hi' }] }
  const sent = { chatId: 'c', messages: [question], messageId: undefined, abortSignal: undefined }
  return transport.sendMessages({ ...sent, trigger: 'submit-message' })
}

test('shows no reasoning in any API unless the app is configured to', async () => {
  await show(false)
  const sent = await everything()
  expect(sent).toContain('You said: hi')
  expect(sent).not.toMatch(/wonder|reasoning_content|"reasoning"/)
})

test('chat completions return reasoning_content beside the answer', async () => {
  const { choices } = await client.chat.completions.create({ model: MODEL, messages })
  expect(choices[0]?.message).toMatchObject({ content: 'You said: hi', reasoning_content: THOUGHT })
  const chunks = await allOf(await client.chat.completions.create({ model: MODEL, messages, stream: true }))
  const deltas = chunks.map((chunk) =>
    z
      .looseObject({ reasoning_content: z.string().optional(), content: z.string().optional() })
      .parse(chunk.choices[0]?.delta),
  )
  expect(deltas.map(({ reasoning_content: text = '' }) => text).join('')).toBe(THOUGHT)
  expect(deltas.map(({ content = '' }) => content).join('')).toBe('You said: hi')
})

test('responses return a reasoning item, streamed, complete and retrieved, which clients may send back', async () => {
  const items = [{ type: 'message' }, { type: 'reasoning', summary: [{ type: 'summary_text', text: THOUGHT }] }]
  const created = await client.responses.create({ model: MODEL, input: 'hi' })
  expect(created).toMatchObject({ output_text: 'You said: hi', output: items })
  expect(await client.responses.retrieve(created.id)).toEqual(created)
  const stream = client.responses.stream({ model: MODEL, input: 'hi' })
  const deltas: string[] = []
  stream.on('response.reasoning_summary_text.delta', ({ delta }) => deltas.push(delta))
  const final = await stream.finalResponse()
  expect(deltas.join('')).toBe(THOUGHT)
  expect(final).toMatchObject({ output_text: 'You said: hi', output: items })
  const references = final.output.map(({ id }) => ({ type: 'item_reference' as const, id: id ?? '' }))
  await client.responses.create({
    model: MODEL,
    input: [...messages, ...references, { role: 'user', content: 'more' }],
  })
  expect(served.modelCalls.at(-1)?.map(({ content }) => content)).toEqual(['hi', 'You said: hi', 'more'])
})

test('the AI SDK gets reasoning parts', async () => {
  const message = (await allOf(readUIMessageStream({ stream: await sendToAiSdk() }))).at(-1)
  expect(message?.parts).toMatchObject([
    { type: 'step-start' },
    { type: 'reasoning', text: THOUGHT, state: 'done' },
    { type: 'text', text: 'You said: hi' },
  ])
})

test('native runs return it as a field and as events', async () => {
  expect(await (await native({})).json()).toMatchObject({ answer: 'You said: hi', reasoning: THOUGHT })
  const events = await (await native({ stream: true })).text()
  const texts = [...events.matchAll(/^event: reasoning\.delta\ndata: (.*)$/gm)].map(
    ([, data = '']) => JSON.parse(data).text,
  )
  expect(texts.join('')).toBe(THOUGHT)
})

test('the studio shows it at the step, separate from the answer', async () => {
  await show(false)
  const { runId } = z.looseObject({ runId: z.string() }).parse(await (await native({ stream: false })).json())
  const detail = z
    .object({ events: z.array(z.custom<RunEvent>()) })
    .parse(await served.app.request('GET', `/api/studio/runs/${runId}`))
  expect(foldRun(detail.events).nodes.m).toMatchObject({ reasoning: THOUGHT, outputs: { text: 'You said: hi' } })
})
