import { expect, test } from 'vitest'
import { allOf } from '@/lib/api/testing/all-of'
import type { ModelChunk, ModelChunks } from './provider-client'
import { readLangChainStream } from './wires/langchain/langchain-stream'
import { readOpenAiStream } from './wires/openai/read-openai-stream'

const context = { host: 'models.example', model: 'm', signal: new AbortController().signal }

const chunk = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`

async function flat(chunks: AsyncIterable<ModelChunks>): Promise<ModelChunk[]> {
  return (await allOf(chunks)).flatMap((together) => ('type' in together ? [together] : [...together]))
}

test.each(['reasoning_content', 'reasoning'])('emits %s of OpenAI’s format before the text', async (field) => {
  async function* body() {
    yield Buffer.from(chunk({ role: 'assistant', [field]: 'I ' }))
    yield Buffer.from(chunk({ [field]: 'wonder.' }) + chunk({ content: 'Hi' }))
    yield Buffer.from(`${chunk({ content: '!' })}${chunk({}, 'stop')}data: [DONE]\n\n`)
  }
  const chunks = readOpenAiStream(async () => ({ body: body() }), context, { keepsReasoning: false })
  expect(await flat(chunks)).toEqual([
    { type: 'reasoning', text: 'I ' },
    { type: 'reasoning', text: 'wonder.' },
    { type: 'text', text: 'Hi' },
    { type: 'text', text: '!' },
    { type: 'finish', reason: 'stop' },
  ])
})

test('emits the thinking of Ollama and Anthropic as reasoning', async () => {
  const plain = { additional_kwargs: {}, response_metadata: {} }
  async function* messages() {
    yield { ...plain, text: '', additional_kwargs: { reasoning_content: 'I ' } }
    yield { ...plain, text: '', content: [{ type: 'thinking', thinking: 'wonder.' }] }
    yield { ...plain, text: 'Hi', content: 'Hi', response_metadata: { done_reason: 'length' } }
  }
  expect(await flat(readLangChainStream(async () => messages(), context))).toEqual([
    { type: 'reasoning', text: 'I ' },
    { type: 'reasoning', text: 'wonder.' },
    { type: 'text', text: 'Hi' },
    { type: 'finish', reason: 'length' },
  ])
})
