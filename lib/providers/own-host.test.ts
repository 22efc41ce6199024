import { expect, test } from 'vitest'
import { isOwnHost } from './own-host'

test.each([
  ['openai', 'api.openai.com'],
  ['bedrock', 'bedrock-runtime.eu-central-1.amazonaws.com'],
  ['azure-openai', 'my-resource.openai.azure.com'],
  ['moonshot', 'api.moonshot.cn'],
  ['ollama', '127.0.0.1:11434'],
  ['vllm', 'gpu-box:8000'],
  ['openai-compatible', '10.1.2.3:8000'],
  ['huawei', 'api.modelarts-maas.com'],
  ['azure-ml', 'chat.westeurope.inference.ml.azure.com'],
  ['alibaba-eas', '123.eu-central-1.pai-eas.aliyuncs.com'],
  ['builtin', ''],
])('%s owns %s', (provider, host) => {
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
  ['ollama', 'models.corp.example:11434'],
  ['ollama', ''],
  ['vllm', 'api.together.xyz'],
  ['tgi', 'x.endpoints.huggingface.cloud'],
  ['openai-compatible', 'models.corp.example'],
  ['huawei', 'evilmodelarts-maas.com'],
  ['huawei', 'api.modelarts-maas.com.evil.example'],
  ['azure-ml', 'chat.evil.example'],
  ['alibaba-eas', 'pai-eas.aliyuncs.com.evil.example'],
  ['nobody-knows-this', '127.0.0.1'],
])('%s is not behind %s', (provider, host) => {
  expect(isOwnHost(provider, host)).toBe(false)
})
