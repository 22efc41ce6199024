import { expect, test } from 'vitest'
import { isSameModel } from './is-same-model'

const at = (provider: string, model: string) => ({ provider, model })

test.each([
  [at('openai', 'text-embedding-3-small'), at('azure-openai', 'text-embedding-3-small')],
  [at('together', 'BAAI/bge-m3'), at('ollama', 'bge-m3:latest')],
  [at('openai-compatible', 'My Model'), at('vllm', 'my_model')],
])('%j is %j', (item, other) => {
  expect([isSameModel(item, other), isSameModel(other, item)]).toEqual([true, true])
})

test.each([
  [at('openai', 'text-embedding-3-small'), at('openai', 'text-embedding-3-large')],
  [at('cohere', 'embed-v4.0'), at('jina', 'jina-embeddings-v3')],
])('%j is not %j', (item, other) => {
  expect(isSameModel(item, other)).toBe(false)
})
