import assert from 'node:assert/strict'
import { test } from 'node:test'
import OpenAI, { AuthenticationError, NotFoundError } from 'openai'
import { openAi, user } from '../support/served.mjs'

const client = new OpenAI({ ...openAi, maxRetries: 0 })
const model = 'chatty'

test('chat completions: two turns, streamed and not, with fields of other servers', async () => {
  const first = await client.chat.completions.create({ model, messages: [user('one')], top_k: 40 })
  assert.equal(first.choices[0].message.content, 'You said: one')
  const messages = [user('one'), first.choices[0].message, user('two')]
  const stream = await client.chat.completions.create({
    model,
    messages,
    stream: true,
    stream_options: { include_usage: true },
  })
  let text = ''
  let usage = null
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta.content ?? ''
    usage = chunk.usage ?? usage
  }
  assert.equal(text, 'You said: one | two')
  assert.equal(usage.total_tokens, 8)
})

test('responses: the second turn continues from the first, streamed and not', async () => {
  const first = await client.responses.create({ model, input: 'one' })
  assert.equal(first.output_text, 'You said: one')
  const second = await client.responses.create({ model, input: 'two', previous_response_id: first.id })
  assert.equal(second.output_text, 'You said: one | two')
  const stream = client.responses.stream({ model, input: 'three', previous_response_id: second.id })
  assert.equal((await stream.finalResponse()).output_text, 'You said: one | two | three')
})

test('models are listed, and failures are the package’s errors', async () => {
  const models = []
  for await (const { id } of client.models.list()) models.push(id)
  assert.deepEqual(models, ['chatty'])
  await assert.rejects(client.chat.completions.create({ model: 'nobody', messages: [user('x')] }), NotFoundError)
  const wrongKey = new OpenAI({ ...openAi, apiKey: 'pb_live_wrong', maxRetries: 0 })
  await assert.rejects(wrongKey.models.list(), AuthenticationError)
})

test('a truncated answer reports its finish reason', async () => {
  const { choices } = await client.chat.completions.create({ model, messages: [user('cut')] })
  assert.equal(choices[0].finish_reason, 'length')
  const { status, incomplete_details } = await client.responses.create({ model, input: 'cut' })
  assert.deepEqual([status, incomplete_details], ['incomplete', { reason: 'max_output_tokens' }])
})

test('skips tool calls of other models, resolves item references and creates conversations', async () => {
  const call = { id: 'c', type: 'function', function: { name: 'search', arguments: '{}' } }
  const messages = [
    user('one'),
    { role: 'assistant', content: 'Let me see.', tool_calls: [call] },
    { role: 'tool', tool_call_id: 'c', content: 'Nothing.' },
    user('two'),
  ]
  const { choices } = await client.chat.completions.create({ model, messages })
  assert.equal(choices[0].message.content, 'You said: one | two')
  const { id: conversation } = await client.conversations.create()
  const first = await client.responses.create({ model, input: 'one', conversation })
  const second = await client.responses.create({ model, input: 'two', conversation })
  assert.equal(second.output_text, 'You said: one | two')
  const input = [user('one'), { type: 'item_reference', id: first.output[0].id }, user('three')]
  assert.equal((await client.responses.create({ model, input })).output_text, 'You said: one | three')
})

test('embeddings of the built-in model', async () => {
  const { data } = await client.embeddings.create({ model: 'builtin/all-minilm-l6-v2', input: ['one', 'two'] })
  assert.deepEqual(
    data.map(({ embedding }) => embedding.length),
    [384, 384],
  )
})
