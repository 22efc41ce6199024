import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { ChatOpenAI } from '@langchain/openai'
import { generateText, streamText } from 'ai'
import OpenAI, { APIError, BadRequestError, ConflictError, NotFoundError } from 'openai'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { allOf } from '../../testing/all-of'
import { type ServedApp, serveApp } from '../../testing/served-app'

let served: ServedApp
let client: OpenAI
const MODEL = 'helper'

beforeAll(async () => {
  served = await serveApp(MODEL)
  client = clientFor()
}, 60_000)
beforeEach(() => {
  served.modelCalls.length = 0
})
afterAll(() => served.close())

function clientFor(headers: Record<string, string> = {}): OpenAI {
  const baseURL = `${served.url}/api/openai/v1`
  return new OpenAI({ apiKey: served.apiKey, baseURL, maxRetries: 0, defaultHeaders: headers })
}

const lastPrompt = () => served.modelCalls.at(-1)?.map(({ role, content }) => `${role}: ${String(content)}`)

test('chat completions: streams usage to the openai package, with the limits of its key', async () => {
  const { data, response } = await client.chat.completions
    .create({
      model: MODEL,
      messages: [
        { role: 'user', content: 'one' },
        { role: 'assistant', content: 'two' },
        { role: 'user', content: [{ type: 'text', text: 'three' }] },
      ],
      stream: true,
      stream_options: { include_usage: true },
      metadata: { order: '7' },
    })
    .withResponse()
  const chunks = await allOf(data)
  expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe('You said: three')
  expect(chunks.at(-1)?.usage).toMatchObject({ prompt_tokens: 5, completion_tokens: 3 })
  expect(lastPrompt()).toEqual(['user: one', 'assistant: two', 'user: three'])
  expect(response.headers.get('ratelimit-limit')).toBe('10000')
})

test("responses: retrieves an answer by id, with the caller's metadata", async () => {
  const created = await client.responses.create({ model: MODEL, input: 'hello', metadata: { order: '7' }, user: 'ann' })
  expect(created).toMatchObject({
    object: 'response',
    status: 'completed',
    model: MODEL,
    output_text: 'You said: hello',
    metadata: { order: '7' },
    user: 'ann',
    usage: { input_tokens: 5, output_tokens: 3, total_tokens: 8 },
  })
  const second = await client.responses.retrieve(created.id)
  expect(second).toEqual(created)
  await client.responses.delete(created.id)
  await expect(client.responses.retrieve(created.id)).rejects.toThrow(NotFoundError)
})

test('responses: streams what the openai package accumulates, and resumes after any event', async () => {
  const stream = client.responses.stream({ model: MODEL, input: [{ role: 'user', content: 'hello there' }] })
  const events = await allOf(stream)
  const final = await stream.finalResponse()
  expect(final.output_text).toBe('You said: hello there')
  const types = events.map(({ type }) => type).filter((type, index, all) => type !== all[index - 1])
  expect(types).toEqual([
    'response.created',
    'response.in_progress',
    'response.output_item.added',
    'response.content_part.added',
    'response.output_text.delta',
    'response.output_text.done',
    'response.content_part.done',
    'response.output_item.done',
    'response.completed',
  ])
  const numbers = events.map(({ sequence_number }) => sequence_number)
  expect(numbers).toEqual(numbers.map((_, index) => index))
  for (const after of [0, 3, numbers.length - 2]) {
    const rest = await allOf(await client.responses.retrieve(final.id, { stream: true, starting_after: after }))
    expect(rest.map((event) => event.sequence_number)).toEqual(numbers.slice(after + 1))
    expect(rest.at(-1)).toMatchObject({ type: 'response.completed', response: { id: final.id } })
  }
})

test('responses: previous_response_id continues any answer, so conversations can branch', async () => {
  const first = await client.responses.create({ model: MODEL, input: 'one' })
  const request = (input: string, previous: string) =>
    client.responses.create({ model: MODEL, input, previous_response_id: previous })
  const second = await request('two', first.id)
  expect(second.previous_response_id).toBe(first.id)
  await request('three', second.id)
  expect(lastPrompt()).toEqual([
    ...['user: one', 'assistant: You said: one', 'user: two', 'assistant: You said: two', 'user: three'],
  ])
  await request('other', first.id)
  expect(lastPrompt()).toEqual(['user: one', 'assistant: You said: one', 'user: other'])
})

