import { expect, test } from 'vitest'
import { recognize } from './recognize-provider'

const first = (text: string) => recognize(text)[0]?.manifest.id

test.each([
  ['sk-ant-api03-abc', 'anthropic'],
  ['AIzaSyA-123', 'google'],
  ['gsk_abc', 'groq'],
  ['xai-abc', 'xai'],
  ['sk-or-v1-abc', 'openrouter'],
  ['sk-proj-abc', 'openai'],
  ['hf_abc', 'huggingface'],
  ['fw_abc', 'fireworks'],
  ['tgp_v1_abc', 'together'],
  ['jina_abc', 'jina'],
  ['ABSKQmVkcm9j', 'bedrock'],
  ['{ "type": "service_account", "project_id": "p" }', 'vertex'],
  [' bce-v3/ALTAK-x/y\n', 'baidu'],
])('recognizes the key %s', (text, id) => {
  expect(first(text)).toBe(id)
  expect(recognize(text)[0]?.apiKey).toBe(text.trim())
})

test('suggests both services for an ambiguous key', () => {
  const ids = recognize(`sk-${'0a'.repeat(16)}`).map(({ manifest }) => manifest.id)
  expect(ids.toSorted()).toEqual(['alibaba', 'deepseek'])
})

test.each([
  ['https://api.mistral.ai/v1', 'mistral'],
  ['http://127.0.0.1:11434', 'ollama'],
  ['http://gpu-box:8000/v1', 'vllm'],
  ['https://models.example.com/v1', 'openai-compatible'],
])('recognizes the address %s', (text, id) => {
  expect(first(text)).toBe(id)
})

test('fills the form from an address: region, parts of the host, or the address itself', () => {
  expect(recognize('https://dashscope.aliyuncs.com/compatible-mode/v1')[0]).toMatchObject({
    fields: { endpoint: 'beijing' },
  })
  expect(recognize('https://my-res.openai.azure.com/')[0]).toMatchObject({ fields: { resource: 'my-res' } })
  expect(recognize('https://bedrock-runtime.eu-west-1.amazonaws.com')[0]?.fields).toEqual({ region: 'eu-west-1' })
  const workspace = recognize('https://llm-1.cn-beijing.maas.aliyuncs.com/compatible-mode/v1')[0]
  expect(workspace).toMatchObject({ fields: { endpoint: 'workspace', workspace: 'llm-1', region: 'cn-beijing' } })
  expect(workspace?.baseUrl).toBeUndefined()
  expect(recognize('https://models.example.com/v1')[0]?.baseUrl).toBe('https://models.example.com/v1')
})

test.each(['', 'anthropic', 'sk', 'groq key', 'ftp://x', 'javascript:alert(1)', 'x'.repeat(30_000)])(
  'does not recognize a search for “%s”',
  (text) => {
    expect(recognize(text)).toEqual([])
  },
)
