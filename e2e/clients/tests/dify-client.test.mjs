import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ChatClient, CompletionClient } from 'dify-client'
import { formApp, served } from '../support/served.mjs'

const base = `${served.url}/v1`

test('two turns of a chat, the second one streamed', async () => {
  const client = new ChatClient(served.chat.key, base)
  const { data } = await client.createChatMessage({}, 'one', 'ann')
  assert.equal(data.answer, 'You said: one')
  const second = await client.createChatMessage({}, 'two', 'ann', true, data.conversation_id)
  let stream = ''
  for await (const part of second.data) stream += part
  const events = [...stream.matchAll(/^data: (.*)$/gm)].map(([, json]) => JSON.parse(json))
  const said = events.flatMap(({ event, answer }) => (event === 'message' ? [answer] : []))
  assert.equal(said.join(''), 'You said: one | two')
  assert.equal(events.at(-1).event, 'message_end')
})

test('a workflow', async () => {
  const client = new CompletionClient(formApp.key, base)
  const { data } = await client.runWorkflow({ title: 'Hello' }, 'ann')
  assert.equal(data.data.outputs.text, 'Title: Hello.')
})
