import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { answerCacheFields } from '../shared/models/answer-cache'
import { maxOutputTokensField, temperatureField } from '../shared/models/generation-fields'
import { ModelRefSchema, modelSummary, modelTexts } from '../shared/models/model-ref'
import { variablePorts } from '../shared/variable-ports'

const Config = z.strictObject({
  model: ModelRefSchema.meta(layout({ label: 'Model', input: 'model', quotesFrom: 'documents' })),
  system: z
    .string()
    .max(100_000)
    .default('')
    .meta(
      layout({
        label: 'Instructions',
        input: 'prompt',
        references: true,
        placeholder: 'You are a friendly assistant of …',
        help: 'The model reads these before the instructions of a connected Prompt. Use one or the other.',
      }),
    ),
  temperature: temperatureField(0.3, { help: 'Higher values make answers more varied.' }),
  maxOutputTokens: maxOutputTokensField(2_048),
  ...answerCacheFields,
})
export type ChatModelConfig = z.infer<typeof Config>

const FIXED_INPUTS = ['prompt', 'history', 'documents', 'images']

export const manifest = defineManifest<ChatModelConfig>({
  type: 'chat-model',
  version: 1,
  label: 'Chat model',
  description: 'Answers with a language model. With connected passages, it answers from them and cites them.',
  group: 'model',
  icon: 'sparkles',
  config: Config,
  effect: 'read',
  streams: 'text',
  templates: [{ path: 'system', encoding: 'text' }],
  ports: ({ system }) => ({
    inputs: [
      { id: 'prompt', label: 'Prompt', kind: 'messages', required: true },
      { id: 'history', label: 'History', kind: 'messages', description: 'The conversation before the prompt.' },
      {
        id: 'documents',
        label: 'Passages',
        kind: 'documents',
        description: 'The answer is based on these passages and cites them by number.',
      },
      {
        id: 'images',
        label: 'Pictures',
        kind: 'image',
        list: true,
        description: 'Sent to the model with the last message. The model must support images.',
      },
      ...variablePorts([system], 'any', FIXED_INPUTS),
    ],
    outputs: [
      { id: 'text', label: 'Answer', kind: 'text' },
      { id: 'citations', label: 'Citations', kind: 'json' },
      { id: 'model', label: 'Model', kind: 'chat-model', description: 'Connect this model to an agent.' },
    ],
  }),
  texts: modelTexts,
  summary: ({ model }, text, names) => modelSummary(model, text, names),
  defaultPolicy: { timeoutSeconds: 600, retryCount: 2 },
})
