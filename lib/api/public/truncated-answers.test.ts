import { DefaultChatTransport, readUIMessageStream, type UIMessage } from 'ai'
import OpenAI from 'openai'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { RunEvent } from '@/lib/engine/events'
import { foldRun } from '@/lib/engine/state/run-state'
import { allOf } from '../testing/all-of'
import { type ServedApp, serveApp } from '../testing/served-app'

const MODEL = 'cut'
let served: ServedApp
let client: OpenAI
beforeAll(async () => {
  served = await serveApp(MODEL)
  served.endWith('length')
  client = new OpenAI({ apiKey: served.apiKey, baseURL: `${served.url}/api/openai/v1`, maxRetries: 0 })
}, 60_000)
afterAll(() => served.close())

const headers = () => ({ authorization: `Bearer ${served.apiKey}`, 'content-type': 'application/json' })
const runs = `/api/v1/apps/${MODEL}/runs`
const native = async (body: object) =>
  fetch(served.url + runs, {
    method: 'POST',
    headers: headers(),
    body: JSON.stringify({ inputs: { message: 'hi' }, ...body }),
  })
const messages = [{ role: 'user' as const, content: 'hi' }]

test('chat completions have the finish reason `length`, streamed or not', async () => {
  const completion = await client.chat.completions.create({ model: MODEL, messages })
  expect(completion.choices[0]).toMatchObject({ finish_reason: 'length', message: { content: 'You said: hi' } })
  const chunks = await allOf(await client.chat.completions.create({ model: MODEL, messages, stream: true }))
  expect(chunks.flatMap(({ choices }) => choices[0]?.finish_reason ?? [])).toEqual(['length'])
})

test('responses are incomplete, streamed, complete and retrieved', async () => {
  const incomplete = {
    status: 'incomplete',
    incomplete_details: { reason: 'max_output_tokens' },
    output_text: 'You said: hi',
    output: [{ type: 'message', status: 'incomplete' }],
  }
  const created = await client.responses.create({ model: MODEL, input: 'hi' })
  expect(created).toMatchObject(incomplete)
  expect(await client.responses.retrieve(created.id)).toEqual(created)
  const stream = client.responses.stream({ model: MODEL, input: 'hi' })
  const events = await allOf(stream)
  expect(events.at(-1)?.type).toBe('response.incomplete')
  expect((await stream.finalResponse()).output_text).toBe('You said: hi')
  // Its text is remembered nevertheless.
  await client.responses.create({ model: MODEL, input: 'more', previous_response_id: created.id })
  expect(served.modelCalls.at(-1)?.map(({ content }) => content)).toEqual(['hi', 'You said: hi', 'more'])
})

test('messages of the AI SDK have the finish reason `length`', async () => {
  const transport = new DefaultChatTransport<UIMessage>({
    api: `${served.url}/api/v1/apps/${MODEL}/ai-sdk`,
    headers: headers(),
  })
  const question: UIMessage = { id: 'q', role: 'user', parts: [{ type: 'text', text: 'hi' }] }
  const sent = { chatId: 'c', messages: [question], messageId: undefined, abortSignal: undefined }
  const [read, seen] = (await transport.sendMessages({ ...sent, trigger: 'submit-message' })).tee()
  await allOf(readUIMessageStream({ stream: read }))
  expect((await allOf(seen)).find(({ type }) => type === 'finish')).toMatchObject({ finishReason: 'length' })
})

test('native runs report a truncated answer in response, stream and look-up', async () => {
  const response = await native({})
  const run = z.looseObject({ runId: z.string() }).parse(await response.json())
  expect(run).toMatchObject({ status: 'succeeded', finishReason: 'length' })
  expect(await (await fetch(`${served.url}${runs}/${run.runId}`, { headers: headers() })).json()).toEqual(run)
  const streamed = await (await native({ stream: true })).text()
  expect(streamed).toMatch(/event: run\.completed\ndata: .*"finishReason":"length"/)
})

test('the step of the run stores the limit that truncated it', async () => {
  const { runId } = z.looseObject({ runId: z.string() }).parse(await (await native({})).json())
  const detail = z
    .object({ events: z.array(z.custom<RunEvent>()) })
    .parse(await served.app.request('GET', `/api/studio/runs/${runId}`))
  expect(foldRun(detail.events).nodes.m).toMatchObject({ status: 'done', cut: { maxOutputTokens: 2_048 } })
})

test('does not mark a complete answer as truncated', async () => {
  served.endWith('stop')
  expect(await (await native({})).json()).not.toHaveProperty('finishReason')
  served.endWith('length')
})
