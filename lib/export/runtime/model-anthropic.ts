import { ChatAnthropic } from '@langchain/anthropic'
import type { ModelAddress, ModelSettings } from './model-settings'

export function anthropicModel(address: ModelAddress, { temperature, maxTokens }: ModelSettings): ChatAnthropic {
  return new ChatAnthropic({
    model: address.model,
    maxTokens,
    maxRetries: 0,
    temperature: Math.min(temperature, 1),
    ...(address.apiKey ? { apiKey: address.apiKey } : {}),
    ...(address.baseUrl ? { anthropicApiUrl: address.baseUrl } : {}),
  })
}
