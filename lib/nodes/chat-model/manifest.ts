import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { answerCacheFields } from '../shared/models/answer-cache'
import { maxOutputTokensField, temperatureField } from '../shared/models/generation-fields'
import { ModelRefSchema, modelSummary, modelTexts } from '../shared/models/model-ref'
import { variablePorts } from '../shared/variable-ports'

const Config = z.strictObject({
  model: ModelRefSchema,
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
        help: 'The model reads these first, then the instructions of a connected Prompt. One place is enough.',
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
  description: 'Answers with a language model; from passages with citations when passages are connected.',
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
        description: 'The answer rests on these and cites them by number.',
      },
      {
        id: 'images',
        label: 'Pictures',
        kind: 'image',
        list: true,
        description: 'Shown to the model with the last message; it must be one that sees.',
      },
      ...variablePorts([system], 'any', FIXED_INPUTS),
    ],
    outputs: [
      { id: 'text', label: 'Answer', kind: 'text' },
      { id: 'citations', label: 'Citations', kind: 'json' },
      { id: 'model', label: 'Model', kind: 'chat-model', description: 'Plug this model into an agent.' },
    ],
  }),
  texts: modelTexts,
  summary: ({ model }, text) => modelSummary(model, text),
  defaultPolicy: { timeoutSeconds: 600, retryCount: 2 },
})
