import type { JsonObject } from '@/lib/core/json'
import { objectOf, textOf } from '../fields'

const SETTINGS: Readonly<Record<string, string>> = {
  temperature: 'temperature',
  maxTokens: 'max_tokens',
  maxOutputTokens: 'max_tokens',
  maxTokensToSample: 'max_tokens',
  topP: 'top_p',
  topK: 'top_k',
  frequencyPenalty: 'frequency_penalty',
  presencePenalty: 'presence_penalty',
  stopSequence: 'stop',
  reasoningEffort: 'reasoning_effort',
}

/** A model of Flowise with the settings that are not empty. Numbers are often stored as text. */
export function modelOf(inputs: unknown): { name: string; completion_params: JsonObject } {
  const settings = objectOf(inputs)
  const name = textOf(settings.customModelName) || textOf(settings.modelName) || textOf(settings.model)
  const entries = Object.entries(SETTINGS).flatMap(([key, ours]): [string, number | string][] => {
    const text = textOf(settings[key])
    if (text === '') return []
    const number = Number(text)
    return [[ours, Number.isNaN(number) ? text : number]]
  })
  return { name, completion_params: Object.fromEntries(entries) }
}
