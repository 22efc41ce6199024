import assert from 'node:assert/strict'
import { test } from 'node:test'
import flowise from 'flowise-sdk'
import { served } from '../support/served.mjs'

const { FlowiseClient } = flowise
const client = new FlowiseClient({ baseUrl: served.url, apiKey: served.chat.key })

test('two turns of a chat, the second one streamed', async () => {
  const first = await client.createPrediction({ chatflowId: 'chatty', question: 'one' })
  assert.equal(first.text, 'You said: one')
  const overrideConfig = { sessionId: first.sessionId, temperature: 0 }
  const stream = await client.createPrediction({
    chatflowId: 'chatty',
    question: 'two',
    streaming: true,
    overrideConfig,
  })
  let text = ''
  const events = []
  for await (const { event, data } of stream) {
    events.push(event)
    if (event === 'token') text += data
  }
  assert.equal(text, 'You said: one | two')
  assert.equal(events.at(-1), 'end')
})