test('responses: lists input items page by page, in either direction', async () => {
  const request = (input: string, previous?: string) =>
    client.responses.create({ model: MODEL, input, ...(previous ? { previous_response_id: previous } : {}) })
  const first = await request('one')
  const { id } = await request('three', (await request('two', first.id)).id)
  const listed = async (query: { order?: 'asc' | 'desc'; limit?: number; after?: string }) =>
    (await allOf(client.responses.inputItems.list(id, query))).flatMap((item) => {
      const [part] = 'content' in item && Array.isArray(item.content) ? item.content : []
      return part && 'text' in part ? [part.text] : []
    })
  const all = ['three', 'You said: two', 'two', 'You said: one', 'one']
  expect(await listed({ limit: 2 })).toEqual(all)
  expect(await listed({ order: 'asc', limit: 100 })).toEqual(all.toReversed())
  const page = await client.responses.inputItems.list(id, { limit: 2 })
  expect([page.data.length, page.has_more]).toEqual([2, true])
  expect(page.data[0]).toMatchObject({ role: 'user', content: [{ type: 'input_text' }] })
  expect(page.data[1]).toMatchObject({ role: 'assistant', content: [{ type: 'output_text' }] })
  expect(await listed({ after: page.data[1]?.id ?? '' })).toEqual(all.slice(2))
  await expect(listed({ after: 'msg_elsewhere' })).rejects.toThrow(/id of an input item/)
  await expect(listed({ limit: 1_000 })).rejects.toThrow(/1 to 100/)
})

test('responses: rejects unsupported features with the reason', async () => {
  await expect(client.responses.inputTokens.count({ model: MODEL, input: 'x' })).rejects.toThrow(/cannot be counted/)
  await expect(client.responses.compact({ model: MODEL, input: 'x' })).rejects.toThrow(/cannot be compacted/)
})

test('chat completions: skips tool calls of another model in the history, and keeps their text', async () => {
  const toolCall = (id: string) => ({ id, type: 'function' as const, function: { name: 'find', arguments: '{}' } })
  const { response } = await client.chat.completions
    .create({
      model: MODEL,
      messages: [
        { role: 'user', content: 'one' },
        { role: 'assistant', content: 'I will look.', tool_calls: [toolCall('a')] },
        { role: 'tool', tool_call_id: 'a', content: 'found' },
        { role: 'assistant', content: null, tool_calls: [toolCall('b')] },
        { role: 'tool', tool_call_id: 'b', content: 'found more' },
        { role: 'assistant', content: 'two' },
        { role: 'user', content: 'three' },
      ],
    })
    .withResponse()
  expect(lastPrompt()).toEqual(['user: one', 'assistant: I will look.', 'assistant: two', 'user: three'])
  expect(response.headers.get('x-patchbay-ignored')).toBe('tool calls')
})

test("responses: replaces an item reference by the item's text", async () => {
  const first = await client.responses.create({ model: MODEL, input: 'one' })
  const reference = (id: string) => ({ type: 'item_reference' as const, id })
  const [answer] = first.output
  const items = await client.responses.inputItems.list(first.id)
  const firstItem = items.data[0]
  const user = { role: 'user' as const, content: 'two' }
  const reasoning = { type: 'reasoning' as const, id: 'rs_elsewhere', summary: [] }
  const input = [
    reference(firstItem && 'id' in firstItem ? (firstItem.id ?? '') : ''),
    reasoning,
    reference(answer?.id ?? ''),
    user,
  ]
  await client.responses.create({ model: MODEL, input })
  expect(lastPrompt()).toEqual(['user: one', 'assistant: You said: one', 'user: two'])
  for (const id of ['msg_nope', `msg_${newId()}`, `${answer?.id}_9`, '__proto__']) {
    const rejected = client.responses.create({ model: MODEL, input: [reference(id), user] })
    await expect(rejected).rejects.toMatchObject({ status: 404, message: expect.stringContaining(`'${id}' not found`) })
  }
  // Answers for one end user are hidden from another.
  const ofAnn = await clientFor({ 'patchbay-end-user': 'ann' }).responses.create({ model: MODEL, input: 'secret' })
  const asBob = clientFor({ 'patchbay-end-user': 'bob' }).responses
  await expect(asBob.create({ model: MODEL, input: [reference(ofAnn.output[0]?.id ?? ''), user] })).rejects.toThrow(
    NotFoundError,
  )
})

