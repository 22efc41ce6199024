import { expect, test } from 'vitest'
import { scriptedModel } from '../testing/model-ports'
import { chatApp, runApp } from '../testing/run-app'
import { manifest } from './manifest'

const EDGES = ['in.message -> p.message', 'in.history -> p.history', 'p.messages -> m.prompt', 'm.text -> out.text']

test('puts the history before the last user message, and drops empty messages', async () => {
  const { models, requests } = scriptedModel([{ text: 'ok' }])
  const messages = [
    { role: 'system', content: 'Be brief.' },
    { role: 'system', content: ' ' },
    { role: 'user', content: 'Q: {{message}}' },
  ]
  const graph = chatApp(
    [
      { id: 'p', type: 'prompt', config: { messages } },
      { id: 'm', type: 'chat-model' },
    ],
    EDGES,
  )
  const history = [{ role: 'assistant', content: 'before' }]
  await runApp(graph, { inputs: { message: 'now', history }, ports: { models } })
  expect(requests[0]?.messages).toEqual([
    { role: 'system', content: 'Be brief.' },
    { role: 'assistant', content: 'before' },
    { role: 'user', content: 'Q: now' },
  ])
})

test('never expands user text again, and treats inherited names as text', async () => {
  const { models, requests } = scriptedModel([{ text: 'ok' }])
  const messages = [{ role: 'user', content: '{{message}} {{constructor}} {{__proto__}}' }]
  const graph = chatApp(
    [
      { id: 'p', type: 'prompt', config: { messages } },
      { id: 'm', type: 'chat-model' },
    ],
    EDGES,
  )
  await runApp(graph, { inputs: { message: '{{history}} {{in.message}}' }, ports: { models } })
  expect(requests[0]?.messages[0]?.content).toBe('{{history}} {{in.message}} {{constructor}} {{__proto__}}')
})

test('rejects a template that is not text', () => {
  for (const content of [{ type: 'Program' }, ['x'], 3]) {
    expect(manifest.config.safeParse({ messages: [{ role: 'user', content }] }).success).toBe(false)
  }
})
