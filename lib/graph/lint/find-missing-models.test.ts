import { expect, test } from 'vitest'
import { ends, fixOf, found, gpt, messageOf, node } from '../testing/lint-graph'

const prompt = node('ask', 'prompt')
const chat = node('chat', 'chat-model')
const wires = ['in.message > chat.prompt', 'chat.text > out.text']

test('reports an app whose answer needs a language model while none is connected', () => {
  const [issue, more] = found('MODEL_REQUIRED', [...ends, chat], wires)
  expect(issue).toMatchObject({ severity: 'warning', nodeId: 'chat', path: 'model' })
  expect(messageOf(issue)).toBe('“chat” needs a language model, and none is connected. Connect a model.')
  expect(fixOf(issue)).toBe('Connect a model')
  expect(more).toBeUndefined()
})

test('accepts a default model, a selected model and quotes from passages', () => {
  expect(found('MODEL_REQUIRED', [...ends, chat], wires, { rules: { defaultChat: gpt } })).toEqual([])
  expect(found('MODEL_REQUIRED', [...ends, node('chat', 'chat-model', { model: gpt })], wires)).toEqual([])
  const look = node('look', 'retriever')
  const quoting = [...wires, 'in.message > look.query', 'look.documents > chat.documents']
  expect(found('MODEL_REQUIRED', [...ends, look, chat], quoting)).toEqual([])
})

test('judges an agent by the model plugged into it, and passages do not replace its model', () => {
  const agent = node('agent', 'agent')
  const look = node('look', 'retriever')
  const edges = ['in.message > agent.prompt', 'agent.text > out.text', 'look.documents > agent.passages']
  expect(found('MODEL_REQUIRED', [...ends, look, agent], edges)[0]?.nodeId).toBe('agent')
  const plugged = [...edges, 'chat.model > agent.model']
  const chatNode = node('chat', 'chat-model', { model: gpt })
  expect(found('MODEL_REQUIRED', [...ends, look, agent, chatNode], plugged)).toEqual([])
  expect(found('MODEL_REQUIRED', [...ends, look, agent, chat], plugged)[0]?.nodeId).toBe('chat')
})

test('counts a classifier only if a model decides, and reports several steps once', () => {
  const sort = (mode: string) => node('sort', 'classifier', { mode })
  const built = { connection: 'builtin', model: 'extractive' }
  expect(found('MODEL_REQUIRED', [...ends, sort('examples')], [])).toEqual([])
  const bothNodes = found(
    'MODEL_REQUIRED',
    [...ends, prompt, sort('model'), node('chat', 'chat-model', { model: built })],
    wires,
  )
  expect(bothNodes.map(({ trail }) => trail)).toEqual([['sort', 'chat']])
  expect(messageOf(bothNodes[0])).toBe(
    '“sort” and another step need a language model, and none is connected. Connect a model.',
  )
})
