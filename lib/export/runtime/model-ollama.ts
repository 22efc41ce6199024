import { ChatOllama } from '@langchain/ollama'
import type { ModelAddress, ModelSettings } from './model-settings'

export function ollamaModel(
  address: ModelAddress,
  { temperature, maxTokens, responseSchema }: ModelSettings,
): ChatOllama {
  return new ChatOllama({
    model: address.model,
    temperature,
    numPredict: maxTokens,
    maxRetries: 0,
    ...(address.baseUrl ? { baseUrl: address.baseUrl } : {}),
    ...(responseSchema ? { format: responseSchema } : {}),
  })
}
