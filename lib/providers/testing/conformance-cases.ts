import type { ProviderId } from '../manifests.gen'
import { anthropicWire } from './anthropic-wire'
import { CLOUD_CASES } from './cloud-cases'
import type { ConformanceCase } from './conformance-case'
import { geminiWire } from './gemini-wire'
import { ollamaWire } from './ollama-wire'
import { openAiWire } from './openai-wire'

/** Every provider in the suite. `conformanceTable` combines the list with the manifests for docs/reference/providers.md. */
export const CONFORMANCE_CASES: readonly ConformanceCase[] = [
  openAiLike('openai', '/v1'),
  openAiLike('openai-compatible', '/v1', { apiKey: null, headers: {} }),
  openAiLike('mistral', '/v1'),
  openAiLike('deepseek', '', { hasNoSchema: true, hasNoVision: true }),
  openAiLike('groq', '/openai/v1'),
  openAiLike('xai', '/v1'),
  openAiLike('openrouter', '/api/v1', { alsoAnswers: (url) => (url === '/api/v1/key' ? { data: {} } : undefined) }),
  openAiLike('together', '/v1', {
    models: (ids) => ids.map((id) => ({ id, type: id === 'm' ? 'chat' : 'embedding', display_name: id })),
  }),
  openAiLike('fireworks', '/inference/v1'),
  openAiLike('huggingface', '/v1'),
  openAiLike('moonshot', '/v1'),
  openAiLike('alibaba', '/compatible-mode/v1'),
  openAiLike('tencent', '/v1', { modelsPath: null }),
  openAiLike('baidu', '/v2', {
    fields: { appid: 'app-1' },
    headers: { authorization: 'Bearer key-1234567890', appid: 'app-1' },
  }),
  openAiLike('huawei', '/v1', { modelsPath: null }),
  openAiLike('vllm', '/v1', { apiKey: null, headers: {} }),
  openAiLike('lmstudio', '/v1', { apiKey: null, headers: {} }),
  openAiLike('llama-cpp', '/v1', { apiKey: null, headers: {} }),
  openAiLike('tgi', '/v1', { modelsPath: null }),
  {
    provider: 'anthropic',
    dialect: anthropicWire,
    basePath: '',
    apiKey: 'key-1234567890',
    headers: { 'x-api-key': 'key-1234567890', 'anthropic-version': '2023-06-01' },
    chatPath: '/v1/messages',
    modelsPath: '/v1/models?limit=1000',
    // All models of the service support chat.
    models: () => anthropicWire.models(['m']),
  },
  {
    provider: 'google',
    dialect: geminiWire,
    basePath: '/v1beta',
    apiKey: 'key-1234567890',
    headers: { 'x-goog-api-key': 'key-1234567890' },
    chatPath: '/v1beta/models/m:streamGenerateContent?alt=sse',
    modelsPath: '/v1beta/models?pageSize=1000',
  },
  {
    provider: 'ollama',
    dialect: ollamaWire,
    basePath: '',
    apiKey: null,
    headers: {},
    chatPath: '/api/chat',
    modelsPath: '/api/tags',
    // Ollama does not report cached tokens.
    cached: () => null,
  },
  ...CLOUD_CASES,
]

/** An OpenAI-compatible service with a bearer key. */
function openAiLike(provider: ProviderId, basePath: string, overrides: Partial<ConformanceCase> = {}): ConformanceCase {
  return {
    provider,
    dialect: openAiWire,
    basePath,
    apiKey: 'key-1234567890',
    headers: { authorization: 'Bearer key-1234567890' },
    chatPath: `${basePath}/chat/completions`,
    modelsPath: `${basePath}/models`,
    ...overrides,
  }
}
