import { ChatGoogleGenerativeAI } from '@langchain/google-genai'
import type { ModelAddress, ModelSettings } from './model-settings'

export function googleModel(address: ModelAddress, { temperature, maxTokens }: ModelSettings): ChatGoogleGenerativeAI {
  return new ChatGoogleGenerativeAI({
    model: address.model,
    temperature,
    maxOutputTokens: maxTokens,
    maxRetries: 0,
    ...(address.apiKey ? { apiKey: address.apiKey } : {}),
    ...(address.baseUrl ? { baseUrl: address.baseUrl.replace(/\/v1(?:beta)?\/?$/, '') } : {}),
  })
}
