import { ChatOpenAI } from '@langchain/openai'
import type { ModelAddress, ModelSettings } from './model-settings'

/** A model of OpenAI, or of an OpenAI-compatible server. */
export function openAiModel({ model, apiKey, baseUrl }: ModelAddress, settings: ModelSettings): ChatOpenAI {
  const { temperature, maxTokens, responseSchema } = settings
  // Reasoning models reject any temperature but their own.
  const isReasoning = /^(o\d|gpt-5)/.test(model)
  return new ChatOpenAI({
    model,
    apiKey: apiKey ?? 'none',
    maxTokens,
    // The steps have their own retries, which those of the library would multiply.
    maxRetries: 0,
    ...(isReasoning ? {} : { temperature }),
    ...(responseSchema
      ? {
          modelKwargs: {
            response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: responseSchema } },
          },
        }
      : {}),
    configuration: { baseURL: baseUrl },
  })
}
