import { expect, test } from 'vitest'
import { base, ends, fixOf, found, gpt, messageOf, node } from '../testing/lint-graph'

const nodes = [...ends, node('model', 'chat-model', { model: gpt, maxOutputTokens: 2_000 })]
const edges = ['in.message > model.prompt', 'model.text > out.text']

test('reports a prompt that leaves no room, including its sources and the answer', () => {
  expect(found('PROMPT_TOO_LONG', nodes, edges)).toEqual([])
  const longPrompt = [
    ...nodes,
    node('text', 'prompt', { messages: [{ role: 'user', content: 'word '.repeat(6_000) }] }),
  ]
  const [issue] = found('PROMPT_TOO_LONG', longPrompt, ['text.messages > model.prompt', 'model.text > out.text'])
  expect(messageOf(issue)).toMatch(/about 7,500 tokens and may answer with 2,000, and “gpt” reads 8,000/)
  const chinese = [...nodes.slice(0, 2), node('model', 'chat-model', { model: gpt, system: '知识库'.repeat(2_200) })]
  expect(found('PROMPT_TOO_LONG', chinese, edges)).toHaveLength(1)
})

test('fixes it with fewer passages or a shorter answer', () => {
  const [look, model] = [
    node('look', 'retriever', { knowledgeBaseId: base, limit: 30 }),
    node('model', 'chat-model', { model: gpt, maxOutputTokens: 2_000 }),
  ]
  const edges = ['look.documents > model.documents', 'in.message > model.prompt', 'model.text > out.text']
  const [passages] = found('PROMPT_TOO_LONG', [...ends, look, model], edges)
  expect(fixOf(passages)).toBe('Use 27 passages')
  expect(passages?.fix?.change).toMatchObject({ nodeId: 'look', path: 'limit', value: 27 })
  const longPrompt = node('text', 'prompt', { messages: [{ role: 'user', content: 'word '.repeat(5_600) }] })
  const [answer] = found(
    'PROMPT_TOO_LONG',
    [...ends, longPrompt, model],
    ['text.messages > model.prompt', 'model.text > out.text'],
  )
  expect(answer?.fix?.change).toEqual({ type: 'set-config', nodeId: 'model', path: 'maxOutputTokens', value: 1_000 })
})
