import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generateText, streamText } from 'ai'
import { createDifyProvider } from 'dify-ai-provider'
import { served } from '../support/served.mjs'

const dify = createDifyProvider({ baseURL: `${served.url}/v1` })

test('two turns, the second one streamed', async () => {
  const modelOf = (responseMode) => dify('chatty', { apiKey: served.chat.key, responseMode })
  const headers = { 'user-id': 'ann' }
  const first = await generateText({ model: modelOf('blocking'), headers, prompt: 'one' })
  assert.equal(first.text, 'You said: one')
  const chat = first.providerMetadata.difyWorkflowData.conversationId
  const second = streamText({ model: modelOf('streaming'), headers: { ...headers, 'chat-id': chat }, prompt: 'two' })
  assert.equal(await second.text, 'You said: one | two')
})
