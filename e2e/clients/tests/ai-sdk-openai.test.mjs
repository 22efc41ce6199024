import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createOpenAI } from '@ai-sdk/openai'
import { embedMany, generateText, streamText } from 'ai'
import { openAi, user } from '../support/served.mjs'

const openai = createOpenAI(openAi)

for (const [name, model] of [
  ['the default model', openai('chatty')],
  ['the chat model', openai.chat('chatty')],
])
  test(`two turns with ${name}`, async () => {
    const first = await generateText({ model, messages: [user('one')] })
    assert.equal(first.text, 'You said: one')
    const messages = [user('one'), ...first.response.messages, user('two')]
    const second = streamText({ model, messages })
    assert.equal(await second.text, 'You said: one | two')
    assert.equal(await second.finishReason, 'stop')
  })

test('a truncated answer ends with length', async () => {
  const { finishReason } = await generateText({ model: openai('chatty'), messages: [user('cut')] })
  assert.equal(finishReason, 'length')
})

test('embeddings of the built-in model', async () => {
  const model = openai.embedding('builtin/all-minilm-l6-v2')
  const { embeddings } = await embedMany({ model, values: ['one', 'two'] })
  assert.deepEqual(
    embeddings.map(({ length }) => length),
    [384, 384],
  )
})
