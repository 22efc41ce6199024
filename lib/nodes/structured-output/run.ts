import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { Json } from '@/lib/core/json'
import type { ChatMessage } from '@/lib/engine/model-requests'
import { defineNode } from '@/lib/engine/node-definition'
import { problem } from '@/lib/messages/problems/problem'
import { cacheOf } from '../shared/models/answer-cache'
import { readMessages, requireText } from '../shared/models/messages'
import { readChat, resolveLanguageModel } from '../shared/models/read-chat'
import { readJsonAnswer } from '../shared/models/read-json-answer'
import { validateJson } from '../shared/models/validate-json'
import type { StructuredOutputConfig } from './manifest'

export default defineNode<StructuredOutputConfig>({
  async run({ config, inputs, ctx }) {
    const prompt = readMessages(inputs.prompt)
    requireText(prompt)
    const model = await resolveLanguageModel(ctx, config.model, 'Structured output')
    const callModel = (messages: ChatMessage[]) =>
      readChat(ctx, {
        model,
        messages,
        responseSchema: config.schema,
        temperature: config.temperature,
        maxOutputTokens: config.maxOutputTokens,
        ...cacheOf(config),
      })
    const messages: ChatMessage[] = [{ role: 'system', content: instructionsOf(config) }, ...prompt]
    const first = await callModel(messages)
    const parsed = readFitting(first.text, config)
    if (parsed.ok) return { json: parsed.value }
    ctx.log(`Asked the model to repair its answer: ${parsed.problems.join(' ')}`)
    const repaired = await callModel([...messages, ...repairMessages(first.text, parsed.problems)])
    const again = readFitting(repaired.text, config)
    if (again.ok) return { json: again.value }
    throw new AppError('INVALID_INPUT', problem('nodes.schemaMismatch', { problems: again.problems.join(' ') }))
  },
})

function instructionsOf({ instructions, schema }: StructuredOutputConfig): string {
  return [
    instructions.trim(),
    'Answer with one JSON value that fits this JSON schema, and nothing else:',
    JSON.stringify(schema),
  ].join('\n\n')
}

type Read = { ok: true; value: Json } | { ok: false; problems: string[] }

function readFitting(text: string, { schema }: StructuredOutputConfig): Read {
  const value = readJsonAnswer(text)
  if (value === undefined) return { ok: false, problems: ['It is not valid JSON.'] }
  const problems = validateJson(value, schema)
  return problems.length === 0 ? { ok: true, value } : { ok: false, problems }
}

function repairMessages(text: string, problems: readonly string[]): ChatMessage[] {
  return [
    { role: 'assistant', content: text.trim() === '' ? '(nothing)' : text.slice(0, 20_000) },
    {
      role: 'user',
      content: `That does not fit the schema. ${problems.join(' ')} Answer again with the corrected JSON only.`,
    },
  ]
}