test('responses: continues a conversation of the native API', async () => {
  const response = await served.app.router.request(`/api/v1/apps/${MODEL}/conversations`, {
    method: 'POST',
    body: '{}',
    headers: { authorization: `Bearer ${served.apiKey}`, 'content-type': 'application/json' },
  })
  const { id } = await response.json()
  await client.responses.create({ model: MODEL, input: 'one', conversation: id })
  const next = await client.responses.create({ model: MODEL, input: 'two', conversation: { id } })
  expect(next.conversation).toEqual({ id })
  expect(lastPrompt()).toEqual(['user: one', 'assistant: You said: one', 'user: two'])
})

test('responses: retrieves and stops a background response', async () => {
  const queued = await client.responses.create({ model: MODEL, input: 'later', background: true })
  expect(queued).toMatchObject({ status: 'queued', background: true, output: [] })
  await expect(client.responses.delete(queued.id)).rejects.toThrow(ConflictError)
  expect((await client.responses.cancel(queued.id)).status).toBe('cancelled')
  await expect(client.responses.create({ model: MODEL, input: 'x', previous_response_id: queued.id })).rejects.toThrow(
    ConflictError,
  )
})

test('finds no responses of another end user, without an end user, or named like prototype properties', async () => {
  const [ann, bob] = [clientFor({ 'patchbay-end-user': 'ann' }), clientFor({ 'patchbay-end-user': 'bob' })]
  const { id } = await ann.responses.create({ model: MODEL, input: 'secret' })
  expect((await ann.responses.retrieve(id)).output_text).toBe('You said: secret')
  const tries: (() => Promise<unknown>)[] = [
    () => bob.responses.retrieve(id),
    () => bob.responses.inputItems.list(id),
    () => bob.responses.cancel(id),
    () => bob.responses.delete(id),
    () => client.responses.retrieve(`resp_${newId()}`),
    () => client.responses.retrieve('__proto__'),
  ]
  for (const attempt of tries) await expect(attempt()).rejects.toThrow(NotFoundError)
  const followUp = { model: MODEL, input: 'x', previous_response_id: id }
  const missing = { status: 400, code: 'previous_response_not_found', param: 'previous_response_id' }
  await expect(bob.responses.create(followUp)).rejects.toMatchObject(missing)
  await expect(client.responses.create({ ...followUp, user: 'bob' })).rejects.toMatchObject(missing)
  await expect(bob.responses.create({ ...followUp, background: true })).rejects.toMatchObject(missing)
  const unknownConversation = { model: MODEL, input: 'x', conversation: newId() }
  await expect(client.responses.create(unknownConversation)).rejects.toMatchObject({
    status: 404,
    code: null,
    param: 'conversation',
  })
})

test('rejects parameters that would change the app or are unsupported, with the reason', async () => {
  const chat = { model: MODEL, messages: [{ role: 'user' as const, content: 'x' }] }
  const response = { model: MODEL, input: 'x' }
  const picture = { type: 'image_url', image_url: { url: 'https://evil.example/a.png' } }
  const linked = { type: 'input_file', file_url: 'https://evil.example/a.pdf' }
  const tries: [string, object, RegExp][] = [
    ['/chat/completions', { ...chat, n: 2 }, /one answer/],
    ['/chat/completions', { ...chat, tools: [{ type: 'function' }] }, /its own tools/],
    ['/chat/completions', { ...chat, response_format: { type: 'json_object' } }, /which format/],
    ['/chat/completions', { ...chat, messages: [{ role: 'user', content: [picture] }] }, /images/],
    ['/chat/completions', { ...chat, messages: [{ role: 'tool', content: 'x' }] }, /must have the role/],
    ['/responses', { ...response, tools: [{ type: 'web_search' }] }, /its own tools/],
    ['/responses', { ...response, text: { format: { type: 'json_object' } } }, /which format/],
    ['/responses', { ...response, input: [{ type: 'function_call_output', call_id: 'a', output: 'x' }] }, /./],
    ['/responses', { ...response, previous_response_id: { $ne: null } }, /previous_response_id/],
    ['/responses', { ...response, previous_response_id: 'resp_1' }, /Previous response with id 'resp_1' not found/],
    [
      '/responses',
      { ...response, input: [{ role: 'user', content: [linked] }] },
      /input\[0\]\.content\[0\]\.file_url: Addr/,
    ],
    ['/responses', { ...response, prompt: { id: 'pmpt_1' } }, /its own instructions/],
    ['/responses', { ...response, metadata: { a: 1 } }, /metadata/],
  ]
  for (const [path, body, reason] of tries) {
    const rejected = await client.post(path, { body }).catch((error: unknown) => error)
    expect(rejected, JSON.stringify(body)).toBeInstanceOf(BadRequestError)
    expect(String(rejected)).toMatch(reason)
  }
  expect(served.modelCalls).toEqual([])
})

