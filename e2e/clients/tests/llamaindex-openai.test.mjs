import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OpenAI, OpenAIResponses } from '@llamaindex/openai'
import { openAi, user } from '../support/served.mjs'

for (const Llm of [OpenAI, OpenAIResponses])
  test(`two turns with ${Llm.name}`, async () => {
    const llm = new Llm({ model: 'chatty', apiKey: openAi.apiKey, baseURL: openAi.baseURL, maxRetries: 0 })
    const first = await llm.chat({ messages: [user('one')] })
    assert.equal(first.message.content, 'You said: one')
    const messages = [user('one'), first.message, user('two')]
    const second = await llm.chat({ messages })
    assert.equal(second.message.content, 'You said: one | two')
  })

test('a stream', async () => {
  const llm = new OpenAI({ model: 'chatty', apiKey: openAi.apiKey, baseURL: openAi.baseURL, maxRetries: 0 })
  let text = ''
  for await (const { delta } of await llm.chat({ messages: [user('one')], stream: true })) text += delta
  assert.equal(text, 'You said: one')
})
