import { expect, test } from 'vitest'
import { isOwnHost } from './own-host'

test.each([
  ['openai', 'api.openai.com'],
  ['bedrock', 'bedrock-runtime.eu-central-1.amazonaws.com'],
  ['azure-openai', 'my-resource.openai.azure.com'],
  ['moonshot', 'api.moonshot.cn'],
  ['ollama', 'models.corp.example:11434'],
  ['openai-compatible', 'models.corp.example'],
])('%s answers at %s itself', (provider, host) => {
  expect(isOwnHost(provider, host)).toBe(true)
})

test.each([
  ['openai', 'api.deepseek.com'],
  ['openai', 'api.openai.com:8443'],
  ['openai', 'api.openai.com.evil.example'],
  ['openai', 'evil.example'],
  ['bedrock', 'bedrock-runtime.evil.example.amazonaws.com'],
  ['bedrock', 'xbedrock-runtime.eu-central-1.amazonaws.com'],
  ['azure-openai', 'a.b.openai.azure.com'],
  ['openai', ''],
])('T42 %s is not behind %s', (provider, host) => {
  expect(isOwnHost(provider, host)).toBe(false)
})