test('names the rejected parameter like OpenAI, and a missing resource by its name', async () => {
  const chat = { model: MODEL, messages: [{ role: 'user', content: 'x' }] }
  const rejected = async (path: string, body: object) => {
    const error = await client.post(path, { body }).catch((failed: unknown) => failed)
    return error instanceof APIError ? [error.status, error.code, error.param] : error
  }
  expect(await rejected('/chat/completions', { ...chat, n: 2 })).toEqual([400, 'invalid_request', 'n'])
  expect(await rejected('/chat/completions', { ...chat, web_search_options: {} })).toEqual([
    ...[400, 'invalid_request', 'web_search_options'],
  ])
  const tool = { ...chat, messages: [...chat.messages, { role: 'critic', content: 'x' }] }
  expect(await rejected('/chat/completions', tool)).toEqual([400, 'invalid_request', 'messages[1].role'])
  expect(await rejected('/chat/completions', { ...chat, model: 'nobody' })).toEqual([404, 'model_not_found', null])
  expect(await rejected('/embeddings', { model: MODEL, input: 'x' })).toEqual([404, 'model_not_found', 'model'])
  expect(await rejected('/moderations', { input: 'x' })).toEqual([404, 'unknown_url', null])
  for (const missing of [
    () => client.responses.retrieve(`resp_${newId()}`),
    () => client.files.retrieve(newId(), { headers: { 'patchbay-app': MODEL } }),
  ])
    await expect(missing()).rejects.toMatchObject({ status: 404, code: null })
})

test('accepts parameters that clients send by default without effect', async () => {
  const habits = {
    logprobs: false,
    top_logprobs: 0,
    functions: [],
    function_call: 'none' as const,
    modalities: ['text' as const],
    prediction: { type: 'content' as const, content: 'x' },
    prompt_cache_retention: '24h' as const,
    n: 1,
    tools: [],
    tool_choice: 'none' as const,
    response_format: { type: 'text' as const },
    stop: ['x'],
  }
  const { data, response } = await client.chat.completions
    .create({ model: MODEL, messages: [{ role: 'user', content: 'hello' }], ...habits })
    .withResponse()
  expect(data.choices[0]?.message.content).toBe('You said: hello')
  expect(response.headers.get('x-patchbay-ignored')).toBe('stop, prompt_cache_retention, prediction')
})

test('returns the same response for the same Idempotency-Key', async () => {
  const request = () =>
    client.responses.create({ model: MODEL, input: 'once' }, { headers: { 'idempotency-key': 'k1' } })
  expect((await request()).id).toBe((await request()).id)
  expect(served.modelCalls).toHaveLength(1)
})

test('answers and streams with @langchain/openai, by completions and by responses', async () => {
  for (const useResponsesApi of [false, true]) {
    const model = new ChatOpenAI({
      model: MODEL,
      apiKey: served.apiKey,
      useResponsesApi,
      configuration: { baseURL: `${served.url}/api/openai/v1` },
      maxRetries: 0,
    })
    expect((await model.invoke('hello')).text).toBe('You said: hello')
    const parts = await allOf(await model.stream('hello'))
    expect(parts.map((part) => part.text).join('')).toBe('You said: hello')
  }
})

test("answers and streams with the AI SDK's OpenAI-compatible provider", async () => {
  const provider = createOpenAICompatible({
    name: 'patchbay',
    apiKey: served.apiKey,
    baseURL: `${served.url}/api/openai/v1`,
    includeUsage: true,
  })
  const answer = await generateText({ model: provider(MODEL), prompt: 'hello', maxRetries: 0 })
  expect(answer.text).toBe('You said: hello')
  expect(answer.usage).toMatchObject({ inputTokens: 5, outputTokens: 3 })
  // The first token arrives while the model still holds back the rest.
  const release = served.holdBack()
  const stream = streamText({ model: provider(MODEL), prompt: 'hello again', maxRetries: 0 })
  const parts: string[] = []
  for await (const part of stream.textStream) {
    if (parts.push(part) === 1) release()
  }
  expect(parts[0]).toBe('You ')
  expect(parts.join('')).toBe('You said: hello again')
})
