import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { generateText, streamText } from 'ai'
import { openAi, user } from '../support/served.mjs'

const model = createOpenAICompatible({ name: 'patchbay', ...openAi })('chatty')

test('two turns, the second one streamed, with an option of another server', async () => {
  const first = await generateText({ model, messages: [user('one')] })
  assert.equal(first.text, 'You said: one')
  const messages = [user('one'), ...first.response.messages, user('two')]
  const second = streamText({ model, messages, providerOptions: { patchbay: { top_k: 40 } } })
  assert.equal(await second.text, 'You said: one | two')
})
