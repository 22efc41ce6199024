import { expect, test } from 'vitest'
import { abilityOf } from './model-ability'

test.each([
  ['gpt-5.1', 'chat'],
  ['claude-sonnet-4-5', 'chat'],
  ['deepseek-v4-pro', 'chat'],
  ['meta-llama/Llama-3.3-70B-Instruct-Turbo', 'chat'],
  ['pixtral-large-latest', 'chat'],
  ['qwen-vl-max', 'chat'],
  ['text-embedding-3-small', 'embed'],
  ['all-minilm', 'embed'],
  ['nomic-embed-text', 'embed'],
  ['BAAI/bge-m3', 'embed'],
  ['intfloat/multilingual-e5-large', 'embed'],
  ['voyage-3.5', 'embed'],
  ['gte-rerank-v2', 'rerank'],
  ['BAAI/bge-reranker-v2-m3', 'rerank'],
  ['whisper-large-v3-turbo', 'transcribe'],
  ['gpt-4o-transcribe', 'transcribe'],
  ['tts-1-hd', 'speak'],
  ['playai-tts', 'speak'],
  ['gpt-image-1', 'image'],
  ['black-forest-labs/FLUX.1-schnell', 'image'],
  ['grok-2-image', 'image'],
  ['wanx2.1-t2i-turbo', 'image'],
  ['omni-moderation-latest', null],
  ['meta-llama/llama-guard-4-12b', null],
  ['gpt-4o-realtime-preview', null],
])('%s is for %s', (id, ability) => {
  expect(abilityOf(id)).toBe(ability)
})
