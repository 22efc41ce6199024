import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import { validateJson } from '@/lib/nodes/shared/models/validate-json'
import { askModel } from './chat'
import { readJsonAnswer } from './json-answer'
import type { Json, JsonObject, Message } from './values'

export interface ExtractRequest {
  model: BaseChatModel | null
  instructions: string
  messages: Message[]
  schema: JsonObject
  signal?: AbortSignal | undefined
}

/** JSON that matches the schema. If the answer does not, the model is asked once to repair it. */
export async function extractJson({ model, instructions, messages, schema, signal }: ExtractRequest): Promise<Json> {
  const system = [
    instructions.trim(),
    'Answer with one JSON value that fits this JSON schema, and nothing else:',
    JSON.stringify(schema),
  ].join('\n\n')
  const prompt: Message[] = [{ role: 'system', content: system }, ...messages]
  const first = await askModel({ model, messages: prompt, signal })
  const parsed = readFitting(first, schema)
  if (parsed.problems.length === 0) return parsed.value
  const repair: Message[] = [
    { role: 'assistant', content: first.trim() === '' ? '(nothing)' : first.slice(0, 20_000) },
    {
      role: 'user',
      content: `That does not fit the schema. ${parsed.problems.join(' ')} Answer again with the corrected JSON only.`,
    },
  ]
  const again = readFitting(await askModel({ model, messages: [...prompt, ...repair], signal }), schema)
  if (again.problems.length === 0) return again.value
  throw new Error(`The model's answer does not fit the schema: ${again.problems.join(' ')}`)
}

function readFitting(text: string, schema: JsonObject): { value: Json; problems: string[] } {
  const value = readJsonAnswer(text)
  if (value === undefined) return { value: null, problems: ['It is not valid JSON.'] }
  return { value, problems: validateJson(value, schema) }
}
